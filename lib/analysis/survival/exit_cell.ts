import type { WaitCell } from "../../numeric/mod.ts";

/** How a contact's wait ended: by operation, by leaving without one, or not yet, when it was last seen waiting. */
export type Outcome = "operated" | "withdrawn" | "waiting";

/** Contacts whose waits ended, or were last seen, alike: `antal` contacts after between `lo` and `hi` whole days. */
export interface ExitCell extends WaitCell {
  /** How the wait ended. */
  readonly outcome: Outcome;
  /**
   * The whole days already waited when we began to see the contact (fördröjt inträde): it counts as at risk after
   * that. Absent when it is seen from the decision on.
   */
  readonly entryDays?: number;
  /**
   * The same for leaving without an operation, where that is seen later than an operation would be: who is only counted at
   * the months' ends and leaves before the first of them is never seen. Absent where it is `entryDays`.
   */
  readonly withdrawalEntryDays?: number;
}

/** One contact's wait. */
export interface ExitRow {
  /** Whole days from the decision to the operation, the withdrawal, or when last seen waiting. */
  readonly days: number;
  /** How the wait ended. */
  readonly outcome: Outcome;
  /** Days already waited when we began to see the contact; absent when seen from the decision on. */
  readonly entryDays?: number;
  /** How many contacts the row stands for. @default {1} */
  readonly weight?: number;
}

/**
 * Rows of contacts as cells of whole days.
 *
 * @param rows Contacts in any order.
 * @returns One cell a row.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exitCells } from "vantelage/analysis";
 * assert.deepEqual(exitCells([{ days: 12, outcome: "operated" }]), [{ lo: 12, hi: 12, antal: 1, outcome: "operated" }]);
 * ```
 */
export function exitCells(rows: readonly ExitRow[]): ExitCell[] {
  return rows.map(({ days, outcome, entryDays, weight = 1 }) => ({
    lo: days,
    hi: days,
    antal: weight,
    outcome,
    ...(entryDays === undefined ? {} : { entryDays }),
  }));
}
