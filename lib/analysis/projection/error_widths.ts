/** How far a forecast of some units lay from what came. */
export interface ForecastError {
  /** How many months ahead it was, from 1. */
  readonly horizon: number;
  /** The size of each unit's error as a share of its level. */
  readonly units: readonly number[];
  /** The size of the error of their sum as a share of its level; `null` where a unit is missing. */
  readonly sum: number | null;
  /** Each unit's share of the sum. */
  readonly shares: readonly number[];
}

/** How wide an interval is at a horizon, as a share of the level, to each side. */
export interface ErrorWidth {
  /** Holds 80 of 100 outcomes of a unit. */
  readonly share80: number;
  /** Holds 95 of 100. */
  readonly share95: number;
  /** How much of the variance of errors the units have in common, in [0, 1]. */
  readonly common: number;
}

/**
 * How wide intervals must be to have held what came (konforma intervall), at each horizon.
 *
 * Formula: the quantile of the sizes of earlier errors of all units, and of one more that is larger than all. Errors at other
 * horizons count too, as √(horizon / theirs) times as large and with weight e^(−(ln (horizon / theirs) / 0.375)² / 2), so
 * that a horizon that has not been tried has a width; it never falls with the horizon. The units' common share of the
 * variance is what makes the sum err as it has: E sum² = (ρ + (1 − ρ) Σ share²) Σ share E unit². Few months measure it badly:
 * it is drawn towards 0.3, which weighs as three horizons of history. Errors of the same month are not independent, so with
 * a year or two of history the intervals hold less than they say. Source: V. Vovk, A. Gammerman & G. Shafer, Algorithmic Learning in a Random
 * World, 2005 (conformal prediction); R. J. Tibshirani et al. 2019, Advances in Neural Information Processing Systems 32
 * (weighted).
 *
 * @param errors Earlier errors, in any order.
 * @param options How many months ahead, and how many months of history the errors come from.
 * @returns A width for each horizon from 1; none without errors.
 *
 * @example Of a hundred errors of 1 to 100 % eighty are at most 80 %
 * ```ts
 * import assert from "node:assert/strict";
 * import { errorWidths } from "vantelage/analysis";
 * const errors = Array.from({ length: 100 }, (_, index) => ({ horizon: 1, units: [(index + 1) / 100], sum: null, shares: [1] }));
 * assert.equal(errorWidths(errors, { horizons: 1, history: 100 })[0].share80, 0.81); // 0.8 of 101: conformal
 * ```
 */
export function errorWidths(
  errors: readonly ForecastError[],
  options: { readonly horizons: number; readonly history: number },
): ErrorWidth[] {
  const { horizons, history } = options;
  if (errors.every(({ units }) => units.length === 0)) return [];
  let share80 = 0, share95 = 0;
  return Array.from({ length: horizons }, (_, index) => {
    const horizon = index + 1;
    const scaled = errors.map((error) => ({
      ...error,
      times: Math.sqrt(horizon / error.horizon),
      weight: Math.exp(-((Math.log(horizon / error.horizon) / NEAR) ** 2) / 2) + TINY,
    }));
    const sizes = scaled.flatMap(({ units, times, weight }) =>
      units.map((size) => ({ size: size * times, weight }))
    ).sort((a, b) => a.size - b.size);
    share80 = Math.max(share80, quantileOf(sizes, 0.8));
    share95 = Math.max(share95, quantileOf(sizes, 0.95));
    return { share80, share95, common: commonOf(scaled, history / horizon) };
  });
}

/** How wide the interval of a sum is beside that of a unit, when errors have a share of their variance in common. */
export function sumFactor(common: number, shares: readonly number[]): number {
  return Math.sqrt(common + (1 - common) * shares.reduce((sum, share) => sum + share ** 2, 0));
}

interface Sized {
  readonly size: number;
  readonly weight: number;
}

/** The weighted quantile, with one more error that is larger than all: the month ahead may be so. */
function quantileOf(sizes: readonly Sized[], share: number): number {
  const most = sizes.reduce((most, { weight }) => Math.max(most, weight), 0);
  const needed = share * (sizes.reduce((sum, { weight }) => sum + weight, 0) + most);
  let sum = 0;
  for (const { size, weight } of sizes) {
    sum += weight;
    if (sum >= needed - TINY) return size;
  }
  return sizes[sizes.length - 1].size;
}

function commonOf(
  errors: readonly (ForecastError & { readonly times: number; readonly weight: number })[],
  periods: number,
): number {
  let sums = 0, units = 0, alone = 0, weights = 0;
  for (const { units: own, sum, shares, times, weight } of errors) {
    if (sum === null || own.length < 2) continue;
    sums += weight * (sum * times) ** 2;
    units += weight * own.reduce((total, size, place) => total + shares[place] * (size * times) ** 2, 0);
    alone += weight * shares.reduce((total, share) => total + share ** 2, 0);
    weights += weight;
  }
  if (!(units > 0)) return ASSUMED;
  const lone = alone / weights, seen = lone < 1 ? (sums / units - lone) / (1 - lone) : 1;
  return (periods * Math.min(1, Math.max(0, seen)) + PRIOR * ASSUMED) / (periods + PRIOR);
}

const NEAR = 0.375, ASSUMED = 0.3, PRIOR = 3, TINY = 1e-12;
