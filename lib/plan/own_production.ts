import { addMonths, firstDay, lastDay, type Month, workingDays } from "../calendar/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { GUARANTEE_DAYS, performed, type PerformedCell } from "../indicators/mod.ts";
import type { Bounded } from "../numeric/mod.ts";
import { memberRegions } from "../reference/mod.ts";
import { countOf } from "./_year.ts";
import type { CareFlow } from "./care_flow.ts";
import { careSource, isBought } from "./source.ts";

/** The part of a cell that {@linkcode ownProduction} looks at. */
export type OwnProductionCell =
  & PerformedCell
  & Pick<CubeCell, "manad" | "region" | "agarform" | "hemregion">;

/** What a region's own hospitals did for its own inhabitants in a month, and what it bought. */
export interface OwnProductionMonth {
  /** Own care, contacts. */
  readonly egen: number;
  /** Of those that the guarantee covers, without PvV, operated within the limit; contacts. */
  readonly inom: number;
  /** Their share, 0–1; `null` where the guarantee covers none. */
  readonly andel: Bounded | null;
  /** Bought care, contacts; `null` where it is not accounted for. */
  readonly kopt: number | null;
}

/** A region's own production within the limit, now and a year before (egenproducerad vård inom 90 dagar). */
export interface OwnProduction {
  /** The region. */
  readonly region: string;
  /** The month; `null` where it is not delivered. */
  readonly nu: OwnProductionMonth | null;
  /** The same month a year before; `null` where it is not delivered. */
  readonly fore: OwnProductionMonth | null;
  /** The change of what was done within the limit, per working day and in proportion; `null` where a side is unknown. */
  readonly forandring: number | null;
  /**
   * Bought care that took the place of own: as far as own care fell per working day while bought care rose, contacts in the
   * month; `null` where a side is unknown.
   */
  readonly ersatt: number | null;
}

/** Which month, and what has been delivered. */
export interface OwnProductionOptions {
  /** The month. */
  readonly manad: Month;
  /** Whether a region has delivered a month's operations, with where the patients live. */
  readonly performed: (region: string, manad: Month) => boolean;
  /** Whether a region has accounted for what it bought in a month. */
  readonly bought: (region: string, manad: Month) => boolean;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
}

/**
 * Own production within the limit, region by region, next to the same month a year before (egenproducerad vård inom 90
 * dagar): what the region's public hospitals did for its own inhabitants. Months have different numbers of working days, so
 * they are compared per working day.
 *
 * @param cells Performed operations of both months.
 * @param flows Bought care of both months.
 * @param options The month and what is delivered.
 * @returns A row for each of the seven regions.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ownProduction } from "vantelage/plan";
 * const cell = (manad: string, days: number, antal: number) => ({ manad, region: "Region Dalarna", hemregion: "Region Dalarna",
 *   agarform: "offentlig", status: "genomforda", avvikelse: null, vardgaranti: true, lo: days, hi: days, antal }) as const;
 * const rows = ownProduction([cell("2024-04", 40, 42), cell("2024-04", 120, 14), cell("2023-04", 40, 18)], [],
 *   { manad: "2024-04", performed: () => true, bought: () => false });
 * const dalarna = rows.find(({ region }) => region === "Region Dalarna");
 * assert.deepEqual([dalarna?.nu?.egen, dalarna?.nu?.inom, dalarna?.nu?.andel?.value], [56, 42, 0.75]);
 * // 42 in 21 working days are 2 a day, and 18 in 18 are 1.
 * assert.equal(dalarna?.forandring, 1);
 * ```
 */
export function ownProduction(
  cells: readonly OwnProductionCell[],
  flows: readonly CareFlow[],
  options: OwnProductionOptions,
): OwnProduction[] {
  const { manad, limitDays = GUARANTEE_DAYS } = options, before = addMonths(manad, -12);
  const sourceOf = ({ region, hemregion, agarform }: OwnProductionCell) =>
    careSource({ hemregion: hemregion ?? region, utforarregion: region, agarform });
  const monthOf = (region: string, month: Month): OwnProductionMonth | null => {
    if (!options.performed(region, month)) return null;
    const mine = cells.filter((cell) => cell.manad === month && (cell.hemregion ?? cell.region) === region);
    const own = mine.filter((cell) => sourceOf(cell) === "egen");
    const { volume, covered, shareWithin } = performed(own, { limitDays });
    const privately = performed(mine.filter((cell) => isBought(sourceOf(cell)))).volume;
    const outside = countOf(flows.filter((flow) => flow.manad === month && flow.hemregion === region));
    return {
      egen: volume,
      inom: Math.round(covered * (shareWithin?.value ?? 0)),
      andel: shareWithin,
      kopt: options.bought(region, month) ? privately + outside : null,
    };
  };
  const [days, daysBefore] = [manad, before].map((month) => workingDays(firstDay(month), lastDay(month)));
  return memberRegions.map((region) => {
    const nu = monthOf(region, manad), fore = monthOf(region, before);
    const perDay = (now: number, then: number) => now / days - then / daysBefore;
    const fell = nu === null || fore === null ? null : -perDay(nu.egen, fore.egen) * days;
    const rose = nu?.kopt == null || fore?.kopt == null ? null : perDay(nu.kopt, fore.kopt) * days;
    return {
      region,
      nu,
      fore,
      forandring: nu === null || fore === null || fore.inom === 0
        ? null
        : (nu.inom / days) / (fore.inom / daysBefore) - 1,
      ersatt: fell === null || rose === null ? null : Math.max(0, Math.round(Math.min(fell, rose))),
    };
  });
}
