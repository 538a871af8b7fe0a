import type { Reading } from "../contract/mod.ts";
import type { Extract } from "../extract/mod.ts";
import { isTotalCell } from "../plausibility/mod.ts";

/**
 * The records of an aggregate that are totals over a column which its layout does not read (kön, klinik, ålder), and
 * whose parts are in the file too: read without that column they would count everything twice.
 *
 * A record is a part of a total when it agrees in every column but counts and measures, where neither is a total, and
 * breaks down more of the columns that totals are over. Of two tables that break down as many, the one by the first
 * column is counted.
 *
 * @param extract The delivery.
 * @param reading How it is read.
 * @param candidates The records that are not skipped already.
 * @param countsOf What a record counts, in every band.
 * @returns Their numbers, in order; mostly none.
 */
export function unreadTotals(
  extract: Pick<Extract, "header" | "fields">,
  { layout, sources }: Reading,
  candidates: readonly number[],
  countsOf: (record: number) => readonly (number | null)[],
): number[] {
  const columnsOf = (wanted: (field: string) => boolean) =>
    Object.entries(sources).flatMap(([field, source]) =>
      "columns" in source && wanted(field) ? source.columns : []
    );
  const counts = new Set(["antal", "pvv", "mov", "median", ...layout.bands.map(({ field }) => field)]);
  const read = new Set(columnsOf(() => true)), named = columnsOf((field) => !counts.has(field));
  const others = extract.header.flatMap((name, column) => name === "" || read.has(column) ? [] : [column]);
  if (others.length === 0) return [];
  const rows = candidates.map((record): UnreadRow => {
    const cells = extract.fields(record).map((text) => text.trim().toLowerCase());
    return {
      record,
      cells,
      told: others.map((column) => isTotalCell(cells[column]) ? null : cells[column]),
    };
  });
  const over = others.map((_, at) => at).filter((at) => rows.some(({ told }) => told[at] === null));
  if (over.length === 0) return [];
  const alike = [
    ...named,
    ...others.filter((column, at) => !over.includes(at) && !measures(extract.header[column], column, rows)),
  ];
  // A file of many rows has few kinds of rows that break down the same columns.
  const kinds = [...Map.groupBy(rows, ({ told }) => over.map((at) => told[at] === null ? "0" : "1").join(""))]
    .map(([tells, rows]) => ({ tells, rows, detail: detail(tells) }));
  const found = kinds.flatMap((total) =>
    kinds.filter((part) => part.detail > total.detail).flatMap((part) => {
      const both = over.filter((_, index) => part.tells[index] === "1" && total.tells[index] === "1");
      const key = ({ cells, told }: typeof rows[number]) =>
        JSON.stringify([...alike.map((column) => cells[column]), ...both.map((at) => told[at])]);
      const parts = new Set(part.rows.map(key));
      return total.rows.filter((row) => parts.has(key(row))).map(({ record }) => record);
    })
  );
  const sums = sumsByWord(rows.filter(({ record }) => !found.includes(record)), named, over, countsOf);
  return [...new Set([...found, ...sums])].sort((a, b) => a - b);
}

/**
 * The rows that say in a column that they are totals and are, in every count, the sum of the rows that agree with them in
 * what is read: whatever stands in other columns that are not read.
 */
function sumsByWord(
  rows: readonly UnreadRow[],
  named: readonly number[],
  over: readonly number[],
  countsOf: (record: number) => readonly (number | null)[],
): number[] {
  const alike = Map.groupBy(rows, ({ cells }) => JSON.stringify(named.map((column) => cells[column])));
  return [...alike.values()].flatMap((group) =>
    over.flatMap((at) => {
      const others = over.filter((one) => one !== at);
      const sets = Map.groupBy(group, ({ told }) => JSON.stringify(others.map((one) => told[one])));
      return [...sets.values()].flatMap((set) => {
        const parts = set.filter(({ told }) => told[at] !== null).map(({ record }) => countsOf(record));
        if (parts.length === 0) return [];
        const sum = (index: number) => parts.reduce((all, counts) => all + (counts[index] ?? 0), 0);
        return set.filter(({ record, told }) =>
          told[at] === null && countsOf(record).every((count, index) => (count ?? 0) === sum(index))
        ).map(({ record }) => record);
      });
    })
  );
}

/** A row, its cells in small letters, and what it says in each column that is not read: `null` for a total. */
interface UnreadRow {
  readonly record: number;
  readonly cells: readonly string[];
  readonly told: readonly (string | null)[];
}

/** How much a row breaks down, from a "1" for each column that it does: the number of columns decides, then their order. */
function detail(tells: string): number {
  return [...tells].reduce(
    (sum, one, index) => sum + (one === "1" ? 1 - 2 ** index / 2 ** (tells.length + 1) : 0),
    0,
  );
}

/** Whether a column measures its row (andel, totalt): a total's value then differs from those of its parts. */
function measures(
  name: string,
  column: number,
  rows: readonly { readonly cells: readonly string[] }[],
): boolean {
  return /antal|total|summa|andel|medel|median|per 1|invånare|%/i.test(name) ||
    rows.some(({ cells }) => /^-?[\d\s]*\d(?:[.,]\d+\s*%?|\s*%)$/.test(cells[column]));
}
