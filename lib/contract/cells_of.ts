import { type CodedColumn, differentCells, type Extract } from "../extract/mod.ts";
import type { Cells } from "./_column_look.ts";
import { noteRecords } from "./note_records.ts";

/**
 * The different cells of an extract's columns and how many records hold each; notes among the rows are left out, as no
 * cell of a column is one. Nothing is decided by a column of nearly
 * all different cells: it holds identities, and none are given.
 *
 * @param extract The file.
 * @returns The cells by column, 0-based.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellsOf, parseExtract } from "vantelage";
 * const file = parseExtract(new TextEncoder().encode("region;antal\nDalarna;3\nUppsala;3\n"), "x.csv");
 * assert.deepEqual([...cellsOf(file)(1)], [["3", 2]]);
 * ```
 */
export function cellsOf(extract: Pick<Extract, "columns" | "good">): Cells {
  const { columns } = extract;
  const known = new Map<number, readonly (readonly [cell: string, count: number])[]>();
  let notes: readonly number[] | undefined;
  return (column) => {
    let cells = known.get(column);
    if (cells === undefined) {
      notes ??= noteRecords(extract);
      cells = columns[column].kind === "coded" ? cellsBut(columns[column], notes) : [];
      known.set(column, cells);
    }
    return cells;
  };
}

/** The different cells of a column, without those of some records. */
function cellsBut(column: CodedColumn, records: readonly number[]): (readonly [string, number])[] {
  const cells = [...differentCells(column)];
  if (records.length === 0) return cells;
  const left = new Map(cells);
  for (const record of records) {
    const cell = column.cells[column.codes[record]];
    left.set(cell, (left.get(cell) ?? 0) - 1);
  }
  return [...left].filter(([, count]) => count > 0);
}
