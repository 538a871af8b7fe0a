import assert from "node:assert/strict";
import { peopleTrial } from "./_people_trial.ts";

Deno.test("judge() puts each person of an aggregate in the cells once, or the load stops", () => {
  const { right, wrong } = peopleTrial(100, "test");
  assert.deepEqual(wrong, []);
  assert.ok(right > 62, `only ${right} of 100 files were read`);
});
