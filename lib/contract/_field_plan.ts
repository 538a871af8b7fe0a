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
 * The SQL type of a column of the raw table: one of few different cells holds each as a number, which is quicker to
 * read, to look up and to keep, and is text to whoever asks; every other is text.
 *
 * @param survey What the column holds.
 * @returns A type, as `read_csv` takes it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseExtract, rawType } from "vantelage";
 * const file = parseExtract(new TextEncoder().encode("status;region\nJA;Dalarna\nNEJ;Dalarna\n"), "x.csv");
 * assert.deepEqual(file.survey.map(rawType), ["ENUM('JA', 'NEJ')", "ENUM('Dalarna')"]);
 * ```
 */
export function rawType({ values }: ColumnSurvey): string {
  const told = toldApart(values ?? []);
  return told.length === 0 ? "VARCHAR" : enumOf(told);
}

/**
 * How a field is read with the least work, given what its column holds.
 *
 * Of a column with few different cells each is read here, by the very function that the field's zod schema reads with,
 * and SQL only looks up what came of it. Of the others the form may say that they need no patterns.
 *
 * @param name The field, by which the typed table calls it.
 * @param spec What it holds.
 * @param source Where its text comes from.
 * @param spelling How the delivery writes dates and numbers.
 * @param survey What the columns of the raw table hold; they are of type {@linkcode rawType}.
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
    if (column.values !== null) return valuesPlan(column, toldApart(column.values), spec, spelling);
    const plan = formPlan(name, column, spec);
    if (plan !== null) return plan;
  }
  const cells = columns.map(({ text: cell, filled, padded, values, bytes }) => {
    const text = values === null ? cell : `CAST(${cell} AS VARCHAR)`;
    return !filled ? typedLiteral(null, "VARCHAR") : padded ? cleanSql(text) : unmarkedSql(text, bytes);
  });
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

/** A column whose every cell is known: what is read of each is looked up by its number. */
function valuesPlan(
  { text, empty }: Pick<ColumnSurvey, "empty"> & { text: string },
  values: readonly string[],
  spec: FieldSpec,
  spelling: Spelling,
): FieldPlan {
  if (values.length === 0) return constantPlan("", spec, spelling);
  const read = values.map((value) => readCell(value, spec, spelling));
  const lookUp = (list: readonly string[], type: string) =>
    `list_extract(CAST([${list.join(", ")}] AS ${type}[]), enum_code(${text}) + 1)`;
  const among = (some: FieldValue | undefined) =>
    read.includes(some)
      ? [`coalesce(${lookUp(read.map((value) => String(value === some)), "BOOLEAN")}, false)`]
      : [];
  // A text that is kept as it stands is already told by its number.
  const kept = SQL_TYPES[spec.kind] === "VARCHAR" && values.every((value, index) => value === read[index]);
  const absent = [...empty ? [`${text} IS NULL`] : [], ...among(undefined)];
  return {
    first: null,
    value: kept ? text : lookUp(read.map((value) => textLiteral(value ?? null)), valueType(spec, read)),
    invalid: among(null)[0] ?? null,
    missing: absent.length === 0 ? null : absent.join(" OR "),
  };
}

/** The type of a looked up value: text is held as a number too, in its own order. */
function valueType({ kind }: FieldSpec, values: readonly (FieldValue | undefined)[]): string {
  const texts = [...new Set(values.filter((value) => typeof value === "string"))];
  return SQL_TYPES[kind] === "VARCHAR" && texts.length > 0
    ? enumOf(texts.toSorted(asSqlOrders))
    : SQL_TYPES[kind];
}

/** Texts by their code points, as the engines order them. */
function asSqlOrders(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  return at < 0 ? left.length - right.length : (left[at].codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1));
}

function enumOf(texts: readonly string[]): string {
  return `ENUM(${texts.map(quoted).join(", ")})`;
}

/** The cells that records have, in order; one with a NUL is set aside, and a statement would end at it. */
function toldApart(cells: readonly string[]): string[] {
  return cells.filter((cell) => !cell.includes("\0")).toSorted(asSqlOrders);
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
  return `CAST(${textLiteral(value)} AS ${type})`;
}

function textLiteral(value: FieldValue): string {
  return value === null ? "NULL" : quoted(Object.is(value, -0) ? "-0" : String(value));
}
