/** A place in a file, 1-based: the line and column that an editor shows, or the row and column of a table. */
export interface Place {
  /** The file's name, without its folder. */
  file: string;
  /**
   * The line; CRLF, LF and a lone CR each end one, also inside a quoted field. In a workbook the row, in Parquet
   * the record's number.
   */
  line: number;
  /**
   * The column, in UTF-16 units as editors count; a byte order mark has none, and a letter with a loose accent
   * (NFD) is one character. In a workbook and in Parquet the
   * number of the table's column.
   */
  column: number;
  /** The place inside a file that has no lines: "Blad1!C7" in a workbook, "post 7, kolumn 3" in Parquet. */
  cell?: string;
}

/**
 * A place as one text that an analyst can go to: "fil:rad:kolumn", or "fil:Blad1!C7" where the file has cells.
 *
 * @param place The place; without a column, the line's first.
 * @returns The text.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { placeText } from "vantelage/extract";
 *
 * assert.equal(placeText({ file: "april.csv", line: 7, column: 3 }), "april.csv:7:3");
 * assert.equal(placeText({ file: "april.xlsx", line: 7, column: 3, cell: "Blad1!C7" }), "april.xlsx:Blad1!C7");
 * ```
 */
export function placeText({ file, line, column = 1, cell }: Omit<Place, "column"> & Partial<Place>): string {
  return `${file}:${cell ?? `${line}:${column}`}`;
}
