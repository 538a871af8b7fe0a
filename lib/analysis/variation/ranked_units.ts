import { normalQuantile, seededRandom } from "../../numeric/mod.ts";

/** A unit's estimate, and how uncertain chance makes it. */
export interface MeasuredUnit {
  /** The region, hospital or other unit. */
  readonly unit: string;
  /** The estimate, in any unit of measure. */
  readonly value: number;
  /** Its standard error by chance, > 0. */
  readonly standardError: number;
}

/** Options for {@linkcode rankUnits}. */
export interface RankOptions {
  /** How many are "the highest". @default {3} */
  readonly top?: number;
  /** How much of what is drawn an interval holds, in (0, 1). @default {0.95} */
  readonly level?: number;
  /** How many times the units are drawn, a whole number >= 1. @default {4000} */
  readonly draws?: number;
  /** The seed of the draws; the same gives the same. @default {"rang"} */
  readonly seed?: string;
}

/** A unit's place among the others, with its uncertainty. Rank 1 is the highest. */
export interface RankedUnit extends MeasuredUnit {
  /** The estimate drawn towards the mean of all, the more the less certain it is. */
  readonly shrunken: number;
  /** The lower end of its interval. */
  readonly low: number;
  /** The upper end of its interval. */
  readonly high: number;
  /** The highest place that the interval holds. */
  readonly rankFrom: number;
  /** The lowest place that it holds. */
  readonly rankTo: number;
  /** The probability of being among the highest. */
  readonly topProbability: number;
}

/** Units in places. */
export interface Ranking {
  /** The units, in the order given. */
  readonly units: readonly RankedUnit[];
  /** The mean of the units' own levels. */
  readonly mean: number;
  /** The standard deviation between the units beyond chance: the mean of what is believable. */
  readonly between: number;
}

/**
 * In which places do units truly lie? (rang med osäkerhet) Estimates drawn towards their mean, and ranks with intervals.
 *
 * The units' own levels are taken as normal about a common mean with a spread τ, both unknown and with flat priors. τ is
 * integrated over a grid, mean and levels drawn from it, and each draw ranked. So the ranks have the uncertainty of the
 * spread too, which is large for a few units. Ties cannot happen in a draw.
 * Source: D. B. Rubin 1981, Journal of Educational Statistics 6; H. Goldstein and D. J. Spiegelhalter 1996, JRSS A 159,
 * who warn of league tables without it. With fewer than three units the spread cannot be known and nothing is drawn in.
 * It must not be used to say why units differ, nor with standard errors that leave out what is not chance.
 *
 * @param units The units in any order; not changed.
 * @param options How many are the highest, level, draws and seed.
 * @returns The ranking.
 * @throws {RangeError} If a standard error is not > 0, or an option lies outside its range.
 *
 * @example Two that are clearly high, and two between which chance decides
 * ```ts
 * import assert from "node:assert/strict";
 * import { rankUnits } from "vantelage/analysis";
 * const { units } = rankUnits([0.5, 0.45, 0.2, 0.2].map((value, index) => ({ unit: "ABCD"[index], value, standardError: 0.01 })),
 *   { top: 2 });
 * assert.deepEqual(units.map(({ rankFrom, rankTo }) => [rankFrom, rankTo]), [[1, 1], [2, 2], [3, 4], [3, 4]]);
 * assert.deepEqual(units.map(({ topProbability }) => topProbability), [1, 1, 0, 0]);
 * ```
 */
