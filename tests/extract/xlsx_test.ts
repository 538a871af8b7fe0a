import assert from "node:assert/strict";
import fc from "fast-check";
import writeExcelFile from "write-excel-file";
import { ExtractError, placeText } from "../../lib/extract/mod.ts";
import { allFields } from "./_files.ts";
import { partsOf, readBytes, rowsXml, zipOf } from "./_workbook.ts";

const HEADER = ["region", "sjukhus", "antal"];
const table = (...rows: (string | number)[][]): string => rowsXml([HEADER, ...rows]);
const one = (xml: string, how = {}): Uint8Array => zipOf(partsOf({ Blad1: xml }, how));

Deno.test("readExtract() reads a workbook that another program wrote, below its merged title", async () => {
  const day = (text: string) => ({ value: new Date(`${text}Z`), type: Date, format: "yyyy-mm-dd" });
  const blob = await writeExcelFile([
    { sheet: "Läs mig", data: [["Om uttaget"], ["Hämtat av SVR"]] },
    {
      sheet: "Väntande april",
      data: [
        [{ value: "Rapport väntande", columnSpan: 4 }],
        [],
        ["Utskriven", day("2024-05-02T00:00")],
        ["region", "sjukhus", "beslutsdatum", "antal", "utomläns"],
        ["Dalarna", "Falun", day("2024-01-31T00:00"), 12, true],
        ["Örebro", 'rad 1\n"rad 2"; å', day("2024-02-29T08:30"), 1234567.5, false],
        [],
        ["Sörmland", null, null, 1e-9, null],
      ],
    },
  ]).toBlob();
  const extract = await readBytes(new Uint8Array(await blob.arrayBuffer()));
  assert.deepEqual(extract.header, ["region", "sjukhus", "beslutsdatum", "antal", "utomläns"]);
  assert.deepEqual(allFields(extract), [
    ["Dalarna", "Falun", "2024-01-31", "12", "true"],
    ["Örebro", 'rad 1\n"rad 2"; å', "2024-02-29T08:30:00", "1234567.5", "false"],
    ["Sörmland", "", "", "0.000000001", ""],
  ]);
  assert.deepEqual(extract.beside.filter((text) => text !== ""), [
    ...["Väntande april", "Rapport väntande", "Utskriven", "2024-05-02"],
  ]);
  assert.deepEqual(extract.assumed, [
    'Blad: "Väntande april" (antaget: det enda synliga med en tabell)',
    "Rubrikrad: rad 4 (antagen: raderna ovanför är titel)",
  ]);
  const { format, sheet, headerLine, records, good, broken, skipped, name, encoding } = extract;
  assert.deepEqual(
    { format, sheet, headerLine, records, good, broken, skipped, name, encoding },
    {
      format: "xlsx",
      sheet: "Väntande april",
      headerLine: 4,
      records: 3,
      good: 3,
      broken: [],
      skipped: [{ line: 7, why: "blank" }],
      name: "april.xlsx",
      encoding: "utf-8",
    },
  );
  assert.deepEqual(extract.place(1, 2), {
    file: "april.xlsx",
    line: 6,
    column: 3,
    cell: "'Väntande april'!C6",
  });
  assert.equal(placeText(extract.place(2)), "april.xlsx:'Väntande april'!A8");
  assert.equal(extract.raw(0), "Dalarna;Falun;2024-01-31;12;true");
  assert.match(extract.raw(0), /^Dalarna;Falun;2024-01-31;12;true$/);
  assert.match(extract.raw(1), /^Örebro;"rad 1\n""rad 2""; å";/);
});

