import {
  addDays,
  type Day,
  daysBetween,
  firstDay,
  lastDay,
  type Month,
  monthOf,
} from "../../calendar/mod.ts";
import type { ExitCell } from "./exit_cell.ts";

/** A contact with its dates. */
export interface DatedWait {
  /** The day of the decision. */
  readonly decided: Day;
  /** The day it was first seen, where that is later than the decision; absent when it is seen from the decision on. */
  readonly listed?: Day;
  /** The day it left the list; `null` while it waits. */
  readonly left: Day | null;
  /** How it left; `null` while it waits. */
  readonly exit: "operated" | "withdrawn" | null;
}

/** A window of days in which a list is watched. */
export interface Window {
  /** The first day. Who waited when it began enters late, with the days already waited. */
  readonly from: Day;
  /** The last day: what happens later is not known, so a later rerun gives the same. */
  readonly to: Day;
  /**
   * How leaving without an operation is seen: on its own day, or as no longer there at the end of its month. Then the day is
   * any of that month, and who leaves in the month of the decision is never seen. @default {"on_the_day"}
   */
  readonly withdrawals?: "on_the_day" | "at_months_end";
}

/**
 * What is seen of the waits in a window of days (fönster med fördröjt inträde).
 *
 * Who was already waiting counts as at risk only from the days waited at the end of the day before `from`, or before
 * the day it was first seen; who still waits at the end of `to` is last seen then. So the answer describes how people left the list in the window, not
 * how they did in the years before it.
 *
 * Where leaving is seen at months' ends, it is spread over the days of its month as the list as a whole is
 * left (interval-censored), and a contact
 * counts among those who could be seen to leave only from the end of the month in which it came. Those who leave in the
 * month of the decision are so estimated from those of the same days waited who had passed a month's end. What they would
 * have been before they left, at risk of an operation, stays unknown: the share operated is too high by at most that share.
 *
 * @param waits Contacts in any order; those who never waited in the window are left out.
 * @param window The window.
 * @returns Cells of whole days, one a contact; of one that left on a day unknown one a day of its month, which sum to 1.
 * @throws {RangeError} If somebody left before the decision.
 *
 * @example Listed 10 days before the window, operated on its third day
 * ```ts
 * import assert from "node:assert/strict";
 * import { exitsInWindow } from "vantelage";
 * const waits = [{ decided: "2024-03-22", left: "2024-04-03", exit: "operated" }] as const;
 * assert.deepEqual(exitsInWindow(waits, { from: "2024-04-01", to: "2024-04-30" }),
 *   [{ lo: 12, hi: 12, antal: 1, outcome: "operated", entryDays: 9 }]);
 * ```
 */
export function exitsInWindow(waits: readonly DatedWait[], window: Window): ExitCell[] {
  const { from, to, withdrawals = "on_the_day" } = window, atEnds = withdrawals === "at_months_end";
  const monthIn = leavingMonths(atEnds ? leavingRate(waits, window) : 0);
  return waits.flatMap(({ decided, listed = decided, left, exit }): ExitCell[] => {
    if (left !== null && left < decided) {
      throw new RangeError(
        `Cannot use the wait as nobody may leave before the decision: got ${decided} and ${left}`,
      );
    }
    if (listed > to || (left !== null && left < from)) return [];
    const isNew = listed > from, seenFrom = isNew ? listed : from;
    const seenLeaving = left !== null && left <= to && exit !== null;
    const firstSeen = isNew || decided >= from ? monthIn(seenFrom).last : null;
    const entry = {
      ...(decided < seenFrom ? { entryDays: daysBetween(decided, seenFrom) - 1 } : {}),
      ...(atEnds && firstSeen !== null ? { withdrawalEntryDays: daysBetween(decided, firstSeen) } : {}),
    };
    const one = (day: Day, outcome: ExitCell["outcome"], antal = 1): ExitCell => {
      const days = daysBetween(decided, day);
      return { lo: days, hi: days, antal, outcome, ...entry };
    };
    if (!seenLeaving) return [one(to, "waiting")];
    if (!atEnds || exit === "operated") return [one(left, exit)];
    const { first, shares } = monthIn(left);
    return shares.map((share, day) => one(addDays(first, day), exit, share));
  });
}

/** A month, and the shares of those whom no day is known for that leave on each of its days. */
interface LeavingMonth {
  readonly first: Day;
  readonly last: Day;
  readonly shares: readonly number[];
}

/** The months that days lie in, where `rate` of those who wait leave a day; each is computed once. */
function leavingMonths(rate: number): (day: Day) => LeavingMonth {
  const known = new Map<Month, LeavingMonth>();
  return (day) => {
    const month = monthOf(day);
    let found = known.get(month);
    if (found === undefined) {
      const first = firstDay(month), last = lastDay(month), length = daysBetween(first, last) + 1;
      const parts = Array.from({ length }, (_, day) => Math.exp(-rate * day));
      const all = parts.reduce((sum, part) => sum + part, 0);
      known.set(month, found = { first, last, shares: parts.map((part) => part / all) });
    }
    return found;
  };
}

/** How many leave a day in the window, for each who waits. */
function leavingRate(waits: readonly DatedWait[], { from, to }: Window): number {
  let left = 0, days = 0;
  for (const wait of waits) {
    const { listed = wait.decided } = wait, first = listed > from ? listed : from;
    if (first > to || (wait.left !== null && wait.left < from)) continue;
    const isDone = wait.left !== null && wait.left <= to;
    if (isDone) left++;
    days += daysBetween(first, isDone ? wait.left! : to);
  }
  return days === 0 ? 0 : left / days;
}
