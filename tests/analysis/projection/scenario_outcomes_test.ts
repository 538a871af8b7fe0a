import assert from "node:assert/strict";
import { compareScenarios, scenarioOutcomes } from "../../../lib/analysis/projection/mod.ts";
import { evenCalibration } from "./_history.ts";

Deno.test("scenarioOutcomes() gives the last month of each projection, of all together or one region", () => {
  const fewer = {
    namn: "Färre",
    beskrivning: "",
    kapacitet: [],
    beslut: [{ manader: [5], faktor: 0.5 }],
    extra: "som_i_dag",
  } as const;
  const projections = compareScenarios(evenCalibration(), [fewer], { months: 3 });
  const outcomes = scenarioOutcomes(projections);
  assert.deepEqual(outcomes.map(({ scenario, manad }) => `${scenario} ${manad}`), [
    "null 2024-07",
    "Färre 2024-07",
  ]);
  assert.ok(outcomes[1].waiting.value < outcomes[0].waiting.value);
  assert.deepEqual(scenarioOutcomes(projections, "Region Dalarna"), outcomes);
  assert.deepEqual(scenarioOutcomes(projections, "Region Värmland"), []);
});
