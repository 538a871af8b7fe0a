import type { Reading } from "../contract/mod.ts";
import type { Extract } from "../extract/mod.ts";

/** What a cell of a total row holds in the column that it is a total over: "Alla", "Totalt", "Båda könen". */
const TOTAL_CELL = /^(alla|totalt?|samtliga|summa|båda)( \S.*)?$/;

/**
 * The records of an aggregate that are totals over a column which its layout does not read (kön, klinik, ålder), and
 * whose parts stand in the file too: read without that column they would count everything twice.
 *
 * A record makes up a total when it agrees in every column that is read for more than a count and, of the others, in
 * those that the total tells apart, and tells apart more of them; of two tables that tell apart as much, the first column's
 * counts.
 *
 * @param extract The delivery.
 * @param reading How it is read.
 * @returns Their numbers in the body, in order; mostly none.
 */
export function unreadTotals(extract: Extract, { layout, sources }: Reading): number[] {
  const columnsOf = (wanted: (field: string) => boolean) =>
    Object.entries(sources).flatMap(([field, source]) =>
      "columns" in source && wanted(field) ? source.columns : []
    );
  const counts = new Set(["antal", "pvv", "mov", "median", ...layout.bands.map(({ field }) => field)]);
  const read = new Set(columnsOf(() => true)), named = columnsOf((field) => !counts.has(field));
  const others = extract.header.flatMap((name, column) => name === "" || read.has(column) ? [] : [column]);
  if (others.length === 0) return [];
  const cell = (fields: readonly string[], column: number) => fields[column].trim().toLowerCase();
  const rows = Array.from({ length: extract.good }, (_, record) => {
    const fields = extract.fields(record), texts = others.map((column) => cell(fields, column));
    return {
      record,
      key: JSON.stringify(named.map((column) => cell(fields, column))),
      texts: texts.map((text) => TOTAL_CELL.test(text) ? null : text),
    };
  });
  const totalled = others.map((_, at) => at).filter((at) => rows.some(({ texts }) => texts[at] === null));
  if (totalled.length === 0) return [];
  const detail = ({ texts }: typeof rows[number]) =>
    totalled.reduce(
      (sum, at, index) => sum + (texts[at] === null ? 0 : 1 - 2 ** index / 2 ** (totalled.length + 1)),
      0,
    );
  const makesUp = (part: typeof rows[number], total: typeof rows[number]) =>
    detail(part) > detail(total) &&
    totalled.every((at) =>
      part.texts[at] === null || total.texts[at] === null || part.texts[at] === total.texts[at]
    );
  return [...Map.groupBy(rows, ({ key }) => key).values()].flatMap((alike) =>
    alike.filter((total) =>
      totalled.some((at) => total.texts[at] === null) && alike.some((part) => makesUp(part, total))
    ).map(({ record }) => record)
  ).sort((a, b) => a - b);
}
