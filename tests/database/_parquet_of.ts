import { type ParquetColumn, writeParquet } from "../../lib/parquet/mod.ts";

/** A Parquet file of columns of whole numbers or of texts. */
export function parquetOf(columns: Readonly<Record<string, readonly (number | string)[]>>): Uint8Array {
  const written = Object.entries(columns).map(([name, values]): ParquetColumn => ({
    name,
    type: values.every((value) => typeof value === "number") ? "int32" : "text",
    kind: "plain",
    values,
  }));
  return writeParquet(written, { rows: Object.values(columns)[0].length });
}
