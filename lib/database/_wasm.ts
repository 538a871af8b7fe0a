// @ts-types="./_duckdb_wasm.d.ts"
import * as duckdb from "@duckdb/duckdb-wasm/blocking";
import { fileURLToPath } from "node:url";
import { bind } from "./_bind.ts";
import { arrowFromParquet, loadParquet } from "./_parquet.ts";
import { refusal, unreadableParquet } from "./_refusal.ts";
import { rowsOf } from "./_rows.ts";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database_error.ts";
import { SQL_DIALECTS } from "./sql_dialect.ts";
import { identifier, literal, type Value } from "./literal.ts";
import type { Cell, Row } from "./row.ts";

/**
 * First statements of every connection. Loading an extension would ask the network, and in Deno duckdb-wasm then hangs
 * for ever; so it is ruled out, and the settings locked, before anyone else's statement runs.
 */
const FIRST_STATEMENTS = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET enable_external_access = false",
  // A checkpoint saves nothing in memory, but every 16 MiB of appended rows it would take half a second or more.
  "SET checkpoint_threshold = '1 TB'",
  "SET lock_configuration = true",
];

/** The engine's own entry points, and those of its C and Emscripten runtimes; no mangled C++ and no library's. */
const ENTRY_POINT =
  /^(duckdb_web_|_*emscripten_|_*wasm_|_emval_|__cxa_|__dl_|__getTypeName$|__errno_location$|main$|pthread_self$|malloc$|calloc$|free$|memalign$|memcpy$|strerror$|sbrk$)/;

/** Where the rows of a Parquet file wait until they are appended to their table. */
const STAGING = "vantelage_staging";

/** Starts DuckDB compiled to WebAssembly, in this thread. */
export async function openWasm(): Promise<Database> {
  const mainModule = fileURLToPath(import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  const bundle = { mainModule, mainWorker: "" };
  const bindings = await duckdb.createDuckDB(
    { mvp: bundle, eh: bundle },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  const instantiate = bindings.instantiateWasm.bind(bindings);
  bindings.instantiateWasm = (imports, started) =>
    instantiate(imports, (instance, module) => started({ exports: entryPoints(instance.exports) }, module));
  await bindings.instantiate(() => {});
  const connection = bindings.connect();
  for (const statement of FIRST_STATEMENTS) {
    connection.useUnsafe((bindings, id) => bindings.runQuery(id, statement));
  }
  return new WasmDatabase(bindings, connection);
}

/**
 * What JavaScript calls of the engine. It exports each of its 75 000 functions, which only extensions would ask for,
 * and to wrap them all takes longer than to compile it.
 */
function entryPoints(exports: WebAssembly.Exports): WebAssembly.Exports {
  return Object.fromEntries(Object.entries(exports).filter(([name]) => ENTRY_POINT.test(name)));
}

type Bindings = duckdb.Bindings;

class WasmDatabase implements Database {
  readonly engine = "wasm";
  readonly dialect = SQL_DIALECTS.DuckDB;
  readonly #bindings: Bindings;
  readonly #connection: duckdb.DuckDBConnection;
  #open = true;

  constructor(bindings: Bindings, connection: duckdb.DuckDBConnection) {
    this.#bindings = bindings;
    this.#connection = connection;
  }

  query<T extends Record<keyof T, Cell> = Row>(sql: string, parameters: readonly Value[] = []): Promise<T[]> {
    return Promise.try(() => rowsOf<T>(this.#arrow(sql, parameters)));
  }

  run(sql: string, parameters: readonly Value[] = []): Promise<void> {
    return Promise.try(() => {
      this.#arrow(sql, parameters);
    });
  }

  async readParquet(table: string, parquet: Uint8Array): Promise<void> {
    await loadParquet();
    this.#live();
    try {
      this.#append(table, arrowFromParquet(parquet));
    } catch (error) {
      throw unreadableParquet(table, error);
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#connection.close();
    this.#bindings.reset();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #live(): Bindings {
    if (!this.#open) throw new DatabaseError("Cannot use the database as it is closed");
    return this.#bindings;
  }

  #arrow(sql: string, parameters: readonly Value[]): Uint8Array {
    this.#live();
    const bound = bind(sql, parameters);
    try {
      return this.#execute(bound);
    } catch (error) {
      throw refusal(sql, parameters, error);
    }
  }

  #execute(sql: string): Uint8Array {
    return this.#connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql));
  }

  /** Appends rows by the names of their columns. */
  #append(table: string, arrow: Uint8Array): void {
    const found = this.#execute(
      `SELECT 1 AS found FROM duckdb_tables() WHERE table_name = ${literal(table)}`,
    );
    if (rowsOf(found).length === 0) return this.#insert(table, arrow);
    // By way of a table of its own, since the engine itself appends by position and would mix columns up.
    this.#insert(STAGING, arrow);
    try {
      this.#execute(`INSERT INTO ${identifier(table)} BY NAME FROM ${STAGING}`);
    } finally {
      this.#execute(`DROP TABLE ${STAGING}`);
    }
  }

  #insert(name: string, arrow: Uint8Array): void {
    this.#connection.insertArrowFromIPCStream(arrow, { name, create: true });
  }
}
