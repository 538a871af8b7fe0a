import { addDays, type Day, daysBetween, weekday } from "./day.ts";
import { firstDay, lastDay, type Month } from "./month.ts";

/** A Swedish public holiday, or an eve on which planned care stands still. */
export interface Holiday {
  /** The day. */
  day: Day;
  /** Its Swedish name. */
  name: string;
}

/**
 * The days of a year on which planned operations stand still (helgdagar och helgdagsaftnar).
 *
 * The public holidays of lag (1989:253) om allmänna helgdagar, and the three eves that collective
 * agreements treat as holidays: Midsummer Eve, Christmas Eve and New Year's Eve. Sundays are not listed.
 *
 * @param year A year from 1989, when the law took its present form (the national day is included from 2005).
 * @returns The days in order.
 * @throws {RangeError} If `year` is not a whole number from 1989 to 9999.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { swedishHolidays } from "vantelage";
 * assert.deepEqual(swedishHolidays(2024)[2], { day: "2024-03-29", name: "Långfredagen" });
 * ```
 */
export function swedishHolidays(year: number): Holiday[] {
  if (!Number.isInteger(year) || year < 1989 || year > 9999) {
    throw new RangeError(
      `Cannot list the holidays as the year must be a whole number in 1989–9999: got ${year}`,
    );
  }
  const easter = easterSunday(year);
  const midsummer = saturdayFrom(`${year}-06-20`);
  const days: Holiday[] = [
    { day: `${year}-01-01`, name: "Nyårsdagen" },
    { day: `${year}-01-06`, name: "Trettondedag jul" },
    { day: addDays(easter, -2), name: "Långfredagen" },
    { day: easter, name: "Påskdagen" },
    { day: addDays(easter, 1), name: "Annandag påsk" },
    { day: `${year}-05-01`, name: "Första maj" },
    { day: addDays(easter, 39), name: "Kristi himmelsfärdsdag" },
    { day: addDays(easter, 49), name: "Pingstdagen" },
    ...(year < 2005 ? [{ day: addDays(easter, 50), name: "Annandag pingst" }] : []),
    ...(year >= 2005 ? [{ day: `${year}-06-06`, name: "Sveriges nationaldag" }] : []),
    { day: addDays(midsummer, -1), name: "Midsommarafton" },
    { day: midsummer, name: "Midsommardagen" },
    { day: saturdayFrom(`${year}-10-31`), name: "Alla helgons dag" },
    { day: `${year}-12-24`, name: "Julafton" },
    { day: `${year}-12-25`, name: "Juldagen" },
    { day: `${year}-12-26`, name: "Annandag jul" },
    { day: `${year}-12-31`, name: "Nyårsafton" },
  ];
  return days.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/**
 * Whether planned operations are normally performed: Monday to Friday, no Swedish holiday or eve.
 *
 * @param day An existing day.
 * @returns `true` on working days.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isWorkingDay } from "vantelage";
 * assert.equal(isWorkingDay("2024-04-30"), true);
 * assert.equal(isWorkingDay("2024-05-01"), false);
 * ```
 */
export function isWorkingDay(day: Day): boolean {
  if (weekday(day) > 5) return false;
  const year = Number(day.slice(0, 4));
  let holidays = holidaysByYear.get(year);
  if (!holidays) {
    holidaysByYear.set(
      year,
      holidays = new Set(swedishHolidays(year).map((holiday) => holiday.day)),
    );
  }
  return !holidays.has(day);
}

/**
 * The number of working days from one day to another, both included.
 *
 * @param from The first day.
 * @param to The last day.
 * @returns Whole days, 0 when `to` comes before `from`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { workingDays } from "vantelage";
 * assert.equal(workingDays("2024-04-01", "2024-04-30"), 21); // 22 weekdays less Easter Monday
 * ```
 */
export function workingDays(from: Day, to: Day): number {
  let count = 0;
  for (let step = 0; step <= daysBetween(from, to); step++) if (isWorkingDay(addDays(from, step))) count++;
  return count;
}

/**
 * The number of working days of a month.
 *
 * @param month A month.
 * @returns Whole days.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { workingDaysIn } from "vantelage";
 * assert.equal(workingDaysIn("2024-05"), 21); // 23 weekdays less 1 May and Ascension Day
 * ```
 */
export function workingDaysIn(month: Month): number {
  const known = workingDaysByMonth.get(month);
  if (known !== undefined) return known;
  const days = workingDays(firstDay(month), lastDay(month));
  workingDaysByMonth.set(month, days);
  return days;
}

const holidaysByYear = new Map<number, Set<Day>>(), workingDaysByMonth = new Map<Month, number>();

/** The Gregorian Easter Sunday by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): Day {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100;
  const d = Math.floor(b / 4), e = b % 4, f = Math.floor((b + 8) / 25), g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30, i = Math.floor(c / 4), k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7, m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31), date = (h + l - 7 * m + 114) % 31 + 1;
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

function saturdayFrom(day: Day): Day {
  return addDays(day, (6 - weekday(day) + 7) % 7);
}
