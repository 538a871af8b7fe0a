import { type DuckDBConnection, DuckDBInstance, type DuckDBResult } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import { bind } from "./_bind.ts";
import { vectorReader } from "./_native_cells.ts";
import { PrivateFolder } from "./_private_folder.ts";
import { refusal, unreadableParquet } from "./_refusal.ts";
import { appendRows, distinct } from "./_rows.ts";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database_error.ts";
import { SQL_DIALECTS } from "./sql_dialect.ts";
import { identifier, literal, type Value } from "./literal.ts";
import type { Cell, Row } from "./row.ts";

/** Starts native DuckDB, in threads of its own; its files lie in a folder of their own in `temporary`. */
export async function openNative(temporary?: string): Promise<Database> {
  const folder = new PrivateFolder(temporary);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const statement of firstStatements(folder.path)) await connection.run(statement);
  return new NativeDatabase(instance, connection, folder);
}

/** Closes the engine off as the one in WebAssembly is: no extension, no network, no file but what is lent. */
export function firstStatements(folder: string): string[] {
  return [
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    // Where a moment with a zone is written out, the machine's own zone must not show.
    "SET GLOBAL TimeZone = 'UTC'",
    `SET temp_directory = ${literal(`${folder}/spill`)}`,
    `SET allowed_directories = [${literal(folder)}]`,
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}

class NativeDatabase implements Database {
  readonly engine = "native";
  readonly dialect = SQL_DIALECTS.DuckDB;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #folder: PrivateFolder;
  #files = 0;
  #open = true;
  /** What was asked for last, which the next has to wait for. */
  #last: Promise<void> = Promise.resolve();
  #unfinished = 0;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, folder: PrivateFolder) {
    this.#instance = instance;
    this.#connection = connection;
    this.#folder = folder;
  }

  query<T extends Record<keyof T, Cell> = Row>(sql: string, parameters: readonly Value[] = []): Promise<T[]> {
    return this.#inTurn(async () => await rowsOf<T>(await this.#result(sql, parameters)));
  }

  run(sql: string, parameters: readonly Value[] = []): Promise<void> {
    return this.#inTurn(async () => {
      await this.#result(sql, parameters);
    });
  }

  readParquet(table: string, parquet: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#append(table, parquet);
      } catch (error) {
        throw unreadableParquet(table, error);
      }
    });
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.#unfinished === 0) this.#end();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #live(): void {
    if (!this.#open) throw new DatabaseError("Cannot use the database as it is closed");
  }

  /** Does one thing after what was asked for before it, as the engine in this very thread does. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#live();
    const before = this.#last, { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    this.#unfinished++;
    await before;
    try {
      return await work();
    } finally {
      resolve();
      this.#unfinished--;
      if (!this.#open && this.#unfinished === 0) this.#end();
    }
  }

  #end(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    this.#folder.close();
  }

  async #result(sql: string, parameters: readonly Value[]): Promise<DuckDBResult> {
    const bound = bind(sql, parameters);
    try {
      return await this.#connection.run(bound);
    } catch (error) {
      throw refusal(sql, parameters, error);
    }
  }

  async #append(table: string, parquet: Uint8Array): Promise<void> {
    const file = `${++this.#files}.parquet`;
    const path = this.#folder.write(file, parquet);
    try {
      const from = `FROM read_parquet(${literal(path)}, hive_partitioning = false)`;
      const found = await this.#connection.run(
        `SELECT 1 FROM duckdb_tables() WHERE table_name = ${literal(table)}`,
      );
      const exists = (await found.fetchChunk())?.rowCount === 1;
      await this.#connection.run(
        exists
          ? `INSERT INTO ${identifier(table)} BY NAME ${from}`
          : `CREATE TABLE ${identifier(table)} AS ${from}`,
      );
    } finally {
      this.#folder.remove(file);
    }
  }
}

async function rowsOf<T extends Record<keyof T, Cell> = Row>(result: DuckDBResult): Promise<T[]> {
  const names = distinct(result.columnNames()), types = result.columnTypes();
  const rows: Row[] = [];
  for await (const chunk of result) {
    const readers = types.map((type, i) =>
      vectorReader(duckdb.data_chunk_get_vector(chunk.chunk, i), type, chunk.rowCount, names[i])
    );
    appendRows(rows, names, readers, chunk.rowCount);
  }
  return rows as T[];
}
