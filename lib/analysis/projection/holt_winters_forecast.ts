import type { Computed } from "../../numeric/mod.ts";
import { checkHorizon, checkWeights, dampedSum, leastSquared } from "./_checks.ts";

/** Options for {@linkcode holtWintersForecast}. */
export interface HoltWintersOptions {
  /** How much of each error is taken into the level, in [0, 1]; found in the series where it is left out. */
  readonly alpha?: number;
  /** How much of that is taken into the trend, in [0, 1]; found in the series where it is left out. */
  readonly beta?: number;
  /** How much of each error is taken into the season, in [0, 1]; found in the series where it is left out. */
  readonly gamma?: number;
  /** How much of the trend is left after each period, in [0, 1]; 1 is not damped. @default {1} */
  readonly phi?: number;
  /** Periods in a season. @default {12} */
  readonly season?: number;
}

/** A level, a trend and a season. */
export interface HoltWintersForecast {
  /** The last level, in the series' unit. */
  readonly level: number;
  /** The last trend a period, in the series' unit. */
  readonly trend: number;
  /** What the next periods of a season are added to the level, the next period first. */
  readonly season: readonly number[];
  /** The sum of the squared errors one period ahead, from the second season on. */
  readonly squaredErrors: number;
  /** A value for each period ahead. */
  readonly ahead: readonly number[];
}

/**
 * A level, a trend and a season that follow the latest values (Holt-Winters metod, additiv; ETS).
 *
 * Formula, with e = y − level − φ trend − season: level += φ trend + α e; trend = φ trend + α β e; season += γ e; ahead:
 * level + (φ + φ² + … + φʰ) trend + season. Begun at the line through the means of the first two seasons, and what the
 * first season departs from it. A weight left out is that of the least squared errors on a coarse grid. Source:
 * P. R. Winters 1960, Management Science 6; R. J. Hyndman & G. Athanasopoulos, Forecasting: Principles and Practice,
 * 3rd ed., sections 8.3 and 8.5 (ETS(A,A,A) and ETS(A,Ad,A)); as statsmodels ExponentialSmoothing.
 *
 * @param series Values a period apart, oldest first.
 * @param horizon How many periods ahead, a whole number >= 1.
 * @param options Weights and season.
 * @returns The forecast; a reason with less than two seasons.
 * @throws {RangeError} If a weight lies outside [0, 1], or horizon or season is not a whole number >= 1.
 *
 * @example A line with a season of two goes on
 * ```ts
 * import assert from "node:assert/strict";
 * import { holtWintersForecast } from "vantelage/analysis";
 * const { value } = holtWintersForecast([10, 14, 12, 16], 2, { alpha: 0.5, beta: 0.5, gamma: 0.5, season: 2 });
 * assert.deepEqual(value?.ahead, [14, 18]);
 * ```
 */
export function holtWintersForecast(
  series: readonly number[],
  horizon: number,
  options: HoltWintersOptions = {},
): Computed<HoltWintersForecast> {
  const { alpha, beta, gamma, phi = 1, season = 12 } = options;
  checkHorizon(horizon);
  checkHorizon(season, "season");
  checkWeights({ alpha, beta, gamma, phi });
  if (series.length < 2 * season) {
    return {
      value: null,
      reason: `Prognosen kräver minst ${2 * season} perioder; serien har ${series.length}`,
    };
  }
  const [first, second] = [0, 1].map((year) =>
    series.slice(year * season, (year + 1) * season).reduce((sum, value) => sum + value, 0) / season
  );
  const trend = (second - first) / season;
  const departures = series.slice(0, season).map((value, index) =>
    value - first - trend * (index - (season - 1) / 2)
  );
  const begun = { level: first + trend * (season - 1) / 2, trend, season: departures };
  const best = leastSquared(
    (alpha === undefined ? [0.1, 0.3, 0.5, 0.8] : [alpha]).flatMap((a) =>
      (beta === undefined ? [0, 0.1] : [beta]).flatMap((b) =>
        (gamma === undefined ? [0.05, 0.3] : [gamma]).map((g) => follow(series, begun, [a, b, g], phi))
      )
    ),
  );
  return {
    value: {
      ...best,
      ahead: dampedSum(phi, horizon).map((kept, step) =>
        best.level + kept * best.trend + best.season[step % season]
      ),
    },
  };
}

function follow(
  series: readonly number[],
  begun: Pick<HoltWintersForecast, "level" | "trend" | "season">,
  [alpha, beta, gamma]: readonly number[],
  phi: number,
): Omit<HoltWintersForecast, "ahead"> {
  const season = [...begun.season], length = season.length;
  let { level, trend } = begun, squaredErrors = 0;
  for (let index = length; index < series.length; index++) {
    const place = index % length, kept = phi * trend, error = series[index] - level - kept - season[place];
    squaredErrors += error ** 2;
    level += kept + alpha * error;
    trend = kept + alpha * beta * error;
    season[place] += gamma * error;
  }
  const next = series.length % length;
  return { level, trend, season: [...season.slice(next), ...season.slice(0, next)], squaredErrors };
}
