import type { Computed } from "../../numeric/mod.ts";
import { brokenReason, determinedDays, riskTable, type Undetermined } from "./_risk_table.ts";
import type { ExitCell } from "./exit_cell.ts";
import { type Estimate, type IntervalOptions, proportionEstimate } from "./interval.ts";

/** What counts as an event. */
export interface EventOptions {
  /**
   * The exits that count. All others are taken as seen waiting until then. With "operated" alone the curve answers
   * a question about a world in which nobody withdraws; {@linkcode aalenJohansen} answers for ours.
   * @default {["operated", "withdrawn"]}
   */
  readonly events?: readonly ("operated" | "withdrawn")[];
}

/** Options for {@linkcode kaplanMeier}. */
export interface KaplanMeierOptions extends EventOptions, IntervalOptions {}

/** A day of the curve on which somebody left. */
export interface SurvivalPoint {
  /** Whole days waited. */
  readonly days: number;
  /** Contacts who could leave on that day. */
  readonly atRisk: number;
  /** Contacts who left on it. */
  readonly events: number;
  /** The share that waits longer than this day. */
  readonly waiting: Estimate;
}

/** The share that still waits, day by day. */
export interface SurvivalCurve extends Undetermined {
  /** The days with events, in order; the curve is flat between them and 1 before the first. */
  readonly points: readonly SurvivalPoint[];
  /** Contacts behind the curve. */
  readonly contacts: number;
  /** The last day on which the curve is determined; `null` without contacts. It says nothing beyond it. */
  readonly lastDays: number | null;
}

/**
 * The share that still waits after each day, with some still waiting (Kaplan–Meier).
 *
 * Formula: S(t) = Π (1 − d / n) over days up to t; variance by Greenwood, S² Σ d / (n (n − d)). Ties are exact: who
 * was last seen on a day was at risk on it. Where few are followed from early and all of them leave while others enter
 * later, the curve would fall to 0 for good: it ends before that day instead ({@linkcode SurvivalCurve.brokenAt}). Source: E. L. Kaplan & P. Meier 1958, JASA 53.
 *
 * @param cells Cells of whole days in any order; not changed.
 * @param options What counts as an event; the interval.
 * @returns The curve.
 * @throws {RangeError} If a cell is a band, has a negative number, or ended before it was first seen.
 *
 * @example One of two leaves after 10 days, the other still waits after 20
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanMeier } from "vantelage";
 * import { exitCells } from "vantelage/analysis";
 * const { points } = kaplanMeier(exitCells([{ days: 10, outcome: "operated" }, { days: 20, outcome: "waiting" }]));
 * assert.deepEqual(points.map(({ days, waiting }) => [days, waiting.value]), [[10, 0.5]]);
 * ```
 */
export function kaplanMeier(cells: readonly ExitCell[], options: KaplanMeierOptions = {}): SurvivalCurve {
  const { events = ["operated", "withdrawn"] } = options;
  const { days: table, lastDays, brokenAt } = determinedDays(riskTable(cells), events);
  let share = 1, greenwood = 0;
  const points: SurvivalPoint[] = [];
  for (const day of table) {
    const { days, atRisk } = day;
    const left = events.reduce((sum, event) => sum + day[event], 0);
    if (left === 0) continue;
    share = left === atRisk ? 0 : share * (1 - left / atRisk);
    greenwood += left === atRisk ? 0 : left / (atRisk * (atRisk - left));
    points.push({
      days,
      atRisk,
      events: left,
      waiting: proportionEstimate(share, share * Math.sqrt(greenwood), options),
    });
  }
  return {
    points,
    contacts: cells.reduce((sum, cell) => sum + cell.antal, 0),
    lastDays,
    brokenAt,
  };
}

/**
 * The share that still waits after some days (andel som fortfarande väntar).
 *
 * @param curve The curve.
 * @param days Days, >= 0.
 * @returns A proportion, or a reason beyond the last day on which anybody was seen.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanMeier } from "vantelage";
 * import { exitCells, shareWaitingAfter } from "vantelage/analysis";
 * const curve = kaplanMeier(exitCells([{ days: 10, outcome: "operated" }, { days: 20, outcome: "waiting" }]));
 * assert.equal(shareWaitingAfter(curve, 15).value, 0.5);
 * assert.equal(shareWaitingAfter(curve, 25).value, null);
 * ```
 */
export function shareWaitingAfter(curve: SurvivalCurve, days: number): Computed {
  const share = curve.points.findLast((point) => point.days <= days)?.waiting.value ?? 1;
  if (share > 0 && !(curve.lastDays !== null && days <= curve.lastDays)) {
    const reason = curve.brokenAt === null ? "Ingen har följts så länge" : brokenReason(curve.brokenAt);
    return { value: null, reason };
  }
  return { value: share };
}
