import type { CellSurvey } from "../extract/mod.ts";
import { conditionSql } from "./condition.ts";
import { cleanSql, fieldSql, type Level } from "./field.ts";
import { fieldBreach, specOf } from "./layout.ts";
import { profileSpelling } from "./profile.ts";
import type { Reading, Source } from "./recognise.ts";

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
   * The query that makes the typed table from the raw one, whose columns are c0, c1 … (text, NULL where the cell is a
   * spelling of "missing"), row by row. Its columns: every field of the layout, `hoppas` (the
   * index of the skip that holds, or NULL), and `brott0`, `brott1` …: the rules it breaks, {@linkcode RULES_PER_WORD} bits each.
   */
  readonly typed: string;
  /** Every rule, fields' own and the layout's, but not the duplicates. */
  readonly rules: readonly CompiledRule[];
}

/** How many rules one `brott` column holds. */
export const RULES_PER_WORD = 62;

/**
 * Compiles a reading to SQL.
 *
 * @param reading How the file is read.
 * @param raw The name of the raw table, or the SQL that reads it.
 * @param survey Which of its columns hold anything, and which may hold blanks at the ends of a cell: an empty column is
 * not read, and trimming is dear and seldom needed. A column that it does not mention counts as empty.
 * @returns The query for the typed table, and the rules as conditions over it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compileReading, Profile, recognise } from "vantelage";
 * const profile = Profile.parse({ namn: "aggregat", beskrivning: "Aggregerat", layout: "aggregat" });
 * const compiled = compileReading(recognise(["manad", "status", "region", "antal"], [profile]), "raw", { filled: [true, true, true, true], padded: [] });
 * assert.ok(compiled.rules.some(({ rule }) => rule === "manad_saknas"));
 * ```
 */
export function compileReading(
  { layout, profile, sources }: Reading,
  raw: string,
  survey: Pick<CellSurvey, "filled" | "padded">,
): CompiledReading {
  const spelling = profileSpelling(profile);
  const fields = Object.entries(layout.shape).map(([name, schema], index) => ({
    name,
    spec: specOf(schema),
    text: `x${index}`,
  }));
  const column = (name: string) => layout.shape[name] === undefined ? "NULL" : name;
  const own = fields.flatMap(({ name, spec, text }) => [
    ...(sources[name] === undefined
      ? []
      : [{ ...fieldBreach(name, spec, "ogiltigt"), broken: `${name} IS NULL AND ${text} IS NOT NULL` }]),
    ...(spec.required ? [{ ...fieldBreach(name, spec, "saknas"), broken: `${text} IS NULL` }] : []),
  ]);
  const across = layout.rules.map(({ name, level, fields: [field], says, broken }) => ({
    rule: name,
    level,
    field,
    says,
    broken: conditionSql(broken, column),
  }));
  const rules = [...own, ...across];
  const words = Array.from({ length: Math.ceil(rules.length / RULES_PER_WORD) }, (_, word) => {
    const bits = rules.slice(word * RULES_PER_WORD, (word + 1) * RULES_PER_WORD)
      .map(({ broken }, bit) => `CASE WHEN ${broken} THEN ${2n ** BigInt(bit)} ELSE 0 END`);
    return `CAST(${bits.join(" + ")} AS BIGINT) AS brott${word}`;
  });
  const skips = layout.skips.map(({ when }, index) => `WHEN ${conditionSql(when, column)} THEN ${index}`);
  const skipped = skips.length === 0
    ? "CAST(NULL AS INTEGER)"
    : `CAST(CASE ${skips.join(" ")} END AS INTEGER)`;
  const cleaned = fields.map(({ name, text }) => `${sourceSql(sources[name], survey)} AS ${text}`);
  const read = fields.map(({ name, spec, text }) => `${fieldSql(spec, text, spelling)} AS ${name}`);
  const typed = `SELECT ${fields.map(({ name }) => name).join(", ")}, ${skipped} AS hoppas, ${
    words.join(", ")
  }
    FROM (SELECT ${fields.map(({ text }) => text).join(", ")}, ${read.join(", ")}
    FROM (SELECT ${cleaned.join(", ")} FROM ${raw}))`;
  return { typed, rules: rules.map(({ rule, level, field, says }) => ({ rule, level, field, says })) };
}

const MISSING = "CAST(NULL AS VARCHAR)";

/** The raw text of a field, cleaned. */
function sourceSql(
  source: Source | undefined,
  { filled, padded }: Pick<CellSurvey, "filled" | "padded">,
): string {
  if (source === undefined) return MISSING;
  if ("constant" in source) return cleanSql(`'${source.constant.replaceAll("'", "''")}'`);
  const cells = source.columns.map((column) =>
    !filled[column] ? MISSING : padded[column] ? cleanSql(`c${column}`) : `c${column}`
  );
  return cells.length === 1 ? cells[0] : `nullif(concat_ws(' ', ${cells.join(", ")}), '')`;
}
