import { addMonths, type Month } from "../../calendar/mod.ts";
import { solveSymmetric } from "../../numeric/mod.ts";

/** Options for {@linkcode seasonalFit}. */
export interface SeasonalFitOptions {
  /** The month of the first value. */
  readonly from: Month;
  /** `log`: the season multiplies, for counts and rates. `plain`: it is added, for shares. @default {"log"} */
  readonly scale?: "log" | "plain";
  /** Whether to look for a season; not where it has been taken out already. @default {true} */
  readonly season?: boolean;
}

/** A series taken apart. */
export interface SeasonalFit {
  /** The level of each month, without season and remainder, in the unit of the values. */
  readonly level: readonly number[];
  /**
   * By month of the year, January first: what the level is multiplied by (mean 1), or on the plain scale what is added
   * to it (mean 0). No season is all ones, or all zeros.
   */
  readonly season: readonly number[];
  /** Whether there were two years to find a season in. */
  readonly hasSeason: boolean;
  /** Each value without its season; `null` where it is missing, or its month of the year always stands still. */
  readonly adjusted: readonly (number | null)[];
  /** The standard deviation of what level and season do not explain, on the scale of the fit. */
  readonly spread: number;
  /** How the level last changed from one month to the next, on the scale of the fit: 0.02 is 2 % a month for `log`. */
  readonly slope: number;
  /** The same drawn towards no change, the more the less certain it is. */
  readonly steadySlope: number;
  /** The level now, in the unit of the values: the last of `level` as far as the slope is certain, else the last year's mean. */
  readonly current: number;
}

/**
 * Takes a monthly series apart into level, season and remainder (säsongsrensning).
 *
 * Formula: on the logarithmic (or plain) scale the smooth level and the twelve months of the year are fitted together,
 * minimising Σ w (y − level − season)² + 500 Σ (second differences of the level)², so that a steady growth is level and
 * not season. Outliers weigh less (Huber 1964). The season is drawn towards none by the positive-part James–Stein
 * factor 1 − 9 σ² / Σ n s²; there is none with less than two years. A month of the year in which nothing ever happens
 * gets season 0, from one year too. Give counts a working day, not counts. Sources: R. J. Hodrick & E. C. Prescott 1997, Journal of Money,
 * Credit and Banking 29 (the smooth level); W. James & C. Stein 1961. It must not be used for a stock that follows
 * itself, such as how many wait, without looking at the remainder: that is not independent from month to month.
 *
 * @param values Values a month apart, oldest first, >= 0 on the logarithmic scale; `null` where one is missing.
 * @param options The first month and the scale.
 * @returns The fit; level 0 where there is nothing to fit.
 * @throws {RangeError} If a value is not finite, or below 0 on the logarithmic scale.
 *
 * @example Growth of 2 % a month is no season
 * ```ts
 * import assert from "node:assert/strict";
 * import { seasonalFit } from "vantelage/analysis";
 * const values = Array.from({ length: 30 }, (_, month) => 100 * 1.02 ** month);
 * const { season, slope } = seasonalFit(values, { from: "2022-01" });
 * assert.ok(season.every((factor) => Math.abs(factor - 1) < 1e-6));
 * assert.ok(Math.abs(slope - Math.log(1.02)) < 1e-6);
 * ```
 */
export function seasonalFit(values: readonly (number | null)[], options: SeasonalFitOptions): SeasonalFit {
  const { from, scale = "log" } = options, isLog = scale === "log";
  for (const value of values) {
    if (value !== null && !(Number.isFinite(value) && (!isLog || value >= 0))) {
      throw new RangeError(
        `Cannot fit the season as each value must be a number${isLog ? " >= 0" : ""}: got ${value}`,
      );
    }
  }
  const ofYear = values.map((_, index) => Number(addMonths(from, index).slice(5)) - 1);
  const known = values.map((value, index) => value === null ? -1 : index).filter((index) => index >= 0);
  const still = isLog ? stillMonths(values, ofYear) : new Set<number>();
  const least = Math.min(...values.filter((value) => value !== null && value > 0).map(Number));
  const points = known.filter((index) => !still.has(ofYear[index])).map((index) => ({
    index,
    month: ofYear[index],
    y: isLog ? Math.log(Math.max(values[index]!, least / 2)) : values[index]!,
  }));
  const none = Array<number>(12).fill(isLog ? 1 : 0);
  if (points.length === 0 || (isLog && least === Infinity)) {
    const level = values.map(() => 0);
    return {
      level,
      season: none,
      hasSeason: false,
      adjusted: [...values],
      spread: 0,
      slope: 0,
      steadySlope: 0,
      current: 0,
    };
  }
  const hasSeason = options.season !== false && values.length >= 24 &&
    new Set(known.map((index) => ofYear[index])).size === 12;
  const { level, season, weights } = fit(points, { length: values.length, hasSeason });
  const spread = spreadOf(points, { level, season, weights });
  const drawn = drawnTowardsNone(points, season, spread);
  const shown = isLog ? factors(drawn, still) : drawn;
  const lift = isLog ? drawn[points[0].month] - Math.log(shown[points[0].month]) : 0; // what the mean of 1 took
  const slope = level.length < 2 ? 0 : level[level.length - 1] - level[level.length - 2];
  const certainty = certaintyOf(slope, points, spread);
  const late = points.slice(-12).map(({ y, month }) => y - drawn[month]);
  const now = certainty * level[level.length - 1] +
    (1 - certainty) * late.reduce((sum, each) => sum + each, 0) / late.length;
  const shared = isLog
    ? shareKept(
      values.slice(-12),
      level.slice(-12).map((each, place) =>
        Math.exp(each + drawn[ofYear[Math.max(0, values.length - 12) + place]])
      ),
    )
    : 1;
  return {
    level: isLog ? level.map((each) => Math.exp(each + lift)) : level,
    season: shown,
    hasSeason,
    adjusted: values.map((value, index) => {
      if (value === null) return null;
      const own = shown[ofYear[index]];
      if (!isLog) return value - own;
      return own === 0 ? null : value / own;
    }),
    spread,
    slope,
    steadySlope: slope * certainty,
    current: isLog ? shared * Math.exp(now + lift) : now,
  };
}

