import { differentCells, type Extract } from "../extract/mod.ts";
import type { Cells } from "./_column_look.ts";

/**
 * The different cells of an extract's columns and how many records hold each. Nothing is decided by a column of nearly
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
export function cellsOf({ columns }: Pick<Extract, "columns">): Cells {
  const known = new Map<number, readonly (readonly [cell: string, count: number])[]>();
  return (column) => {
    let cells = known.get(column);
    if (cells === undefined) {
      cells = columns[column].kind === "coded" ? [...differentCells(columns[column])] : [];
      known.set(column, cells);
    }
    return cells;
  };
}
