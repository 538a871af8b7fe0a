import { addMonths, type Day, isDay, isMonth, monthOf } from "../calendar/mod.ts";
import { headingOf } from "./_headings.ts";
import { issueSays, leafSays, type Manner, nearest } from "./_say.ts";
import type { DataKind } from "./data_kind.ts";
import { formLayout, type FormTable, type Group, type Leaf, leafAt } from "./layout.ts";

/** Something that is wrong in a file of data. */
export interface DataFault {
  /** Where: a cell ("Rader!C7"), or a line of the file and the field. */
  readonly place: string;
  /** By what faults are put in order: sheet, row and column, or the line. */
  readonly order: readonly number[];
  /** What must hold, what was found and the nearest right value: Swedish, without full stop. */
  readonly says: string;
}

/** Where a value of a document lies in its file. */
export type PlaceOf = (path: readonly PropertyKey[]) => Pick<DataFault, "place" | "order">;

/** How {@linkcode checkDocument} checks. */
export interface CheckDocumentOptions {
  /** Where values lie. */
  readonly placeOf: PlaceOf;
  /** How values are written, for what is said of them. */
  readonly manner: Manner;
  /** The day that what has happened may reach to, and the copied example is refused. @default neither is looked at */
  readonly asAt?: Day;
  /** Values whose faults are reported already. @default none */
  readonly isTold?: (path: readonly PropertyKey[]) => boolean;
}

/** A checked document, or all that is wrong with it. */
export type CheckedDocument<T> =
  | { readonly document: T; readonly faults: readonly [] }
  | { readonly document: null; readonly faults: readonly DataFault[] };

/** How many years ahead a plan, a price list or an order may lie. */
const MOST_YEARS_AHEAD = 3;

/**
 * Checks a document against its kind: everything that is wrong, at once.
 *
 * Besides the schema: rows that repeat others, and, on entry, months and days of what has happened that lie ahead, years
 * that nobody plans for, and the form's own example left in place.
 *
 * @param kind The kind.
 * @param raw What a file holds.
 * @param options Where its values lie, and the day of entry.
 * @returns The document, or the faults in the order of their places.
 */
export function checkDocument<T>(
  kind: DataKind<T>,
  raw: unknown,
  options: CheckDocumentOptions,
): CheckedDocument<T> {
  const { placeOf, manner, asAt, isTold = () => false } = options;
  const layout = formLayout(kind), faults: DataFault[] = [];
  const tell = (path: readonly PropertyKey[], says: string, named = true) => {
    if (isTold(path)) return;
    const name = path.findLast((part) => typeof part === "string");
    const isRow = path.length === 2 && typeof path[1] === "number";
    const head = named && name !== undefined && !isRow ? `${headingOf(String(name))}: ` : "";
    faults.push({ ...placeOf(path), says: head + says });
  };
  const parsed = kind.schema.safeParse(raw, {
    error: (issue) => issueSays(issue, manner),
    reportInput: true,
  });
  for (const issue of parsed.error?.issues ?? []) {
    if (issue.code === "unrecognized_keys") {
      const group = groupAt(kind, issue.path);
      for (const key of issue.keys) {
        tell([...issue.path, key], `fältet "${key}" finns inte${nearest(key, Object.keys(group))}`, false);
      }
      continue;
    }
    const leaf = leafAt(layout, issue.path), value = valueAt(raw, issue.path);
    const name = issue.path.findLast((part) => typeof part === "string");
    const words = manner === "cell" ? kind.words?.[String(name)] ?? {} : {};
    const says = leaf === undefined ? issue.message : leafSays(leaf, value, issue.message, words);
    // In a cell that may hold several names, people put commas between them.
    const isComma = manner === "cell" && typeof issue.path.at(-1) === "number" && leaf?.kind === "name" &&
      String(value).includes(",");
    tell(issue.path, isComma ? `${says}. Flera skiljs med semikolon` : says);
  }
  for (const { path, says } of repeats(kind, raw, placeOf)) tell(path, says, false);
  if (asAt !== undefined) {
    for (const { path, says } of untimely(kind, raw, asAt)) tell(path, says);
    const example = valueAt(kind.template, ["underlag"]);
    if (example !== undefined && valueAt(raw, ["underlag"]) === example) {
      tell(["underlag"], "är mallens exempel. Skriv varifrån era uppgifter kommer");
    }
    for (const { key } of layout.tables) {
      // What a file answers for may well be what the example does.
      if (key === "omfattar") continue;
      const examples = rowsOf(kind.template, key).map((row) => JSON.stringify(row));
      for (const [index, row] of rowsOf(raw, key).entries()) {
        if (examples.includes(JSON.stringify(row))) {
          tell([key, index], "raden är mallens exempel. Ta bort den");
        }
      }
    }
  }
  if (parsed.success && faults.length === 0) return { document: parsed.data, faults: [] };
  const met = new Set<string>();
  return {
    document: null,
    faults: faults.toSorted((a, b) => compareOrder(a.order, b.order)).filter(({ place, says }) =>
      !met.has(`${place} ${says}`) && met.add(`${place} ${says}`)
    ),
  };
}

