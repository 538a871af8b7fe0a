import {
  type CubeCell,
  type Dimension,
  DIMENSIONS,
  type Dimensions,
  type DimensionValue,
} from "../cube/mod.ts";

/** Stands for the last day of an open band. */
export const OPEN = 0x7fffffff;

/** The cells of a delivery by column. */
export interface JudgedCellColumns {
  /** Each dimension's different values, and the number of each cell's value. */
  readonly dimensions: Readonly<
    Record<Dimension, { readonly values: readonly DimensionValue[]; readonly codes: Uint32Array }>
  >;
  /** The first day of each cell. */
  readonly lo: Int32Array;
  /** The last day of each cell, {@linkcode OPEN} without one. */
  readonly hi: Int32Array;
  /** The contacts in each cell. */
  readonly antal: Float64Array;
}

/** The cells of a judged delivery, in the order of their dimensions and days: texts by their UTF-16 units, missing ones last. */
export class JudgedCells {
  /** The cells by column. */
  readonly columns: JudgedCellColumns;

  private constructor(columns: JudgedCellColumns) {
    this.columns = columns;
  }

  /** Puts cells in order. Each dimension is sorted by its values' ranks, the least telling column first. */
  static sorted({ dimensions, lo, hi, antal }: JudgedCellColumns): JudgedCells {
    const ranked = mapDimensions((name) => ranks(dimensions[name]));
    let order: Uint32Array = Uint32Array.from({ length: antal.length }, (_, at) => at);
    for (const days of [hi, lo]) order = sortedBy(order, days, daySpan(days));
    for (const name of DIMENSIONS.toReversed()) {
      const { codes, values } = ranked[name];
      if (values.length > 1) order = sortedBy(order, codes, { least: 0, size: values.length });
    }
    const take = <A extends Uint32Array | Int32Array | Float64Array>(column: A): A => {
      const taken = column.slice() as A;
      for (let at = 0; at < order.length; at++) taken[at] = column[order[at]];
      return taken;
    };
    return new JudgedCells({
      dimensions: mapDimensions((name) => ({ values: ranked[name].values, codes: take(ranked[name].codes) })),
      lo: take(lo),
      hi: take(hi),
      antal: take(antal),
    });
  }

  /** The number of cells. */
  get length(): number {
    return this.columns.antal.length;
  }

  /** One cell. */
  cell(at: number): CubeCell {
    const { dimensions, lo, hi, antal } = this.columns;
    const values = mapDimensions((name) => dimensions[name].values[dimensions[name].codes[at]]);
    return {
      ...values as unknown as Dimensions,
      lo: lo[at],
      hi: hi[at] === OPEN ? null : hi[at],
      antal: antal[at],
    };
  }

  /**
   * Contacts by some dimensions, and by the first day when asked.
   *
   * @param by The dimensions.
   * @param days Whether rows differ in their first day; else `lo` is 0.
   * @returns One row for each group, in the order of the cells.
   */
  roll<D extends Dimension>(
    by: readonly D[],
    days = false,
  ): (Pick<Dimensions, D> & { lo: number; antal: number })[] {
    const { dimensions, lo, antal } = this.columns, columns = by.map((name) => dimensions[name]);
    const groups = new Map<number, Map<number, { at: number; antal: number }>>();
    for (let at = 0; at < antal.length; at++) {
      let key = 0;
      for (const { values, codes } of columns) key = key * values.length + codes[at];
      const day = days ? lo[at] : 0;
      let group = groups.get(key);
      if (group === undefined) groups.set(key, group = new Map());
      const found = group.get(day);
      if (found === undefined) group.set(day, { at, antal: antal[at] });
      else found.antal += antal[at];
    }
    return [...groups.values()].flatMap((group) =>
      [...group].map(([day, { at, antal }]) => ({
        ...Object.fromEntries(
          by.map((name, index) => [name, columns[index].values[columns[index].codes[at]]]),
        ) as Pick<
          Dimensions,
          D
        >,
        lo: day,
        antal,
      }))
    );
  }
}

function mapDimensions<T>(make: (name: Dimension) => T): Record<Dimension, T> {
  return Object.fromEntries(DIMENSIONS.map((name) => [name, make(name)])) as Record<Dimension, T>;
}

/** A column whose values are in order, so that codes compare as they do. */
function ranks(
  { values, codes }: { readonly values: readonly DimensionValue[]; readonly codes: Uint32Array },
): { values: readonly DimensionValue[]; codes: Uint32Array } {
  const ordered = values.toSorted(compareValues), places = new Map(ordered.map((value, at) => [value, at]));
  const rank = Uint32Array.from(values, (value) => places.get(value)!);
  return { values: ordered, codes: codes.map((code) => rank[code]) };
}

/** Texts by their UTF-16 units, `false` before `true`, missing last. */
function compareValues(a: DimensionValue, b: DimensionValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** More different values than this are not counted one by one. */
const MOST_COUNTED = 1 << 20;

/** An order sorted further by a column, equal ones in the order they had. */
function sortedBy(
  order: Uint32Array,
  column: Uint32Array | Int32Array,
  { least, size }: { readonly least: number; readonly size: number },
): Uint32Array {
  if (size > MOST_COUNTED) return order.toSorted((a, b) => column[a] - column[b]);
  const place = (value: number) => value === OPEN ? size - 1 : value - least;
  const starts = new Uint32Array(size + 1), sorted = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) starts[place(column[order[at]]) + 1]++;
  for (let value = 0; value < size; value++) starts[value + 1] += starts[value];
  for (let at = 0; at < order.length; at++) sorted[starts[place(column[order[at]])]++] = order[at];
  return sorted;
}

/** The least of days, and how many there are from it to the most, with a place more for those without a last day. */
export function daySpan(days: Int32Array): { least: number; size: number } {
  let least = Infinity, most = -Infinity;
  for (let at = 0; at < days.length; at++) {
    if (days[at] === OPEN) continue;
    if (days[at] < least) least = days[at];
    if (days[at] > most) most = days[at];
  }
  return least > most ? { least: 0, size: 1 } : { least, size: most - least + 2 };
}
