import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { writeCoverFile } from "../store/_cover_files.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";
import { run } from "./_run.ts";

const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** Loads deliveries into a store and gives its folder. */
async function storeOf(...names: string[]): Promise<string> {
  const store = `${folder}/${names.join("_")}`;
  for (const name of names) {
    const said = name === "one" ? [] : ["--omfattar", "vardutbud=alla"];
    const { code, err } = await run("load", await writeCoverFile(folder, name), "--lager", store, ...said);
    assert.equal(code, 0, err);
  }
  return store;
}

/** The words of each line of a printed table. */
const cellsOf = (out: string) => out.trim().split("\n").map((line) => line.split(/ {2,}/));

Deno.test("load prints what a delivery covers, in --json too, and store list repeats it", async () => {
  const path = await writeCoverFile(folder, "one"), store = `${folder}/omfattning`;
  const loaded = await run("load", path, "--lager", store, "--json");
  const says =
    "Region Dalarna, april 2024: väntande, bara grå starr; per sjukhus, vårdutbud och ägarform; PvV och MoV anges; " +
    "väntetiderna delas vid 30, 60, 90 och 365 dagar, inte däröver";
  const { omfattar, covers } = JSON.parse(loaded.out);
  assert.deepEqual([omfattar, covers[0].cover.vardutbud], [[says], ["Gråstarr"]]);
  assert.ok(loaded.err.includes(`Omfattar ${says}`));
  assert.ok((await run("store", "list", "--lager", store)).out.includes(`omfattar ${says}`));
});

Deno.test("load --omfattar reads names that hold commas, and refuses what it does not know", async () => {
  const path = await writeCoverFile(folder, "whole"), store = `${folder}/sagt`;
  const named = "vardutbud=Gråstarr,Hand, nervinklämning (karpaltunnel),Gallsten";
  const loaded = await run("load", path, "--lager", store, "--json", "--omfattar", named);
  assert.deepEqual(JSON.parse(loaded.out).covers[0].cover.vardutbud, [
    "Gråstarr",
    "Hand, nervinklämning (karpaltunnel)",
    "Gallsten",
  ]);
  const less = await run("load", path, "--lager", store, "--omfattar", "vardutbud=Gråstarr");
  assert.equal(less.code, 1);
  assert.match(less.err, /STOPP mer_an_omfattas.*innehåller också Gallsten/);
  for (const wrong of ["Gråstarr", "vardutbud=", "region=Dalarna", "vardutbud=Gråstar"]) {
    assert.equal((await run("load", path, "--lager", store, "--omfattar", wrong)).code, 2, wrong);
  }
});

Deno.test("table prints okänt for a region that does not report PvV and MoV, and the total without it", async () => {
  const { out, err } = await run("table", "--lager", await storeOf("whole", "unreported"));
  const [, dalarna, uppsala, , total] = cellsOf(out);
  assert.deepEqual(dalarna, ["Region Dalarna", ...Array(11).fill("okänt"), "287\u00a0451"]);
  assert.deepEqual([uppsala[0], uppsala[7]], ["Region Uppsala", "100"]);
  assert.deepEqual([total[0], total[7]], ["De 2 regionerna", "140"]);
  assert.match(
    err,
    /Region Dalarna: leveransen anger inte PvV och MoV, så talen är okända\. Leveransen räknar 100 väntande\. Summan gäller de andra\./,
  );
  assert.equal(/summan är utan dem/.test(err), false);
});

Deno.test("table says what its numbers count where nobody reports PvV and MoV", async () => {
  const store = await storeOf("unreported");
  const { out, err } = await run("table", "--lager", store);
  const [, dalarna] = cellsOf(out);
  assert.deepEqual(dalarna.slice(5, 12), ["10", "≈45,5", "100", "okänt", "okänt", "okänt", "okänt"]);
  assert.match(err, /Region Dalarna anger inte PvV och MoV: .* gäller alla som leveransen räknar/);
  const [record] = JSON.parse((await run("table", "--lager", store, "--format", "json")).out);
  assert.deepEqual([record.antal, record.pvv, record.per_1000_exkl], [100, null, null]);
  assert.deepEqual(record.okant, ["pvv", "mov", "per_1000_exkl", "per_1000_inkl"]);
});

