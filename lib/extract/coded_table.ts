import { decodeUtf8, QUOTE } from "./_bytes.ts";

/** A column whose cells repeat: each different cell once, and for every record the number of its cell. */
export interface CodedColumn {
  /** How the column is kept. */
  readonly kind: "coded";
  /** The column's name, as in the header. */
  readonly name: string;
  /** The different cells, without quotes. Cell 0 is the empty one; some may be of broken records alone. */
  readonly cells: readonly string[];
  /** The number of each good record's cell. */
  readonly codes: Uint16Array | Uint32Array;
}

/** A column whose cells are nearly all different: where each lies in the file's text. */
export interface PlainColumn {
  /** How the column is kept. */
  readonly kind: "plain";
  /** The column's name, as in the header. */
  readonly name: string;
  /** The UTF-8 that the places are in. */
  readonly bytes: Uint8Array;
  /** The first byte of each good record's cell; a quoted cell lies inside its quotes. */
  readonly from: Uint32Array;
  /** The byte after its last. */
  readonly to: Uint32Array;
}

/** A column of a coded table: one cell for each good record. */
export type CodedTableColumn = CodedColumn | PlainColumn;

/** The text of a cell that lies in bytes; where it begins after a quote, doubled quotes in it are one. */
export function cellText(bytes: Uint8Array, from: number, to: number): string {
  const text = decodeUtf8(bytes.subarray(from, to));
  return from > 0 && bytes[from - 1] === QUOTE && text.includes('"') ? text.replaceAll('""', '"') : text;
}

/**
 * The text of one record's cell.
 *
 * @param column A column of {@linkcode Extract.columns}.
 * @param record The record's number among the good ones, 0-based.
 * @returns The cell without quotes, not trimmed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseExtract, textAt } from "vantelage/extract";
 *
 * const { columns } = parseExtract(new TextEncoder().encode("sjukhus;dagar\nMora;12\nFalun;7\n"), "april.csv");
 * assert.equal(textAt(columns[0], 1), "Falun");
 * ```
 */
export function textAt(column: CodedTableColumn, record: number): string {
  return column.kind === "coded"
    ? column.cells[column.codes[record]]
    : cellText(column.bytes, column.from[record], column.to[record]);
}

/**
 * The different cells of a column, each with the number of records that hold it. A plain column gives every record's
 * cell with the number 1.
 *
 * @param column A column of {@linkcode Extract.columns}.
 * @returns Pairs of text and count, in the order in which they first occur; no count is 0.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { differentCells, parseExtract } from "vantelage/extract";
 *
 * const file = parseExtract(new TextEncoder().encode("kon;dagar\nK;12\nM;7\nK;9\n"), "april.csv");
 * assert.deepEqual([...differentCells(file.columns[0])], [["K", 2], ["M", 1]]);
 * ```
 */
export function* differentCells(column: CodedTableColumn): Generator<readonly [cell: string, count: number]> {
  if (column.kind === "plain") {
    for (let record = 0; record < column.from.length; record++) yield [textAt(column, record), 1];
    return;
  }
  const counts = cellCounts(column);
  for (let code = 0; code < counts.length; code++) {
    if (counts[code] > 0) yield [column.cells[code], counts[code]];
  }
}

/** The counts of columns that were asked for: several looks at a file need them. */
const counted = new WeakMap<CodedColumn["codes"], Uint32Array>();

/**
 * How many good records hold each cell of a coded column; counted once.
 *
 * @param column The column.
 * @returns A count for each of its cells, 0 for those of broken records alone.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellCounts, parseExtract } from "vantelage/extract";
 *
 * const { columns: [kon] } = parseExtract(new TextEncoder().encode("kon;dagar\nK;12\nM;7\nK;9\n"), "april.csv");
 * assert.ok(kon.kind === "coded");
 * assert.deepEqual([kon.cells, [...cellCounts(kon)]], [["", "K", "M"], [0, 2, 1]]);
 * ```
 */
export function cellCounts({ cells, codes }: Pick<CodedColumn, "cells" | "codes">): Uint32Array {
  let counts = counted.get(codes);
  if (counts === undefined) {
    // Every other record is counted apart: to add to one number twice in a row, the processor waits for the first.
    const odd = new Uint32Array(cells.length), { length } = codes;
    counted.set(codes, counts = new Uint32Array(cells.length));
    for (let record = 1; record < length; record += 2) {
      counts[codes[record - 1]]++;
      odd[codes[record]]++;
    }
    if (length % 2 === 1) counts[codes[length - 1]]++;
    for (let code = 0; code < odd.length; code++) counts[code] += odd[code];
  }
  return counts;
}