interface Point {
  readonly index: number;
  readonly month: number;
  readonly y: number;
}

interface Parts {
  readonly level: readonly number[];
  readonly season: readonly number[];
  readonly weights: readonly number[];
}

const SMOOTH = 500, ROUNDS = 10;
/** A second difference: places around the middle, and what each counts. */
const BEND = [[-1, 1], [0, -2], [1, 1]] as const;

/** The months of the year in which nothing ever happened, though something did in others. */
function stillMonths(values: readonly (number | null)[], ofYear: readonly number[]): Set<number> {
  const seen = Array.from(
    { length: 12 },
    (_, month) => values.filter((value, index) => ofYear[index] === month && value !== null),
  );
  return new Set(
    seen.flatMap((own, month) => own.length > 0 && own.every((value) => value === 0) ? [month] : []),
  );
}

/** The joint fit, with weights that let outliers count less. */
function fit(points: readonly Point[], { length, hasSeason }: { length: number; hasSeason: boolean }): Parts {
  const size = length + (hasSeason ? 12 : 0),
    smooth = Array.from({ length: size }, () => new Float64Array(size));
  for (let index = 1; index + 1 < length; index++) {
    for (const [row, a] of BEND) {
      for (const [column, b] of BEND) smooth[index + row][index + column] += SMOOTH * a * b;
    }
  }
  for (let place = 0; place < size; place++) smooth[place][place] += 1e-9; // the season's mean is the level's
  let weights = points.map(() => 1), parts: Parts = { level: [], season: [], weights };
  for (let round = 0; round < ROUNDS; round++) {
    const matrix = smooth.map((row) => row.slice()), right = new Float64Array(size);
    points.forEach(({ index, month, y }, place) => {
      const weight = weights[place], places = hasSeason ? [index, length + month] : [index];
      for (const row of places) {
        right[row] += weight * y;
        for (const column of places) matrix[row][column] += weight;
      }
    });
    const solved = solveSymmetric(matrix, right) ?? new Float64Array(size);
    const season = Array.from({ length: 12 }, (_, month) => hasSeason ? solved[length + month] : 0);
    const middle = season.reduce((sum, each) => sum + each, 0) / 12;
    parts = {
      level: Array.from(solved.subarray(0, length), (each) => each + middle),
      season: season.map((each) => each - middle),
      weights,
    };
    const off = points.map(({ index, month, y }) => Math.abs(y - parts.level[index] - parts.season[month]));
    const scale = 1.4826 * medianOf(off);
    if (!(scale > 1e-9)) break;
    weights = off.map((each) => Math.min(1, 1.5 * scale / each));
  }
  return parts;
}

function spreadOf(points: readonly Point[], { level, season, weights }: Parts): number {
  const squares = points.reduce(
    (sum, { index, month, y }, place) => sum + weights[place] * (y - level[index] - season[month]) ** 2,
    0,
  );
  const used = 2 + level.length / 15 + (season.some((each) => each !== 0) ? 11 : 0);
  return Math.sqrt(squares / Math.max(1, points.length - used));
}

/** The season drawn towards none: wholly where it is no larger than chance would have made it. */
function drawnTowardsNone(points: readonly Point[], season: readonly number[], spread: number): number[] {
  const size = points.reduce((sum, { month }) => sum + season[month] ** 2, 0);
  const keep = size > 0 ? Math.max(0, 1 - 9 * spread ** 2 / size) : 0;
  return season.map((each) => keep * each);
}

/** Logarithms as factors with mean 1; the months that stand still are 0. */
function factors(season: readonly number[], still: ReadonlySet<number>): number[] {
  const raw = season.map((each, month) => still.has(month) ? 0 : Math.exp(each));
  const mean = raw.reduce((sum, each) => sum + each, 0) / 12;
  return raw.map((each) => each / mean);
}

/** What happened beside what the fit gives: 0 where nothing happens any longer, near 1 where the fit is good. */
function shareKept(values: readonly (number | null)[], fitted: readonly number[]): number {
  let happened = 0, expected = 0;
  values.forEach((value, place) => {
    if (value === null) return;
    happened += value;
    expected += fitted[place];
  });
  return expected > 0 ? happened / expected : 1;
}

/** How much of a slope to believe: 1 where it is certain, 0 where chance makes as large ones. */
function certaintyOf(slope: number, points: readonly Point[], spread: number): number {
  if (slope === 0) return 0;
  const late = points.slice(-18), middle = late.reduce((sum, { index }) => sum + index, 0) / late.length;
  const reach = late.reduce((sum, { index }) => sum + (index - middle) ** 2, 0);
  return reach === 0 ? 0 : Math.max(0, 1 - 2 * spread ** 2 / reach / slope ** 2);
}

function medianOf(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b), middle = ordered.length >> 1;
  return ordered.length % 2 === 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
}
