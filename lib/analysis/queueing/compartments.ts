/** Options for {@linkcode listInBalance}. */
export interface CompartmentOptions {
  /** Contacts added to the list in each period. */
  readonly additions: number;
  /** The share of each compartment that leaves without an operation, in [0, 1]; one for each period waited. */
  readonly leaving: readonly number[];
  /** Operations on each compartment in a period, contacts >= 0; as many as `leaving`. */
  readonly operations: readonly number[];
}

/** A list in balance, by periods waited. */
export interface CompartmentList {
  /** Contacts that still wait at the end of their first, second, … period. */
  readonly waiting: readonly number[];
  /** Contacts operated in their first, second, … period: never more than there are. */
  readonly operated: readonly number[];
}

/**
 * A list that neither grows nor shrinks, by periods waited (kö i balans, uppdelad efter väntetid).
 *
 * Each period some leave, then some are operated; who remains is a period older.
 * Formula: waitingₖ = max(0, waitingₖ₋₁ (1 − leavingₖ) − operationsₖ), with waiting₀ the additions.
 * Source: NHS BNSSG Analytics, NHSRtt, steady state.
 *
 * @param options Additions, and shares leaving and operations by period waited.
 * @returns Who waits and who is operated, contacts; need not be whole.
 * @throws {RangeError} If a share lies outside [0, 1], a count is negative, or the lengths differ.
 *
 * @example 50 come each month; 10 % leave and 5 are operated in the first, 20 % and 3 in the second
 * ```ts
 * import assert from "node:assert/strict";
 * import { listInBalance } from "vantelage/analysis";
 * const { waiting } = listInBalance({ additions: 50, leaving: [0.1, 0.2], operations: [5, 3] });
 * assert.deepEqual(waiting, [40, 29]);
 * ```
 */
export function listInBalance(options: CompartmentOptions): CompartmentList {
  const { additions, leaving, operations } = options;
  if (leaving.length !== operations.length) {
    throw new RangeError(
      `Cannot compute the list as leaving and operations must be equally long: got ${leaving.length} and ${operations.length}`,
    );
  }
  for (const share of leaving) {
    if (!(share >= 0 && share <= 1)) {
      throw new RangeError(`Cannot compute the list as each share must lie in [0, 1]: got ${share}`);
    }
  }
  for (const count of [additions, ...operations]) {
    if (!(count >= 0 && count < Infinity)) {
      throw new RangeError(`Cannot compute the list as each count must be a number >= 0: got ${count}`);
    }
  }
  let before = additions;
  const waiting: number[] = [], operated: number[] = [];
  leaving.forEach((share, period) => {
    const left = before * (1 - share);
    operated.push(Math.min(operations[period], left));
    waiting.push(before = left - operated[period]);
  });
  return { waiting, operated };
}

/**
 * The share of operations in each period waited when the chance of one is the same in each (geometrisk profil).
 *
 * Formula: (1 − p) pᵏ in period k = 0, 1, …, and the last takes the tail. Source: NHS BNSSG Analytics, NHSRtt.
 *
 * @param stay The chance p to remain from one period to the next, in [0, 1].
 * @param periods The number of periods, a whole number >= 1.
 * @returns Shares that sum to 1.
 * @throws {RangeError} If `stay` lies outside [0, 1] or `periods` is not a whole number >= 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { geometricProfile } from "vantelage/analysis";
 * assert.deepEqual(geometricProfile(0.5, 3), [0.5, 0.25, 0.25]);
 * ```
 */
export function geometricProfile(stay: number, periods: number): number[] {
  if (!(stay >= 0 && stay <= 1)) {
    throw new RangeError(`Cannot make the profile as stay must lie in [0, 1]: got ${stay}`);
  }
  if (!Number.isInteger(periods) || periods < 1) {
    throw new RangeError(`Cannot make the profile as periods must be a whole number >= 1: got ${periods}`);
  }
  return Array.from({ length: periods }, (_, k) => (k < periods - 1 ? (1 - stay) * stay ** k : stay ** k));
}
