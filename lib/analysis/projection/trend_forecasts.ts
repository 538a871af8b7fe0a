import type { Computed } from "../../numeric/mod.ts";
import { checkHorizon, checkWeights, dampedSum, leastSquared } from "./_checks.ts";

/**
 * The last value, moved on as the series has moved on average (drift).
 *
 * Formula: ŷ(t + h) = y(t) + h (y(t) − y(1)) / (t − 1). Source: R. J. Hyndman & G. Athanasopoulos, Forecasting: Principles
 * and Practice, 3rd ed., section 5.2; R forecast, rwf with drift.
 *
 * @param series Values a period apart, oldest first.
 * @param horizon How many periods ahead, a whole number >= 1.
 * @returns A value for each period ahead; a reason with fewer than two values.
 * @throws {RangeError} If the horizon is not a whole number >= 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { driftForecast } from "vantelage/analysis";
 * assert.deepEqual(driftForecast([10, 14, 12], 2).value, [13, 14]);
 * ```
 */
export function driftForecast(series: readonly number[], horizon: number): Computed<readonly number[]> {
  checkHorizon(horizon);
  if (series.length < 2) return { value: null, reason: "Prognosen kräver minst två perioder" };
  const last = series[series.length - 1], step = (last - series[0]) / (series.length - 1);
  return { value: Array.from({ length: horizon }, (_, ahead) => last + (ahead + 1) * step) };
}

/** Options for Holt's method. */
export interface HoltOptions {
  /** How much of each error is taken into the level, in (0, 1]; found in the series where it is left out. */
  readonly alpha?: number;
  /** How much of each error is taken into the trend, in [0, 1]; found in the series where it is left out. */
  readonly beta?: number;
  /** How much of the trend is left after each period, in (0, 1]; 1 is not damped. @default {1} */
  readonly phi?: number;
}

/** A level and a trend. */
export interface HoltForecast {
  /** The last level, in the series' unit. */
  readonly level: number;
  /** The last trend a period, in the series' unit. */
  readonly trend: number;
  /** The sum of the squared errors one period ahead. */
  readonly squaredErrors: number;
  /** A value for each period ahead. */
  readonly ahead: readonly number[];
}

/**
 * A level and a trend that follow the latest values (Holts metod; dämpad trend).
 *
 * Formula, with e = y − level − φ trend: level += φ trend + α e; trend = φ trend + α β e, begun at the second value and
 * the first step; ahead: level + (φ + φ² + … + φʰ) trend. Without α or β those of the least squared errors on a grid of
 * 0.05 are taken. Source: C. C. Holt 1957; E. S. Gardner & E. McKenzie 1985, Management Science 31; the undamped form
 * as R stats HoltWinters without season, whose β is that of the level's change.
 *
 * @param series Values a period apart, oldest first.
 * @param horizon How many periods ahead, a whole number >= 1.
 * @param options The weights.
 * @returns The forecast; a reason with fewer than three values.
 * @throws {RangeError} If a weight lies outside its range or the horizon is not a whole number >= 1.
 *
 * @example A straight line goes on
 * ```ts
 * import assert from "node:assert/strict";
 * import { holtForecast } from "vantelage/analysis";
 * assert.deepEqual(holtForecast([10, 12, 14, 16], 2, { alpha: 0.5, beta: 0.5 }).value?.ahead, [18, 20]);
 * ```
 */
export function holtForecast(
  series: readonly number[],
  horizon: number,
  options: HoltOptions = {},
): Computed<HoltForecast> {
  checkHorizon(horizon);
  const { alpha, beta, phi = 1 } = options;
  checkWeights({ alpha, beta, phi });
  if (series.length < 3) return { value: null, reason: "Prognosen kräver minst tre perioder" };
  const tried = (alpha === undefined ? GRID : [alpha]).flatMap((a) =>
    (beta === undefined ? [0, ...GRID] : [beta]).map((b) => follow(series, a, b, phi))
  );
  const best = leastSquared(tried);
  return { value: { ...best, ahead: dampedSum(phi, horizon).map((kept) => best.level + kept * best.trend) } };
}

const GRID = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);

function follow(
  series: readonly number[],
  alpha: number,
  beta: number,
  phi: number,
): Omit<HoltForecast, "ahead"> {
  let level = series[1], trend = series[1] - series[0], squaredErrors = 0;
  for (const value of series.slice(2)) {
    const error = value - level - phi * trend;
    squaredErrors += error ** 2;
    level += phi * trend + alpha * error;
    trend = phi * trend + alpha * beta * error;
  }
  return { level, trend, squaredErrors };
}
