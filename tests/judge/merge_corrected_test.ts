import assert from "node:assert/strict";
import fc from "fast-check";
import { profiles, type Reading, recognise, usedColumns } from "../../lib/contract/mod.ts";
import { type Extract, ExtractError, parseExtract, toCsv } from "../../lib/extract/mod.ts";
import { mergeCorrected, REJECTED_LINE, REJECTED_WHY, rejectedTable } from "../../lib/judge/mod.ts";

const HEADER = ["månad", "status", "region", "sjukhus", "0-30", "Anmärkning"];
const parse = (text: string): Extract => parseExtract(new TextEncoder().encode(text), "april.csv");
const readingOf = (extract: Extract): Reading => recognise(extract.header, profiles);
const corrected = (rows: string[][], header = HEADER.slice(0, 5)): Extract =>
  parse(toCsv([[REJECTED_LINE, REJECTED_WHY, ...header], ...rows]));
const merge = (original: Extract, rows: string[][], header?: string[]) =>
  mergeCorrected(original, readingOf(original), corrected(rows, header));

const APRIL = `${HEADER.join(";")}
2024-04;v;Dalarna;Falun;x;ring 2024-04
2024-04;v;Dalarna;Mora;y;0180
2024-04;v;Dalarna;Mora;3;
2024-04;v;Dalarna;Mora
`;

Deno.test("mergeCorrected() takes the cells that were corrected, and leaves what a spreadsheet did to others", () => {
  const { csv, records, cells, headerLine } = merge(parse(APRIL), [
    ["2", "fel", "apr-24", "v", "Dalarna", "Falun", "7"],
    ["", "", "", "", "", "", ""],
  ]);
  assert.equal(csv, APRIL.replace("Falun;x", "Falun;7").replaceAll("\n", "\r\n"));
  assert.deepEqual([records, cells, headerLine], [1, 1, 1]);
});

Deno.test("mergeCorrected() takes columns in any order, and keeps a line that cannot be split as it is", () => {
  const original = parse(APRIL);
  assert.equal(
    merge(original, [["3,0", "fel", "9", "apr-24"]], ["0-30", "månad"]).csv,
    APRIL.replace("Mora;y", "Mora;9").replaceAll("\n", "\r\n"),
  );
  const line = "2024-04;v;Dalarna;Mora";
  for (const first of ["", line]) {
    const { csv, cells } = merge(original, [["5", "fel", first, "", "", "", ""]]);
    assert.deepEqual([csv, cells], [APRIL.replaceAll("\n", "\r\n"), 0]);
  }
  assert.equal(
    merge(original, [["5", "fel", "2024-04", "v", "Dalarna", "Mora", "'-4"]]).csv,
    APRIL.replace(`${line}\n`, `${line};-4;\n`).replaceAll("\n", "\r\n"),
  );
});

Deno.test("mergeCorrected() keeps the text above the table", () => {
  const original = parse(`Väntande i veckor\n\n${APRIL}`);
  const { csv, headerLine } = merge(original, [["4", "fel", "apr-24", "v", "Dalarna", "Falun", "7"]]);
  assert.ok(csv.startsWith(`Väntande i veckor\n\n${HEADER.join(";")}\r\n2024-04;v;Dalarna;Falun;7;`));
  assert.equal(headerLine, 3);
  assert.equal(parse(csv).headerLine, 3);
});

Deno.test("mergeCorrected() refuses lines that are none, lines named twice, and columns that are not used", () => {
  const original = parse(APRIL), row = ["fel", "2024-04", "v", "Dalarna", "Falun", "1"];
  for (const line of ["1", "x", ""]) {
    assert.throws(() => merge(original, [[line, ...row]]), ExtractError);
  }
  assert.throws(() => merge(original, [["2", ...row], ["2", ...row]]), /varje rad en gång/);
  assert.throws(() => merge(original, [["2", "fel", "z"]], ["Anmärkning"]), /men den har Anmärkning/);
  assert.throws(
    () => mergeCorrected(original, readingOf(original), original),
    /kolumner ska vara underkänd_rad/,
  );
});

Deno.test("mergeCorrected() gives back the delivery when nothing is corrected, whatever its cells hold", () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "=", "-", "+", "@", '"', ";", "\n", "å", "1", "'"),
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      (cells) => {
        const rows = cells.map(([sjukhus, antal, not]) => ["2024-04", "v", "Dalarna", sjukhus, antal, not]);
        const original = parse(toCsv([HEADER, ...rows])), reading = readingOf(original);
        const used = usedColumns(reading.sources).map((column) => HEADER[column]);
        const rejected = rows.map((row, nr) => ({
          file: "april.csv",
          line: original.place(nr).line,
          column: 1,
          rules: ["x"],
          says: ["fel"],
          cells: Object.fromEntries(HEADER.map((name, at) => [name, row[at]])),
        }));
        const table = rejectedTable(rejected, { columns: used });
        for (const formulaSafe of [true, false]) {
          const back = parse(toCsv(table, { formulaSafe }));
          assert.equal(mergeCorrected(original, reading, back).csv, toCsv([HEADER, ...rows]));
        }
      },
    ),
    { numRuns: 200 },
  );
});
