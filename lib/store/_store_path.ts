import { dirname, join, resolve, sep } from "node:path";
import { StoreError } from "./writing.ts";

/**
 * The path without links, of what there is of it.
 *
 * @param path A file or folder, there or not.
 * @returns The real path.
 */
export function realPath(path: string): string {
  const whole = resolve(path);
  for (let there = whole;; there = dirname(there)) {
    try {
      return Deno.realPathSync(there) + whole.slice(there.length);
    } catch (error) {
      if (!isAbsent(error) || dirname(there) === there) throw error;
    }
  }
}

/**
 * Where a file or folder of a store lies. The store's own folder may be a link; in it no link leads out.
 *
 * @param folder The store's folder.
 * @param path A path from it, there or not; what comes from a file has been checked by its form.
 * @returns The path, to be read or written.
 * @throws {StoreError} If a link on the way leads out of the store.
 */
export function storePath(folder: string, path: string): string {
  const inside = realPath(folder), real = realPath(join(folder, path));
  if (real.startsWith(inside.endsWith(sep) ? inside : inside + sep)) return `${folder}/${path}`;
  throw new StoreError(
    `Lagret ${folder} kan inte användas: ${path} leder genom en länk ut ur lagret. Inget har ändrats. Ersätt länken med det som den leder till; hela lagrets mapp får vara en länk.`,
  );
}

/** Whether an error says that there is no such file or folder. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}
