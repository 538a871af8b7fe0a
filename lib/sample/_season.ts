import { type Day, dayFromNumber, dayNumber, isWorkingDay, type Month } from "../calendar/mod.ts";
import type { RegionAssumption } from "./targets.ts";

/** The first day of decisions that the sample plays through, long before the first delivery. */
export const FIRST_DAY: number = dayNumber("2018-01-01");
/** The last day: the census of the last delivery. */
export const LAST_DAY: number = dayNumber("2024-04-30");

/** Days of the span as text, by day number − {@linkcode FIRST_DAY}. */
export const DAYS: readonly Day[] = Array.from(
  { length: LAST_DAY - FIRST_DAY + 1 },
  (_, index) => dayFromNumber(FIRST_DAY + index),
);

const DECISIONS_BY_MONTH = [0.95, 1.05, 1.05, 1.05, 1.05, 0.95, 0.5, 0.85, 1.1, 1.1, 1.1, 0.95];
const CAPACITY_BY_MONTH = [1, 1.05, 1.05, 1.05, 1.05, 0.9, 0.17, 0.85, 1.1, 1.1, 1.1, 1];
const FRIDAY = 0.75;

/** The pandemic: operations, and decisions, in proportion to what they would have been. */
const PANDEMIC: readonly { from: Month; to: Month; capacity: number; decisions: number }[] = [
  { from: "2020-03", to: "2020-06", capacity: 0.6, decisions: 0.75 },
  { from: "2020-07", to: "2020-10", capacity: 0.95, decisions: 0.95 },
  { from: "2020-11", to: "2021-04", capacity: 0.8, decisions: 0.92 },
  { from: "2021-05", to: "2021-06", capacity: 0.92, decisions: 1 },
];

/** Decisions of each day, by day number − {@linkcode FIRST_DAY}: 1 is the mean of the last year, 0 when nobody works. */
export const decisionRate: Float64Array = perDay((day) =>
  DECISIONS_BY_MONTH[monthIndex(day)] * (isChristmas(day) ? 0.5 : 1) * (pandemic(day)?.decisions ?? 1)
);

/**
 * A region's clock of capacity: how many days' worth of operations it has done by the end of each day. It stands
 * still on days off, crawls in July, and so makes waits grow in summer: a stay counts in these days.
 */
export function capacityClock({ kapacitet }: RegionAssumption): Float64Array {
  const clock = perDay((day) =>
    (isSummerStop(day) ? CAPACITY_BY_MONTH[6] : CAPACITY_BY_MONTH[monthIndex(day)]) *
    (isChristmas(day) ? 0.25 : 1) * (isFriday(day) ? FRIDAY : 1) * (pandemic(day)?.capacity ?? 1) *
    (kapacitet.findLast(({ fran }) => fran <= day.slice(0, 7))?.niva ?? 1)
  );
  for (let index = 1; index < clock.length; index++) clock[index] += clock[index - 1];
  return clock;
}

function perDay(rate: (day: Day) => number): Float64Array {
  const rates = Float64Array.from(DAYS, (day) => isWorkingDay(day) ? rate(day) : 0);
  const lastYear = rates.subarray(rates.length - 365).reduce((sum, value) => sum + value, 0);
  return rates.map((value) => value * 365 / lastYear);
}

function monthIndex(day: Day): number {
  return Number(day.slice(5, 7)) - 1;
}

function isChristmas(day: Day): boolean {
  return day.slice(5) >= "12-20" || day.slice(5) <= "01-06";
}

function isSummerStop(day: Day): boolean {
  return day.slice(5) >= "06-27" && day.slice(5) <= "08-09";
}

function isFriday(day: Day): boolean {
  return (dayNumber(day) + 3) % 7 === 4;
}

function pandemic(day: Day): { capacity: number; decisions: number } | undefined {
  return PANDEMIC.find(({ from, to }) => from <= day.slice(0, 7) && day.slice(0, 7) <= to);
}
