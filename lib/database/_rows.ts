import { tableFromIPC } from "@uwdata/flechette";
import { type CellReader, cellReader } from "./_cells.ts";
import { DatabaseError } from "./database_error.ts";
import type { Cell, Row } from "./row.ts";

/**
 * The rows in a result as duckdb-wasm gives it, Arrow's IPC file format.
 *
 * @throws {DatabaseError} If two columns share a name, or a column's type or value has no cell.
 */
export function rowsOf<T extends Record<keyof T, Cell> = Row>(arrow: Uint8Array): T[] {
  const table = tableFromIPC(arrow, { useBigInt: true });
  const names = distinct(table.schema.fields.map((field) => field.name));
  const rows: Row[] = [];
  const batches = table.children[0]?.data.length ?? 0;
  for (let i = 0; i < batches; i++) {
    const columns = table.children.map((column) => column.data[i]);
    appendRows(rows, names, columns.map((batch, at) => cellReader(batch, names[at])), columns[0].length);
  }
  return rows as T[];
}

/**
 * A result's column names.
 *
 * @throws {DatabaseError} If two columns share a name: a row could keep only one of them.
 */
export function distinct(names: readonly string[]): readonly string[] {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return names;
  throw new DatabaseError(
    `Cannot make rows of the result as each column must have a name of its own: got "${twice}" twice`,
  );
}

/** Appends the rows of one batch, whose columns `readers` read. */
export function appendRows(
  rows: Row[],
  names: readonly string[],
  readers: readonly CellReader[],
  count: number,
): void {
  for (let index = 0; index < count; index++) {
    const row: Row = {};
    for (let i = 0; i < names.length; i++) row[names[i]] = readers[i](index);
    rows.push(row);
  }
}
