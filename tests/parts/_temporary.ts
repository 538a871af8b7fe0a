/**
 * Gives all temporary files and folders that tests of this process make their place in one folder.
 *
 * @returns Removes it.
 */
export function gatherTemporary(): () => void {
  const own = Deno.makeTempDirSync();
  const inOwn =
    <Made>(make: (options?: Deno.MakeTempOptions) => Made) => (options: Deno.MakeTempOptions = {}) =>
      make({ dir: own, ...options });
  Object.assign(Deno, {
    makeTempDir: inOwn(Deno.makeTempDir),
    makeTempDirSync: inOwn(Deno.makeTempDirSync),
    makeTempFile: inOwn(Deno.makeTempFile),
    makeTempFileSync: inOwn(Deno.makeTempFileSync),
  });
  return () => Deno.removeSync(own, { recursive: true });
}
