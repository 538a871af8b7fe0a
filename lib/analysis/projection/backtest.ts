import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { addMonths, type Month, monthRange } from "../../calendar/mod.ts";
import { type Computed, countBetween, countContacts } from "../../numeric/mod.ts";
import { calibrateProjection, type CalibrationOptions, type ProjectionCell } from "./calibrate.ts";
import { exponentialSmoothing } from "./exponential_smoothing.ts";
import { project, type Projected, type ProjectionOptions } from "./project.ts";
import { seasonalNaive } from "./seasonal_naive.ts";
import { driftForecast, holtForecast } from "./trend_forecasts.ts";

/** Options for {@linkcode backtest}. */
export interface BacktestOptions
  extends Pick<ProjectionOptions, "limitDays" | "paths" | "seed">, Pick<CalibrationOptions, "decisions"> {
  /** The months to project from, each as if nothing after it were known. */
  readonly origins: readonly Month[];
  /** How many months ahead to look. @default {[6, 12]} */
  readonly horizons?: readonly number[];
  /** Told after each origin. */
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
  /** The same month a year before. */
  readonly naive: number;
  /** Exponential smoothing with α = 0.3. */
  readonly smoothed: number;
  /** The last value known. */
  readonly last: number;
  /** The last value, moved on as the series has moved on average. */
  readonly drift: number;
  /** Holt's method with a trend of which 0.9 is left after each month. */
  readonly damped: number;
}

/**
 * Projects from earlier months and compares with what came (återtest, rullande start).
 *
 * Each origin is calibrated on the months up to it alone. An origin that cannot be calibrated, or whose outcome is not
 * delivered, gives no rows.
 *
 * @param cells The history, as {@linkcode calibrateProjection} takes it.
 * @param options Origins, horizons and the projection's own options.
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
  const { origins, horizons = [6, 12], limitDays = GUARANTEE_DAYS, paths, seed, decisions, onOrigin } =
    options;
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
    const calibration = calibrateProjection(cells, { asAt: origin, ...decisions && { decisions } });
    if (calibration.regions.length === 0 || first === null) continue;
    const regions = calibration.regions.map(({ region }) => region);
    const months = Math.max(...horizons);
    const projection = project(calibration, { months, limitDays, paths, seed });
    for (const horizon of horizons) {
      const manad = addMonths(origin, horizon);
      for (const measure of ["waiting", "over"] as const) {
        for (const region of [...regions, null]) {
          const sum = (month: Month) =>
            addKnown((region === null ? regions : [region]).map((name) => count(name, month, measure)));
          const series = monthRange(first, origin).map(sum), outcome = sum(manad);
          const row = projection.rows.find((row) => row.name === region && row.manad === manad);
          if (outcome === null || row === undefined || !isWhole(series)) continue;
          const naive = seasonalNaive(series, { horizon }).value,
            level = exponentialSmoothing(series, 0.3).value,
            drift = driftForecast(series, horizon).value,
            damped = holtForecast(series, horizon, { phi: 0.9 }).value;
          if (naive === null || level === null || drift === null || damped === null) continue;
          rows.push({
            region,
            origin,
            horizon,
            measure,
            outcome,
            projected: row[measure],
            naive: naive[horizon - 1].value,
            smoothed: level.level,
            last: series[series.length - 1],
            drift: drift[horizon - 1],
            damped: damped.ahead[horizon - 1],
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
  /** The same for the month a year before. */
  readonly naive: number;
  /** The same for exponential smoothing. */
  readonly smoothed: number;
  /** The same for the last value. */
  readonly last: number;
  /** The same for drift. */
  readonly drift: number;
  /** The same for a damped trend. */
  readonly damped: number;
  /** The mean error with its sign, contacts: above 0 too many were projected. */
  readonly bias: number;
  /** The share of outcomes inside the 80 % interval; a reason without paths. */
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
 * import { backtestScore } from "vantelage";
 * const projected = { value: 90, low80: 80, high80: 99, low95: 70, high95: 110 };
 * const row = { region: null, origin: "2023-04", horizon: 6, measure: "waiting", outcome: 100, projected, naive: 80,
 *   smoothed: 130, last: 100, drift: 99, damped: 98 } as const;
 * const score = backtestScore([row]).value;
 * assert.deepEqual([score?.projected, score?.naive, score?.smoothed, score?.bias], [10, 20, 30, -10]);
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
      naive: meanOf(({ naive, outcome }) => Math.abs(naive - outcome)),
      smoothed: meanOf(({ smoothed, outcome }) => Math.abs(smoothed - outcome)),
      last: meanOf(({ last, outcome }) => Math.abs(last - outcome)),
      drift: meanOf(({ drift, outcome }) => Math.abs(drift - outcome)),
      damped: meanOf(({ damped, outcome }) => Math.abs(damped - outcome)),
      bias: meanOf(({ projected, outcome }) => projected.value - outcome),
      within80: within("low80", "high80"),
      within95: within("low95", "high95"),
    },
  };
}

function addKnown(counts: readonly (number | null)[]): number | null {
  return counts.reduce((sum, count) => sum === null || count === null ? null : sum + count, 0);
}

function isWhole(series: readonly (number | null)[]): series is readonly number[] {
  return !series.includes(null);
}
