import { type CodedTableColumn, differentCells, type Extract, textAt } from "../extract/mod.ts";
import type { Cells } from "./_column_look.ts";
import { noteRecords } from "./note_records.ts";

/**
 * The different cells of an extract's columns and how many records hold each, as {@linkcode recognise} looks at them;
 * notes among the rows are left out, as no cell of a column is one.
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
  let notes: readonly number[] | undefined;
  return (column) => ({
    [Symbol.iterator]: () => cellsBut(extract.columns[column], notes ??= noteRecords(extract)),
  });
}

/** The different cells of a column, without those of some records. */
function* cellsBut(
  column: CodedTableColumn,
  records: readonly number[],
): Generator<readonly [cell: string, count: number]> {
  const others = new Map<string, number>();
  for (const record of records) {
    const cell = textAt(column, record);
    others.set(cell, (others.get(cell) ?? 0) + 1);
  }
  for (const [cell, count] of differentCells(column)) {
    const left = count - (others.get(cell) ?? 0);
    if (left > 0) yield [cell, left];
  }
}
