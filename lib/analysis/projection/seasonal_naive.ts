import { type Computed, normalQuantile } from "../../numeric/mod.ts";
import { checkHorizon } from "./_checks.ts";

/** A forecast with its interval. In the unit of the series. */
export interface ForecastPoint {
  /** The forecast. */
  readonly value: number;
  /** The interval's lower end. */
  readonly low: number;
  /** The interval's upper end. */
  readonly high: number;
}

/** Options for {@linkcode seasonalNaive}. */
export interface SeasonalNaiveOptions {
  /** How many periods ahead, a whole number >= 1. */
  readonly horizon: number;
  /** Periods in a season. @default {12} */
  readonly season?: number;
  /** The share of outcomes that the interval should hold, in (0, 1). @default {0.8} */
  readonly level?: number;
}

/**
 * The same as a season ago (säsongsnaiv prognos): what every other forecast has to beat.
 *
 * Formula: ŷ(t + h) = y(t + h − m·k), k the seasons back to a known value; interval ŷ ± z σ √k, with σ² the mean
 * square of y(t) − y(t − m). Source: R. J. Hyndman & G. Athanasopoulos, Forecasting: Principles and Practice,
 * 3rd ed., sections 5.2 and 5.5; R forecast, snaive. The interval may pass below zero: it knows nothing of queues.
 *
 * @param series Values a period apart, oldest first.
 * @param options How far ahead, the season and the level.
 * @returns A point for each period ahead; a reason when the series does not hold a season and one more period.
 * @throws {RangeError} If horizon or season is not a whole number >= 1, or the level lies outside (0, 1).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { seasonalNaive } from "vantelage/analysis";
 * const { value } = seasonalNaive([10, 20, 10, 20], { horizon: 2, season: 2 });
 * assert.deepEqual(value, [{ value: 10, low: 10, high: 10 }, { value: 20, low: 20, high: 20 }]);
 * ```
 */
export function seasonalNaive(
  series: readonly number[],
  options: SeasonalNaiveOptions,
): Computed<readonly ForecastPoint[]> {
  const { horizon, season = 12, level = 0.8 } = options;
  checkHorizon(horizon);
  checkHorizon(season, "season");
  const z = normalQuantile((1 + level) / 2);
  const sigma = Math.sqrt(meanOf(seasonalChanges(series, season).map((change) => change ** 2)));
  if (series.length <= season) {
    return { value: null, reason: `Prognosen kräver mer än ${season} perioder; serien har ${series.length}` };
  }
  return {
    value: Array.from({ length: horizon }, (_, ahead) => {
      const seasons = Math.floor(ahead / season) + 1;
      const value = series[series.length - season + ahead % season];
      const half = z * sigma * Math.sqrt(seasons);
      return { value, low: value - half, high: value + half };
    }),
  };
}

/**
 * How much each value differs from that of a season before (förändring på ett år).
 *
 * @param series Values a period apart, oldest first.
 * @param season Periods in a season. @default {12}
 * @returns Changes in the series' unit; none when it is not longer than a season.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { seasonalChanges } from "vantelage/analysis";
 * assert.deepEqual(seasonalChanges([10, 20, 13, 19], 2), [3, -1]);
 * ```
 */
export function seasonalChanges(series: readonly number[], season = 12): number[] {
  return series.slice(season).map((value, index) => value - series[index]);
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
