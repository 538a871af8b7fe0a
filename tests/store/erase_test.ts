import assert from "node:assert/strict";
import { countContacts } from "../../lib/numeric/mod.ts";
import {
  compactStore,
  eraseFromStore,
  loadFile,
  openStore,
  StoreError,
  verifyStore,
  withdrawDelivery,
} from "../../lib/store/mod.ts";
import { recountOf } from "../../lib/store/_counted_again.ts";
import { readStoredFile } from "../../lib/store/_stored_file.ts";
import { readManifest } from "../../lib/store/manifest.ts";
import { textsOf } from "./_texts.ts";
import { contentsOf, registerFile, rewriteCommit, temporaryFolder, waiting } from "./_deliveries.ts";

const folder = temporaryFolder();
const said = {
  by: "registerhållaren",
  reason: "begäran enligt artikel 17",
  at: new Date("2024-06-01T08:00:00Z"),
};

/** A register's file of two regions: Dalarna's contacts by their ids, one of which is rejected, and two of Uppsala's. */
async function load(store: string, name: string, ids: readonly string[], bad = "TRASIG-01"): Promise<void> {
  const records = [
    ...ids.map((vardkontakt_id, at) => ({
      ...waiting,
      vardkontakt_id,
      sjukhusnamn: at === 0 ? "Mora lasarett" : "Falu lasarett",
      sjukhuskod: at === 0 ? "57011" : "57010",
    })),
    { ...waiting, vardkontakt_id: bad, beslut_datum: "2031-02-01" },
    ...["U-1", "U-2"].map((id) => ({
      ...waiting,
      vardkontakt_id: id,
      regionkod: "12",
      sjukhuskod: "12001",
      sjukhusnamn: "Akademiska sjukhuset",
    })),
  ];
  await Deno.writeTextFile(`${folder}/${name}`, registerFile(records));
  const report = await loadFile(store, `${folder}/${name}`, { today: "2024-05-02" });
  assert.deepEqual([report.outcome, report.rejected], ["kept", 1]);
}

async function waitingBy(store: string): Promise<string[]> {
  using opened = await openStore(store);
  const cells = await opened.cells({ by: ["region", "sjukhus"] });
  return cells.map(({ region, sjukhus, antal }) => `${region} ${sjukhus} ${antal}`);
}

Deno.test("eraseFromStore() leaves no byte of a person's records, and counts the others again", async () => {
  const store = `${folder}/person`;
  await load(store, "april.csv", ["BORT-7Q", "D-2", "D-3"]);
  await load(store, "rattad.csv", ["BORT-7Q", "D-2", "D-3", "D-4"], "BORT-7Q");
  assert.match(await textsOf(store), /BORT-7Q/);
  const target = { field: "vardkontakt_id", value: " bort-7q" };
  const planned = await eraseFromStore(store, target, { ...said, dry: true });
  assert.match(await textsOf(store), /BORT-7Q/, "a dry run changes nothing");
  const done = await eraseFromStore(store, target, said);
  assert.deepEqual([done.deliveries, done.records, done.rejected], [0, 2, 1]);
  assert.deepEqual({ ...planned, removed: [], erasure: null }, { ...done, removed: [], erasure: null });
  assert.doesNotMatch(await textsOf(store), /bort-7q/i);
  assert.deepEqual(await waitingBy(store), [
    "Region Dalarna Falu lasarett 3",
    "Region Uppsala Akademiska sjukhuset 2",
  ]);
  using opened = await openStore(store);
  for (const { read, loaded, rejected, skipped } of opened.deliveries) {
    assert.equal(read, loaded + rejected + skipped);
  }
  const [first, second] = opened.deliveries;
  assert.deepEqual([first.loaded, first.rejected, first.erased], [4, 1, 1]);
  assert.deepEqual([second.loaded, second.rejected, second.erased], [5, 0, 2]);
  assert.deepEqual(second.values?.sjukhus, ["Akademiska sjukhuset", "Falu lasarett"]);
  assert.deepEqual(second.shapes?.map(({ region, rows, antal }) => [region, rows, antal]), [
    ["Region Dalarna", 3, 3],
    ["Region Uppsala", 2, 2],
  ]);
  assert.deepEqual(await verifyStore(store), { files: 5, damaged: [], erasures: 1 });
  await assert.rejects(eraseFromStore(store, target, said), /inget av det som ska raderas/);
  await assert.rejects(eraseFromStore(store, { field: "region", value: "Region Dalarna" }, said), StoreError);
});

Deno.test("eraseFromStore() takes a region's month of every delivery, and a delivery whole; the line stays", async () => {
  const store = `${folder}/region`;
  await load(store, "mars.csv", ["D-ett", "D-tva"]);
  await load(store, "mars2.csv", ["D-ett", "D-tva", "D-tre"]);
  const { records, rejected, deliveries } = await eraseFromStore(
    store,
    { region: "Region Dalarna", manad: "2024-04" },
    said,
  );
  assert.deepEqual([records, rejected, deliveries], [5, 2, 0]);
  assert.deepEqual(await waitingBy(store), ["Region Uppsala Akademiska sjukhuset 2"]);
  assert.doesNotMatch(await textsOf(store), /D-ett|D-tva|D-tre|Falu|Mora|TRASIG/);
  await eraseFromStore(store, { sequence: 2 }, { ...said, reason: "fel fil" });
  assert.deepEqual(await waitingBy(store), ["Region Uppsala Akademiska sjukhuset 2"]);
  await eraseFromStore(store, { sequence: 1 }, said);
  assert.deepEqual(await waitingBy(store), []);
  assert.deepEqual(
    (await contentsOf(store)).map((line) => line.split("/")[0].split(" ")[0]),
    ["avrundning.nyckel", "history", "las", "manifest.json"],
  );
  await compactStore(store, { now: new Date("2100-01-01") });
  using opened = await openStore(store);
  assert.deepEqual(
    opened.erasures.map(({ number, at, by, reason, what }) => [number, at, by, reason, what.kind]),
    [
      [1, "2024-06-01T08:00:00.000Z", "registerhållaren", "begäran enligt artikel 17", "month"],
      [2, "2024-06-01T08:00:00.000Z", "registerhållaren", "fel fil", "delivery"],
      [3, "2024-06-01T08:00:00.000Z", "registerhållaren", "begäran enligt artikel 17", "delivery"],
    ],
  );
  await load(store, "april.csv", ["D-fem"]);
  using later = await openStore(store);
  assert.deepEqual(later.deliveries.map(({ sequence }) => sequence), [3], "no number is used twice");
  assert.deepEqual((await verifyStore(store)).damaged, []);
  await compactStore(store, { now: new Date() });
  await rewriteCommit(store, (entry) => entry.replace("fel fil", "rätt fil"));
  assert.match((await verifyStore(store)).damaged.join(), /Raderingen 2 har inte lagrets signatur/);
});

