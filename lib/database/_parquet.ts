import initialise, { readParquet } from "parquet-wasm/esm";

/** Rows in one Arrow batch on the way in; parquet-wasm's own 1024 makes many small inserts. */
const BATCH_ROWS = 65_536;

let ready: Promise<unknown> | undefined;

/** Loads parquet-wasm, the first time it is asked for. */
export async function loadParquet(): Promise<void> {
  ready ??= Deno.readFile(new URL(import.meta.resolve("parquet-wasm/esm/parquet_wasm_bg.wasm")))
    .then((module_or_path) => initialise({ module_or_path }));
  await ready;
}

/** A Parquet file as Arrow's IPC stream format. Frees what it takes of parquet-wasm's memory. */
export function arrowFromParquet(parquet: Uint8Array): Uint8Array {
  return readParquet(parquet, { batchSize: BATCH_ROWS }).intoIPCStream();
}
