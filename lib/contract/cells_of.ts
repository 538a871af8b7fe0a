import { differentCells, type Extract } from "../extract/mod.ts";
import type { Cells } from "./_column_look.ts";

/**
 * The different cells of an extract's columns and how many records hold each, as {@linkcode recognise} looks at them.
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
export function cellsOf({ columns }: Pick<Extract, "columns">): Cells {
  return (column) => ({ [Symbol.iterator]: () => differentCells(columns[column]) });
}
