import { CareOffering, MemberRegion } from "../reference/mod.ts";
import { type Store, StoreError } from "../store/mod.ts";

/**
 * The name by which the store holds a vårdutbud: a spelling that is known is read, and a name of the store's own
 * stands. A misspelt one would otherwise be answered as if nobody waited.
 *
 * @throws {StoreError} If there is no such vårdutbud, known or in the store; the nearest are named.
 */
export async function askedOffering(store: Store, given: string): Promise<string> {
  const read = CareOffering.safeParse(given);
  if (read.success) return read.data;
  const held = await store.cells({ where: { vardutbud: given }, by: [] });
  if (held.length > 0) return given;
  throw new StoreError(read.error.issues[0].message);
}

/**
 * The name by which the store holds a region, in the same way.
 *
 * @throws {StoreError} If there is no such region, known or in the store; the nearest are named.
 */
export function askedRegion(store: Store, given: string): string {
  const read = MemberRegion.safeParse(given);
  if (read.success) return read.data;
  if (store.holdings.some(({ region }) => region === given)) return given;
  throw new StoreError(read.error.issues[0].message);
}
