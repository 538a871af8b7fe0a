import { parquetRead } from "hyparquet";
import { zstdDecompressSync } from "node:zlib";

/** What to read of a Parquet file. */
export interface ColumnOptions {
  /** The columns; all when left out. */
  readonly names?: readonly string[];
  /** The column that names the region; needed where only some regions are read. */
  readonly regionColumn?: string;
}

/**
 * The columns of a Parquet file by name, without an engine, whose start would take longer than the reading. With
 * `regions`, only the rows of these regions.
 */
export async function readColumns<V>(
  parquet: Uint8Array,
  regions: readonly string[] | null,
  { names, regionColumn = "region" }: ColumnOptions = {},
): Promise<Map<string, V[]>> {
  const columns = new Map<string, V[]>();
  await parquetRead({
    file: parquet.slice().buffer,
    ...(names === undefined ? {} : { columns: [...new Set([regionColumn, ...names])] }),
    compressors: { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) },
    onChunk: ({ columnName, columnData }) => {
      const known = columns.get(columnName), data = Array.from(columnData as ArrayLike<V>);
      columns.set(columnName, known ? known.concat(data) : data);
    },
  });
  if (regions === null) return columns;
  const held = (columns.get(regionColumn) ?? []).map((region) => regions.includes(String(region)));
  return new Map([...columns].map(([name, column]) => [name, column.filter((_, row) => held[row])]));
}

/** Some texts and days of a Parquet file of register rows, one object a row; days as "yyyy-mm-dd". */
export async function readFields<F extends string>(
  parquet: Uint8Array,
  regions: readonly string[] | null,
  fields: readonly F[],
): Promise<Record<F, string | null>[]> {
  const columns = await readColumns<string | Date | null>(parquet, regions, {
    names: fields,
    regionColumn: "regionkod",
  });
  const length = Math.max(0, ...fields.map((field) => columns.get(field)?.length ?? 0));
  const rows = Array.from({ length }, () => ({}) as Record<F, string | null>);
  const days = new Map<number, string>(); // the same days come again and again
  const text = (value: string | Date | null): string | null => {
    if (!(value instanceof Date)) return value ?? null;
    let day = days.get(value.getTime());
    if (day === undefined) days.set(value.getTime(), day = value.toISOString().slice(0, 10));
    return day;
  };
  for (const field of fields) {
    const column = columns.get(field) ?? [];
    for (let row = 0; row < length; row++) rows[row][field] = text(column[row]);
  }
  return rows;
}
