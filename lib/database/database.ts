import type { Value } from "./literal.ts";
import type { Cell, Row } from "./row.ts";

/**
 * Which DuckDB runs the statements. Both take the same SQL, give the same rows, and read each other's Parquet files.
 *
 * `"wasm"`, compiled to WebAssembly, needs nothing but Deno, works in this thread and holds at most about 3 GiB.
 * `"native"`, compiled to the machine, is several times as quick, uses every processor and holds more than the memory
 * does. What it is lent lies as files in a private folder among the temporary ones until it is forgotten.
 */
export type Engine = typeof ENGINES[number];

/** Every {@linkcode Engine}, the one that is taken unless another is asked for first. */
export const ENGINES = ["wasm", "native"] as const;

/**
 * An open database in memory. It sees the text and the Parquet bytes it is given, and nothing else: it reads no
 * file, loads no extension and never asks the network, whatever a statement says.
 *
 * Only what is built into DuckDB is there. In WebAssembly that is no JSON, no ICU (time zones, collations,
 * `current_date`) and no Parquet functions in SQL; a statement for both engines does without them.
 */
export interface Database extends Disposable {
  /** The engine that runs the statements. */
  readonly engine: Engine;

  /**
   * The rows of one statement.
   *
   * @typeParam T What a row holds, when the caller knows: an interface whose every property is a {@linkcode Cell}.
   * @param sql One statement, with a `?` for each parameter.
   * @param parameters Values for the placeholders, in order.
   * @returns The rows, `[]` when there is none.
   * @throws {DatabaseError} If DuckDB refuses the statement or a column has no cell.
   * @throws {RangeError} If there are not as many parameters as placeholders.
   */
  query<T extends Record<keyof T, Cell> = Row>(sql: string, parameters?: readonly Value[]): Promise<T[]>;

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
   * Lends the bytes of a text file, so that a statement can read them.
   *
   * @param name What to call it; a second text of the same name replaces the first.
   * @param bytes UTF-8. DuckDB reads nothing else reliably.
   * @returns The path by which statements know the text: `SELECT * FROM read_csv(${literal(path)}, …)`.
   */
  registerText(name: string, bytes: Uint8Array): string;

  /**
   * Lets go of a text's bytes. Without effect when there is no such text.
   *
   * @param name The name it was registered by.
   */
  forget(name: string): void;

  /**
   * Appends the rows of Parquet files to a table, which the first file makes where it does not exist.
   * Columns are matched by name; a column that a later file lacks is NULL in its rows.
   *
   * @param table The table's name, unquoted.
   * @param parquet The content of one file, or of several.
   * @throws {DatabaseError} If a file is not Parquet or does not fit the table; the rows of files before it stay.
   */
  readParquet(table: string, parquet: Uint8Array | readonly Uint8Array[]): Promise<void>;

  /**
   * The rows of one statement as a Parquet file with ZSTD. The same rows in the same order give the same bytes; the
   * other engine gives others.
   *
   * So that both engines read the same types, HUGEINT (and so a sum of integers) becomes DECIMAL(38, 0), UUID and
   * ENUM become VARCHAR, TIMESTAMP_S and TIMESTAMP_MS become TIMESTAMP, ARRAY becomes LIST.
   *
   * @param sql One statement, with a `?` for each parameter.
   * @param parameters Values for the placeholders, in order.
   * @returns The content of the file; without rows it still holds the columns and their types.
   * @throws {DatabaseError} If DuckDB refuses the statement or Parquet has no such type.
   * @throws {RangeError} If there are not as many parameters as placeholders.
   */
  writeParquet(sql: string, parameters?: readonly Value[]): Promise<Uint8Array>;

  /**
   * The rows of each statement as a Parquet file, as {@linkcode writeParquet} gives it; the native engine writes several
   * at a time.
   *
   * @param statements Statements without parameters, which may ask for any table but temporary ones.
   * @returns The content of the files, in the order of the statements.
   * @throws {DatabaseError} As {@linkcode writeParquet}.
   */
  writeParquets(statements: readonly string[]): Promise<Uint8Array[]>;

  /** Ends the database and gives back its memory. Without effect when it is closed. */
  close(): void;
}
