import assert from "node:assert/strict";
import fc from "fast-check";
import { ExtractError, parseExtract, toCsv } from "../../lib/extract/mod.ts";
import { mergeCorrected, REJECTED_LINE, REJECTED_WHY, rejectedCsv } from "../../lib/judge/mod.ts";

const parse = (text: string) => parseExtract(new TextEncoder().encode(text), "april.csv");
const header = ["sjukhus", "antal", "not"];
const record = (line: number, raw: string, rules = ["antal_ogiltigt"]) => ({
  file: "april.csv",
  line,
  column: 1,
  rules,
  says: ["antal ska vara ett tal"],
  raw,
});

Deno.test("rejectedCsv() writes the delivery's own cells, none of which can start a formula", () => {
  const records = [
    record(2, '"Falu\n""lasarett""";=1+1;@a'),
    record(5, "Mora;7", ["fel_antal_falt"]),
    record(6, '"Mora;7;', ["citattecken"]),
    record(7, "-;-5;\t"),
    { ...record(8, "Sala;x;"), cell: "Blad1!B8" },
  ];
  const csv = rejectedCsv(records, { header });
  const apart = "Hela raden står i den första kolumnen: fördela dess värden på kolumnerna";
  assert.ok(csv.startsWith("\ufeff"));
  const { header: columns, good, fields } = parse(csv);
  assert.deepEqual(columns, [REJECTED_LINE, REJECTED_WHY, ...header]);
  assert.deepEqual(Array.from({ length: good }, (_, nr) => fields(nr)), [
    ["2", "antal ska vara ett tal", 'Falu\n"lasarett"', "'=1+1", "'@a"],
    ["5", `antal ska vara ett tal. ${apart}`, "Mora;7", "", ""],
    ["6", `antal ska vara ett tal. ${apart}`, '"Mora;7;', "", ""],
    ["7", "antal ska vara ett tal", "'-", "-5", "'\t"],
    ["8", "Blad1!B8. antal ska vara ett tal", "Sala", "x", ""],
  ]);
});

Deno.test("mergeCorrected() gives back the delivery when nothing is corrected, whatever its cells hold", () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "=", "-", "+", "@", '"', ";", "\n", "å", "1"),
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("Mora", "Falun"), cell, cell), { minLength: 1, maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (rows, chosen) => {
        const original = parse(toCsv([header, ...rows]));
        const rejected = rows.flatMap((_, nr) =>
          chosen[nr] ? [record(original.place(nr).line, original.raw(nr))] : []
        );
        if (rejected.length === 0) return;
        const corrected = parse(rejectedCsv(rejected, { header }));
        assert.equal(mergeCorrected(original, corrected), toCsv([header, ...rows]));
      },
    ),
    { numRuns: 200 },
  );
});

Deno.test("mergeCorrected() replaces a corrected record, and keeps one that was left out", () => {
  const original = parse("sjukhus;antal;not\nFalun;x;a\nMora;y;b\nGävle;3;c\nSala\n");
  const corrected = (rows: string[][]) => parse(toCsv([[REJECTED_LINE, REJECTED_WHY, ...header], ...rows]));
  assert.equal(
    mergeCorrected(original, corrected([["2", "fel", "Falun", "1", "a"]])),
    "sjukhus;antal;not\r\nFalun;1;a\r\nMora;y;b\r\nGävle;3;c\r\nSala;;\r\n",
  );
  for (const line of ["1", "x", ""]) {
    assert.throws(
      () => mergeCorrected(original, corrected([[line, "fel", "Falun", "1", "a"]])),
      ExtractError,
    );
  }
  const twice = corrected([["2", "", "Falun", "1", ""], ["2", "", "Falun", "2", ""]]);
  assert.throws(() => mergeCorrected(original, twice), /varje rad en gång/);
  assert.throws(() => mergeCorrected(original, original), /kolumner ska vara underkänd_rad/);
});
