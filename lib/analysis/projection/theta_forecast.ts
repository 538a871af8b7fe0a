import type { Computed } from "../../numeric/mod.ts";
import { checkHorizon, checkWeights, leastSquared } from "./_checks.ts";
import { exponentialSmoothing } from "./exponential_smoothing.ts";

/** Options for {@linkcode thetaForecast}. */
export interface ThetaOptions {
  /** How much of each error is taken into the level, in (0, 1]; found in the series where it is left out. */
  readonly alpha?: number;
}

/** A smoothed level that half of the series' slope is added to. */
export interface ThetaForecast {
  /** The smoothed level, in the series' unit. */
  readonly level: number;
  /** The slope of the line through the series, in its unit a period. */
  readonly slope: number;
  /** How much of each error was taken into the level. */
  readonly alpha: number;
  /** A value for each period ahead. */
  readonly ahead: readonly number[];
}

/**
 * The Theta method (Thetametoden): the mean of a smoothed level and a straight line, which is half the slope.
 *
 * Formula: ŷ(t + h) = level + b/2 (h − 1 + 1/α − (1 − α)ᵗ/α), with level by {@linkcode exponentialSmoothing} and b the
 * slope of the line of least squares. Without α that of the least squared errors on a grid of 0.05 is taken. Source:
 * V. Assimakopoulos & K. Nikolopoulos 2000, International Journal of Forecasting 16; R. J. Hyndman & B. Billah 2003,
 * International Journal of Forecasting 19; as statsmodels ThetaModel without season. It knows no season.
 *
 * @param series Values a period apart, oldest first.
 * @param horizon How many periods ahead, a whole number >= 1.
 * @param options The weight.
 * @returns The forecast; a reason with fewer than three values.
 * @throws {RangeError} If alpha lies outside (0, 1] or the horizon is not a whole number >= 1.
 *
 * @example With α 1 the level is the last value, and half of the slope goes on
 * ```ts
 * import assert from "node:assert/strict";
 * import { thetaForecast } from "vantelage/analysis";
 * assert.deepEqual(thetaForecast([10, 12, 14, 16], 2, { alpha: 1 }).value?.ahead, [17, 18]);
 * ```
 */
export function thetaForecast(
  series: readonly number[],
  horizon: number,
  options: ThetaOptions = {},
): Computed<ThetaForecast> {
  checkHorizon(horizon);
  checkWeights({ alpha: options.alpha });
  const count = series.length;
  if (count < 3) return { value: null, reason: "Prognosen kräver minst tre perioder" };
  const { level, alpha } = leastSquared(
    (options.alpha === undefined ? GRID : [options.alpha]).flatMap((alpha) => {
      const smoothed = exponentialSmoothing(series, alpha).value;
      return smoothed === null ? [] : [{ ...smoothed, alpha }];
    }),
  );
  const middle = (count - 1) / 2;
  const slope = series.reduce((sum, value, index) => sum + (index - middle) * value, 0) /
    (count * (count ** 2 - 1) / 12);
  const behind = (1 - (1 - alpha) ** count) / alpha; // how far the level lags the line
  return {
    value: {
      level,
      slope,
      alpha,
      ahead: Array.from({ length: horizon }, (_, step) => level + slope / 2 * (step + behind)),
    },
  };
}

const GRID = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);
