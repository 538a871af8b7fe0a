import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { addMonths, type Month, monthRange } from "../../calendar/mod.ts";
import { type Computed, countBetween, countContacts } from "../../numeric/mod.ts";
import { calibrateProjection, type CalibrationOptions, type ProjectionCell } from "./calibrate.ts";
import { said, SIMPLE, type SimpleForecast } from "./_candidates.ts";
import type { ForecastMethod } from "./list_forecast.ts";
import { project, type Projected } from "./project.ts";

/** Options for {@linkcode backtest}. */
export interface BacktestOptions extends Pick<CalibrationOptions, "limitDays" | "decisions"> {
  /** The months to project from, each as if nothing after it were known. */
  readonly origins: readonly Month[];
  /** How many months ahead to look. @default {[6, 12]} */
  readonly horizons?: readonly number[];
  /** Called after each origin. */
  readonly onOrigin?: (origin: Month) => void;
}

/** A projection beside what came, and beside what simple forecasts said. */
export interface BacktestRow {
  /** The region; `null` for those projected together. */
  readonly region: string | null;
  /** The last month that was known. */
  readonly origin: Month;
  /** Months ahead. */
  readonly horizon: number;
  /** Who is counted: all who wait, or those beyond the limit. */
  readonly measure: "waiting" | "over";
  /** What came, contacts. */
  readonly outcome: number;
  /** What was projected. */
  readonly projected: Projected;
  /** What was shown: the weighed mean, or a simple forecast. */
  readonly method: ForecastMethod;
  /** What simple forecasts said of the same series. */
  readonly simple: Readonly<Record<SimpleForecast, number>>;
}

/**
 * Projects from earlier months and compares with what came (återtest, rullande start).
 *
 * Each origin is calibrated on the months up to it alone. An origin that cannot be calibrated, or whose outcome is not
 * delivered, gives no rows.
 *
 * @param cells The history, as {@linkcode calibrateProjection} takes it.
 * @param options Origins, horizons, limit and delivered decisions.
 * @returns Rows by origin, horizon, region and measure.
 *
 * @example Without history there is nothing to test
 * ```ts
 * import assert from "node:assert/strict";
 * import { backtest } from "vantelage";
 * assert.deepEqual(backtest([], { origins: ["2023-04"] }), []);
 * ```
 */
export function backtest(cells: readonly ProjectionCell[], options: BacktestOptions): BacktestRow[] {
  const { origins, horizons = [6, 12], limitDays = GUARANTEE_DAYS, decisions, onOrigin } = options;
  const waiting = cells.filter(({ status }) => status === "vantande");
  const census = Map.groupBy(waiting, ({ region, manad }) => `${region} ${manad}`);
  const count = (region: string, manad: Month, measure: BacktestRow["measure"]): number | null => {
    const there = census.get(`${region} ${manad}`);
    if (!there) return null;
    return measure === "waiting" ? countContacts(there) : countBetween(there, limitDays + 1, null).value;
  };
  const first = waiting.reduce<Month | null>(
    (least, { manad }) => least === null || manad < least ? manad : least,
    null,
  );
  const rows: BacktestRow[] = [];
  for (const origin of origins) {
    const calibration = calibrateProjection(cells, {
      asAt: origin,
      limitDays,
      ...decisions && { decisions },
    });
    if (calibration.regions.length === 0 || first === null) continue;
    const regions = calibration.regions.map(({ region }) => region);
    const months = Math.max(...horizons);
    const projection = project(calibration, { months });
    for (const horizon of horizons) {
      const manad = addMonths(origin, horizon);
      for (const measure of ["waiting", "over"] as const) {
        for (const region of [...regions, null]) {
          const sum = (month: Month) =>
            addKnown((region === null ? regions : [region]).map((name) => count(name, month, measure)));
          const series = monthRange(first, origin).map(sum), outcome = sum(manad);
          const row = projection.rows.find((row) => row.name === region && row.manad === manad);
          if (outcome === null || row === undefined || !isWhole(series)) continue;
          const even = Array<number>(series.length + months).fill(1);
          rows.push({
            region,
            origin,
            horizon,
            measure,
            outcome,
            projected: row[measure],
            method: projection.methods[horizon - 1] ?? "weighed",
            simple: simply((name) => said(SIMPLE[name], series, even)[horizon - 1]),
          });
        }
      }
    }
    onOrigin?.(origin);
  }
  return rows;
}

