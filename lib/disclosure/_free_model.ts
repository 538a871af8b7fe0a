import type { Columns, Highs, Model } from "../optimise/solver.ts";
import { type Known, UNBOUNDED } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";

/** Seconds that one search may take. */
const TIME_LIMIT_S = 20;

/** HiGHS's status for a model solved to the end, and its kinds of variable. */
const OPTIMAL = 7, CONTINUOUS = 0, WHOLE = 1;

/** Up to so many free counts are asked for in whole numbers at once, whatever is asked for. */
export const MOST_WHOLE = 400;

/** How far from the best a table of whole numbers may be that real ones were brought to, as a share of its worth. */
const GAP = 0.3;

/** How the tables looked for are found. */
export interface SearchOptions {
  /**
   * In whole numbers, which alone is proof, as contacts come whole; or with many free counts in real ones, which is
   * quicker by far and mostly right: a guess.
   */
  readonly as: "proof" | "guess";
  /** Up to so many free counts whole numbers are asked for at once; with more, real ones are brought to whole ones. */
  readonly mostWhole?: number;
}

/** A real number this near a whole one is it. */
const WHOLE_WITHIN = 1e-6;

/**
 * All that a reader knows, as a linear model: a column for each finest count that is not known, a row for each other
 * count that the reader knows something of.
 */
export class FreeModel {
  /** The counts that the rows hold to what is known. */
  readonly #rows: readonly number[];
  readonly #columns: ReadonlyMap<number, readonly number[]>;
  readonly #tables: LinkedTables;
  readonly #free: readonly number[];
  readonly #model: Model;
  /** Whether whole numbers are asked for at once. */
  readonly #whole: boolean;
  /** Whether real numbers are brought to whole ones. */
  readonly #isProof: boolean;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  /** All columns at once: to inform the solver of them one by one takes as long as the search. */
  readonly #all: Columns;