Deno.test("readExtract() reads shared and rich texts, formulas, errors, dates and gaps as they are stored", async () => {
  const extract = await readBytes(one(
    `<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c></row>
     <row r="5"><c r="B5" t="str"><f>A1&amp;"x"</f><v>Fa&amp;lun</v></c><c r="D5" s="1"><f>1+1</f><v>45412.354166666664</v></c></row>
     <row r="6"><c r="B6" t="e"><v>#N/A</v></c><c r="C6" t="str"><f>""</f><v></v></c><c r="D6" s="2"><v>180</v></c></row>
     <row r="7"><c r="A7" s="1"/><c r="B7" t="d"><v>2024-04-30T00:00:00</v></c><c r="D7" t="inlineStr"><is><t>a_x000A_b</t></is></c></row>`,
    {
      formats: ["yyyy-mm-dd hh:mm", "0000"],
      strings:
        `<si><t>region</t></si><si><r><t>sjuk</t></r><r><t xml:space="preserve">hus </t></r><rPh><t>x</t></rPh></si>
        <si><t><![CDATA[antal]]></t></si>`,
    },
  ));
  assert.deepEqual(extract.header, ["region", "sjukhus", "antal"]);
  assert.deepEqual(allFields(extract), [
    ["Fa&lun", "", "2024-04-30T08:30:00"],
    ["#N/A", "", "0180"],
    ["2024-04-30T00:00:00", "", "a\nb"],
  ]);
  assert.deepEqual(extract.skipped.map(({ line }) => line), [3, 4]);
  assert.equal(placeText(extract.place(0, 2)), "april.xlsx:Blad1!D5");
});

Deno.test("readExtract() reads a workbook whose elements have a prefix", async () => {
  const prefixed = Object.fromEntries(
    Object.entries(partsOf({ Blad1: table(["Dalarna", "Falun", 1]) })).map((
      [path, xml],
    ) => [path, path.startsWith("xl/") ? xml.replaceAll(/<(\/?)(?=[a-z])/g, "<$1x:") : xml]),
  );
  prefixed["xl/_rels/workbook.xml.rels"] = prefixed["xl/_rels/workbook.xml.rels"].replaceAll("x:", "");
  assert.deepEqual(allFields(await readBytes(zipOf(prefixed))), [["Dalarna", "Falun", "1"]]);
});

Deno.test("readExtract() takes the visible sheet with most columns, and says which it leaves", async () => {
  const parts = partsOf({
    Koder: rowsXml([["kod", "namn"], ["A", "Alfa"]]),
    Data: table(["Dalarna", "Falun", 1]),
    Dold: rowsXml([["a", "b", "c", "d"], [1, 2, 3, 4]]),
  }, { hidden: ["Dold"] });
  const extract = await readBytes(zipOf(parts));
  assert.deepEqual([extract.sheet, extract.good], ["Data", 1]);
  assert.deepEqual(extract.assumed, [
    'Blad: "Data" (antaget: har flest kolumner; läses inte: "Koder")',
    'Dolt blad, läses inte: "Dold"',
  ]);
});

Deno.test("readExtract() obeys a named sheet and header row, and then assumes nothing", async () => {
  const parts = partsOf({
    A: table(["Dalarna", "Falun", 1]),
    Dold: rowsXml([["x", "y"], ["a", "b"], [1, 2]]),
  }, {
    hidden: ["Dold"],
  });
  const extract = await readBytes(zipOf(parts), "april.xlsx", { sheet: "Dold", headerLine: 2 });
  assert.deepEqual([extract.header, allFields(extract), extract.assumed], [["a", "b"], [["1", "2"]], []]);
  await assert.rejects(
    readBytes(zipOf(parts), "april.xlsx", { sheet: "B" }),
    /inget blad .* blad: "A", "Dold"/,
  );
  await assert.rejects(readBytes(zipOf(parts), "april.xlsx", { headerLine: 9 }), /ingen hittades/);
});

Deno.test("readExtract() does not choose between sheets of the same columns", async () => {
  const parts = partsOf({
    Väntande: table(["Dalarna", "Falun", 1]),
    Utförda: table(["Dalarna", "Falun", 2]),
  });
  await assert.rejects(readBytes(zipOf(parts)), /bladen "Väntande" och "Utförda" har samma kolumner/);
});

Deno.test("readExtract() sets aside a row with content outside the table, and one with a NUL character", async () => {
  const extract = await readBytes(one(table(
    ["Dalarna", "Falun", 1],
    ["Dalarna", "Mora", 2],
    ["Dalarna", "Avesta", 2],
    ["Dalarna", "Ludvika", 3, "", "se not"],
    ["Dalarna", "_x0000_", 4],
  )));
  assert.deepEqual([extract.records, extract.good], [5, 3]);
  assert.deepEqual(
    extract.broken.map(({ record, line, cell, rule, raw }) => ({ record, line, cell, rule, raw })),
    [
      { record: 4, line: 5, cell: "Blad1!E5", rule: "fields", raw: "Dalarna;Ludvika;3;se not" },
      { record: 5, line: 6, cell: "Blad1!B6", rule: "nul", raw: "Dalarna;\0;4" },
    ],
  );
});

