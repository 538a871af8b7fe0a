import assert from "node:assert/strict";
import { readSheets } from "../../lib/extract/mod.ts";
import { writeDocument } from "../../lib/document/mod.ts";
import { page } from "../report/_executed.ts";
import { chart, commented, examplePage, numbersOf, pageTexts, partsOf, table } from "./_page.ts";

const report = examplePage();
const bytes = await writeDocument("xlsx", report.content());
/** Shares are read as they are shown, "42.1 %"; the cell holds 0.421. */
const held = (cell: string) =>
  /^-?[\d.]+ %$/.test(cell) ? String(Number((Number(cell.slice(0, -2)) / 100).toFixed(6))) : cell;
const sheets = readSheets(bytes, "prov.xlsx").map(({ name, rows }) => ({
  name,
  rows: rows.map((row) => ({ ...row, cells: row.cells.map(held) })),
}));
const rowsOf = (name: string) => sheets.find((sheet) => sheet.name === name)!.rows.map(({ cells }) => cells);

Deno.test("workbook() writes a sheet a table, after the contents and before what the words mean", () => {
  assert.deepEqual(
    sheets.map(({ name }) => name),
    ["Innehåll", "Figur 1", "Tabell 1", "Uppgifter 1", "Om siffrorna"],
  );
  const [headline, subtitle, marks, source] = rowsOf("Figur 1");
  assert.deepEqual([headline[0], subtitle[0]], [chart.headline, chart.subtitle]);
  assert.equal(
    marks[0],
    "Sjukvårdsregion Mellansverige, april 2024. Internt arbetsmaterial. Syntetiska data",
  );
  assert.match(source[0], /^Källa: Vänteläge, Vem väntar\? april 2024, Figur 1$/);
});

Deno.test("workbook() writes numbers as the page rounds them, and what is in doubt with its bounds", () => {
  const rows = rowsOf("Tabell 1"), head = rows.findIndex(([first]) => first === "Namn");
  const [min, max] = ["minst", "högst"].map((end) => (label: string) => `${label}, ${end}`);
  assert.deepEqual(rows[head], [
    ...["Namn", "Antal", min("Antal"), max("Antal"), "Andel", min("Andel"), max("Andel")],
    ...["Median (dagar)", min("Median"), max("Median"), "Per vecka", "Per 1 000", min("Per 1 000")],
    max("Per 1 000"),
  ]);
  assert.deepEqual(rows.slice(head + 1, head + 5), [
    ["=1+1", "12894", "", "", "0.421", "", "", "59.5", "", "", "3.1", "23.13"],
    ["osäkert", "60", "31", "95", "0.5", "0.25", "0.75", "", "366", "", "", "", "0", "8"],
    ["dolt", "dolt", "", "", "dolt", "", "", "", "", "", "-2", "0"],
    ["Alla", "13001", "", "", "0.4", "", "", "61", "", "", "1.5", "27.5"],
  ]);
  assert.equal(rows[head + 6][0], table.note);
});

Deno.test("every number in a workbook is on the page, and every number of the page's tables in the workbook", () => {
  const document = page(report.html);
  const onPage = numbersOf(pageTexts(document));
  const isNumber = (cell: string) => /^-?\d+(?:\.\d+)?$/.test(cell);
  const written = new Set(
    sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter(isNumber))).map(Number),
  );
  assert.ok(written.size > 25);
  assert.deepEqual([...written].filter((number) => !onPage.has(number)), []);
  for (const cell of document.querySelectorAll("figure td")) {
    const missing = [...numbersOf(cell.textContent)].filter((number) =>
      ![number, -number, Number((number / 100).toFixed(4))].some((value) => written.has(value))
    );
    assert.deepEqual(missing, [], cell.textContent);
  }
});

Deno.test("workbook() starts no formula, keeps heads in sight, and tells nothing in properties", () => {
  const parts = partsOf(bytes), sheet = parts.get("xl/worksheets/sheet3.xml")!;
  assert.doesNotMatch([...parts.values()].join(""), /<f>|<f /);
  assert.match(sheet, /<pane [^>]*ySplit="7"/);
  assert.match(sheet, /<autoFilter ref="A7:N10"\/>/);
  assert.match(sheet, /<hyperlink ref="A5" location="'Innehåll'!A1"/);
  assert.deepEqual([...parts.keys()].filter((name) => name.startsWith("docProps")), []);
});

Deno.test("workbook() writes what is said of a figure below its table, and what is said of the page in the contents", async () => {
  const page = commented(report.content(), "Nytt journalsystem.", ({ number }) => [`Om ${number}.`]);
  const sheets = readSheets(await writeDocument("xlsx", page), "sidan.xlsx");
  const found = sheets.flatMap(({ name, rows }) =>
    rows.flatMap(({ cells }) => cells).filter((text) => /^(?:Om (?:Figur|Tabell)|Nytt)/.test(text))
      .map((text) => [name, text])
  );
  assert.deepEqual(found, [
    ["Innehåll", "Nytt journalsystem."],
    ["Figur 1", "Om Figur 1."],
    ["Tabell 1", "Om Tabell 1."],
  ]);
});
