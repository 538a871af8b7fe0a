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

/** The cells by some dimensions, whose names make the key. */
interface Groups {
  readonly key: string;
  readonly codes: Uint32Array;
  readonly groups: readonly (readonly DimensionValue[])[];
}

/** The cells of a judged delivery, in the order of their dimensions and days: texts by their UTF-16 units, missing ones last. */
export class JudgedCells {
  /** The cells by column. */
  readonly columns: JudgedCellColumns;
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
    const { lo, antal } = this.columns, { least, size, since } = days ? daysSince(lo) : NO_DAYS;
    const { codes, groups } = this.#grouped(by);
    const paired = days ? pairCodes(codes, groups.length, since, size) : null;
    const rows = paired?.codes ?? codes,
      pairs = paired?.pairs ?? groups.map((_, group) => [group, 0] as const);
    const sums = new Float64Array(pairs.length);
    for (let at = 0; at < rows.length; at++) sums[rows[at]] += antal[at];
    return pairs.map(([group, day], row) => ({
      ...Object.fromEntries(by.map((name, index) => [name, groups[group][index]])) as Pick<Dimensions, D>,
      lo: least + day,
      antal: sums[row],
    }));
  }

  /** The number of each cell's group by some dimensions, and what the groups are. */
  #grouped(by: readonly Dimension[]): Groups {
    const { dimensions, antal } = this.columns;
    if (by.length === 0) {
      return { key: "", codes: new Uint32Array(antal.length), groups: antal.length === 0 ? [] : [[]] };
    }
    const stem = by.slice(0, -1), key = stem.join();
    // The groups that differ in their last dimension alone are often asked for one after another.
    const before = this.#stem?.key === key ? this.#stem : this.#stem = this.#grouped(stem);
    const { values, codes: own } = dimensions[by[by.length - 1]];
    const { codes, pairs } = pairCodes(before.codes, before.groups.length, own, values.length);
    return {
      key: by.join(),
      codes,
      groups: pairs.map(([group, value]) => [...before.groups[group], values[value]]),
    };
  }
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
