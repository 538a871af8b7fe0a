import { addMonths, type Month, monthRange } from "../../calendar/mod.ts";
import { countBetween, countContacts } from "../../numeric/mod.ts";
import type { ProjectionCell } from "./calibrate.ts";
import type { ForecastMethod } from "./list_forecast.ts";
import type { Projected, Projection } from "./project.ts";

/** What of those who wait is projected: their number, those beyond the limit, or the share of these (0–1). */
export type ProjectedMeasure = "waiting" | "over" | "overShare";

/** A month that has been, or one ahead. */
export interface FanMonth {
  /** The month. */
  readonly manad: Month;
  /** What was; `null` ahead, and where a region has not delivered. */
  readonly outcome: number | null;
  /** What is projected; `null` in months that have been. */
  readonly projected: Projected | null;
  /** What the projection is; left out in months that have been, and where there is too little history to choose by. */
  readonly method?: ForecastMethod;
}

/** Options for {@linkcode fanMonths}. */
export interface FanOptions {
  /** What is measured. @default {"waiting"} */
  readonly measure?: ProjectedMeasure;
  /** A region of the projection; `null` for all together. @default {null} */
  readonly region?: string | null;
  /** How many months that have been, the last known among them. @default {13} */
  readonly months?: number;
}

/**
 * Outcome and projection of one measure in one series (utfall och framskrivning).
 *
 * @param cells The cells that the projection was calibrated on.
 * @param projection The projection, by region.
 * @param options Measure, region, and how far back.
 * @returns Months in order; none when the region is not projected.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { fanMonths } from "vantelage";
 * const projected = { value: 8, low80: 7, high80: 9, low95: 6, high95: 10 };
 * const rows = ["Region Dalarna", null].map((name) => ({ name, manad: "2024-05", waiting: projected, over: projected,
 *   overShare: null, medianDays: null, performed: 5, decisions: 4 }));
 * const cells = [{ manad: "2024-04", status: "vantande", region: "Region Dalarna", vardutbud: null, lo: 5, hi: 5, antal: 9 }] as const;
 * const months = fanMonths(cells, { asAt: "2024-04", limitDays: 90, scenario: null, methods: [], rows }, { months: 1 });
 * assert.deepEqual(months.map(({ manad, outcome, projected }) => [manad, outcome, projected?.value ?? null]),
 *   [["2024-04", 9, null], ["2024-05", null, 8]]);
 * ```
 */
export function fanMonths(
  cells: readonly ProjectionCell[],
  projection: Projection,
  options: FanOptions = {},
): FanMonth[] {
  const { measure = "waiting", region = null, months = 13 } = options, { asAt, limitDays } = projection;
  const ahead = projection.rows.filter(({ name }) => name === region);
  if (ahead.length === 0) return [];
  const names = new Set(projection.rows.flatMap(({ name }) => name === null ? [] : [name]));
  const regions = region === null ? [...names] : [region];
  const census = Map.groupBy(
    cells.filter((cell) => cell.status === "vantande" && regions.includes(cell.region)),
    ({ manad }) => manad,
  );
  const outcome = (manad: Month): number | null => {
    const there = census.get(manad) ?? [];
    if (new Set(there.map((cell) => cell.region)).size < regions.length) return null;
    const waiting = countContacts(there), over = countBetween(there, limitDays + 1, null).value;
    if (measure === "overShare") return waiting > 0 ? over / waiting : null;
    return measure === "over" ? over : waiting;
  };
  return [
    ...monthRange(addMonths(asAt, 1 - months), asAt)
      .map((manad) => ({ manad, outcome: outcome(manad), projected: null })),
    ...ahead.map((row, index) => ({
      manad: row.manad,
      outcome: null,
      projected: row[measure],
      method: projection.methods[index],
    })),
  ];
}
