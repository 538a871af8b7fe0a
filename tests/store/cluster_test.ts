import assert from "node:assert/strict";
import { openCluster } from "../../lib/database/mod.ts";
import { select, type Selection, sql } from "../../lib/selection/mod.ts";
import {
  CLUSTER_VARIABLE,
  clusterPlace,
  compactStore,
  eraseFromStore,
  loadFiles,
  LOGIN_VARIABLES,
  openStore,
  publishTables,
  type Store,
  StoreError,
  withdrawDelivery,
} from "../../lib/store/mod.ts";
import { collectNativeGarbage } from "../_native.ts";
import { run } from "../cli/_run.ts";
import { registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";
import { duckdbAsCluster } from "./_duckdb_as_cluster.ts";

collectNativeGarbage();

const work = temporaryFolder(), folder = `${work}/lager`, now = new Date("2024-05-02");
const uppsala = { ...waiting, regionkod: "12", sjukhusnamn: "Akademiska sjukhuset", lkf: "0380" };
const bands = "månad;status;region;sjukhus;0-30;366+\n2024-04;väntande;Örebro;Karlskoga lasarett;";
const files = {
  "forsta.csv": registerFile([
    ...times(4, { ...waiting, vardgaranti: "NEJ" }),
    ...times(6, uppsala),
    ...times(2, { ...waiting, status: "GENOMFORD", start_datum: "2024-04-10", slut_datum: "2024-04-10" }),
  ]),
  // Takes the place of those who wait in Dalarna, and of nothing else.
  "dalarna.csv": registerFile([...times(5, waiting), { ...waiting, avvikelsekod: "1", sjukhusnamn: "" }]),
  "band.csv": `${bands}7;1\n`,
  "aterkallad.csv": `${bands}99;1\n`,
};
async function load(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) await Deno.writeTextFile(`${work}/${name}`, text);
  const reports = await loadFiles(folder, Object.keys(texts).map((name) => `${work}/${name}`), {
    accept: ["godta-mindre", "godta-avvikande"],
  });
  assert.deepEqual(reports.map(({ outcome }) => outcome), reports.map(() => "kept"));
}
await load(files);
await withdrawDelivery(folder, 4, { dag: "2024-05-01" });

const server = await duckdbAsCluster(work);
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());
const place = { ...clusterPlace(server.url.replace("//", "//anna@") + "/hive/ko"), retries: 0 };
const publish = async () => {
  using cluster = openCluster(place);
  return await publishTables(folder, cluster, { location: "local:///lager", now });
};

/** What a store answers, of all kinds. */
async function answersOf(store: Store): Promise<readonly unknown[]> {
  const rows = async (
    texts: TemplateStringsArray,
    ...values: string[]
  ) => [...await sql(store)(texts, ...values)];
  const { sequence: _, ...selected } = rowsOf(await select(store, { region: "Dalarna" }));
  return [
    await store.cells(),
    await store.cells({
      where: { vardgaranti: [false, null], avvikelse: null },
      by: ["region"],
      bands: [0, 91, 366],
    }),
    (await store.fields(["regionkod", "beslut_datum", "avvikelsekod"], {
      status: "vantande",
      manad: "2024-04",
    }))
      .map((row) => JSON.stringify(row)).sort(),
    await rows`SELECT sjukhus, sum(antal) AS antal FROM celler WHERE region = ${"Region Dalarna"} GROUP BY sjukhus ORDER BY 1, 2`,
    await rows`SELECT regionkod, status, count(*) AS antal FROM rader GROUP BY regionkod, status ORDER BY 1, 2`,
    [
      store.latestMonth(),
      store.regionsOf("2024-04"),
      store.coversOf("2024-04"),
      store.deliveries,
      store.erasures,
    ],
    selected,
  ];
}
const rowsOf = (selection: Selection) => ({
  sequence: 0,
  rows: selection.waiting("sjukhus"),
  missing: selection.missing,
});

Deno.test("openStore() on a cluster answers as on the folder, where deliveries are replaced, withdrawn, and of both layouts", async () => {
  const { tables, files } = await publish();
  assert.deepEqual(tables, ["celler", "rader", "aggregat"]);
  // Of the first delivery those who wait in Uppsala and those operated hold, of the last nothing.
  assert.equal(files, 2 * 4);
  using inFolder = await openStore(folder), onCluster = await openStore(place);
  assert.deepEqual([inFolder.isOnCluster, onCluster.isOnCluster], [false, true]);
  const cells = await onCluster.cells();
  assert.equal(cells.reduce((sum, { antal }) => sum + antal, 0), 22);
  assert.deepEqual(await answersOf(onCluster), await answersOf(inFolder));
});

Deno.test("openStore() takes the cluster that the variable names, unless a folder is given", async () => {
  Deno.env.set(CLUSTER_VARIABLE, server.url.replace("//", "//anna@") + "/hive/ko");
  try {
    using named = await openStore(), given = await openStore(folder);
    assert.deepEqual([named.isOnCluster, given.isOnCluster], [true, false]);
  } finally {
    Deno.env.delete(CLUSTER_VARIABLE);
  }
});

