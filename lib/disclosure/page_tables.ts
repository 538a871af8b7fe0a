import type { CubeCell, Status } from "../cube/mod.ts";
import { DisclosureError } from "./disclosure_error.ts";
import { type Axis, type AxisGroupInput, type AxisSumInput, makeAxis } from "./axis.ts";
import { LinkedTables } from "./linked_tables.ts";
import {
  type MeasuredCell,
  performedMeasures,
  type WaitingMeasureOptions,
  waitingMeasures,
} from "./measure_axis.ts";
import { type PlacedCell, placeKey, placesOfPage, regionSets } from "./place_axis.ts";

/**
 * The vårdutbud that a key names.
 *
 * @param key A key made by {@linkcode offeringKey}.
 * @returns The vårdutbud, nothing when it names all.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey, offeringOf } from "vantelage/disclosure";
 * assert.deepEqual([offeringOf(offeringKey(null)), offeringOf(offeringKey())], [{ vardutbud: null }, {}]);
 * ```
 */
export function offeringOf(key: string): { readonly vardutbud?: string | null } {
  const vardutbud: string | null = JSON.parse(key);
  return vardutbud === "*" ? {} : { vardutbud };
}

/** What no page shows of PvV and MoV: which side of the limit each of them lies on. */
const NEVER_SHOWN = /^(pvv|mov) /;

/** What {@linkcode pageTables} counts by. */
export interface PageTablesOptions extends WaitingMeasureOptions {
  /** Sets of regions that earlier pages showed the total of, the smallest first. @default none */
  readonly together?: readonly (readonly string[])[];
  /** Whether vårdutbud are distinguished too, of all places together. @default {false} */
  readonly byOffering?: boolean;
  /** Which hospital is known never to have which vårdutbud; what the cells hold is possible all the same. @default none */
  readonly isNever?: KnownZeros;
}

/** Whether everybody knows that a hospital has no contacts of a vårdutbud (strukturell nolla). */
export type KnownZeros = (place: PlacedCell, vardutbud: string | null) => boolean;

/**
 * The name of a place and a vårdutbud on the axis of tables made by {@linkcode pageTables}.
 *
 * @param place The place's key, made by {@linkcode placeKey}.
 * @param offering The vårdutbud's key, made by {@linkcode offeringKey}. @default all together
 * @returns A key.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey, placeKey, whereKey, whereOf } from "vantelage/disclosure";
 * const key = whereKey(placeKey({ region: "Region Dalarna" }));
 * assert.deepEqual(whereOf(key), [placeKey({ region: "Region Dalarna" }), offeringKey()]);
 * ```
 */
export function whereKey(place: string, offering: string = offeringKey()): string {
  return JSON.stringify([place, offering]);
}

/**
 * The keys of the place and the vårdutbud that a key names.
 *
 * @param key A key made by {@linkcode whereKey}.
 * @returns The key of the place and that of the vårdutbud.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey, placeKey, whereKey, whereOf } from "vantelage/disclosure";
 * assert.deepEqual(whereOf(whereKey(placeKey({}), offeringKey("Gallsten"))), [placeKey({}), offeringKey("Gallsten")]);
 * ```
 */
export function whereOf(key: string): [place: string, offering: string] {
  return JSON.parse(key);
}

/** A cell as {@linkcode pageTables} needs it. */
export type PageCell = MeasuredCell & PlacedCell & Pick<CubeCell, "vardutbud">;

/**
 * The name of a vårdutbud on its axis.
 *
 * @param vardutbud The vårdutbud; `null` where the deliveries do not report, left out for all together.
 * @returns A key.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey } from "vantelage/disclosure";
 * assert.notEqual(offeringKey(null), offeringKey());
 * ```
 */
export function offeringKey(vardutbud?: string | null): string {
  return JSON.stringify(vardutbud ?? (vardutbud === null ? null : "*"));
}

/**
 * The vårdutbud that cells distinguish.
 *
 * @param cells Cells in any order.
 * @returns Each once, in the order of their keys; `null` among them where the deliveries do not report.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringsOf } from "vantelage/disclosure";
 * assert.deepEqual(offeringsOf([{ vardutbud: "Gråstarr" }, { vardutbud: "Gallsten" }, { vardutbud: "Gråstarr" }]),
 *   ["Gallsten", "Gråstarr"]);
 * ```
 */
export function offeringsOf(cells: readonly Pick<CubeCell, "vardutbud">[]): (string | null)[] {
  return [...new Set(cells.map((cell) => cell.vardutbud))]
    .sort((a, b) => offeringKey(a) < offeringKey(b) ? -1 : 1);
}