/** How well projections met what came. */
export interface BacktestScore {
  /** Comparisons made. */
  readonly count: number;
  /** The mean size of the projection's error, contacts. */
  readonly projected: number;
  /** The same of each simple forecast. */
  readonly simple: Readonly<Record<SimpleForecast, number>>;
  /** The mean error with its sign, contacts: above 0 too many were projected. */
  readonly bias: number;
  /** The share of outcomes inside the 80 % interval; a reason without intervals. */
  readonly within80: Computed;
  /** The share of outcomes inside the 95 % interval. */
  readonly within95: Computed;
}

/**
 * Sums up a backtest (återtestets resultat): mean absolute errors, and how often the intervals held what came.
 *
 * @param rows Rows of {@linkcode backtest}, chosen by horizon, measure and region as one wishes.
 * @returns The score, or a reason when there are no rows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { backtestScore } from "vantelage/analysis";
 * const projected = { value: 90, low80: 80, high80: 99, low95: 70, high95: 110 };
 * const simple = { yearBefore: 80, last: 100, drift: 99, damped: 98, theta: 97, holtWinters: 130 };
 * const row = { region: null, origin: "2023-04", horizon: 6, measure: "waiting", outcome: 100, projected,
 *   method: "weighed", simple } as const;
 * const score = backtestScore([row]).value;
 * assert.deepEqual([score?.projected, score?.simple.yearBefore, score?.bias], [10, 20, -10]);
 * assert.deepEqual([score?.within80.value, score?.within95.value], [0, 1]);
 * ```
 */
export function backtestScore(rows: readonly BacktestRow[]): Computed<BacktestScore> {
  if (rows.length === 0) return { value: null, reason: "Ingen framskrivning kunde jämföras med ett utfall" };
  const meanOf = (valueOf: (row: BacktestRow) => number) =>
    rows.reduce((sum, row) => sum + valueOf(row), 0) / rows.length;
  const within = (low: "low80" | "low95", high: "high80" | "high95"): Computed =>
    rows.some(({ projected }) => projected[low] === null)
      ? { value: null, reason: "Framskrivningen gjordes utan intervall" }
      : {
        value: meanOf(({ projected, outcome }) =>
          outcome >= (projected[low] ?? 0) && outcome <= (projected[high] ?? 0) ? 1 : 0
        ),
      };
  return {
    value: {
      count: rows.length,
      projected: meanOf(({ projected, outcome }) => Math.abs(projected.value - outcome)),
      simple: simply((name) => meanOf(({ simple, outcome }) => Math.abs(simple[name] - outcome))),
      bias: meanOf(({ projected, outcome }) => projected.value - outcome),
      within80: within("low80", "high80"),
      within95: within("low95", "high95"),
    },
  };
}

/** A value for each simple forecast. */
function simply(valueOf: (name: SimpleForecast) => number): Record<SimpleForecast, number> {
  return {
    last: valueOf("last"),
    yearBefore: valueOf("yearBefore"),
    drift: valueOf("drift"),
    damped: valueOf("damped"),
    theta: valueOf("theta"),
    holtWinters: valueOf("holtWinters"),
  };
}

function addKnown(counts: readonly (number | null)[]): number | null {
  return counts.reduce((sum, count) => sum === null || count === null ? null : sum + count, 0);
}

function isWhole(series: readonly (number | null)[]): series is readonly number[] {
  return !series.includes(null);
}
