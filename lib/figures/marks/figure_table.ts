import * as z from "zod";
import { type Bounded, isExact } from "../../numeric/mod.ts";
import { escapeHtml } from "./escape_html.ts";
import { formatBounded, formatCount, MISSING, type NumberFormat } from "./format.ts";

/** A value of a table, as it was computed: shares are 0–1, waits days; `null` when missing, "" where none belongs. */
export type CellValue = string | number | Bounded | null;

/** A column of a table. */
export interface TableColumn {
  /** The name of its values in a row's `cells`, and its header in a file. */
  readonly key: string;
  /** The header. */
  readonly label: string;
  /** The unit, under the header. */
  readonly unit?: string;
  /** What it holds: texts stand to the left, numbers to the right. */
  readonly format: "text" | NumberFormat;
  /** Whether a small bar shows the value. */
  readonly bar?: boolean;
}

/** A row of a table. */
export interface TableRow {
  /** The values by the columns' keys. */
  readonly cells: Readonly<Record<string, CellValue>>;
  /** Whether it is the total of the others; it stands under a rule. */
  readonly total?: boolean;
}

/** A table: the very numbers that a figure draws. The first column names the rows. */
export interface FigureTable {
  /** What the table holds. */
  readonly caption: string;
  /** What holds for all columns, in smaller letters. */
  readonly remark?: string;
  /** The columns in order. */
  readonly columns: readonly TableColumn[];
  /** The rows in order. */
  readonly rows: readonly TableRow[];
}

/** A number and its bounds, checked. */
export const BoundedValue: z.ZodType<Bounded> = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number().nullable(),
  unplaced: z.literal(true).optional(),
});

/** A table as plain data. */
export const FigureTable: z.ZodType<FigureTable> = z.strictObject({
  caption: z.string(),
  remark: z.string().optional(),
  columns: z.array(z.strictObject({
    key: z.string(),
    label: z.string(),
    unit: z.string().optional(),
    format: z.enum(["text", "count", "share", "days", "rate", "rate2"]),
    bar: z.boolean().optional(),
  })).min(1),
  rows: z.array(z.strictObject({
    cells: z.record(z.string(), z.union([z.string(), z.number(), BoundedValue, z.null()])),
    total: z.boolean().optional(),
  })),
});

/**
 * The text of a value as a table writes it.
 *
 * @param value The value.
 * @param format What its column holds.
 * @returns For example "2 894", "≈ 60 (31–60)" or "–".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellText } from "vantelage/figures";
 * assert.equal(cellText(0.25, "share"), "25,0\u00a0%");
 * ```
 */
export function cellText(value: CellValue, format: TableColumn["format"]): string {
  if (value === null) return MISSING;
  if (typeof value === "string") return value;
  if (format === "text") return String(typeof value === "number" ? value : value.value);
  return formatBounded(typeof value === "number" ? { value, low: value, high: value } : value, format);
}

/** A first column with a text longer than this holds sentences, which need room: names are shorter. */
const WORDY = 45;

/** How many rows of a table a notebook shows; the others can be sorted in. */
export const SHOWN_ROWS = 20;

/**
 * How many of a table's rows are shown, in words.
 *
 * @param shown How many.
 * @param count Of how many.
 * @returns For example "20 av 1 234 rader", or "1 rad".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { rowsTold } from "vantelage/figures";
 * assert.equal(rowsTold(20, 34), "20 av 34 rader");
 * ```
 */
export function rowsTold(shown: number, count: number): string {
  if (count > shown) return `${formatCount(shown)} av ${formatCount(count)} rader`;
  return count === 1 ? "1 rad" : `${formatCount(count)} rader`;
}

/**
 * A table as HTML: row heads that stay when it scrolls, numbers to the right, a rule over the total.
 *
 * @param table The table.
 * @param options How many rows are shown; the others are there to be sorted in, hidden.
 * @returns A `table` element inside a group that scrolls and can be reached by keyboard. Every text is escaped.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { tableHtml } from "vantelage/figures";
 * const html = tableHtml({ caption: "Väntande", columns: [{ key: "region", label: "Region", format: "text" }],
 *   rows: [{ cells: { region: "Dalarna" } }] });
 * assert.match(html, /<th scope="row">Dalarna<\/th>/);
 * ```
 */
