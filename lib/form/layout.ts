import * as z from "zod";
import { Day, Month, monthName } from "../calendar/mod.ts";
import { namesKnown } from "../reference/mod.ts";
import { headingOf } from "./_headings.ts";
import type { DataKind } from "./data_kind.ts";

/** What a single value is. */
export type LeafKind = "text" | "number" | "boolean" | "month" | "day" | "code" | "name" | "list";

/** A single value of a document, or a list of them that is written in one cell. */
export interface Leaf {
  /** What it is. */
  readonly kind: LeafKind;
  /** Its schema, for values that are there. */
  readonly schema: z.core.$ZodType;
  /** What stands for nothing: it has to be there, `null`, left out, or an empty text. */
  readonly blank: "required" | "null" | "absent" | "empty";
  /** The codes or names to choose from; none where there is no list. */
  readonly values: readonly string[];
  /** What a list is of. */
  readonly of?: Leaf;
  /** Whether a number is whole. */
  readonly whole?: boolean;
}

/** An object: its fields in order. */
export interface Group {
  /** Its fields by name. */
  readonly parts: Readonly<Record<string, Leaf | Group>>;
  /** Whether it is `null` or left out when nothing of it is given. */
  readonly blank: "required" | "null" | "absent";
}

/** A single value with where it lies and what it is called. */
export interface FormField {
  /** Where, from the document or its row. */
  readonly path: readonly string[];
  /** What the form calls it. */
  readonly heading: string;
  /** What it holds, in Swedish; "" where nothing is said. */
  readonly holds: string;
  /** What it is. */
  readonly leaf: Leaf;
}

/** Numbers by month in a table: a year's twelve in one or more parts, or those from a first month on. */
export type MonthNumbers =
  | { readonly kind: "year"; readonly parts: readonly string[] }
  | { readonly kind: "series"; readonly from: string; readonly numbers: string };

/** A list of objects: a sheet of its own. */
export interface FormTable {
  /** The list's name in the document. */
  readonly key: string;
  /** The sheet. */
  readonly sheet: string;
  /** Whether the list is left out when it has no rows. */
  readonly optional: boolean;
  /** A row as an object. */
  readonly row: Group;
  /** Its columns, those of months left out. */
  readonly columns: readonly FormField[];
  /** Its numbers by month. */
  readonly months: MonthNumbers | null;
}

/** How a document of a kind is written in a workbook. */
export interface FormLayout {
  /** Single values, one a line. */
  readonly fields: readonly FormField[];
  /** The document without its tables. */
  readonly head: Group;
  /** Lists, one a sheet. */
  readonly tables: readonly FormTable[];
}

/** The name of the months' parts: which of them a row holds. */
export const PART_HEADING = "Del";

/** The twelve months as headings. */
export const MONTH_HEADINGS: readonly string[] = Array.from(
  { length: 12 },
  (_, month) => monthName(`2024-${String(month + 1).padStart(2, "0")}`).split(" ")[0],
);

const layouts = new WeakMap<DataKind, FormLayout>();

/**
 * How a kind's documents are written in a workbook, derived from its schema.
 *
 * Single values come on one sheet, each list of objects on its own. An object in a row becomes columns; a list of single
 * values stands in one cell; lists of twelve numbers become a row each with a column a month; and a list of any length next
 * to a month `fran` becomes a column for each month.
 *
 * @param kind The kind.
 * @returns Its layout, made once.
 * @throws {TypeError} If the schema has what no sheet can hold.
 */
export function formLayout(kind: DataKind): FormLayout {
  const known = layouts.get(kind);
  if (known !== undefined) return known;
  const { inner: schema } = unwrap(kind.schema);
  if (!(schema instanceof z.ZodObject)) {
    throw new TypeError(`Cannot make a form of ${kind.folder}: no object`);
  }
  const entries = Object.entries(schema.shape), tables: FormTable[] = [];
  const parts: Record<string, Leaf | Group> = {};
  for (const [key, of] of entries) {
    const table = tableOf(kind, key, of);
    if (table === null) parts[key] = nodeOf(of, key);
    else tables.push(table);
  }
  const head: Group = { parts, blank: "required" };
  const layout = { head, fields: fieldsOf(kind, head, []), tables };
  layouts.set(kind, layout);
  return layout;
}

/** What fields hold, by a kind's description or by what all kinds mean by the name. */
const HOLDS: Readonly<Record<string, string>> = {
  ar: "året",
  version: "1, 2, … inom året: en ändrad fil är en ny version",
  underlag: "varifrån uppgifterna kommer",
  datum: "vilken dag uppgifterna togs fram",
  syntetisk: "ja om uppgifterna är påhittade: då märks varje sida som bygger på dem",
};

/** Finds what lies at a path of a document, its lists' numbers left out. */
export function leafAt(layout: FormLayout, path: readonly PropertyKey[]): Leaf | undefined {
  const [first, ...rest] = path.filter((part) => typeof part === "string");
  const table = layout.tables.find(({ key }) => key === first);
  let node: Leaf | Group | undefined = table?.row ?? layout.head.parts[String(first)];
  for (const name of rest) node = node !== undefined && "parts" in node ? node.parts[name] : undefined;
  if (node === undefined || "parts" in node) return undefined;
  return typeof path.at(-1) === "number" ? node.of ?? undefined : node;
}

