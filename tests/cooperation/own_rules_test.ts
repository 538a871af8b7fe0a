import assert from "node:assert/strict";
import {
  ASSUMED_SUITABILITY,
  readPriorityRule,
  readSuitability,
  STANDARD_PRIORITY,
} from "../../lib/cooperation/mod.ts";
import { jsonText } from "../../lib/form/mod.ts";

Deno.test("a priority rule and shares of one's own take the place of the standard ones", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/egen.json`,
    jsonText({ ...STANDARD_PRIORITY, namn: "egen", tak_vantan: 3 }),
  );
  assert.equal((await readPriorityRule(folder)).tak_vantan, 3);
  await Deno.writeTextFile(`${folder}/egen.json`, jsonText({ ...ASSUMED_SUITABILITY, sida: 0.6 }));
  assert.equal((await readSuitability(folder)).sida, 0.6);
  await Deno.copyFile(`${folder}/egen.json`, `${folder}/kopia.json`);
  await assert.rejects(readSuitability(folder), /egen\.json och .*kopia\.json säger samma sak/);
  await Deno.remove(folder, { recursive: true });
});