Deno.test("recountOf() gives the cells that are stored, of each layout", async () => {
  const store = `${folder}/layouter`;
  await load(store, "register.csv", ["A", "B"]);
  const files = {
    "aggregat.csv":
      "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-;PvV;MoV\n2024-03;väntande;Dalarna;Falu lasarett;Gallsten;3;2;1;4;1;0\n2024-03;väntande;Dalarna;Falu lasarett;Höftled protes;1;2;0;0;0;0\n",
    "bandrader.csv":
      "månad;status;region;väntetid;antal\n2024-02;väntande;Dalarna;0-30 dagar;3\n2024-02;väntande;Dalarna;31- dagar;2\n",
  };
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    await loadFile(store, `${folder}/${name}`);
  }
  const { deliveries } = await readManifest(store);
  assert.deepEqual(deliveries.map(({ layout }) => layout), ["register", "aggregat", "bandrader"]);
  for (const delivery of deliveries) {
    const of = async (kind: string) =>
      await readStoredFile(store, delivery.files.find((file) => file.kind === kind)!);
    assert.notEqual(await recountOf(delivery, await of("rows"), await of("cells")), null, delivery.layout);
  }
  await eraseFromStore(store, { field: "vardutbud", value: "Gallsten" }, said);
  using opened = await openStore(store);
  assert.equal(countContacts(await opened.cells({ where: { manad: "2024-03" } })), 3);
  assert.deepEqual(opened.coversOf("2024-03")[0].cover.vardutbud, ["Höftled protes"], "not zero: unknown");
});

Deno.test("compactStore() obeys the store's rule for replaced deliveries and rejected records", async () => {
  const store = `${folder}/gallring`;
  await load(store, "ett.csv", ["D-1"]);
  await load(store, "tva.csv", ["D-1", "D-2"]);
  await load(store, "tre.csv", ["D-1", "D-2", "D-3"]);
  await withdrawDelivery(store, 3, { dag: "2024-05-10" });
  await Deno.writeTextFile(`${store}/store.json`, '{"ersatta_dagar": 30, "underkanda_dagar": 10}');
  await compactStore(store, { now: new Date("2024-05-11") });
  using early = await openStore(store);
  assert.deepEqual(early.deliveries.map(({ sequence }) => sequence), [1, 2, 3]);
  await compactStore(store, { now: new Date("2024-05-12") });
  using some = await openStore(store);
  assert.deepEqual(some.deliveries.map(({ rejected }) => rejected), [0, 0, 0]);
  await compactStore(store, { now: new Date("2024-06-09") });
  using late = await openStore(store);
  assert.deepEqual(late.deliveries.map(({ sequence }) => sequence), [2]);
  assert.deepEqual(late.erasures.map(({ what, deliveries, rejected }) => [what.kind, deliveries, rejected]), [
    ["retention", 0, 3],
    ["retention", 2, 0],
  ]);
  assert.deepEqual((await verifyStore(store)).damaged, []);
  await Deno.writeTextFile(`${store}/store.json`, '{"ersatta": 30}');
  await assert.rejects(compactStore(store, { now: new Date() }), /ingen regel för gallring/);
});

Deno.test("An erasure that is stopped after its commit is finished by the next writer", async () => {
  const store = `${folder}/avbruten`;
  await load(store, "fyra.csv", ["D-1"]);
  await eraseFromStore(store, { sequence: 1 }, said);
  const stray = `${store}/rows/status=vantande/manad=2024-04/${"0".repeat(24)}.parquet`;
  await Deno.mkdir(stray.slice(0, stray.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(stray, "raderad");
  await Deno.writeTextFile(`${store}/radering.pagar`, "");
  await load(store, "fem.csv", ["D-9"]);
  assert.doesNotMatch(await textsOf(store), /raderad\b|radering\.pagar/);
});

Deno.test("eraseFromStore() takes a region's month of a delivery whose rows were never kept", async () => {
  const store = `${folder}/utan`, file = `${folder}/utan.csv`;
  await Deno.writeTextFile(
    file,
    "månad;status;region;0-30\n2024-04;väntande;Dalarna;3\n2024-04;väntande;Uppsala;5\n",
  );
  await loadFile(store, file, { withoutRows: true });
  const { records } = await eraseFromStore(store, { region: "Region Dalarna", manad: "2024-04" }, said);
  assert.equal(records, 1);
  assert.deepEqual(await waitingBy(store), ["Region Uppsala null 5"]);
  assert.deepEqual((await verifyStore(store)).damaged, []);
});
