import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import {
  type Delimiter,
  type ExtractEncoding,
  extractEncodings,
  ExtractError,
  parseExtract,
  readExtract,
  toCsv,
} from "../../lib/extract/mod.ts";
import { allFields, charactersOf, encode, extractOf, utf8 } from "./_files.ts";

Deno.test("parseExtract() tells what the file is", () => {
  const extract = parseExtract(utf8("kön;dagar\r\nK;12\r\n"), "in/april.csv");
  const { name, bytes, sha256, encoding, bom, delimiter, headerLine, header, records, good, assumed } =
    extract;
  assert.deepEqual(
    { name, bytes, encoding, bom, delimiter, headerLine, header, records, good, assumed },
    {
      name: "april.csv",
      bytes: 18,
      encoding: "utf-8",
      bom: false,
      delimiter: ";",
      headerLine: 1,
      header: ["kön", "dagar"],
      records: 1,
      good: 1,
      assumed: ["Fältavgränsare: semikolon (antagen: ger 2 kolumner)"],
    },
  );
  assert.match(sha256, /^[0-9a-f]{64}$/);
  assert.equal(
    parseExtract(utf8("a;b\n"), "x").sha256,
    "9a8be2eb1604c06722f17a9bbdb1160123efa0dcf87979013ead941593977af2",
  );
});

Deno.test("parseExtract() says what it assumes, and nothing when it is told", () => {
  const bytes = encode("kön;dagar\nK;12\n", "windows-1252");
  assert.deepEqual(parseExtract(bytes, "april.csv").assumed, [
    "Teckenkodning: Windows-1252 (antagen: filen är inte giltig UTF-8)",
    "Fältavgränsare: semikolon (antagen: ger 2 kolumner)",
  ]);
  assert.deepEqual(
    parseExtract(bytes, "april.csv", { encoding: "windows-1252", delimiter: ";" }).assumed,
    [],
  );
});

Deno.test("parseExtract() takes a file of only a header as no records", () => {
  for (const text of ["a;b", "a;b\r\n", "a;b\n\n"]) {
    const extract = extractOf(text);
    assert.deepEqual([extract.records, extract.good, extract.broken.length], [0, 0, 0]);
  }
});

Deno.test("place() counts lines and columns as an editor does", () => {
  const extract = parseExtract(
    utf8('\ufeffa;b;c\r\n"å\r\nä\rö\n😀"; "två" ;3\r\n\r\nåäö;😀;x\r\n'),
    "april.csv",
  );
  const at = (record: number, column?: number): [number, number] => {
    const { line, column: editorColumn } = extract.place(record, column);
    return [line, editorColumn];
  };
  assert.deepEqual([at(0), at(0, 0), at(0, 1), at(0, 2)], [[2, 1], [2, 2], [5, 7], [5, 13]]);
  assert.deepEqual([at(1), at(1, 0), at(1, 1), at(1, 2)], [[7, 1], [7, 1], [7, 5], [7, 8]]);
});

Deno.test("raw() gives the record unchanged, and fields() its unquoted fields", () => {
  const extract = extractOf('a;b\r\n"x ""y""\r\n";  z \r\n');
  assert.equal(extract.raw(0), '"x ""y""\r\n";  z ');
  assert.deepEqual(extract.fields(0), ['x "y"\r\n', "  z "]);
});

Deno.test("place(), raw() and fields() refuse a record or column that is not there", () => {
  const extract = extractOf("a;b\n1;2\n");
  for (const record of [-1, 1, 0.5, NaN]) {
    assert.throws(() => extract.place(record), RangeError);
    assert.throws(() => extract.raw(record), RangeError);
    assert.throws(() => extract.fields(record), RangeError);
  }
  for (const column of [-1, 2, 0.5]) assert.throws(() => extract.place(0, column), RangeError);
});

