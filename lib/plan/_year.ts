import { addMonths, firstDay, lastDay, type Month, monthRange, workingDays } from "../calendar/mod.ts";
import { careOfferings, memberRegions } from "../reference/mod.ts";
import type { NeedRow } from "./draft_plan.ts";

/** The key of a region and a vårdutbud. */
export const place = (region: string, vardutbud: string): string => `${region}\u0000${vardutbud}`;

/** Every region with every vårdutbud, in order. */
export function places(): (readonly [region: string, vardutbud: string])[] {
  return memberRegions.flatMap((region) => careOfferings.map(({ namn }) => [region, namn] as const));
}

/** Twelve months of need for each place whose year has any; the season spreads it over them. */
export function needRows(
  ar: number,
  season: readonly number[],
  ofYear: (region: string, vardutbud: string) => number,
): NeedRow[] {
  const year = yearSeason(ar, season);
  return places().flatMap(([region, vardutbud], row) => {
    const total = Math.round(ofYear(region, vardutbud));
    if (total <= 0) return [];
    return overMonths(total, year, row).map((antal, index) => ({
      region,
      vardutbud,
      manad: addMonths(`${ar}-01`, index),
      antal,
    }));
  });
}

/** What of a year the months of a basis hold, by the season. */
export function partOfYear(ar: number, months: readonly Month[], season: readonly number[]): number {
  return yearPart(months, season) / sumOf(yearSeason(ar, season));
}

/** How much the season gives the months together. */
function yearPart(months: readonly Month[], season: readonly number[]): number {
  const part = sumOf(months.map((manad) => daysIn(manad) * season[Number(manad.slice(5)) - 1]));
  if (!(part > 0)) {
    throw new RangeError(`Cannot plan a year as its basis must hold a month: got ${months.length} months`);
  }
  return part;
}

/** How much the season gives each month of a year. */
export function yearSeason(ar: number, season: readonly number[]): number[] {
  return monthRange(`${ar}-01`, `${ar}-12`).map((manad, index) => daysIn(manad) * season[index]);
}

/** The working days of a month. */
export const daysIn = (manad: Month): number => workingDays(firstDay(manad), lastDay(manad));

/**
 * A year's contacts over its months in whole numbers. Rounding each row alike would put every single contact of a year
 * in the busiest month; each row is rounded at a place of its own instead, so that sums of rows keep the season.
 */
export function overMonths(year: number, season: readonly number[], row: number): number[] {
  const offset = (row * GOLDEN) % 1, whole = sumOf(season);
  let done = 0, reached = 0;
  return season.map((part, index) => {
    reached += part;
    const until = index === 11 ? year : Math.min(year, Math.floor(year * reached / whole + offset));
    const now = until - done;
    done = until;
    return now;
  });
}

/** Multiples of it fall evenly between whole numbers. */
const GOLDEN = 0.618033988749895;

/** The sum. */
export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** Contacts of rows. */
export const countOf = (rows: readonly { readonly antal: number }[] = []): number =>
  rows.reduce((sum, { antal }) => sum + antal, 0);
