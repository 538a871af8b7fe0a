import assert from "node:assert/strict";
import {
  parseKnowledgeExample,
  readBoughtCareCovers,
  readContracts,
  readImagingAssumptions,
  readOrders,
  readPlans,
  readPriceLists,
  readSpecialisedCare,
  readStaffCosts,
  readStatedCauses,
  readYearlyReports,
} from "../../lib/plan/mod.ts";
import { dataFolder, inventedSources } from "../../lib/reference/mod.ts";
import { run } from "./_run.ts";

const READERS: Readonly<Record<string, (folder: string) => Promise<readonly unknown[]>>> = {
  planer: readPlans,
  planavvikelser: readStatedCauses,
  avtal: readContracts,
  priser: readPriceLists,
  kopt_vard: readBoughtCareCovers,
  hyrpersonal: readStaffCosts,
  bestallningar: readOrders,
  hogspecialiserad_vard: readSpecialisedCare,
  ctpet: readImagingAssumptions,
  arsrapport: readYearlyReports,
};

Deno.test("start makes a folder whose data is empty, with templates that their readers accept once copied", async () => {
  const folder = `${await Deno.makeTempDir()}/vantelage`;
  const { code, out, err } = await run("start", folder);
  assert.equal(code, 0, err);
  assert.match(out, /mallar\/mall_register\.xlsx[^]*LÄSMIG\.md\n$/);
  const data = dataFolder({ folder: `${folder}/lager`, sample: false });
  assert.deepEqual(
    [...Deno.readDirSync(data)].map(({ name }) => name).sort(),
    [...Object.keys(READERS), "kunskapsbank", "signaler"].sort(),
  );
  // Tests that ran before in this process may have read invented data.
  Reflect.deleteProperty(globalThis, Symbol.for("vantelage.invented"));
  for (const [kind, read] of Object.entries(READERS)) {
    assert.deepEqual(await read(`${data}/${kind}`), [], kind);
    await Deno.copyFile(`${data}/${kind}/mall.txt`, `${data}/${kind}/egen.json`);
    assert.ok((await read(`${data}/${kind}`)).length > 0, kind);
  }
  assert.ok(parseKnowledgeExample(await Deno.readTextFile(`${data}/kunskapsbank/mall.txt`)));
  assert.deepEqual(inventedSources(), []);
  const again = await run("start", folder);
  assert.deepEqual([again.code, /har redan [^]*, som inte skrivs över/.test(again.err)], [1, true]);
  assert.equal((await run("start", "lager")).code, 2);
  await Deno.remove(folder, { recursive: true });
});
