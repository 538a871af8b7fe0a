/** The units of time that a rate may be counted in. */
export type TimeUnit = "day" | "week" | "month";

/**
 * Contacts per unit of time (takt). The unit is part of the type: a function of two rates takes both in one unit, so
 * that mixing days, weeks and months does not compile, and throws in a notebook, where nothing is compiled.
 */
export interface Rate<U extends TimeUnit> {
  /** Contacts, >= 0; need not be whole. */
  readonly count: number;
  /** The unit of time. */
  readonly per: U;
}

/** The days of each unit: a month is the mean month of the Gregorian calendar, 365.2425 / 12 days. */
export const DAYS_PER: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: 365.2425 / 12 };

/**
 * The same rate in another unit of time.
 *
 * Formula: count × days of the new unit / days of the old.
 *
 * @param rate Contacts per unit.
 * @param per The new unit.
 * @returns Contacts per new unit.
 * @throws {RangeError} If the count is negative or not finite.
 *
 * @example 3 a day are 21 a week
 * ```ts
 * import assert from "node:assert/strict";
 * import { convertRate } from "vantelage/analysis";
 * assert.deepEqual(convertRate({ count: 3, per: "day" }, "week"), { count: 21, per: "week" });
 * ```
 */
export function convertRate<U extends TimeUnit>(rate: Rate<TimeUnit>, per: U): Rate<U> {
  if (!(rate.count >= 0 && rate.count < Infinity)) {
    throw new RangeError(`Cannot use the rate as its count must be a number >= 0: got ${rate.count}`);
  }
  return { count: rate.per === per ? rate.count : rate.count * DAYS_PER[per] / DAYS_PER[rate.per], per };
}
