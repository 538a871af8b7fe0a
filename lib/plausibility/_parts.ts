import { APART, type Counted, type PLACES } from "./_counted.ts";

/** The counts, and the totals found among them with their parts. */
export interface Table {
  /** What is counted. */
  readonly counted: readonly Counted[];
  /** For each component whether it is a count of its own: see `CountedRows`. */
  readonly own: readonly boolean[];
  /** The rows by the dimensions that they agree in; filled as it is asked. */
  readonly index: Map<string, ReadonlyMap<string, readonly Counted[]>>;
  /** The totals found, each with its parts. */
  readonly totals: Map<Counted, readonly Counted[]>;
}

/** Gives the rows that a row may be the sum of. */
export type Parts = (total: Counted) => readonly Counted[];

/** A dimension that rows may be totals over. */
export type Place = typeof PLACES[number];

/** The other rows that agree in all but one dimension. */
export function near(table: Table, row: Counted, place: Place): readonly Counted[] {
  return rowsLike(table, row, place, [...APART.filter((name) => name !== place), "region"])
    .filter((part) => part !== row && part.at[place] !== row.at[place]);
}

/** The other rows that agree in all dimensions that a row fills in, but one. */
export function around(table: Table, row: Counted, place: Place): readonly Counted[] {
  const filled = APART.filter((name) => name !== place && row.at[name] !== null);
  if (filled.length === APART.length - 1) return [];
  return rowsLike(table, row, place, [...filled, "region"])
    .filter((part) => part !== row && part.at[place] !== row.at[place]);
}

/** The rows of all regions that agree in the dimensions that a row fills in, but the hospital. */
export function everywhere(table: Table, row: Counted): readonly Counted[] {
  const filled = APART.filter((name) => name !== "sjukhus" && row.at[name] !== null);
  return rowsLike(table, row, "sjukhus", filled).filter((part) => part.at.sjukhus !== row.at.sjukhus);
}

function rowsLike(
  { index, counted }: Table,
  row: Counted,
  place: Place,
  like: readonly (typeof APART[number] | "region")[],
): readonly Counted[] {
  const key = (one: Counted) =>
    JSON.stringify([
      one.manad,
      one.status,
      one.avvikelse,
      ...like.map((name) => name === "region" ? one.region : one.at[name]),
    ]);
  const name = [place, ...like].join();
  let groups = index.get(name);
  if (groups === undefined) index.set(name, groups = Map.groupBy(counted, key));
  return groups.get(key(row)) ?? [];
}

/** The rows just before (-1) or after (1) a total, up to the next that is no leaf. */
export function run(
  parts: readonly Counted[],
  total: Counted,
  step: -1 | 1,
  leaf: (part: Counted) => boolean,
): readonly Counted[] {
  const ordered = step < 0
    ? parts.filter(({ rows }) => rows[0] < total.rows[0]).toReversed()
    : parts.filter(({ rows }) => rows[0] > total.rows[0]);
  const end = ordered.findIndex((part) => !leaf(part));
  return end < 0 ? ordered : ordered.slice(0, end);
}
