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

/** Options for {@linkcode openDatabase}. */
export interface DatabaseOptions {
  /** The engine. @default {"wasm"} */
  engine?: Engine;
}

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

  /** Ends the database and gives back its memory. Without effect when it is closed. */
  close(): void;
}

/**
 * Opens an empty database in memory.
 *
 * Takes about a second in WebAssembly, so open one and keep it. Deno must allow reading of the packages; besides,
 * `"wasm"` needs `--allow-sys=cpus`, and `"native"` needs `--allow-ffi`, writing to the folder of temporary files and
 * `--allow-env=TMPDIR,TMP,TEMP`, which tell where that is. A script that opens `"native"` should end by `Deno.exit()`:
 * where it ends by itself, Deno 2.9.5 may end it with an error when all is done (denoland/deno#36499).
 *
 * @param options The engine.
 * @returns The database, to be closed by `using` or {@linkcode Database.close}.
 * @throws {Deno.errors.NotCapable} If Deno is not allowed what the engine needs; the message names the flag.
 *
 * @example From text to rows, with a parameter
 * ```ts
 * import assert from "node:assert/strict";
 * import { literal, openDatabase } from "vantelage";
 * using database = await openDatabase();
 * const path = database.registerText("kö.csv", new TextEncoder().encode("region;dagar\nDalarna;90\nUppsala;91\n"));
 * await database.run(
 *   `CREATE TABLE ko AS FROM read_csv(${literal(path)}, auto_detect = false, header = true, delim = ';',
 *      columns = { region: 'VARCHAR', dagar: 'INTEGER' })`,
 * );
 * const rows = await database.query<{ region: string; dagar: number }>("FROM ko WHERE dagar > ?", [90]);
 * assert.deepEqual(rows, [{ region: "Uppsala", dagar: 91 }]);
 * ```
 */
export async function openDatabase({ engine = "wasm" }: DatabaseOptions = {}): Promise<Database> {
  // Each engine is loaded only when it is asked for.
  switch (engine) {
    case "wasm":
      return await (await import("./_wasm.ts")).openWasm();
    case "native":
      return await (await import("./_native.ts")).openNative();
  }
}
