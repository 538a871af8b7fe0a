import { type Month, monthName } from "../calendar/mod.ts";
import {
  orderOutcomes,
  readOrders,
  readSpecialisedCare,
  reliefRows,
  specialisedFromFlows,
  type UniversityProposal,
  universityProposals,
} from "../plan/mod.ts";
import type { Store } from "../store/mod.ts";
import { careYear } from "./care_year.ts";

/**
 * What the university hospitals could leave to each other and to the regions around, out of a store's year and the orders
 * (förslag för universitetssjukhusen).
 *
 * @param store An open store.
 * @param options The last month.
 * @returns The proposals, and the year in words; none where nobody has delivered where patients live.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { universityYear } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(await universityYear(store, { manad: "2024-04" }), { proposals: [], span: "april 2024" });
 * ```
 */
export async function universityYear(
  store: Store,
  { manad }: { readonly manad: Month },
): Promise<{ readonly proposals: readonly UniversityProposal[]; readonly span: string }> {
  const homes = await store.cells({ where: { status: "genomforda", manad }, by: ["hemregion"] });
  if (homes.every(({ hemregion }) => hemregion === null)) return { proposals: [], span: monthName(manad) };
  const { flows, span, spare, cover } = await careYear(store, { manad });
  const care = [...specialisedFromFlows(flows), ...await readSpecialisedCare()];
  const outcomes = orderOutcomes(await readOrders(), care, { until: manad, cover });
  return { proposals: universityProposals(outcomes, reliefRows(flows, spare)), span };
}
