import { columnLetters, readRows } from "./_sheet.ts";
import { fileName } from "./_shown.ts";
import { openWorkbook } from "./_workbook.ts";
import { isZip, quoteName } from "./_xlsx.ts";
import { openZip } from "./_zip.ts";
import { ExtractError } from "./extract_error.ts";

/** A row of a sheet, as it stands there. */
export interface PlainRow {
  /** Its number, 1-based. */
  readonly line: number;
  /** The cells' texts from column A to the last that holds something; a day is "yyyy-mm-dd", a number has a decimal point. */
  readonly cells: readonly string[];
  /** Whether it is hidden, by a filter or by hand. */
  readonly hidden: boolean;
}

/** A sheet of a workbook with all its rows, not searched for a table. */
export interface PlainSheet {
  /** Its name, as the tab shows it. */
  readonly name: string;
  /** Whether the tab is hidden. */
  readonly hidden: boolean;
  /** The rows that hold something, in order. */
  readonly rows: readonly PlainRow[];
}

/**
 * Every sheet of a workbook (xlsx), row by row: for forms whose sheets are known, where {@linkcode readExtract} looks for
 * one table.
 *
 * @param bytes The file.
 * @param name The file's name, for messages.
 * @returns The sheets in the order of their tabs, hidden ones too.
 * @throws {ExtractError} If it is no workbook, damaged, locked, or a formula was never computed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readSheets } from "vantelage/extract";
 * assert.throws(() => readSheets(new TextEncoder().encode("a;b"), "avtal.xlsx"), /är ingen arbetsbok/);
 * ```
 */
export function readSheets(bytes: Uint8Array, name: string): PlainSheet[] {
  const file = fileName(name);
  if (!isZip(bytes)) {
    throw new ExtractError(file, "filen är ingen arbetsbok. Spara den i Excel som Excel-arbetsbok (.xlsx).");
  }
  const workbook = openWorkbook(openZip(bytes, file), file);
  return workbook.sheets.map((sheet) => {
    const rows: PlainRow[] = [];
    readRows(workbook, sheet, ({ line, cells, hidden, uncomputed }) => {
      if (uncomputed >= 0) {
        throw new ExtractError(
          file,
          `formeln i ${cellAddress(sheet.name, line, uncomputed)} har inget beräknat värde. ` +
            `Öppna arbetsboken i Excel, spara den och försök igen.`,
          line,
        );
      }
      rows.push({ line, cells: [...cells], hidden });
      return true;
    }, workbook.composer);
    return { name: sheet.name, hidden: sheet.hidden, rows };
  });
}

export { columnLetters } from "./_sheet.ts";

/**
 * A cell as Excel writes it.
 *
 * @param sheet The sheet's name.
 * @param line The row, 1-based.
 * @param column The column, 0-based.
 * @returns "Rader!C7"; the name in quotes where Excel has it so.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellAddress } from "vantelage/extract";
 * assert.equal(cellAddress("Rader", 7, 2), "Rader!C7");
 * assert.equal(cellAddress("Mål 2026", 1, 26), "'Mål 2026'!AA1");
 * ```
 */
export function cellAddress(sheet: string, line: number, column: number): string {
  return `${quoteName(sheet)}!${columnLetters(column + 1)}${line}`;
}
