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

/** Orders values as engines do: texts by their UTF-16 units, `false` before `true`, missing last. */
export function compareValues(a: DimensionValue, b: DimensionValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
