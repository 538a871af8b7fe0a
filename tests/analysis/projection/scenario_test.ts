import assert from "node:assert/strict";
import { factorIn, readScenarios, Scenario } from "../../../lib/analysis/projection/mod.ts";

Deno.test("readScenarios() reads every scenario of data/scenarier", async () => {
  const scenarios = await readScenarios();
  assert.deepEqual(await readScenarios(new URL("../../../data/scenarier", import.meta.url)), scenarios);
  assert.ok(scenarios.length >= 4);
  assert.equal(new Set(scenarios.map(({ namn }) => namn)).size, scenarios.length);
  assert.ok(scenarios.some(({ beslut }) => factorIn(beslut, 1) === 0.8));
});

Deno.test("readScenarios() names the file that is no scenario", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/README.md`, "ingen JSON");
  assert.deepEqual(await readScenarios(folder), []);
  await Deno.writeTextFile(
    `${folder}/host.json`,
    '{ "namn": "Höst", "kapacitet": [{ "manader": [13], "faktor": 1 }] }',
  );
  await assert.rejects(readScenarios(folder), {
    name: "SyntaxError",
    message: /Cannot read the scenario host\.json: /,
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("factorIn() multiplies the changes of a month", () => {
  assert.equal(factorIn([{ manader: [1, 2], faktor: 1.5 }, { manader: [2], faktor: 2 }], 2), 3);
  assert.equal(factorIn([], 2), 1);
  assert.equal(Scenario.parse({ namn: "a", beskrivning: "" }).extra, "som_i_dag");
});
