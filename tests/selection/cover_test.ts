import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import type { WaitTableRow } from "../../lib/indicators/mod.ts";
import {
  countContacts,
  groupFindings,
  listCells,
  loadFiles,
  longWaitersByRegion,
  monthFindings,
  monthKeyFigures,
  openStore,
  overLimitByRegion,
  select,
  selections,
  type Store,
  waitingByBandFigure,
} from "../../lib/mod.ts";
import { protectMonth } from "../../lib/selection/mod.ts";
import { Page } from "../../lib/report/client/view_rows.ts";
import { writeCoverFile } from "../store/_cover_files.ts";

const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** A store with these deliveries; those called whole are said to hold all vårdutbud. */
async function storeOf(...names: string[]): Promise<Store> {
  const lager = `${folder}/${names.join("_")}`;
  for (const name of names) {
    const path = await writeCoverFile(folder, name),
      options = name === "one" ? {} : { offerings: "all" as const };
    const [{ outcome }] = await loadFiles(lager, [path], options);
    assert.ok(outcome !== "stopped");
  }
  return await openStore(lager);
}

const counts = (rows: readonly WaitTableRow[]) =>
  rows.map(({ name, antal, over, pvv, mov }) => [name, antal, over.value, pvv, mov]);

Deno.test("select() leaves out a region that does not report PvV and MoV beside regions that do", async () => {
  using store = await storeOf("whole", "unreported");
  const april = await select(store), rows = april.waiting("region");
  const lacks = { region: "Region Dalarna", reason: "leveransen anger inte PvV och MoV" };
  assert.deepEqual(april.options.omitted, [lacks]);
  assert.equal(april.options.definition, undefined, "the others are counted without PvV and MoV");
  assert.deepEqual(counts(rows), [
    ["Region Uppsala", 100, 30, 7, 4],
    ["Region Värmland", 40, 20, 4, 4],
    ["De 2 regionerna", 140, 50, 11, 8],
  ]);
  const figure = overLimitByRegion(rows, april.options);
  assert.equal(
    figure.headline,
    "Av två regioner som kan jämföras har Värmland störst andel över 90 dagar, Uppsala minst",
  );
  assert.match(figure.note ?? "", /Dalarna ingår inte: leveransen anger inte PvV och MoV\./);
  const findings = monthFindings(rows, april.waiting("vardutbud"), april.options);
  assert.deepEqual(findings.at(-1), { text: "Okänt i Dalarna: leveransen anger inte PvV och MoV" });
  const [point] = await april.months("waiting", { count: 1 });
  assert.deepEqual([point.value, point.regions], [140, ["Region Uppsala", "Region Värmland"]]);
});

Deno.test("select() never claims exkl. of deliveries none of which reports PvV and MoV", async () => {
  using store = await storeOf("unreported");
  const april = await select(store), rows = april.waiting("region");
  assert.deepEqual(counts(rows.slice(0, 1)), [["Region Dalarna", 100, 50, null, null]]);
  assert.deepEqual([april.options.definition, april.options.omitted], ["PvV och MoV anges inte", undefined]);
  assert.match(
    overLimitByRegion(rows, april.options).subtitle ?? "",
    /, PvV och MoV anges inte, april 2024$/,
  );
  assert.match(monthKeyFigures(rows, april.options).text(), /PvV och MoV: – \(PvV och MoV anges inte\)/);
  const { published } = await protectMonth(store, "2024-04");
  assert.equal(published.definition, "PvV och MoV anges inte");
  assert.equal(published.waiting.region[0].pvv, null);
});

Deno.test("select() knows one vårdutbud of a region that has delivered one, and calls the others unknown", async () => {
  using store = await storeOf("whole", "one");
  const all = await select(store);
  assert.deepEqual(all.options.omitted, [{
    region: "Region Dalarna",
    reason: "leveransen omfattar bara grå starr",
  }]);
  assert.deepEqual(all.delivered, ["Region Uppsala", "Region Värmland"]);
  const cataract = await select(store, { vardutbud: "Gråstarr" });
  assert.deepEqual(cataract.options.omitted, undefined);
  assert.deepEqual(counts(cataract.waiting("region").slice(0, 1)), [["Region Dalarna", 80, 40, 1, 1]]);
  const gallstones = await select(store, { vardutbud: "Gallsten" });
  assert.deepEqual(gallstones.waiting("region").map(({ name }) => name), [
    "Region Uppsala",
    "Region Värmland",
    "De 2 regionerna",
  ]);
  const panel = groupFindings(
    gallstones.waiting("region"),
    gallstones.waiting("sjukhus"),
    gallstones.options,
  );
  assert.match(panel.text(), /Okänt i Dalarna: leveransen omfattar inte gallsten/);
});

