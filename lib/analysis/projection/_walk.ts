import type { CalibratedList } from "./calibrate.ts";
import { multiplierFor } from "./_compartments.ts";
import type { Road, RoadMonth } from "./_road.ts";

/** What happens to a list in a month. */
export interface MonthDraw {
  /** Its pace beside the usual. */
  readonly pace: number;
  /** New decisions, contacts. */
  readonly decisions: number;
}

/** The operations that a month has room for, when a plan decides and not the list's length. */
export interface MonthCapacity {
  /** Operations that go to those whom the profile gives them. */
  readonly usual: number;
  /** Operations beyond, that go to those who have waited longest. */
  readonly longestFirst: number;
}

/** A list at the end of a month. Contacts; need not be whole, never negative. */
export interface MonthOutcome {
  readonly waiting: number;
  readonly over: number;
  readonly performed: number;
  readonly decisions: number;
}

/**
 * The course of a list: each month some come, some are operated and some of the others leave; who remains
 * is a month older.
 *
 * @param start Contacts by the road's compartments; not changed.
 * @param draw What happens in each month.
 * @param capacity The room for operations; left out, the list's own length and profile decide it.
 * @param each Called with the contacts by compartment at the end of each month; they change as the months go.
 */
export function walk(
  list: Pick<CalibratedList, "leavingPerDay">,
  road: Road,
  start: Float64Array,
  draw: (month: number) => MonthDraw,
  capacity?: (month: number) => MonthCapacity,
  each?: (counts: Float64Array, month: number) => void,
): MonthOutcome[] {
  const counts = new Float64Array(road.months.at(-1)?.chances.length ?? start.length);
  counts.set(start);
  let size = start.length;
  return road.months.map((month, index) => {
    const { pace, decisions } = draw(index);
    const old = size;
    for (const share of month.arriving) counts[size++] = decisions * share;
    const performed = capacity === undefined
      ? operate(counts.subarray(0, size), month, pace)
      : operateByPlan(counts, size, month, capacity(index));
    const stay = Math.exp(-list.leavingPerDay * month.days), half = Math.sqrt(stay);
    let waiting = 0, over = 0;
    for (let place = 0; place < size; place++) {
      counts[place] *= place < old ? stay : half;
      waiting += counts[place];
      over += counts[place] * month.over[place];
    }
    each?.(counts, index);
    return { waiting, over, performed, decisions };
  });
}

/** Operates as many as the profile gives at a pace. */
function operate(counts: Float64Array, { chances }: RoadMonth, pace: number): number {
  let performed = 0;
  for (let place = 0; place < counts.length; place++) {
    const operated = counts[place] * (1 - Math.exp(-pace * chances[place]));
    counts[place] -= operated;
    performed += operated;
  }
  return performed;
}

/** Operates as many as there is room for: first by the profile, then those who have waited longest. */
function operateByPlan(
  counts: Float64Array,
  size: number,
  month: RoadMonth,
  { usual, longestFirst }: MonthCapacity,
): number {
  const there = counts.subarray(0, size);
  let performed = operate(there, month, multiplierFor({ counts: there, weights: month.chances }, usual));
  let left = longestFirst;
  const { waited } = month,
    order = waited.map((_, place) => place).sort((a, b) => waited[b].lo - waited[a].lo);
  for (const place of order) {
    const operated = Math.min(there[place], left);
    there[place] -= operated;
    left -= operated;
    performed += operated;
  }
  return performed;
}
