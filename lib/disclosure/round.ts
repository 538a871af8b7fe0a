import { createHmac } from "node:crypto";
import { type Known, type Leeway, UNBOUNDED } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";

/**
 * Rounds every count that a page offers to a multiple of a base, up or down by lot, so that it is right on average.
 *
 * The lot is drawn by HMAC-SHA-256 of a secret key and the name of what is counted, so that the same count is rounded
 * alike wherever and whenever it is shown, nothing is learnt by asking again, and nobody without the key can compute
 * what was added. Totals are rounded by themselves: they may differ from the sum of their rounded parts.
 *
 * @param tables The linked tables.
 * @param options The base, contacts; the key; and the name of what a count counts, the same for the same contacts.
 * @returns The rounded counts, in the order of the tables' counts.
 * @throws {RangeError} If `base` is not a whole number >= 2.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { LinkedTables, makeAxis, roundCounts } from "vantelage/disclosure";
 * const axis = makeAxis("region", 2, [{ key: "A", leaves: [0] }, { key: "B", leaves: [1] }], []);
 * const key = crypto.getRandomValues(new Uint8Array(32));
 * const tables = new LinkedTables([axis], Int32Array.of(10, 13));
 * const rounded = roundCounts(tables, { base: 5, key, nameOf: (keys) => keys.join() });
 * assert.equal(rounded[0], 10);
 * assert.ok(rounded[1] === 10 || rounded[1] === 15);
 * ```
 */
export function roundCounts(
  tables: LinkedTables,
  options: { base: number; key: Uint8Array; nameOf: (keys: readonly string[]) => string },
): Int32Array {
  const { base, key, nameOf } = options;
  if (!Number.isInteger(base) || base < 2) {
    throw new RangeError(`Cannot round as the base must be a whole number >= 2: got ${base}`);
  }
  return tables.counts.map((value, count) => {
    const rest = value % base;
    if (rest === 0) return value;
    const up = drawn(key, nameOf(tables.keysOf(count))) < rest / base;
    return value - rest + (up ? base : 0);
  });
}

/** A number in [0, 1) that nobody without the key can distinguish from chance. */
function drawn(key: Uint8Array, name: string): number {
  return createHmac("sha256", key).update(name).digest().readUIntBE(0, 6) / 2 ** 48;
}

/**
 * What a reader knows of rounded counts: each lies less than a base from the number shown.
 *
 * @param tables The linked tables.
 * @param rounded The rounded counts.
 * @param base The base.
 * @returns Bounds; none for what a page does not show.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { knownWhenRounded, LinkedTables, makeAxis } from "vantelage/disclosure";
 * const axis = makeAxis("region", 1, [{ key: "A", leaves: [0] }], []);
 * const { low, high } = knownWhenRounded(new LinkedTables([axis], Int32Array.of(13)), Int32Array.of(15), 5);
 * assert.deepEqual([low[0], high[0]], [11, 19]);
 * ```
 */
export function knownWhenRounded(tables: LinkedTables, rounded: Int32Array, base: number): Known {
  const stands = (count: number) => tables.offers[count] === 1 && !tables.isDerived(count);
  return {
    low: rounded.map((value, count) => stands(count) ? Math.max(0, value - base + 1) : 0),
    high: rounded.map((value, count) => stands(count) ? value + base - 1 : UNBOUNDED),
  };
}

/**
 * The rule for rounded counts: a count below the base must still be able to be as many different numbers as the base.
 *
 * @param tables The linked tables.
 * @param base The base.
 * @returns One leeway for each small count that a page shows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { leewayWhenRounded, LinkedTables, makeAxis } from "vantelage/disclosure";
 * const axis = makeAxis("region", 2, [{ key: "A", leaves: [0] }, { key: "B", leaves: [1] }], []);
 * assert.deepEqual(leewayWhenRounded(new LinkedTables([axis], Int32Array.of(3, 9)), 5), [{ count: 0, low: 3, high: 3, width: 4 }]);
 * ```
 */
export function leewayWhenRounded(tables: LinkedTables, base: number): Leeway[] {
  const leeways: Leeway[] = [];
  for (const [count, value] of tables.counts.entries()) {
    if (value >= base || tables.offers[count] === 0 || tables.isDerived(count)) continue;
    leeways.push({ count, low: value, high: value, width: base - 1 });
  }
  return leeways;
}