Deno.test("select() is about the one vårdutbud where nobody has delivered more", async () => {
  using store = await storeOf("one");
  const april = await select(store);
  assert.deepEqual([april.label, april.options.omitted], ["Bara grå starr, alla ägarformer", undefined]);
  assert.equal(april.waiting("region")[0].antal, 80);
  const gallstones = await select(store, { vardutbud: "Gallsten" }), rows = gallstones.waiting("region");
  const unknown = "Okänt i Dalarna: leveransen omfattar inte gallsten";
  assert.equal(overLimitByRegion(rows, gallstones.options).headline, unknown);
  assert.equal(monthKeyFigures(rows, gallstones.options).text(), `Väntande: – (${unknown})`);
});

Deno.test("an open last band below the limit is unknown: no bar, no rank, its bounds in the note", async () => {
  using store = await storeOf("whole", "open");
  const april = await select(store), rows = april.waiting("region");
  const [sormland] = rows;
  assert.deepEqual(sormland.long, { value: 0, low: 0, high: 40, unplaced: true });
  assert.deepEqual(rows.at(-1)!.long, { value: 15, low: 15, high: 55, unplaced: true });
  const long = longWaitersByRegion(rows, april.options);
  assert.equal(
    long.headline,
    "Av två regioner som kan jämföras har Värmland flest som har väntat över ett år, 10",
  );
  assert.match(long.note ?? "", /väntat över 365 dagar är okänt där .* har väntat: Sörmland 0–40\./);
  assert.equal(/Sörmland/.test(long.svg(680)), false);
  const bands = waitingByBandFigure(rows, april.options);
  assert.equal(bands.headline, "I Värmland har 25,0\u00a0% väntat över ett år, i Uppsala 5,0\u00a0%");
  assert.equal(/Sörmland/.test(bands.svg(680)), false);
  // At 90 days the band begins where the limit is.
  assert.deepEqual(sormland.over, { value: 40, low: 40, high: 40 });
  assert.match(
    monthKeyFigures(rows, april.options).text(),
    /Över 365 dagar: 15–55 \(5,8\u00a0%–21,2\u00a0% av de väntande\)/,
  );
  const [point] = await april.months("long", { count: 1 });
  assert.equal(point.value, null);
});

Deno.test("a page's own selections answer as the notebook's do, whatever the deliveries cover", async () => {
  for (
    const names of [["whole", "unreported"], ["unreported"], ["whole", "one"], ["one"], ["whole", "open"]]
  ) {
    using store = await storeOf(...names);
    const data = (await selections(store, { manad: "2024-04" })).toJSON();
    const page = new Page(data, inflateRawSync(Uint8Array.fromBase64(data.cells)));
    for (const vardutbud of [undefined, "Gråstarr", "Gallsten"]) {
      const chosen = await select(store, { vardutbud }), told = `${names} ${vardutbud}`;
      const rows = page.rows({ ...page.initial, vardutbud: vardutbud ?? null });
      assert.deepEqual(rows.options, chosen.options, told);
      assert.deepEqual(rows.performedOptions, chosen.performedOptions, told);
      assert.deepEqual(rows.waiting("region"), chosen.waiting("region"), told);
      assert.deepEqual(rows.waiting("sjukhus"), chosen.waiting("sjukhus"), told);
      const series = await chosen.months("waiting", { count: 1 });
      assert.deepEqual(
        rows.series("waiting", { count: 1 }),
        series,
        told,
      );
    }
  }
});

Deno.test("a page counts PvV and MoV in only where it is known that they are there", async () => {
  using store = await storeOf("whole", "unreported");
  const data = (await selections(store, { manad: "2024-04" })).toJSON();
  const page = new Page(data, inflateRawSync(Uint8Array.fromBase64(data.cells)));
  const included = page.rows({ ...page.initial, inkl: true });
  assert.deepEqual([included.options.definition, included.options.omitted?.length], ["inkl. PvV och MoV", 1]);
  assert.deepEqual(included.waiting("region").map(({ antal }) => antal), [111, 48, 159]);
  // The region alone is counted as delivered.
  const dalarna = page.rows({ ...page.initial, plats: "Region Dalarna", inkl: true });
  assert.equal(dalarna.options.definition, "PvV och MoV anges inte");
  assert.equal(dalarna.waiting("region")[0].antal, 100);
});

Deno.test("listCells() leaves out a list that is not covered, as if it were missing", async () => {
  using store = await storeOf("whole", "unreported");
  const regionsOf = async (vardutbud?: string) => {
    const cells = await listCells(store, { manad: "2024-04", vardutbud });
    return [...new Set(cells.map(({ region }) => region))].sort();
  };
  assert.deepEqual(await regionsOf(), ["Region Uppsala", "Region Värmland"]);
  using one = await storeOf("whole", "one");
  const all = await listCells(one, { manad: "2024-04" }),
    cataract = await listCells(one, {
      manad: "2024-04",
      vardutbud: "Gråstarr",
    });
  assert.deepEqual([countContacts(all), countContacts(cataract)], [140, 160]);
  using alone = await storeOf("one");
  assert.equal(countContacts(await listCells(alone, { manad: "2024-04" })), 80);
});
