import { DisclosureError } from "./disclosure_error.ts";

/**
 * A number that may not be seen. It holds no value, so there is nothing to leak; and whatever tries to print it or to
 * count with it throws, so that it can become neither "0" nor "null" nor a bar of no height by mistake.
 */
export class Hidden {
  /** Always `true`: what JSON has of it. */
  readonly hidden = true;

  /** What JSON gets: that the number is hidden, and nothing more. */
  toJSON(): { hidden: true } {
    return { hidden: true };
  }

  /**
   * Refuses to become text.
   *
   * @throws {TypeError} Always.
   */
  toString(): string {
    throw new TypeError("Cannot print a hidden number");
  }

  /**
   * Refuses to become a number.
   *
   * @throws {TypeError} Always.
   */
  valueOf(): number {
    throw new TypeError("Cannot count with a hidden number");
  }
}

/** A number that may be seen, in its measure's unit, or one that may not; as JSON a number or `{hidden: true}`. */
export type Guarded = number | Hidden;

/** The one hidden number: all hidden numbers look alike. */
export const HIDDEN: Hidden = Object.freeze(new Hidden());

/** A row, a list or a value without its hidden numbers. */
export type Whole<T> = T extends Hidden ? never
  : T extends readonly (infer E)[] ? readonly Whole<E>[]
  : T extends object ? { readonly [K in keyof T]: Whole<T[K]> }
  : T;

/**
 * Whether a value may not be seen.
 *
 * @param value A number, bounds, or whatever else stands in a row.
 * @returns `true` for {@linkcode HIDDEN}.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Guarded, HIDDEN, isHidden } from "vantelage/disclosure";
 * const counts: Guarded[] = [7, HIDDEN];
 * assert.deepEqual(counts.map((count) => isHidden(count) ? "färre än 5" : String(count)), ["7", "färre än 5"]);
 * assert.throws(() => `${counts[1]}`, TypeError);
 * ```
 */
export function isHidden<T>(value: T | Hidden): value is Hidden {
  return value instanceof Hidden;
}

/**
 * A number made from guarded numbers: hidden as soon as one of them is.
 *
 * @param parts The numbers it is made from.
 * @param make Makes it from their values, in the same order.
 * @returns The number, or {@linkcode HIDDEN}.
 *
 * @example A share is hidden when its denominator is
 * ```ts
 * import assert from "node:assert/strict";
 * import { deriveGuarded, HIDDEN } from "vantelage/disclosure";
 * assert.equal(deriveGuarded([5, 20], (over, all) => over / all), 0.25);
 * assert.equal(deriveGuarded([5, HIDDEN], (over, all) => over / all), HIDDEN);
 * ```
 */
export function deriveGuarded(parts: readonly Guarded[], make: (...values: number[]) => number): Guarded {
  const values: number[] = [];
  for (const part of parts) {
    if (isHidden(part)) return HIDDEN;
    values.push(part);
  }
  return make(...values);
}

/**
 * Whether any number of some rows is hidden.
 *
 * @param rows Rows of a protected table or points of a protected series.
 * @returns `false` for no rows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, hidesSomething } from "vantelage/disclosure";
 * assert.equal(hidesSomething([{ name: "A", bands: [7, HIDDEN] }]), true);
 * ```
 */
export function hidesSomething(rows: readonly object[]): boolean {
  return rows.some((row) => Object.values(row).flat().some(isHidden));
}

/**
 * Rows of which nothing is hidden, as the rows that figures draw.
 *
 * @param rows Rows of a protected table or points of a protected series.
 * @returns The same rows.
 * @throws {DisclosureError} If a number is hidden: a chart must not draw what it cannot show.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { DisclosureError, type Guarded, HIDDEN, wholeRows } from "vantelage/disclosure";
 * const row = (antal: Guarded) => ({ name: "A", antal });
 * assert.equal(wholeRows([row(7)])[0].antal + 1, 8);
 * assert.throws(() => wholeRows([row(HIDDEN)]), DisclosureError);
 * ```
 */
export function wholeRows<R extends object>(rows: readonly R[]): readonly (R & Whole<R>)[] {
  if (areWhole(rows)) return rows;
  throw new DisclosureError("Figuren kan inte ritas: ett av dess tal är dolt.");
}

function areWhole<R extends object>(rows: readonly R[]): rows is readonly (R & Whole<R>)[] {
  return !hidesSomething(rows);
}
