import assert from "node:assert/strict";
import { readSheets } from "../../lib/extract/mod.ts";
import { fieldGuides, readDataFolder, readForm } from "../../lib/form/mod.ts";
import { dataKinds, parseKnowledgeExample } from "../../lib/plan/mod.ts";
import { dataFolder, inventedSources } from "../../lib/reference/mod.ts";
import { run } from "./_run.ts";

Deno.test("start makes a folder whose data is empty, with a form and a guide of each kind", async () => {
  const folder = `${await Deno.makeTempDir()}/vantelage`;
  const { code, out, err } = await run("start", folder);
  assert.equal(code, 0, err);
  assert.match(out, /mallar\/mall_register\.xlsx[^]*LÄSMIG\.md\n$/);
  const data = dataFolder({ folder: `${folder}/lager`, sample: false });
  assert.deepEqual(
    [...Deno.readDirSync(data)].map(({ name }) => name).sort(),
    [...dataKinds.map(({ folder }) => folder), "kunskapsbank"].sort(),
  );
  // Tests that ran before in this process may have read invented data.
  Reflect.deleteProperty(globalThis, Symbol.for("vantelage.invented"));
  for (const kind of dataKinds) {
    const own = `${data}/${kind.folder}`;
    assert.deepEqual(await readDataFolder(kind, own), [], kind.folder);
    const sheets = readSheets(await Deno.readFile(`${own}/mall_${kind.folder}.xlsx`), kind.folder);
    assert.deepEqual(readForm(kind, sheets).document, kind.template);
    const readme = await Deno.readTextFile(`${own}/README.md`);
    for (const { heading, hint } of fieldGuides(kind)) {
      assert.ok(readme.includes(`| ${heading} |`) && hint !== "");
    }
  }
  assert.ok(parseKnowledgeExample(await Deno.readTextFile(`${data}/kunskapsbank/mall.txt`)));
  assert.deepEqual(inventedSources(), []);
  const again = await run("start", folder);
  assert.deepEqual([again.code, /har redan [^]*, som inte skrivs över/.test(again.err)], [1, true]);
  assert.equal((await run("start", "lager")).code, 2);
  await Deno.remove(folder, { recursive: true });
});
