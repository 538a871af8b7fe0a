/** A folder that several runs may write in at once. */

/** What {@linkcode writeWhole} adds to the name of a file that is not yet whole. */
const UNFINISHED = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;

/**
 * Holds a folder for one run that writes in it; others wait. The system lets go when the process ends, however it ends,
 * and what a run that was killed left unfinished is removed. Windows locks no folders: there an empty file in it,
 * `.skrivs`, is locked, and stays.
 *
 * @param folder The folder; it must exist.
 * @param os The system that it is on.
 * @returns The lock, to be held by `using`.
 */
export async function holdFolder(
  folder: string,
  os: typeof Deno.build.os = Deno.build.os,
): Promise<Disposable> {
  const opened = os === "windows"
    ? await Deno.open(`${folder}/.skrivs`, { read: true, write: true, create: true })
    : await Deno.open(folder, { read: true });
  await opened.lock(true);
  for (const { name } of [...Deno.readDirSync(folder)]) {
    if (UNFINISHED.test(name)) await Deno.remove(`${folder}/${name}`);
  }
  return { [Symbol.dispose]: () => opened.close() };
}

/**
 * Writes a file so that it is there whole or not at all. It is written under a name of its own first, and a link of its
 * name is replaced, not followed.
 *
 * @param path Where; an older file of this name is replaced.
 * @param content What.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const own = `${path}.${crypto.randomUUID()}.part`;
  try {
    if (typeof content === "string") await Deno.writeTextFile(own, content, { createNew: true });
    else await Deno.writeFile(own, content, { createNew: true });
    await Deno.rename(own, path);
  } catch (error) {
    await Deno.remove(own).catch((cause) => {
      if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    });
    throw error;
  }
}
