import type { Computed } from "../../numeric/mod.ts";
import { checkNumber } from "./_checks.ts";
import { geometricProfile, listInBalance } from "./compartments.ts";

/** A list to walk forward, by whole periods waited: 0, 1, 2, …; the last holds all who have waited longer. */
export interface ListWalk {
  /** Who waits at the start, contacts. */
  readonly waiting: readonly number[];
  /** New on the list in each period, contacts. */
  readonly additions: readonly number[];
  /** Operations in each period, contacts; as many periods as `additions`. */
  readonly operations: readonly number[];
  /** The share of each compartment that leaves without an operation in a period; below 0 where more come unseen. */
  readonly leaving: readonly number[];
  /** The chance of an operation in each compartment, to share out a period's operations by; >= 0. */
  readonly chances: readonly number[];
  /**
   * Who gets operations that their own compartment has nobody for: those of all other compartments alike, or those who have
   * waited longest. @default {"evenly"}
   */
  readonly surplus?: "evenly" | "longest_first";
}

/** A period of a walk, by periods waited. Contacts; need not be whole. */
export interface WalkedPeriod {
  /** Operations as shared out, before those that nobody was there for went to others. */
  readonly operated: readonly number[];
  /** Who left without an operation. */
  readonly left: readonly number[];
  /** Who waits at its end. */
  readonly waiting: readonly number[];
}

/**
 * Walks a list forward period by period, by how long people have waited (listan månad för månad).
 *
 * In each period all who wait come one compartment further and the new ones into the first; of each compartment's n a
 * share leaves, and the operations are shared out in proportion to chance × n. Where a compartment has fewer than it got
 * operations, the others have as many fewer left; the list is never below 0.
 * Source: NHS BNSSG Analytics, NHSRtt, `apply_params_to_projections`.
 *
 * @param walk The list, what comes, and the operations.
 * @returns A row for each period.
 * @throws {RangeError} If lengths differ, a count or chance is negative, or a share is above 1.
 *
 * @example 10 wait, 5 come and 4 are operated by who has waited a period
 * ```ts
 * import assert from "node:assert/strict";
 * import { walkList } from "vantelage/analysis";
 * const [month] = walkList({ waiting: [10, 0], additions: [5], operations: [4], leaving: [0, 0.1], chances: [0, 1] });
 * assert.deepEqual(month, { operated: [0, 4], left: [0, 1], waiting: [5, 5] });
 * ```
 */
export function walkList(walk: ListWalk): WalkedPeriod[] {
  const { additions, operations, leaving, chances, surplus = "evenly" } = walk;
  checkLengths("waiting, leaving and chances", [walk.waiting, leaving, chances]);
  checkLengths("additions and operations", [additions, operations]);
  for (const count of [...walk.waiting, ...additions, ...operations, ...chances]) {
    checkNumber("each count", count);
  }
  for (const share of leaving) {
    if (!(share <= 1 && share > -Infinity)) {
      throw new RangeError(`Cannot walk the list as each leaving share must be at most 1: got ${share}`);
    }
  }
  let waiting = walk.waiting;
  return additions.map((added, period) => {
    const last = waiting.length - 1;
    const inflow = waiting.map((_, k) => k === 0 ? added : waiting[k - 1] + (k === last ? waiting[k] : 0));
    if (last === 0) inflow[0] += waiting[0];
    const chosen = inflow.map((count, k) => chances[k] * count), all = sumOf(chosen);
    const operated = chosen.map((count) => all > 0 ? operations[period] * count / all : 0);
    const left = inflow.map((count, k) => leaving[k] * count);
    waiting = settled(inflow.map((count, k) => count - operated[k] - left[k]), surplus);
    return { operated, left, waiting };
  });
}

/** Compartments below 0 brought to 0 at the cost of the others. */
function settled(counts: readonly number[], surplus: "evenly" | "longest_first"): number[] {
  if (sumOf(counts) <= 0) return counts.map(() => 0);
  let now = [...counts];
  if (surplus === "longest_first") {
    let over = -sumOf(now.filter((count) => count < 0));
    for (let k = now.length - 1; k >= 0; k--) {
      const taken = now[k] < 0 ? now[k] : Math.min(now[k], over);
      if (now[k] > 0) over -= taken;
      now[k] -= taken;
    }
    return now;
  }
  while (now.some((count) => count < 0)) {
    const over = sumOf(now.filter((count) => count < 0)), open = now.filter((count) => count > 0).length;
    now = now.map((count) => count > 0 ? count + over / open : 0);
  }
  return now;
}

