/**
 * What we use of duckdb-wasm's blocking build. Its own types bring those of another Arrow library and, with them,
 * of an older Node, which would then hold for the whole program.
 */

/** Where the compiled engine lies. */
interface Bundle {
  mainModule: string;
  mainWorker: string;
}

/** A logger; ours says nothing. */
export class VoidLogger {}

/** How the engine reaches files in Node and Deno. */
export const NODE_RUNTIME: object;

/** Takes over a compiled engine that has started: of the instance, only its exports are looked at. */
type Started = (instance: { exports: WebAssembly.Exports }, module: WebAssembly.Module) => void;

/** A started engine. */
export interface Bindings {
  instantiate(onProgress: () => void): Promise<unknown>;
  /** Starts the compiled engine with what it imports, and hands it over. */
  instantiateWasm(imports: WebAssembly.Imports, started: Started): WebAssembly.Exports;
  connect(): DuckDBConnection;
  runQuery(connection: number, sql: string): Uint8Array;
  reset(): void;
}

/** A connection to it. */
export interface DuckDBConnection {
  useUnsafe<T>(use: (bindings: Bindings, connection: number) => T): T;
  insertArrowFromIPCStream(arrow: Uint8Array, options: { name: string; create: boolean }): void;
  close(): void;
}

/** Makes an engine; the newer of the two bundles that the machine can run is taken. */
export function createDuckDB(
  bundles: { mvp: Bundle; eh: Bundle },
  logger: VoidLogger,
  runtime: object,
): Promise<Bindings>;
