import { type CodedTableColumn, differentCells, type Extract, textAt } from "../extract/mod.ts";

/**
 * The records of a table that are notes or titles (anmärkningar): one cell and no more, which is a text and not a number.
 *
 * @param extract The file; tables of fewer than three columns have none.
 * @returns Their numbers among the good records, 0-based, in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { noteRecords } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
 * const file = "region;status;antal\nDalarna;v;3\n* preliminärt;;\n";
 * assert.deepEqual(noteRecords(parseExtract(new TextEncoder().encode(file), "x.csv")), [1]);
 * ```
 */
export function noteRecords({ columns, good }: Pick<Extract, "columns" | "good">): number[] {
  if (columns.length < 3 || haveTwoFilled(columns)) return [];
  const found: number[] = [];
  for (let record = 0; record < good; record++) {
    let filled = 0, at = 0;
    for (let index = 0; index < columns.length && filled < 2; index++) {
      if (isEmptyCell(columns[index], record)) continue;
      filled++;
      at = index;
    }
    if (filled === 1 && /\p{L}/u.test(textAt(columns[at], record))) found.push(record);
  }
  return found;
}

/** Whether every record surely has more than blanks in two of the columns, so that none has one cell alone. */
function haveTwoFilled(columns: readonly CodedTableColumn[]): boolean {
  let filled = 0;
  for (const column of columns) {
    if (column.kind === "plain" || differentCells(column).some(([cell]) => cell.trim() === "")) continue;
    if (++filled === 2) return true;
  }
  return false;
}

/** Whether a record has nothing but blanks in a column. */
export function isEmptyCell(column: CodedTableColumn, record: number): boolean {
  return column.kind === "coded"
    ? column.codes[record] === 0 || column.cells[column.codes[record]].trim() === ""
    : column.from[record] === column.to[record];
}
