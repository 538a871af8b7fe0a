/** Some categories of an axis, counted together: a region's hospitals, all bands over the limit, or one category. */
export interface AxisGroup {
  /** Its name on the axis. */
  readonly key: string;
  /** The categories in it, by index on the axis, in rising order. */
  readonly leaves: readonly number[];
  /** What it costs the reader when a count of this group is hidden; the cheapest are hidden first. */
  readonly price: number;
  /** Whether a page shows it. What it does not show, but a reader can compute, is protected all the same. */
  readonly derived: boolean;
}

/**
 * What is hidden with a hidden count of a sum: the one that costs the reader least; all parts, as in the bands of one
 * row, so that rows are hidden alike and protect each other; or the total, where the parts stand on their own.
 */
export type HideWith = "cheapest" | "parts" | "total";

/** That the parts make up the total, without overlap: what a reader subtracts by. Indices of groups. */
export interface AxisSum {
  /** What is hidden with a hidden count of it. */
  readonly hideWith: HideWith;
  /** The total. */
  readonly total: number;
  /** Its parts, at least two. */
  readonly parts: readonly number[];
}

/** One way in which contacts are distinguished: by place, by vårdutbud, by band and deviation. */
export interface Axis {
  /** Its name. */
  readonly name: string;
  /** The number of categories, the finest that anything is counted by. */
  readonly size: number;
  /** The groups that counts are given for. No two hold the same categories. */
  readonly groups: readonly AxisGroup[];
  /** The group of each key; two keys may name one group, as a region's only hospital and the region itself. */
  readonly groupOf: ReadonlyMap<string, number>;
  /** Which groups make up which. */
  readonly sums: readonly AxisSum[];
}

/** A sum as {@linkcode makeAxis} is given of it: keys of groups. */
export interface AxisSumInput {
  /** The total. */
  readonly total: string;
  /** Its parts, without overlap. A sum of one part says nothing and is left out. */
  readonly parts: readonly string[];
  /** What is hidden with a hidden count of it. @default {"cheapest"} */
  readonly hideWith?: HideWith;
}

/** A group as {@linkcode makeAxis} is given of it. */
export interface AxisGroupInput {
  /** Its name; the first name of a group of the same categories holds. */
  readonly key: string;
  /** The categories in it, at least one. */
  readonly leaves: readonly number[];
  /** What it costs to hide its counts. @default {1} */
  readonly price?: number;
  /** Whether it is only computed, never shown. @default {false} */
  readonly derived?: boolean;
}

/**
 * Makes an axis of named groups and the sums between them.
 *
 * @param name The axis' name.
 * @param size The number of categories.
 * @param groups The groups; those that hold the same categories become one, which costs the most of theirs.
 * @param sums The sums between them.
 * @returns The axis.
 * @throws {RangeError} If a sum names an unknown group, or its parts do not make up the total.
 *
 * @example A region with one hospital is that hospital
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeAxis } from "vantelage/disclosure";
 * const axis = makeAxis("plats", 3, [
 *   { key: "alla", leaves: [0, 1, 2] },
 *   { key: "Dalarna", leaves: [0, 1] }, { key: "Falu lasarett", leaves: [0] }, { key: "Mora lasarett", leaves: [1] },
 *   { key: "Uppsala", leaves: [2] }, { key: "Akademiska sjukhuset", leaves: [2] },
 * ], [
 *   { total: "alla", parts: ["Dalarna", "Uppsala"] },
 *   { total: "Dalarna", parts: ["Falu lasarett", "Mora lasarett"] },
 *   { total: "Uppsala", parts: ["Akademiska sjukhuset"] },
 * ]);
 * assert.equal(axis.groups.length, 5);
 * assert.equal(axis.sums.length, 2);
 * ```
 */
export function makeAxis(
  name: string,
  size: number,
  groups: readonly AxisGroupInput[],
  sums: readonly AxisSumInput[],
): Axis {
  const made: AxisGroup[] = [], groupOf = new Map<string, number>(), byLeaves = new Map<string, number>();
  for (const { key, leaves, price = 1, derived = false } of groups) {
    const ordered = [...leaves].sort((a, b) => a - b), held = ordered.join();
    const index = byLeaves.get(held) ?? made.length;
    const before = made[index];
    made[index] = {
      key: before?.key ?? key,
      leaves: ordered,
      price: Math.max(price, before?.price ?? 0),
      derived: derived && (before?.derived ?? true),
    };
    byLeaves.set(held, index);
    groupOf.set(key, index);
  }
  const indexOf = (key: string): number => {
    const index = groupOf.get(key);
    if (index === undefined) throw new RangeError(`Cannot make the axis ${name} as it has no group "${key}"`);
    return index;
  };
  const madeSums = sums.map(({ total, parts, hideWith = "cheapest" }) => ({
    total: indexOf(total),
    parts: parts.map(indexOf),
    hideWith,
  })).filter(({ parts }) => parts.length > 1);
  for (const { total, parts } of madeSums) {
    const held = parts.flatMap((part) => made[part].leaves).sort((a, b) => a - b);
    if (held.join() !== made[total].leaves.join()) {
      throw new RangeError(
        `Cannot make the axis ${name} as the parts of "${
          made[total].key
        }" must make it up: got ${held.length} of ${made[total].leaves.length} categories`,
      );
    }
  }
  const unique = new Map(madeSums.map((sum) => [JSON.stringify([sum.total, [...sum.parts].sort()]), sum]));
  return { name, size, groups: made, groupOf, sums: [...unique.values()] };
}
