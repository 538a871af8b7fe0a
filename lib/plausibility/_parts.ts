import { APART, type Counted, type PLACES } from "./_counted.ts";

/** The counts, and the totals found among them with their parts. */
export interface Table {
  /** What is counted. */
  readonly counted: readonly Counted[];
  /** For each component whether it is a count of its own: see `CountedRows`. */
  readonly own: readonly boolean[];
  /** The rows by the dimensions that they agree in; filled as it is asked. */
  readonly index: Map<string, ReadonlyMap<Counted, readonly Counted[]>>;
  /** The totals found, each with its parts. */
  readonly totals: Map<Counted, readonly Counted[]>;
}

/** Rows added together. */
export interface Sums {
  /** How many they are. */
  readonly size: number;
  /** The sum of each component. */
  readonly counts: readonly number[];
  /** How many rows lack each component. */
  readonly hidden: readonly number[];
}

/** The rows that a row may be the sum of. */
export interface Parts {
  /** They added together; found without a look at each of them. */
  sums(total: Counted): Sums;
  /** Themselves. */
  rows(total: Counted): readonly Counted[];
}

/** A dimension that rows may be totals over. */
export type Place = typeof PLACES[number];

/** Gives the rows of which some may be the parts of a row. */
export type Group = (table: Table, row: Counted, place: Place) => readonly Counted[];

const NOBODY: readonly Counted[] = [];

/** The rows that agree in all but one dimension. */
export function near(table: Table, row: Counted, place: Place): readonly Counted[] {
  return rowsLike(table, row, place, [...APART.filter((name) => name !== place), "region"]);
}

/** The rows that agree in all dimensions that a row fills in, but one. */
export function around(table: Table, row: Counted, place: Place): readonly Counted[] {
  const filled = APART.filter((name) => name !== place && row.at[name] !== null);
  return filled.length === APART.length - 1 ? NOBODY : rowsLike(table, row, place, [...filled, "region"]);
}

/** The rows of all regions that agree in the dimensions that a row fills in, but the hospital. */
export function everywhere(table: Table, row: Counted, place: Place): readonly Counted[] {
  return rowsLike(table, row, place, APART.filter((name) => name !== place && row.at[name] !== null));
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
  if (groups === undefined) {
    const byKey = Map.groupBy(counted, key);
    index.set(name, groups = new Map([...byKey.values()].flatMap((rows) => rows.map((one) => [one, rows]))));
  }
  return groups.get(row) ?? NOBODY;
}

/**
 * Those rows of a group that fit and are called otherwise than the row itself. Each group is added together once, so that
 * the time grows with the rows and not with their pairs; what fits may therefore not change in between.
 */
export function othersThat(
  table: Table,
  group: Group,
  place: Place,
  fits: (part: Counted) => boolean,
): Parts {
  const added = new Map<readonly Counted[], { all: Adding; named: Map<string | null, Adding> }>();
  const none: Sums = adding(table);
  return {
    sums(total) {
      const rows = group(table, total, place);
      const { all, named } = added.getOrInsertComputed(rows, () => {
        const all = adding(table), named = new Map<string | null, Adding>();
        for (const row of rows.filter(fits)) {
          add(all, row);
          add(named.getOrInsertComputed(row.at[place], () => adding(table)), row);
        }
        return { all, named };
      });
      const own = named.get(total.at[place]) ?? none;
      return {
        size: all.size - own.size,
        counts: all.counts.map((sum, index) => sum - own.counts[index]),
        hidden: all.hidden.map((count, index) => count - own.hidden[index]),
      };
    },
    rows: (total) =>
      group(table, total, place).filter((part) => part.at[place] !== total.at[place] && fits(part)),
  };
}

/** The rows just before (-1) or after (1) a total in its group, up to the next that is no leaf. */
export function run(
  table: Table,
  group: Group,
  place: Place,
  step: -1 | 1,
  leaf: (part: Counted) => boolean,
): Parts {
  const orders = new Map<readonly Counted[], Map<Counted, number>>();
  const rows = (total: Counted) => {
    const all = group(table, total, place), found: Counted[] = [];
    const order = orders.getOrInsertComputed(all, () => new Map(all.map((row, index) => [row, index])));
    for (let at = (order.get(total) ?? all.length) + step; at >= 0 && at < all.length; at += step) {
      if (all[at].at[place] === total.at[place]) continue;
      if (!leaf(all[at])) break;
      found.push(all[at]);
    }
    return found;
  };
  return {
    rows,
    sums(total) {
      const sums = adding(table);
      for (const row of rows(total)) add(sums, row);
      return sums;
    },
  };
}

interface Adding {
  size: number;
  readonly counts: number[];
  readonly hidden: number[];
}

function adding({ own }: Table): Adding {
  return { size: 0, counts: own.map(() => 0), hidden: own.map(() => 0) };
}

function add(sums: Adding, { counts }: Counted): void {
  sums.size++;
  for (const [index, count] of counts.entries()) {
    if (count === null) sums.hidden[index]++;
    else sums.counts[index] += count;
  }
}
