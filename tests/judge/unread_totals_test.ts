import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { unreadTotals } from "../../lib/judge/unread_totals.ts";

/** The totals among the rows of April, each after month, status and region. */
function totalsOf(columns: string, rows: readonly string[], left?: (record: number) => boolean): number[] {
  const text = [`månad;status;region;${columns}`, ...rows.map((row) => `2024-04;väntande;Dalarna;${row}`)]
    .join("\n");
  const extract = parseExtract(new TextEncoder().encode(text), "x.csv", { delimiter: ";", headerLine: 1 });
  const candidates = rows.map((_, record) => record).filter(left ?? (() => true));
  const counts = extract.header.flatMap((name, column) => /^\d/.test(name) ? [column] : []);
  const countsOf = (record: number) => counts.map((column) => Number(extract.fields(record)[column]));
  return unreadTotals(extract, recognise(extract.header, profiles), candidates, countsOf);
}

Deno.test("unreadTotals() finds totals over a column that is not read, in any word, whose parts are in the file", () => {
  assert.deepEqual(totalsOf("kön;0-30", ["Kvinna;4", "Man;3", "Båda könen;7"]), [2]);
  assert.deepEqual(totalsOf("ålder;0-30", ["0-17;4", " TOTALT ;7", "18-;3"]), [1]);
  assert.deepEqual(totalsOf("kön;0-30", ["Alla;7"]), [], "a total without its parts is kept");
  assert.deepEqual(totalsOf("kön;0-30", ["Kvinna;4", "Man;3"]), []);
  assert.deepEqual(totalsOf("kön;0-30", ["Kvinna;4", "Allan;3"]), []);
});

Deno.test("unreadTotals() compares in what is read: a total of another hospital has no parts", () => {
  const rows = ["Mora lasarett;Kvinna;4", "Falu lasarett;Alla;7", "Mora lasarett;Alla;4"];
  assert.deepEqual(totalsOf("sjukhus;kön;0-30", rows), [2]);
});

Deno.test("unreadTotals() compares in columns that are not read, but not in those that measure", () => {
  assert.deepEqual(totalsOf("klinik;kön;0-30", ["A;Kvinna;4", "B;Alla;7", "A;Alla;9"]), [2]);
  assert.deepEqual(totalsOf("andel;kön;0-30", ["40 %;Kvinna;4", "41 %;Alla;7"]), [1]);
  assert.deepEqual(totalsOf("kommentar;kön;0-30", ["1,5;Kvinna;4", "2,5;Alla;7"]), [1]);
});

Deno.test("unreadTotals() keeps the rows that tell apart most, of two tables the one by the first column", () => {
  const rows = ["Alla;Alla;9", "Kvinna;Alla;4", "Man;Alla;5", "Alla;0-17;3", "Alla;18-;6"];
  assert.deepEqual(totalsOf("kön;ålder;0-30", rows), [0, 3, 4]);
  assert.deepEqual(totalsOf("kön;ålder;0-30", [...rows, "Kvinna;0-17;2"]), [0, 1, 3, 4]);
});

Deno.test("unreadTotals() asks only candidates, and nothing of a file whose every column is read", () => {
  assert.deepEqual(totalsOf("kön;0-30", ["Kvinna;4", "Båda;7"], (record) => record !== 0), []);
  assert.deepEqual(totalsOf("0-30", ["4", "7"]), []);
});
