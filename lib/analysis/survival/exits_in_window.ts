import { type Day, daysBetween } from "../../calendar/mod.ts";
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
}

/**
 * What is seen of the waits in a window of days (fönster med fördröjt inträde).
 *
 * Who was already waiting counts as at risk only from the days waited at the end of the day before `from`, or before
 * the day it was first seen; who still waits at the end of `to` is last seen then. So the answer describes how people left the list in the window, not
 * how they did in the years before it.
 *
 * @param waits Contacts in any order; those who never waited in the window are left out.
 * @param window The window.
 * @returns Cells of whole days, one a contact.
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
  const { from, to } = window;
  return waits.flatMap(({ decided, listed = decided, left, exit }) => {
    if (left !== null && left < decided) {
      throw new RangeError(
        `Cannot use the wait as nobody may leave before the decision: got ${decided} and ${left}`,
      );
    }
    if (listed > to || (left !== null && left < from)) return [];
    const seenFrom = listed > from ? listed : from;
    const seenLeaving = left !== null && left <= to && exit !== null;
    const days = daysBetween(decided, seenLeaving ? left : to);
    return [{
      lo: days,
      hi: days,
      antal: 1,
      outcome: seenLeaving ? exit : "waiting",
      ...(decided < seenFrom ? { entryDays: daysBetween(decided, seenFrom) - 1 } : {}),
    }];
  });
}
