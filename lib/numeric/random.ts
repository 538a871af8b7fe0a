/** A source of random numbers that gives the same numbers for the same seed. */
export interface Random {
  /** The next number, even in [0, 1). */
  next(): number;
  /** A whole number, even in [0, below). */
  integer(below: number): number;
  /** A normally distributed number with mean 0 and standard deviation 1. */
  normal(): number;
  /** A Poisson distributed whole number with this mean. */
  poisson(mean: number): number;
  /** An index, drawn in proportion to the weights. */
  pick(weights: readonly number[]): number;
  /** Puts the items in random order, in place, and returns them. */
  shuffle<T>(items: T[]): T[];
}

/**
 * A seeded source of random numbers (sfc32 by Chris Doty-Humphrey, seeded through splitmix32).
 *
 * @param seed Any text; the same text gives the same numbers on every machine.
 * @returns The source.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { seededRandom } from "vantelage/numeric";
 * assert.equal(seededRandom("april").next(), seededRandom("april").next());
 * ```
 */
export function seededRandom(seed: string): Random {
  let state = 0x9e3779b9;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 0x85ebca6b) >>> 0;
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = splitmix(), b = splitmix(), c = splitmix(), d = splitmix();
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    integer,
    normal,
    poisson(mean) {
      if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      let count = 0;
      for (let product = next(), limit = Math.exp(-mean); product > limit; product *= next()) count++;
      return count;
    },
    pick(weights) {
      let target = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let index = 0; index < weights.length; index++) if ((target -= weights[index]) < 0) return index;
      return weights.findLastIndex((weight) => weight > 0);
    },
    shuffle(items) {
      for (let last = items.length - 1; last > 0; last--) {
        const other = integer(last + 1);
        [items[last], items[other]] = [items[other], items[last]];
      }
      return items;
    },
  };
}

/**
 * Shares a whole number out in proportion to weights, in whole parts (största resten, Hamilton's method).
 *
 * @param total A whole number >= 0.
 * @param weights Non-negative weights, at least one of them positive.
 * @returns Whole parts that sum to `total`.
 * @throws {RangeError} If `total` is negative or not whole, or no weight is positive.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareOut } from "vantelage/numeric";
 * assert.deepEqual(shareOut(10, [1, 1, 1]), [4, 3, 3]);
 * ```
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((part, weight) => part + weight, 0);
  if (!Number.isInteger(total) || total < 0) {
    throw new RangeError(`Cannot share out as the total must be a whole number >= 0: got ${total}`);
  }
  if (!(sum > 0)) throw new RangeError("Cannot share out as at least one weight must be positive: got none");
  const exact = weights.map((weight) => total * weight / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((part, value) => part + value, 0);
  exact.map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index).slice(0, left)
    .forEach(({ index }) => parts[index]++);
  return parts;
}
