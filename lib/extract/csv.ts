import type { Delimiter } from "./dialect.ts";

/** Options for {@linkcode toCsv}. */
export interface ToCsvOptions {
  /** What parts the fields. @default {";"} */
  delimiter?: Delimiter;
  /**
   * Puts an apostrophe before each cell that a spreadsheet would run as a formula (beginning with = + - @,
   * tab or CR) and that is not a plain number.
   * @default {false}
   */
  formulaSafe?: boolean;
}

/**
 * Writes rows as CSV by RFC 4180: CRLF after each row, quotes only where they are needed.
 *
 * @param rows Rows of cells, the header first where there is one; or plain objects, whose keys become the header and whose
 * numbers have a decimal comma. Not changed.
 * @param options The delimiter and the guard against formulas.
 * @returns The text, "" without rows. It has no byte order mark.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toCsv } from "vantelage";
 *
 * const rows = [["rad", "orsak"], ["12", "=1+1"], ["13", "-5,5"]];
 * assert.equal(toCsv(rows, { formulaSafe: true }), "rad;orsak\r\n12;'=1+1\r\n13;-5,5\r\n");
 * assert.equal(toCsv([{ sjukhus: "Mora lasarett", median: 51.5 }]), "sjukhus;median\r\nMora lasarett;51,5\r\n");
 * ```
 */
export function toCsv(
  rows: readonly (readonly string[])[] | readonly object[],
  options: ToCsvOptions = {},
): string {
  const { delimiter = ";", formulaSafe = false } = options;
  const cell = (value: string): string => quote(formulaSafe ? defuse(value) : value, delimiter);
  // A row of one empty cell would be a blank line, which no reader takes for a row.
  const line = (row: readonly string[]): string =>
    row.length === 1 && row[0] === "" ? '""' : row.map(cell).join(delimiter);
  return textRows(rows).map((row) => line(row) + "\r\n").join("");
}

function textRows(rows: readonly (readonly string[])[] | readonly object[]): readonly (readonly string[])[] {
  const [first] = rows;
  if (first === undefined || Array.isArray(first)) return rows as readonly (readonly string[])[];
  const names = Object.keys(first);
  const text = (value: unknown) =>
    typeof value === "number" ? String(value).replace(".", ",") : String(value ?? "");
  return [names, ...rows.map((row) => names.map((name) => text(Reflect.get(row, name))))];
}

function defuse(value: string): string {
  return /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+([.,]\d+)?$/.test(value) ? `'${value}` : value;
}

function quote(value: string, delimiter: Delimiter): string {
  const special = value.includes(delimiter) || /["\r\n]|^[ \t]|[ \t]$/.test(value);
  return special ? `"${value.replaceAll('"', '""')}"` : value;
}
