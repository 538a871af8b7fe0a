import assert from "node:assert/strict";
import { exampleFolder, tellOpened } from "../../../lib/reference/mod.ts";
import { factorIn, readScenarios, Scenario } from "../../../lib/analysis/projection/mod.ts";

Deno.test("readScenarios() reads one's own scenarios, and the examples of data/scenarier where there are none", async () => {
  const home = await Deno.makeTempDir();
  tellOpened({ folder: `${home}/lager`, sample: false });
  const scenarios = await readScenarios();
  assert.deepEqual(await readScenarios(exampleFolder("scenarier")), scenarios);
  await Deno.mkdir(`${home}/uppgifter/scenarier`, { recursive: true });
  await Deno.writeTextFile(`${home}/uppgifter/scenarier/egen.json`, '{ "namn": "Egen", "beskrivning": "" }');
  assert.deepEqual((await readScenarios()).map(({ namn }) => namn), ["Egen"]);
  await Deno.remove(home, { recursive: true });
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
    name: "OwnDataError",
    message:
      /host\.json: 2 fel\n {2}rad 1 \(beskrivning\) {2}Beskrivning: .*saknas\n.*ska vara högst 12: fick 13/,
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("factorIn() multiplies the changes of a month", () => {
  assert.equal(factorIn([{ manader: [1, 2], faktor: 1.5 }, { manader: [2], faktor: 2 }], 2), 3);
  assert.equal(factorIn([], 2), 1);
  assert.equal(Scenario.parse({ namn: "a", beskrivning: "" }).extra, "som_i_dag");
});
