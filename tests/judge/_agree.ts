import assert from "node:assert/strict";
import fc from "fast-check";
import {
  blankSkip,
  duplicateRule,
  type Finding,
  type Layout,
  type Level,
  type Reading,
  recognise,
  specOf,
  totalSkip,
} from "../../lib/contract/mod.ts";
import { type CubeCell, DIMENSIONS } from "../../lib/cube/mod.ts";
import type { Database } from "../../lib/database/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { judge } from "../../lib/judge/mod.ts";
import { valuesOf } from "../../lib/judge/read_fields.ts";
import { arithmeticTotalSkip } from "../../lib/plausibility/mod.ts";
import { type DeliveryKind, filesOf, type MadeFile, type MadePlace } from "./_deliveries.ts";
import { SecondJudge, type SecondRecord, type SecondVerdict } from "./second_judge.ts";

/** How many files the judges are given. */
export interface AgreeOptions {
  /** The files. */
  readonly runs: number;
  /** What the files are drawn by. @default any */
  readonly seed?: number;
}

/** Findings that DuckDB does not make: of lines that are no records, and of records beside each other. */
const OF_LINES: readonly string[] = ["fel_antal_falt", "rader_utanfor_tabellen", "vantar_och_opererad"];

/** Files that DuckDB judges together. */
const AT_ONCE = 30;

/**
 * Holds the product's judge to DuckDB on arbitrary files of a kind of delivery: every record, value, rule, place and
 * cell.
 */
export async function assertJudgesAgree(
  database: Database,
  kind: DeliveryKind,
  { runs, seed }: AgreeOptions,
): Promise<void> {
  const second = new SecondJudge(database);
  await fc.assert(
    fc.asyncProperty(fc.array(filesOf(kind), { minLength: AT_ONCE, maxLength: AT_ONCE }), async (files) => {
      const reading = recognise(files[0].header, [kind.profile]);
      const verdicts = await second.judge(files, reading);
      for (const [index, file] of files.entries()) assertAgree(file, reading, verdicts[index]);
    }),
    {
      numRuns: Math.ceil(runs / AT_ONCE),
      seed,
      endOnFailure: true,
      // Only the seed and the first disagreement: a counterexample is a whole file.
      reporter: ({ failed, seed, errorInstance }) => {
        if (failed) throw new Error(`Seed ${seed}: ${errorInstance}`, { cause: errorInstance });
      },
    },
  );
}

/** Holds the product's verdict on a file to another. */
export function assertAgree(file: MadeFile, reading: Reading, second: SecondVerdict): void {
  const { header, good, broken, delimiter } = file, { layout } = reading, { records } = second;
  const extract = parseExtract(file.bytes, "fil.csv", { encoding: "utf-8", delimiter, headerLine: 1 });
  const verdict = judge(extract, reading);
  assert.equal(records.length, good.length, "records of the second judge");
  assert.equal(extract.good, good.length, "good records");
  const { fields, texts, accepted } = verdict;
  const values = fields.map((field) => [field.name, valuesOf(field, texts)] as const);
  for (const [record, expected] of records.entries()) {
    const found = Object.fromEntries(values.map(([name, value]) => [name, value(record)]));
    assert.deepEqual(found, expected.values, `values of record ${record}: ${good[record].raw}`);
    assert.equal(accepted[record] === 1, expected.accepted, `record ${record}: ${good[record].raw}`);
  }
  const rules = rulesOf(layout), errors = rules.filter(({ level }) => level === "error" || level === "stop");
  const placeOf = (record: number, field: string): MadePlace => {
    const source = reading.sources[field];
    const column = source !== undefined && "columns" in source ? source.columns[0] : undefined;
    return column === undefined ? { line: good[record].line, column: 1 } : good[record].places[column];
  };
  const used = extract.header.flatMap((_, at) =>
    Object.values(reading.sources).some((source) => "columns" in source && source.columns.includes(at))
      ? [at]
      : []
  );
  const rejected = records.flatMap((record, nr) => {
    const broken = errors.filter(({ rule }) => record.rules.includes(rule));
    if (broken.length === 0) return [];
    const { line, column } = placeOf(nr, broken[0].field);
    const delivered = extract.fields(nr);
    const cells = Object.fromEntries(used.map((at) => [extract.header[at], delivered[at]]));
    return [{ line, column, rules: broken.map(({ rule }) => rule), cells }];
  });
  const own = verdict.rejected.filter(({ rules }) => rules[0] !== "fel_antal_falt");
  assert.deepEqual(own.map(({ line, column, rules, cells }) => ({ line, column, rules, cells })), rejected);
  assert.deepEqual(extract.broken.map(({ line }) => line), broken);
  // A line of one text below the last record is a footnote.
  const last = good.length === 0 ? 0 : extract.place(good.length - 1).line;
  const notes = layout.totals === null
    ? []
    : extract.broken.filter(({ rule, raw, line }) =>
      rule === "fields" && line > last && !raw.includes(delimiter) && /\p{L}/u.test(raw) &&
      [",", ";", "\t", "|"].every((sign) => raw.split(sign).length !== extract.header.length)
    );
  assert.equal(verdict.rejected.length, rejected.length + broken.length - notes.length);
  assert.deepEqual(
    sorted(verdict.findings.filter(({ rule }) => !OF_LINES.includes(rule) && !isSuspicion(rule))),
    sorted(findingsOf(layout, second, placeOf)),
  );
  const count = (wanted: (record: SecondRecord) => boolean) => records.filter(wanted).length;
  assert.equal(verdict.loaded, count(({ accepted }) => accepted));
  assert.equal(verdict.skipped - notes.length, count(({ skipped }) => skipped !== null));
  const cells = Array.from({ length: verdict.cells.length }, (_, at) => verdict.cells.cell(at));
  assert.deepEqual(cells.map(cellText).toSorted(), second.cells.map(cellText).toSorted());
  assert.ok(header.length > 0);
}

