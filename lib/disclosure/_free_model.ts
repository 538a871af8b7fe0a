import type { Highs, Model } from "../optimise/solver.ts";
import { type Known, UNBOUNDED } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";

/** Seconds that one search may take. */
const TIME_LIMIT_S = 20;

/** HiGHS's status for a model solved to the end, and its kinds of variable. */
const OPTIMAL = 7, CONTINUOUS = 0, WHOLE = 1;

/** Up to so many free counts are asked for in whole numbers; more only as real numbers, as whole ones take too long. */
const MOST_WHOLE = 400;

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
  readonly #whole: boolean;

  /**
   * @param highs The solver.
   * @param tables The linked tables.
   * @param known What the reader knows.
   * @param spread How far a free count may rise above the truth, so that many rise instead of one.
   */
  constructor(highs: Highs, tables: LinkedTables, known: Known, spread: number) {
    const free = freeCounts(tables, known);
    this.#whole = free.length <= MOST_WHOLE;
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
    const starts = [0];
    for (const [, columns] of needed) starts.push(starts[starts.length - 1] + columns.length);
    const indices = needed.flatMap(([, columns]) => columns);
    this.#model = highs.createModel({
      numCols: free.length,
      numRows: needed.length,
      colCost: free.map(() => 0),
      colLower: free.map(() => 0),
      colUpper: free.map((at) => tables.finest[at] + spread),
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
   * Looks for the table that is worth most.
   *
   * @param worth What one contact more in each free count is worth.
   * @param fresh Whether to begin anew, which is quicker unless little has changed since the last search.
   * @returns The finest counts of the best table, and the known counts that keep it from being worth more; `null` when
   *   the solver did not get there in time.
   */
  best(worth: Float64Array, fresh: boolean): { finest: Float64Array; binding: number[] } | null {
    for (const [column, value] of worth.entries()) this.#model.changeColCost(column, -value); // HiGHS minimises
    if (fresh) this.#model.clearSolver();
    this.#model.zeroAllClocks(); // else the time limit holds for all searches together
    this.#model.run();
    if (this.#model.getModelStatus() !== OPTIMAL) return null;
    const finest = Float64Array.from(this.#tables.finest);
    const { colValue, rowDual } = this.#model.getSolution();
    for (const [column, at] of this.#free.entries()) {
      finest[at] = this.#whole ? Math.round(colValue[column]) : colValue[column];
    }
    return { finest, binding: this.#rows.filter((_, row) => Math.abs(rowDual[row]) > 1e-7) };
  }

  /** Gives the solver's memory back. */
  [Symbol.dispose](): void {
    this.#model.dispose();
  }
}

/** The finest counts that the reader does not know: all but those that a known count holds alone. */
function freeCounts(tables: LinkedTables, known: Known): number[] {
  return [...tables.finest.keys()].filter((at) =>
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