/** Orders places: sheet, row, column. */
export function compareOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : a[at] - (b[at] ?? -1);
}

/**
 * Faults as lines to print.
 *
 * @param file The file's name.
 * @param faults Its faults.
 * @param most How many to print at the most. @default {200}
 */
export function faultLines(file: string, faults: readonly DataFault[], most = 200): string {
  const lines = faults.slice(0, most).map(({ place, says }) => `  ${place}  ${says}`);
  const left = faults.length - lines.length;
  return [
    `${file}: ${faults.length} fel`,
    ...lines,
    ...(left > 0 ? [`  … och ${left} till`] : []),
  ].join("\n");
}

/** Keys of rows of a document, by which they differ from others: what only one row may say. */
export function rowKeys(kind: DataKind, table: FormTable, row: unknown): string[] {
  const fields = kind.distinct?.[table.key];
  if (fields === undefined || !isObject(row)) return [];
  const key = fields.map((field) => keyPart(table.row.parts[field], row[field]));
  if (key.includes(null)) return [];
  const says = key.filter((part) => part !== "").join(", ");
  if (table.months?.kind !== "series") return [says];
  const { from, numbers } = table.months, first = row[from], list = row[numbers];
  if (typeof first !== "string" || !isMonth(first) || !Array.isArray(list)) return [];
  return list.map((_, index) => `${says}, ${addMonths(first, index)}`);
}

/** What a value is called in a key: its official name; `null` where it is none. */
function keyPart(node: Leaf | Group | undefined, value: unknown): string | null {
  if (node === undefined || "parts" in node) return null;
  if (value === undefined || value === null) return node.blank === "required" ? null : "";
  return parseLeaf(node, value);
}

/** What a value is called when it is read; `null` where it is none. */
export function parseLeaf({ schema }: Leaf, value: unknown): string | null {
  if (!("safeParse" in schema) || typeof schema.safeParse !== "function") return null;
  const { success, data } = schema.safeParse(value);
  return success ? String(data) : null;
}

/** Rows that say again what an earlier one says. */
function* repeats(
  kind: DataKind,
  raw: unknown,
  placeOf: PlaceOf,
): Generator<{ path: readonly PropertyKey[]; says: string }> {
  for (const table of formLayout(kind).tables) {
    const met = new Map<string, number>();
    for (const [index, row] of rowsOf(raw, table.key).entries()) {
      for (const key of rowKeys(kind, table, row)) {
        const first = met.get(key);
        if (first !== undefined) {
          const { place } = placeOf([table.key, first]);
          yield { path: [table.key, index], says: `raden upprepar ${place}: ${key}` };
          break;
        }
        met.set(key, index);
      }
    }
  }
}

