import assert from "node:assert/strict";
import { compactStore, loadFile, openStore, verifyStore } from "../../lib/store/mod.ts";
import { contentsOf, registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";

const folder = temporaryFolder();
const store = `${folder}/lager`;

Deno.test("verifyStore() and compactStore() look at every file that the manifest names, and spare it", async (t) => {
  for (const count of [3, 5]) {
    await Deno.writeTextFile(`${folder}/april.csv`, registerFile(times(count, waiting)));
    await loadFile(store, `${folder}/april.csv`);
  }
  const files = (await openStore(store)).deliveries.flatMap((delivery) => delivery.files);
  const [oldest, latest] = (await contentsOf(store)).filter((line) => line.startsWith("history/"))
    .map((line) => line.split(" ")[0]);

  await t.step("compactStore() writes the history as one file, which holds every delivery", async () => {
    const deliveries = (await openStore(store)).deliveries;
    assert.deepEqual(await compactStore(store, { now: new Date() }), [oldest, latest]);
    assert.deepEqual((await openStore(store)).deliveries, deliveries);
    assert.equal((await contentsOf(store)).filter((line) => line.startsWith("history/000003-")).length, 1);
  });
  const before = await contentsOf(store);

  await t.step("compactStore() removes old files without owner, and no others", async () => {
    const stray = [
      "rows/status=vantande/manad=2024-04/stray.parquet",
      "cells/x.parquet.1.tmp",
      "manifest.json.1.tmp",
      `history/000009-${"0".repeat(24)}.json`,
      `history/000009-${"0".repeat(24)}.json.1.tmp`,
    ];
    for (const path of stray) await Deno.writeTextFile(`${store}/${path}`, "x");
    await Deno.writeTextFile(`${store}/anteckningar.txt`, "mina");
    assert.deepEqual(await compactStore(store, { now: new Date() }), [], "a load at work may own them");
    const later = new Date(Date.now() + 25 * 3_600_000);
    assert.deepEqual(await compactStore(store, { now: later }), stray.toSorted());
    await Deno.remove(`${store}/anteckningar.txt`);
    assert.deepEqual(await contentsOf(store), before);
    assert.deepEqual(await compactStore(store, { now: later }), []);
  });

  await t.step("verifyStore() names a damaged and a missing file, replaced deliveries' too", async () => {
    assert.deepEqual(await verifyStore(store), { files: files.length, damaged: [], erasures: 0 });
    const [first, second] = files;
    const bytes = await Deno.readFile(`${store}/${first.path}`);
    bytes[9] ^= 1;
    await Deno.writeFile(`${store}/${first.path}`, bytes);
    await Deno.remove(`${store}/${second.path}`);
    const { damaged } = await verifyStore(store);
    assert.equal(damaged.length, 2);
    assert.match(damaged[0], new RegExp(`${first.path}.*skadad`));
    assert.match(damaged[1], new RegExp(`${second.path} saknas`));
  });

  await t.step("compactStore() removes nothing of a store whose manifest cannot be read", async () => {
    const names = await contentsOf(store);
    await Deno.writeTextFile(`${store}/manifest.json`, "{");
    await assert.rejects(compactStore(store, { now: new Date("2100-01-01") }), /skadat/);
    assert.equal((await contentsOf(store)).length, names.length);
  });
});
