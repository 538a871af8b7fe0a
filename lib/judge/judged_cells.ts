import {
  type CubeCell,
  type Dimension,
  DIMENSIONS,
  type Dimensions,
  type DimensionValue,
} from "../cube/mod.ts";
import { pairCodes } from "./_pair_codes.ts";

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

/** The cells of some columns by some dimensions, whose names make the key. */
interface Groups {
  readonly columns: JudgedCellColumns;
  readonly key: string;
  readonly codes: Uint32Array;
  readonly groups: readonly (readonly DimensionValue[])[];
}

/** The cells of a judged delivery, in the order of their dimensions and days: texts by their UTF-16 units, missing ones last. */
export class JudgedCells {
  /** The cells by column. */
  readonly columns: JudgedCellColumns;
  #withoutDays: JudgedCellColumns | null = null;
  #stem: Groups | null = null;

  /** Cells that are in order. */
  constructor(columns: JudgedCellColumns) {
    this.columns = columns;
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
    const columns = days ? this.columns : this.#withoutDays ??= withoutDays(this.columns);
    const { lo, antal } = columns, { least, size, since } = days ? daysSince(lo) : NO_DAYS;
    const { codes, groups } = this.#grouped(by, columns);
    const paired = days ? pairCodes(codes, groups.length, since, size) : null;
    const rows = paired?.codes ?? codes,
      pairs = paired?.pairs ?? groups.map((_, group) => [group, 0] as const);
    const sums = new Float64Array(pairs.length);
    for (let at = 0; at < rows.length; at++) sums[rows[at]] += antal[at];
    const named = groups.map((values) =>
      Object.fromEntries(by.map((name, index) => [name, values[index]])) as Pick<Dimensions, D>
    );
    return pairs.map(([group, day], row) => ({ ...named[group], lo: least + day, antal: sums[row] }));
  }

  /** The number of each cell's group by some dimensions, and what the groups are. */
  #grouped(by: readonly Dimension[], columns: JudgedCellColumns): Groups {
    const { dimensions, antal } = columns;
    if (by.length === 0) {
      return {
        columns,
        key: "",
        codes: new Uint32Array(antal.length),
        groups: antal.length === 0 ? [] : [[]],
      };
    }
    const stem = by.slice(0, -1), key = stem.join();
    // The groups that differ in their last dimension alone are often asked for one after another.
    const known = this.#stem?.columns === columns && this.#stem.key === key;
    const before = known ? this.#stem! : this.#stem = this.#grouped(stem, columns);
    const { values, codes: own } = dimensions[by[by.length - 1]];
    const { codes, pairs } = pairCodes(before.codes, before.groups.length, own, values.length);
    return {
      columns,
      key: by.join(),
      codes,
      groups: pairs.map(([group, value]) => [...before.groups[group], values[value]]),
    };
  }
}

/** Cells in order, those added up that differ in their days alone. */
function withoutDays({ dimensions, lo, hi, antal }: JudgedCellColumns): JudgedCellColumns {
  const differs = new Uint8Array(antal.length).fill(1, 0, 1);
  for (const { codes } of Object.values(dimensions)) {
    for (let at = 1; at < codes.length; at++) if (codes[at] !== codes[at - 1]) differs[at] = 1;
  }
  const firsts = new Uint32Array(antal.length), sums = new Float64Array(antal.length);
  let size = 0;
  for (let at = 0; at < antal.length; at++) {
    if (differs[at] === 1) firsts[size++] = at;
    sums[size - 1] += antal[at];
  }
  const taken = <A extends Uint32Array | Int32Array>(numbers: A, own: A): A => {
    for (let at = 0; at < size; at++) own[at] = numbers[firsts[at]];
    return own;
  };
  return {
    dimensions: mapDimensions((name) => {
      const { values, codes } = dimensions[name];
      return { values, codes: taken(codes, new Uint32Array(size)) };
    }),
    lo: taken(lo, new Int32Array(size)),
    hi: taken(hi, new Int32Array(size)),
    antal: sums.slice(0, size),
  };
}

const NO_DAYS = { least: 0, size: 1, since: new Uint32Array(0) };

/** Days as days since the least of them, and how many there are from it to the most. */
function daysSince(days: Int32Array): { least: number; size: number; since: Uint32Array } {
  let least = OPEN, most = 0;
  for (let at = 0; at < days.length; at++) {
    if (days[at] < least) least = days[at];
    if (days[at] > most) most = days[at];
  }
  const since = new Uint32Array(days.length);
  for (let at = 0; at < days.length; at++) since[at] = days[at] - least;
  return { least, size: Math.max(0, most - least + 1), since };
}

function mapDimensions<T>(make: (name: Dimension) => T): Record<Dimension, T> {
  return Object.fromEntries(DIMENSIONS.map((name) => [name, make(name)])) as Record<Dimension, T>;
}

/** Orders values as engines do: texts by their UTF-16 units, `false` before `true`, missing last. */
export function compareValues(a: DimensionValue, b: DimensionValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
