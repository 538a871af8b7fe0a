const MIB = 2 ** 20, GIB = 2 ** 30;

/** A file, and its text, must be smaller than this: V8 of Deno 2.9 misreads arrays of bytes that are longer. */
export const MAX_FILE_BYTES: number = 2 * GIB;

/** The columns that a table may have at most; the widest layout we know has 35. */
export const MAX_COLUMNS = 2000;

/** What the records of a workbook or a Parquet file may hold at most, as text. */
export const MAX_BODY_BYTES: number = 2 * GIB;

/** The rows times columns that a Parquet file may declare: it can do so in a few bytes. */
export const MAX_CELLS = 250_000_000;

/**
 * How much a packed file may become. Text packs 5 to 30 times; what exceeds 200 times and 256 MiB, or 2 GiB at
 * all, is made to fill the memory (a bomb) or is too large to be read at once.
 */
export function maxUnpackedBytes(packedBytes: number): number {
  return Math.min(MAX_FILE_BYTES - 1, Math.max(256 * MIB, 200 * packedBytes));
}
