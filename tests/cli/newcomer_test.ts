import assert from "node:assert/strict";
import writeExcelFile from "write-excel-file";
import { pasted } from "./_pasted.ts";
import { run } from "./_run.ts";

type Cell = string | number | null;

const HEADER = [
  "Vårdgivare",
  "Åtgärd",
  "0-30 dagar",
  "31-60 dagar",
  "61-90 dagar",
  "91-365 dagar",
  "Över 365 dagar",
];
const ROWS: Cell[][] = [
  ["Falu lasarett", "Gråstarr", 30, 20, 10, 5, 1],
  ["Mora lasarett", "Gråstarr", 12, 8, 9, 10, 2],
  ["Falu lasarett", "Gallsten", 7, 4, 3, 2, 0],
  ["Totalt", null, 49, 32, 22, 17, 3],
];
const NOTE = "* Siffrorna är preliminära och omfattar inte inhyrda läkare";

/** A workbook as a planning unit writes it: a cover sheet, titles above the table, a row of totals and a footnote. */
async function writeBook(path: string, titles: string[]): Promise<void> {
  const blob = await writeExcelFile([
    { sheet: "Försättsblad", data: [["Väntelistor operation"], ["Frågor: planeringsenheten"]] },
    { sheet: "Data", data: [...titles.map((title) => [title]), [], HEADER, ...ROWS, [], [NOTE]] },
  ]).toBlob();
  await Deno.writeFile(path, new Uint8Array(await blob.arrayBuffer()));
}

Deno.test("A newcomer's workbook loads right by the one command that the first message prints", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, path = `${folder}/kö april.xlsx`;
  await writeBook(path, ["Väntande till operation april 2024", "Region Dalarna, uttag 2024-05-02"]);
  for (const command of ["load", "validate"]) {
    const first = await run(command, path, "--lager", store);
    assert.equal(first.code, 1);
    assert.match(first.err, /Kolumnen Vårdgivare är troligen sjukhus: alla 2 värden är kända/);
    assert.match(first.err, /bredvid tabellen: manad=2024-04, status=vantande, region=Region Dalarna\./);
    const loaded = await pasted(first.err);
    assert.equal(loaded.code, 0, loaded.err);
    if (command === "load") {
      assert.match(loaded.out, /5 lästa = 3 godtagna \+ 0 underkända \+ 2 överhoppade/);
      assert.match(
        loaded.out,
        /väntande per sjukhus och vårdutbud, banden 0-30, 31-60, 61-90, 91-365, 366- dagar/,
      );
    }
  }
  const table = await run("table", "--per", "sjukhus", "--lager", store, "--format", "csv");
  assert.match(table.out, /Region Dalarna;Falu lasarett;37;24;13;/);
  assert.match(table.out, /Region Dalarna;Mora lasarett;12;8;9;/);
  const offerings = await run("table", "--per", "vardutbud", "--lager", store, "--format", "csv");
  assert.match(offerings.out, /Gallsten;7;4;3;/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("load proposes no month that the file does not name, and prints no command that would guess one", async () => {
  const folder = await Deno.makeTempDir(), path = `${folder}/kö.xlsx`;
  await writeBook(path, ["Väntande till operation, uttag 2024-05-02"]);
  const { code, err } = await run("load", path, "--lager", `${folder}/lager`);
  assert.equal(code, 1);
  assert.match(
    err,
    /--konstant "manad=ÅÅÅÅ-MM" --konstant "status=vantande" --konstant "region=Region Dalarna"/,
  );
  assert.doesNotMatch(err, /\n\s*deno task load/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("profile drafts a newcomer's workbook, and its printed steps lead to the load", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, path = `${folder}/kö april.xlsx`;
  await writeBook(path, ["Väntande till operation april 2024", "Region Dalarna, uttag 2024-05-02"]);
  const shown = await run("profile", path);
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.err, /bredvid tabellen: manad=2024-04, status=vantande, region=Region Dalarna/);
  const saved = await pasted(shown.err);
  assert.equal(saved.code, 0, saved.err);
  const loaded = await pasted(saved.out.replace(/deno task load .*/, (line) => `${line} --lager ${store}`));
  assert.match(loaded.out, /5 lästa = 3 godtagna \+ 0 underkända \+ 2 överhoppade/, loaded.err);
  const drafted = await run("profile", path, "--ut", `${folder}/utkast.json`);
  const direct = await pasted(
    drafted.out.replace(/deno task load .*/, (line) => `${line} --lager ${store}_2`),
  );
  assert.equal(direct.code, 0, direct.err);
  await Deno.remove(folder, { recursive: true });
});
