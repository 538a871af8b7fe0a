import assert from "node:assert/strict";
import { compareScenarios } from "../../../lib/analysis/projection/mod.ts";
import { evenCalibration } from "./_history.ts";

Deno.test("compareScenarios() puts the course as before first, and changes only what the scenario does", () => {
  const more = {
    namn: "Fler",
    beskrivning: "",
    kapacitet: [{ manader: [5, 6], faktor: 1.2 }],
    beslut: [],
    extra: "som_i_dag",
  } as const;
  const [before, after] = compareScenarios(evenCalibration(), [more], { months: 2 });
  assert.deepEqual([before.scenario, after.scenario], [null, "Fler"]);
  assert.deepEqual(
    before.rows.map(({ decisions }) => decisions),
    after.rows.map(({ decisions }) => decisions),
  );
  assert.ok(Math.abs(after.rows[0].performed / before.rows[0].performed - 1.2) < 1e-6);
});
