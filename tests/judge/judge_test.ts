import assert from "node:assert/strict";
import fc from "fast-check";
import { judgeRecord, profiles, type Reading, recognise, specOf } from "../../lib/contract/mod.ts";
import { type Delimiter, parseExtract, toCsv } from "../../lib/extract/mod.ts";
import { judge } from "../../lib/judge/mod.ts";
import { judgeTable } from "../../lib/judge/judge_table.ts";
import { readFields, valuesOf } from "../../lib/judge/read_fields.ts";
import { Texts } from "../../lib/judge/typed_value.ts";
import { asPlain } from "../_columns.ts";
import { CASES, readingOf, rowsOf } from "./_cells.ts";

const parse = (text: string) => parseExtract(new TextEncoder().encode(text), "april.csv");
const judged = (text: string) => {
  const extract = parse(text);
  return judge(extract, recognise(extract.header, profiles));
};

Deno.test("judge() accepts, rejects with place and reasons, skips, and counts the accepted into cells", () => {
  const verdict = judged(
    [
      "månad;status;region;sjukhus;0-30;31-60;kommentar",
      "2024-04;väntande;Dalarna;Mora lasarett;7;2;",
      '2024-04;väntande;Dalarna;"Falu',
      'lasarett";x;2;ring',
      "2024-04;väntande;Riket;;9;9;",
      "2024-04;väntande;Dalarna",
      ";;;;;;",
      "2024-04;väntande;Dalarna;Mora lasarett;1;;",
      "i vår;okänd;Dalarna;Mora lasarett;1;0;",
    ].join("\n") + "\n",
  );
  assert.deepEqual([verdict.loaded, verdict.skipped], [2, 2]);
  assert.deepEqual(verdict.rejected.map(({ line, column, rules }) => ({ line, column, rules })), [
    { line: 4, column: 11, rules: ["d0_30_ogiltigt"] },
    { line: 6, column: 1, rules: ["fel_antal_falt"] },
    { line: 9, column: 1, rules: ["manad_ogiltigt", "status_ogiltigt"] },
  ]);
  assert.deepEqual(verdict.rejected.map(({ cells }) => cells && Object.values(cells)), [
    ["2024-04", "väntande", "Dalarna", "Falu\nlasarett", "x", "2"],
    null,
    ["i vår", "okänd", "Dalarna", "Mora lasarett", "1", "0"],
  ]);
  assert.match(verdict.rejected[0].says[0], /^0-30 ska vara ett helt antal/);
  assert.deepEqual(
    verdict.findings.map(({ rule, level, count, first }) => `${level} ${rule} ${count} ${first}`),
    [
      "error manad_ogiltigt 1 april.csv:9:1",
      "error status_ogiltigt 1 april.csv:9:7",
      "error d0_30_ogiltigt 1 april.csv:4:11",
      "error fel_antal_falt 1 april.csv:6:1",
      "info totalrad_region 1 april.csv:5:18",
      "info tom_rad 1 april.csv:7:1",
    ],
  );
  const cells = Array.from({ length: verdict.cells.length }, (_, at) => verdict.cells.cell(at));
  assert.deepEqual(cells.map(({ sjukhus, lo, hi, antal }) => [sjukhus, lo, hi, antal]), [
    ["Mora lasarett", 0, 30, 8],
    ["Mora lasarett", 31, 60, 2],
  ]);
});

Deno.test("judge() gives each finding its level, the most serious first, and stops a file that is cut off", () => {
  const { findings } = judged("månad;status;region;0-30;antal\n2024-04;väntande;Dalarna;7;9\n2024-04;väntan");
  assert.deepEqual(findings.map(({ level, rule }) => [level, rule]), [
    ["stop", "avhuggen_fil"],
    ["warn", "bandsumma_stammer_inte"],
  ]);
});

Deno.test("judge() stops a delivery of which more is wrong than anybody corrects, and says which rules", () => {
  const right = "2024-04;väntande;Dalarna;1\n", wrong = "2024-04;väntande;Dalarna;x\n";
  const extract = parse(`månad;status;region;0-30\n${wrong.repeat(3)}${right}`);
  const most = (mostRejected: number) =>
    judge(extract, recognise(extract.header, profiles), { mostRejected });
  assert.deepEqual(most(2).findings.map(({ rule, level, count }) => ({ rule, level, count })), [
    { rule: "for_manga_underkanda", level: "stop", count: 3 },
    { rule: "d0_30_ogiltigt", level: "error", count: 3 },
    { rule: "antal_saknas", level: "error", count: 3 },
  ]);
  assert.deepEqual([most(2).rejected, most(3).rejected.length], [[], 3]);
});

Deno.test("judge() names a constant as a constant, and says where a column has none", () => {
  const extract = parse("region;0-30\nDalarna;7\n");
  const reading = recognise(extract.header, profiles, { manad: "i vår", status: "vantande" });
  const { findings: [finding], rejected: [record] } = judge(extract, reading);
  assert.match(finding.says, /^konstanten manad ska vara en månad/);
  assert.deepEqual([finding.first, record.line, record.column], [null, 2, 1]);
});

Deno.test("judge() accepts nothing of a file without records", () => {
  const { loaded, rejected, skipped, findings, cells } = judged("månad;status;region;0-30\n");
  assert.deepEqual([loaded, rejected, skipped, findings, cells.length], [0, [], 0, [], 0]);
});

