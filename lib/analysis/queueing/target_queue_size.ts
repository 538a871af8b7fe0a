import { convertRate, type Rate, type TimeUnit } from "./rate.ts";
import { targetFactor, targetMeanWait, type WaitTarget } from "./wait_target.ts";

/**
 * How long a list may be and still meet its target (målstorlek på kön).
 *
 * Formula: Little's law, demand × target mean wait. Source: Fong et al. 2022, medRxiv 10.1101/2022.08.23.22279117,
 * facts 5–6 (there with the factor 4, a quarter of the target).
 *
 * @param demand New decisions per unit of time.
 * @param target Share and days.
 * @returns Contacts on the list; need not be whole.
 * @throws {RangeError} If the rate or the target makes no sense.
 *
 * @example 10 decisions a day and a mean wait of 35.6 days
 * ```ts
 * import assert from "node:assert/strict";
 * import { targetQueueSize } from "vantelage/analysis";
 * assert.equal(targetQueueSize({ count: 10, per: "day" }, { share: 0.92, days: 90 }).toFixed(0), "356");
 * ```
 */
export function targetQueueSize(demand: Rate<TimeUnit>, target: WaitTarget): number {
  return convertRate(demand, "day").count * targetMeanWait(target);
}

/** The list that {@linkcode listSizeForTarget} describes. */
export interface ListForTarget<U extends TimeUnit> {
  /** The share of the list that leaves it per unit of time. */
  readonly leaving: Rate<U>;
  /** Contacts on the list; need not be whole. */
  readonly listSize: number;
}

/**
 * The list in balance from which people leave fast enough for the target (köstorlek för ett mål).
 *
 * If every person on the list has the same chance of leaving it, day after day, then waits are exponential with the
 * rate λ. Formula: λ = −ln(1 − share) / days, size = additions / λ. It is {@linkcode targetQueueSize} seen from the
 * list: the speed with which people leave is an answer of its own.
 * Source: NHS-R Community, NHSRwaitinglist, "RTT improvement" (the journey of a list to its target).
 *
 * @param additions Contacts added to the list per unit of time.
 * @param target Share and days.
 * @returns The leaving rate in the unit of `additions`, and contacts on the list.
 * @throws {RangeError} If the rate or the target makes no sense.
 *
 * @example 100 a week, 92 % within 18 weeks
 * ```ts
 * import assert from "node:assert/strict";
 * import { listSizeForTarget } from "vantelage/analysis";
 * const { leaving, listSize } = listSizeForTarget({ count: 100, per: "week" }, { share: 0.92, days: 126 });
 * assert.equal(leaving.count.toFixed(3), "0.140");
 * assert.equal(listSize.toFixed(1), "712.7");
 * ```
 */
export function listSizeForTarget<U extends TimeUnit>(
  additions: Rate<U>,
  target: WaitTarget,
): ListForTarget<U> {
  const leaving = convertRate({ count: targetFactor(target) / target.days, per: "day" }, additions.per);
  return { leaving, listSize: convertRate(additions, additions.per).count / leaving.count };
}
