import { isDay } from "../calendar/mod.ts";
import type { ColumnSurvey } from "../extract/mod.ts";
import type { FieldValue } from "./condition.ts";
import {
  cleanSql,
  cleanText,
  type FieldSpec,
  fieldSql,
  inRange,
  ISO_DAY_FORM,
  missingMarkers,
  quoted,
  readText,
  type Spelling,
} from "./field.ts";
import type { Source } from "./recognise.ts";

/** How a field is read from the raw table, in SQL. */
export interface FieldPlan {
  /** A text to be worked out before the rest, which ask for it more than once; or none. */
  readonly first: { readonly name: string; readonly sql: string } | null;
  /** Its typed value, NULL where it is missing or cannot be read. */
  readonly value: string;
  /** Whether its text cannot be read; `null` where that cannot be. It may ask for the value by the field's name. */
  readonly invalid: string | null;
  /** Whether it is missing; `null` where that cannot be. */
  readonly missing: string | null;
}

/** How many texts a value may be chosen by at most; each costs a comparison with every cell. */
const MOST_BRANCHES = 24;

const SQL_TYPES: Readonly<Record<FieldSpec["kind"], string>> = {
  text: "VARCHAR",
  name: "VARCHAR",
  code: "VARCHAR",
  month: "VARCHAR",
  whole: "BIGINT",
  decimal: "DOUBLE",
  day: "DATE",
};

/**
 * How a field is read with the least work, given what its column holds.
 *
 * Of a column with few different cells each is read here, by the very function that the field's zod schema reads with,
 * and SQL only has to tell them apart. Of the others the form may say that they need no patterns.
 *
 * @param name The field, by which the typed table calls it.
 * @param spec What it holds.
 * @param source Where its text comes from.
 * @param spelling How the delivery writes dates and numbers.
 * @param survey What the columns of the raw table hold.
 */
export function fieldPlan(
  name: string,
  spec: FieldSpec,
  source: Source | undefined,
  spelling: Spelling,
  survey: readonly ColumnSurvey[],
): FieldPlan {
  if (source === undefined) return constantPlan("", spec, spelling);
  if ("constant" in source) return constantPlan(source.constant, spec, spelling);
  const columns = source.columns.map((index) => ({ text: `c${index}`, ...survey[index] }));
  if (columns.every(({ filled }) => !filled)) return constantPlan("", spec, spelling);
  if (columns.length === 1) {
    const [column] = columns;
    const plan = column.values === null
      ? formPlan(name, column, spec)
      : valuesPlan(column, column.values, spec, spelling);
    if (plan !== null) return plan;
  }
  const cells = columns.map(({ text, filled, padded, bytes }) =>
    !filled ? typedLiteral(null, "VARCHAR") : padded ? cleanSql(text) : unmarkedSql(text, bytes)
  );
  const text = `text_${name}`;
  return {
    first: {
      name: text,
      sql: cells.length === 1 ? cells[0] : `nullif(concat_ws(' ', ${cells.join(", ")}), '')`,
    },
    value: fieldSql(spec, text, spelling),
    invalid: unreadable(name, text),
    missing: `${text} IS NULL`,
  };
}

/** Every record has the same text. */
function constantPlan(constant: string, spec: FieldSpec, spelling: Spelling): FieldPlan {
  const value = readCell(constant, spec, spelling);
  return {
    first: null,
    value: typedLiteral(value ?? null, SQL_TYPES[spec.kind]),
    invalid: value === null ? "true" : null,
    missing: value === undefined ? "true" : null,
  };
}

/** A column whose every cell is known; `null` when it takes too many comparisons to tell them apart. */
function valuesPlan(
  { text, empty }: Pick<ColumnSurvey, "empty"> & { text: string },
  seen: readonly string[],
  spec: FieldSpec,
  spelling: Spelling,
): FieldPlan | null {
  // A record with a NUL is set aside, and a statement would end at one.
  const values = seen.filter((value) => !value.includes("\0"));
  const read = new Map(values.map((value) => [value, readCell(value, spec, spelling)]));
  const missing = values.filter((value) => read.get(value) === undefined);
  const invalid = values.filter((value) => read.get(value) === null);
  const type = SQL_TYPES[spec.kind];
  const [{ told, rest }] = [
    ...waysOf(spec).map((way) => ({
      told: values.filter((value) => !Object.is(way.read(value), read.get(value) ?? null)),
      rest: way.sql(text),
    })),
    { told: values.filter((value) => read.get(value) != null), rest: typedLiteral(null, type) },
  ].toSorted((a, b) => a.told.length - b.told.length);
  if (Math.max(told.length, missing.length, invalid.length) > MOST_BRANCHES) return null;
  const branches = told.map((value) =>
    `WHEN ${quoted(value)} THEN ${typedLiteral(read.get(value) ?? null, type)}`
  );
  const among = (some: readonly string[]) =>
    some.length === 0 ? [] : [`coalesce(${text} IN (${some.map(quoted).join(", ")}), false)`];
  const absent = [...empty ? [`${text} IS NULL`] : [], ...among(missing)];
  return {
    first: null,
    value: branches.length === 0 ? rest : `CASE ${text} ${branches.join(" ")} ELSE ${rest} END`,
    invalid: among(invalid)[0] ?? null,
    missing: absent.length === 0 ? null : absent.join(" OR "),
  };
}

