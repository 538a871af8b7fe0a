import { addMonths, type Month } from "../calendar/mod.ts";
import { type OwnProduction, ownProduction, readBoughtCare, readBoughtCareCovers } from "../plan/mod.ts";
import type { Store } from "../store/mod.ts";
import { careCoverOf } from "./_care_cover.ts";

/**
 * Own production within the guarantee's limit out of a store (egenproducerad vård inom 90 dagar).
 *
 * @param store An open store.
 * @param options The month.
 * @returns A row for each of the seven regions.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { ownProductionIn } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.ok((await ownProductionIn(store, { manad: "2024-04" })).every(({ nu }) => nu === null));
 * ```
 */
export async function ownProductionIn(store: Store, { manad }: { manad: Month }): Promise<OwnProduction[]> {
  const months = [addMonths(manad, -12), manad];
  const cells = await store.cells({
    where: { status: "genomforda", manad: months },
    by: ["manad", "status", "region", "agarform", "hemregion", "avvikelse", "vardgaranti"],
  });
  const cover = careCoverOf(cells, await readBoughtCareCovers());
  const bought = (await readBoughtCare()).filter((flow) => months.includes(flow.manad));
  return ownProduction(cells, bought, { manad, ...cover });
}
