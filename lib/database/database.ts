import type { SqlDialect } from "./sql_dialect.ts";
import type { Value } from "./literal.ts";
import type { Cell, Row } from "./row.ts";

/**
 * Which DuckDB runs the statements. Both take the same SQL, give the same rows, and read each other's Parquet files.
 *
 * `"wasm"`, compiled to WebAssembly, needs nothing but Deno, works in this thread and holds at most about 3 GiB.
 * `"native"`, compiled to the machine, is several times as quick, uses every processor and holds more than the memory
 * does. Its files lie in a private folder among the temporary ones.
 */
export type Engine = typeof ENGINES[number];

/** Every {@linkcode Engine}, the one that is taken unless another is asked for first. */
export const ENGINES = ["wasm", "native"] as const;

/** What questions in SQL are put to: DuckDB in memory, or a cluster. */
export interface Queryable extends Disposable {
  /** How its SQL is written. */
  readonly dialect: SqlDialect;

  /**
   * The rows of one statement.
   *
   * @typeParam T What a row holds, when the caller knows: an interface whose every property is a {@linkcode Cell}.
   * @param sql One statement, with a `?` for each parameter.
   * @param parameters Values for the placeholders, in order.
   * @returns The rows, `[]` when there is none.
   * @throws {DatabaseError} If the engine refuses the statement or a column has no cell.
   * @throws {RangeError} If there are not as many parameters as placeholders.
   */
  query<T extends Record<keyof T, Cell> = Row>(sql: string, parameters?: readonly Value[]): Promise<T[]>;

  /** Ends what is running, and gives back what it takes. Without effect when it is closed. */
  close(): void;
}

/**
 * An open database in memory. It sees the Parquet bytes that it is given, and nothing else: it reads no
 * file, loads no extension and never asks the network, whatever a statement says.
 *
 * Only what is built into DuckDB is there. In WebAssembly that is no JSON, no ICU (time zones, collations,
 * `current_date`) and no Parquet functions in SQL; a statement for both engines does without them.
 */
export interface Database extends Queryable {
  /** The engine that runs the statements. */
  readonly engine: Engine;

  /**
   * Runs one statement for its effect.
   *
   * @param sql One statement, with a `?` for each parameter.
   * @param parameters Values for the placeholders, in order.
   * @throws {DatabaseError} If DuckDB refuses the statement.
   * @throws {RangeError} If there are not as many parameters as placeholders.
   */
  run(sql: string, parameters?: readonly Value[]): Promise<void>;

  /**
   * Appends the rows of a Parquet file to a table, which is made where it does not exist. Columns are matched by name; a
   * column that the file lacks is NULL in its rows.
   *
   * @param table The table's name, unquoted.
   * @param parquet The content of the file.
   * @throws {DatabaseError} If the file is not Parquet or does not fit the table, which then stays as it was.
   */
  readParquet(table: string, parquet: Uint8Array): Promise<void>;
}
