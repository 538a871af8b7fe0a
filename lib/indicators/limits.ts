/** The limits and bands of the field: the only place that says them. */

/** The limit of the care guarantee (vårdgarantin): day 90 is inside, day 91 outside. */
export const GUARANTEE_DAYS = 90;

/** Who has waited longer than this is a long waiter (långväntare). */
export const LONG_WAIT_DAYS = 365;

/** Half a year, the longest band of the follow-up that splits the time between the guarantee and a year. */
export const HALF_YEAR_DAYS = 180;

/** Two years. */
export const TWO_YEARS_DAYS = 730;

/**
 * The first days of the bands in which everything that is counted by a limit alone can be counted.
 *
 * @param limitDays The limit of a selection.
 * @returns The first day of each band, ascending; the last band is open.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { limitBands } from "vantelage/indicators";
 * assert.deepEqual(limitBands(90), [0, 91, 181, 366, 731]);
 * ```
 */
export function limitBands(limitDays: number): number[] {
  const limits = new Set([-1, limitDays, HALF_YEAR_DAYS, LONG_WAIT_DAYS, TWO_YEARS_DAYS]);
  return [...limits].sort((a, b) => a - b).map((limit) => limit + 1);
}

/** A span of days; `hi` is `null` in an open last one. */
export interface DayBand {
  /** The first day. */
  readonly lo: number;
  /** The last day. */
  readonly hi: number | null;
}

/** The bands of the planning group's table. */
export const PUBLISHED_BANDS: readonly DayBand[] = [
  { lo: 0, hi: 30 },
  { lo: 31, hi: 60 },
  { lo: 61, hi: 90 },
  { lo: 91, hi: 365 },
  { lo: 366, hi: null },
];

/**
 * The bands as legends and headers name them, in days.
 *
 * @param bands The bands. @default {PUBLISHED_BANDS}
 * @returns For example "0–30", "över 365".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bandNames } from "vantelage/indicators";
 * assert.deepEqual(bandNames(), ["0–30", "31–60", "61–90", "91–365", "över 365"]);
 * ```
 */
export function bandNames(bands: readonly DayBand[] = PUBLISHED_BANDS): string[] {
  return bands.map(({ lo, hi }) => hi === null ? `över ${lo - 1}` : `${lo}–${hi}`);
}

/** The share of those who wait that should have waited at most the guarantee's days. */
export const TARGET_SHARE = 0.92;
