import assert from "node:assert/strict";
import { run } from "./_run.ts";

Deno.test("profile drafts what load then reads the file by, and lets no personal number through", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/Nord väst.csv`, out = `${folder}/nord.json`;
  await Deno.writeTextFile(
    file,
    "Tidpunkt,Län,Inom 90,Mer än 90\n30-04-2024,Dalarna,30,12\n30-04-2024,Övriga Norden,3,1\n",
  );
  const drafted = await run("profile", file, "--konstant", "status=vantande", "--out", out);
  assert.equal(drafted.code, 0, drafted.err);
  assert.match(drafted.out, /i layouten aggregat\n[^]*osäkert: [^]*Län är antagen att vara region/);
  const loaded = await run("load", file, "--profile", out, "--store", `${folder}/lager`);
  assert.equal(loaded.code, 0, loaded.err);
  assert.match(loaded.out, /inläst med profilen nordvast\n {2}2 lästa = 2 godtagna/);
  const again = await run("profile", file, "--out", out);
  assert.deepEqual([again.code, /skrivs inte över/.test(again.err)], [1, true]);

  await Deno.writeTextFile(out, '{"namn":"nord"}');
  const wrong = await run("load", file, "--profile", out, "--store", `${folder}/lager`);
  assert.deepEqual([wrong.code, /nord\.json är fel i beskrivning/.test(wrong.err)], [1, true], wrong.err);
  await Deno.writeTextFile(file, "Län,Not\nDalarna,811228-9874\n");
  const personal = await run("profile", file, "--out", `${folder}/annan.json`);
  assert.deepEqual([personal.code, personal.err.includes("811228")], [1, false]);
  assert.match(personal.err, /personnummer/i);
  await Deno.remove(folder, { recursive: true });
});
