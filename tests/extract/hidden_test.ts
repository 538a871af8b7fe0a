import assert from "node:assert/strict";
import { placeText } from "../../lib/extract/mod.ts";
import { allFields } from "./_files.ts";
import { partsOf, readBytes, rowsXml, zipOf } from "./_workbook.ts";

const ROWS = [
  ["region", "antal", "kommentar", "andel"],
  ["Dalarna", 1, "x", 10],
  ["Uppsala", 2, "y", 20],
  ["Örebro", 3, "z", 30],
];

/** A workbook with rows (1-based) and columns hidden in its sheet Blad1. */
function workbook(hiddenRows: number[], columns = "", rows = ROWS): Uint8Array {
  let row = 0;
  const xml = rowsXml(rows).replaceAll(
    "<row>",
    () => `<row${hiddenRows.includes(++row) ? ' hidden="1"' : ""}>`,
  );
  return zipOf(partsOf({ Blad1: xml }, { columns }));
}

const COLUMNS = '<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="true"/></cols>';

Deno.test("readExtract() reads hidden rows and columns, counts them and says how to leave them out", async () => {
  const extract = await readBytes(workbook([3, 4], COLUMNS));
  assert.deepEqual([extract.header, extract.good], [["region", "antal", "kommentar", "andel"], 3]);
  assert.deepEqual(extract.hidden, { rows: 2, columns: ["antal", "kommentar"], read: true });
  assert.deepEqual(extract.assumed.slice(1), [
    "Dolt: 2 dolda rader och 2 dolda kolumner lästes; --utan-dolda utelämnar dem",
  ]);
  assert.deepEqual((await readBytes(workbook([2]))).assumed.slice(1), [
    "Dolt: 1 dold rad lästes; --utan-dolda utelämnar dem",
  ]);
  const nothing = await readBytes(workbook([1]), "april.xlsx", { withoutHidden: true });
  assert.deepEqual([nothing.hidden, nothing.good, nothing.assumed.slice(1)], [
    { rows: 0, columns: [], read: false },
    3,
    [],
  ]);
});

Deno.test("readExtract() leaves hidden rows and columns out if asked, and every place stays right", async () => {
  const rows = [...ROWS, ["Gävle", "_x0000_", "", 40], ["Falun", 5, "", "_x0000_"], [
    "Mora",
    6,
    "",
    60,
    "utanför",
  ]];
  const extract = await readBytes(workbook([3], COLUMNS, rows), "april.xlsx", { withoutHidden: true });
  assert.deepEqual(extract.header, ["region", "andel"]);
  assert.deepEqual(allFields(extract), [["Dalarna", "10"], ["Örebro", "30"], ["Gävle", "40"]]);
  assert.deepEqual([extract.records, extract.skipped], [5, []]);
  assert.deepEqual(extract.hidden, { rows: 1, columns: ["antal", "kommentar"], read: false });
  assert.deepEqual(extract.assumed.slice(1), [
    "Dolt: 1 dold rad och 2 dolda kolumner lästes inte (--utan-dolda)",
  ]);
  assert.deepEqual([0, 1].map((column) => placeText(extract.place(1, column))), [
    "april.xlsx:Blad1!A4",
    "april.xlsx:Blad1!D4",
  ]);
  assert.deepEqual(extract.broken.map(({ cell }) => cell), ["Blad1!D6", "Blad1!E7"]);
});

Deno.test("readExtract() needs no value of a formula in a column that is left out, and needs two columns", async () => {
  const rows = rowsXml([["region", "antal", "kommentar", "andel"]]) +
    '<row><c t="inlineStr"><is><t>Dalarna</t></is></c><c><f>1+1</f></c><c/><c><v>1</v></c></row>';
  const file = zipOf(partsOf({ Blad1: rows }, { columns: COLUMNS }));
  await assert.rejects(readBytes(file), /formeln i kolumn B på rad 2/);
  const extract = await readBytes(file, "april.xlsx", { withoutHidden: true });
  assert.deepEqual(allFields(extract), [["Dalarna", "1"]]);
  const all = workbook([], '<cols><col min="2" max="16384" hidden="1"/></cols>');
  await assert.rejects(
    readBytes(all, "april.xlsx", { withoutHidden: true }),
    /3 av 4 är dolda\. Läs in filen utan --utan-dolda/,
  );
});

Deno.test("readExtract() names the hidden sheets, whichever sheet is read", async () => {
  const sheet = rowsXml(ROWS);
  const parts = partsOf({ A: sheet, Dold: sheet, "Dold 2": sheet }, { hidden: ["Dold", "Dold 2"] });
  const notes = async (name?: string) =>
    (await readBytes(zipOf(parts), "april.xlsx", { sheet: name })).assumed.filter((line) =>
      line.startsWith("Dol")
    );
  assert.deepEqual(await notes(), ['Dolda blad, läses inte: "Dold", "Dold 2"']);
  assert.deepEqual(await notes("A"), ['Dolda blad, läses inte: "Dold", "Dold 2"']);
  assert.deepEqual(await notes("Dold"), ['Dolt blad, läses inte: "Dold 2"']);
});

Deno.test("readExtract() says that only a workbook has hidden rows", async () => {
  const { assumed, hidden } = await readBytes(new TextEncoder().encode("a;b\n1;2\n"), "april.csv", {
    withoutHidden: true,
  });
  assert.deepEqual([assumed.at(-1), hidden], ["Används inte, då filen är en textfil: utan dolda", undefined]);
});
