import type { CubeCell } from "../cube/mod.ts";
import type { Ownership } from "../reference/mod.ts";
import type { AxisGroupInput, AxisSumInput } from "./axis.ts";

/** Where care is given. What is left out is counted together; `null` is what the deliveries do not report. */
export interface CountedAt {
  /** One region only. */
  readonly region?: string;
  /** One hospital only, with its region. */
  readonly sjukhus?: string | null;
  /** One ownership only. */
  readonly agarform?: Ownership | null;
}

/** The part of a cube cell that says where it belongs. */
export type PlacedCell = Pick<CubeCell, "region" | "sjukhus" | "agarform">;

/** What a page distinguishes places by, and what a hidden count of it costs; the last is the finest. */
const LEVELS: readonly { readonly by: readonly (keyof PlacedCell)[]; readonly price: number }[] = [
  { by: [], price: 16 },
  { by: ["region"], price: 8 },
  { by: ["region", "sjukhus"], price: 1 },
  { by: ["agarform"], price: 4 },
  { by: ["region", "agarform"], price: 3 },
  { by: ["region", "sjukhus", "agarform"], price: 1 },
];

/** Which level adds up to which, by index: total and parts. */
const ADDS_UP: readonly (readonly [number, number])[] = [[0, 1], [0, 3], [1, 2], [1, 4], [3, 4], [2, 5], [
  4,
  5,
]];

/**
 * The name of a place on the axis of places.
 *
 * @param place The place.
 * @returns A key; two places have the same key only when they are the same.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { placeKey } from "vantelage/disclosure";
 * assert.notEqual(placeKey({ region: "Region Dalarna" }), placeKey({ region: "Region Dalarna", sjukhus: null }));
 * ```
 */
export function placeKey({ region, sjukhus, agarform }: CountedAt): string {
  return JSON.stringify([region, sjukhus, agarform].map((name) => name === undefined ? "*" : name));
}

/**
 * The place that a key names.
 *
 * @param key A key made by {@linkcode placeKey}.
 * @returns The place.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { placeKey, placeOf } from "vantelage/disclosure";
 * assert.deepEqual(placeOf(placeKey({ region: "Region Dalarna", sjukhus: null })), { region: "Region Dalarna", sjukhus: null });
 * ```
 */
export function placeOf(key: string): CountedAt {
  const names: (string | null)[] = JSON.parse(key);
  return Object.fromEntries(
    ["region", "sjukhus", "agarform"].map((name, index) => [name, names[index]]).filter(([, name]) =>
      name !== "*"
    ),
  );
}

/**
 * The places that cells distinguish.
 *
 * @param cells Cells in any order.
 * @returns Each region, hospital and ownership that occurs, once, in the order of their keys.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { placesOf } from "vantelage/disclosure";
 * const cell = { region: "Region Dalarna", sjukhus: null, agarform: null };
 * assert.equal(placesOf([cell, { ...cell }]).length, 1);
 * ```
 */
export function placesOf(cells: readonly PlacedCell[]): PlacedCell[] {
  const places = new Map(cells.map(({ region, sjukhus, agarform }) => {
    const place = { region, sjukhus, agarform };
    return [placeKey(place), place] as const;
  }));
  return [...places].sort(([a], [b]) => a < b ? -1 : 1).map(([, place]) => place);
}

/**
 * The name on the axis of places of some regions counted together, which an earlier page showed the total of.
 *
 * @param regions Their names, in any order.
 * @returns A key that no place has.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { togetherKey } from "vantelage/disclosure";
 * assert.equal(togetherKey(["B", "A"]), togetherKey(["A", "B"]));
 * ```
 */
export function togetherKey(regions: readonly string[]): string {
  return JSON.stringify({ regions: [...regions].sort() });
}

/** Places, and how they add up: what an axis is made of. */
export interface Places {
  /** The finest places: every hospital by region and ownership. */
  readonly units: readonly PlacedCell[];
  /** Places, each of units by their number. */
  readonly groups: readonly AxisGroupInput[];
  /** Which places make up which. */
  readonly sums: readonly AxisSumInput[];
  /** The number of a cell's unit. */
  readonly unitOf: (cell: PlacedCell) => number;
}

