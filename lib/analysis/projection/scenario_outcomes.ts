import type { Month } from "../../calendar/mod.ts";
import type { Projected, Projection } from "./project.ts";

/** Where a scenario leads to: the last month of its projection. */
export interface ScenarioOutcome {
  /** The scenario's name; `null` when all goes on as before. */
  readonly scenario: string | null;
  /** The month. */
  readonly manad: Month;
  /** Waiting, contacts. */
  readonly waiting: Projected;
  /** Waiting longer than the limit, contacts. */
  readonly over: Projected;
  /** Their proportion, 0–1; `null` when nobody waits. */
  readonly overShare: Projected | null;
}

/**
 * Where scenarios lead to, side by side (scenariernas utfall).
 *
 * @param projections What {@linkcode compareScenarios} gave.
 * @param region A region; `null` for all together.
 * @returns A row for each projection that has the region, in their order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { scenarioOutcomes } from "vantelage";
 * assert.deepEqual(scenarioOutcomes([{ asAt: "2024-04", limitDays: 90, scenario: null, methods: [], rows: [] }]), []);
 * ```
 */
export function scenarioOutcomes(
  projections: readonly Projection[],
  region: string | null = null,
): ScenarioOutcome[] {
  return projections.flatMap(({ scenario, rows }) => {
    const last = rows.findLast(({ name }) => name === region);
    if (last === undefined) return [];
    const { manad, waiting, over, overShare } = last;
    return [{ scenario, manad, waiting, over, overShare }];
  });
}