function tableOf(kind: DataKind, key: string, of: z.core.$ZodType): FormTable | null {
  const { inner, blank } = unwrap(of);
  if (!(inner instanceof z.ZodArray)) return null;
  const { inner: element } = unwrap(inner.element);
  if (!(element instanceof z.ZodObject)) return null;
  const row = nodeOf(element, key);
  if (!("parts" in row)) return null;
  const months = monthsOf(element);
  const taken = months === null ? [] : months.kind === "year" ? months.parts : [months.from, months.numbers];
  const columns = fieldsOf(kind, row, [key]).filter(({ path }) => !taken.includes(path[0]));
  return { key, sheet: headingOf(key), optional: blank === "absent", row, columns, months };
}

/** Which of a row's lists are numbers by month. */
function monthsOf({ shape }: z.ZodObject): MonthNumbers | null {
  const numbers = Object.entries(shape).flatMap(([key, of]) => {
    const { inner } = unwrap(of);
    if (!(inner instanceof z.ZodArray) || !(unwrap(inner.element).inner instanceof z.ZodNumber)) return [];
    return [{ key, twelve: lengthOf(inner) === 12 }];
  });
  const year = numbers.filter(({ twelve }) => twelve).map(({ key }) => key);
  if (year.length > 0) return { kind: "year", parts: year };
  const series = numbers.at(0);
  const from = Object.entries(shape).find(([key, of]) => key === "fran" && unwrap(of).inner === Month)?.[0];
  return series === undefined || from === undefined ? null : { kind: "series", from, numbers: series.key };
}

/** The length that a list must have, where one is stated. */
function lengthOf(list: z.core.$ZodType): number | undefined {
  for (const check of list._zod.def.checks ?? []) {
    const { def } = check._zod;
    if (def.check === "length_equals" && "length" in def && typeof def.length === "number") return def.length;
  }
  return undefined;
}

function fieldsOf(kind: DataKind, group: Group, above: readonly string[]): FormField[] {
  const found = fieldsBelow(group, []);
  const headings = found.map(({ path }) => headingOf(path[path.length - 1]));
  return found.map(({ path, leaf }, at) => {
    const [parent, name] = [path.at(-2), path[path.length - 1]];
    const isShared = headings.filter((heading) => heading === headings[at]).length > 1;
    const heading = parent !== undefined && (isShared || above.length === 0)
      ? `${headingOf(parent)}: ${headings[at].toLowerCase()}`
      : headings[at];
    return {
      path,
      heading,
      holds: kind.fields[[...above, ...path].join(".")] ?? (above.length === 0 ? HOLDS[name] : undefined) ??
        "",
      leaf,
    };
  });
}

function fieldsBelow({ parts }: Group, above: readonly string[]): { path: string[]; leaf: Leaf }[] {
  return Object.entries(parts).flatMap(([name, node]) => {
    const path = [...above, name];
    return "parts" in node ? fieldsBelow(node, path) : [{ path, leaf: node }];
  });
}

function nodeOf(schema: z.core.$ZodType, name: string): Leaf | Group {
  const { inner, blank } = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    if (blank === "empty") throw new TypeError(`Cannot make a form as ${name} is an object or a text`);
    const parts = Object.fromEntries(Object.entries(inner.shape).map(([key, of]) => [key, nodeOf(of, key)]));
    return { parts, blank };
  }
  if (inner instanceof z.ZodArray) {
    const of = nodeOf(inner.element, name);
    if ("parts" in of) throw new TypeError(`Cannot make a form as ${name} holds lists of objects`);
    return { kind: "list", schema: inner, blank: "empty", values: [], of };
  }
  const leaf = (kind: LeafKind, more: Partial<Leaf> = {}): Leaf => ({
    ...{ kind, schema: inner, blank, values: [] },
    ...more,
  });
  if (inner === Month) return leaf("month");
  if (inner === Day) return leaf("day");
  if (inner instanceof z.ZodBoolean) return leaf("boolean");
  if (inner instanceof z.ZodNumber) return leaf("number", { whole: inner.format === "safeint" });
  if (inner instanceof z.ZodEnum) return leaf("code", { values: inner.options.map(String) });
  const values = namesKnown(inner);
  return values.length > 0 ? leaf("name", { values }) : leaf("text");
}

/** A schema without what says that it may lack, and what then stands for it. */
function unwrap(schema: z.core.$ZodType): { inner: z.core.$ZodType; blank: Leaf["blank"] } {
  if (schema instanceof z.ZodNullable) return { ...unwrap(schema.unwrap()), blank: "null" };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return { ...unwrap(schema.unwrap()), blank: "absent" };
  }
  if (schema instanceof z.ZodUnion) {
    const options: readonly z.core.$ZodType[] = schema.options;
    const [text] = options.filter((option) => !(option instanceof z.ZodLiteral));
    if (text !== undefined && options.length === 2) return { ...unwrap(text), blank: "empty" };
  }
  return { inner: schema, blank: "required" };
}
