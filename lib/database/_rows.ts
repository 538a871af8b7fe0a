import { type Batch, tableFromIPC } from "@uwdata/flechette";
import { cellReader } from "./_cells.ts";
import { DatabaseError } from "./database_error.ts";
import type { Cell, Row } from "./row.ts";

/**
 * The rows in a result as DuckDB gives it, Arrow's IPC file format.
 *
 * @throws {DatabaseError} If two columns share a name, or a column's type or value has no cell.
 */
export function rowsOf<T extends Record<keyof T, Cell> = Row>(arrow: Uint8Array): T[] {
  const table = tableFromIPC(arrow, { useBigInt: true });
  const names = table.schema.fields.map((field) => field.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new DatabaseError(
      `Cannot make rows of the result as each column must have a name of its own: got "${twice}" twice`,
    );
  }
  const rows: Row[] = [];
  const batches = table.children[0]?.data.length ?? 0;
  for (let i = 0; i < batches; i++) appendRows(rows, names, table.children.map((column) => column.data[i]));
  return rows as T[];
}

function appendRows(rows: Row[], names: readonly string[], batches: readonly Batch<unknown>[]): void {
  const readers = batches.map((batch, i) => cellReader(batch, names[i]));
  for (let index = 0; index < batches[0].length; index++) {
    const row: Row = {};
    for (let i = 0; i < names.length; i++) row[names[i]] = readers[i](index);
    rows.push(row);
  }
}
