import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText } from "../../lib/contract/mod.ts";
import { type Delimiter, paddedColumns, parseExtract, toCsv } from "../../lib/extract/mod.ts";

const padded = (file: string) => paddedColumns(parseExtract(new TextEncoder().encode(file), "x.csv"));

Deno.test("paddedColumns() names the columns with blanks at the end of a cell, inside its quotes if it has any", () => {
  assert.deepEqual(padded("a;b;c\n1;2 ;3\n"), [false, true, false]);
  assert.deepEqual(padded("a;b;c\n1;2;\u00a03\n"), [false, false, true]);
  assert.deepEqual(padded('a;b;c\n1;" 2";"3"\n'), [false, true, false]);
  assert.deepEqual(padded("a\tb\n1\t2\n"), [false, false]);
  assert.deepEqual(padded("a;b\n1;2 \n"), [false, true]);
  assert.deepEqual(padded("a;b\n1;2 "), [false, true]);
});

Deno.test("paddedColumns() keeps to its columns after a stray quote, quotes in quotes and line breaks in quotes", () => {
  assert.deepEqual(padded('a;b;c\n5" rör;2;3\n1;2; 3\n'), [false, false, true]);
  assert.deepEqual(padded('a;b;c\n"x;\n""y""";2;3\n1;2 ;3\n'), [false, true, false]);
});

Deno.test("paddedColumns() never misses a column that needs trimming", () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "1", " ", '"', ";", "\t", "\n", "\r\n", "å", "\u00a0", "\ufeff", "\u202f"),
  });
  const row = fc.tuple(cell, cell, cell);
  fc.assert(fc.property(
    fc.array(row, { minLength: 1, maxLength: 6 }),
    fc.constantFrom<Delimiter[]>(";", ",", "\t"),
    (rows, delimiter) => {
      const text = toCsv([["a", "b", "c", "d"], ...rows.map((cells) => [...cells, "x"])], { delimiter });
      const extract = parseExtract(new TextEncoder().encode(text), "x.csv", { delimiter });
      const flags = paddedColumns(extract);
      for (let record = 0; record < extract.good; record++) {
        for (const [column, cell] of extract.fields(record).entries()) {
          const cleaned = cleanText(cell);
          assert.ok(
            flags[column] || cell === "" || cleaned === null && cell.trim() === cell || cleaned === cell,
            JSON.stringify(cell),
          );
        }
      }
    },
  ));
});
