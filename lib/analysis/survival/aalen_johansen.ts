import type { Computed } from "../../numeric/mod.ts";
import { brokenReason, determinedDays, riskTable, type Undetermined } from "./_risk_table.ts";
import type { ExitCell } from "./exit_cell.ts";
import { type Estimate, type IntervalOptions, proportionEstimate } from "./interval.ts";

/** A day of the curves on which somebody left or was last seen. The three shares sum to 1. */
export interface ExitPoint {
  /** Whole days waited. */
  readonly days: number;
  /** Contacts who could leave on that day. */
  readonly atRisk: number;
  /** Contacts operated on it. */
  readonly operations: number;
  /** Contacts who left without an operation on it. */
  readonly withdrawals: number;
  /** The share operated within these days. */
  readonly operated: Estimate;
  /** The share that left without an operation within these days. */
  readonly withdrawn: Estimate;
  /** The share that still waits after these days. */
  readonly waiting: Estimate;
}

/** What has become of those listed, day by day. */
export interface ExitCurves extends Undetermined {
  /** The days, in order; the curves are flat between them. */
  readonly points: readonly ExitPoint[];
  /** Contacts behind the curves. */
  readonly contacts: number;
  /** The last day on which the curves are determined; `null` without contacts. They say nothing beyond it. */
  readonly lastDays: number | null;
}

/**
 * Who is operated, who leaves and who still waits, day by day (Aalen–Johansen, konkurrerande utfall).
 *
 * The share operated within t days among all who are listed. One minus Kaplan–Meier with the withdrawn taken as
 * waiting is larger and wrong: it lets those who left be operated too. Where few are followed from early and all of them
 * leave while others enter later, everybody would seem to have left: the curves end before that day instead
 * ({@linkcode ExitCurves.brokenAt}).
 * Those who leave are compared with those who would have been seen to leave (`withdrawalEntryDays`): where only month's
 * ends are delivered, not with those decided in the month.
 * Formula: F(t) = Σ S(t−) d / n; the variance by the recursion of the covariance with multinomial increments.
 * Source: O. Aalen & S. Johansen 1978, Scandinavian Journal of Statistics 5; P. K. Andersen et al., Statistical
 * Models Based on Counting Processes, 1993, section IV.4.
 *
 * @param cells Cells of whole days in any order; not changed.
 * @param options The interval.
 * @returns The curves.
 * @throws {RangeError} If a cell is a band, has a negative number, or ended before it was first seen.
 *
 * @example Of four one is operated, one leaves, and one of the last two is operated later
 * ```ts
 * import assert from "node:assert/strict";
 * import { aalenJohansen } from "vantelage";
 * import { exitCells } from "vantelage/analysis";
 * const { points } = aalenJohansen(exitCells([
 *   { days: 10, outcome: "operated" }, { days: 20, outcome: "withdrawn" },
 *   { days: 30, outcome: "operated" }, { days: 40, outcome: "waiting" },
 * ]));
 * assert.deepEqual(points.map((point) => point.operated.value), [0.25, 0.25, 0.5, 0.5]);
 * assert.equal(points[3].waiting.value, 0.25);
 * ```
 */
export function aalenJohansen(cells: readonly ExitCell[], options: IntervalOptions = {}): ExitCurves {
  const { days: table, lastDays, brokenAt } = determinedDays(riskTable(cells), ["operated", "withdrawn"]);
  let waiting = 1, operated = 0, withdrawn = 0;
  // the covariances of the three shares; the third follows, as they sum to 1
  let varWaiting = 0, varOperated = 0, varWithdrawn = 0, covOperated = 0, covWithdrawn = 0;
  const points = table.map((day): ExitPoint => {
    const { days, atRisk, atRiskOfWithdrawal, operated: operations, withdrawn: withdrawals } = day;
    if (operations + withdrawals > 0) {
      const a = operations / atRisk;
      const b = withdrawals === 0 ? 0 : Math.min(1 - a, withdrawals / atRiskOfWithdrawal);
      const stays = operations + withdrawals === atRisk ? 0 : 1 - a - b;
      const scale = waiting ** 2 / atRisk;
      varOperated += 2 * a * covOperated + a ** 2 * varWaiting + scale * a * (1 - a);
      const scaleOfWithdrawal = withdrawals === 0 ? 0 : waiting ** 2 / atRiskOfWithdrawal;
      varWithdrawn += 2 * b * covWithdrawn + b ** 2 * varWaiting + scaleOfWithdrawal * b * (1 - b);
      covOperated = stays * (covOperated + a * varWaiting - scale * a);
      covWithdrawn = stays * (covWithdrawn + b * varWaiting - scaleOfWithdrawal * b);
      varWaiting = stays ** 2 * varWaiting + stays * (scale * a + scaleOfWithdrawal * b);
      operated += waiting * a;
      withdrawn += waiting * b;
      waiting *= stays;
    }
    const estimate = (value: number, variance: number): Estimate =>
      proportionEstimate(value, Math.sqrt(Math.max(0, variance)), options);
    return {
      days,
      atRisk,
      operations,
      withdrawals,
      operated: estimate(operated, varOperated),
      withdrawn: estimate(withdrawn, varWithdrawn),
      waiting: estimate(waiting, varWaiting),
    };
  });
  return {
    points,
    contacts: cells.reduce((sum, cell) => sum + cell.antal, 0),
    lastDays,
    brokenAt,
  };
}

/** What has become of those listed some days ago. The shares sum to 1. */
export interface ExitShares {
  /** The share operated. */
  readonly operated: number;
  /** The share that left without an operation. */
  readonly withdrawn: number;
  /** The share that still waits. */
  readonly waiting: number;
}

/**
 * What has become of those listed after some days (utfall efter ett visst antal dagar).
 *
 * @param curves The curves.
 * @param days Days, >= 0.
 * @returns Proportions, or a reason beyond the last day on which anybody was seen.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { aalenJohansen } from "vantelage";
 * import { exitCells, exitsAfter } from "vantelage/analysis";
 * const curves = aalenJohansen(exitCells([{ days: 10, outcome: "operated" }, { days: 99, outcome: "waiting" }]));
 * assert.deepEqual(exitsAfter(curves, 90).value, { operated: 0.5, withdrawn: 0, waiting: 0.5 });
 * ```
 */
export function exitsAfter(curves: ExitCurves, days: number): Computed<ExitShares> {
  const point = curves.points.findLast((each) => each.days <= days);
  const shares = point
    ? { operated: point.operated.value, withdrawn: point.withdrawn.value, waiting: point.waiting.value }
    : { operated: 0, withdrawn: 0, waiting: 1 };
  if (shares.waiting > 0 && !(curves.lastDays !== null && days <= curves.lastDays)) {
    const reason = curves.brokenAt === null ? "Ingen har följts så länge" : brokenReason(curves.brokenAt);
    return { value: null, reason };
  }
  return { value: shares };
}