/** A column of too many different cells, where their form says enough; `null` where it does not. */
function formPlan(
  name: string,
  { text, padded, empty, form, digits, bytes }: ColumnSurvey & { text: string },
  spec: FieldSpec,
): FieldPlan | null {
  if (spec.kind === "text" && spec.pattern === undefined && !padded) {
    return { first: null, value: unmarkedSql(text, bytes), invalid: null, missing: `${name} IS NULL` };
  }
  const missing = empty ? `${text} IS NULL` : null;
  if (spec.kind === "whole" && digits && bytes[1] <= 15) {
    const value = inRange(`CAST(${text} AS BIGINT)`, spec);
    return { first: null, value, invalid: unreadable(name, text), missing };
  }
  if (spec.kind === "day" && form !== null && ISO_DAY_FORM.test(form)) {
    const value = `CASE WHEN ${text} >= '18' AND ${text} < '22' THEN try_cast(left(${text}, 10) AS DATE) END`;
    return { first: null, value, invalid: unreadable(name, text), missing };
  }
  return null;
}

/** A way to read many texts at once: its SQL, and what that gives for a text; `undefined` where that is not certain. */
interface Way {
  sql(text: string): string;
  read(text: string): FieldValue | undefined;
}

/** The ways to read texts of a kind that are written as we keep them, the cheapest first. */
function waysOf({ kind, capitals }: FieldSpec): Way[] {
  switch (kind) {
    case "whole":
      return [{
        sql: (text) => `try_cast(${text} AS BIGINT)`,
        read: (text) => /^-?\d{1,15}$/.test(text) ? Number(text) || 0 : undefined,
      }];
    case "decimal":
      return [{
        sql: (text) => `try_cast(${text} AS DOUBLE)`,
        read: (text) => /^-?\d{1,12}(\.\d{1,12})?$/.test(text) ? Number(text) : undefined,
      }];
    case "day":
      return [{
        sql: (text) => `try_cast(left(${text}, 10) AS DATE)`,
        read: (text) => isDay(text.slice(0, 10)) ? text.slice(0, 10) : undefined,
      }];
    case "month":
      return [{ sql: (text) => `left(${text}, 7)`, read: (text) => text.slice(0, 7) }];
    default: {
      const same: Way = { sql: (text) => text, read: (text) => text };
      const upper: Way = { sql: (text) => `upper(${text})`, read: (text) => text.toUpperCase() };
      return capitals ? [same, upper] : [same];
    }
  }
}

/** A text without blanks at its ends, NULL where it says that a value is missing. */
function unmarkedSql(text: string, [least, most]: ColumnSurvey["bytes"]): string {
  const markers = missingMarkers.filter((marker) => {
    const { length } = new TextEncoder().encode(marker);
    return length >= Math.max(least, 1) && length <= most;
  });
  if (markers.length === 0) return text;
  return `CASE WHEN ${text} IN (${markers.map(quoted).join(", ")}) THEN NULL ELSE ${text} END`;
}

/** A cell's typed value; `undefined` when it is missing, `null` when it cannot be read. */
function readCell(text: string, spec: FieldSpec, spelling: Spelling): FieldValue | undefined {
  const cleaned = cleanText(text);
  return cleaned === null ? undefined : readText(cleaned, spec, spelling);
}

function unreadable(name: string, text: string): string {
  return `${name} IS NULL AND ${text} IS NOT NULL`;
}

function typedLiteral(value: FieldValue, type: string): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return `CAST(${value === null ? "NULL" : quoted(text)} AS ${type})`;
}
