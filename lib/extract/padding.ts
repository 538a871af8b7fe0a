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
    if (!quoted && (byte === separator || byte === LF || byte === CR)) {
      if (!edge && isOdd(before)) padded[column] = 1;
      edge = true;
      column = byte === separator ? column + 1 : 0;
    } else if (byte === QUOTE && (quoted || edge)) {
      // A quote has a meaning only first in a field; inside one it is written twice.
      if (quoted && body[index + 1] === QUOTE) {
        index++;
        edge = false;
      } else {
        if (!edge && isOdd(before)) padded[column] = 1;
        quoted = !quoted;
        edge = true;
      }
    } else {
      if (edge && isOdd(byte)) padded[column] = 1;
      edge = false;
    }
    before = body[index];
  }
  if (!edge && isOdd(before)) padded[column] = 1;
  return Array.from(padded, (flag) => flag === 1);
}

const QUOTE = 34, LF = 10, CR = 13, DELETE = 127, SPACE = 32;

/** White space or not ASCII. The delimiter itself, which may be a tab, ends a field and is never asked about here. */
function isOdd(byte: number): boolean {
  return byte >= DELETE || byte <= SPACE;
}