Deno.test("table calls the vårdutbud unknown that a delivery of one does not cover", async () => {
  const store = await storeOf("whole", "one");
  const { out, err } = await run("table", "--lager", store, "--vardutbud", "Gallsten");
  assert.deepEqual(cellsOf(out)[1].slice(0, 3), ["Region Dalarna", "okänt", "okänt"]);
  assert.match(err, /Region Dalarna: leveransen omfattar inte gallsten, så talen är okända\./);
  const cataract = await run("table", "--lager", store, "--vardutbud", "Gråstarr");
  assert.equal(cellsOf(cataract.out)[1][7], "80");
});

Deno.test("table gives the bounds of what an open last band leaves unknown", async () => {
  const store = await storeOf("whole", "open"), { out } = await run("table", "--lager", store);
  const [, sormland, , , total] = cellsOf(out);
  assert.deepEqual(sormland.slice(0, 6), ["Region Sörmland", "50", "20", "10", "0–40", "0–40"]);
  assert.deepEqual(total.slice(4, 6), ["35–75", "15–55"]);
  const csv = (await run("table", "--lager", store, "--format", "csv")).out.split("\n");
  const column = csv[0].split(";").indexOf("d366");
  assert.deepEqual(csv[1].split(";").slice(column, column + 3), ["", "0", "40"]);
});

Deno.test("table says whose share within the limit counts PvV as they are not reported", async () => {
  const performed = times(3, { ...waiting, status: "GENOMFORD", start_datum: "2024-04-12" });
  const lines = registerFile(performed).trim().split("\n").map((line) => line.split(";"));
  const column = lines[0].indexOf("avvikelsekod"),
    path = `${folder}/genomförda.csv`,
    store = `${folder}/genomförda`;
  await Deno.writeTextFile(path, lines.map((cells) => cells.toSpliced(column, 1).join(";")).join("\n"));
  await run("load", path, "--lager", store);
  const { out, err } = await run("table", "--lager", store, "--status", "genomforda");
  assert.deepEqual(cellsOf(out)[1].slice(0, 3), ["Region Dalarna", "3", "1"]);
  assert.match(
    err,
    /Region Dalarna anger inte PvV och MoV för genomförda, så andelen inom gränsen räknar också dem\./,
  );
});

Deno.test("operations only: table says how to ask, report runs what does not need those who wait", async () => {
  const store = await storeOf("performed");
  const waiting = await run("table", "--lager", store);
  assert.equal(waiting.code, 1);
  assert.match(waiting.err, /har inga väntande\. Genomförda finns: --status genomforda --manad 2024-04/);
  const { out } = await run("table", "--lager", store, "--status", "genomforda");
  assert.deepEqual(cellsOf(out)[1].slice(0, 3), ["Region Dalarna", "60", "0,75"]);
  const { code, out: pages, err } = await run("report", "--lager", store, "--ut", `${folder}/sidor`);
  assert.equal(code, 0, err);
  assert.match(
    err,
    /väntande. Därför körs inte 01_vantelaget, 10_knaprotes/,
  );
  assert.match(pages, /02_granskning\.html/);
  assert.equal(/01_vantelaget/.test(pages), false);
  const { document } = parseHTML(await Deno.readTextFile(`${folder}/sidor/index.html`));
  const left = [...document.querySelectorAll("main section li")].map(({ textContent }) => textContent);
  assert.ok(left.includes("01_vantelaget.html: inte levererat: väntande"));
});

Deno.test("a report says at its top and in its figures what a delivery does not report", async () => {
  const store = await storeOf("whole", "unreported"), out = `${folder}/rapport`;
  const { code, err } = await run("report", "--lager", store, "--ut", out, "--anteckningsbok", "01");
  assert.equal(code, 0, err);
  const { document } = parseHTML(await Deno.readTextFile(`${out}/01_vantelaget.html`));
  const textsOf = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
  assert.ok(
    textsOf("header p").includes(
      "Region Dalarna anger inte PvV och MoV, så hur många som väntar utan dem är okänt.",
    ),
  );
  assert.ok(
    textsOf(".findings li").some((text) => /Okänt i Dalarna: leveransen anger inte PvV och MoV/.test(text)),
  );
  assert.ok(textsOf("figure .note").some((text) => /Dalarna ingår inte/.test(text)));
  const [drawn = ""] = textsOf("figure svg"); // the bars of the regions
  assert.ok(/Värmland/.test(drawn) && !/Dalarna/.test(drawn));
});
