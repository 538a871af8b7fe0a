/**
 * DuckDB in memory behind one small interface: give it Parquet files, run SQL, take typed rows back. A cluster that runs
 * Trino answers by the same interface. Knows SQL and types, nothing of deliveries, and holds no state worth keeping.
 *
 * @module
 */
export * from "./cluster.ts";
export * from "./database.ts";
export * from "./database_error.ts";
export * from "./sql_dialect.ts";
export * from "./literal.ts";
export * from "./open_database.ts";
export { removeAbandoned } from "./_private_folder.ts";
export * from "./row.ts";
export { writeDuckdb } from "./write_duckdb.ts";
