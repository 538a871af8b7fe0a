import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText, missingMarkers } from "../../lib/contract/mod.ts";
import { type Delimiter, parseExtract, surveyCells, toCsv } from "../../lib/extract/mod.ts";

const survey = (file: string, texts: readonly string[] = []) =>
  surveyCells(parseExtract(new TextEncoder().encode(file), "x.csv"), texts);
const padded = (file: string) => survey(file).columns.map(({ padded }) => padded);

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
  const told = (file: string) => survey(file).columns.map(({ filled, empty }) => [filled, empty]);
  assert.deepEqual(told('a;b;c\r\n;"";3\r\n;;\r\n'), [[false, true], [false, true], [true, true]]);
  assert.deepEqual(told("a;b\n1;\n"), [[true, false], [false, true]]);
  assert.deepEqual(told("a;b\n"), [[false, false], [false, false]]);
});

Deno.test("surveyCells() finds a text that is a whole cell, in quotes or not, and no part of one", () => {
  assert.deepEqual(survey('a;b\n"-";saknas\n', ["saknas", "–", "-"]).found, ["saknas", "-"]);
  assert.deepEqual(survey("a;b\n1-2;saknas inte\n-5; -\n", ["saknas", "-"]).found, []);
  assert.deepEqual(survey("a;b\nnull;–", ["–", "NULL", "null"]).found, ["–", "null"]);
});

Deno.test("surveyCells() tells the different cells of a column apart, as long as they are few", () => {
  const values = (file: string, most: number) =>
    surveyCells(parseExtract(new TextEncoder().encode(file), "x.csv"), [], most).columns.map(({ values }) =>
      values
    );
  const file = 'a;b\nx;1\ny;"1"\nx;långt namn\n;långt-namn\n';
  assert.deepEqual(values(file, 3), [["x", "y"], ["1", "långt namn", "långt-namn"]]);
  assert.deepEqual(values(file, 2), [["x", "y"], null]);
  assert.deepEqual(values('a;b\n"x""y";1\n', 9), [null, ["1"]], "the bytes are not the text");
  assert.deepEqual(values("a;b\n\ufeffx;1\n", 9), [null, ["1"]], "an engine may leave out the mark");
});

Deno.test("surveyCells() tells what all cells of a column look like, however many", () => {
  const file = "a;b;c;d\n2024-04-30;7;x1;12\n;19;x2;3a\n1999-99-99;1234;y3;4\n";
  for (const most of [0, 1, 9]) {
    const { columns } = surveyCells(parseExtract(new TextEncoder().encode(file), "x.csv"), [], most);
    assert.deepEqual(columns.map(({ form, digits }) => [form, digits]), [
      ["9999-99-99", 0],
      [null, 4],
      [null, 0],
      [null, 0],
    ]);
  }
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
    fc.constantFrom(0, 2, 512),
    (rows, delimiter, most) => {
      const text = toCsv([["a", "b", "c", "d"], ...rows.map((cells) => [...cells, "x"])], { delimiter });
      const extract = parseExtract(new TextEncoder().encode(text), "x.csv", { delimiter });
      const { columns, found } = surveyCells(extract, missingMarkers, most);
      const records = Array.from({ length: extract.good }, (_, record) => extract.fields(record));
      const cells = new Set(records.flat());
      assert.deepEqual(found, missingMarkers.filter((marker) => marker !== "" && cells.has(marker)));
      for (const [column, { filled, empty, values, form, digits }] of columns.entries()) {
        const cells = records.map((fields) => fields[column]), texts = cells.filter((cell) => cell !== "");
        assert.deepEqual([filled, empty], [texts.length > 0, texts.length < cells.length]);
        if (values !== null) assert.deepEqual(values, [...new Set(texts)]);
        if (form !== null) {
          assert.deepEqual(new Set(texts.map((text) => text.replace(/[0-9]/g, "9"))), new Set([form]));
        }
        const longest = Math.max(...texts.map(({ length }) => length));
        if (digits > 0) assert.ok(texts.every((text) => /^[0-9]+$/.test(text)) && longest === digits);
      }
      for (const [column, cell] of records.flatMap((fields) => [...fields.entries()])) {
        const cleaned = cleanText(cell);
        assert.ok(
          columns[column].padded || cell === "" || cleaned === null && cell.trim() === cell ||
            cleaned === cell,
          JSON.stringify(cell),
        );
      }
    },
  ));
});
