import { rowsOf, valueAt as at } from "./check_document.ts";
import { headingOf } from "./_headings.ts";
import type { DataKind } from "./data_kind.ts";
import { formLayout, type FormTable, MONTH_HEADINGS } from "./layout.ts";
import { cellOf } from "./write_form.ts";

/** How many changed numbers of a row are reported one by one; of more, their sums. */
const MOST_NUMBERS = 3;

/**
 * What differs between two documents of a kind, in Swedish: single values, and rows that are new, gone or changed.
 *
 * @param kind The kind.
 * @param before The document before; `null` when there was none.
 * @param after The document after.
 * @returns A line for each difference; none where they are alike.
 */
export function compareDocuments<T>(kind: DataKind<T>, before: T | null, after: T): string[] {
  const { fields, tables } = formLayout(kind);
  const single = before === null ? [] : fields.flatMap(({ path, heading, leaf }) => {
    const name = path[path.length - 1];
    const [was, is] = [before, after].map((of) => cellOf(kind, leaf, name, at(of, path)));
    return was === is ? [] : [`${heading}: ${shown(was)} → ${shown(is)}`];
  });
  return [...single, ...tables.flatMap((table) => compareRows(kind, table, before, after))];
}

function compareRows(kind: DataKind, table: FormTable, before: unknown, after: unknown): string[] {
  const was = byKey(kind, table, rowsOf(before, table.key)),
    is = byKey(kind, table, rowsOf(after, table.key));
  const added = [...is.keys()].filter((key) => !was.has(key));
  const gone = [...was.keys()].filter((key) => !is.has(key));
  const changed = [...is].flatMap(([key, row]) => {
    const old = was.get(key);
    const changes = old === undefined ? [] : rowChanges(kind, table, old, row);
    return changes.length === 0 ? [] : [`${key}: ${changes.join("; ")}`];
  });
  if (added.length + gone.length + changed.length === 0) return [];
  const counts = [
    [added.length, "ny", "nya"],
    [gone.length, "borttagen", "borttagna"],
    [changed.length, "ändrad", "ändrade"],
  ] as const;
  const told = counts.filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return [
    `${table.sheet}, ${is.size} ${is.size === 1 ? "rad" : "rader"}: ${told.join(", ")}`,
    ...added.map((key) => `  ny: ${key}`),
    ...gone.map((key) => `  borttagen: ${key}`),
    ...changed.map((line) => `  ändrad: ${line}`),
  ];
}

/** Rows by what they differ in; rows that agree in it are numbered. */
function byKey(kind: DataKind, table: FormTable, rows: readonly unknown[]): Map<string, unknown> {
  const names = kind.distinct?.[table.key] ?? [], found = new Map<string, unknown>();
  const columns = table.columns.filter(({ path }) => names.length === 0 || names.includes(path[0]));
  for (const row of rows) {
    const key = columns.map(({ path, leaf }) => cellOf(kind, leaf, path[path.length - 1], at(row, path)))
      .filter((text) => text !== "").join(", ");
    let own = key;
    for (let number = 2; found.has(own); number++) own = `${key} (${number})`;
    found.set(own, row);
  }
  return found;
}

function rowChanges(kind: DataKind, table: FormTable, was: unknown, is: unknown): string[] {
  const plain = table.columns.flatMap(({ path, heading, leaf }) => {
    const [old, now] = [was, is].map((row) => cellOf(kind, leaf, path[path.length - 1], at(row, path)));
    return old === now ? [] : [`${heading} ${shown(old)} → ${shown(now)}`];
  });
  const { months } = table;
  if (months === null) return plain;
  const parts = months.kind === "year" ? months.parts : [months.numbers];
  const from = months.kind === "series" && at(was, [months.from]) !== at(is, [months.from])
    ? [`${headingOf(months.from)} ${shown(at(was, [months.from]))} → ${shown(at(is, [months.from]))}`]
    : [];
  return [
    ...plain,
    ...from,
    ...parts.flatMap((part) => numberChanges(part, rowsOf(was, part), rowsOf(is, part))),
  ];
}

function numberChanges(part: string, was: readonly unknown[], is: readonly unknown[]): string[] {
  const differ = Array.from({ length: Math.max(was.length, is.length) }, (_, index) => index)
    .filter((index) => was[index] !== is[index]);
  if (differ.length === 0) return [];
  if (differ.length > MOST_NUMBERS || is.length !== 12) {
    return [`${headingOf(part)} sammanlagt ${sum(was)} → ${sum(is)} (${differ.length} månader ändrade)`];
  }
  return differ.map((month) =>
    `${headingOf(part)} ${MONTH_HEADINGS[month]} ${shown(was[month])} → ${shown(is[month])}`
  );
}

const sum = (numbers: readonly unknown[]): number =>
  numbers.reduce<number>((all, number) => all + (typeof number === "number" ? number : 0), 0);

const shown = (value: unknown): string => value === undefined || value === "" ? "(tomt)" : String(value);
