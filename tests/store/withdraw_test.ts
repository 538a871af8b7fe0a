import assert from "node:assert/strict";
import { loadFile, openStore, StoreError, verifyStore, withdrawDelivery } from "../../lib/store/mod.ts";
import { temporaryFolder } from "./_deliveries.ts";

const folder = temporaryFolder();
const store = `${folder}/lager`, dag = "2024-05-02";

/** Loads a delivery of contacts that wait, a number for each region and month. */
async function load(name: string, ...rows: readonly (readonly [string, string, number])[]): Promise<string> {
  const lines = rows.map(([manad, region, antal]) => `${manad};väntande;${region};${antal}\n`);
  await Deno.writeTextFile(`${folder}/${name}.csv`, `månad;status;region;0-30\n${lines.join("")}`);
  return (await loadFile(store, `${folder}/${name}.csv`, { accept: ["godta-mindre"] })).outcome;
}

/** How many wait in each region and month that the store holds. */
async function held(): Promise<string[]> {
  using opened = await openStore(store);
  const cells = await opened.cells({ by: ["manad", "region"] });
  return cells.map(({ manad, region, antal }) => `${manad} ${region} ${antal}`).sort();
}

Deno.test("withdrawDelivery() puts what was replaced in force again, and the file can be loaded again", async () => {
  await load("first", ["2024-04", "Dalarna", 3], ["2024-04", "Uppsala", 5]);
  await load("second", ["2024-04", "Dalarna", 4], ["2042-04", "Dalarna", 9]);
  const { slots } = await withdrawDelivery(store, 2, { dag });
  assert.deepEqual(slots.map(({ slot, inForce }) => [slot.manad, inForce?.file ?? null]), [
    ["2024-04", "first.csv"],
    ["2042-04", null],
  ]);
  assert.deepEqual(await held(), ["2024-04 Region Dalarna 3", "2024-04 Region Uppsala 5"]);
  assert.deepEqual((await verifyStore(store)).damaged, []);
  await assert.rejects(withdrawDelivery(store, 2, { dag }), StoreError);
  await assert.rejects(withdrawDelivery(store, 7, { dag }), /ingen leverans med nummer 7/);
  assert.equal(await load("second", ["2024-04", "Dalarna", 4], ["2042-04", "Dalarna", 9]), "kept");
  assert.ok((await held()).includes("2042-04 Region Dalarna 9"));
  await withdrawDelivery(store, 3, { dag });
});

Deno.test("latestMonth() is the latest that all who are expected have delivered, newestMonth() of any", async () => {
  await load("may", ["2024-05", "Dalarna", 2]);
  using early = await openStore(store);
  assert.deepEqual([early.latestMonth(), early.newestMonth()], ["2024-04", "2024-05"]);
  await load("uppsala", ["2024-05", "Uppsala", 2], ["2042-04", "Uppsala", 1]);
  using whole = await openStore(store);
  assert.deepEqual([whole.latestMonth(), whole.newestMonth()], ["2024-05", "2042-04"]);
  // A region that has not delivered for twelve months is expected no more.
  await load("later", ["2025-06", "Dalarna", 2], ["2025-05", "Dalarna", 2]);
  using later = await openStore(store);
  assert.equal(later.latestMonth(), "2025-06");
});