/**
 * Hospitals, regions, ownerships and all of them, as pages distinguish them.
 *
 * @param cells Cells of one month; every hospital in them is a unit.
 * @param together Sets of regions that a reader knows the total of, as earlier pages held no others; each but the
 *   first holds the one before it.
 * @returns The places.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { placeKey, placesOfPage } from "vantelage/disclosure";
 * const cells = [{ region: "Region Dalarna", sjukhus: "Falu lasarett", agarform: "offentlig" as const },
 *   { region: "Region Dalarna", sjukhus: "Mora lasarett", agarform: "offentlig" as const }];
 * const { groups } = placesOfPage(cells);
 * assert.deepEqual(groups.find(({ key }) => key === placeKey({ agarform: "offentlig" }))?.leaves, [0, 1]);
 * ```
 */
export function placesOfPage(
  cells: readonly PlacedCell[],
  together: readonly (readonly string[])[] = [],
): Places {
  const units = placesOf(cells);
  const keyAt = (unit: PlacedCell, level: number): string =>
    placeKey(Object.fromEntries(LEVELS[level].by.map((dimension) => [dimension, unit[dimension]])));
  const groups = LEVELS.flatMap(({ price }, level) =>
    [...Map.groupBy(units.keys(), (leaf) => keyAt(units[leaf], level))]
      .map(([key, leaves]) => ({ key, leaves, price }))
  );
  const sums = ADDS_UP.flatMap(([total, part]) =>
    [...Map.groupBy(units, (unit) => keyAt(unit, total))]
      .map(([key, within]) => ({
        total: key,
        parts: [...new Set(within.map((unit) => keyAt(unit, part)))],
      }))
  );
  const sets = regionSets(units, together);
  const togetherGroups = sets.slice(0, -1).map(({ key, regions }) => ({
    key,
    leaves: [...units.keys()].filter((unit) => regions.includes(units[unit].region)),
    price: LEVELS[0].price,
    derived: true,
  }));
  const togetherSums = sets.map(({ key, smaller, late }) => ({
    total: key,
    parts: [...smaller === null ? [] : [smaller], ...late.map((region) => placeKey({ region }))],
  })).filter(({ parts }) => parts.length > 1);
  const unitOf = new Map(units.map((unit, leaf) => [keyAt(unit, 5), leaf]));
  return {
    units,
    groups: [...groups, ...togetherGroups],
    sums: [...sums, ...togetherSums],
    unitOf: (cell) => unitOf.get(keyAt(cell, 5))!,
  };
}

/** Regions counted together: on an earlier page, or, last, on this one. */
export interface RegionSet {
  /** The key of the place. */
  readonly key: string;
  /** The regions. */
  readonly regions: readonly string[];
  /** The key of the set before it; `null` of the first. */
  readonly smaller: string | null;
  /** The regions that the set before it does not hold. */
  readonly late: readonly string[];
}

/**
 * The sets of regions that pages count together, each but the first with what has come since the one before it.
 *
 * @param units Where care is given.
 * @param together The sets of earlier pages, the smallest first.
 * @returns The sets, the page's own last; none where there is no earlier page.
 */
export function regionSets(
  units: readonly PlacedCell[],
  together: readonly (readonly string[])[],
): RegionSet[] {
  const sets = together.map((regions) => regionsOf(units.filter(({ region }) => regions.includes(region))))
    .filter((regions) => regions.length > 0);
  if (sets.length === 0) return [];
  const chain = [
    ...sets.map((regions) => ({ key: togetherKey(regions), regions })),
    { key: placeKey({}), regions: regionsOf(units) },
  ];
  return chain.map(({ key, regions }, index) => {
    const smaller = chain[index - 1];
    return {
      key,
      regions,
      smaller: smaller?.key ?? null,
      late: regions.filter((region) => !smaller?.regions.includes(region)),
    };
  });
}

function regionsOf(units: readonly PlacedCell[]): string[] {
  return [...new Set(units.map(({ region }) => region))];
}

/**
 * The name of a place by the contacts that are counted there, the same on every page of a month: all regions together
 * are others where another region has delivered.
 *
 * @param key The place's key on a axis of places.
 * @param regions The regions of the page.
 * @returns A name; two places have the same one only when they count the same contacts.
 */
export function contentName(key: string, regions: readonly string[]): string {
  const { region, sjukhus, agarform } = placeOf(key);
  const held = region === undefined ? [...regions].sort() : [region];
  return JSON.stringify([held, sjukhus, agarform].map((name) => name === undefined ? "*" : name));
}
