import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText } from "../../lib/contract/mod.ts";
import { surveyBody } from "../../lib/extract/_survey_body.ts";
import { type Delimiter, parseExtract, toCsv } from "../../lib/extract/mod.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const survey = (file: string) => parseExtract(utf8(file), "x.csv").survey;
const padded = (file: string) => survey(file).map(({ padded }) => padded);

Deno.test("Extract.survey names the columns with blanks at the end of a cell, inside its quotes if it has any", () => {
  assert.deepEqual(padded("a;b;c\n1;2 ;3\n"), [false, true, false]);
  assert.deepEqual(padded("a;b;c\n1;2;\u00a03\n"), [false, false, true]);
  assert.deepEqual(padded('a;b;c\n1;" 2";"3"\n'), [false, true, false]);
  assert.deepEqual(padded("a\tb\n1\t2\n"), [false, false]);
  assert.deepEqual(padded("a;b\n1;2 \n"), [false, true]);
  assert.deepEqual(padded("a;b\n1;2 "), [false, true]);
});

Deno.test("Extract.survey keeps to its columns after a stray quote, quotes in quotes and line breaks in quotes", () => {
  assert.deepEqual(padded('a;b;c\n5" rör;2;3\n1;2; 3\n'), [false, false, true]);
  assert.deepEqual(padded('a;b;c\n"x;\n""y""";2;3\n1;2 ;3\n'), [false, true, false]);
});

Deno.test("Extract.survey tells which columns hold anything; quotes around nothing are nothing", () => {
  const told = (file: string) => survey(file).map(({ filled, empty }) => [filled, empty]);
  assert.deepEqual(told('a;b;c\r\n;"";3\r\n;;\r\n'), [[false, true], [false, true], [true, true]]);
  assert.deepEqual(told("a;b\n1;\n"), [[true, false], [false, true]]);
  assert.deepEqual(
    told("a;b;\n1;2\n"),
    [[true, false], [true, false], [false, true]],
    "a field that may be lacking",
  );
  assert.deepEqual(told("a;b\n"), [[false, false], [false, false]]);
});

Deno.test("Extract.survey tells the different cells of a column apart, as long as they are few", () => {
  const values = (file: string) => survey(file).map(({ values }) => values);
  assert.deepEqual(values('a;b\nx;1\ny;"1"\nx;långt namn\n;långt-namn\n'), [["x", "y"], [
    "1",
    "långt namn",
    "långt-namn",
  ]]);
  assert.deepEqual(values('a;b\n"x""y";1\n'), [null, ["1"]], "the bytes are not the text");
  assert.deepEqual(values("a;b\n\ufeffx;1\n"), [null, ["1"]], "an engine may leave out the mark");
  const many = Array.from({ length: 513 }, (_, index) => `${index};${index % 512}\n`).join("");
  const [all, few] = values(`a;b\n${many}`);
  assert.deepEqual([all, few?.length], [null, 512]);
});

Deno.test("Extract.survey tells fewer cells apart where there are many columns, and none that are long", () => {
  const wide = (columns: number, rows: number) =>
    survey([
      Array.from({ length: columns }, (_, column) => `k${column}`).join(";"),
      ...Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, () => `v${row}`).join(";")),
    ].join("\n"));
  assert.ok(wide(2000, 32).every(({ values }) => values?.length === 32));
  assert.ok(wide(2000, 33).every(({ values }) => values === null));
  const long = "x".repeat(101);
  assert.deepEqual(survey(`a;b\n${long};1\n`).map(({ values }) => values), [null, ["1"]]);
});

Deno.test("Extract.survey tells what all cells of a column look like, however many", () => {
  const body = utf8("2024-04-30;7;x1;12\n;19;x2;3a\n1999-99-99;1234;y3;4\n");
  for (const most of [0, 1, 9]) {
    const columns = surveyBody(body, 4, ";", most);
    assert.deepEqual(
      columns.map(({ form, digits, mostDigits, bytes }) => [form, digits, mostDigits, ...bytes]),
      [
        ["9999-99-99", false, 8, 10, 10],
        [null, true, 4, 1, 4],
        [null, false, 1, 2, 2],
        [null, false, 2, 1, 2],
      ],
    );
  }
});

Deno.test("Extract.survey is true of every cell, whatever stands in it", () => {
  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom("a", "1", " ", '"', ";", "\t", "\n", "\r\n", "å", "\u00a0", "\ufeff", "\u202f"),
    }),
    fc.constantFrom("", "2024-04-30", "1999-12-31", "12", "7"),
  );
  const row = fc.tuple(cell, cell, cell);
  fc.assert(fc.property(
    fc.array(row, { minLength: 1, maxLength: 6 }),
    fc.constantFrom<Delimiter[]>(";", ",", "\t"),
    fc.constantFrom(0, 2, 512),
    (rows, delimiter, most) => {
      const text = toCsv([["a", "b", "c", "d"], ...rows.map((cells) => [...cells, "x"])], { delimiter });
      const extract = parseExtract(utf8(text), "x.csv", { delimiter });
      const records = Array.from({ length: extract.good }, (_, record) => extract.fields(record));
      const surveys = [extract.survey, surveyBody(extract.body, 4, delimiter, most)];
      for (const [column, told] of surveys.flatMap((columns) => [...columns.entries()])) {
        const cells = records.map((fields) => fields[column]), texts = cells.filter((cell) => cell !== "");
        assert.deepEqual([told.filled, told.empty], [texts.length > 0, texts.length < cells.length]);
        if (told.values !== null) assert.deepEqual(told.values, [...new Set(texts)]);
        if (told.form !== null) {
          assert.deepEqual(new Set(texts.map((text) => text.replace(/[0-9]/g, "9"))), new Set([told.form]));
        }
        assert.equal(told.digits, texts.length > 0 && texts.every((text) => /^[0-9]+$/.test(text)));
        const most = Math.max(
          0,
          ...texts.map((text) => utf8(text.replace(/[^0-9\u0080-\uffff]/g, "")).length),
        );
        assert.equal(told.mostDigits, most);
        for (const text of texts) {
          const { length } = utf8(text), cleaned = cleanText(text);
          assert.ok(told.bytes[0] <= length + text.split('"').length && length <= told.bytes[1]);
          assert.ok(told.padded || cleaned === text || (cleaned === null && text.trim() === text), text);
        }
      }
    },
  ));
});
