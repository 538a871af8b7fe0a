import type { Computed } from "../../numeric/mod.ts";

/** A smoothed level, the forecast of every period ahead. */
export interface SmoothedLevel {
  /** The last level, in the series' unit. */
  readonly level: number;
  /** The sum of the squared errors of the forecasts one period ahead. */
  readonly squaredErrors: number;
}

/**
 * Simple exponential smoothing (enkel exponentiell utjämning): a forecast that follows the latest values.
 *
 * Formula: level(t) = level(t − 1) + α (y(t) − level(t − 1)), begun at the first value. It is its own forecast for
 * all periods ahead, so it knows no season. Source: R. G. Brown 1956; as R stats HoltWinters without trend and season.
 *
 * @param series Values a period apart, oldest first.
 * @param alpha How much of each error is taken into the level, in (0, 1].
 * @returns Level and squared errors; a reason when the series is empty.
 * @throws {RangeError} If alpha lies outside (0, 1] or a value is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exponentialSmoothing } from "vantelage/analysis";
 * assert.deepEqual(exponentialSmoothing([10, 20], 0.5).value, { level: 15, squaredErrors: 100 });
 * ```
 */
export function exponentialSmoothing(series: readonly number[], alpha: number): Computed<SmoothedLevel> {
  if (!(alpha > 0 && alpha <= 1)) {
    throw new RangeError(`Cannot smooth the series as alpha must lie in (0, 1]: got ${alpha}`);
  }
  const wrong = series.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot smooth the series as each value must be a finite number: got ${wrong}`);
  }
  if (series.length === 0) return { value: null, reason: "Serien är tom, så det finns ingen nivå" };
  let level = series[0], squaredErrors = 0;
  for (const value of series.slice(1)) {
    const error = value - level;
    squaredErrors += error ** 2;
    level += alpha * error;
  }
  return { value: { level, squaredErrors } };
}
