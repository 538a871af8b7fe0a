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
  /** How uncertain the demand is; then its upper limit is planned for. @default not at all */
  readonly uncertainty?: DemandUncertainty;
  /**
   * Those who leave without an operation a day, for each who waits. Then the demand is all decisions, and the shorter the
   * list, the fewer leave it. @default nobody: those who leave are taken off the demand
   */
  readonly leavingPerDay?: number;
}

/** How uncertain a mean demand is. */
export interface DemandUncertainty {
  /** The coefficient of variation between the periods that it is the mean of, >= 0. */
  readonly cv: number;
  /** How many periods, a whole number >= 1 that leaves 2 cv / √periods below 1. */
  readonly periods: number;
}

/**
 * The capacity that works a list off to its target in a given time (avbetningskapacitet).
 *
 * Formula: demand + (queue − target queue) / time, never below 0: a list far below its target needs no capacity for
 * a while. With `uncertainty` the demand is its upper limit, demand / (1 − 2 cv / √periods). Give the decisions less those
 * who leave without an operation: those need no capacity. With `leavingPerDay`, θ, those who leave follow the list's size,
 * and the list comes to its target after the time T where the capacity is demand − θ (target queue − queue e^(−θT)) /
 * (1 − e^(−θT)): the mean course of an abandonment queue ({@linkcode erlangA}) whose servers are all used. Source: Fong et al. 2022, medRxiv 10.1101/2022.08.23.22279117, fact 7, which advises it when the list is
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
 * import { reliefCapacity } from "vantelage/analysis";
 * const capacity = reliefCapacity({ count: 30, per: "week" }, { queue: 1200, targetQueue: 390, days: 26 * 7 });
 * assert.equal(capacity.count.toFixed(1), "61.2");
 * ```
 */
export function reliefCapacity<U extends TimeUnit>(demand: Rate<U>, options: ReliefOptions): Rate<U> {
  const { queue, targetQueue, days, uncertainty = { cv: 0, periods: 1 }, leavingPerDay = 0 } = options;
  checkNumber("leavingPerDay", leavingPerDay);
  checkNumber("queue", queue);
  checkNumber("targetQueue", targetQueue);
  checkNumber("days", days, { positive: true });
  const { count: mean, per } = convertRate(demand, demand.per);
  const share = 1 - 2 * uncertainty.cv / Math.sqrt(uncertainty.periods);
  if (!(uncertainty.cv >= 0 && uncertainty.periods >= 1 && share > 0)) {
    throw new RangeError(
      `Cannot plan for the demand as 2 cv / √periods must be below 1: got cv ${uncertainty.cv} of ${uncertainty.periods}`,
    );
  }
  const count = mean / share;
  const shrinkPerDay = leavingPerDay * days < 1e-9
    ? (queue - targetQueue) / days
    : leavingPerDay * (queue * Math.exp(-leavingPerDay * days) - targetQueue) /
      -Math.expm1(-leavingPerDay * days);
  return { count: Math.max(0, count + shrinkPerDay * DAYS_PER[per]), per };
}
