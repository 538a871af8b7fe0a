import type { RejectedRecord } from "./finding.ts";

/** The first column of a file of rejected records: the record's line in the delivered file. */
export const REJECTED_LINE = "underkänd_rad";

/** Its second column: why the record was rejected. */
export const REJECTED_WHY = "underkänd_orsak";

/** What to do with a record whose fields cannot be distinguished, its line at hand or not. */
const PUT_APART = "Hela raden står i den första kolumnen: fördela dess värden på kolumnerna";
const LOOK_IT_UP = "Raden går inte att dela upp i kolumner: skriv in dess värden efter originalet";

/** Options for {@linkcode rejectedTable}. */
export interface RejectedTableOptions {
  /** The headers of the columns that are used, in the order of the file. */
  readonly columns: readonly string[];
  /** A line of the delivery itself, for records whose fields cannot be distinguished. Without it their cells are empty. */
  readonly lineOf?: (line: number) => string | undefined;
}

/**
 * Rejected records as a table to be corrected: line and reasons first, then the columns that are used. Cells of other
 * columns are not there. Of a record whose fields cannot be distinguished the whole line is in the first column.
 *
 * @param records The records, as {@linkcode Store.rejected} gives them.
 * @param options The columns, and the lines of the delivery where it is at hand.
 * @returns The header and a row for each record, as texts.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { rejectedTable } from "vantelage/judge";
 * const record = { file: "april.csv", line: 7, column: 1, rules: ["antal_ogiltigt"], says: ["antal ska vara ett tal"], cells: { sjukhus: "Falun", antal: "x" } };
 * const [header, row] = rejectedTable([record], { columns: ["sjukhus", "antal"] });
 * assert.deepEqual(header, ["underkänd_rad", "underkänd_orsak", "sjukhus", "antal"]);
 * assert.deepEqual(row, ["7", "antal ska vara ett tal", "Falun", "x"]);
 * ```
 */
export function rejectedTable(
  records: readonly RejectedRecord[],
  { columns, lineOf = () => undefined }: RejectedTableOptions,
): string[][] {
  const rows = records.map(({ line, cell, says, cells }) => {
    const whole = cells === null ? lineOf(line) : undefined;
    const todo = cells !== null ? [] : whole === undefined ? [LOOK_IT_UP] : [PUT_APART];
    const own = cells === null
      ? unsplit(whole, columns.length)
      : columns.map((header) => Object.hasOwn(cells, header) ? cells[header] : "");
    return [String(line), [...cell === undefined ? [] : [cell], ...says, ...todo].join(". "), ...own];
  });
  return [[REJECTED_LINE, REJECTED_WHY, ...columns], ...rows];
}

/** The cells of a record whose fields cannot be distinguished, as {@linkcode rejectedTable} writes them. */
export function unsplit(line: string | undefined, length: number): string[] {
  return Array.from({ length }, (_, at) => at === 0 ? line ?? "" : "");
}
