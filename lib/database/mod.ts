/**
 * DuckDB in memory behind one small interface: lend it text or Parquet, run SQL, take typed rows or Parquet back.
 * Knows SQL and types, nothing of deliveries. It holds no state worth keeping: what is to last goes out as Parquet.
 *
 * @module
 */
export * from "./database.ts";
export * from "./database_error.ts";
export * from "./literal.ts";
export * from "./open_database.ts";
export * from "./row.ts";
export { writeDuckdb } from "./write_duckdb.ts";
