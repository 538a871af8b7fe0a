import type { WaitTableRow } from "../indicators/mod.ts";
import type { CareFlow } from "./care_flow.ts";
import { isBought } from "./source.ts";
import type { GoalMeasure } from "./yearly_report.ts";

/**
 * The share over the limit, and how far apart the regions are, as goals measure them.
 *
 * @param rows The table of those who wait by region, with its total.
 * @returns The total's share (0–1), and the largest region's share less the smallest; `null` where nobody waits.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareSpread } from "vantelage";
 * assert.deepEqual(shareSpread([]), { andel_over_90: null, skillnad_regioner: null });
 * ```
 */
export function shareSpread(
  rows: readonly Pick<WaitTableRow, "total" | "overShare">[],
): Record<Extract<GoalMeasure, "andel_over_90" | "skillnad_regioner">, number | null> {
  const shares = rows.flatMap(({ total, overShare }) => total || overShare === null ? [] : [overShare.value]);
  return {
    andel_over_90: rows.find(({ total }) => total)?.overShare?.value ?? null,
    skillnad_regioner: shares.length === 0 ? null : Math.max(...shares) - Math.min(...shares),
  };
}

/**
 * How much is done in cooperation and how much is bought, as goals measure them.
 *
 * @param flows A year of flows.
 * @returns Contacts; noughts without flows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { countFlows } from "vantelage";
 * assert.deepEqual(countFlows([]), { samverkan: 0, kopt_vard: 0 });
 * ```
 */
export function countFlows(
  flows: readonly Pick<CareFlow, "kalla" | "antal">[],
): Record<Extract<GoalMeasure, "samverkan" | "kopt_vard">, number> {
  const count = (counts: (kalla: CareFlow["kalla"]) => boolean) =>
    flows.reduce((sum, { kalla, antal }) => sum + (counts(kalla) ? antal : 0), 0);
  return { samverkan: count((kalla) => kalla === "samverkan"), kopt_vard: count(isBought) };
}
