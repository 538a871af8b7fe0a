import type { Computed } from "../../numeric/mod.ts";

/** Why a point is a signal and not noise. */
export type XmrSignal = "outside" | "nearLimit" | "shift" | "trend" | "jump";

/** Options for {@linkcode xmrChart}. */
export interface XmrOptions {
  /** How many of the first values the limits are computed from; frozen limits do not move when months are added. @default all */
  readonly baseline?: number;
  /** How many values in a row on one side of the centre are a shift. @default {8} */
  readonly shiftLength?: number;
  /** How many values in a row, each higher (or each lower) than the one before, are a trend. @default {6} */
  readonly trendLength?: number;
  /** The least value possible; a lower limit does not go below it. @default none */
  readonly least?: number;
  /** The greatest value possible; an upper limit does not go above it. @default none */
  readonly most?: number;
}

/** A point of the chart. */
export interface XmrPoint {
  /** The value; `null` where it is missing. */
  readonly value: number | null;
  /** The distance to the value before; `null` where either is missing. */
  readonly movingRange: number | null;
  /** Why it is a signal; empty for noise. */
  readonly signals: readonly XmrSignal[];
}

/** An XmR chart. Everything but the counts has the unit of the values. */
export interface XmrChart {
  /** The mean. */
  readonly centre: number;
  /** The lower process limit. */
  readonly low: number;
  /** The upper process limit. */
  readonly high: number;
  /** The mean moving range. */
  readonly meanRange: number;
  /** The upper limit of the moving range. */
  readonly rangeHigh: number;
  /** How many values the limits are computed from: with fewer than twelve they are a first guess. */
  readonly basis: number;
  /** The place of the first value that the limits describe: 0, or where a new level begins. */
  readonly since: number;
  /** The level before, where a new one has begun; `null` where none has. */
  readonly before: XmrLevel | null;
  /** The points, in the order of the values; each is held against the limits of its own level. */
  readonly points: readonly XmrPoint[];
}

/** The limits of a level. */
export interface XmrLevel {
  /** The mean. */
  readonly centre: number;
  /** The lower process limit. */
  readonly low: number;
  /** The upper process limit. */
  readonly high: number;
}

const LIMIT_PER_RANGE = 2.66; // 3 / d2, as printed in the tables of the field
const RANGE_LIMIT_PER_RANGE = 3.268; // D4
const FEWEST_OF_A_LEVEL = 8;

/**
 * A series with limits that distinguish signal from noise (XmR-diagram, styrdiagram för enskilda värden).
 *
 * Formula: mean ± 2.66 mean moving range; moving ranges up to 3.268 times their mean. Signals: `outside` the limits;
 * `nearLimit`, two of three in a row in the outer third of the same side; `shift`, a run on one side of the mean;
 * `trend`, a run of ever higher or ever lower values; `jump`, a moving range beyond its limit that leads away from the
 * mean, so not the way back from an outlier. A missing value breaks every run, and what differs by rounding does not
 * differ. Moving ranges beyond their limit, and values outside the limits, are left out of what the limits are computed
 * from, so that one outlier does not hide or make others (L. S. Nelson 1982, Journal of Quality Technology 14).
 *
 * A new level is stated, when no baseline is given, where at least eight values in a row until the last have a mean
 * outside the limits of the at least eight before, and at least nine of ten lie nearer the new mean than the old. Each level then has limits of
 * its own. Source: W. A. Shewhart 1931; D. J. Wheeler & D. S. Chambers, Understanding Statistical Process Control,
 * 1992; the runs as in NHS England, Making Data Count. Values that follow the seasons signal each summer: take the
 * season out first ({@linkcode adjustedMonths}).
 *
 * @param values Values in order of time; `null` where one is missing.
 * @param options The baseline, the runs and the possible values.
 * @returns The chart, or a reason when no two values follow each other.
 * @throws {RangeError} If a value is not finite, or an option not a whole number >= 2.
 *
 * @example A value far outside
 * ```ts
 * import assert from "node:assert/strict";
 * import { xmrChart } from "vantelage";
 * const chart = xmrChart([10, 12, 10, 12, 10, 30], { baseline: 5 }).value!;
 * assert.equal(chart.meanRange, 2);
 * assert.equal(chart.high.toFixed(2), "16.12");
 * assert.deepEqual(chart.points[5].signals, ["outside", "jump"]);
 * ```
 */
