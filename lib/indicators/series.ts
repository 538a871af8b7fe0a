import { addMonths, type Month } from "../calendar/mod.ts";
import type { CubeCell } from "../cube/cell.ts";
import { type Bounded, estimateOf, type WaitCell } from "../numeric/wait_cell.ts";

/**
 * A month of a series. A month that lacks a region's delivery says so; it is never zero.
 *
 * @typeParam H What may stand in the place of a number: nothing, or a mark that it is hidden, in a series for the public.
 */
export interface SeriesPoint<H = never> {
  /** The month. */
  readonly manad: Month;
  /** The measure; `null` when nothing was delivered or the measure has no answer. */
  readonly value: number | null | H;
  /** Between which numbers it lies, where that is all that is known; else left out. */
  readonly bounds?: Bounded;
  /** The same measure twelve months before; `null` when it is not there or held other regions. */
  readonly yearBefore: number | null | H;
  /** Change since the year before, in the measure's unit; `null` when either is missing. */
  readonly change: number | null | H;
  /** The regions that the month holds, of those asked for. */
  readonly regions: readonly string[];
  /** The regions asked for that have not delivered the month. */
  readonly missing: readonly string[];
  /** Which of its numbers are `null` as they are hidden, so that a figure can say so; left out where none is. */
  readonly hidden?: readonly ("value" | "yearBefore" | "change")[];
}

/** A region's series, or that of a hospital in it. */
export interface RegionSeries {
  /** The region's name, or the hospital's. */
  readonly name: string;
  /** The region. */
  readonly region: string;
  /** How many its last month counts; a share of few is not compared. */
  readonly antal: number;
  /** A point for each month. */
  readonly points: readonly SeriesPoint[];
}

/** Options for {@linkcode monthlySeries}. */
export interface SeriesOptions<C> {
  /** The months to show, in order. */
  readonly months: readonly Month[];
  /** The regions that should have delivered. */
  readonly regions: readonly string[];
  /** The regions that have delivered a month, whether or not they have anybody in these cells. */
  readonly delivered: (manad: Month) => readonly string[];
  /** The measure of one month's cells. */
  readonly measure: (cells: readonly C[]) => Bounded | number | null;
}

/** A cell as {@linkcode monthlySeries} needs it. */
export type SeriesCell = WaitCell & Pick<CubeCell, "manad" | "region">;

/**
 * A measure month by month, beside the same month a year before (samma månad året innan).
 *
 * Waits follow the year: lists grow over the summer. So a month is compared with the same month a year before, and
 * only when both hold the same regions.
 *
 * @param cells Cells of the months shown and of the year before them; those of other regions are left out.
 * @param options The months, the regions and the measure.
 * @returns One point for each month.
 *
 * @example A month that was not delivered is missing, not zero
 * ```ts
 * import assert from "node:assert/strict";
 * import { countContacts, monthlySeries } from "vantelage";
 * const cells = [{ manad: "2024-04", region: "Region Dalarna", lo: 9, hi: 9, antal: 3 }];
 * const series = monthlySeries(cells, { months: ["2024-03", "2024-04"], regions: ["Region Dalarna"],
 *   delivered: (manad) => manad === "2024-04" ? ["Region Dalarna"] : [], measure: countContacts });
 * assert.deepEqual(series.map((point) => point.value), [null, 3]);
 * ```
 */
export function monthlySeries<C extends SeriesCell>(
  cells: readonly C[],
  options: SeriesOptions<C>,
): SeriesPoint[] {
  const { months, regions, delivered, measure } = options;
  const byMonth = Map.groupBy(cells.filter((cell) => regions.includes(cell.region)), (cell) => cell.manad);
  const held = (manad: Month) => regions.filter((region) => delivered(manad).includes(region));
  const measured = (manad: Month) => held(manad).length === 0 ? null : measure(byMonth.get(manad) ?? []);
  const valueOf = (manad: Month) => numberIn(measured(manad));
  return months.map((manad) => {
    const there = held(manad), before = addMonths(manad, -12);
    const whole = measured(manad), value = numberIn(whole);
    const comparable = there.length > 0 && there.join() === held(before).join();
    const yearBefore = comparable ? valueOf(before) : null;
    return {
      manad,
      value,
      ...value === null && whole !== null && typeof whole !== "number" && { bounds: whole },
      yearBefore,
      change: value === null || yearBefore === null ? null : value - yearBefore,
      regions: there,
      missing: regions.filter((region) => !there.includes(region)),
    };
  });
}

function numberIn(measured: Bounded | number | null): number | null {
  return typeof measured === "number" ? measured : estimateOf(measured);
}