Deno.test("store publish-tables says what is lacking, and table counts on the cluster as on the folder", async () => {
  const lacking = await run("store", "publish-tables", "--lager", folder, "--plats", "local:///lager");
  assert.deepEqual([lacking.code, /--kluster, och med --plats/.test(lacking.err)], [2, true]);
  const address = server.url.replace("//", "//anna@") + "/hive/ko";
  const published = await run(
    "store",
    "publish-tables",
    "--lager",
    folder,
    "--kluster",
    address,
    "--plats",
    "local:///lager",
  );
  assert.equal(published.code, 0, published.err);
  assert.match(
    published.out,
    /^8 filer som gäller svarar i hive\.ko som celler, rader och aggregat; 0 äldre/,
  );
  const inFolder = await run("table", "--lager", folder, "--format", "csv");
  Deno.env.set(CLUSTER_VARIABLE, address);
  try {
    assert.deepEqual(await run("table", "--format", "csv"), inFolder);
  } finally {
    Deno.env.delete(CLUSTER_VARIABLE);
  }
});

Deno.test("A store on a cluster says what it cannot do, and which name is wrong", async () => {
  using store = await openStore(place);
  await assert.rejects(
    store.rows("r", { status: "vantande", manad: "2024-04" }),
    /sql\(store\)`SELECT … FROM rader WHERE/,
  );
  await assert.rejects(store.rowsOf(store.deliveries[0]), /behöver dess filer/);
  await assert.rejects(sql(store)`SELECT * FROM cellerna`, /tabellen "cellerna" finns inte. Närmast: celler/);
  await assert.rejects(openStore({ ...place, cluster: "http://127.0.0.1:1" }), /Klustret svarar inte/);
});

Deno.test("publishTables() lets an open store answer for no other state, and drops what is no longer asked", async () => {
  using before = await openStore(place);
  await before.cells({ by: [] });
  await load({ "rattad.csv": `${bands}8;1\n` });
  // Until it is published again, the earlier state answers.
  assert.equal((await before.cells({ where: { region: "Region Örebro län" }, by: [] })).length, 2);
  const { dropped } = await publish();
  assert.equal(dropped, 4);
  await assert.rejects(before.cells({ by: [] }), (error) => {
    return error instanceof StoreError && /publicerats på nytt sedan det öppnades/.test(error.message);
  });
  using inFolder = await openStore(folder), onCluster = await openStore(place);
  assert.deepEqual(await answersOf(onCluster), await answersOf(inFolder));
  const names = (await Array.fromAsync(Deno.readDir(`${folder}/tabeller/lager_innehav`))).map(({ name }) =>
    name
  );
  assert.equal(names.length, 1);
  assert.equal((await publish()).dropped, 0);
});

Deno.test("A store on a cluster names a file that is not there, and counts nothing without it", async () => {
  using store = await openStore(place);
  const [{ path }] = store.deliveries[1].files.filter(({ kind }) => kind === "cells");
  await Deno.rename(`${folder}/${path}`, `${work}/borta`);
  try {
    await assert.rejects(store.cells(), (error: Error) => error.message.includes(`local:///lager/${path}`));
  } finally {
    await Deno.rename(`${work}/borta`, `${folder}/${path}`);
  }
  assert.equal((await store.fields(["lkf"], { status: "vantande", manad: "2024-04" })).length, 12);
});

Deno.test("An erasure reaches the cluster: it does not answer until the rest is published", async () => {
  // What is written for a cluster is no rest to be cleared away.
  const removed = await compactStore(folder, { now: new Date(Date.now() + 3e8) });
  assert.deepEqual(removed.filter((path) => !path.startsWith("history/")), []);
  using before = await openStore(place);
  const target = { region: "Region Uppsala", manad: "2024-04" } as const;
  await eraseFromStore(folder, target, { by: "registerhållaren", reason: "gallring", at: now });
  await assert.rejects(before.cells(), /har något raderats ur det/);
  await assert.rejects(sql(before)`SELECT count(*) AS antal FROM celler`, StoreError);
  await assert.rejects(openStore(place), /eller så har något raderats ur det/);
  await publish();
  using inFolder = await openStore(folder), onCluster = await openStore(place);
  assert.deepEqual(await answersOf(onCluster), await answersOf(inFolder));
  assert(!JSON.stringify(await onCluster.cells()).includes("Uppsala"));
});

Deno.test("clusterPlace() reads an address, takes the login from the environment, and repeats none that holds a password", () => {
  const address = "https://anna%40region@trino.example.se:8443/hive/vantelage";
  const plain = {
    cluster: "https://trino.example.se:8443",
    user: "anna@region",
    catalog: "hive",
    schema: "vantelage",
  };
  assert.deepEqual(clusterPlace(address), plain);
  try {
    Deno.env.set(LOGIN_VARIABLES.password, "hemligt");
    assert.deepEqual(clusterPlace(address), { ...plain, login: { password: "hemligt" } });
    Deno.env.set(LOGIN_VARIABLES.token, "abc");
    assert.deepEqual(clusterPlace(address), { ...plain, login: { token: "abc" } });
  } finally {
    for (const variable of Object.values(LOGIN_VARIABLES)) Deno.env.delete(variable);
  }
  for (
    const wrong of [
      "https://anna:hemligt@t.se/hive/k",
      "https://t.se/hive/k",
      "https://anna@t.se/hive",
      "anna@t.se/hive/k",
    ]
  ) {
    assert.throws(
      () => clusterPlace(wrong),
      (error) => error instanceof StoreError && !error.message.includes("hemligt"),
    );
  }
});
