import { lockStore } from "./load.ts";
import { StoreError, writing } from "./writing.ts";

/** The file in the store. */
const FILE = "avrundning.nyckel";

/** Bytes of a key: 256 bits. */
const LENGTH = 32;

/** The rights of everybody but the owner. */
const OTHERS = 0o077;

/**
 * The store's secret for rounding (avrundningsnyckeln): 256 random bits, made the first time that they are asked for and
 * kept with the store, readable by its owner alone. Whoever has it can compute what was added to each rounded number, so
 * it is never printed, exported or written elsewhere; a copy of the store holds it.
 *
 * @param folder The store's folder; it must exist.
 * @returns The key, always the same for a store.
 * @throws {StoreError} If the file is no key, or others than its owner may read it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { roundingKey } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * const key = await roundingKey(folder);
 * assert.equal(key.length, 32);
 * assert.deepEqual(await roundingKey(folder), key);
 * ```
 */
export async function roundingKey(folder: string): Promise<Uint8Array> {
  using _lock = await lockStore(folder);
  const path = `${folder}/${FILE}`;
  try {
    const { mode } = await Deno.stat(path), key = await Deno.readFile(path);
    if (key.length !== LENGTH) {
      throw new StoreError(
        `${path} är ingen nyckel för avrundning. Hämta tillbaka filen från en säkerhetskopia`,
      );
    }
    if (mode !== null && (mode & OTHERS) !== 0) {
      throw new StoreError(
        `${path} får läsas av andra än sin ägare. Ta bort den rätten (chmod 600) och kör om`,
      );
    }
    return key;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const key = crypto.getRandomValues(new Uint8Array(LENGTH));
  await writing(path, async () => {
    const temporary = `${path}.${crypto.randomUUID()}.tmp`;
    {
      using file = await Deno.open(temporary, { write: true, createNew: true, mode: 0o600 });
      await file.write(key);
      await file.sync();
    }
    await Deno.rename(temporary, path);
  });
  return key;
}
