import type { Known, Leeway } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";

/** Counts closer than this are the same; the solver's own tolerance is a millionth. */
const TOLERANCE = 1e-4;

/**
 * Remembers how few and how many each count is in the tables seen so far, all of which agree with everything that a
 * reader knows. The reader cannot distinguish any of them from the truth; so what has been seen of a count is proof that the
 * count can be that few and that many.
 */
export class Witnesses {
  /** The fewest seen of each count. */
  readonly low: Float64Array;
  /** The most seen of each count. */
  readonly high: Float64Array;
  readonly #tables: LinkedTables;
  readonly #known: Known;

  /** Begins with the truth. `known` is read again for every table, so it may widen in between. */
  constructor(tables: LinkedTables, known: Known) {
    this.#tables = tables;
    this.#known = known;
    this.low = Float64Array.from(tables.counts);
    this.high = Float64Array.from(tables.counts);
  }

  /** Whether what has been seen meets a leeway. */
  meets(leeway: Leeway): boolean {
    return !this.wantsFewer(leeway) && !this.wantsMore(leeway);
  }

  /** Whether a leeway still lacks a table in which its count is lower. */
  wantsFewer({ count, low, width }: Leeway): boolean {
    return this.low[count] > low + TOLERANCE ||
      this.low[count] > TOLERANCE && this.high[count] - this.low[count] < width - TOLERANCE;
  }

  /** Whether a leeway still lacks a table in which its count is higher. */
  wantsMore({ count, high, width }: Leeway): boolean {
    return this.high[count] < high - TOLERANCE || this.high[count] - this.low[count] < width - TOLERANCE;
  }

  /**
   * Sees a table, after adding it up and checking that the reader cannot distinguish it from the truth.
   *
   * @param finest Its finest counts.
   * @returns Whether it agrees with all that is known; if not, nothing is remembered.
   */
  see(finest: Float64Array): boolean {
    if (finest.some((value) => value < -TOLERANCE)) return false;
    const counts = this.#tables.add(finest);
    const { low, high } = this.#known;
    if (counts.some((value, count) => value < low[count] - TOLERANCE || value > high[count] + TOLERANCE)) {
      return false;
    }
    for (const [count, value] of counts.entries()) {
      if (value < this.low[count]) this.low[count] = value;
      if (value > this.high[count]) this.high[count] = value;
    }
    return true;
  }
}
