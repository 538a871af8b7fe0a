import { Composer } from "./_composed.ts";
import { MAX_COLUMNS } from "./_limits.ts";
import { numberText } from "./_number_format.ts";
import { RichText } from "./_rich_text.ts";
import { damaged, isTrue, type Sheet, unescapeText, type Workbook } from "./_workbook.ts";
import { tooManyColumns } from "./extract_error.ts";

/** One row of a sheet that holds something. */
export interface SheetRow {
  /** Its number, 1-based. */
  line: number;
  /** The cells' texts from column A to the last that holds something. */
  cells: string[];
  /** The first column (0-based) with a formula that has no stored value, or -1. */
  uncomputed: number;
  /** Whether it is hidden, by a filter or by hand. */
  hidden: boolean;
}

/** What a merged cell leaves without its text in one column. */
export interface MergedRows {
  /** The column, and the first of the merged cell, 0-based. */
  readonly column: number;
  readonly start: number;
  /** Its first and last row, 1-based. */
  readonly first: number;
  readonly last: number;
}

/** What a sheet says of its rows and columns beside their cells. */
export interface AboutSheet {
  /** The hidden columns, which stand before the rows. */
  readonly hidden: HiddenColumns[];
  /** The cells merged with others, which stand after the rows: none where the reading ended before. */
  readonly merged: MergedRows[];
}

/** The first and last number (1-based) of columns that are hidden. */
export type HiddenColumns = readonly [first: number, last: number];

const MAX_ROW = 1_048_576, MAX_COLUMN = 16_384;

/**
 * Reads a sheet's rows in order, hidden ones too, those without content left out.
 *
 * A merged cell (sammanfogad) has its text in its first cell, as in the file. A truth value is "true" or "false", an error its
 * sign ("#N/A"), a formula its stored value.
 *
 * @param visit Receives each row; the answer `false` ends the reading.
 * @param composer Composes the letters of texts that stand in their cells, and counts them.
 * @returns The hidden columns, and the cells that are merged.
 * @throws {ExtractError} If the sheet is damaged or has more columns than a table may have.
 */
export function readRows(
  workbook: Workbook,
  sheet: Sheet,
  visit: (row: SheetRow) => boolean,
  composer: Composer = new Composer(),
): AboutSheet {
  const { file, strings, formats, from1904 } = workbook;
  let inData = false, done = false, inCell = false, inValue = false, hasFormula = false;
  const inline = new RichText();
  let line = 0, column = 0, kind = "", style = 0, value = "";
  let cells: string[] = [], uncomputed = -1, filled = false, hidden = false;
  const hiddenColumns: HiddenColumns[] = [], merged: MergedRows[] = [];

  workbook.walk(sheet.path, {
    open(name, attributes) {
      if (name === "sheetData") inData = true;
      else if (name === "col") noteColumns(attributes());
      else if (name === "mergeCell") noteMerged(attributes());
      else if (!inData || done) return;
      else if (name === "row") beginRow(attributes());
      else if (name === "c") beginCell(attributes());
      else if (name === "f") hasFormula = inCell;
      else if (name === "v") inValue = inCell;
      else inline.open(name, attributes);
    },
    text(piece) {
      if (inValue) value += piece;
      else inline.add(piece);
    },
    close(name) {
      if (!inData || done) return;
      if (name === "v") inValue = false;
      else if (name === "c") endCell();
      else if (name === "row") done = filled && !visit({ line, cells, uncomputed, hidden });
      else if (name === "sheetData") inData = false;
      else inline.close(name);
    },
    done: () => done,
  });
  return { hidden: hiddenColumns, merged };

  function noteColumns({ min, max, hidden }: Readonly<Record<string, string>>): void {
    if (isTrue(hidden)) hiddenColumns.push([Number(min), Number(max)]);
  }

  function noteMerged({ ref = "" }: Readonly<Record<string, string>>): void {
    const [, from, first, to, last] = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(ref) ?? [];
    if (from === undefined) return;
    const [left, right] = [from + first, to + last].map((address) => columnNumber(address) - 1);
    for (let column = left; column <= right; column++) {
      const own = { column, first: Number(first), last: Number(last) };
      // The text stands in the first cell: a column to the right has none, a column below it in its first row alone.
      if (column > left || first !== last) merged.push({ ...own, start: left });
    }
  }

  function beginRow({ r: number, hidden: isHidden }: Readonly<Record<string, string>>): void {
    const next = number === undefined ? line + 1 : Number(number);
    if (!Number.isInteger(next) || next <= line || next > MAX_ROW) throw damaged(file);
    line = next;
    column = 0;
    cells = [];
    uncomputed = -1;
    filled = false;
    hidden = isTrue(isHidden);
  }

  function beginCell({ r: address, t = "n", s = "0" }: Readonly<Record<string, string>>): void {
    const next = address === undefined ? column + 1 : columnNumber(address);
    if (!(next > column && next <= MAX_COLUMN)) throw damaged(file);
    column = next;
    kind = t;
    style = Number(s);
    value = "";
    inline.begin();
    inCell = true;
    hasFormula = false;
  }

  function endCell(): void {
    inCell = false;
    value ||= inline.value;
    if (hasFormula && value === "" && kind !== "str" && uncomputed < 0) uncomputed = column - 1;
    const text = cellText();
    if (text === "" && uncomputed !== column - 1) return;
    filled ||= text.trim() !== "" || uncomputed >= 0;
    if (column > MAX_COLUMNS) throw tooManyColumns(file);
    while (cells.length < column - 1) cells.push("");
    cells.push(text);
  }

  function cellText(): string {
    if (value === "") return "";
    switch (kind) {
      case "s":
        return strings[Number(value)] ?? fail();
      case "b":
        return value === "1" ? "true" : value === "0" ? "false" : value;
      case "n":
        return numberText(value, formats[style] ?? "number", from1904);
      default:
        return composer.text(unescapeText(value));
    }
  }

  function fail(): never {
    throw damaged(file);
  }
}

/** A column's letters: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? columnLetters(before) : "") + String.fromCharCode(65 + (column - 1) % 26);
}

/** The number of the column in an address such as C7; NaN when it is none. */
function columnNumber(address: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(address)?.[1] ?? "";
  let column = letters === "" ? NaN : 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
