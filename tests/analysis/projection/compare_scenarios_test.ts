import assert from "node:assert/strict";
import { compareScenarios } from "../../../lib/analysis/projection/mod.ts";
import { evenCalibration } from "./_history.ts";

Deno.test("compareScenarios() puts the course as before first, and lets all meet the same chances", () => {
  const more = {
    namn: "Fler",
    beskrivning: "",
    kapacitet: [{ manader: [5, 6], faktor: 1.2 }],
    beslut: [],
    extra: "som_i_dag",
  } as const;
  const [before, after] = compareScenarios(evenCalibration({}, { variation: 0.1 }), [more], {
    months: 2,
    paths: 40,
  });
  assert.deepEqual([before.scenario, after.scenario], [null, "Fler"]);
  assert.deepEqual(
    before.rows.map(({ decisions }) => decisions),
    after.rows.map(({ decisions }) => decisions),
  );
  for (const end of ["value", "low80", "high80"] as const) {
    assert.ok(Math.abs(after.rows[0].performed[end]! / before.rows[0].performed[end]! - 1.2) < 1e-6);
  }
});
