import { chiSquareTail, type Computed } from "../../numeric/mod.ts";
import { riskTable } from "./_risk_table.ts";
import type { ExitCell } from "./exit_cell.ts";
import type { EventOptions } from "./kaplan_meier.ts";

/** The comparison of some lists. */
export interface LogRank {
  /** Events in each group, contacts. */
  readonly observed: readonly number[];
  /** Events in each group if all left equally fast, contacts. */
  readonly expected: readonly number[];
  /** The test. */
  readonly test: Computed<LogRankTest>;
}

/** The log-rank test. */
export interface LogRankTest {
  /** The chi-square statistic. */
  readonly chiSquare: number;
  /** Its degrees of freedom: one less than the groups. */
  readonly degreesOfFreedom: number;
  /** The chance of a difference at least as large when there is none. */
  readonly p: number;
}

/**
 * Do people leave some lists faster than others? (log-rank-test)
 *
 * Formula: on each day the events are shared out by who is at risk; χ² = (O − E)ᵀ V⁻¹ (O − E) with the
 * hypergeometric variance. Source: N. Mantel 1966, Cancer Chemotherapy Reports 50; R. Peto & J. Peto 1972, JRSS A 135.
 *
 * @param groups Two groups or more of cells of whole days.
 * @param options What counts as an event.
 * @returns Observed and expected events, and the test or the reason why there is none.
 * @throws {RangeError} If there are fewer than two groups, or a cell makes no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exitCells, logRank } from "vantelage/analysis";
 * const group = (...days: number[]) => exitCells(days.map((each) => ({ days: each, outcome: "operated" })));
 * const { observed, test } = logRank([group(1, 2, 3, 4), group(10, 20, 30, 40)]);
 * assert.deepEqual(observed, [4, 4]);
 * assert.ok(test.value !== null && test.value.p < 0.02);
 * ```
 */
export function logRank(groups: readonly (readonly ExitCell[])[], options: EventOptions = {}): LogRank {
  const { events = ["operated", "withdrawn"] } = options;
  if (groups.length < 2) {
    throw new RangeError(`Cannot compare as there must be at least two groups: got ${groups.length}`);
  }
  const pooled = riskTable(groups.flat());
  const allDays = pooled.map((day) => day.days);
  const tables = groups.map((cells) => riskTable(cells, allDays));
  const observed = groups.map(() => 0), expected = groups.map(() => 0);
  const variance = groups.map(() => groups.map(() => 0));
  pooled.forEach((day, index) => {
    const n = day.atRisk, left = events.reduce((sum, event) => sum + day[event], 0);
    if (left === 0) return;
    const shares = tables.map((table) => table[index].atRisk / n);
    const spread = n > 1 ? left * (n - left) / (n - 1) : 0;
    shares.forEach((share, row) => {
      observed[row] += events.reduce((sum, event) => sum + tables[row][index][event], 0);
      expected[row] += left * share;
      shares.forEach((other, column) =>
        variance[row][column] += spread * share * ((row === column ? 1 : 0) - other)
      );
    });
  });
  const degreesOfFreedom = groups.length - 1; // the last group follows from the others
  const difference = observed.slice(0, -1).map((count, row) => count - expected[row]);
  const solution = solve(variance.slice(0, -1).map((row) => row.slice(0, -1)), difference);
  if (!solution) {
    const reason = observed.every((count) => count === 0)
      ? "Ingen har lämnat listan, så det finns inget att jämföra"
      : "Grupperna väntar aldrig samtidigt, så de kan inte jämföras";
    return { observed, expected, test: { value: null, reason } };
  }
  const chiSquare = Math.max(0, difference.reduce((sum, each, row) => sum + each * solution[row], 0));
  return {
    observed,
    expected,
    test: { value: { chiSquare, degreesOfFreedom, p: chiSquareTail(chiSquare, degreesOfFreedom) } },
  };
}

/** Solves a small symmetric system by elimination with pivoting; `null` when it has no single solution. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, index) => [...row, right[index]]);
  const size = rows.length, largest = Math.max(...matrix.flat().map(Math.abs));
  for (let column = 0; column < size; column++) {
    const candidates = rows.slice(column).map((row) => Math.abs(row[column]));
    const pivot = column + candidates.indexOf(Math.max(...candidates));
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (!(Math.abs(rows[column][column]) > 1e-12 * largest)) return null;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row][column] / rows[column][column];
      rows[row] = rows[row].map((value, index) => value - factor * rows[column][index]);
    }
  }
  return rows.map((row, index) => row[size] / row[index]);
}
