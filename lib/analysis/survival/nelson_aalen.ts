import { type Computed, normalQuantile } from "../../numeric/mod.ts";
import { riskTable } from "./_risk_table.ts";
import type { ExitCell } from "./exit_cell.ts";
import type { Interval } from "./interval.ts";
import type { EventOptions } from "./kaplan_meier.ts";

/** Options for {@linkcode nelsonAalen}. */
export interface NelsonAalenOptions extends EventOptions {
  /** The confidence level, in (0, 1). @default {0.95} */
  readonly level?: number;
}

/** A day on which somebody left. */
export interface HazardPoint {
  /** Whole days waited. */
  readonly days: number;
  /** Contacts who could leave on that day. */
  readonly atRisk: number;
  /** Contacts who left on it. */
  readonly events: number;
  /** The cumulated hazard up to and with this day: a plain number >= 0, the expected exits of one always at risk. */
  readonly hazard: number;
  /** Its standard error. */
  readonly standardError: number;
  /** Its pointwise confidence interval, symmetric in the logarithm. */
  readonly interval: Computed<Interval>;
}

/**
 * The cumulated hazard of leaving the list (Nelson–Aalen): a straight line when the chance is the same every day.
 *
 * Formula: H(t) = Σ d / n, variance Σ d / n², interval H exp(±z se / H).
 * Source: W. Nelson 1972, Technometrics 14; O. Aalen 1978, Annals of Statistics 6.
 *
 * @param cells Cells of whole days in any order; not changed.
 * @param options What counts as an event; the level.
 * @returns The days with events, in order.
 * @throws {RangeError} If a cell is a band, has a negative number, or ended before it was first seen.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exitCells, nelsonAalen } from "vantelage/analysis";
 * const points = nelsonAalen(exitCells([{ days: 1, outcome: "operated" }, { days: 2, outcome: "operated" }]));
 * assert.deepEqual(points.map((point) => point.hazard), [0.5, 1.5]);
 * ```
 */
export function nelsonAalen(cells: readonly ExitCell[], options: NelsonAalenOptions = {}): HazardPoint[] {
  const { events = ["operated", "withdrawn"], level = 0.95 } = options;
  const z = normalQuantile(1 - (1 - level) / 2);
  let hazard = 0, variance = 0;
  return riskTable(cells).flatMap((day) => {
    const { days, atRisk } = day;
    const left = events.reduce((sum, event) => sum + day[event], 0);
    if (left === 0) return [];
    hazard += left / atRisk;
    variance += left / atRisk ** 2;
    const standardError = Math.sqrt(variance), factor = Math.exp(z * standardError / hazard);
    const interval = { value: { low: hazard / factor, high: hazard * factor } };
    return [{ days, atRisk, events: left, hazard, standardError, interval }];
  });
}
