import type { Extract } from "./extract.ts";

/**
 * Which columns may hold blanks at the ends of a cell, so that only these need trimming.
 *
 * A cell counts when its first or last byte is white space or not ASCII (a no-break space is not), inside its quotes
 * if it has any. So a column is never missed, and one of names that end in "å" may be named without need.
 *
 * @param extract The extract.
 * @returns One answer for each column of the header.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { paddedColumns, parseExtract } from "vantelage";
 * const extract = parseExtract(new TextEncoder().encode("kod;dagar\nA ;12\nB;3\n"), "x.csv");
 * assert.deepEqual(paddedColumns(extract), [true, false]);
 * ```
 */
export function paddedColumns(
  { body, header, delimiter }: Pick<Extract, "body" | "header" | "delimiter">,
): boolean[] {
  const padded = new Uint8Array(header.length);
  const separator = delimiter.charCodeAt(0);
  let column = 0, quoted = false, edge = true, before = separator;
  for (let index = 0; index < body.length; index++) {
    const byte = body[index];
    const ends = !quoted && (byte === separator || byte === LF || byte === CR);
    if (ends || byte === QUOTE) {
      if (!edge && isOdd(before)) padded[column] = 1;
      edge = true;
      if (byte === QUOTE) quoted = !quoted;
      else if (byte === separator) column++;
      else column = 0;
    } else {
      if (edge && isOdd(byte)) padded[column] = 1;
      edge = false;
    }
    before = byte;
  }
  if (!edge && isOdd(before)) padded[column] = 1;
  return Array.from(padded, (flag) => flag === 1);
}

const QUOTE = 34, LF = 10, CR = 13, DELETE = 127, SPACE = 32;

/** White space or not ASCII. The delimiter itself, which may be a tab, ends a field and is never asked about here. */
function isOdd(byte: number): boolean {
  return byte >= DELETE || byte <= SPACE;
}
