import { checkNumber } from "./_checks.ts";

/** What we want of a waiting list: that this share of those who leave it has waited at most this long. */
export interface WaitTarget {
  /** The share, in (0, 1): 0.92 for 92 %. */
  readonly share: number;
  /** The longest wait in whole days, > 0. */
  readonly days: number;
}

/**
 * How many mean waits the target's days must hold (faktor).
 *
 * In a list in balance waits are close to exponential, so the share that waits longer than k mean waits is e^(−k).
 * Formula: k = −ln(1 − share). 92 % gives 2.53, and the paper's 98.2 % gives 4.
 * Source: Fong et al. 2022, "Understanding Waiting Lists Pressures", medRxiv 10.1101/2022.08.23.22279117, facts 3–4.
 *
 * @param target Share and days.
 * @returns The factor, a plain number > 0.
 * @throws {RangeError} If the share lies outside (0, 1) or the days are not > 0.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { targetFactor } from "vantelage/analysis";
 * assert.equal(targetFactor({ share: 0.92, days: 90 }).toFixed(4), "2.5257");
 * ```
 */
export function targetFactor(target: WaitTarget): number {
  const { share, days } = target;
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`Cannot use the target as its share must lie in (0, 1): got ${share}`);
  }
  checkNumber("the target's days", days, { positive: true });
  return -Math.log1p(-share);
}

/**
 * The mean wait at which the target is just met (målets medelväntetid).
 *
 * Formula: days / factor, with {@linkcode targetFactor}. Source: Fong et al. 2022, fact 4.
 *
 * @param target Share and days.
 * @returns Days.
 * @throws {RangeError} If the target makes no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { targetMeanWait } from "vantelage/analysis";
 * assert.equal(targetMeanWait({ share: 0.92, days: 90 }).toFixed(1), "35.6");
 * ```
 */
export function targetMeanWait(target: WaitTarget): number {
  return target.days / targetFactor(target);
}

/**
 * The share that waits longer than a limit when waits are exponential (andel över gränsen vid balans).
 *
 * Formula: e^(−limit / mean). Source: Fong et al. 2022, facts 3–4.
 *
 * @param limitDays The limit in days, >= 0.
 * @param meanDays The mean wait in days, > 0.
 * @returns A proportion in [0, 1].
 * @throws {RangeError} If the limit is negative or the mean not > 0.
 *
 * @example With a mean wait of a quarter of the limit 1.8 % wait longer
 * ```ts
 * import assert from "node:assert/strict";
 * import { exponentialExceedance } from "vantelage/analysis";
 * assert.equal(exponentialExceedance(90, 22.5).toFixed(3), "0.018");
 * ```
 */
export function exponentialExceedance(limitDays: number, meanDays: number): number {
  checkNumber("limitDays", limitDays);
  checkNumber("meanDays", meanDays, { positive: true });
  return Math.exp(-limitDays / meanDays);
}
