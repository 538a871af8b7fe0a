import { storeKey } from "./_store_key.ts";
import { lockStore } from "./lock.ts";

/**
 * The store's secret for rounding (avrundningsnyckeln): 256 random bits, made with the store and kept in it, readable by
 * its owner alone; a store of an older version gets one the first time that it is asked for. Anyone who has it can compute
 * what was added to each rounded number, so it is never printed, exported or written elsewhere; a copy of the store
 * holds it. It also signs what is reported erasures.
 *
 * @param folder The store's folder; it must exist.
 * @returns The key, always the same for a store.
 * @throws {StoreError} If the file is no key, or others than its owner may read it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { roundingKey } from "vantelage/store";
 * const folder = await Deno.makeTempDir();
 * const key = await roundingKey(folder);
 * assert.equal(key.length, 32);
 * assert.deepEqual(await roundingKey(folder), key);
 * ```
 */
export async function roundingKey(folder: string): Promise<Uint8Array> {
  using _lock = await lockStore(folder);
  return await storeKey(folder);
}
