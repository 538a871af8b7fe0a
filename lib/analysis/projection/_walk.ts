import type { CalibratedList } from "./calibrate.ts";
import { multiplierFor } from "./_compartments.ts";
import type { Road, RoadMonth } from "./_road.ts";

/** What happens to a list in a month of one course of events. */
export interface MonthDraw {
  /** Its pace beside the usual. */
  readonly pace: number;
  /** New decisions, contacts. */
  readonly decisions: number;
  /** The operations that chance makes of those expected. */
  readonly performed: (expected: number) => number;
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
 * One course of events for a list: each month some come, some are operated and some of the others leave; who remains
 * is a month older.
 *
 * @param start Contacts by the road's compartments; not changed.
 * @param draw What happens in each month.
 * @param capacity The room for operations; left out, the list's own length and profile decide it.
 * @param each Told the contacts by compartment at the end of each month; they change as the months go.
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
  const chosen = counts.slice();
  let size = start.length;
  return road.months.map((month, index) => {
    const { pace, decisions, performed: chance } = draw(index);
    const old = size;
    for (const share of month.arriving) counts[size++] = decisions * share;
    const performed = capacity === undefined
      ? operateByChance(counts, chosen, size, month, pace, chance)
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

/** Operates as many as the profile and chance give; `chosen` is room to reckon in. */
function operateByChance(
  counts: Float64Array,
  chosen: Float64Array,
  size: number,
  { chances }: RoadMonth,
  pace: number,
  chance: (expected: number) => number,
): number {
  let expected = 0;
  for (let place = 0; place < size; place++) {
    chosen[place] = counts[place] * (1 - Math.exp(-pace * chances[place]));
    expected += chosen[place];
  }
  if (expected === 0) return 0;
  const factor = chance(expected) / expected;
  let performed = 0;
  for (let place = 0; place < size; place++) {
    const operated = Math.min(counts[place], chosen[place] * factor);
    counts[place] -= operated;
    performed += operated;
  }
  return performed;
}

/** Operates as many as there is room for: first by the profile, then those who have waited longest. */
function operateByPlan(
  counts: Float64Array,
  size: number,
  { chances, waited }: RoadMonth,
  { usual, longestFirst }: MonthCapacity,
): number {
  const there = counts.subarray(0, size);
  const pace = multiplierFor({ counts: there, weights: chances }, usual);
  let performed = 0;
  for (let place = 0; place < size; place++) {
    const operated = there[place] * (1 - Math.exp(-pace * chances[place]));
    there[place] -= operated;
    performed += operated;
  }
  let left = longestFirst;
  const order = waited.map((_, place) => place).sort((a, b) => waited[b].lo - waited[a].lo);
  for (const place of order) {
    const operated = Math.min(there[place], left);
    there[place] -= operated;
    left -= operated;
    performed += operated;
  }
  return performed;
}
