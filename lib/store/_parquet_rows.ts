import { parquetMetadata, type SchemaElement } from "hyparquet";
import { type ParquetColumn, type ParquetType, type ParquetValue, writeParquet } from "../parquet/mod.ts";
import { readColumns } from "./_columns.ts";

/** A value as it is read of a stored file. */
export type StoredValue = string | number | bigint | boolean | Date | null;

const DAY_MS = 86_400_000;

/**
 * A stored Parquet file with some of its rows, in their order.
 *
 * @param parquet The file.
 * @param rows The numbers of the rows to keep.
 * @returns The content of a new file, of the same columns.
 * @throws {TypeError} If a column is of a type that no store has.
 */
export async function withRows(parquet: Uint8Array, rows: Uint32Array): Promise<Uint8Array> {
  const values = await readColumns<StoredValue>(parquet, null);
  const [, ...elements] = parquetMetadata(parquet.slice().buffer).schema;
  const columns = elements.map((element): ParquetColumn => {
    const type = typeOf(element);
    const own = (values.get(element.name) ?? []).map((value): ParquetValue =>
      value instanceof Date ? value.getTime() / DAY_MS : value ?? null
    );
    return { name: element.name, type, ...coded(own) };
  });
  return writeParquet(columns, { rows });
}

/** Values as codes where they come again. */
function coded(
  values: readonly ParquetValue[],
): Pick<ParquetColumn & { kind: "coded" }, "kind" | "dictionary" | "codes"> | {
  kind: "plain";
  values: readonly ParquetValue[];
} {
  const numbers = new Map<ParquetValue, number>();
  const codes = Uint32Array.from(values, (value) => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  });
  return numbers.size > values.length / 2
    ? { kind: "plain", values }
    : { kind: "coded", dictionary: [...numbers.keys()], codes };
}

/** The type of a column of a stored file. */
export function typeOf({ name, type, logical_type }: SchemaElement): ParquetType {
  if (type === "BYTE_ARRAY") return "text";
  if (type === "INT32") return logical_type?.type === "DATE" ? "date" : "int32";
  if (type === "INT64") return "int64";
  if (type === "DOUBLE") return "double";
  if (type === "BOOLEAN") return "boolean";
  throw new TypeError(`Cannot copy the column ${name} as a store has no columns of type ${type}`);
}
