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
  /** The points, in the order of the values. */
  readonly points: readonly XmrPoint[];
}

const LIMIT_PER_RANGE = 2.66; // 3 / d2, as printed in the tables of the field
const RANGE_LIMIT_PER_RANGE = 3.268; // D4

/**
 * A series with limits that tell signal from noise (XmR-diagram, styrdiagram för enskilda värden).
 *
 * Formula: mean ± 2.66 mean moving range; moving ranges up to 3.268 times their mean. Signals: `outside` the limits;
 * `nearLimit`, two of three in a row in the outer third of the same side; `shift`, a run on one side of the mean;
 * `trend`, a run of ever higher or ever lower values; `jump`, a moving range beyond its limit. A missing value breaks
 * every run. Source: W. A. Shewhart 1931; D. J. Wheeler & D. S. Chambers, Understanding Statistical Process Control,
 * 1992; the runs as in NHS England, Making Data Count. Values that follow the seasons will signal each summer: compare
 * them with the year before, or chart the change from it.
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
  const known = values.slice(0, baseline).filter((value) => value !== null);
  const knownRanges = ranges.slice(0, baseline).filter((range) => range !== null);
  if (knownRanges.length === 0) {
    return { value: null, reason: "Styrgränser kräver minst två värden i följd" };
  }
  const centre = mean(known), meanRange = mean(knownRanges);
  const reach = LIMIT_PER_RANGE * meanRange;
  const low = Math.max(least ?? -Infinity, centre - reach), high = Math.min(most ?? Infinity, centre + reach);
  const rangeHigh = RANGE_LIMIT_PER_RANGE * meanRange;
  const sides = values.map((value) => (value === null ? 0 : Math.sign(value - centre)));
  const thirds = values.map((value, index) =>
    value !== null && Math.abs(value - centre) > reach * 2 / 3 ? sides[index] : 0
  );
  const steps = values.map((value, index) =>
    ranges[index] === null ? 0 : Math.sign(value! - values[index - 1]!)
  );
  const shifts = runs(sides, shiftLength, 0), trends = runs(steps, trendLength - 1, 1);
  const points = values.map((value, index): XmrPoint => {
    const signals: XmrSignal[] = [];
    if (value !== null && (value < low || value > high)) signals.push("outside");
    if (twoOfThree(thirds, values, index)) signals.push("nearLimit");
    if (shifts.has(index)) signals.push("shift");
    if (trends.has(index)) signals.push("trend");
    if ((ranges[index] ?? 0) > rangeHigh) signals.push("jump");
    return { value, movingRange: ranges[index], signals };
  });
  return { value: { centre, low, high, meanRange, rangeHigh, basis: known.length, points } };
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
