import { conditionSql } from "./condition.ts";
import { cleanSql, fieldSql, type Level, type Spelling } from "./field.ts";
import { fieldBreach, type Layout, specOf } from "./layout.ts";
import type { Reading, Source } from "./recognise.ts";

/** A rule as SQL over the typed table. */
export interface CompiledRule {
  /** The rule's name. */
  readonly rule: string;
  /** How serious it is. */
  readonly level: Level;
  /** The field where it shows. */
  readonly field: string;
  /** What is wrong, in Swedish. */
  readonly says: string;
  /** A SQL condition over the typed table, true for records that break the rule, never NULL. */
  readonly broken: string;
}

/** A reading as SQL: the same verdicts as {@linkcode judgeRecord}, for a whole delivery at once. */
export interface CompiledReading {
  /**
   * The query that makes the typed table from the raw one, whose columns are c0, c1 … (text). Its columns: `nr` (the
   * record's number, 0-based), every field of the layout, `ogiltiga` (bit i set: field i could not be read) and
   * `hoppas` (the index of the skip that holds, or NULL).
   */
  readonly typed: string;
  /** Every rule, fields' own and the layout's, but not the duplicates. */
  readonly rules: readonly CompiledRule[];
}

/**
 * Compiles a reading to SQL.
 *
 * @param reading How the file is read.
 * @param raw The name of the raw table.
 * @returns The query for the typed table, and the rules as conditions over it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compileReading, Profile, recognise } from "vantelage";
 * const profile = Profile.parse({ namn: "aggregat", beskrivning: "Aggregerat", layout: "aggregat" });
 * const compiled = compileReading(recognise(["manad", "status", "region", "antal"], [profile]), "raw");
 * assert.ok(compiled.rules.some(({ rule }) => rule === "manad_saknas"));
 * ```
 */
export function compileReading({ layout, profile, sources }: Reading, raw: string): CompiledReading {
  const spelling: Spelling = { dateForm: profile.datumform, thousands: profile.tusental };
  const fields = Object.entries(layout.shape).map(([name, schema], index) => ({
    name,
    spec: specOf(schema),
    bit: 2 ** index,
    text: `x${index}`,
  }));
  const cleaned = fields.map(({ name, text }) => `${sourceSql(sources[name])} AS ${text}`);
  const read = fields.map(({ name, spec, text }) => `${fieldSql(spec, text, spelling)} AS ${name}`);
  const bits = fields.filter(({ name }) => sources[name] !== undefined)
    .map(({ name, bit, text }) => `CASE WHEN ${name} IS NULL AND ${text} IS NOT NULL THEN ${bit} ELSE 0 END`);
  const skips = layout.skips.map(({ when }, index) =>
    `WHEN ${conditionSql(when, columnSql(layout))} THEN ${index}`
  );
  const typed = `SELECT nr, ${fields.map(({ name }) => name).join(", ")}, CAST(${
    bits.join(" + ") || "0"
  } AS BIGINT) AS ogiltiga,
    ${skips.length === 0 ? "CAST(NULL AS INTEGER)" : `CAST(CASE ${skips.join(" ")} END AS INTEGER)`} AS hoppas
    FROM (SELECT nr, ${fields.map(({ text }) => text).join(", ")}, ${read.join(", ")}
    FROM (SELECT rowid AS nr, ${cleaned.join(", ")} FROM ${raw}))`;

  const own = fields.flatMap(({ name, spec, bit }): CompiledRule[] => {
    const unreadable = `(ogiltiga & ${bit}) <> 0`;
    const invalid = { ...withoutField(fieldBreach(name, spec, "ogiltigt")), field: name, broken: unreadable };
    const missing = {
      ...withoutField(fieldBreach(name, spec, "saknas")),
      field: name,
      broken: `(${name} IS NULL AND NOT ${unreadable})`,
    };
    return [...(sources[name] === undefined ? [] : [invalid]), ...(spec.required ? [missing] : [])];
  });
  const across = layout.rules.map(({ name, level, fields: [field], says, broken }): CompiledRule => ({
    rule: name,
    level,
    field,
    says,
    broken: conditionSql(broken, columnSql(layout)),
  }));
  return { typed, rules: [...own, ...across] };
}

/** The raw text of a field, cleaned. */
function sourceSql(source: Source | undefined): string {
  if (source === undefined) return "CAST(NULL AS VARCHAR)";
  if ("constant" in source) return cleanSql(`'${source.constant.replaceAll("'", "''")}'`);
  if (source.columns.length === 1) return cleanSql(`c${source.columns[0]}`);
  return cleanSql(`concat_ws(' ', ${source.columns.map((column) => `c${column}`).join(", ")})`);
}

function columnSql(layout: Layout): (name: string) => string {
  return (name) => layout.shape[name] === undefined ? "NULL" : name;
}

function withoutField(
  { rule, level, says }: { rule: string; level: Level; says: string },
): Pick<CompiledRule, "rule" | "level" | "says"> {
  return { rule, level, says };
}
