import assert from "node:assert/strict";
import { loadFiles } from "../../lib/store/mod.ts";
import { run } from "./_run.ts";

const HEADER = "månad;status;region;0-30\n";

Deno.test("load says that a store holds the sample beside other deliveries", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`;
  await Deno.writeTextFile(`${folder}/syntetisk_uppsala.csv`, `${HEADER}2024-04;väntande;Uppsala;3\n`);
  await Deno.writeTextFile(`${folder}/dalarna.csv`, `${HEADER}2024-04;väntande;Dalarna;3\n`);
  const own = await run("load", `${folder}/dalarna.csv`, "--lager", store);
  assert.deepEqual([own.code, own.err], [0, ""]);
  const mixed = await run("load", `${folder}/syntetisk_uppsala.csv`, "--lager", store);
  assert.equal(mixed.code, 0);
  assert.match(
    mixed.err,
    /lager har syntetiska exempelleveranser bredvid andra, [^]*eget lager: --lager MAPP\n$/,
  );
  const table = async (...more: string[]) => {
    const { out } = await run("table", "--lager", store, "--format", "csv", ...more);
    return out.trim().split("\n").map((line) => [line.split(";")[0], line.split(";").at(-1)?.trim()]);
  };
  assert.deepEqual(await table(), [
    ["region", "underlag"],
    ["Region Dalarna", ""],
    ["Region Uppsala", "syntetiska data"],
    ["De 2 regionerna", "syntetiska data"],
  ]);
  assert.equal((await run("store", "export", "--ut", `${folder}/ut`, "--lager", store)).code, 0);
  const lines = (await Deno.readTextFile(`${folder}/ut/celler.csv`)).trim().split(/\r?\n/);
  const marks = lines.map((line) => [/Dalarna|Uppsala/.exec(line)?.[0], line.split(";").at(-1)]);
  assert.deepEqual(marks.slice(1), [["Dalarna", ""], ["Uppsala", "syntetiska data"]]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("sample --las-in replaces no other deliveries, and writes nothing then", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`;
  await Deno.writeTextFile(`${folder}/dalarna.csv`, `${HEADER}2024-04;väntande;Dalarna;3\n`);
  await loadFiles(store, [`${folder}/dalarna.csv`]);
  const { code, err } = await run("sample", "--las-in", "--ut", `${folder}/prov`, "--lager", store);
  assert.deepEqual([code, err.includes("har andra leveranser än exempeldata (dalarna.csv)")], [1, true]);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["dalarna.csv", "lager"]);
  await Deno.remove(folder, { recursive: true });
});
