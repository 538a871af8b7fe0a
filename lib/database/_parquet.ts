import { parquetMetadata } from "hyparquet";
import initialise, {
  Compression,
  readParquet,
  Table,
  writeParquet,
  WriterPropertiesBuilder,
} from "parquet-wasm/esm";

/** Arrow's IPC file format is its stream format between this many bytes of mark and a footer. */
const FILE_MARK_BYTES = 8;

/** Rows in one Arrow batch on the way in; parquet-wasm's own 1024 makes many small inserts. */
const BATCH_ROWS = 65_536;

let ready: Promise<unknown> | undefined;

/** Loads parquet-wasm, the first time it is asked for. */
export async function loadParquet(): Promise<void> {
  ready ??= Deno.readFile(new URL(import.meta.resolve("parquet-wasm/esm/parquet_wasm_bg.wasm")))
    .then((module_or_path) => initialise({ module_or_path }));
  await ready;
}

/** Arrow's IPC file format as a Parquet file with ZSTD. Frees what it takes of parquet-wasm's memory. */
export function parquetFromArrow(arrow: Uint8Array): Uint8Array {
  const properties = new WriterPropertiesBuilder().setCompression(Compression.ZSTD).build();
  return writeParquet(Table.fromIPCStream(arrow.subarray(FILE_MARK_BYTES)), properties);
}

/** A Parquet file as Arrow's IPC stream format. Frees what it takes of parquet-wasm's memory. */
export function arrowFromParquet(parquet: Uint8Array): Uint8Array {
  return readParquet(parquet, { batchSize: BATCH_ROWS }).intoIPCStream();
}

/** What decides on a Parquet file's columns, their order and types: files that have it in common are alike in them. */
export function parquetForm(parquet: Uint8Array): string {
  const { schema, key_value_metadata = [] } = parquetMetadata(parquet, { geoparquet: false });
  return JSON.stringify([schema, key_value_metadata]);
}