Deno.test("parseExtract() gives back what toCsv() wrote, in every encoding and dialect, and where it stands", () => {
  // Letters with a loose accent are composed, and so not given back as they were.
  const unicode = fc.string({ unit: "binary", maxLength: 6 }).map((text) =>
    text.replace(/[\u0300-\u036f\u2126\u212a\u212b]/g, "")
  );
  const character = (encoding: ExtractEncoding): fc.Arbitrary<string> =>
    encoding.startsWith("utf")
      ? unicode
      : fc.string({ unit: fc.constantFrom(...charactersOf(encoding)), maxLength: 6 });
  const special = fc.constantFrom(...'";,|\t\n\r å=', "\r\n", '""');
  for (const encoding of extractEncodings) {
    const cell = fc.oneof(
      character(encoding),
      fc.array(special, { maxLength: 6 }).map((parts) => parts.join("")),
    )
      .map((text) => text.replaceAll("\0", ""));
    const table = fc.integer({ min: 2, max: 5 }).chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 })
    );
    const delimiter = fc.constantFrom<Delimiter>(";", ",", "\t", "|");
    fc.assert(
      fc.property(table, delimiter, fc.boolean(), (rows, delimiter, bom) => {
        const header = rows[0].map((_, column) => `kolumn${column}`);
        const text = toCsv([header, ...rows], { delimiter });
        const extract = parseExtract(encode(text, encoding, bom), "april.csv", { encoding, delimiter });
        assert.deepEqual(extract.broken, []);
        assert.deepEqual(extract.header, header);
        assert.deepEqual(allFields(extract), rows);
        for (const [record, row] of rows.entries()) {
          for (const column of row.keys()) {
            const rowsBefore = toCsv([header, ...rows.slice(0, record)], { delimiter });
            const cellsBefore = column === 0
              ? ""
              : toCsv([[...row.slice(0, column), ""]], { delimiter }).slice(0, -2);
            const before = rowsBefore + cellsBefore;
            const linesBefore = (before + (text[before.length] === '"' ? '"' : "")).split(/\r\n|\n|\r/);
            const expected = {
              line: linesBefore.length,
              column: linesBefore[linesBefore.length - 1].length + 1,
            };
            assert.deepEqual(extract.place(record, column), { file: "april.csv", ...expected });
          }
        }
      }),
      { numRuns: 100 },
    );
  }
});

Deno.test("parseExtract() answers any bytes with an extract or an ExtractError", () => {
  const anything = fc.uint8Array({ maxLength: 300 });
  const nearly = fc.array(fc.constantFrom(...utf8('a;b\r\n",|\t å\0'), 0xff, 0xfe, 0xc3), { maxLength: 80 })
    .map((bytes) => Uint8Array.from([...utf8("a;b\n"), ...bytes]));
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (bytes) => {
      try {
        const extract = parseExtract(bytes, "april.csv");
        assert.equal(extract.records, extract.good + extract.broken.length);
        for (const fields of allFields(extract)) assert.equal(fields.length, extract.header.length);
      } catch (error) {
        if (!(error instanceof ExtractError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("readExtract() reads a file and names it without its folder", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/april.csv`, "a;b\n1;2\n");
    const extract = await readExtract(`${folder}/april.csv`);
    assert.deepEqual([extract.name, extract.records], ["april.csv", 1]);
    assert.deepEqual(extract.place(0, 1), { file: "april.csv", line: 2, column: 3 });
    await assert.rejects(readExtract(`${folder}/maj.csv`), {
      name: "ExtractError",
      message: 'Kan inte läsa "maj.csv": filen finns inte. Kontrollera sökvägen.',
    });
    await assert.rejects(readExtract(folder), /ska vara en fil, men detta är en mapp/);
    await Deno.writeFile(`${folder}/tom.csv`, new Uint8Array());
    await assert.rejects(readExtract(`${folder}/tom.csv`), /"tom.csv": filen är tom/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const REALITY = new URL("../../../shared/reality/", import.meta.url);

const real: [string, { records: number; columns: number; delimiter: Delimiter; bom: boolean }][] = [
  ["IN_WL_2018.csv", { records: 55_377, columns: 9, delimiter: ",", bom: false }],
  ["katarakt_vgr_100.csv", { records: 100, columns: 35, delimiter: ";", bom: false }],
  ["OpenData_OPNational02_2025.csv", { records: 615, columns: 8, delimiter: ",", bom: true }],
  ["waiting_lists_for_NHS_Regions.csv", { records: 6_804, columns: 6, delimiter: ",", bom: false }],
];

Deno.test("readExtract() reads the published files whole", async (t) => {
  for (const [file, expected] of real) {
    const url = new URL(file, REALITY);
    const present = await Deno.stat(url).then(() => true, () => false);
    await t.step({
      name: present ? file : `${file} (not present)`,
      ignore: !present,
      fn: async () => {
        const extract = await readExtract(fileURLToPath(url));
        const { records, delimiter, bom } = extract;
        assert.deepEqual({ records, columns: extract.header.length, delimiter, bom }, expected);
        assert.deepEqual([extract.broken, extract.skipped, extract.suspicions], [[], [], []]);
        assert.equal(extract.encoding, "utf-8");
        assert.equal(extract.place(records - 1).line, records + 1);
      },
    });
  }
});
