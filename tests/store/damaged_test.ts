import assert from "node:assert/strict";
import { compactStore, loadFile, openStore, StoreError, verifyStore } from "../../lib/store/mod.ts";
import { storeAround } from "../../lib/store/store_around.ts";
import { contentsOf, registerFile, rewriteCommit, temporaryFolder, waiting } from "./_deliveries.ts";

const folder = await Deno.realPath(temporaryFolder()), path = `${folder}/april.csv`;
await Deno.writeTextFile(path, registerFile([waiting]));

async function newStore(name: string): Promise<string> {
  await loadFile(`${folder}/${name}`, path);
  return `${folder}/${name}`;
}

Deno.test("A store without its manifest is damaged, never empty, and stays as it is", async () => {
  const store = await newStore("utan");
  await Deno.remove(`${store}/manifest.json`);
  const before = await contentsOf(store);
  for (
    const work of [
      () => openStore(store),
      () => verifyStore(store),
      () => compactStore(store, { now: new Date("2100-01-01") }),
      () => loadFile(store, path),
    ]
  ) {
    await assert.rejects(work, (error) => {
      assert.ok(error instanceof StoreError);
      assert.match(error.message, /skadat: manifest\.json saknas.*säkerhetskopia.*--lager NY_MAPP$/);
      return true;
    });
  }
  assert.deepEqual(await contentsOf(store), before);
});

Deno.test("A load that ends before its first commit leaves an empty store, not a damaged one", async () => {
  const store = `${folder}/avbruten`, inTheWay = `${store}/cells`;
  await Deno.mkdir(store);
  await Deno.writeTextFile(inTheWay, "");
  await assert.rejects(loadFile(store, path), /cells.* kan inte skrivas: något i sökvägen är en fil/);
  await Deno.stat(`${store}/rows/status=vantande`);
  await Deno.remove(inTheWay);
  using opened = await openStore(store);
  assert.deepEqual(opened.deliveries, []);
  assert.equal((await loadFile(store, path)).outcome, "kept");
});

Deno.test("A commit's paths lead to files of the store and nowhere else, also where its checksum holds", async () => {
  const store = await newStore("vilse"), [{ files: [file] }] = (await openStore(store)).deliveries;
  let there = file.path;
  for (
    const wrong of [
      "../../../../../etc/passwd",
      "/etc/passwd",
      "rows/../../april.csv",
      "manifest.json",
      "rows//x.parquet",
    ]
  ) {
    await rewriteCommit(store, (entry) => entry.replace(there, there = wrong));
    for (const work of [() => verifyStore(store), () => openStore(store)]) {
      await assert.rejects(
        work,
        /skadat: history\/000001-.* \(deliveries\.0: ska vara en leverans med filer av lagret/,
      );
    }
  }
});

Deno.test("storeAround() finds the store that a path is or lies in, also through a link, and no other", async () => {
  const store = await newStore("lager");
  await Deno.symlink(store, `${folder}/genvag`);
  for (const inside of ["", "/rows", "/rows/status=vantande/ny.csv", "/rapporter/2024"]) {
    assert.equal(await storeAround(store + inside), store);
    assert.equal(await storeAround(`${folder}/genvag${inside}`), store);
  }
  for (const outside of [folder, `${folder}/lager2`, `${folder}/ny/mapp`, path]) {
    assert.equal(await storeAround(outside), null);
  }
  await Deno.remove(`${store}/manifest.json`);
  assert.equal(await storeAround(`${store}/rapporter`), store);
});

Deno.test("A store whose links lead out of it is neither read nor written, and one that is a link itself is", async () => {
  const store = await newStore("lankat"), outside = `${folder}/utanfor`;
  await Deno.symlink(store, `${folder}/hela`);
  assert.equal((await loadFile(`${folder}/hela`, path)).outcome, "unchanged");
  await Deno.mkdir(outside);
  for (const name of ["manifest.json", "rows", "cells/status=vantande", "history", "las"]) {
    await Deno.rename(`${store}/${name}`, `${outside}/flyttat`);
    await Deno.symlink(`${outside}/flyttat`, `${store}/${name}`);
    const before = await contentsOf(outside);
    await assert.rejects(async () => {
      await loadFile(store, path);
      await compactStore(store, { now: new Date() });
    }, { name: "StoreError", message: new RegExp(`${name}.* leder genom en länk ut ur lagret`) });
    assert.deepEqual(await contentsOf(outside), before);
    await Deno.remove(`${store}/${name}`);
    await Deno.rename(`${outside}/flyttat`, `${store}/${name}`);
  }
  assert.equal((await loadFile(store, path)).outcome, "unchanged");
});
