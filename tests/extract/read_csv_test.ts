import assert from "node:assert/strict";
import fc from "fast-check";
import type { BrokenRecord, Extract } from "../../lib/extract/mod.ts";
import { allFields, extractOf, utf8 } from "./_files.ts";
import { detectDialect, ExtractError, parseExtract, textAt } from "../../lib/extract/mod.ts";
import {
  type CsvTable,
  type CsvText,
  middleOf,
  readCsv,
  readCsvInParts,
  readCsvPart,
  shared,
} from "../../lib/extract/_read_csv.ts";
import { type FieldBounds, RecordScanner } from "../../lib/extract/_record_scanner.ts";
import { unquote } from "../../lib/extract/_fields.ts";

type Told = Pick<BrokenRecord, "record" | "line" | "rule" | "raw" | "foundFields"> & { column?: number };

const told = (text: string): Told[] =>
  extractOf(text).broken.map(({ record, line, column, rule, raw, foundFields }) =>
    column === undefined
      ? { record, line, rule, raw, foundFields }
      : { record, line, column, rule, raw, foundFields }
  );

Deno.test("readCsv() reads CRLF, LF and a lone CR, with and without a last one", () => {
  for (const end of ["\r\n", "\n", "\r"] as const) {
    for (const last of ["", end]) {
      const extract = extractOf(["a;b", "1;2", "3;4"].join(end) + last);
      assert.deepEqual(allFields(extract), [["1", "2"], ["3", "4"]]);
      assert.deepEqual([0, 1].map((record) => extract.place(record).line), [2, 3]);
    }
  }
});

Deno.test("readCsv() leaves blank lines and broken records out of the columns", () => {
  const extract = extractOf("a;b\n\n1;2\n \t\n3\n4;5\n\n");
  assert.deepEqual(allFields(extract), [["1", "2"], ["4", "5"]]);
  assert.deepEqual(extract.skipped, [2, 4, 7].map((line) => ({ line, why: "blank" })));
  assert.deepEqual([extract.records, extract.good, extract.broken.length], [3, 2, 1]);
  assert.equal(extract.place(1).line, 6);
});

Deno.test("readCsv() keeps a record of nothing but delimiters, also when they are tabs", () => {
  assert.deepEqual(allFields(extractOf("a;b\n;\n")), [["", ""]]);
  assert.deepEqual(allFields(extractOf("a\tb\n\t\n")), [["", ""]]);
});

Deno.test("readCsv() reads records of different line ends in one file", () => {
  assert.deepEqual(allFields(extractOf('a;b\n1;2\r\n3;4\n5;6\r"7\n";8')), [
    ["1", "2"],
    ["3", "4"],
    ["5", "6"],
    ["7\n", "8"],
  ]);
});

Deno.test("readCsv() lets a record lack only the field of a last column without name", () => {
  const extract = extractOf("a;b;\n1;2;\n3;4\n5\n6;7;8;9\n");
  assert.deepEqual(allFields(extract), [["1", "2", ""], ["3", "4", ""]]);
  assert.equal(extract.raw(1), "3;4");
  assert.deepEqual(extract.place(1, 2), { file: "april.csv", line: 3, column: 4 });
  assert.deepEqual(extract.broken.map(({ foundFields }) => foundFields), [1, 4]);
});

Deno.test("readCsv() takes no space outside quotes for a part of the field", () => {
  const extract = extractOf('a;b\n  "1;\n"" " ;"2"\n 3 ; 4\n');
  assert.deepEqual(allFields(extract), [['1;\n" ', "2"], [" 3 ", " 4"]]);
  assert.equal(extract.raw(0), '  "1;\n"" " ;"2"');
});

Deno.test("readCsv() takes a quote inside an unquoted field for a character", () => {
  assert.deepEqual(allFields(extractOf('a;b\n5" skruv;"\n')), []);
  assert.deepEqual(allFields(extractOf('a;b\n5" skruv;x"\n')), [['5" skruv', 'x"']]);
});

Deno.test("readCsv() rejects a record with another number of fields", () => {
  assert.deepEqual(told("a;b\n1;2;3\n4\n5;6\n"), [
    { record: 1, line: 2, rule: "fields", raw: "1;2;3", foundFields: 3 },
    { record: 2, line: 3, rule: "fields", raw: "4", foundFields: 1 },
  ]);
});

Deno.test("readCsv() does not let an unclosed quote swallow the records after it", () => {
  const extract = extractOf('a;b\n1;"två\n3;4\n"5";6\n');
  assert.deepEqual(allFields(extract), [["3", "4"], ["5", "6"]]);
  assert.deepEqual(told('a;b\n1;"två\n3;4\n5;6\n'), [
    { record: 1, line: 2, column: 3, rule: "quote", raw: '1;"två', foundFields: 2 },
  ]);
});

