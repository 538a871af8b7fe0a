import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText, missingMarkers } from "../../lib/contract/mod.ts";
import { type Delimiter, parseExtract, surveyCells, toCsv } from "../../lib/extract/mod.ts";

const survey = (file: string, texts: readonly string[] = []) =>
  surveyCells(parseExtract(new TextEncoder().encode(file), "x.csv"), texts);
const padded = (file: string) => survey(file).padded;

Deno.test("surveyCells() names the columns with blanks at the end of a cell, inside its quotes if it has any", () => {
  assert.deepEqual(padded("a;b;c\n1;2 ;3\n"), [false, true, false]);
  assert.deepEqual(padded("a;b;c\n1;2;\u00a03\n"), [false, false, true]);
  assert.deepEqual(padded('a;b;c\n1;" 2";"3"\n'), [false, true, false]);
  assert.deepEqual(padded("a\tb\n1\t2\n"), [false, false]);
  assert.deepEqual(padded("a;b\n1;2 \n"), [false, true]);
  assert.deepEqual(padded("a;b\n1;2 "), [false, true]);
});

Deno.test("surveyCells() keeps to its columns after a stray quote, quotes in quotes and line breaks in quotes", () => {
  assert.deepEqual(padded('a;b;c\n5" rör;2;3\n1;2; 3\n'), [false, false, true]);
  assert.deepEqual(padded('a;b;c\n"x;\n""y""";2;3\n1;2 ;3\n'), [false, true, false]);
});

Deno.test("surveyCells() tells which columns hold anything; quotes around nothing are nothing", () => {
  assert.deepEqual(survey('a;b;c\r\n;"";3\r\n;;\r\n').filled, [false, false, true]);
  assert.deepEqual(survey("a;b\n").filled, [false, false]);
});

Deno.test("surveyCells() finds a text that is a whole cell, in quotes or not, and no part of one", () => {
  assert.deepEqual(survey('a;b\n"-";saknas\n', ["saknas", "–", "-"]).found, ["saknas", "-"]);
  assert.deepEqual(survey("a;b\n1-2;saknas inte\n-5; -\n", ["saknas", "-"]).found, []);
  assert.deepEqual(survey("a;b\nnull;–", ["–", "NULL", "null"]).found, ["–", "null"]);
});

Deno.test("surveyCells() never misses a column that is filled or needs trimming, nor a text that is a cell", () => {
  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom("a", "1", " ", '"', ";", "\t", "\n", "\r\n", "å", "\u00a0", "\ufeff", "\u202f"),
    }),
    fc.constantFrom("", ...missingMarkers),
  );
  const row = fc.tuple(cell, cell, cell);
  fc.assert(fc.property(
    fc.array(row, { minLength: 1, maxLength: 6 }),
    fc.constantFrom<Delimiter[]>(";", ",", "\t"),
    (rows, delimiter) => {
      const text = toCsv([["a", "b", "c", "d"], ...rows.map((cells) => [...cells, "x"])], { delimiter });
      const extract = parseExtract(new TextEncoder().encode(text), "x.csv", { delimiter });
      const { filled, padded, found } = surveyCells(extract, missingMarkers);
      const records = Array.from({ length: extract.good }, (_, record) => extract.fields(record));
      const cells = new Set(records.flat());
      assert.deepEqual(found, missingMarkers.filter((marker) => marker !== "" && cells.has(marker)));
      assert.deepEqual(
        filled,
        extract.header.map((_, column) => records.some((fields) => fields[column] !== "")),
      );
      for (const [column, cell] of records.flatMap((fields) => [...fields.entries()])) {
        const cleaned = cleanText(cell);
        assert.ok(
          padded[column] || cell === "" || cleaned === null && cell.trim() === cell || cleaned === cell,
          JSON.stringify(cell),
        );
      }
    },
  ));
});
