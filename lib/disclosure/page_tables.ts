import type { CubeCell, Status } from "../cube/mod.ts";
import { DisclosureError } from "./disclosure_error.ts";
import { makeAxis } from "./axis.ts";
import { LinkedTables } from "./linked_tables.ts";
import {
  type MeasuredCell,
  performedMeasures,
  type WaitingMeasureOptions,
  waitingMeasures,
} from "./measure_axis.ts";
import { placeAxis, type PlacedCell, placeKey } from "./place_axis.ts";

/**
 * The vårdutbud that a key names.
 *
 * @param key A key made by {@linkcode offeringKey}.
 * @returns The vårdutbud, nothing when it names all.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey, offeringOf } from "vantelage";
 * assert.deepEqual([offeringOf(offeringKey(null)), offeringOf(offeringKey())], [{ vardutbud: null }, {}]);
 * ```
 */
export function offeringOf(key: string): { readonly vardutbud?: string | null } {
  const vardutbud: string | null = JSON.parse(key);
  return vardutbud === "*" ? {} : { vardutbud };
}

/** What no page shows of PvV and MoV: which side of the limit each of them lies on. */
const NEVER_SHOWN = /^(pvv|mov) /;

/** What no page shows of one vårdutbud in one region. */
const FINE_MEASURES = /^(overInkl$|avvikelser )/;

/** What {@linkcode pageTables} counts by. */
export interface PageTablesOptions extends WaitingMeasureOptions {
  /** Sets of regions that earlier pages showed the total of, the smallest first. @default none */
  readonly together?: readonly (readonly string[])[];
}

/** A cell as {@linkcode pageTables} needs it. */
export type PageCell = MeasuredCell & PlacedCell & Pick<CubeCell, "vardutbud">;

/**
 * The name of a vårdutbud on its axis.
 *
 * @param vardutbud The vårdutbud; `null` where the deliveries do not tell, left out for all together.
 * @returns A key.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey } from "vantelage";
 * assert.notEqual(offeringKey(null), offeringKey());
 * ```
 */
export function offeringKey(vardutbud?: string | null): string {
  return JSON.stringify(vardutbud ?? (vardutbud === null ? null : "*"));
}

/**
 * The vårdutbud that cells tell apart.
 *
 * @param cells Cells in any order.
 * @returns Each once, in the order of their keys; `null` among them where the deliveries do not tell.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringsOf } from "vantelage";
 * assert.deepEqual(offeringsOf([{ vardutbud: "Gråstarr" }, { vardutbud: "Gallsten" }, { vardutbud: "Gråstarr" }]),
 *   ["Gallsten", "Gråstarr"]);
 * ```
 */
export function offeringsOf(cells: readonly Pick<CubeCell, "vardutbud">[]): (string | null)[] {
  return [...new Set(cells.map((cell) => cell.vardutbud))]
    .sort((a, b) => offeringKey(a) < offeringKey(b) ? -1 : 1);
}

/**
 * Every count that a page of one month can show: each place by each vårdutbud by each measure, and their totals.
 *
 * @param cells Cells of one month; those of the other status are left out.
 * @param status Those who wait or those operated.
 * @param options The bands (of those who wait), the limit, and which regions earlier pages counted together.
 * @returns The linked tables.
 * @throws {DisclosureError} If the bands of a delivery do not fit, or nobody has the status.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey, pageTables, placeKey, PUBLISHED_BANDS } from "vantelage";
 * const cell = (sjukhus: string, days: number) => ({ status: "vantande", avvikelse: null, vardgaranti: true, region: "Region Dalarna",
 *   sjukhus, agarform: "offentlig", vardutbud: "Gråstarr", lo: days, hi: days, antal: 6 }) as const;
 * const tables = pageTables([cell("Falu lasarett", 10), cell("Mora lasarett", 100)], "vantande",
 *   { bands: PUBLISHED_BANDS, limitDays: 90 });
 * assert.equal(tables.counts[tables.indexOf([placeKey({}), offeringKey("Gråstarr"), "antal"])!], 12);
 * ```
 */
export function pageTables(
  cells: readonly PageCell[],
  status: Status,
  options: PageTablesOptions,
): LinkedTables {
  const counted = cells.filter((cell) => cell.status === status);
  if (counted.length === 0) throw new DisclosureError("Det finns inga tal att skydda för månaden.");
  const places = placeAxis(counted, options.together);
  const measures = status === "vantande"
    ? waitingMeasures(counted, options)
    : performedMeasures(counted, options);
  const offerings = offeringsOf(counted);
  const keys = offerings.map(offeringKey);
  const offeringAxis = makeAxis("vårdutbud", keys.length, [
    { key: offeringKey(), leaves: [...keys.keys()], price: 16 },
    ...keys.map((key, leaf) => ({ key, leaves: [leaf] })),
  ], [{ total: offeringKey(), parts: keys }]);
  const leafOfOffering = new Map(offerings.map((offering, leaf) => [offering, leaf]));
  const finest = new Int32Array(places.axis.size * offerings.length * measures.axis.size);
  for (const cell of counted) {
    const place = places.leafOf(cell) * offerings.length + leafOfOffering.get(cell.vardutbud)!;
    finest[place * measures.axis.size + measures.leafOf(cell)] += cell.antal;
  }
  return new LinkedTables([places.axis, offeringAxis, measures.axis], finest, isOffered);
}

/** What a page offers of these, small numbers aside. Finer than this nearly every number is small. */
function isOffered([place, offering, measure]: readonly string[]): boolean {
  if (NEVER_SHOWN.test(measure)) return false;
  return offering === offeringKey() || place === placeKey({}) || !FINE_MEASURES.test(measure);
}
