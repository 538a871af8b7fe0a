import * as z from "zod";

/** A calendar day as text, "yyyy-mm-dd" (dag). It sorts as text and has no clock and no time zone. */
export const Day: z.ZodString = z.string().refine(isDay, {
  error: "Dagen ska skrivas åååå-mm-dd och finnas i kalendern, till exempel 2024-04-30",
});
/** A calendar day as text, "yyyy-mm-dd". */
export type Day = string;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MS_PER_DAY = 86_400_000;

/** Days that have been asked for and their numbers: contacts by the hundred thousand have the same few thousand. */
const numbers = new Map<Day, number>(), days = new Map<number, Day>();

/** So many days are remembered: more than a century's. */
const MOST_REMEMBERED = 50_000;

function remember(day: Day, number: number): void {
  if (numbers.size >= MOST_REMEMBERED) {
    numbers.clear();
    days.clear();
  }
  numbers.set(day, number);
  days.set(number, day);
}

/**
 * Whether the text is a day that exists.
 *
 * @param text Any text.
 * @returns `true` for "2024-02-29", `false` for "2023-02-29", "2024-2-9" and everything else.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isDay } from "vantelage/calendar";
 * assert.equal(isDay("2024-02-29"), true);
 * assert.equal(isDay("2023-02-29"), false);
 * ```
 */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const year = Number(text.slice(0, 4)), month = Number(text.slice(5, 7)), date = Number(text.slice(8));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  // Without a Date, since every row of a delivery has days. A month that is none has no days.
  return date >= 1 && date <= (month === 2 && leap ? 29 : MONTH_LENGTHS[month - 1] ?? 0);
}

/**
 * The day's number: whole days since 1970-01-01, negative before it.
 *
 * @param day An existing day.
 * @returns Whole days.
 * @throws {RangeError} If `day` is not a day.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dayNumber } from "vantelage/calendar";
 * assert.equal(dayNumber("1970-01-02"), 1);
 * ```
 */
export function dayNumber(day: Day): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  if (!isDay(day)) {
    throw new RangeError(`Cannot number the day as it must be yyyy-mm-dd: got ${JSON.stringify(day)}`);
  }
  const number = Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
  remember(day, number);
  return number;
}

/**
 * The day with this number; the inverse of {@linkcode dayNumber}.
 *
 * @param number Whole days since 1970-01-01.
 * @returns The day.
 * @throws {RangeError} If `number` is not whole.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dayFromNumber } from "vantelage/calendar";
 * assert.equal(dayFromNumber(19_843), "2024-04-30");
 * ```
 */
export function dayFromNumber(number: number): Day {
  const known = days.get(number);
  if (known !== undefined) return known;
  if (!Number.isInteger(number)) {
    throw new RangeError(`Cannot make a day as its number must be whole: got ${number}`);
  }
  const day = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
  if (isDay(day)) remember(day, number);
  return day;
}

/**
 * The day this many days later, or earlier when `days` is negative.
 *
 * @param day An existing day.
 * @param days Whole days.
 * @returns The other day.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { addDays } from "vantelage";
 * assert.equal(addDays("2024-02-28", 2), "2024-03-01");
 * ```
 */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/**
 * Whole days from one day to another: 0 for the same day, negative when `to` is earlier.
 *
 * @param from The earlier day.
 * @param to The later day.
 * @returns Whole days.
 *
 * @example A decision on 10 January waits 90 days on 9 April 2024
 * ```ts
 * import assert from "node:assert/strict";
 * import { daysBetween } from "vantelage";
 * assert.equal(daysBetween("2024-01-10", "2024-04-09"), 90);
 * ```
 */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The weekday, 1 for Monday to 7 for Sunday (ISO 8601).
 *
 * @param day An existing day.
 * @returns 1–7.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { weekday } from "vantelage/calendar";
 * assert.equal(weekday("2024-04-30"), 2); // a Tuesday
 * ```
 */
export function weekday(day: Day): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7 + 1;
}
