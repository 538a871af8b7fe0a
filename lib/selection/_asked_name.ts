import { boundedName, CareOffering, MemberRegion, nearestNames } from "../reference/mod.ts";
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

/**
 * Checks that the store holds a hospital, in any month.
 *
 * @throws {StoreError} If it does not; the region's nearest are named.
 */
export async function checkHospital(store: Store, place: { region: string; sjukhus: string }): Promise<void> {
  const { region, sjukhus } = place;
  if ((await store.cells({ where: place, by: [] })).length > 0) return;
  const held = (await store.cells({ where: { region }, by: ["sjukhus"] })).flatMap(({ sjukhus }) =>
    sjukhus ?? []
  );
  const near = nearestNames(sjukhus, [...new Set(held)]);
  throw new StoreError(
    `Sjukhuset "${boundedName(sjukhus)}" finns inte i ${region}.${
      near.length > 0 ? ` Närmast: ${near.map(boundedName).join(", ")}` : ""
    }`,
  );
}
