import { type Computed, normalQuantile } from "../../numeric/mod.ts";
import type { DeferredCare, DeferredCount } from "./deferred_care.ts";

/** What it takes to work off a debt. */
export interface WorkOff {
  /** Operations that were not performed, cumulated at the end of the span. */
  readonly debt: number;
  /** Operations beyond the usual, a month. */
  readonly extraPerMonth: number;
  /** The same beside the usual operations of a mean month: 0.1 is ten per cent more. */
  readonly share: number;
  /** The months it is spread over. */
  readonly months: number;
}

/** A region's debt, or that of all together. */
export interface WorkOffRow {
  /** The region; `null` for all together. */
  readonly region: string | null;
  /** What it takes; a reason where there is no debt. */
  readonly workOff: Computed<WorkOff>;
  /** Between which numbers the debt lies, 95 %; below 0 is more than usual. `null` without a number. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Whether the debt is more than chance: its interval lies above 0. */
  readonly beyondChance: boolean;
}

/**
 * What it takes to work a debt of operations off in some months (att arbeta av vårdskulden).
 *
 * Formula: extra a month = cumulated missing operations / months; share = that / the usual of a mean month in the span.
 * It presumes that demand and the other operations stay as they are. Interval: the debt ± 1.96 standard errors.
 *
 * @param care What {@linkcode deferredCare} has counted.
 * @param months Over how many months, a whole number >= 1.
 * @returns A row for each region, and one for all together.
 * @throws {RangeError} If `months` is not a whole number >= 1.
 *
 * @example 240 operations behind, to be made up in a year
 * ```ts
 * import assert from "node:assert/strict";
 * import { workOff } from "vantelage";
 * const count = { count: 160, expected: 400, missing: 240, cumulated: 240, standardError: 50 };
 * const [row] = workOff({ baseline: { from: "2022-01", to: "2022-12" }, absent: [], missing: [],
 *   rows: [{ region: null, manad: "2023-01", performed: count, decisions: count }] }, 12);
 * assert.deepEqual(row.workOff.value, { debt: 240, extraPerMonth: 20, share: 0.05, months: 12 });
 * assert.deepEqual([Math.round(row.interval!.low), row.beyondChance], [142, true]);
 * ```
 */
export function workOff(care: DeferredCare, months: number): WorkOffRow[] {
  if (!Number.isInteger(months) || months < 1) {
    throw new RangeError(`Cannot work off the debt as months must be a whole number >= 1: got ${months}`);
  }
  return [...Map.groupBy(care.rows, ({ region }) => region)]
    .map(([region, rows]) => {
      const known = rows.flatMap(({ performed }) => performed === null ? [] : [performed]);
      const last = known.at(-1), reach = Z * (last?.standardError ?? 0);
      const interval = last === undefined
        ? null
        : { low: last.cumulated - reach, high: last.cumulated + reach };
      return {
        region,
        workOff: ofRegion(known, months),
        interval,
        beyondChance: interval !== null && interval.low > 0,
      };
    });
}

const Z = normalQuantile(0.975);

function ofRegion(known: readonly DeferredCount[], months: number): Computed<WorkOff> {
  const debt = known.at(-1)?.cumulated;
  if (debt === undefined) return { value: null, reason: "Ingen månads operationer är levererade av alla" };
  if (debt <= 0) {
    return { value: null, reason: "Ingen vårdskuld: minst lika många operationer som i jämförelseperioden" };
  }
  const usual = known.reduce((sum, { expected }) => sum + expected, 0) / known.length;
  return { value: { debt, extraPerMonth: debt / months, share: debt / months / usual, months } };
}
