import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { judge } from "../../lib/judge/mod.ts";

const RECORDS = 300_000;
const header = [
  ..."beslut_datum;matperiod;vardgaranti;regionkod;sjukhusnamn;kon;fodelsear;vardkontakt_id;status".split(
    ";",
  ),
  ..."remiss_id;remittent_hsaid;hsaid_enhet;lkf;fas".split(";"),
];

/** A time of the day, another for nearly every record. */
function clock(record: number): string {
  return [10 + record % 14, 10 + record * 7 % 47, 10 + record * 11 % 43].join(":");
}

/** What is wrong with a record, and the rule that says so; most are right. */
function planted(record: number): { rule: string; day?: string; id?: string; region?: string } | null {
  if (record % 5000 === 4999) return { rule: "beslut_datum_fore_2010", day: "2009-01-01" };
  if (record % 7919 === 17) return { rule: "beslut_datum_ogiltigt", day: "2024-02-30T08:00:00" };
  if (record % 9001 === 23) return { rule: "vardkontakt_id_saknas", id: record % 2 === 0 ? "NULL" : '" "' };
  if (record % 11_003 === 29) return { rule: "dubblett", id: `"K${record - 29}"` };
  if (record % 13_001 === 31) return { rule: "regionkod_ogiltigt", region: "Dalarna?" };
  return null;
}

/**
 * Records with free text of all different cells, line breaks, quotes and markers of missing values, days with a time,
 * rows to skip, a broken record each 50 000.
 */
function largeFile(): { bytes: Uint8Array; wrong: { line: number; rule: string }[]; skipped: number } {
  const lines = [header.join(";")], wrong: { line: number; rule: string }[] = [];
  let line = 2, skipped = 0;
  for (let record = 0; record < RECORDS; record++) {
    const fault = planted(record), skip = fault === null && record % 997 === 5;
    const {
      day = `2024-0${1 + record % 3}-1${record % 10}T${clock(record)}`,
      id = `K${record}`,
    } = fault ?? {};
    const referral = record % 1000 === 5 ? "NULL" : `R${record}${"x".repeat(20)}`;
    const note = record % 3001 === 7 ? `"E${record} sade ""ja""\r\nrad 2; slut"` : `E${record % 70_000}`;
    const region = fault?.region ?? "57", phase = skip ? "1" : "2";
    lines.push(
      `${day};2024-04-30;JA;${region};Falu lasarett;${
        1 + record % 2
      };1960;${id};VANTANDE;${referral};SE${record};${note};2080;${phase}`,
    );
    if (skip) skipped++;
    if (fault !== null) wrong.push({ line, rule: fault.rule });
    line += record % 3001 === 7 ? 2 : 1;
    if (record % 50_000 === 49_000) {
      lines.push("2024-01-01;2024-04-30;JA");
      wrong.push({ line: line++, rule: "fel_antal_falt" });
    }
  }
  return { bytes: new TextEncoder().encode(`${lines.join("\r\n")}\r\n`), wrong, skipped };
}

Deno.test("judge() rejects the wrong records of a large file, and no right one", () => {
  const { bytes, wrong, skipped } = largeFile();
  const extract = parseExtract(bytes, "stor.csv"),
    verdict = judge(extract, recognise(extract.header, profiles));
  assert.deepEqual(
    extract.columns.filter(({ kind }) => kind === "plain").map(({ name }) => name),
    ["beslut_datum", "vardkontakt_id", "remiss_id", "remittent_hsaid", "hsaid_enhet"],
  );
  assert.deepEqual(verdict.rejected.map(({ line, rules: [rule] }) => ({ line, rule })), wrong);
  assert.deepEqual([verdict.skipped, verdict.loaded], [skipped, extract.records - skipped - wrong.length]);
  const cells = Array.from({ length: verdict.cells.length }, (_, at) => verdict.cells.cell(at));
  assert.equal(cells.reduce((sum, { antal }) => sum + antal, 0), verdict.loaded);
  // Decisions of 10-19 January, February and March 2024, until 30 April.
  assert.deepEqual(new Set(cells.map(({ lo }) => lo)).size, 30);
});
