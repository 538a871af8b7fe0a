import { type Dimension, DIMENSIONS } from "../cube/mod.ts";
import type { Value } from "../database/mod.ts";
import type { CellFilter, CellQuery } from "./cell_query.ts";

/**
 * `Store.cells()` as a question in SQL, for an engine that has the cells as a table; DuckDB and Trino read it alike.
 *
 * @param query Which cells, and which dimensions to keep.
 * @param table The table or view that has the cells that hold.
 * @returns The statement and the values of its placeholders.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellsSql } from "./cells_sql.ts";
 * const { parameters } = cellsSql({ where: { status: "vantande", avvikelse: [null, "MoV"] }, by: ["region"] }, "celler");
 * assert.deepEqual(parameters, ["vantande", "MoV"]);
 * ```
 */
export function cellsSql<D extends Dimension>(
  { where = {}, by = DIMENSIONS as readonly D[], bands = [] }: CellQuery<D>,
  table: string,
): { readonly sql: string; readonly parameters: readonly Value[] } {
  const conditions = Object.entries(where).filter(([, value]) => value !== undefined)
    .map(([name, value]) => condition(name, value));
  const isWhole = conditions.length === 0 ? "" : ` WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
  const kept = [...by, "lo", "hi"].join(", "), { lo, hi } = bandSql(bands);
  return {
    sql: `SELECT ${kept}, CAST(sum(antal) AS BIGINT) AS antal FROM (SELECT ${
      [...by, `${lo} AS lo`, `${hi} AS hi`, "antal"].join(", ")
    } FROM ${table}${isWhole}) AS valda GROUP BY ${kept} ORDER BY ${
      [...by, "lo", "hi"].map((name) => `${name} NULLS LAST`).join(", ")
    }`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

function condition(
  name: string,
  filter: CellFilter[Dimension],
): { readonly sql: string; readonly parameters: readonly Value[] } {
  const values: readonly (Value | undefined)[] = [filter].flat();
  const parameters = values.filter((value) => value !== null && value !== undefined);
  const parts = [
    ...parameters.length > 0 ? [`${name} IN (${parameters.map(() => "?").join(", ")})`] : [],
    ...values.includes(null) ? [`${name} IS NULL`] : [],
  ];
  return { sql: parts.length === 0 ? "false" : `(${parts.join(" OR ")})`, parameters };
}

/** The days of a cell, or those of the band that holds all of them; of the last band whichever begin in it. */
function bandSql(bands: readonly number[]): { readonly lo: string; readonly hi: string } {
  if (bands.length === 0) return { lo: "lo", hi: "hi" };
  const cases = (value: (first: number, next: number | undefined) => string) =>
    bands.map((first, index) => {
      const next = bands[index + 1];
      const isInside = `lo >= ${first}${next === undefined ? "" : ` AND hi < ${next}`}`;
      return ` WHEN ${isInside} THEN ${value(first, next)}`;
    }).reverse().join("");
  return {
    lo: `CASE${cases((first) => `${first}`)} ELSE lo END`,
    hi: `CASE${cases((_, next) => next === undefined ? "NULL" : `${next - 1}`)} ELSE hi END`,
  };
}
