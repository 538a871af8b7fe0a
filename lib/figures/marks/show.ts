import { columnsText } from "./_columns_text.ts";
import type { Bounded } from "../../numeric/mod.ts";
import { type CellValue, type FigureTable, rowsTold, SHOWN_ROWS, tableHtml } from "./figure_table.ts";
import { formatBounded, type NumberFormat } from "./format.ts";
import { Panel } from "./panel.ts";

/** A table of another library, such as Arquero's: its columns by name, and its rows as objects. */
export interface RowSource {
  /** How many rows there are. */
  numRows(): number;
  /** The columns' names in order. */
  columnNames(): string[];
  /** The first rows as objects. */
  objects(options: { limit: number }): object[];
}

/** Options for {@linkcode show}. */
export interface ShowOptions {
  /** What the rows are, over the table. @default {"Tabell"} */
  readonly caption?: string;
  /** What columns hold, by name, where it is not what their values look like: a share, a year ("text"). */
  readonly formats?: Readonly<Record<string, "text" | NumberFormat>>;
}

/** How many rows may be sorted into those that are shown; a notebook should not hold megabytes. */
const KEPT = 200;

/** The longest text that a cell shows. */
const LONGEST = 200;

/**
 * Shows rows as a table (visa): those of a question in SQL, of an Arquero table, of a selection. Twenty are shown, with
 * how many there are; in a trusted notebook and in a report its headers sort the first two hundred.
 *
 * Whole numbers are written as counts, others with two decimals, a column called share or andel of proportions in percent,
 * a number with bounds as "≈ 60 (31–60)", what is missing as "–". Without rows the table says so.
 *
 * @param rows Objects with the same keys, or a table of another library.
 * @param options Caption, and what columns hold.
 * @returns A panel that shows itself in Jupyter, in a report, and by `text()` in a terminal.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { show } from "vantelage";
 * const rows = [{ region: "Dalarna", väntar: 7303, median: { value: 60, low: 31, high: 60 } }];
 * assert.equal(show(rows).text(),
 *   "region   väntar        median\nDalarna   7\u00a0303  ≈\u00a060 (31–60)\n\n1 rad");
 * ```
 */
export function show(rows: readonly object[] | RowSource, options: ShowOptions = {}): Panel {
  const { caption = "Tabell", formats = {} } = options;
  const [kept, count, names] = "numRows" in rows
    ? [rows.objects({ limit: KEPT }), rows.numRows(), rows.columnNames()]
    : [rows.slice(0, KEPT), rows.length, Object.keys(rows[0] ?? {})];
  const cells = kept.map((row) =>
    Object.fromEntries(
      names.map((name) => [name, cellValue(Object.hasOwn(row, name) ? Reflect.get(row, name) : null)]),
    )
  );
  const columns = names.map((name) => ({
    key: name,
    label: name,
    format: Object.hasOwn(formats, name) ? formats[name] : formatOf(name, cells.map((row) => row[name])),
  }));
  return rowsPanel({ caption, columns, rows: cells.map((row) => ({ cells: row })) }, count);
}

function rowsPanel(table: FigureTable, count: number): Panel {
  const shown = Math.min(SHOWN_ROWS, table.rows.length);
  const told = rowsTold(shown, count);
  const first = { ...table, rows: table.rows.slice(0, shown) };
  const bare = table.columns.length === 0;
  return new Panel({
    kind: "show",
    html: [bare ? '<p class="note">Inga rader</p>' : tableHtml({ ...table, remark: told }, { shown })],
    text: bare ? "Inga rader" : `${columnsText(first)}\n\n${told}`,
  });
}

function cellValue(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value ? "ja" : "nej";
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
  if (isBounded(value)) return value;
  if (Array.isArray(value) && value.every(isBounded)) {
    return value.map((each) => formatBounded(each, "count")).join("; ");
  }
  const text = typeof value === "string" ? value : JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function isBounded(value: unknown): value is Bounded {
  return typeof value === "object" && value !== null && Object.keys(value).length === 3 &&
    "value" in value && Number.isFinite(value.value) && "low" in value && Number.isFinite(value.low) &&
    "high" in value && (value.high === null || Number.isFinite(value.high));
}

const PROPORTIONS = /Share$|^share$|^andel/;

function formatOf(name: string, values: readonly CellValue[]): "text" | NumberFormat {
  const numbers = values.filter((value) => value !== null)
    .map((value) => typeof value === "object" ? value.value : value);
  if (numbers.length === 0 || numbers.some((value) => typeof value === "string")) return "text";
  if (PROPORTIONS.test(name) && numbers.every((value) => Number(value) >= 0 && Number(value) <= 1)) {
    return "share";
  }
  return numbers.every((value) => Number.isInteger(value)) ? "count" : "rate2";
}