/**
 * Every count that a page of one month can show: each place, and each vårdutbud of all places together, by each measure,
 * and their totals.
 *
 * The finest counts are those of one vårdutbud at one hospital, which no page shows. Where everybody knows that a
 * hospital does not have a vårdutbud there is none, as tau-Argus and sdcTable take structural zeros: so a vårdutbud
 * that a single hospital has, and has alone, is that hospital, and is hidden with it.
 *
 * @param cells Cells of one month; those of the other status are left out.
 * @param status Those who wait or those operated.
 * @param options The bands (of those who wait), the limit, and what readers know besides.
 * @returns The linked tables: places and vårdutbud by measures.
 * @throws {DisclosureError} If the bands of a delivery do not fit, or nobody has the status.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { PUBLISHED_BANDS } from "vantelage";
 * import { offeringKey, pageTables, placeKey, whereKey } from "vantelage/disclosure";
 * const cell = (sjukhus: string, days: number) => ({ status: "vantande", avvikelse: null, vardgaranti: true, region: "Region Dalarna",
 *   sjukhus, agarform: "offentlig", vardutbud: "Gråstarr", lo: days, hi: days, antal: 6 }) as const;
 * const tables = pageTables([cell("Falu lasarett", 10), cell("Mora lasarett", 100)], "vantande",
 *   { bands: PUBLISHED_BANDS, limitDays: 90, byOffering: true });
 * assert.equal(tables.counts[tables.indexOf([whereKey(placeKey({}), offeringKey("Gråstarr")), "antal"])!], 12);
 * ```
 */
export function pageTables(
  cells: readonly PageCell[],
  status: Status,
  options: PageTablesOptions,
): LinkedTables {
  const counted = cells.filter((cell) => cell.status === status);
  if (counted.length === 0) throw new DisclosureError("Det finns inga tal att skydda för månaden.");
  const where = whereAxis(counted, options);
  const measures = status === "vantande"
    ? waitingMeasures(counted, options)
    : performedMeasures(counted, options);
  const finest = new Int32Array(where.axis.size * measures.axis.size);
  for (const cell of counted) {
    finest[where.leafOf(cell) * measures.axis.size + measures.leafOf(cell)] += cell.antal;
  }
  return new LinkedTables([where.axis, measures.axis], finest, ([, measure]) => !NEVER_SHOWN.test(measure));
}

/** The axis of places and, where they are distinguished, of vårdutbud; its categories are the vårdutbud of each hospital. */
function whereAxis(
  cells: readonly PageCell[],
  { together = [], byOffering = false, isNever = () => false }: PageTablesOptions,
): { axis: Axis; leafOf: (cell: PageCell) => number } {
  const places = placesOfPage(cells, together), { units, unitOf } = places;
  const offerings = byOffering ? offeringsOf(cells) : [undefined];
  const name = (unit: number, offering?: string | null) => `${unit} ${offeringKey(offering)}`;
  const held = new Set(cells.map((cell) => name(unitOf(cell), cell.vardutbud)));
  const pairs = units.flatMap((place, unit) =>
    offerings.filter((offering) =>
      offering === undefined || held.has(name(unit, offering)) || !isNever(place, offering)
    ).map((offering) => ({ unit, offering }))
  );
  const leavesOf = Map.groupBy(pairs.keys(), (pair) => pairs[pair].unit);
  const spread = (of: readonly number[]) => of.flatMap((unit) => leavesOf.get(unit) ?? []);
  const groups = places.groups.map(({ key, leaves, ...rest }) => ({
    key: whereKey(key),
    leaves: spread(leaves),
    ...rest,
  }));
  const sums = places.sums.map(({ total, parts, ...rest }) => ({
    total: whereKey(total),
    parts: parts.map((part) => whereKey(part)),
    ...rest,
  }));
  const fine = byOffering ? offeringGroups(pairs, units, together) : { groups: [], sums: [] };
  const leafOf = new Map(pairs.map(({ unit, offering }, leaf) => [name(unit, offering), leaf]));
  return {
    axis: makeAxis("plats och vårdutbud", pairs.length, [...groups, ...fine.groups], [...sums, ...fine.sums]),
    leafOf: (cell) => leafOf.get(name(unitOf(cell), byOffering ? cell.vardutbud : undefined))!,
  };
}

/** The vårdutbud of all regions; where earlier pages had fewer regions also of those, and of each that has come since. */
function offeringGroups(
  pairs: readonly { readonly unit: number; readonly offering: string | null | undefined }[],
  units: readonly PlacedCell[],
  together: readonly (readonly string[])[],
): { groups: AxisGroupInput[]; sums: AxisSumInput[] } {
  const all = placeKey({}), groups: AxisGroupInput[] = [], sums: AxisSumInput[] = [];
  const byOffering = Map.groupBy(pairs.keys(), (pair) => offeringKey(pairs[pair].offering));
  sums.push({ total: whereKey(all), parts: [...byOffering.keys()].map((key) => whereKey(all, key)) });
  for (const [offering, leaves] of byOffering) {
    groups.push({ key: whereKey(all, offering), leaves });
    const inside = (regions: readonly string[]) =>
      leaves.filter((pair) => regions.includes(units[pairs[pair].unit].region));
    const derived = (place: string, regions: readonly string[]): string[] => {
      const leaves = inside(regions), key = whereKey(place, offering);
      if (leaves.length === 0) return [];
      groups.push({ key, leaves, derived: true });
      return [key];
    };
    for (const { key, regions, smaller, late } of regionSets(units, together)) {
      if (inside(regions).length === 0) continue;
      const [total] = key === all ? [whereKey(all, offering)] : derived(key, regions);
      const before = smaller === null
        ? []
        : groups.some((group) => group.key === whereKey(smaller, offering))
        ? [whereKey(smaller, offering)]
        : [];
      sums.push({
        total,
        parts: [...before, ...late.flatMap((region) => derived(placeKey({ region }), [region]))],
      });
    }
  }
  return { groups, sums };
}