Deno.test("judge() warns of hidden rows that are read, and says nothing where they are left out", () => {
  const extract = parse("månad;status;region;0-30\n2024-04;väntande;Dalarna;7\n");
  const rules = (hidden: { rows: number; read: boolean; columns: string[] }) =>
    judge({ ...extract, hidden }, recognise(extract.header, profiles)).findings.map((
      { rule, count },
    ) => [rule, count]);
  assert.deepEqual(rules({ rows: 2, read: true, columns: ["kön"] }), [["dolt_i_bladet", 3]]);
  assert.deepEqual(rules({ rows: 2, read: false, columns: [] }), []);
  assert.deepEqual(rules({ rows: 0, read: true, columns: [] }), []);
});

Deno.test("judge() throws when accepted, rejected and skipped are not all of the file's records", () => {
  const extract = parse("månad;status;region;0-30\n2024-04;väntande;Dalarna;7\n");
  assert.throws(
    () => judge({ ...extract, records: 2 }, recognise(extract.header, profiles)),
    /must be all of 2 records: got 1, 0 and 0/,
  );
});

/** The verdict on each record by the contract's own judge of one. */
function verdictOf({ layout, sources }: Reading, row: readonly string[]) {
  const record = Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [
      name,
      "columns" in source ? row[source.columns[0]] : source.constant,
    ]),
  );
  const { values, skipped, breaches } = judgeRecord(layout, record);
  const rules = skipped === null ? breaches.map(({ rule, level }) => `${level} ${rule}`) : [];
  return { values, skipped: skipped !== null, rules };
}

/** The verdict on each record by itself: the rules that reject it; and the counts of every rule. */
function verdictsOf(
  reading: Reading,
  rows: readonly string[][],
  header: string[],
  delimiter: Delimiter,
  plain: boolean,
) {
  const text = new TextEncoder().encode(toCsv([header, ...rows], { delimiter }));
  const extract = parseExtract(text, "x.csv", { delimiter, encoding: "utf-8", headerLine: 1 });
  assert.deepEqual(extract.broken, []);
  const columns = plain ? extract.columns.map((column) => asPlain(column, extract.good)) : extract.columns;
  const table = { columns, good: extract.good },
    texts = new Texts(),
    fields = readFields(table, reading, texts);
  // Duplicates and totals are seen from several records, and are no matter of one.
  const verdict = judgeTable(table, { ...reading.layout, key: [], totals: null }, fields, texts);
  return { verdict, values: fields.map((field) => [field.name, valuesOf(field, texts)] as const) };
}

for (const { name, profile, delimiter } of CASES) {
  Deno.test(`judge() and judgeRecord() give the same verdict on any record of ${name}`, () => {
    const { reading, header } = readingOf(profile);
    const delivery = rowsOf(Object.values(reading.layout.shape).map(specOf), 120);
    fc.assert(
      fc.property(delivery, fc.boolean(), (made, plain) => {
        // What the reader composes is not what was written.
        const rows = made.map((row) => row.map((cell) => cell.normalize("NFC")));
        const { verdict, values } = verdictsOf(reading, rows, header, delimiter, plain);
        const rejected = new Map(
          verdict.rejected.map(({ record, rules }) => [record, rules.map(({ rule }) => rule)]),
        );
        const counts = new Map<string, number>();
        for (const [record, row] of rows.entries()) {
          const expected = verdictOf(reading, row);
          for (const [field, valueOf] of values) {
            const cell = JSON.stringify(row[header.indexOf(field)]), value = expected.values[field];
            assert.ok(
              Object.is(valueOf(record), value),
              `${field} ${cell}: ${value} in zod, got ${valueOf(record)}`,
            );
          }
          for (const rule of expected.rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
          const wrong = expected.rules.filter((rule) => /^(error|stop) /.test(rule)).map((rule) =>
            rule.split(" ")[1]
          );
          assert.deepEqual((rejected.get(record) ?? []).toSorted(), wrong.toSorted());
          assert.equal(verdict.accepted[record] === 1, !expected.skipped && wrong.length === 0);
        }
        const found = verdict.rules.filter(({ count }) => count > 0)
          .map(({ level, rule, count }) => [`${level} ${rule}`, count]);
        assert.deepEqual(found.toSorted(), [...counts].toSorted());
      }),
      {
        numRuns: 4,
        endOnFailure: true,
        // Only the seed and the first disagreement: a counterexample is a whole delivery.
        reporter: ({ failed, seed, errorInstance }) => {
          if (failed) throw new Error(`Seed ${seed}: ${errorInstance}`, { cause: errorInstance });
        },
      },
    );
  });
}

Deno.test("judge() stops at cells of a column that is read when they are merged over several rows", () => {
  const bytes = new TextEncoder().encode(
    "månad;status;region;sjukhus;kommentar;0-30;31-60\n" +
      "2024-04;väntande;Dalarna;Falu lasarett;x;30;20\n2024-04;väntande;Dalarna;;;12;8\n",
  );
  const extract = parseExtract(bytes, "x.csv"), reading = recognise(extract.header, profiles);
  const stops = (column: number) =>
    judge({ ...extract, merged: [{ column, line: 2 }] }, reading).findings
      .filter(({ rule }) => rule === "sammanfogade_celler").map(({ level, first }) => [level, first]);
  assert.deepEqual(stops(3), [["stop", "x.csv:2:1"]]);
  assert.deepEqual(stops(4), [], "a column that is not read");
});