  /**
   * @param highs The solver.
   * @param tables The linked tables.
   * @param known What the reader knows.
   * @param spread How far a free count may rise above the truth, so that many rise instead of one.
   * @param search How the tables are found.
   */
  constructor(highs: Highs, tables: LinkedTables, known: Known, spread: number, search: SearchOptions) {
    const free = freeCounts(tables, known), { as, mostWhole = MOST_WHOLE } = search;
    this.#whole = free.length <= mostWhole;
    this.#isProof = as === "proof";
    this.#tables = tables;
    this.#free = free;
    const rows = new Map<number, number[]>();
    for (const [column, at] of free.entries()) {
      for (const count of holdersOf(tables, at)) {
        const row = rows.get(count);
        if (row) row.push(column);
        else rows.set(count, [column]);
      }
    }
    this.#columns = rows;
    const isExact = (count: number) => known.low[count] === known.high[count];
    const implied = new Set<number>();
    for (const { total, parts } of tables.sums()) {
      if (isExact(total) && parts.every(isExact)) implied.add(total);
    }
    const isKnown = (count: number) => known.low[count] > 0 || known.high[count] < UNBOUNDED;
    const needed = [...rows].filter(([count]) => isKnown(count) && !implied.has(count));
    this.#rows = needed.map(([count]) => count);
    const fixed = (count: number, columns: readonly number[]) =>
      columns.reduce((rest, column) => rest - tables.finest[free[column]], tables.counts[count]);
    this.#all = { kind: "range", from: 0, to: free.length - 1 };
    this.#lower = new Float64Array(free.length);
    this.#upper = Float64Array.from(free, (at) => tables.finest[at] + spread);
    const starts = [0];
    for (const [, columns] of needed) starts.push(starts[starts.length - 1] + columns.length);
    const indices = needed.flatMap(([, columns]) => columns);
    this.#model = highs.createModel({
      numCols: free.length,
      numRows: needed.length,
      colCost: free.map(() => 0),
      colLower: [...this.#lower],
      colUpper: [...this.#upper],
      rowLower: needed.map(([count, columns]) => known.low[count] - fixed(count, columns)),
      rowUpper: needed.map(([count, columns]) =>
        known.high[count] === UNBOUNDED ? Infinity : known.high[count] - fixed(count, columns)
      ),
      matrix: {
        format: "csr",
        numRows: needed.length,
        numCols: free.length,
        starts,
        indices,
        values: indices.map(() => 1),
      },
      integrality: free.map(() => this.#whole ? WHOLE : CONTINUOUS),
    });
    this.#model.options.set({ output_flag: false, time_limit: TIME_LIMIT_S, random_seed: 1 });
    if (!this.#whole) this.#model.options.set({ mip_rel_gap: GAP });
  }

  /** How many columns it has. */
  get size(): number {
    return this.#free.length;
  }

  /** The columns that a count is the sum of, beside what is known. */
  columnsOf(count: number): readonly number[] {
    return this.#columns.get(count) ?? [];
  }

  /**
   * Looks for a table that is worth much. With few free counts it is the whole one worth most; with many it is the real
   * one worth most, brought to whole numbers for a proof, where it may be worth less.
   *
   * @param worth What one contact more in each free count is worth.
   * @param fresh Whether to begin again, which is quicker unless little has changed since the last search.
   * @returns The finest counts of the table, `null` when none was found in time; and the known counts that keep the best
   *   table from being worth more.
   */
  best(worth: Float64Array, fresh: boolean): { finest: Float64Array | null; binding: number[] } {
    if (this.#free.length === 0) return { finest: null, binding: [] };
    this.#model.changeColsCost(this.#all, worth.map((value) => -value)); // HiGHS minimises
    if (fresh) this.#model.clearSolver();
    if (!this.#solve()) return { finest: null, binding: [] };
    const { colValue, rowDual } = this.#model.getSolution();
    const binding = this.#rows.filter((_, row) => Math.abs(rowDual[row]) > 1e-7);
    const isWhole = (value: number) => Math.abs(value - Math.round(value)) <= WHOLE_WITHIN;
    if (this.#whole || colValue.every(isWhole)) {
      return { finest: this.#finestOf(colValue.map(Math.round)), binding };
    }
    if (!this.#isProof) return { finest: this.#finestOf(colValue), binding };
    // The truth is a whole table: where the real one is as it, the whole one may stay so.
    const whole = this.#wholeNear(
      colValue,
      (value, column) => value !== this.#tables.finest[this.#free[column]],
    );
    return { finest: whole === null ? null : this.#finestOf(whole), binding };
  }

  /** The whole table worth most that agrees with a table but in some of its columns; `null` when none was found in time. */
  #wholeNear(
    table: Float64Array,
    isOpen: (value: number, column: number) => boolean,
  ): Float64Array | null {
    const open = Uint8Array.from(table, (value, column) => isOpen(value, column) ? 1 : 0);
    const bounds = (free: Float64Array) =>
      free.map((bound, column) => open[column] === 1 ? bound : Math.round(table[column]));
    this.#model.changeColsIntegrality(
      this.#all,
      Int32Array.from(open, (one) => one === 1 ? WHOLE : CONTINUOUS),
    );
    this.#model.changeColsBounds(this.#all, bounds(this.#lower), bounds(this.#upper));
    this.#model.clearSolver();
    const found = this.#solve() ? this.#model.getSolution().colValue.map(Math.round) : null;
    this.#model.changeColsIntegrality(this.#all, new Int32Array(open.length).fill(CONTINUOUS));
    this.#model.changeColsBounds(this.#all, this.#lower, this.#upper);
    return found;
  }

  #solve(): boolean {
    this.#model.zeroAllClocks(); // else the time limit holds for all searches together
    this.#model.run();
    return this.#model.getModelStatus() === OPTIMAL;
  }

  #finestOf(values: Float64Array): Float64Array {
    const finest = Float64Array.from(this.#tables.finest);
    for (const [column, at] of this.#free.entries()) finest[at] = values[column];
    return finest;
  }

  /** Gives the solver's memory back. */
  [Symbol.dispose](): void {
    this.#model.dispose();
  }
}

/** The finest counts that the reader does not know: all but those that a known count holds alone. */
function freeCounts(tables: LinkedTables, known: Known): number[] {
  return [...tables.finest.keys()].filter((at) =>
    known.finest?.[at] !== 1 &&
    !holdersOf(tables, at).some((count) =>
      known.low[count] === known.high[count] && tables.finestIn[count] === 1
    )
  );
}

/** The counts that hold a finest count. */
function holdersOf({ axes, finestStrides, strides, groupsHolding }: LinkedTables, at: number): number[] {
  return axes.reduce<number[]>((bases, { size }, axis) => {
    const leaf = Math.floor(at / finestStrides[axis]) % size;
    return bases.flatMap((base) => groupsHolding[axis][leaf].map((group) => base + group * strides[axis]));
  }, [0]);
}
