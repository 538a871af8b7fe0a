/** An engine whose SQL is written here. */
export type SqlDialectName = "DuckDB" | "Trino" | "Spark SQL" | "PostgreSQL";

/**
 * What an engine says in SQL in its own way. All else is written so that every one of them reads it: beginnings of texts
 * with `substr`, the last day of a month with `INTERVAL '1' MONTH`, a name for every subquery, and no comparison with
 * `IS NOT DISTINCT FROM`, which Trino plans as a cross join.
 */
export interface SqlDialect {
  /** The engine. */
  readonly name: SqlDialectName;

  /**
   * The days from one date to another.
   *
   * @param from SQL of a DATE.
   * @param to SQL of a DATE.
   * @returns SQL of a whole number, negative where `to` is the earlier.
   */
  readonly daysBetween: (from: string, to: string) => string;
}

const dateDiff: SqlDialect["daysBetween"] = (from, to) => `date_diff('day', ${from}, ${to})`;

/**
 * The dialects, by engine. Texts in DuckDB's and Trino's have been run, those in Spark's and PostgreSQL's have only been
 * read.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { SQL_DIALECTS } from "vantelage/database";
 * assert.equal(SQL_DIALECTS["Spark SQL"].daysBetween("beslut_datum", "start_datum"), "datediff(start_datum, beslut_datum)");
 * ```
 */
export const SQL_DIALECTS: Readonly<Record<SqlDialectName, SqlDialect>> = {
  "DuckDB": { name: "DuckDB", daysBetween: dateDiff },
  "Trino": { name: "Trino", daysBetween: dateDiff },
  "Spark SQL": { name: "Spark SQL", daysBetween: (from, to) => `datediff(${to}, ${from})` },
  "PostgreSQL": { name: "PostgreSQL", daysBetween: (from, to) => `(${to} - ${from})` },
};
