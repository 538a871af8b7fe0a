import { ColumnTally } from "./_column_tally.ts";

/** A moment without a column around it: a file's stamp, a title's "Utskriven 202404151230". */
const MOMENT =
  /(^|\D)20\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])[ _T]?(?:[01]\d|2[0-3])[0-5]\d(?!\d)/g;

/**
 * Whether a text holds a personal number anywhere (personnummer, samordningsnummer, an interim or a reserve number), in
 * any of the forms that `screenCells` knows.
 *
 * Twelve digits that are a moment of this century (202404151230) are taken for one.
 *
 * @param text A note, a title, a file's name.
 *
 * @example A number from a public library's tests
 * ```ts
 * import assert from "node:assert/strict";
 * import { holdsPersonalNumber } from "vantelage/contract";
 * assert.equal(holdsPersonalNumber("ring 811228-9874 (ny tid)"), true);
 * assert.equal(holdsPersonalNumber("uttag_202404151230.csv"), false);
 * ```
 */
export function holdsPersonalNumber(text: string): boolean {
  const tally = new ColumnTally();
  tally.addText(text.replace(MOMENT, "$1 tid "), 1);
  const { passed, reserve } = tally.bareNumbers(false);
  return tally.certainCells(false, false) + passed + reserve > 0;
}
