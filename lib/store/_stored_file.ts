import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { StoredFile } from "./delivery.ts";
import { storePath } from "./_store_path.ts";
import { tellRead } from "./tell_read.ts";
import { StoreError } from "./writing.ts";

/**
 * The bytes of a stored file, checked against its hash.
 *
 * @param folder The store's folder.
 * @param file The file.
 * @param of Its delivery, to be named where the file cannot be read.
 * @returns Its bytes.
 * @throws {StoreError} If it is missing or damaged, or lies outside the store.
 */
export async function readStoredFile(
  folder: string,
  file: StoredFile,
  of?: { readonly file: string },
): Promise<Uint8Array> {
  const path = storePath(folder, file.path);
  tellRead(resolve(path));
  const again = `Läs in dess leverans igen${of === undefined ? "" : `: ${of.file}`}.`;
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new StoreError(`Filen ${file.path} saknas i lagret ${folder}. ${again}`, {
      cause,
    });
  }
  if (createHash("sha256").update(bytes).digest("hex") !== file.sha256) {
    throw new StoreError(
      `Filen ${file.path} i lagret ${folder} är skadad: innehållet har inte den kontrollsumma som manifestet anger. ${again}`,
    );
  }
  return bytes;
}
