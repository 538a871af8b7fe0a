import * as z from "zod";
import { type Day, dayFromNumber, dayNumber, isDay } from "./day.ts";

/** A calendar month as text, "yyyy-mm" (månad): the measurement period of every delivery. */
export const Month: z.ZodString = z.string().refine(isMonth, {
  error: "Månaden ska skrivas åååå-mm, till exempel 2024-04",
});
/** A calendar month as text, "yyyy-mm". */
export type Month = string;

const NAMES = [
  "januari",
  "februari",
  "mars",
  "april",
  "maj",
  "juni",
  "juli",
  "augusti",
  "september",
  "oktober",
  "november",
  "december",
] as const;

/**
 * Whether the text is a month, "yyyy-mm".
 *
 * @param text Any text.
 * @returns `true` for "2024-04", `false` for "2024-13" and "2024-4".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isMonth } from "vantelage/calendar";
 * assert.equal(isMonth("2024-13"), false);
 * ```
 */
export function isMonth(text: string): text is Month {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/**
 * The month that a day lies in.
 *
 * @param day An existing day.
 * @returns Its month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthOf } from "vantelage";
 * assert.equal(monthOf("2024-04-30"), "2024-04");
 * ```
 */
export function monthOf(day: Day): Month {
  if (!isDay(day)) {
    throw new RangeError(`Cannot take the month as the day must be yyyy-mm-dd: got ${JSON.stringify(day)}`);
  }
  return day.slice(0, 7);
}

/**
 * The first day of a month.
 *
 * @param month A month.
 * @returns Its first day.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { firstDay } from "vantelage";
 * assert.equal(firstDay("2024-04"), "2024-04-01");
 * ```
 */
export function firstDay(month: Month): Day {
  monthNumber(month);
  return `${month}-01`;
}

/**
 * The last day of a month: the census day of who waits (mätdatum).
 *
 * @param month A month.
 * @returns Its last day.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { lastDay } from "vantelage";
 * assert.equal(lastDay("2024-02"), "2024-02-29");
 * ```
 */
export function lastDay(month: Month): Day {
  return dayFromNumber(dayNumber(firstDay(addMonths(month, 1))) - 1);
}

/**
 * The month this many months later, or earlier when `months` is negative.
 *
 * @param month A month.
 * @param months Whole months.
 * @returns The other month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { addMonths } from "vantelage";
 * assert.equal(addMonths("2024-01", -1), "2023-12");
 * ```
 */
export function addMonths(month: Month, months: number): Month {
  if (!Number.isInteger(months)) {
    throw new RangeError(`Cannot add months as their number must be whole: got ${months}`);
  }
  const number = monthNumber(month) + months;
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String(number % 12 + 1).padStart(2, "0")}`;
}

/**
 * Every month from the first to the last, both included; none when `to` comes before `from`.
 *
 * @param from The first month.
 * @param to The last month.
 * @returns The months in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthRange } from "vantelage";
 * assert.deepEqual(monthRange("2023-12", "2024-02"), ["2023-12", "2024-01", "2024-02"]);
 * ```
 */
export function monthRange(from: Month, to: Month): Month[] {
  const length = Math.max(0, monthNumber(to) - monthNumber(from) + 1);
  return Array.from({ length }, (_, index) => addMonths(from, index));
}

/**
 * The month in Swedish words.
 *
 * @param month A month.
 * @returns For example "april 2024".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthName } from "vantelage";
 * assert.equal(monthName("2024-04"), "april 2024");
 * ```
 */
export function monthName(month: Month): string {
  return `${NAMES[monthNumber(month) % 12]} ${month.slice(0, 4)}`;
}

/**
 * A span of months in Swedish words.
 *
 * @param from Its first month.
 * @param to Its last month.
 * @returns For example "maj–oktober 2024"; one name where the span is one month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthSpanName } from "vantelage/calendar";
 * assert.equal(monthSpanName("2024-05", "2024-10"), "maj–oktober 2024");
 * assert.equal(monthSpanName("2023-11", "2024-03"), "november 2023–mars 2024");
 * ```
 */
export function monthSpanName(from: Month, to: Month): string {
  if (from === to) return monthName(from);
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  return `${sameYear ? NAMES[monthNumber(from) % 12] : monthName(from)}–${monthName(to)}`;
}

/**
 * The day in Swedish words.
 *
 * @param day An existing day.
 * @returns For example "30 april 2024".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dayName } from "vantelage/calendar";
 * assert.equal(dayName("2024-04-30"), "30 april 2024");
 * ```
 */
export function dayName(day: Day): string {
  return `${Number(day.slice(8))} ${monthName(monthOf(day))}`;
}

function monthNumber(month: Month): number {
  if (!isMonth(month)) {
    throw new RangeError(`Cannot read the month as it must be yyyy-mm: got ${JSON.stringify(month)}`);
  }
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}
