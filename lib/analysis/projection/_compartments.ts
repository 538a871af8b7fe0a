import { addMonths, daysBetween, firstDay, type Month } from "../../calendar/mod.ts";
import type { WaitCell } from "../../numeric/mod.ts";
import type { ProfileBand } from "./profile_band.ts";

/** The first days of the finest bands. */
export const FINEST: readonly number[] = [0, 31, 61, 91, 121, 181, 366];

/** The days of a month. */
export function daysIn(month: Month): number {
  const known = DAYS.get(month);
  if (known !== undefined) return known;
  const days = daysBetween(firstDay(month), firstDay(addMonths(month, 1)));
  DAYS.set(month, days);
  return days;
}

const DAYS = new Map<Month, number>();

/** Waits of whole days; `hi` is `null` in an open last compartment. */
export type Days = Pick<WaitCell, "lo" | "hi">;

/** The summed chance of an operation in the next days for those who have waited `lo` to `hi` days, at capacity 1. */
export function chanceAhead(profile: readonly ProfileBand[], { lo, hi }: Days, days: number): number {
  const to = (hi ?? lo) + 1;
  return (area(profile, to + days) - area(profile, lo + days) - area(profile, to) + area(profile, lo)) /
    (to - lo);
}

/** The summed chance of an operation since the decision, for those who now would have waited `lo` to `hi` days. */
export function chanceSince(profile: readonly ProfileBand[], { lo, hi }: Days): number {
  const to = (hi ?? lo) + 1;
  return (area(profile, to) - area(profile, lo)) / (to - lo);
}

/** The chance a day summed twice over the days from 0: its differences are means over compartments. */
function area(profile: readonly ProfileBand[], day: number): number {
  let sum = 0;
  for (const { lo, hi, perDay } of profile) {
    if (day <= lo) break;
    const to = Math.min(day, hi === null ? Infinity : hi + 1);
    sum += perDay * (to - lo) * (day - (lo + to) / 2);
  }
  return sum;
}

/** The compartments that begin at these days, the last one open. */
export function compartments(firstDays: readonly number[]): Days[] {
  return firstDays.map((lo, index) => ({
    lo,
    hi: index + 1 < firstDays.length ? firstDays[index + 1] - 1 : null,
  }));
}

/** The sum of numbers. */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  return sum;
}

/**
 * Contacts by compartment: each begins at a first day, whole days, and ends before the next; the last is open.
 *
 * A cell that lies in several is spread evenly over its days. An open cell that begins earlier than the last
 * compartment (a wait that is not known) is shared out as those whose waits are known.
 */
export function spreadOver(cells: readonly WaitCell[], firstDays: readonly number[]): Float64Array {
  const counts = new Float64Array(firstDays.length), last = firstDays.length - 1;
  const unknown: WaitCell[] = [];
  for (const cell of cells) {
    const { lo, hi, antal } = cell;
    if (hi === null && lo < firstDays[last]) {
      unknown.push(cell);
      continue;
    }
    const end = hi ?? lo, width = end - lo + 1;
    for (let index = 0; index <= last; index++) {
      const to = index < last ? firstDays[index + 1] - 1 : Infinity;
      const shared = Math.min(end, to) - Math.max(lo, firstDays[index]) + 1;
      if (shared > 0) counts[index] += antal * shared / width;
    }
  }
  const known = counts.slice();
  for (const { lo, antal } of unknown) {
    const from = firstDays.findLastIndex((day) => day <= lo);
    const beyond = sumOf(known.subarray(from));
    if (beyond === 0) counts[from] += antal;
    else for (let index = from; index <= last; index++) counts[index] += antal * known[index] / beyond;
  }
  return counts;
}

/** Contacts, and the weight with which one multiplier works on each. */
export interface Exposed {
  /** Contacts of each compartment. */
  readonly counts: readonly number[];
  /** The sum of chances that a contact of it meets when the multiplier is 1. */
  readonly weights: readonly number[];
}

/**
 * The multiplier x at which Σ count (1 − e^(−x weight)) is the target; with `prior`, x starts from `prior.at` and the
 * target has to outweigh `prior.size` events there. Newton from below: the sum is concave, so it never passes the
 * answer. Where everybody is fewer than the target all leave.
 */
export function multiplierFor(
  { counts, weights }: { counts: ArrayLike<number>; weights: ArrayLike<number> },
  target: number,
  prior: { size: number; at: number } = { size: 0, at: 1 },
): number {
  const { size, at } = prior;
  let x = 0;
  for (let step = 0; step < 60; step++) {
    let sum = 0, slope = 0;
    for (let index = 0; index < counts.length; index++) {
      const stay = Math.exp(-x * weights[index]);
      sum += counts[index] * (1 - stay);
      slope += counts[index] * weights[index] * stay;
    }
    if (at > 0) {
      sum += size * x / at;
      slope += size / at;
    }
    const missing = target + (at > 0 ? size : 0) - sum;
    if (missing <= 1e-9 * Math.max(1, target) || slope <= 1e-12) break;
    x += missing / slope;
    if (x > MOST) return MOST;
  }
  return x;
}

const MOST = 1e6;
