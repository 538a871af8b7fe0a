/**
 * Contacts that waited equally long, as far as we know: `antal` contacts that each waited between `lo` and `hi`
 * whole days, both included. A day-level source gives cells with `lo === hi`, a source of bands gives wide cells.
 */
export interface WaitCell {
  /** The fewest whole days that each may have waited, >= 0. */
  readonly lo: number;
  /** The most whole days that each may have waited; `null` in an open last band ("366+"). */
  readonly hi: number | null;
  /** The number of contacts, a whole number >= 0. */
  readonly antal: number;
}

/** A number that the data may leave in doubt: the truth lies in [low, high], and `value` is our best estimate. */
export interface Bounded {
  /** The best estimate; equal to both bounds when the data leave no doubt. */
  readonly value: number;
  /** The least that the truth can be. */
  readonly low: number;
  /** The most that the truth can be; `null` when nothing bounds it, as in an open last band. */
  readonly high: number | null;
  /**
   * Where an open band begins before the days that are asked for, nothing says how many of its contacts lie among them:
   * `value` is then no estimate, and the bounds are all that is known.
   */
  readonly unplaced?: true;
}

/**
 * A number without doubt.
 *
 * @param value The number.
 * @returns The number as its own bounds.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exactly } from "vantelage/numeric";
 * assert.deepEqual(exactly(3), { value: 3, low: 3, high: 3 });
 * ```
 */
export function exactly(value: number): Bounded {
  return { value, low: value, high: value };
}

/**
 * Whether a bounded number is in no doubt.
 *
 * @param bounded The number and its bounds.
 * @returns `true` when both bounds are the value.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isExact } from "vantelage/numeric";
 * assert.equal(isExact({ value: 60, low: 31, high: 60 }), false);
 * ```
 */
export function isExact(bounded: Bounded): boolean {
  return bounded.low === bounded.value && bounded.high === bounded.value;
}

/**
 * Whether only a lower bound is known, as in an open last band.
 *
 * @param bounded The number.
 * @returns Whether it is at least so much, and no estimate says more.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isAtLeast } from "vantelage/numeric";
 * assert.equal(isAtLeast({ value: 91, low: 91, high: null }), true);
 * ```
 */
export function isAtLeast({ value, low, high, unplaced }: Bounded): boolean {
  return high === null && (unplaced === true || value === low);
}

/**
 * The best estimate of a number.
 *
 * @param bounded The number; `null` when there is none.
 * @returns Its value; `null` too where only its bounds, or only the lower one, are known.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { countBetween, estimateOf } from "vantelage";
 * assert.equal(estimateOf(countBetween([{ lo: 91, hi: null, antal: 215 }], 366, null)), null);
 * ```
 */
export function estimateOf(bounded: Bounded | null): number | null {
  return bounded === null || bounded.unplaced || isAtLeast(bounded) ? null : bounded.value;
}

/**
 * The number of contacts in the cells.
 *
 * @param cells Cells in any order.
 * @returns A whole number, 0 without cells.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { countContacts } from "vantelage";
 * assert.equal(countContacts([{ lo: 0, hi: 30, antal: 2 }, { lo: 31, hi: null, antal: 3 }]), 5);
 * ```
 */
export function countContacts(cells: readonly WaitCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.antal, 0);
}
