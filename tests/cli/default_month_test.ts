import assert from "node:assert/strict";
import { loadFiles } from "../../lib/store/mod.ts";
import { run } from "./_run.ts";

Deno.test("table shows the month that all have delivered and says so; a withdrawn delivery is no month any more", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`;
  const april = ["2024-04;väntande;Dalarna;3\n", "2024-04;väntande;Uppsala;5\n"];
  for (const [name, rows] of [["april", april], ["fel", ["2042-04;väntande;Dalarna;9\n"]]] as const) {
    await Deno.writeTextFile(`${folder}/${name}.csv`, `månad;status;region;0-30\n${rows.join("")}`);
    await loadFiles(store, [`${folder}/${name}.csv`]);
  }
  const { err, out } = await run("table", "--lager", store, "--format", "csv");
  assert.match(err, /^Visar april 2024, [^]*till och med april 2042: --manad senaste\n/);
  assert.match(out, /Region Uppsala/);
  assert.doesNotMatch(err, /invånarna i/);
  const newest = await run("table", "--lager", store, "--format", "csv", "--manad", "senaste");
  assert.equal(/^Region Uppsala/m.test(newest.out), false);
  assert.match(newest.err, /^Antal per 1 000 är räknat på invånarna i april 2024\.$/m);

  const pages = `${folder}/sidor`,
    report = ["report", "--lager", store, "--ut", pages, "--anteckningsbok", "01"] as const;
  const later =
    /Senaste månad som alla som brukar har levererat\. Det finns leveranser till och med april 2042/;
  assert.equal((await run(...report)).code, 0);
  assert.match(await Deno.readTextFile(`${pages}/01_vantelaget.html`), later);

  assert.equal((await run("store", "withdraw", "fel", "--lager", store)).code, 2);
  const done = await run("store", "withdraw", "2", "--lager", store);
  assert.deepEqual([done.code, done.out.split("\n")], [0, [
    "2  fel.csv är återkallad",
    "   Region Dalarna 2042-04 väntande: inget levererat",
    "",
  ]]);
  assert.equal(/^Visar/m.test((await run("table", "--lager", store)).err), false);
  assert.match((await run("store", "list", "--lager", store)).out, /2 {2}fel\.csv [^]*återkallad 2\d{3}-/);
  await Deno.remove(folder, { recursive: true });
});
