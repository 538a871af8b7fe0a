import { type CodedTableColumn, differentCells, type Extract, textAt } from "../extract/mod.ts";
import type { Cells, CellsTogether } from "./_column_look.ts";
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
 * import { cellsOf } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
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

/**
 * The different cells that a column has next to each combination of other columns' cells, as {@linkcode recognise} asks
 * for them where labels of bands count the same days: in two regions they may, in one they may not.
 *
 * @param extract The file.
 * @returns The sets of cells, by the column and the others, 0-based.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellsTogether } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
 * const file = parseExtract(new TextEncoder().encode("region;band\nDalarna;0-90\nUppsala;0-30\n"), "x.csv");
 * assert.deepEqual(cellsTogether(file)(1, [0]), [new Set(["0-90"]), new Set(["0-30"])]);
 * ```
 */
export function cellsTogether(extract: Pick<Extract, "columns" | "good">): CellsTogether {
  return (column, others) => {
    const sets = new Map<string, Set<string>>();
    for (let record = 0; record < extract.good; record++) {
      const key = JSON.stringify(others.map((other) => textAt(extract.columns[other], record).trim()));
      const cell = textAt(extract.columns[column], record), known = sets.get(key);
      if (known === undefined) sets.set(key, new Set([cell]));
      else known.add(cell);
    }
    return [...sets.values()];
  };
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
