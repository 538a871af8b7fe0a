/**
 * One value of a row. By DuckDB's type:
 *
 * | DuckDB | cell |
 * |---|---|
 * | NULL of any type | `null` |
 * | BOOLEAN | boolean |
 * | TINYINT … INTEGER, FLOAT, DOUBLE | number; NaN and Infinity stay |
 * | BIGINT, UBIGINT, HUGEINT, DECIMAL without decimals | number when a safe integer, else bigint |
 * | DECIMAL with decimals | the number nearest to it |
 * | VARCHAR, ENUM, UUID | string |
 * | DATE | "yyyy-mm-dd" |
 * | TIME | "hh:mm:ss", with ".ffffff" unless that is zero |
 * | TIMESTAMP | "yyyy-mm-ddThh:mm:ss", fraction as TIME, no zone |
 * | TIMESTAMP WITH TIME ZONE | the same in UTC, with "Z" |
 * | LIST, ARRAY | array of cells |
 * | STRUCT | object of cells |
 *
 * The rest (BLOB, INTERVAL, MAP, UNION, UHUGEINT, …) has no cell: cast it in SQL.
 */
export type Cell = null | boolean | number | bigint | string | Cell[] | { [name: string]: Cell };

/** One row of a result: column names to cells, in the order of the statement's columns. */
export type Row = Record<string, Cell>;