/** Months and days of what has happened that lie ahead, and years that are no year to plan for. */
function* untimely(
  kind: DataKind,
  raw: unknown,
  asAt: Day,
): Generator<{ path: readonly PropertyKey[]; says: string }> {
  const now = Number(asAt.slice(0, 4)), layout = formLayout(kind), { happened = [] } = kind;
  const limit = monthOf(asAt);
  for (const { path, value, leaf } of valuesOf(kind, raw)) {
    const name = String(path[path.length - 1]);
    if (name === "ar" && typeof value === "number" && value > now + MOST_YEARS_AHEAD && value <= 2100) {
      yield { path, says: `ska vara högst ${now + MOST_YEARS_AHEAD}: fick ${value}. Närmast: ${now + 1}` };
    }
    const isTime = (leaf.kind === "month" && isMonth(String(value))) ||
      (leaf.kind === "day" && isDay(String(value)));
    if (!isTime) continue;
    const text = String(value), year = Number(text.slice(0, 4));
    if (year < 2000 || year > 2100) {
      yield { path, says: `ska ligga mellan 2000 och 2100: fick ${text}` };
    } else if (happened.includes(name) && text > (leaf.kind === "month" ? limit : asAt)) {
      yield {
        path,
        says: `ligger i framtiden: fick ${text}. Senast: ${leaf.kind === "month" ? limit : asAt}`,
      };
    }
  }
  for (const table of layout.tables) {
    if (table.months?.kind !== "series" || !happened.includes(table.months.from)) continue;
    const { from, numbers } = table.months;
    for (const [index, row] of rowsOf(raw, table.key).entries()) {
      if (!isObject(row)) continue;
      const first = row[from], list = row[numbers];
      if (typeof first !== "string" || !isMonth(first) || first > limit || !Array.isArray(list)) continue;
      const ahead = list.findIndex((_, at) => addMonths(first, at) > limit);
      if (ahead >= 0) {
        const manad = addMonths(first, ahead);
        yield {
          path: [table.key, index, numbers, ahead],
          says: `månaden ${manad} ligger i framtiden. Senast: ${limit}`,
        };
      }
    }
  }
}

/** Every single value of a document with where it lies. */
function* valuesOf(
  kind: DataKind,
  raw: unknown,
): Generator<{ path: readonly PropertyKey[]; value: unknown; leaf: Leaf }> {
  const { head, tables } = formLayout(kind);
  yield* below(head, raw, []);
  for (const { key, row } of tables) {
    for (const [index, own] of rowsOf(raw, key).entries()) yield* below(row, own, [key, index]);
  }
}

function* below(
  { parts }: Group,
  raw: unknown,
  path: readonly PropertyKey[],
): Generator<{ path: readonly PropertyKey[]; value: unknown; leaf: Leaf }> {
  if (!isObject(raw)) return;
  for (const [name, node] of Object.entries(parts)) {
    if ("parts" in node) yield* below(node, raw[name], [...path, name]);
    else yield { path: [...path, name], value: raw[name], leaf: node };
  }
}

/** The rows of a list of a document; none where there is no list. */
export function rowsOf(raw: unknown, key: string): readonly unknown[] {
  const rows = isObject(raw) ? raw[key] : [];
  return Array.isArray(rows) ? rows : [];
}

/** The fields there are at a path. */
function groupAt(kind: DataKind, path: readonly PropertyKey[]): Readonly<Record<string, unknown>> {
  const { head, tables } = formLayout(kind);
  const [first, ...rest] = path.filter((part) => typeof part === "string");
  if (first === undefined) {
    return { ...head.parts, ...Object.fromEntries(tables.map(({ key }) => [key, key])) };
  }
  let node: Leaf | Group | undefined = tables.find(({ key }) => key === first)?.row ??
    head.parts[String(first)];
  for (const name of rest) node = node !== undefined && "parts" in node ? node.parts[name] : undefined;
  return node !== undefined && "parts" in node ? node.parts : {};
}

/** What lies at a path of a document; `undefined` where nothing does. */
export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const part of path) {
    value = Array.isArray(value) ? value[Number(part)] : isObject(value) ? value[String(part)] : undefined;
  }
  return value;
}

/** Whether a value is an object of named values. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
