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
    const real = realIfThere(there);
    if (real !== null) return real + whole.slice(there.length);
    if (dirname(there) === there) return whole;
  }
}

/**
 * Where a file or folder of a store lies. The store's own folder may be a link; in it no link leads out. Nothing above
 * that folder is looked at, so that it is enough to have the right to read the store.
 *
 * @param folder The store's folder, there or not.
 * @param path A path from it, there or not; what comes from a file has been checked by its form.
 * @returns The path, to be read or written.
 * @throws {StoreError} If a link on the way leads out of the store.
 */
export function storePath(folder: string, path: string): string {
  const inside = realIfThere(folder), below = inside?.endsWith(sep) ? inside : inside + sep;
  for (let there = path; inside !== null && there !== "."; there = dirname(there)) {
    const real = realIfThere(join(folder, there));
    if (real === null) continue;
    if (real.startsWith(below)) break;
    throw new StoreError(
      `Lagret ${folder} kan inte användas: ${path} leder genom en länk ut ur lagret. Inget har ändrats. Ersätt länken med det som den leder till; hela lagrets mapp får vara en länk.`,
    );
  }
  return `${folder}/${path}`;
}

function realIfThere(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Whether an error says that there is no such file or folder. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}