export function xmrChart(values: readonly (number | null)[], options: XmrOptions = {}): Computed<XmrChart> {
  const { baseline = values.length, shiftLength = 8, trendLength = 6, least, most } = options;
  for (
    const [name, length] of Object.entries({
      shiftLength,
      trendLength,
      ...(options.baseline === undefined ? {} : { baseline }),
    })
  ) {
    if (!Number.isInteger(length) || length < 2) {
      throw new RangeError(`Cannot make the chart as ${name} must be a whole number >= 2: got ${length}`);
    }
  }
  const wrong = values.find((value) => value !== null && !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot make the chart as each value must be a finite number or null: got ${wrong}`);
  }
  const ranges = values.map((value, index) => {
    const before = values[index - 1] ?? null;
    return value === null || before === null ? null : Math.abs(value - before);
  });
  const bounds = { least: least ?? -Infinity, most: most ?? Infinity };
  const all = levelOf(values.slice(0, baseline), bounds);
  if (all === null) return { value: null, reason: "Styrgränser kräver minst två värden i följd" };
  const found = options.baseline === undefined ? newLevel(values, bounds) : null;
  const { since, before, level } = found ?? { since: 0, before: null, level: all };
  const own = (index: number) => index < since && before !== null ? before : level;
  const off = values.map((value, index) => {
    const distance = value === null ? 0 : value - own(index).centre;
    return Math.abs(distance) <= own(index).slack ? 0 : distance;
  });
  const thirds = off.map((distance, index) =>
    Math.abs(distance) > LIMIT_PER_RANGE * own(index).meanRange * 2 / 3 + own(index).slack
      ? Math.sign(distance)
      : 0
  );
  const steps = values.map((value, index) =>
    ranges[index] === null || ranges[index] <= own(index).slack || index === since && index > 0
      ? 0
      : Math.sign(value! - values[index - 1]!)
  );
  const byLevel = (signs: readonly number[], length: number, reach: number) => [
    ...runs(signs.slice(0, since), length, reach),
    ...[...runs(signs.slice(since), length, reach)].map((place) => place + since),
  ];
  const shifts = new Set(byLevel(off.map(Math.sign), shiftLength, 0));
  const trends = new Set(byLevel(steps, trendLength - 1, 1));
  const points = values.map((value, index): XmrPoint => {
    const signals: XmrSignal[] = [], { low, high, meanRange, slack } = own(index);
    if (value !== null && (value < low - slack || value > high + slack)) signals.push("outside");
    if (twoOfThree(thirds, values, index)) signals.push("nearLimit");
    if (shifts.has(index)) signals.push("shift");
    if (trends.has(index)) signals.push("trend");
    const isAway = Math.abs(off[index]) >= Math.abs(off[index - 1] ?? 0);
    if (
      isAway && index !== (since || -1) && (ranges[index] ?? 0) > RANGE_LIMIT_PER_RANGE * meanRange + slack
    ) {
      signals.push("jump");
    }
    return { value, movingRange: ranges[index], signals };
  });
  const { centre, low, high, meanRange } = level;
  return {
    value: {
      ...{
        centre,
        low,
        high,
        meanRange,
        rangeHigh: RANGE_LIMIT_PER_RANGE * meanRange,
        basis: level.basis,
        since,
      },
      before: before === null ? null : { centre: before.centre, low: before.low, high: before.high },
      points,
    },
  };
}

interface Level extends XmrLevel {
  readonly meanRange: number;
  readonly basis: number;
  /** What rounding may make of two equal values. */
  readonly slack: number;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The level of some values, outliers left out; `null` when no two of them follow each other. */
function levelOf(values: readonly (number | null)[], { least, most }: Bounds): Level | null {
  const known = values.filter((value) => value !== null);
  const slack = 1e-9 * known.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let ranges = values.slice(1).flatMap((value, index) => {
    const before = values[index];
    return value === null || before === null ? [] : [Math.abs(value - before)];
  });
  if (ranges.length === 0) return null;
  for (let count = 0; count !== ranges.length;) {
    count = ranges.length;
    const limit = RANGE_LIMIT_PER_RANGE * mean(ranges) + slack;
    ranges = ranges.filter((range) => range <= limit);
  }
  const meanRange = mean(ranges), reach = LIMIT_PER_RANGE * meanRange;
  const ordered = known.toSorted((a, b) => a - b), half = ordered.length >> 1;
  const middle = ordered.length % 2 === 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
  const inside = known.filter((value) => Math.abs(value - middle) <= reach + slack);
  const centre = mean(2 * inside.length > known.length ? inside : known);
  return {
    ...{ centre, meanRange, slack, basis: known.length },
    low: Math.max(least, centre - reach),
    high: Math.min(most, centre + reach),
  };
}

/** Where the values have come to a new level, the latest there is; `null` when they are on one. */
function newLevel(
  values: readonly (number | null)[],
  bounds: Bounds,
): { since: number; before: Level; level: Level } | null {
  let least = Infinity, most = -Infinity;
  const known = values.map((value) => value ?? 0), counts = values.map((value) => value === null ? 0 : 1);
  const sumTo = prefixSums(known), countTo = prefixSums(counts);
  for (let index = values.length - FEWEST_OF_A_LEVEL + 1; index < values.length; index++) {
    least = Math.min(least, values[index] ?? Infinity);
    most = Math.max(most, values[index] ?? -Infinity);
  }
  for (let since = values.length - FEWEST_OF_A_LEVEL; since >= FEWEST_OF_A_LEVEL; since--) {
    least = Math.min(least, values[since] ?? Infinity);
    most = Math.max(most, values[since] ?? -Infinity);
    const roughly = sumTo[since] / countTo[since];
    if (values[since] === null || (least <= roughly && most >= roughly)) continue;
    const late = values.slice(since).filter((value) => value !== null), early = values.slice(0, since);
    if (late.length < FEWEST_OF_A_LEVEL) continue;
    if (early.filter((value) => value !== null).length < FEWEST_OF_A_LEVEL) continue;
    const before = levelOf(early, bounds), level = levelOf(values.slice(since), bounds);
    if (before === null || level === null) continue;
    const isOutside = level.centre > before.high + before.slack || level.centre < before.low - before.slack;
    const isOld = (value: number) => Math.abs(value - before.centre) <= Math.abs(value - level.centre);
    const last = early.findLast((value) => value !== null) ?? before.centre;
    if (isOutside && isOld(last) && !isOld(late[0]) && late.filter(isOld).length <= late.length / 10) {
      return { since, before, level };
    }
  }
  return null;
}

/** The sum of the values before each place. */
function prefixSums(values: readonly number[]): number[] {
  let sum = 0;
  return [0, ...values.map((value) => sum += value)];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The places that belong to a run of at least `length` equal signs, with those `before` it. */
function runs(signs: readonly number[], length: number, before: number): Set<number> {
  const places = new Set<number>();
  let start = 0;
  for (let end = 0; end <= signs.length; end++) {
    if (end < signs.length && signs[end] === signs[start]) continue;
    if (signs[start] !== 0 && end - start >= length) {
      for (let place = start - before; place < end; place++) places.add(place);
    }
    start = end;
  }
  return places;
}

/** Whether the place is in an outer third together with another of the same side among three known in a row. */
function twoOfThree(thirds: readonly number[], values: readonly (number | null)[], place: number): boolean {
  if (thirds[place] === 0) return false;
  return [place - 2, place - 1, place].some((start) => {
    const three = [start, start + 1, start + 2];
    return three.every((each) => (values[each] ?? null) !== null) &&
      three.filter((each) => thirds[each] === thirds[place]).length >= 2;
  });
}