export function tableHtml(table: FigureTable, { shown = Infinity }: { shown?: number } = {}): string {
  const { caption, remark, columns, rows } = table;
  const scales = new Map(
    columns.filter((column) => column.bar).map((column) => [column.key, scaleEnd(table, column)]),
  );
  const first = columns[0];
  const isWordy = rows.some(({ cells }) => cellText(cellAt(cells, first.key), first.format).length > WORDY);
  const row = ({ cells, total }: TableRow, place: number): string =>
    `<tr${total ? ' class="total"' : place >= shown ? " hidden" : ""}>${
      columns.map((column, index) => {
        const value = cellAt(cells, column.key);
        if (index === 0) {
          return `<th scope="row"${isWordy ? ' class="words"' : ""}>${cellHtml(value, column)}</th>`;
        }
        const bar = column.bar ? barHtml(value, scales.get(column.key) ?? 1) : "";
        const kind = column.bar ? ' class="bar"' : column.format === "text" ? ' class="text"' : "";
        return `<td${kind}>${bar}${cellHtml(value, column)}</td>`;
      }).join("")
    }</tr>`;
  const body = rows.filter(({ total }) => !total), totals = rows.filter(({ total }) => total);
  return `<div class="scroll" tabindex="0" role="group" aria-label="Tabell: ${escapeHtml(caption)}"><table>` +
    `<caption>${escapeHtml(caption)}${remark ? ` <small>${escapeHtml(remark)}</small>` : ""}</caption>` +
    `<thead><tr>${columns.map(headHtml).join("")}</tr></thead><tbody>${body.map(row).join("")}</tbody>` +
    `${totals.length > 0 ? `<tfoot>${totals.map(row).join("")}</tfoot>` : ""}</table></div>`;
}

/**
 * A cell of a row by its column's key, which may be any name from data, such as "constructor".
 *
 * @param cells The row's cells.
 * @param key The column's key.
 * @returns The cell; `null` when the row has none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellAt } from "vantelage/figures";
 * assert.deepEqual([cellAt({ a: 1 }, "a"), cellAt({ a: 1 }, "constructor")], [1, null]);
 * ```
 */
export function cellAt(cells: TableRow["cells"], key: string): CellValue {
  return Object.hasOwn(cells, key) ? cells[key] : null;
}

function headHtml({ label, unit, format }: TableColumn, index: number): string {
  const kind = index > 0 && format === "text" ? ' class="text"' : "";
  // A header may be divided between its words, but not in a span of days.
  const words = escapeHtml(label).replace(/\S*–\S*/g, '<span class="whole">$&</span>');
  return `<th scope="col"${kind}>${words}${unit ? `<small>${escapeHtml(unit)}</small>` : ""}</th>`;
}

function cellHtml(value: CellValue, { format }: TableColumn): string {
  const text = cellText(value, format);
  if (value === null) {
    return `<span aria-hidden="true">${text}</span><span class="sr">saknas</span>`;
  }
  if (typeof value === "object" && !isExact(value) && text.startsWith("≈")) {
    return `<span class="doubt">${escapeHtml(text)}</span>`;
  }
  // A name of a file or a field may be divided between its parts.
  return escapeHtml(text).replace(/_(?=[\p{L}\d])/gu, "_<wbr>");
}

/** The bar's width is an attribute and not a style, so that a page may forbid inline styles. */
function barHtml(value: CellValue, end: number): string {
  const number = typeof value === "object" && value !== null ? value.value : value;
  const percent = typeof number === "number" ? Math.round(100 * Math.min(1, Math.max(0, number / end))) : 0;
  return `<svg class="cell" aria-hidden="true"><rect width="${percent}%"/></svg>`;
}

function scaleEnd({ rows }: FigureTable, { key }: TableColumn): number {
  const numbers = rows.map(({ cells }) => cellAt(cells, key)).map((value) =>
    typeof value === "object" && value !== null ? value.value : typeof value === "number" ? value : 0
  );
  return Math.max(0, ...numbers) || 1;
}
