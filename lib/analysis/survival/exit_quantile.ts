import type { Computed } from "../../numeric/mod.ts";
import { brokenReason, type Undetermined } from "./_risk_table.ts";
import type { ExitCurves } from "./aalen_johansen.ts";
import type { Estimate, Interval } from "./interval.ts";
import type { SurvivalCurve } from "./kaplan_meier.ts";

/** A quantile of waits with its confidence interval. Each end may be beyond what the data say. */
export interface DaysEstimate {
  /** Days. */
  readonly days: Computed;
  /** The lower end of the interval, days. */
  readonly low: Computed;
  /** The upper end of the interval, days. */
  readonly high: Computed;
}

const SLACK = 1e-12; // so that 0.5 reached by rounding counts as reached

/**
 * How many days it takes until a share has left the list, with interval (kvantil ur Kaplan–Meier).
 *
 * Formula: the first day with S(t) <= 1 − p; the interval holds the days at which the curve's own pointwise interval
 * holds 1 − p. Source: R. Brookmeyer & J. Crowley 1982, Biometrics 38.
 *
 * @param curve The curve, with the interval it was made with.
 * @param p The share that has left, in (0, 1); 0.5 is the median.
 * @returns Days, each with a reason where so many have not left.
 * @throws {RangeError} If `p` lies outside (0, 1).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanMeier } from "vantelage";
 * import { exitCells, waitQuantile } from "vantelage/analysis";
 * const curve = kaplanMeier(exitCells([5, 10, 15].map((days) => ({ days, outcome: "operated" }))));
 * assert.equal(waitQuantile(curve, 0.5).days.value, 10);
 * ```
 */
export function waitQuantile(curve: SurvivalCurve, p: number): DaysEstimate {
  checkShare(p);
  const reached = (share: number): boolean => share <= 1 - p + SLACK;
  return {
    days: firstDays(curve, ({ waiting }) => reached(waiting.value)),
    low: firstDays(curve, ({ waiting }) => within(waiting, ({ low }) => reached(low))),
    high: firstDays(curve, ({ waiting }) => within(waiting, ({ high }) => reached(high))),
  };
}

/**
 * How many days it takes until a share of all listed has been operated, with interval (kvantil ur Aalen–Johansen).
 *
 * Those who leave without an operation stay in the denominator: the share may never be reached.
 * Formula: the first day with F(t) >= p; the interval as in {@linkcode waitQuantile}.
 *
 * @param curves The curves, with the interval they were made with.
 * @param p The share operated, in (0, 1); 0.5 is the median.
 * @returns Days, each with a reason where so many have not been operated.
 * @throws {RangeError} If `p` lies outside (0, 1).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { aalenJohansen } from "vantelage";
 * import { exitCells, operationQuantile } from "vantelage/analysis";
 * const curves = aalenJohansen(exitCells([
 *   { days: 5, outcome: "withdrawn" }, { days: 10, outcome: "operated" }, { days: 15, outcome: "operated" },
 * ]));
 * assert.equal(operationQuantile(curves, 0.5).days.value, 15);
 * assert.equal(operationQuantile(curves, 0.9).days.value, null);
 * ```
 */
export function operationQuantile(curves: ExitCurves, p: number): DaysEstimate {
  checkShare(p);
  const reached = (share: number): boolean => share >= p - SLACK;
  return {
    days: firstDays(curves, ({ operated }) => reached(operated.value)),
    low: firstDays(curves, ({ operated }) => within(operated, ({ high }) => reached(high))),
    high: firstDays(curves, ({ operated }) => within(operated, ({ low }) => reached(low))),
  };
}

function within(estimate: Estimate, test: (interval: Interval) => boolean): boolean {
  return estimate.interval.value !== null && test(estimate.interval.value);
}

function firstDays<P extends { readonly days: number }>(
  { points, brokenAt }: { readonly points: readonly P[] } & Undetermined,
  test: (point: P) => boolean,
): Computed {
  const point = points.find(test);
  if (point !== undefined) return { value: point.days };
  const reason = brokenAt === null ? "Andelen nås inte så länge någon har följts" : brokenReason(brokenAt);
  return { value: null, reason };
}

function checkShare(p: number): void {
  if (!(p > 0 && p < 1)) throw new RangeError(`Cannot take the quantile as p must lie in (0, 1): got ${p}`);
}