Deno.test("readCsv() does not let two stray quotes join the records between them", () => {
  const text = 'a;b\n1;"x\n3;4\n5;y";z\n7;8\n';
  assert.deepEqual(allFields(extractOf(text)), [["3", "4"], ["7", "8"]]);
  assert.deepEqual(told(text).map(({ line, rule }) => ({ line, rule })), [
    { line: 2, rule: "quote" },
    { line: 4, rule: "fields" },
  ]);
});

Deno.test("readCsv() rejects a quote that is not doubled and points at it", () => {
  assert.deepEqual(told('a;b\nå😀;"y "z" w"\n1;2\n'), [
    { record: 1, line: 2, column: 8, rule: "quote", raw: 'å😀;"y "z" w"', foundFields: 2 },
  ]);
});

Deno.test("readCsv() rejects a NUL byte, quoted or not", () => {
  assert.deepEqual(
    told('a;b\n1;\0\n"\0";2\n3;4\n').map(({ line, column, rule }) => ({ line, column, rule })),
    [
      { line: 2, column: 3, rule: "nul" },
      { line: 3, column: 2, rule: "nul" },
    ],
  );
});

Deno.test("readCsv() tells that a file is cut off", () => {
  assert.deepEqual(told("a;b;c\n1;2;3\n4;5").map(({ line, rule }) => ({ line, rule })), [{
    line: 3,
    rule: "truncated",
  }]);
  assert.deepEqual(told('a;b\n1;2\n3;"fy').map(({ line, rule }) => ({ line, rule })), [{
    line: 3,
    rule: "truncated",
  }]);
  const inCharacter = parseExtract(utf8("å;b\n1;2\n3;ö").subarray(0, -1), "april.csv");
  assert.deepEqual([inCharacter.good, inCharacter.broken[0].rule], [1, "truncated"]);
});

Deno.test("readCsv() refuses a line over 1 MiB and rejects a quoted field that long", () => {
  const long = "x".repeat(1 << 20);
  assert.throws(() => extractOf(`a;b\n1;2\n3;${long}\n`), /högst 1 MiB, men rad 3/);
  assert.throws(() => extractOf(`a;b\n1;2\n3${long}\n`), /högst 1 MiB, men rad 3/);
  const lines = "3;4\n".repeat(1 << 18);
  const extract = extractOf(`a;b\n1;"2\n${lines}5;6"\n`);
  assert.deepEqual([extract.good, extract.broken[0].rule], [(1 << 18) + 1, "quote"]);
});

Deno.test("readCsv() explains in Swedish and repeats no content", () => {
  const whys = extractOf('a;b\nhemligt\n"hemligt;1\nx;"hemligt" 2\nhemligt\0;3\n').broken.map(({ why }) =>
    why
  );
  assert.deepEqual(whys, [
    "Raden har 1 fält i stället för 2 (avgränsare: semikolon)",
    "Fält 1 har ett citattecken som varken är dubblerat eller avslutar fältet",
    "Fält 2 har ett citattecken som varken är dubblerat eller avslutar fältet",
    "Raden innehåller ett NUL-tecken",
  ]);
});

const piece = fc.constantFrom(
  ...[
    "a",
    "å",
    "bbbbbbb",
    ";",
    ";",
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\0",
    "1;2\n",
    "1;2\n",
    "å;bbbbbbb\r\n",
  ],
  ...['"x\n";y\r\n', '"a";"a""b"\n', 'a;a""b\n'],
);

Deno.test("readCsv() reads each record's cells as the scanner that reads one record does", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = utf8("k;l\n" + pieces.join(""));
      const extract = parseExtract(text, "x.csv", { delimiter: ";", headerLine: 1 });
      assertAsScanned(text, extract);
    }),
    { numRuns: 2000 },
  );
});

/** Each good record's cells are those that the scanner of one record finds at its line; a field that it lacks is empty. */
function assertAsScanned(text: Uint8Array, extract: Extract): void {
  const scanner = new RecordScanner(text, ";".charCodeAt(0));
  let line = 1, start = 0;
  for (let record = 0; record < extract.good; record++) {
    const place = extract.place(record), bounds: FieldBounds[] = [];
    for (; line < place.line; start++) {
      if (text[start] === 10 || (text[start] === 13 && text[start + 1] !== 10)) line++;
    }
    scanner.scan(start, bounds);
    assert.equal(scanner.problem, null);
    const fields = bounds.map((field) => unquote(text, field));
    assert.deepEqual(extract.fields(record), extract.header.map((_, column) => fields[column] ?? ""));
  }
}

