import type { Extract } from "../extract/mod.ts";
import type { Cells } from "./_column_look.ts";

/** More different cells than this are told of no column: it holds identities, and nothing is decided by them. */
const MOST_CELLS = 100_000;

/**
 * The different cells of an extract's columns and how often each stands there, gathered in one pass when first asked for.
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
export function cellsOf({ header, good, fields }: Pick<Extract, "header" | "good" | "fields">): Cells {
  let counts: Map<string, number>[] | undefined;
  return (column) => {
    if (counts === undefined) {
      counts = header.map(() => new Map());
      for (let row = 0; row < good; row++) {
        for (const [at, cell] of fields(row).entries()) {
          const cells = counts[at], known = cells.get(cell);
          if (known !== undefined || cells.size < MOST_CELLS) cells.set(cell, (known ?? 0) + 1);
        }
      }
    }
    return counts[column];
  };
}