Deno.test("readExtract() gives a month as its whole date, however little of it the cell shows", async () => {
  const formats = [
    ...["mmm-yy", "yyyy-mm", "yyyy/mm", "mm/yyyy", "mmmm yyyy", "yy-mm", "mmm", "[$-41D]mmm\\-yy;@"],
    ...["[$-sv-SE]mmmm\\ yyyy", "yyyy&quot;M&quot;mm", "yyyy"],
  ];
  const rows = formats.map((_, at) => `<row><c><v>${at}</v></c><c s="${at + 1}"><v>45383</v></c></row>`).join(
    "",
  );
  for (const [from1904, first] of [[false, "2024-04-01"], [true, "2028-04-02"]] as const) {
    const extract = await readBytes(
      one(`${rowsXml([["nr", "månad"]])}${rows}`, { formats, from1904 }),
    );
    assert.deepEqual(allFields(extract).map(([, month]) => month), formats.map(() => first));
  }
  const parts = partsOf({
    Blad1: `${rowsXml([["nr", "månad"]])}<row><c><v>1</v></c><c s="1"><v>45383</v></c></row>`,
  }, {
    formats: ["x"],
  });
  // Excel's own "mmm-yy" has a number and no code.
  parts["xl/styles.xml"] = parts["xl/styles.xml"].replace('<xf numFmtId="200"/>', '<xf numFmtId="17"/>');
  assert.deepEqual(allFields(await readBytes(zipOf(parts))), [["1", "2024-04-01"]]);
});

Deno.test("readExtract() composes letters with a loose accent in shared and inline texts, and in a sheet's name", async () => {
  const nfd = (text: string): string => text.normalize("NFD");
  const parts = partsOf({
    [nfd("Väntande")]: `<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>antal</t></is></c></row>${
      rowsXml([[nfd("Västerås"), 1], ["Örebro", 2]])
    }`,
    Utförda: rowsXml([["a", "b"], [1, 2]]),
  }, { strings: `<si><t>${nfd("kön")}</t></si>` });
  const extract = await readBytes(zipOf(parts), "april.xlsx", { sheet: "Väntande" });
  assert.deepEqual([extract.header, ...allFields(extract)], [["kön", "antal"], ["Västerås", "1"], [
    "Örebro",
    "2",
  ]]);
  assert.deepEqual(extract.assumed, [
    "Tecken: 3 bokstäver skrivna med lös accent (NFD) lästes som hela (NFC)",
  ]);
});

Deno.test("readExtract() refuses a formula without a stored value rather than lose it", async () => {
  const sheet = `${table(["Dalarna", "Falun", 1])}<row><c/><c/><c><f>SUM(A1:A2)</f></c></row>`;
  await assert.rejects(readBytes(one(sheet)), /formeln i kolumn C på rad 3 har inget beräknat värde/);
});

Deno.test("readExtract() points at garbled and lost characters by their cell", async () => {
  const extract = await readBytes(
    one(table(["Dalarna", "Falun", 1], ["X", "GÃ¤vle", 2], ["Y", "_xD800_", 3])),
  );
  assert.deepEqual(extract.suspicions.map(({ line, cell, count }) => ({ line, cell, count })), [
    { line: 3, cell: "Blad1!B3", count: 1 },
    { line: 4, cell: "Blad1!B4", count: 1 },
  ]);
});

Deno.test("readExtract() gives back every text that a sheet holds", async () => {
  const text = fc.string({ unit: fc.constantFrom(..."aå;\"'\n\r\t &<>_x😀 0"), maxLength: 8 });
  const escape = (value: string): string =>
    value.replaceAll("_", "_x005F_").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(
      "\r",
      "_x000D_",
    );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }), async (rows) => {
      const cells = rows.map(([a, b]) => ["nr", a, b]);
      const xml = rowsXml([HEADER, ...cells.map((row) => row.map(escape))]);
      assert.deepEqual(allFields(await readBytes(one(xml))), cells);
    }),
    { numRuns: 60 },
  );
});

