import assert from "node:assert/strict";
import { loadFile, loadFiles, openStore, type Store, StoreError } from "../../lib/store/mod.ts";
import { STORE_VERSION } from "../../lib/store/delivery.ts";
import { registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";

const work = temporaryFolder();
const folder = `${work}/lager`;
const path = (name: string) => `${work}/${name}`;
await Deno.writeTextFile(
  path("d04.csv"),
  registerFile([...times(3, waiting), { ...waiting, avvikelsekod: "1", beslut_datum: "2024-01-01" }]),
);
await Deno.writeTextFile(path("d03.csv"), registerFile(times(2, { ...waiting, matperiod: "2024-03" })));
await Deno.writeTextFile(
  path("u04.csv"),
  registerFile(times(5, { ...waiting, regionkod: "12", sjukhusnamn: "UAS", lkf: "0380" })),
);
await Deno.writeTextFile(
  path("o04.csv"),
  registerFile(times(1, { ...waiting, regionkod: "55", sjukhusnamn: "" })),
);
await Deno.writeTextFile(path("fel.csv"), "a;b\n1;2\n");
const paths = ["d04.csv", "d03.csv", "fel.csv", "u04.csv", "o04.csv"].map(path);
const seen: [string, number, number][] = [];
const reports = await loadFiles(folder, paths, {
  onReport: ({ file }, done, total) => seen.push([file, done, total]),
});

Deno.test("loadFiles() reports and commits in the order of the paths, and a stopped file stops no other", async () => {
  assert.deepEqual(reports.map(({ file, outcome }) => [file, outcome]), [
    ["d04.csv", "kept"],
    ["d03.csv", "kept"],
    ["fel.csv", "stopped"],
    ["u04.csv", "kept"],
    ["o04.csv", "kept"],
  ]);
  assert.deepEqual(
    seen.map(([file, done, total]) => [file, done, total]),
    reports.map(({ file }, index) => [file, index + 1, 5]),
  );
  using store = await openStore(folder);
  assert.deepEqual(store.deliveries.map(({ file, sequence }) => [file, sequence]), [
    ["d04.csv", 1],
    ["d03.csv", 2],
    ["u04.csv", 3],
    ["o04.csv", 4],
  ]);
});

Deno.test("loadFiles() takes the same file twice in one call as one delivery", async () => {
  const again = await loadFiles(`${work}/lager2`, [paths[0], paths[0], paths[0]]);
  assert.deepEqual(again.map(({ outcome }) => outcome), [
    "kept",
    "unchanged",
    "unchanged",
  ]);
});

Deno.test("Store answers which months and regions it holds", async () => {
  using store = await openStore(folder);
  assert.equal(store.latestMonth(), "2024-04");
  assert.equal(store.latestMonth("genomforda"), null);
  assert.deepEqual(store.regionsOf("2024-04"), ["Region Dalarna", "Region Uppsala", "Region Örebro län"]);
  assert.deepEqual(store.regionsOf("2024-03"), ["Region Dalarna"]);
  assert.deepEqual(store.holdings.map(({ manad, region }) => `${manad} ${region}`), [
    "2024-03 Region Dalarna",
    "2024-04 Region Dalarna",
    "2024-04 Region Uppsala",
    "2024-04 Region Örebro län",
  ]);
});

Deno.test("Store.cells() limits to one value, to several and to a missing one, and merges what it does not keep", async () => {
  using store = await openStore(folder);
  const sum = async (where: NonNullable<Parameters<typeof store.cells>[0]>["where"]) =>
    (await store.cells({ where, by: [] })).reduce((total, { antal }) => total + antal, 0);
  assert.equal(await sum({ manad: "2024-04" }), 10);
  assert.equal(await sum({}), 12);
  assert.equal(await sum({ region: ["Region Dalarna", "Region Uppsala"], manad: "2024-04" }), 9);
  assert.equal(await sum({ avvikelse: "PvV" }), 1);
  assert.equal(await sum({ avvikelse: null }), 11);
  assert.equal(await sum({ avvikelse: [null, "PvV"] }), 12);
  assert.equal(await sum({ sjukhus: null }), 1);
  assert.equal(await sum({ vardgaranti: true }), 12);
  assert.equal(await sum({ region: [] }), 0);
  assert.equal(await sum({ region: undefined, manad: "2024-03" }), 2);
  assert.equal(await sum({ region: "x'; DROP TABLE celler; --" }), 0);
  assert.deepEqual(await store.cells({ where: { manad: "2024-04" }, by: ["hemregion"] }), [
    { hemregion: "Region Dalarna", lo: 89, hi: 89, antal: 4 },
    { hemregion: "Region Dalarna", lo: 120, hi: 120, antal: 1 },
    { hemregion: "Region Uppsala", lo: 89, hi: 89, antal: 5 },
  ]);
});

Deno.test("Store.cells() misses nothing when asked several things at once", async () => {
  using store = await openStore(folder);
  const sums = await Promise.all(
    ["2024-04", "2024-03", "2024-04"].map(async (manad) =>
      (await store.cells({ where: { manad }, by: [] })).reduce((total, { antal }) => total + antal, 0)
    ),
  );
  assert.deepEqual(sums, [10, 2, 10]);
});

Deno.test("Store.cells() finds read what another open store has read of the same manifest, and no longer", async () => {
  const count = async (store: Store) => (await store.cells({ by: ["manad"] })).length;
  const cells: string[] = [];
  const away = path("undan.parquet");
  {
    using first = await openStore(folder);
    const { files } = first.deliveries[0];
    cells.push(...files.filter(({ kind }) => kind === "cells").map((file) => `${folder}/${file.path}`));
    assert.ok(await count(first) > 0);
    await Deno.rename(cells[0], away);
    using second = await openStore(folder);
    assert.equal(await count(second), await count(first));
  }
  using later = await openStore(folder);
  await assert.rejects(count(later), { name: "StoreError", message: /saknas/ });
  await Deno.rename(away, cells[0]);
  assert.ok(await count(later) > 0);
});

Deno.test("Store.cells() reads cells of which nothing is known but how many, and waits of a hundred years", async () => {
  const other = `${work}/lager6`;
  await Deno.writeTextFile(path("antal.csv"), "manad;status;region;antal\n2024-04;väntande;Dalarna;7\n");
  await Deno.writeTextFile(
    path("framtid.csv"),
    registerFile([{ ...waiting, beslut_datum: "2010-01-01", matperiod: "2199-12", regionkod: "12" }]),
  );
  await loadFiles(other, [path("antal.csv"), path("framtid.csv")]);
  using store = await openStore(other);
  assert.deepEqual(await store.cells({ by: ["region", "sjukhus", "hemregion"] }), [
    { region: "Region Dalarna", sjukhus: null, hemregion: null, lo: 0, hi: null, antal: 7 },
    {
      region: "Region Uppsala",
      sjukhus: "Falu lasarett",
      hemregion: "Region Dalarna",
      lo: 69_395,
      hi: 69_395,
      antal: 1,
    },
  ]);
});

Deno.test("Store sees what it held when it was opened", async () => {
  const copy = `${work}/lager3`;
  await loadFiles(copy, [paths[0]]);
  using before = await openStore(copy);
  await loadFiles(copy, [paths[3]]);
  assert.equal((await before.cells({ by: ["region"] })).length, 2);
  using after = await openStore(copy);
  assert.equal((await after.cells({ by: ["region"] })).length, 3);
});

Deno.test("openStore() takes a folder that is not there for an empty store", async () => {
  using store = await openStore(`${work}/finns_inte`);
  assert.deepEqual([store.deliveries, store.holdings, store.latestMonth(), await store.cells()], [
    [],
    [],
    null,
    [],
  ]);
  await assert.rejects(store.rows("r", { status: "vantande", manad: "2024-04" }), StoreError);
});

Deno.test("openStore() says of a file that a store is a folder", async () => {
  const file = await Deno.makeTempFile();
  await assert.rejects(openStore(file), {
    name: "StoreError",
    message: /ska vara en mapp, men det här är en fil/,
  });
  await Deno.remove(file);
});

Deno.test("openStore() refuses a newer store and a damaged manifest, and changes nothing", async () => {
  const broken = `${work}/lager4`;
  await Deno.mkdir(broken);
  const manifest = await Deno.readTextFile(`${folder}/manifest.json`);
  const cases: [string, RegExp][] = [
    [manifest.replace(`"version": ${STORE_VERSION}`, `"version": ${STORE_VERSION + 1}`), /nyare version/],
    [manifest.slice(0, 60), /inte JSON/],
    [manifest.replace('"commit": 4', '"commit": "fyra"'), /skadat \(head\.commit/],
    [manifest.replace('"commit": 4', '"commit": 3'), /history\/000003-[0-9a-f]{24}\.json saknas/],
    [
      '{"format": "vantelage-store", "version": 3, "deliveries": [{"loaded": "fyra"}]}',
      /skadat \(deliveries\.0\.id/,
    ],
    ['{"format": "annat"}', /skadat/],
  ];
  for (const [text, message] of cases) {
    await Deno.writeTextFile(`${broken}/manifest.json`, text);
    for (const attempt of [() => openStore(broken), () => loadFile(broken, paths[0])]) {
      await assert.rejects(
        attempt,
        (error: Error) => error instanceof StoreError && message.test(error.message),
      );
    }
    assert.equal(await Deno.readTextFile(`${broken}/manifest.json`), text);
  }
  await assert.rejects(loadFiles(broken, paths), StoreError);
});

Deno.test("Store names a file that is missing or damaged", async () => {
  const hurt = `${work}/lager5`;
  await loadFiles(hurt, [paths[0]]);
  using opened = await openStore(hurt);
  const { path: cells } = opened.deliveries[0].files.find(({ kind }) => kind === "cells")!;
  const bytes = await Deno.readFile(`${hurt}/${cells}`);
  bytes[bytes.length >> 1] ^= 1;
  await Deno.writeFile(`${hurt}/${cells}`, bytes);
  const names = (word: RegExp) => (error: Error) =>
    error instanceof StoreError && error.message.includes(cells) && word.test(error.message);
  await assert.rejects(opened.cells(), names(/skadad/));
  await Deno.remove(`${hurt}/${cells}`);
  await assert.rejects(opened.cells(), names(/saknas/));
  bytes[bytes.length >> 1] ^= 1;
  await Deno.writeFile(`${hurt}/${cells}`, bytes);
  assert.equal((await opened.cells({ by: [] })).length, 2);
});
