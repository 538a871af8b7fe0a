/** A number that may be seen. */
export interface Shown {
  /** Always `false`: tells it from a {@linkcode Hidden}. */
  readonly hidden: false;
  /** The number, in its measure's unit. */
  readonly value: number;
}

/**
 * A number that may not be seen. It holds no value, so there is nothing to leak; and whatever tries to print it or to
 * count with it throws, so that it can become neither "0" nor "null" nor a bar of no height by mistake.
 */
export class Hidden {
  /** Always `true`: tells it from a {@linkcode Shown}. */
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

/** A number that may be seen, or one that may not; as JSON `{hidden: false, value}` or `{hidden: true}`. */
export type Guarded = Shown | Hidden;

/** The one hidden number: all hidden numbers look alike. */
export const HIDDEN: Hidden = Object.freeze(new Hidden());

/**
 * A number that may be seen.
 *
 * @param value The number.
 * @returns The number, marked as shown.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Guarded, HIDDEN, shown } from "vantelage";
 * const counts: Guarded[] = [shown(7), HIDDEN];
 * assert.deepEqual(counts.map((count) => count.hidden ? "färre än 5" : String(count.value)), ["7", "färre än 5"]);
 * assert.throws(() => `${counts[1]}`, TypeError);
 * ```
 */
export function shown(value: number): Shown {
  return { hidden: false, value };
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
 * import { deriveGuarded, HIDDEN, shown } from "vantelage";
 * assert.deepEqual(deriveGuarded([shown(5), shown(20)], (over, all) => over / all), shown(0.25));
 * assert.equal(deriveGuarded([shown(5), HIDDEN], (over, all) => over / all), HIDDEN);
 * ```
 */
export function deriveGuarded(parts: readonly Guarded[], make: (...values: number[]) => number): Guarded {
  const values: number[] = [];
  for (const part of parts) {
    if (part.hidden) return HIDDEN;
    values.push(part.value);
  }
  return shown(make(...values));
}
