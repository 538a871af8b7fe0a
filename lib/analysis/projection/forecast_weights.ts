/** How far some forecasts of the same month lay from what came. */
export interface ForecastTrial {
  /** What was forecast; errors are compared with others of the same measure only. */
  readonly measure: string;
  /** How many months ahead it was, from 1. */
  readonly horizon: number;
  /** The size of each forecast's error, in a unit that all trials of the measure share; `null` where there was none. */
  readonly errors: readonly (number | null)[];
}

/** Options for {@linkcode relativeErrors}. */
export interface RelativeErrorOptions {
  /** How many months ahead to say, from 1. */
  readonly horizons: number;
  /** How near a horizon must be to say something of another: 0.75 is about half and twice as far. @default {0.75} */
  readonly near?: number;
  /** So many trials more, in which all forecasts were alike: few trials then say little. @default {0} */
  readonly alike?: number;
}

/**
 * How large the errors of forecasts are beside each other, at each horizon (relativa fel).
 *
 * Formula: the sum of a forecast's errors over the sum of the mean error of all forecasts in the same trials, so that one
 * that has been tried in fewer months is compared in those. Few months measure a horizon badly, so the logarithm is a mean
 * over the horizons, with weights trials × e^(−(ln (theirs / horizon) / near)² / 2), and over the measures: a month ahead
 * is reported by itself and its neighbours, a year ahead by all that is far ahead.
 *
 * @param trials Trials of the same forecasts, in any order.
 * @param options How many months ahead to say, from 1, and how trials count.
 * @returns By horizon and forecast: 1 is the mean of all, `null` what has never been tried.
 *
 * @example The second forecast errs three times as much as the first
 * ```ts
 * import assert from "node:assert/strict";
 * import { relativeErrors } from "vantelage/analysis";
 * const trials = [{ measure: "waiting", horizon: 1, errors: [10, 30, null] }];
 * assert.deepEqual(relativeErrors(trials, { horizons: 1 })[0].map((error) => error?.toFixed(2) ?? null), ["0.50", "1.50", null]);
 * ```
 */
export function relativeErrors(
  trials: readonly ForecastTrial[],
  options: RelativeErrorOptions,
): (number | null)[][] {
  const { horizons, near = NEAR, alike = 0 } = options;
  const count = trials[0]?.errors.length ?? 0;
  const own = Array.from({ length: count }, () => new Map<string, Sums>());
  for (const { measure, horizon, errors } of trials) {
    const there = errors.filter((error) => error !== null);
    const mean = there.reduce((sum, error) => sum + error, 0) / there.length;
    errors.forEach((error, place) => {
      if (error === null) return;
      const key = `${horizon} ${measure}`,
        sums = own[place].get(key) ?? { horizon, count: 0, error: 0, mean: 0 };
      own[place].set(key, sums);
      sums.count++;
      sums.error += error;
      sums.mean += mean;
    });
  }
  return Array.from({ length: horizons }, (_, index) =>
    own.map((sums) => {
      let logs = 0, weights = 0;
      for (const { horizon, count, error, mean } of sums.values()) {
        const weight = count * Math.exp(-((Math.log(horizon / (index + 1)) / near) ** 2) / 2);
        logs += weight * Math.log((error + TINY) / (mean + TINY));
        weights += weight;
      }
      return weights > 0 ? Math.exp(logs / (weights + alike)) : null;
    }));
}

/**
 * How much each forecast counts in a mean of them (vägd prognos), by what they have been worth.
 *
 * Formula: relative error⁻⁶, of {@linkcode relativeErrors}, made to sum to 1; one that has never been tried counts as the
 * mean. So the best count most, and those that are nearly as good temper them. Source: J. M. Bates & C. W. J. Granger 1969,
 * Operational Research Quarterly 20; R. J. Hyndman & G. Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.,
 * section 13.4.
 *
 * @param trials Trials of the same forecasts, in any order; without any all count the same.
 * @param options How many months ahead, and which forecasts there now are.
 * @returns By horizon and forecast, in [0, 1].
 *
 * @example Half the error, 64 times the weight
 * ```ts
 * import assert from "node:assert/strict";
 * import { forecastWeights } from "vantelage/analysis";
 * const trials = [{ measure: "waiting", horizon: 1, errors: [10, 20] }];
 * const [[best, other]] = forecastWeights(trials, { horizons: 1, there: [true, true] });
 * assert.equal((best / other).toFixed(6), "64.000000");
 * ```
 */
export function forecastWeights(
  trials: readonly ForecastTrial[],
  options: { readonly horizons: number; readonly there: readonly boolean[] },
): number[][] {
  const { horizons, there } = options;
  const errors = relativeErrors(trials, { horizons });
  return errors.map((row) => {
    const raw = there.map((is, place) => is ? Math.max(LEAST, row[place] ?? 1) ** -POWER : 0);
    const sum = raw.reduce((sum, each) => sum + each, 0);
    return raw.map((each) => each / sum);
  });
}

interface Sums {
  readonly horizon: number;
  count: number;
  error: number;
  mean: number;
}

const NEAR = 0.75, POWER = 6, LEAST = 0.001, TINY = 1e-9;