export function rankUnits(units: readonly MeasuredUnit[], options: RankOptions = {}): Ranking {
  const { top = 3, level = 0.95, draws = 4000, seed = "rang" } = options;
  for (const { unit, value, standardError } of units) {
    if (!(standardError > 0 && standardError < Infinity && Number.isFinite(value))) {
      throw new RangeError(
        `Cannot rank the units as each needs a value and a standard error > 0: got ${value} and ${standardError} for ${unit}`,
      );
    }
  }
  if (!(Number.isInteger(top) && top >= 1)) {
    throw new RangeError(`Cannot rank the units as top must be a whole number >= 1: got ${top}`);
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`Cannot rank the units as level must lie in (0, 1): got ${level}`);
  }
  if (!(Number.isInteger(draws) && draws >= 1)) {
    throw new RangeError(`Cannot rank the units as draws must be a whole number >= 1: got ${draws}`);
  }
  const spreads = spreadsOf(units), random = seededRandom(seed);
  const drawn = units.map(() => new Float64Array(draws));
  const places = units.map(() => new Int32Array(draws)), inTop = units.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    const at = spreads.length === 0 ? null : spreads[pick(spreads, (draw + random.next()) / draws)];
    const mean = at === null ? 0 : at.mean + at.meanError * random.normal();
    units.forEach(({ value, standardError }, index) => {
      const keep = at === null ? 1 : at.tau ** 2 / (at.tau ** 2 + standardError ** 2);
      drawn[index][draw] = keep * value + (1 - keep) * mean +
        Math.sqrt(keep) * standardError * random.normal();
    });
    drawn.map((own, index) => [own[draw], index]).sort(([a], [b]) => b - a).forEach(([, index], place) => {
      places[index][draw] = place + 1;
      if (place < top) inTop[index]++;
    });
  }
  const sum = (of: (spread: Spread) => number) =>
    spreads.reduce((all, spread) => all + spread.weight * of(spread), 0);
  const mean = spreads.length === 0
    ? units.reduce((all, { value }) => all + value, 0) / Math.max(1, units.length)
    : sum((spread) => spread.mean);
  return {
    mean,
    between: sum(({ tau }) => tau),
    units: units.map((unit, index): RankedUnit => {
      const { value, standardError } = unit;
      const [low, high] = spreads.length === 0
        ? [-1, 1].map((side) => value + side * normalQuantile((1 + level) / 2) * standardError)
        : endsOf(drawn[index], level);
      const [rankFrom, rankTo] = endsOf(places[index], level);
      const shrunken = spreads.length === 0 ? value : sum(({ tau, mean }) => {
        const keep = tau ** 2 / (tau ** 2 + standardError ** 2);
        return keep * value + (1 - keep) * mean;
      });
      return { ...unit, shrunken, low, high, rankFrom, rankTo, topProbability: inTop[index] / draws };
    }),
  };
}

/** A spread between units that is believable, how much so, and the units' mean with it. */
interface Spread {
  readonly tau: number;
  readonly weight: number;
  /** The weights up to it. */
  readonly until: number;
  readonly mean: number;
  readonly meanError: number;
}

const FEWEST = 3, STEPS = 400;

/** The posterior of the spread on a grid, with flat priors for it and for the mean; none with too few units. */
function spreadsOf(units: readonly MeasuredUnit[]): Spread[] {
  if (units.length < FEWEST) return [];
  const values = units.map(({ value }) => value);
  const extent = Math.max(...values) - Math.min(...values) +
    Math.max(...units.map((unit) => unit.standardError));
  const widest = extent * (units.length < 6 ? 10 : 4);
  const grid = Array.from({ length: STEPS }, (_, step) => {
    const tau = widest * ((step + 0.5) / STEPS) ** 2; // finer where it is small
    const weights = units.map(({ standardError }) => 1 / (standardError ** 2 + tau ** 2));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = weights.reduce((sum, weight, index) => sum + weight * values[index], 0) / total;
    const log = weights.reduce(
      (sum, weight, index) => sum + (Math.log(weight) - weight * (values[index] - mean) ** 2) / 2,
      -Math.log(total) / 2,
    );
    return { tau, mean, meanError: Math.sqrt(1 / total), log: log + Math.log((step + 0.5) / STEPS) };
  });
  const most = Math.max(...grid.map(({ log }) => log));
  const all = grid.reduce((sum, { log }) => sum + Math.exp(log - most), 0);
  let until = 0;
  return grid.map(({ log, ...spread }) => {
    const weight = Math.exp(log - most) / all;
    until += weight;
    return { ...spread, weight, until };
  });
}

/** The place of the first spread up to which lies this much. */
function pick(spreads: readonly Spread[], share: number): number {
  let low = 0, high = spreads.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spreads[middle].until < share) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The ends of the middle part of what was drawn. */
function endsOf(drawn: Float64Array | Int32Array, level: number): [number, number] {
  const ordered = drawn.toSorted(), last = ordered.length - 1;
  return [ordered[Math.floor(last * (1 - level) / 2)], ordered[Math.ceil(last * (1 + level) / 2)]];
}
