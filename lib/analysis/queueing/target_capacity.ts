import type { Computed } from "../../numeric/mod.ts";
import { checkNumber, checkSameUnit } from "./_checks.ts";
import { convertRate, DAYS_PER, type Rate, type TimeUnit } from "./rate.ts";
import { targetMeanWait, type WaitTarget } from "./wait_target.ts";

/** How unevenly decisions and operations come: 0 is clockwork, 1 is pure chance. */
export interface Variation {
  /** The coefficient of variation of the time between decisions. @default {1} */
  readonly cvDemand?: number;
  /** The coefficient of variation of the time between operations. @default {1} */
  readonly cvCapacity?: number;
}

/**
 * The capacity that holds a list at its target in the long run, by Kingman's formula (målkapacitet enligt Kingman).
 *
 * Formula: demand + (cvDemand² + cvCapacity²) / 2 / target mean wait.
 * Source: J. F. C. Kingman 1961, "The single server queue in heavy traffic"; the form of NHSRwaitinglist.
 *
 * @param demand New decisions per unit of time.
 * @param target Share and days.
 * @param variation The variation of demand and capacity, for example from {@linkcode flowRate}.
 * @returns Operations per the unit of `demand`.
 * @throws {RangeError} If a number is negative or the target makes no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { kingmanCapacity } from "vantelage/analysis";
 * const capacity = kingmanCapacity({ count: 10, per: "week" }, { share: 0.92, days: 90 }, { cvDemand: 2 });
 * assert.equal(capacity.count.toFixed(2), "10.49");
 * ```
 */
export function kingmanCapacity<U extends TimeUnit>(
  demand: Rate<U>,
  target: WaitTarget,
  variation: Variation = {},
): Rate<U> {
  const { cvDemand = 1, cvCapacity = 1 } = variation;
  checkNumber("cvDemand", cvDemand);
  checkNumber("cvCapacity", cvCapacity);
  const { count, per } = convertRate(demand, demand.per);
  const extraPerDay = (cvDemand ** 2 + cvCapacity ** 2) / 2 / targetMeanWait(target);
  return { count: count + extraPerDay * DAYS_PER[per], per };
}

/**
 * The capacity that holds a list at its target, in the paper's form (målkapacitet enligt Pollaczek–Khinchine).
 *
 * Formula: demand + 2 (1 + 4 F) / target days, per day. It is written for the paper's own target, a mean wait of a
 * quarter of the target's days (98.2 % within them), so it takes days and no share. It asks for more than
 * {@linkcode kingmanCapacity} does. Source: Fong et al. 2022, medRxiv 10.1101/2022.08.23.22279117, fact 8.
 *
 * @param demand New decisions per unit of time.
 * @param targetDays The longest wait wanted, days, > 0.
 * @param variability F, from {@linkcode serviceVariability}; 1 when it is not known.
 * @returns Operations per the unit of `demand`.
 * @throws {RangeError} If a number is negative or not finite, or `targetDays` is 0.
 *
 * @example 13 a week within 4 weeks needs 15.5 a week
 * ```ts
 * import assert from "node:assert/strict";
 * import { pollaczekKhinchineCapacity } from "vantelage/analysis";
 * assert.equal(pollaczekKhinchineCapacity({ count: 13, per: "week" }, 28).count, 15.5);
 * ```
 */
export function pollaczekKhinchineCapacity<U extends TimeUnit>(
  demand: Rate<U>,
  targetDays: number,
  variability: number = 1,
): Rate<U> {
  checkNumber("targetDays", targetDays, { positive: true });
  checkNumber("variability", variability);
  const { count, per } = convertRate(demand, demand.per);
  return { count: count + 2 * (1 + 4 * variability) * DAYS_PER[per] / targetDays, per };
}

/**
 * The paper's measure F of how unevenly operations are performed (variabilitetsfaktor).
 *
 * Formula: F = (V / C) (D / C)², with C performed and D decided per unit of time and V the variance of the number
 * performed in one unit. A plain number. Source: Fong et al. 2022, after fact 8.
 *
 * @param demand New decisions per unit of time.
 * @param capacity Operations performed per the same unit.
 * @param variance The variance of the operations performed in one such unit, contacts².
 * @returns F, or a reason when nothing was performed.
 * @throws {TypeError} If the rates have different units.
 * @throws {RangeError} If a number is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { serviceVariability } from "vantelage/analysis";
 * const demand = { count: 30, per: "week" } as const, capacity = { count: 27, per: "week" } as const;
 * assert.equal(serviceVariability(demand, capacity, 144).value?.toFixed(2), "6.58");
 * ```
 */
export function serviceVariability<U extends TimeUnit>(
  demand: Rate<U>,
  capacity: Rate<NoInfer<U>>,
  variance: number,
): Computed {
  checkSameUnit(demand, capacity);
  checkNumber("variance", variance);
  if (capacity.count === 0) {
    return { value: null, reason: "Inga operationer utfördes, så variationen kan inte beräknas" };
  }
  return { value: variance / capacity.count * (demand.count / capacity.count) ** 2 };
}