/** What {@linkcode profileForPercentile} is given. */
export interface PercentileGoal {
  /** Contacts added to the list in each period. */
  readonly additions: number;
  /** The share of each compartment that leaves without an operation, in [0, 1]. */
  readonly leaving: readonly number[];
  /** Operations in the first period waited, contacts. */
  readonly first: number;
  /** The wait at the percentile of those who wait, periods, > 0. */
  readonly periods: number;
  /** The percentile, in (0, 1). @default {0.92} */
  readonly share?: number;
}

/** A profile of operations, and the list in balance that it gives. */
export interface PercentileProfile {
  /** The chance to remain from one period to the next, of {@linkcode geometricProfile}. */
  readonly stay: number;
  /** Operations in a period, contacts. */
  readonly operations: number;
  /** Contacts on the list. */
  readonly listSize: number;
  /** The wait at the percentile, periods. */
  readonly periods: number;
}

/**
 * The geometric profile of operations with which a list in balance just meets a percentile (behandlingsprofil för ett mål).
 *
 * The operations of the first period waited are given; those of period k are stayᵏ times as many. `stay` is found by
 * bisection: the larger, the more are operated and the shorter the wait. People are spread evenly over a period.
 * Source: NHS BNSSG Analytics, NHSRtt, `find_p`, whose counts are whole; here they are not.
 *
 * @param goal What comes, who leaves, and the percentile.
 * @returns The profile; a reason where no `stay` in [0, 0.999] meets the percentile.
 * @throws {RangeError} If a number makes no sense.
 *
 * @example 100 come a month and half of them are operated in the first: 92 % within two months
 * ```ts
 * import assert from "node:assert/strict";
 * import { profileForPercentile } from "vantelage/analysis";
 * const { value } = profileForPercentile({ additions: 100, leaving: Array(12).fill(0), first: 50, periods: 2 });
 * assert.equal(value?.periods.toFixed(3), "2.000");
 * ```
 */
export function profileForPercentile(goal: PercentileGoal): Computed<PercentileProfile> {
  const { additions, leaving, first, periods, share = 0.92 } = goal;
  checkNumber("first", first);
  checkNumber("periods", periods, { positive: true });
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`Cannot find the profile as share must lie in (0, 1): got ${share}`);
  }
  const at = (stay: number): PercentileProfile => {
    const profile = geometricProfile(stay, leaving.length);
    const { waiting, operated } = listInBalance({
      additions,
      leaving,
      operations: profile.map((part) => part * first / (1 - stay)),
    });
    return {
      stay,
      operations: sumOf(operated),
      listSize: sumOf(waiting),
      periods: percentileOf(waiting, share),
    };
  };
  let [low, high] = [0, 0.999];
  const most = at(low), least = at(high);
  if (most.periods < periods || least.periods > periods) {
    const found = `${least.periods.toFixed(1).replace(".", ",")} och ${
      most.periods.toFixed(1).replace(".", ",")
    }`;
    return { value: null, reason: `Ingen profil ger den väntan: den blir mellan ${found} perioder` };
  }
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (at(middle).periods > periods) low = middle;
    else high = middle;
  }
  return { value: at(high) };
}

/** The wait that a share of those who wait has waited at most, periods. */
function percentileOf(waiting: readonly number[], share: number): number {
  let left = share * sumOf(waiting);
  for (const [period, count] of waiting.entries()) {
    if (count >= left) return count === 0 ? period : period + left / count;
    left -= count;
  }
  return waiting.length;
}

function checkLengths(what: string, lists: readonly (readonly number[])[]): void {
  const lengths = lists.map(({ length }) => length);
  if (new Set(lengths).size > 1) {
    throw new RangeError(`Cannot walk the list as ${what} must be equally long: got ${lengths.join(", ")}`);
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
