import { checkNumber } from "./_checks.ts";

/** How a list stands to its target: `within` it, `strained`, or `overloaded`. */
export type PressureZone = "within" | "strained" | "overloaded";

/** The pressure on a waiting list. */
export interface Pressure {
  /** The pressure, a plain number >= 0. */
  readonly value: number;
  /** Its zone. */
  readonly zone: PressureZone;
}

/**
 * The pressure on a waiting list, which lets lists with different targets be compared (kötryck).
 *
 * Formula: 2 × mean wait / target days. Up to 1 the list is `within` its target; above 1 it will most likely miss it
 * (`strained`); above 2 the mean wait itself is beyond the target (`overloaded`).
 * Source: Fong et al. 2022, medRxiv 10.1101/2022.08.23.22279117, fact 9; the limit 2 is ours, and says just that.
 *
 * @param meanDays The mean wait in days.
 * @param targetDays The target in days, > 0.
 * @returns The pressure and its zone.
 * @throws {RangeError} If `meanDays` is negative or `targetDays` not > 0.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { waitingListPressure } from "vantelage/analysis";
 * assert.deepEqual(waitingListPressure(60, 90), { value: 120 / 90, zone: "strained" });
 * ```
 */
export function waitingListPressure(meanDays: number, targetDays: number): Pressure {
  checkNumber("meanDays", meanDays);
  checkNumber("targetDays", targetDays, { positive: true });
  const value = 2 * meanDays / targetDays;
  return { value, zone: value <= 1 ? "within" : value <= 2 ? "strained" : "overloaded" };
}
