import { checkNumber } from "./_checks.ts";
import { convertRate, DAYS_PER, type Rate, type TimeUnit } from "./rate.ts";

/** Options for {@linkcode reliefCapacity}. */
export interface ReliefOptions {
  /** Contacts on the list today. */
  readonly queue: number;
  /** Contacts on the list wanted at the end, for example from {@linkcode targetQueueSize}. */
  readonly targetQueue: number;
  /** In how many days the list shall have come there, > 0. */
  readonly days: number;
}

/**
 * The capacity that works a list off to its target in a given time (avbetningskapacitet).
 *
 * Formula: demand + (queue − target queue) / time, never below 0: a list far below its target needs no capacity for
 * a while. Source: Fong et al. 2022, medRxiv 10.1101/2022.08.23.22279117, fact 7, which advises it when the list is
 * more than twice its target.
 *
 * @param demand New decisions per unit of time.
 * @param options The list, its target and the time.
 * @returns Operations per the unit of `demand`.
 * @throws {RangeError} If a number is negative or not finite, or `days` is 0.
 *
 * @example 1 200 waiting shall be 390 in 26 weeks, with 30 new a week
 * ```ts
 * import assert from "node:assert/strict";
 * import { reliefCapacity } from "vantelage";
 * const capacity = reliefCapacity({ count: 30, per: "week" }, { queue: 1200, targetQueue: 390, days: 26 * 7 });
 * assert.equal(capacity.count.toFixed(1), "61.2");
 * ```
 */
export function reliefCapacity<U extends TimeUnit>(demand: Rate<U>, options: ReliefOptions): Rate<U> {
  const { queue, targetQueue, days } = options;
  checkNumber("queue", queue);
  checkNumber("targetQueue", targetQueue);
  checkNumber("days", days, { positive: true });
  const { count, per } = convertRate(demand, demand.per);
  return { count: Math.max(0, count + (queue - targetQueue) * DAYS_PER[per] / days), per };
}
