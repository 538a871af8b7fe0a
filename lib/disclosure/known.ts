import type { LinkedTables } from "./linked_tables.ts";

/** As good as no bound: more than any count. */
export const UNBOUNDED = 2 ** 31 - 1;

/** What a reader knows of every count before any derivation: it lies in [low, high]. Contacts. */
export interface Known {
  /** The least it can be, count by count. */
  readonly low: Int32Array;
  /** The most it can be; {@linkcode UNBOUNDED} where nothing is said. */
  readonly high: Int32Array;
  /** 1 for each finest count that a reader knows, such as a hospital its own. @default none but what counts say */
  readonly finest?: Uint8Array;
}

/** What must stay possible of a count that is protected, after all derivation. Contacts. */
export interface Leeway {
  /** The count's index. */
  readonly count: number;
  /** It could be this few, or fewer. */
  readonly low: number;
  /** It could be this many, or more. */
  readonly high: number;
  /** The fewest and the most it could be lie at least this far apart. */
  readonly width: number;
}

/**
 * What a reader knows when some counts are hidden and all others stand there.
 *
 * @param tables The linked tables.
 * @param hidden 1 for each count that is hidden, 0 for the others.
 * @returns Bounds: the count itself where it is shown, from 0 up where it is hidden.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { knownWhenHidden, LinkedTables, makeAxis, UNBOUNDED } from "vantelage/disclosure";
 * const axis = makeAxis("region", 2, [{ key: "alla", leaves: [0, 1] }, { key: "A", leaves: [0] }], []);
 * const known = knownWhenHidden(new LinkedTables([axis], Int32Array.of(3, 9)), Uint8Array.of(0, 1));
 * assert.deepEqual([...known.high], [12, UNBOUNDED]);
 * ```
 */
export function knownWhenHidden(tables: LinkedTables, hidden: Uint8Array): Known {
  return {
    low: tables.counts.map((value, count) => hidden[count] ? 0 : value),
    high: tables.counts.map((value, count) => hidden[count] ? UNBOUNDED : value),
  };
}

/**
 * The rule for hidden counts: a count below `k` must be able to be anything from 0 to k − 1 at least, and any other
 * hidden count at least k different numbers.
 *
 * @param tables The linked tables.
 * @param hidden 1 for each count that is hidden, 0 for the others.
 * @param k The threshold, contacts.
 * @returns One leeway for each hidden count that a page would offer.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { leewayWhenHidden, LinkedTables, makeAxis } from "vantelage/disclosure";
 * const axis = makeAxis("region", 2, [{ key: "A", leaves: [0] }, { key: "B", leaves: [1] }], []);
 * assert.deepEqual(leewayWhenHidden(new LinkedTables([axis], Int32Array.of(3, 9)), Uint8Array.of(1, 1), 5),
 *   [{ count: 0, low: 0, high: 4, width: 4 }, { count: 1, low: 9, high: 9, width: 4 }]);
 * ```
 */
export function leewayWhenHidden(tables: LinkedTables, hidden: Uint8Array, k: number): Leeway[] {
  const leeways: Leeway[] = [];
  for (let count = 0; count < hidden.length; count++) {
    if (!hidden[count] || !tables.offers[count]) continue;
    const value = tables.counts[count], small = value < k;
    leeways.push({ count, low: small ? 0 : value, high: small ? k - 1 : value, width: k - 1 });
  }
  return leeways;
}
