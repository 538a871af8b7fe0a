/** Rows that are looked at to find the header. */
export const LOOKED_AT_ROWS = 50;

/** Rows that may stand above the header. */
const MAX_TITLE_ROWS = 30;

/**
 * Which of a table's first rows is its header: the first that is as wide as the rows commonly are, with more than half of
 * its cells filled. Those above it are titles ("Rapport väntande", "Utskriven 2024-05-02", a merged heading over several columns).
 *
 * A row of titles is believed only when the row after them holds names and no value: otherwise the first row is the
 * header, and what does not fit it is rejected.
 *
 * @param rows The first rows that are not blank, without blank cells at their ends; one that cannot be read is empty.
 * @returns The header's index.
 */
export function findHeaderRow(rows: readonly (readonly string[])[]): number {
  const width = commonWidth(rows);
  const header = rows.findIndex((row) => row.length >= width && filled(row) * 2 > width);
  return header < 0 || header > MAX_TITLE_ROWS || rows[header].some(isValue) ? 0 : header;
}

/** The most common width of rows with at least two cells; of two as common, that which comes first. */
export function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length >= 2) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 2, most = 0;
  for (const [length, count] of counts) if (count > most) [width, most] = [length, count];
  return width;
}

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== "").length;
}

/** A number or a date, as only records hold. */
function isValue(cell: string): boolean {
  // Trimmed first: blanks that two parts of the expression could take would take quadratic time.
  return /^([-+]?\d[\d\s.,]*%?|\d{4}-\d\d-\d\d([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$/.test(cell.trim());
}
