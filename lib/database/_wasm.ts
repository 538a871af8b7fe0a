// @ts-types="./_duckdb_wasm.d.ts"
import * as duckdb from "@duckdb/duckdb-wasm/blocking";
import { fileURLToPath } from "node:url";
import { bind } from "./_bind.ts";
import { arrowFromParquet, loadParquet, parquetForm, parquetFromArrow } from "./_parquet.ts";
import { reason, refusal } from "./_refusal.ts";
import { rowsOf } from "./_rows.ts";
import { type DescribedColumn, storable } from "./_storable.ts";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database_error.ts";
import { identifier, literal, type Value } from "./literal.ts";
import type { Cell, Row } from "./row.ts";

/** Registered texts are the only paths that a statement can open. */
const TEXTS = "text:/";

/**
 * First statements of every connection. Loading an extension would ask the network, and in Deno duckdb-wasm then hangs
 * for ever; so it is ruled out, and the settings locked, before anyone else's statement runs.
 */
const FIRST_STATEMENTS = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  `SET allowed_directories = [${literal(TEXTS)}]`,
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

  registerText(name: string, bytes: Uint8Array): string {
    const path = textPath(name);
    this.#live().registerFileBuffer(path, bytes);
    return path;
  }

  forget(name: string): void {
    this.#live().dropFile(textPath(name));
  }

  async readParquet(table: string, parquet: Uint8Array | readonly Uint8Array[]): Promise<void> {
    await loadParquet();
    this.#live();
    const files = parquet instanceof Uint8Array ? [parquet] : parquet;
    /** The form of the file that made the table, if one of these did. */
    let made: string | undefined;
    files.forEach((file, index) => {
      try {
        const arrow = arrowFromParquet(file), form = parquetForm(file);
        if (form === made) this.#insert(table, arrow, { create: false });
        else if (this.#append(table, arrow)) made = form;
      } catch (error) {
        throw new DatabaseError(
          `Cannot read Parquet file ${index + 1} of ${files.length} into the table "${table}": ${
            reason(error)
          }`,
        );
      }
    });
  }

  async writeParquet(sql: string, parameters: readonly Value[] = []): Promise<Uint8Array> {
    await loadParquet();
    const columns = rowsOf<DescribedColumn>(this.#arrow(`DESCRIBE ${sql}`, parameters));
    return parquetFromArrow(this.#arrow(storable(sql, columns), parameters));
  }

  async writeParquets(statements: readonly string[]): Promise<Uint8Array[]> {
    const files: Uint8Array[] = [];
    for (const sql of statements) files.push(await this.writeParquet(sql));
    return files;
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

  /** Appends rows by the names of their columns; whether they made the table. */
  #append(table: string, arrow: Uint8Array): boolean {
    const found = this.#execute(
      `SELECT 1 AS found FROM duckdb_tables() WHERE table_name = ${literal(table)}`,
    );
    if (rowsOf(found).length === 0) {
      this.#insert(table, arrow);
      return true;
    }
    // By way of a table of its own, since the engine itself appends by position and would mix columns up.
    this.#insert(STAGING, arrow);
    try {
      this.#execute(`INSERT INTO ${identifier(table)} BY NAME FROM ${STAGING}`);
    } finally {
      this.#execute(`DROP TABLE ${STAGING}`);
    }
    return false;
  }

  #insert(name: string, arrow: Uint8Array, { create = true } = {}): void {
    this.#connection.insertArrowFromIPCStream(arrow, { name, create });
  }
}

/** Where a text of this name lies. Encoded, as DuckDB takes `*`, `?` and `[` in a path for a pattern. */
function textPath(name: string): string {
  return TEXTS + encodeURIComponent(name).replaceAll("*", "%2A");
}
