import type { Computed } from "../../numeric/mod.ts";
import { seasonalChanges } from "./seasonal_naive.ts";

/** How far forecasts lay from what came. */
export interface Accuracy {
  /** Mean absolute error, in the series' unit. */
  readonly mae: number;
  /** Root mean square error, in the series' unit. */
  readonly rmse: number;
  /** Mean absolute error as a share of what came, 0.05 for 5 %; a reason when something came to 0. */
  readonly mape: Computed;
  /** Mean absolute error over that of the seasonal naive inside the training series; below 1 is better than it. */
  readonly mase: Computed;
}

/** Options for {@linkcode forecastAccuracy}. */
export interface AccuracyOptions {
  /** The series that the forecasts were made from, oldest first: the scale of `mase`. */
  readonly train: readonly number[];
  /** Periods in a season. @default {12} */
  readonly season?: number;
}

/**
 * How far forecasts lay from what came (prognosfel).
 *
 * Formula: with e = outcome − forecast, MAE = mean |e|, RMSE = √mean e², MAPE = mean |e / outcome|, MASE = MAE over
 * the mean |y(t) − y(t − m)| of the training series. Source: R. J. Hyndman & A. B. Koehler, "Another look at measures
 * of forecast accuracy", International Journal of Forecasting 22 (2006); R forecast, accuracy.
 *
 * @param outcomes What came.
 * @param forecasts What was forecast, in the same order.
 * @param options The training series and its season.
 * @returns The four measures; a reason when nothing was forecast.
 * @throws {RangeError} If outcomes and forecasts are not equally many.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { forecastAccuracy } from "vantelage/analysis";
 * const accuracy = forecastAccuracy([100, 200], [90, 220], { train: [80, 100], season: 1 });
 * assert.equal(accuracy.value?.mae, 15);
 * assert.equal(accuracy.value?.mase.value, 0.75);
 * ```
 */
export function forecastAccuracy(
  outcomes: readonly number[],
  forecasts: readonly number[],
  options: AccuracyOptions,
): Computed<Accuracy> {
  const { train, season = 12 } = options;
  if (outcomes.length !== forecasts.length) {
    throw new RangeError(
      `Cannot compare as outcomes and forecasts must be equally many: got ${outcomes.length} and ${forecasts.length}`,
    );
  }
  if (outcomes.length === 0) return { value: null, reason: "Inget utfall finns att jämföra med" };
  const errors = outcomes.map((outcome, index) => outcome - forecasts[index]);
  const mae = meanSize(errors), scale = meanSize(seasonalChanges(train, season));
  return {
    value: {
      mae,
      rmse: Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length),
      mape: outcomes.includes(0)
        ? { value: null, reason: "Ett utfall är noll, så felet kan inte uttryckas i andel" }
        : { value: meanSize(errors.map((error, index) => error / outcomes[index])) },
      mase: scale > 0
        ? { value: mae / scale }
        : { value: null, reason: "Serien varierar inte från säsong till säsong, så felet saknar måttstock" },
    },
  };
}

function meanSize(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
}
