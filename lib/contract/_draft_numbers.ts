import type { Extract } from "../extract/mod.ts";
import type { ColumnLook } from "./_column_look.ts";

/** Words that come so often with the same number are named by it; a count varies. */
const TIMES = 3;

/**
 * Whether a column of numbers says the same as a column of words: a code of a speciality, the inhabitants of a region.
 * The words must come again, with the same number each time.
 *
 * @param extract The file; every record is looked at.
 */
export function saysWhatWordsSay(
  { good, fields }: Pick<Extract, "good" | "fields">,
  numbers: ColumnLook,
  columns: readonly ColumnLook[],
): boolean {
  if (numbers.cells.length < 2) return false;
  const words = columns.filter((column) =>
    column !== numbers && !column.counts && column.cells.length === numbers.cells.length &&
    column.cells.every(([, count]) => count >= TIMES)
  );
  const numberOf = words.map(() => new Map<string, string>()), same = words.map(() => true);
  for (let row = 0; row < good; row++) {
    const cells = fields(row), number = cells[numbers.column];
    for (const [at, { column }] of words.entries()) {
      const known = numberOf[at].get(cells[column]);
      if (known === undefined) numberOf[at].set(cells[column], number);
      else if (known !== number) same[at] = false;
    }
  }
  return same.includes(true);
}
