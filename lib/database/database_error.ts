/**
 * The database could not do what was asked: a statement it refuses, bytes that are no Parquet file, a column type
 * that has no counterpart among the cells.
 *
 * The message says what was tried and why it failed, but never repeats data: DuckDB quotes the value that it could
 * not convert, and such a value may be a person's. Whatever may be a value is replaced by `…`. For the same reason
 * the engine's own error is not kept as `cause`.
 *
 * @example A message without the value
 * ```ts
 * import assert from "node:assert/strict";
 * import { DatabaseError, openDatabase } from "vantelage/database";
 * using database = await openDatabase();
 * await assert.rejects(database.query("SELECT CAST('19121212-1212' AS INTEGER)"), (error) => {
 *   assert(error instanceof DatabaseError);
 *   assert(error.message.includes("Conversion Error"));
 *   assert(!error.message.includes("1212"));
 *   return true;
 * });
 * ```
 */
export class DatabaseError extends Error {
  /** Always `"DatabaseError"`. */
  /** The name of the error. */
  override readonly name: string = "DatabaseError";
}