/** Rows of which each differs in a cell or so from the one above, with what ends it; some lack a field or have one more. */
const similarRows = fc.array(
  fc.record({
    at: fc.nat(4),
    cell: fc.constantFrom(
      ...["", "a", "ab", "b", "åtta", "etthundraåttiotvå", "1234", "12345", "12345678", "123456789", "x\ty"],
      ...[
        '"a"',
        '"ab"',
        '"12345"',
        '""',
        '"a""b"',
        '"a;b"',
        '"x\ny"',
        ' "a"',
        '"a" ',
        " a",
        '"',
        'a"b',
        "\0",
      ],
    ),
    end: fc.constantFrom("\r\n", "\r\n", "\r\n", "\n", "\r", ";\r\n", "\r\n\r\n"),
    few: fc.boolean(),
  }),
  { maxLength: 40 },
).map((changes) => {
  const row = ["a", "ab", "12345678", "etthundraåttiotvå", ""];
  return changes.map(({ at, cell, end, few }) => {
    row[at] = cell;
    return row.slice(0, few ? 4 : 5).join(";") + end;
  }).join("");
});

Deno.test("readCsv() reads records as the scanner does that are nearly the same as the record above", () => {
  fc.assert(
    fc.property(similarRows, (rows) => {
      const text = utf8("k;l;m;n;\r\n" + rows);
      assertAsScanned(text, parseExtract(text, "x.csv", { delimiter: ";", headerLine: 1 }));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("readCsv() reads many records as the scanner does, columns of different cells among them", () => {
  const [rows] = fc.sample(fc.array(similarRows, { minLength: 2000, maxLength: 2000 }), {
    numRuns: 1,
    seed: 7,
  });
  const lines = rows.join("\r\n").split("\r\n").map((row, number) => `nr${number * 7919 % 100_003};${row}`);
  const text = utf8("nr;k;l;m;n;\r\n" + lines.join("\r\n"));
  const extract = parseExtract(text, "x.csv", { delimiter: ";", headerLine: 1 });
  assert.equal(extract.columns[0].kind, "plain");
  assertAsScanned(text, extract);
});

/** What two readings of a text have in common, as plain data. */
function plainTable({ columns, starts, lines, broken, skipped }: CsvTable): unknown {
  return {
    kinds: columns.map((column) => column.kind === "coded" ? [column.cells, [...column.codes]] : "plain"),
    cells: Array.from(starts, (_, record) => columns.map((column) => textAt(column, record))),
    ...{ starts: [...starts], lines: [...lines], broken, skipped },
  };
}

/** Reads a text in two parts, and holds it to the reading in one. */
async function assertSameInParts(csv: CsvText, middle: number): Promise<void> {
  const rest = (rest: CsvText) => Promise.resolve(structuredClone(readCsvPart(rest)));
  assert.deepEqual(plainTable(await readCsvInParts(csv, middle, rest)), plainTable(readCsv(csv)));
}

/** A text as it is read. */
function csvOf(text: string, cut = false): CsvText {
  const bytes = shared(utf8(text)), name = "x.csv";
  return { text: bytes, dialect: detectDialect(bytes, name, { delimiter: ";", headerLine: 1 }), name, cut };
}

/** The bytes after the line ends of a text, those within quotes too. */
const lineStarts = (text: Uint8Array): number[] =>
  [...text.keys()].filter((at) =>
    at > 0 && (text[at - 1] === 10 || (text[at - 1] === 13 && text[at] !== 10))
  );

Deno.test("readCsv() reads the same whatever pieces a text is walked in", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")), similarRows),
      fc.boolean(),
      fc.integer({ min: 1, max: 90 }),
      (rows, cut, pieceBytes) => {
        const csv = csvOf("k;l;m;n;\n" + rows, cut);
        assert.deepEqual(plainTable(readCsv({ ...csv, pieceBytes })), plainTable(readCsv(csv)));
      },
    ),
    { numRuns: 1000 },
  );
});

Deno.test("readCsvInParts() reads what readCsv() reads, wherever the second part begins", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.boolean(), async (pieces, cut) => {
      const csv = csvOf("k;l\n" + pieces.join(""), cut);
      for (const middle of [...lineStarts(csv.text), csv.text.length]) {
        if (middle >= csv.dialect.dataStart) await assertSameInParts(csv, middle);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("readCsvInParts() reads similar records and those of wide columns as readCsv() does", async () => {
  const [rows] = fc.sample(fc.array(similarRows, { minLength: 2000, maxLength: 2000 }), {
    numRuns: 1,
    seed: 9,
  });
  const lines = rows.join("\r\n").split("\r\n");
  const numbered = (name: (at: number) => string | number) =>
    csvOf("nr;k;l;m;n;\r\n" + lines.map((row, at) => `${name(at)};${row}`).join("\r\n"));
  for (
    const name of [
      (at: number) => at * 7919 % 100_003,
      (at: number) => at < 12_000 ? 1 : at,
      (at: number) => at > 12_000 ? 1 : at,
      (at: number) => at % 5000,
    ]
  ) {
    const csv = numbered(name);
    await assertSameInParts(csv, middleOf(csv.text, csv.dialect.dataStart));
  }
});

Deno.test("readCsvInParts() goes on by itself where the second part cannot be read", async () => {
  const csv = csvOf("k;l\n1;2\n3;4\n5;6\n");
  const table = await readCsvInParts(csv, 8, () => Promise.resolve(null));
  assert.deepEqual(plainTable(table), plainTable(readCsv(csv)));
});

Deno.test("readCsvInParts() stops at a long line of the second part, and names it as readCsv() does", async () => {
  const csv = csvOf("k;l\n1;2\n3;4\n" + "x".repeat(1 << 20) + "x;5\n");
  const alone = (() => {
    try {
      return readCsv(csv);
    } catch (error) {
      return error;
    }
  })();
  assert.ok(alone instanceof ExtractError && alone.line === 4);
  await assert.rejects(() => readCsvInParts(csv, 8, () => Promise.resolve(null)), { message: alone.message });
});

Deno.test("middleOf() is after a line end, of CRLF after both, or the end", () => {
  const middle = (text: string) => middleOf(utf8(text), 0);
  assert.deepEqual(["ab\ncd\n", "abc\r\nd", "abc\rd", "abcd", ""].map(middle), [6, 5, 4, 4, 0]);
});

Deno.test("readCsv() keeps a column of nearly all different cells as places, with the same texts", () => {
  const cells = Array.from(
    { length: 30_000 },
    (_, i) => i % 7 === 0 ? `"x ""${i}"""` : i % 11 === 0 ? "" : `id${i}`,
  );
  const extract = extractOf(`id;nr\n${cells.map((cell, i) => `${cell};${i % 3}`).join("\n")}`);
  assert.deepEqual(extract.columns.map(({ kind }) => kind), ["plain", "coded"]);
  const texts = cells.map((cell) => cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  assert.deepEqual(allFields(extract), texts.map((text, i) => [text, String(i % 3)]));
});

Deno.test("readCsv() keeps a column of a million different cells as places, though each is there twice", () => {
  const count = 2 ** 20 + 5000, rows = Array.from({ length: count }, (_, at) => `${at};1\n${at};1\n`);
  const extract = extractOf(`nr;b\n${rows.join("")}`);
  assert.deepEqual(extract.columns.map(({ kind }) => kind), ["plain", "coded"]);
  for (const record of [0, 1, count, 2 * count - 1]) {
    assert.deepEqual(extract.fields(record), [String(record >> 1), "1"]);
  }
});

Deno.test("readCsv() needs no more than linear time for quotes that never close", () => {
  const extract = extractOf(`a;b\n${'1;"x\n'.repeat(20_000)}`);
  assert.equal(extract.broken.length, 20_000);
});

Deno.test("readCsv() finds every non-blank line once, whatever stands in it", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = "k;l\n" + pieces.join("");
      const extract = extractOf(text, { delimiter: ";", headerLine: 1 });
      assert.equal(extract.records, extract.good + extract.broken.length);
      const lines = text.split(/\r\n|\n|\r/);
      const inRecords = Array.from(
        { length: extract.good },
        (_, record) => extract.raw(record).split(/\r\n|\n|\r/),
      );
      const kept = [
        ...inRecords.flatMap((raw, record) =>
          raw.map((part, at) => ({ line: extract.place(record).line + at, part }))
        ),
        ...extract.broken.map(({ line, raw }) => ({ line, part: raw })),
        ...extract.skipped.map(({ line }) => ({ line, part: lines[line - 1] })),
      ].sort((a, b) => a.line - b.line);
      const expected = lines.slice(1).map((part, at) => ({ line: at + 2, part }));
      if (expected.at(-1)?.part === "") expected.pop();
      assert.deepEqual(kept, expected);
    }),
    { numRuns: 1000 },
  );
});
