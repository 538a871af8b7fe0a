import { rareBytes } from "./_walk.ts";
import { cellCounts, type CodedTableColumn, textAt } from "./coded_table.ts";

/** Something in a text that is allowed and yet looks wrong: a warning, not an error. */
export interface Suspicion {
  /** What is suspected: characters that were decoded with the wrong encoding somewhere on their way. */
  rule: "mojibake";
  /** The first editor line where it is seen, 1-based; in a workbook the row, in Parquet the record's number. */
  line: number;
  /** The place inside a file that has no lines. */
  cell?: string;
  /** In how many cells it is seen. */
  count: number;
  /** What it looks like and what to do, in Swedish, without the content of any cell. */
  hint: string;
}

/** "Ã" followed by another character beyond ASCII is what UTF-8 read as Windows-1252 becomes ("Ã¥" for "å"). */
const TWICE = /\u00c3[\u0080-\uffff]/;
/** What a program writes where it lost a character. */
const LOST = "\ufffd";

/** A suspicion with the first record that shows it, and the column. */
export type FoundSuspicion = Omit<Suspicion, "line" | "cell"> & {
  readonly record: number;
  readonly column: number;
};

/** Whether UTF-8 may hold mojibake: 83 as in "Ã", or EF as in a lost character, which Swedish text hardly ever has. */
export function mayBeMojibake(text: Uint8Array): boolean {
  const seen = rareBytes(text);
  return seen[0x83] === 1 || seen[0xef] === 1;
}

/**
 * Looks through the different cells of a table for text that was garbled before it came here (mojibake).
 *
 * @returns At most one suspicion of each kind, with its first record and the number of cells.
 */
export function findMojibake(columns: readonly CodedTableColumn[]): FoundSuspicion[] {
  return [
    find(
      columns,
      (text) => TWICE.test(text),
      "Text som redan är felkodad, till exempel Ã¥ för å. Exportera på nytt som UTF-8.",
    ),
    find(
      columns,
      (text) => text.includes(LOST),
      "Tecken som gått förlorade (�) före leveransen. Exportera på nytt från källan.",
    ),
  ].flat();
}

function find(
  columns: readonly CodedTableColumn[],
  isGarbled: (text: string) => boolean,
  hint: string,
): FoundSuspicion[] {
  let count = 0, first = Infinity, at = 0;
  for (const [index, column] of columns.entries()) {
    const found = garbled(column, isGarbled);
    count += found.count;
    if (found.first < first) [first, at] = [found.first, index];
  }
  return count === 0 ? [] : [{ rule: "mojibake", record: first, column: at, count, hint }];
}

/** How many cells of a column are garbled, and the first record that holds one. */
function garbled(
  column: CodedTableColumn,
  isGarbled: (text: string) => boolean,
): { count: number; first: number } {
  if (column.kind === "coded") {
    const codes = new Set(column.cells.flatMap((cell, code) => isGarbled(cell) ? [code] : []));
    if (codes.size === 0) return { count: 0, first: Infinity };
    const counts = cellCounts(column), count = [...codes].reduce((sum, code) => sum + counts[code], 0);
    return { count, first: count === 0 ? Infinity : column.codes.findIndex((code) => codes.has(code)) };
  }
  const { bytes, from, to } = column;
  let count = 0, first = Infinity;
  for (let record = 0; record < from.length; record++) {
    if (isAsciiAt(bytes, from[record], to[record]) || !isGarbled(textAt(column, record))) continue;
    if (count++ === 0) first = record;
  }
  return { count, first };
}

function isAsciiAt(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] > 127) return false;
  return true;
}
