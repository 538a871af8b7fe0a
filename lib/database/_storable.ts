import { identifier } from "./literal.ts";
import { DatabaseError } from "./database_error.ts";

/** A column of a statement's result, as DESCRIBE tells it. */
export interface DescribedColumn {
  readonly column_name: string;
  readonly column_type: string;
}

/** Types that Parquet lacks, or that only one of the engines would find again in a file. */
const NOT_IN_PARQUET =
  /\b(INTERVAL|UHUGEINT|UNION|BIT|BITSTRING|BIGNUM|VARINT|VARIANT|TIME_NS|TIME WITH TIME ZONE)(?=[,()[]|$)/;

/**
 * A statement whose result both engines write, and read again, as the same types: HUGEINT as DECIMAL(38, 0), UUID
 * as VARCHAR (an ENUM is text in a file as it is), every TIMESTAMP coarser than microseconds as TIMESTAMP, ARRAY as LIST.
 *
 * @param sql The statement.
 * @param columns Its columns.
 * @throws {DatabaseError} If a type cannot be written.
 */
export function storable(sql: string, columns: readonly DescribedColumn[]): string {
  const casts = columns.flatMap(({ column_name, column_type }) => {
    const named = column_type.replace(/ENUM\((?:'[^']*'|, )*\)/g, "VARCHAR");
    if (NOT_IN_PARQUET.test(named)) {
      throw new DatabaseError(
        `Cannot write the result as Parquet, which has no such type; cast it in SQL: "${column_name}" is ${column_type}`,
      );
    }
    // A type is followed by a sign or nothing, the name of a STRUCT's field by a blank.
    const stored = named.replace(/\bHUGEINT(?=[,)[]|$)/g, "DECIMAL(38,0)").replace(
      /\bUUID(?=[,)[]|$)/g,
      "VARCHAR",
    )
      .replace(/\bTIMESTAMP_M?S(?=[,)[]|$)/g, "TIMESTAMP").replace(/\[\d+\]/g, "[]");
    const name = identifier(column_name);
    return stored === named ? [] : [`CAST(${name} AS ${stored}) AS ${name}`];
  });
  return casts.length === 0 ? sql : `SELECT * REPLACE (${casts.join(", ")}) FROM (${sql}\n)`;
}
