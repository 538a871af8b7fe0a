import type { CubeCell } from "../cube/mod.ts";
import { type Bounded, countBetween, countContacts, mean, quantile, type WaitCell } from "../numeric/mod.ts";
import { ratio } from "./waiting.ts";
import { GUARANTEE_DAYS } from "./limits.ts";

/**
 * What a month's operations say: how many, how soon.
 *
 * @typeParam H What may stand in the place of a number: nothing, or a mark that it is hidden.
 */
export interface Performed<H = never> {
  /** Operations performed: contacts. */
  readonly volume: number | H;
  /** The share performed within the limit, 0–1; `null` when no operation is covered by the guarantee. */
  readonly shareWithin: Bounded | null | H;
  /** The share's denominator: covered by the guarantee (vårdgaranti JA), not PvV. */
  readonly covered: number | H;
  /** The median wait of all performed, days; `null` when there was none. */
  readonly median: Bounded | null | H;
  /** The mean wait of all performed, days; `null` when there was none, and for the public: means add up, and give others away. */
  readonly mean: Bounded | null;
}

/** The part of a cube cell that {@linkcode performed} looks at. */
export type PerformedCell = WaitCell & Pick<CubeCell, "status" | "avvikelse" | "vardgaranti">;

/**
 * Those performed that the share within the guarantee is of: covered by it (vårdgaranti JA), not PvV.
 *
 * @param cells Cells of any status.
 * @returns The cells of its denominator.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { coveredByGuarantee } from "vantelage/indicators";
 * const cell = { status: "genomforda", avvikelse: null, lo: 1, hi: 1, antal: 1 } as const;
 * const cells = [{ ...cell, vardgaranti: true }, { ...cell, vardgaranti: false }];
 * assert.deepEqual(coveredByGuarantee(cells).map(({ vardgaranti }) => vardgaranti), [true]);
 * ```
 */
export function coveredByGuarantee<C extends PerformedCell>(cells: readonly C[]): C[] {
  return cells.filter(({ status, vardgaranti, avvikelse }) =>
    status === "genomforda" && vardgaranti === true && avvikelse !== "PvV"
  );
}

/**
 * Operations performed (genomförda): volume, the share within the guarantee, median and mean wait.
 *
 * The share counts what the guarantee covers and leaves PvV out; MoV stays in. Median and mean take all performed.
 * The rules are those of KCHD's published calculation.
 *
 * @param cells Cells of any status; only those performed count.
 * @param options The limit in whole days.
 * @returns The measures.
 *
 * @example The share leaves PvV and what the guarantee does not cover out
 * ```ts
 * import assert from "node:assert/strict";
 * import { performed } from "vantelage";
 * const cell = (days: number, avvikelse: "PvV" | null, vardgaranti: boolean) =>
 *   ({ status: "genomforda", avvikelse, vardgaranti, lo: days, hi: days, antal: 1 }) as const;
 * const result = performed([cell(90, null, true), cell(91, null, true), cell(200, "PvV", true), cell(10, null, false)]);
 * assert.equal(result.shareWithin?.value, 0.5);
 * assert.equal(result.volume, 4);
 * ```
 */
export function performed(cells: readonly PerformedCell[], options: { limitDays?: number } = {}): Performed {
  const { limitDays = GUARANTEE_DAYS } = options;
  const all = cells.filter((cell) => cell.status === "genomforda");
  const coveredCells = coveredByGuarantee(all);
  const covered = countContacts(coveredCells);
  return {
    volume: countContacts(all),
    shareWithin: covered === 0 ? null : ratio(countBetween(coveredCells, 0, limitDays), covered),
    covered,
    median: quantile(all, 0.5),
    mean: mean(all),
  };
}
