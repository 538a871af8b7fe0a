import type { ColumnSurvey } from "../extract/mod.ts";
import { fieldPlan } from "./_field_plan.ts";
import { type Condition, conditionSql } from "./condition.ts";
import type { Level } from "./field.ts";
import { fieldBreach, type Skip, specOf } from "./layout.ts";
import { profileSpelling } from "./profile.ts";
import type { Reading } from "./recognise.ts";

/** A rule of a compiled reading. Its number in the list is the number of its bit. */
export interface CompiledRule {
  /** The rule's name. */
  readonly rule: string;
  /** How serious it is. */
  readonly level: Level;
  /** The field where it shows. */
  readonly field: string;
  /** What is wrong, in Swedish. */
  readonly says: string;
}

/** A reading as SQL: the same verdicts as {@linkcode judgeRecord}, for a whole delivery at once. */
export interface CompiledReading {
  /**
   * The query that makes the typed table from the raw one, whose columns are c0, c1 … (each of its
   * {@linkcode rawType}, NULL where the cell is empty), row by row. Its columns: `nr` (the record's number in the file, from 0; the rows of
   * the table come in any order), every field of the layout (texts as VARCHAR or ENUM), `hoppas` (the
   * index of the skip that holds, or NULL; see {@linkcode blankSkip}), and `brott0`, `brott1` …: the rules it breaks, {@linkcode RULES_PER_WORD} bits each.
   */
  readonly typed: string;
  /** Every rule, fields' own and the layout's, but not the duplicates. */
  readonly rules: readonly CompiledRule[];
}

/**
 * What a record without a single cell is skipped as, the row that a spreadsheet leaves below its table. Its number in
 * `hoppas` is the one after the layout's own skips and {@linkcode totalSkip}.
 */
export const blankSkip: Omit<Skip, "when"> = { name: "tom_rad", says: "raden är tom", fields: [] };

/** How many rules one `brott` column holds. */
export const RULES_PER_WORD = 62;

/**
 * Compiles a reading to SQL.
 *
 * @param reading How the file is read.
 * @param raw The name of the raw table, or the SQL that reads it.
 * @param survey What its columns hold, so that no more is asked of a cell than it takes to read it.
 * @returns The query for the typed table, and the rules as conditions over it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compileReading, parseExtract, Profile, recognise } from "vantelage";
 * const profile = Profile.parse({ namn: "aggregat", beskrivning: "Aggregerat", layout: "aggregat" });
 * const file = parseExtract(new TextEncoder().encode("manad;status;region;antal\n2024-04;väntande;Dalarna;5\n"), "x.csv");
 * const compiled = compileReading(recognise(file.header, [profile]), "raw", file.survey);
 * assert.ok(compiled.rules.some(({ rule }) => rule === "manad_saknas"));
 * ```
 */
export function compileReading(
  { layout, profile, sources }: Reading,
  raw: string,
  survey: readonly ColumnSurvey[],
): CompiledReading {
  const spelling = profileSpelling(profile);
  const fields = Object.entries(layout.shape).map(([name, schema]) => {
    const spec = specOf(schema);
    return { name, spec, plan: fieldPlan(name, spec, sources[name], spelling, survey) };
  });
  const column = (name: string) => layout.shape[name] === undefined ? "NULL" : name;
  const own = fields.flatMap(({ name, spec, plan: { invalid, missing } }) => [
    ...sources[name] === undefined ? [] : [{ ...fieldBreach(name, spec, "ogiltigt"), broken: invalid }],
    ...spec.required ? [{ ...fieldBreach(name, spec, "saknas"), broken: missing }] : [],
  ]);
  const shared = sharedPieces([
    ...layout.rules.map(({ broken }) => broken),
    ...layout.skips.map(({ when }) => when),
  ], column);
  const holds = (condition: Condition) => conditionSql(condition, column, (sql) => shared.get(sql) ?? sql);
  const across = layout.rules.map(({ name, level, fields: [field], says, broken }) => ({
    rule: name,
    level,
    field,
    says,
    broken: holds(broken),
  }));
  const rules = [...own, ...across];
  const words = Array.from({ length: Math.ceil(rules.length / RULES_PER_WORD) }, (_, word) => {
    const bits = rules.slice(word * RULES_PER_WORD, (word + 1) * RULES_PER_WORD)
      .flatMap(({ broken }, bit) =>
        broken === null ? [] : [`CASE WHEN ${broken} THEN ${2n ** BigInt(bit)} ELSE 0 END`]
      );
    return `CAST(${["0", ...bits].join(" + ")} AS BIGINT) AS brott${word}`;
  });
  const blank = survey.length > 0 && survey.every(({ empty }) => empty)
    ? [`WHEN ${survey.map((_, index) => `c${index} IS NULL`).join(" AND ")} THEN ${layout.skips.length + 1}`]
    : [];
  const skips = [...blank, ...layout.skips.map(({ when }, index) => `WHEN ${holds(when)} THEN ${index}`)];
  const skipped = skips.length === 0
    ? "CAST(NULL AS INTEGER)"
    : `CAST(CASE ${skips.join(" ")} END AS INTEGER)`;
  const first = fields.flatMap(({ plan: { first } }) =>
    first === null ? [] : [`${first.sql} AS ${first.name}`]
  );
  const values = fields.map(({ name, plan: { value } }) => `${value} AS ${name}`);
  // Numbered as they are read: a long list of markers becomes a join, which gives the rows in another order.
  const numbered = `(SELECT *, row_number() OVER () - 1 AS nr FROM ${raw})`;
  const typed = `SELECT nr, ${fields.map(({ name }) => name).join(", ")}, ${skipped} AS hoppas, ${
    words.join(", ")
  }
    FROM (SELECT ${["*", ...[...shared].map(([sql, name]) => `${sql} AS ${name}`)].join(", ")}
    FROM (SELECT *, ${values.join(", ")} FROM (SELECT ${["*", ...first].join(", ")} FROM ${numbered})))`;
  return { typed, rules: rules.map(({ rule, level, field, says }) => ({ rule, level, field, says })) };
}

/** What several conditions ask for, by its SQL, and the name of its column: in a CASE an engine works it out anew. */
function sharedPieces(
  conditions: readonly Condition[],
  column: (name: string) => string,
): ReadonlyMap<string, string> {
  const asked: string[] = [];
  const note = (sql: string) => {
    asked.push(sql);
    return sql;
  };
  for (const condition of conditions) conditionSql(condition, column, note);
  const several = [...new Set(asked.filter((sql, index) => asked.indexOf(sql) !== index))];
  return new Map(several.map((sql, index) => [sql, `del${index}`]));
}
