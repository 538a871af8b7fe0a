import { type Month, monthRange, workingDaysIn } from "../../calendar/mod.ts";
import { seasonalFit } from "./seasonal_fit.ts";

/** A month of a series, with the regions that it holds. */
export interface SeriesMonth {
  /** The month. */
  readonly manad: Month;
  /** The value; `null` where it is missing. */
  readonly value: number | null;
  /** The regions in the value; left out where not known. */
  readonly regions?: readonly string[];
}

/** Options for {@linkcode adjustedMonths}. */
export interface AdjustedMonthsOptions {
  /** `count`: a working day's number, with a season that multiplies. `share`: as it is, with a season that is added. */
  readonly measure: "count" | "share";
}

/** A month that can be compared with the others of its series. */
export interface AdjustedMonth {
  /** The month. */
  readonly manad: Month;
  /** The value without working days and season; `null` where it is missing or holds other regions. */
  readonly value: number | null;
  /** The value as it was. */
  readonly raw: number | null;
  /** The working days that it was divided by; `null` for a share. */
  readonly workingDays: number | null;
  /** The regions that the month lacks, of those that the series holds. */
  readonly missing: readonly string[];
}

/**
 * Makes the months of a series comparable: by working day, and without season (jämförbara månader).
 *
 * A month that lacks a region has no value: what it lacks would be taken for a change. The regions of a series are those
 * of most of its months. Season: {@linkcode seasonalFit}, so none with less than two years.
 *
 * @param months Months in order, each once; those that are skipped are added without a value.
 * @param options What the values are.
 * @returns A month for each from the first to the last.
 * @throws {RangeError} If the months are out of order or repeated.
 *
 * @example 42 operations on the 21 working days of May 2024
 * ```ts
 * import assert from "node:assert/strict";
 * import { adjustedMonths } from "vantelage";
 * const [may] = adjustedMonths([{ manad: "2024-05", value: 42 }], { measure: "count" });
 * assert.deepEqual([may.value, may.workingDays], [2, 21]);
 * ```
 */
export function adjustedMonths(
  months: readonly SeriesMonth[],
  options: AdjustedMonthsOptions,
): AdjustedMonth[] {
  if (months.length === 0) return [];
  months.slice(1).forEach(({ manad }, index) => {
    if (manad <= months[index].manad) {
      throw new RangeError(
        `Cannot compare the months as they must be in order, each once: got ${manad} after ${
          months[index].manad
        }`,
      );
    }
  });
  const isCount = options.measure === "count", regions = regionsOf(months);
  const from = months[0].manad, byMonth = new Map(months.map((month) => [month.manad, month]));
  const rows = monthRange(from, months[months.length - 1].manad).map((manad) => {
    const month = byMonth.get(manad), raw = month?.value ?? null, own = month?.regions;
    const missing = own === undefined ? [] : regions.filter((region) => !own.includes(region));
    const isWhole = own === undefined || (missing.length === 0 && own.length === regions.length);
    const workingDays = isCount ? workingDaysIn(manad) : null;
    return {
      manad,
      raw,
      missing,
      workingDays,
      whole: raw === null || !isWhole ? null : raw / (workingDays ?? 1),
    };
  });
  const { adjusted } = seasonalFit(rows.map(({ whole }) => whole), {
    from,
    scale: isCount ? "log" : "plain",
  });
  return rows.map(({ whole: _whole, ...row }, index) => ({ ...row, value: adjusted[index] }));
}

/** The regions of most months; of two equally common sets the larger. */
function regionsOf(months: readonly SeriesMonth[]): readonly string[] {
  const told = months.flatMap(({ regions }) =>
    regions === undefined || regions.length === 0 ? [] : [regions]
  );
  const sets = [...Map.groupBy(told, (regions) => regions.toSorted().join("|")).values()];
  return sets.sort((a, b) => b.length - a.length || b[0].length - a[0].length)[0]?.[0] ?? [];
}
