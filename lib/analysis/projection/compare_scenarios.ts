import type { Calibration } from "./calibrate.ts";
import { project, type Projection, type ProjectionOptions } from "./project.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Projects what happens if all goes on as before, and in each scenario (jämförelse av scenarier).
 *
 * All are raised or lowered to the forecast by the same factors, so that what differs between them is the scenarios' doing.
 *
 * @param calibration What {@linkcode calibrateProjection} has learnt.
 * @param scenarios The scenarios.
 * @param options The projections' options.
 * @returns The course as before, then one projection a scenario.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compareScenarios } from "vantelage";
 * const even = Array(12).fill(1);
 * const calibration = { asAt: "2024-04", from: "2023-05", capacitySeason: even, decisionSeason: even, missing: [],
 *   regions: [{ region: "Region Dalarna",
 *     profile: [{ lo: 0, hi: null, perDay: 0.01 }], lists: [{ vardutbud: null, pace: 1, performed: 99,
 *       waiting: [{ lo: 9, hi: 9, antal: 100 }], decisionsPerDay: 2, leavingPerDay: 0 }] }] };
 * const fewer = { namn: "Färre", beskrivning: "", kapacitet: [], extra: "som_i_dag" as const,
 *   beslut: [{ manader: [5], faktor: 0.8 }] };
 * const [before, after] = compareScenarios(calibration, [fewer], { months: 1 });
 * assert.equal(Math.round(before.rows[0].waiting.value - after.rows[0].waiting.value), 8); // 20 % of 2 in 21 days
 * ```
 */
export function compareScenarios(
  calibration: Calibration,
  scenarios: readonly Scenario[],
  options: Omit<ProjectionOptions, "scenario"> = {},
): Projection[] {
  return [undefined, ...scenarios].map((scenario) => project(calibration, { ...options, scenario }));
}