/** A rule, how serious it is, and where it shows. */
interface NamedRule {
  readonly rule: string;
  readonly level: Level;
  readonly field: string;
}

/** Every rule in the order in which a record's are named. */
function rulesOf({ shape, rules }: Layout): NamedRule[] {
  const own = Object.entries(shape).flatMap(([field, schema]) => {
    const { level, required, lostZero } = specOf(schema);
    return ["ogiltigt", ...required ? ["saknas"] : [], ...lostZero ? ["nolla"] : []].map((suffix) => ({
      rule: `${field}_${suffix}`,
      level: suffix === "nolla" ? "info" as const : level,
      field,
    }));
  });
  const across = [...rules, duplicateRule].map(({ name, level, fields: [field] }) => ({
    rule: name,
    level,
    field,
  }));
  return [...own, ...across];
}

type Counted = Pick<Finding, "rule" | "level" | "count" | "first">;

function findingsOf(
  layout: Layout,
  { records, differentTotals }: SecondVerdict,
  placeOf: (record: number, field: string) => MadePlace,
): Counted[] {
  const finding = (rule: string, level: Level, field: string, found: readonly number[]): Counted[] => {
    if (found.length === 0) return [];
    const { line, column } = placeOf(found[0], field);
    return [{ rule, level, count: found.length, first: `fil.csv:${line}:${column}` }];
  };
  const where = (wanted: (record: SecondRecord) => boolean) =>
    records.flatMap((record, nr) => wanted(record) ? [nr] : []);
  return [
    ...rulesOf(layout).flatMap(({ rule, level, field }) =>
      finding(rule, level, field, where(({ rules }) => rules.includes(rule)))
    ),
    ...[...layout.skips, totalSkip, blankSkip, arithmeticTotalSkip].flatMap((
      { name, fields: [field = ""] },
    ) => finding(name, "info", field, where(({ skipped }) => skipped === name))),
    ...finding("bandsumma_stammer_inte", "warn", "antal", differentTotals),
  ];
}

function sorted(findings: readonly Counted[]): string[] {
  return findings.map(({ rule, level, count, first }) => `${rule} ${level} ${count} ${first}`).toSorted();
}

function isSuspicion(rule: string): boolean {
  return rule.startsWith("tecken");
}

function cellText(cell: CubeCell): string {
  return JSON.stringify([...DIMENSIONS.map((name) => cell[name]), cell.lo, cell.hi, cell.antal]);
}