Deno.test("readExtract() refuses a hostile workbook with a clear word", async (t) => {
  const good = partsOf({ Blad1: table(["Dalarna", "Falun", 1]) });
  const bytes = zipOf(good);
  const middle = bytes.slice();
  middle[60] ^= 0xff;
  const sheet = "xl/worksheets/sheet0.xml";
  const cases: [string, Uint8Array, RegExp][] = [
    ["cut off", bytes.subarray(0, bytes.length - 30), /avhuggen eller skadad/],
    ["damaged", middle, /avhuggen eller skadad/],
    ["a bomb by its own word", zipOf(good, { size: 0xffffffff }), /orimligt stor/],
    ["larger than it says", zipOf(good, { size: 3 }), /avhuggen eller skadad/],
    ["locked part", zipOf(good, { flags: 1 }), /låst med lösenord/],
    ["unknown packing", zipOf(good, { method: 12 }), /avhuggen eller skadad/],
    ["no sheet", zipOf({ ...good, "xl/workbook.xml": "<workbook/>" }), /blad: inga/],
    ["missing sheet", zipOf({ ...good, [sheet]: "" }), /skadad/],
    [
      "xlsb",
      zipOf({ ...good, "_rels/.rels": good["_rels/.rels"].replace("workbook.xml", "workbook.bin") }),
      /slag/,
    ],
    ["broken XML", zipOf({ ...good, [sheet]: "<worksheet><sheetData><row>" }), /skadad/],
    [
      "entities",
      zipOf({ ...good, [sheet]: `<!DOCTYPE x [<!ENTITY a "aaaa">]>${good[sheet]}` }),
      /skadad/,
    ],
    ["far row", one(`<row r="99999999999"><c><v>1</v></c></row>`), /skadad/],
    ["rows out of order", one(`<row r="2"><c><v>1</v></c></row><row r="1"/>`), /skadad/],
    ["far column", one(`<row><c r="ZZZZZZ1"><v>1</v></c></row>`), /skadad/],
    ["too many columns", one(`<row><c r="XFD1"><v>1</v></c></row>`), /högst 2000 kolumner/],
    ["unknown text", one(`<row><c t="s"><v>7</v></c></row>`), /skadad/],
    ["endless text", one(`<row><c t="inlineStr"><is><t>${"x".repeat(6 << 20)}</t></is></c></row>`), /skadad/],
    ["one name twice", one(rowsXml([["a", "a"], [1, 2]])), /heter likadant/],
    ["no header", one(rowsXml([["bara en cell"]])), /minst två kolumner/],
    ["long record", one(table(["a", "x".repeat(1 << 20), 1])), /högst 1 MiB/],
  ];
  for (const [name, file, message] of cases) {
    await t.step(name, async () => {
      await assert.rejects(readBytes(file), (error) => {
        assert(error instanceof ExtractError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

Deno.test("readExtract() says which cells below the header are merged, but for titles", async () => {
  const rows = [["titel"], ["region", "antal"], ["Dalarna", 1], ["", 2], ["Uppsala", 3]];
  const merged = ["A1:A2", "A1:B1", "A3:A4", "B4:C5", "C3:C4"];
  const parts = partsOf({ Blad1: rowsXml(rows) }), path = "xl/worksheets/sheet0.xml";
  const cells = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
  const extract = await readBytes(zipOf({
    ...parts,
    [path]: parts[path].replace("</sheetData>", `</sheetData><mergeCells>${cells}</mergeCells>`),
  }));
  assert.deepEqual([extract.headerLine, extract.merged], [2, [{ column: 0, line: 3 }, {
    column: 1,
    line: 4,
  }]]);
});

Deno.test("readExtract() refuses sheets of nearly the same columns, and says how one is chosen", async () => {
  const wider = rowsXml([[...HEADER, "anmärkning"], ["Uppsala", "Enköping", 2, ""]]);
  const parts = partsOf({ Dalarna: table(["Dalarna", "Mora", 1]), Uppsala: wider });
  await assert.rejects(
    readBytes(zipOf(parts)),
    /bladen "Uppsala" och "Dalarna" har samma kolumner, eller nästan\. .* --blad "Uppsala"\./,
  );
  const codes = rowsXml([["region", "kod"], ["Dalarna", 20]]);
  const other = await readBytes(zipOf(partsOf({ Uppsala: wider, Koder: codes })));
  assert.deepEqual([other.sheet, other.good], ["Uppsala", 1]);
});
