import type { FileMetaData, RowGroup, SchemaElement } from "hyparquet";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import { columnChunk, joinBytes } from "./_column_chunk.ts";
import type { ParquetColumn, ParquetType } from "./parquet_column.ts";

/** Options for {@linkcode writeParquet}. */
export interface WriteParquetOptions {
  /** How many rows, from the first; or the numbers of those to write, in this order. */
  readonly rows: number | Uint32Array;
  /** Rows of one row group, up to 16 777 216. Engines read row groups at the same time. @default {122880} */
  readonly rowGroupRows?: number;
  /** What else the file says of itself, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const MAGIC = new TextEncoder().encode("PAR1");

/** In the form that Parquet prescribes; some readers ignore the statistics of a writer that they cannot parse. */
const CREATED_BY = "vantelage version 1 (build 1)";

const MOST_ROW_GROUP_ROWS = 2 ** 24;

/** A type in the file's schema. Any row may lack a value, so that the files of one table have one schema. */
const ELEMENTS: Readonly<Record<ParquetType, Omit<SchemaElement, "name">>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  double: { type: "DOUBLE" },
  date: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
  boolean: { type: "BOOLEAN" },
};

/**
 * Columns as a Parquet file: coded columns with dictionary pages of the values that the rows have, the others with
 * their values; ZSTD; the least and the greatest value of each row group, except of texts that are bytes. Values are
 * not expanded: a coded column costs its codes, and its different values.
 *
 * The same values in the same rows give the same bytes, whatever is in a dictionary besides, and in what order.
 * Text is plain UTF-8 without an Arrow schema, so that DuckDB, Polars, pyarrow, Spark, Sail and hyparquet read it.
 *
 * @param columns The columns, with different names, each at least as long as the rows ask for; not changed.
 * @param options Which rows, and how.
 * @returns The content of the file; without rows it still holds the columns and their types.
 * @throws {TypeError} If a value is of another type than its column's.
 * @throws {RangeError} If a column is too short, a value too large for its type, a code without a value, two columns
 * have one name, or an option is outside its range.
 *
 * @example A hospital's rows of a coded column
 * ```ts
 * import assert from "node:assert/strict";
 * import { parquetReadObjects } from "hyparquet";
 * import { zstdDecompressSync } from "node:zlib";
 * import { writeParquet } from "vantelage/parquet";
 * const sjukhus = {
 *   name: "sjukhus",
 *   type: "text",
 *   kind: "coded",
 *   dictionary: ["Falu lasarett", "Mora lasarett", null],
 *   codes: Uint16Array.of(0, 1, 2, 1),
 * } as const;
 * const file = writeParquet([sjukhus], { rows: Uint32Array.of(1, 2) });
 * assert.deepEqual(
 *   await parquetReadObjects({ file: file.buffer, compressors: { ZSTD: (bytes) => zstdDecompressSync(bytes) } }),
 *   [{ sjukhus: "Mora lasarett" }, { sjukhus: null }],
 * );
 * ```
 */
export function writeParquet(
  columns: readonly ParquetColumn[],
  { rows, rowGroupRows = 122_880, metadata = {} }: WriteParquetOptions,
): Uint8Array<ArrayBuffer> {
  checkColumns(columns, rows);
  if (!Number.isInteger(rowGroupRows) || rowGroupRows < 1 || rowGroupRows > MOST_ROW_GROUP_ROWS) {
    throw new RangeError(
      `Cannot write Parquet as rowGroupRows must be a whole number from 1 to ${MOST_ROW_GROUP_ROWS}: got ${rowGroupRows}`,
    );
  }
  const elements = columns.map(({ name, type }): SchemaElement => ({
    ...ELEMENTS[type],
    name,
    repetition_type: "OPTIONAL",
  }));
  const count = typeof rows === "number" ? rows : rows.length;
  const pieces: Uint8Array[] = [MAGIC], groups: RowGroup[] = [];
  let offset = MAGIC.length;
  for (let first = 0; first < count; first += rowGroupRows) {
    const own = rowsOf(rows, first, Math.min(first + rowGroupRows, count)), start = offset;
    const chunks = columns.map((column, index) => {
      const chunk = columnChunk(column, own, elements[index], offset), file_offset = BigInt(offset);
      for (const piece of chunk.pieces) {
        pieces.push(piece);
        offset += piece.length;
      }
      return { file_offset, meta_data: chunk.metaData };
    });
    groups.push({
      columns: chunks,
      total_byte_size: chunks.reduce((sum, { meta_data }) => sum + meta_data.total_uncompressed_size, 0n),
      num_rows: BigInt(own.length),
      file_offset: BigInt(start),
      total_compressed_size: BigInt(offset - start),
    });
  }
  return joinBytes([...pieces, footer(elements, groups, count, metadata), MAGIC]);
}

function footer(
  elements: readonly SchemaElement[],
  row_groups: RowGroup[],
  rows: number,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const told = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  const writer = new ByteWriter();
  writeMetadata(writer, {
    version: 2,
    created_by: CREATED_BY,
    schema: [{ name: "schema", num_children: elements.length }, ...elements],
    num_rows: BigInt(rows),
    row_groups,
    ...told.length > 0 ? { key_value_metadata: told } : {},
  } as FileMetaData);
  return writer.getBytes();
}

/** The numbers of the rows of a row group. */
function rowsOf(rows: number | Uint32Array, from: number, to: number): Uint32Array {
  if (typeof rows !== "number") return rows.subarray(from, to);
  const numbers = new Uint32Array(to - from);
  for (let index = 0; index < numbers.length; index++) numbers[index] = from + index;
  return numbers;
}

function checkColumns(columns: readonly ParquetColumn[], rows: number | Uint32Array): void {
  if (typeof rows === "number" && !(Number.isInteger(rows) && rows >= 0)) {
    throw new RangeError(
      `Cannot write Parquet as rows must be a whole number >= 0, or row numbers: got ${rows}`,
    );
  }
  const needed = typeof rows === "number" ? rows : greatest(rows) + 1;
  const names = new Set<string>();
  for (const column of columns) {
    const { name } = column;
    if (names.has(name)) {
      throw new RangeError(
        `Cannot write Parquet as two columns are called "${name}": give each a name of its own`,
      );
    }
    names.add(name);
    const length = lengthOf(column);
    if (length < needed) {
      throw new RangeError(
        `Cannot write the column "${name}": the rows ask for ${needed} values, but it holds ${length}`,
      );
    }
  }
}

/** The greatest of some numbers, -1 of none. */
function greatest(numbers: Uint32Array): number {
  let most = -1;
  for (const number of numbers) if (number > most) most = number;
  return most;
}

function lengthOf(column: ParquetColumn): number {
  switch (column.kind) {
    case "coded":
      return column.codes.length;
    case "plain":
      return Math.min(column.values.length, column.missing?.length ?? Infinity);
    case "bytes":
      return Math.min(column.from.length, column.to.length);
  }
}
