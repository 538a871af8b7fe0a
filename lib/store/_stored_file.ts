import { createHash } from "node:crypto";
import type { StoredFile } from "./delivery.ts";
import { storePath } from "./_store_path.ts";
import { StoreError } from "./writing.ts";

/**
 * The bytes of a stored file, checked against its hash.
 *
 * @param folder The store's folder.
 * @param file The file.
 * @returns Its bytes.
 * @throws {StoreError} If it is missing or damaged, or lies outside the store.
 */
export async function readStoredFile(folder: string, file: StoredFile): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(storePath(folder, file.path));
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new StoreError(`Filen ${file.path} saknas i lagret ${folder}. Läs in dess leverans igen.`, {
      cause,
    });
  }
  if (createHash("sha256").update(bytes).digest("hex") !== file.sha256) {
    throw new StoreError(
      `Filen ${file.path} i lagret ${folder} är skadad: innehållet har inte den kontrollsumma som manifestet anger. Läs in dess leverans igen.`,
    );
  }
  return bytes;
}
