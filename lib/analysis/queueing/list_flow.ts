import type { Month } from "../../calendar/mod.ts";

/** A count that the delivery may leave in doubt: it lies in [low, high], and `value` is the best estimate. */
export interface BoundedCount {
  /** The best estimate, contacts. */
  readonly value: number;
  /** The least it can be. */
  readonly low: number;
  /** The most it can be. */
  readonly high: number;
}

/** What came to a list and left it in a month, before the balance is struck. Contacts. */
export interface MonthlyFlow {
  /** The month. */
  readonly manad: Month;
  /** Waiting at the end of the month before. */
  readonly start: number;
  /** New decisions: the demand. Bounded where the delivery does not distinguish them. */
  readonly decisions: BoundedCount;
  /** Operations performed: the capacity used. */
  readonly performed: number;
  /** Left the list without an operation; `null` when nobody delivers it, and then it is part of the rest. */
  readonly withdrawn: number | null;
  /** Waiting at the end of the month. */
  readonly end: number;
}

/** A month's flow with its balance. */
export interface ListFlow extends MonthlyFlow {
  /** What the list changed by beyond its known flows, contacts: 0 when every contact is accounted for. */
  readonly rest: BoundedCount;
}

/**
 * Strikes the balance of a list: start + in − out = end, with what remains unexplained as a line of its own.
 *
 * Formula: rest = end − (start + decisions − performed − withdrawn). A negative rest has left the list unseen (where
 * withdrawals are not delivered, mostly these), a positive one has come to it unseen. The rest is never spread over
 * the other lines.
 *
 * @param flow A month's flow.
 * @returns The flow with its rest.
 *
 * @example 100 waited, 40 came, 30 were operated; 105 wait, so 5 left unseen
 * ```ts
 * import assert from "node:assert/strict";
 * import { strikeBalance } from "vantelage/analysis";
 * const decisions = { value: 40, low: 40, high: 40 };
 * const flow = strikeBalance({ manad: "2024-04", start: 100, decisions, performed: 30, withdrawn: null, end: 105 });
 * assert.equal(flow.rest.value, -5);
 * ```
 */
export function strikeBalance(flow: MonthlyFlow): ListFlow {
  const { start, decisions, performed, withdrawn, end } = flow;
  const without = end - start + performed + (withdrawn ?? 0);
  return {
    ...flow,
    rest: {
      value: without - decisions.value,
      low: without - decisions.high,
      high: without - decisions.low,
    },
  };
}
