/**
 * Columns as a Parquet file. Knows values and codes, nothing of deliveries or of an engine.
 *
 * @module
 */
export * from "./parquet_column.ts";
export * from "./write_parquet.ts";
