import type { ExitCurves, ExitPoint } from "./aalen_johansen.ts";
import type { Estimate, Interval } from "./interval.ts";

/** A share with its confidence interval, `null` where it is exactly 0 or 1. */
export interface ShareEstimate {
  /** The share, 0–1. */
  readonly value: number;
  /** Its interval. */
  readonly interval: Interval | null;
}

/** What has become of those listed some days ago. */
export interface ExitRowAt {
  /** Whole days since the decision. */
  readonly days: number;
  /** Contacts who could still leave then. */
  readonly atRisk: number;
  /** The share operated. */
  readonly operated: ShareEstimate;
  /** The share that left without an operation. */
  readonly withdrawn: ShareEstimate;
  /** The share that still waits. */
  readonly waiting: ShareEstimate;
}

/** Options for {@linkcode exitTable}. */
export interface ExitTableOptions {
  /** The last day. @default {365} */
  readonly untilDays?: number;
  /** Days between rows. @default {5} */
  readonly everyDays?: number;
}

/**
 * The curves of {@linkcode ExitCurves} at even distances, to be drawn and to stand in a table.
 *
 * @param curves The curves.
 * @param options The days.
 * @returns One row each `everyDays`, from day 0 to `untilDays` or the last on which anybody was seen; none without
 *   contacts.
 * @throws {RangeError} If `everyDays` is not a whole number >= 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { aalenJohansen, exitTable } from "vantelage";
 * import { exitCells } from "vantelage/analysis";
 * const curves = aalenJohansen(exitCells([{ days: 8, outcome: "operated" }, { days: 20, outcome: "waiting" }]));
 * assert.deepEqual(exitTable(curves).map(({ days, operated }) => [days, operated.value]), [[0, 0], [5, 0], [10, 0.5], [15, 0.5], [20, 0.5]]);
 * ```
 */
export function exitTable(curves: ExitCurves, options: ExitTableOptions = {}): ExitRowAt[] {
  const { untilDays = 365, everyDays = 5 } = options;
  if (!Number.isInteger(everyDays) || everyDays < 1) {
    throw new RangeError(`Cannot make the table as everyDays must be a whole number >= 1: got ${everyDays}`);
  }
  const { points, lastDays, contacts } = curves, rows: ExitRowAt[] = [];
  if (lastDays === null) return rows;
  let next = 0;
  for (let days = 0; days <= Math.min(untilDays, lastDays); days += everyDays) {
    while (next < points.length && points[next].days <= days) next++;
    const point: ExitPoint | undefined = points[next - 1];
    rows.push({
      days,
      atRisk: points[next]?.atRisk ?? point?.atRisk ?? contacts,
      operated: shareOf(point?.operated, 0),
      withdrawn: shareOf(point?.withdrawn, 0),
      waiting: shareOf(point?.waiting, 1),
    });
  }
  return rows;
}

function shareOf(estimate: Estimate | undefined, otherwise: number): ShareEstimate {
  return estimate === undefined
    ? { value: otherwise, interval: null }
    : { value: estimate.value, interval: estimate.interval.value };
}
