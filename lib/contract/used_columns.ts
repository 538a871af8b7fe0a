import type { Source } from "./_roles.ts";

/**
 * The columns of a file that some field is read from. What stands in any other column is nothing to us, and is kept
 * nowhere.
 *
 * @param sources Where each field comes from, as {@linkcode recognise} finds it.
 * @returns The columns, 0-based, in the file's order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { profiles, recognise, usedColumns } from "vantelage/contract";
 * const { sources } = recognise(["Månad", "Anmärkning", "Status", "Region", "0-30"], profiles);
 * assert.deepEqual(usedColumns(sources), [0, 2, 3, 4]);
 * ```
 */
export function usedColumns(sources: Readonly<Record<string, Source>>): number[] {
  const columns = Object.values(sources).flatMap((source) => "columns" in source ? source.columns : []);
  return [...new Set(columns)].sort((a, b) => a - b);
}
