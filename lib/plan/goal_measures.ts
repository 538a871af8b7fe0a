import type { Month } from "../calendar/mod.ts";
import type { WaitTableRow } from "../indicators/mod.ts";
import { memberRegions } from "../reference/mod.ts";
import { type CareCover, wholeRegions } from "./care_cover.ts";
import type { CareFlow } from "./care_flow.ts";
import { isBought } from "./source.ts";
import type { GoalMeasure } from "./yearly_report.ts";

/**
 * The share over the limit, and how far apart the regions are, as goals measure them.
 *
 * @param rows The table of those who wait by region, with its total.
 * @returns The total's share (0–1), and the largest region's share less the smallest; `null` where a region is not known.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareSpread } from "vantelage/plan";
 * assert.deepEqual(shareSpread([]), { andel_over_90: null, skillnad_regioner: null });
 * ```
 */
export function shareSpread(
  rows: readonly Pick<WaitTableRow, "total" | "overShare">[],
): Record<Extract<GoalMeasure, "andel_over_90" | "skillnad_regioner">, number | null> {
  const shares = rows.flatMap(({ total, overShare }) => total || overShare === null ? [] : [overShare.value]);
  if (shares.length < memberRegions.length) return { andel_over_90: null, skillnad_regioner: null };
  return {
    andel_over_90: rows.find(({ total }) => total)?.overShare?.value ?? null,
    skillnad_regioner: Math.max(...shares) - Math.min(...shares),
  };
}

/**
 * How much is done in cooperation and how much is bought, as goals measure them.
 *
 * @param year A year of flows, its months, and what has been delivered of them.
 * @returns Contacts; `null` where a month of the twelve, a region, or what a region bought is not delivered.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthRange } from "vantelage";
 * import { countFlows } from "vantelage/plan";
 * const cover = { performed: () => true, bought: () => false }, months = monthRange("2023-05", "2024-04");
 * assert.deepEqual(countFlows({ flows: [], months, cover }), { samverkan: 0, kopt_vard: null });
 * assert.deepEqual(countFlows({ flows: [], months: ["2024-04"], cover }), { samverkan: null, kopt_vard: null });
 * ```
 */
export function countFlows(
  { flows, months, cover }: {
    readonly flows: readonly Pick<CareFlow, "kalla" | "antal">[];
    readonly months: readonly Month[];
    readonly cover: CareCover;
  },
): Record<Extract<GoalMeasure, "samverkan" | "kopt_vard">, number | null> {
  const isYear = months.length === 12;
  const within = wholeRegions({ ...cover, bought: () => true }, months), whole = wholeRegions(cover, months);
  const count = (counts: (kalla: CareFlow["kalla"]) => boolean) =>
    flows.reduce((sum, { kalla, antal }) => sum + (counts(kalla) ? antal : 0), 0);
  return {
    samverkan: isYear && within.length > 0 ? count((kalla) => kalla === "samverkan") : null,
    kopt_vard: isYear && whole.length === memberRegions.length ? count(isBought) : null,
  };
}
