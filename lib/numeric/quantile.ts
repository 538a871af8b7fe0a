import { type Bounded, countContacts, type WaitCell } from "./wait_cell.ts";

/**
 * A quantile of pooled cells (kvantil; p = 0.5 is the median).
 *
 * From day-level cells the answer is exact: order statistics with linear interpolation between the two nearest
 * (the common definition; an even number gives the mean of the two in the middle). A wide cell leaves doubt: `low`
 * and `high` are the quantiles if everybody waited as short or as long as their cell allows, and `value` is read
 * from the cumulated counts, which rise evenly from the end of one band to the end of the next (the band 31–60
 * holds the waits in (30, 60]). Where the quantile falls in an open band, `value` is its first day and `high` null.
 *
 * Medians do not add: pool the cells and ask again, never average the answers.
 *
 * @param cells Cells in any order; not changed. Days.
 * @param p The share that waited at most this long, in [0, 1].
 * @returns Days, or `null` when the cells hold no contact.
 * @throws {RangeError} If `p` lies outside [0, 1].
 *
 * @example The median of 1, 3, 4 and 10 days is 3.5 days
 * ```ts
 * import assert from "node:assert/strict";
 * import { quantile } from "vantelage";
 * const cells = [10, 3, 1, 4].map((days) => ({ lo: days, hi: days, antal: 1 }));
 * assert.deepEqual(quantile(cells, 0.5), { value: 3.5, low: 3.5, high: 3.5 });
 * ```
 */
export function quantile(cells: readonly WaitCell[], p: number): Bounded | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Cannot take the quantile as p must lie in [0, 1]: got ${p}`);
  const total = countContacts(cells);
  if (total === 0) return null;
  const low = orderQuantile(cells, p, total, (cell) => cell.lo);
  if (cells.every((cell) => cell.lo === cell.hi)) return { value: low, low, high: low };
  const high = orderQuantile(cells, p, total, (cell) => cell.hi ?? Infinity);
  const value = Math.max(low, Math.min(cumulatedQuantile(cells, p * total), high));
  return { value, low, high: high === Infinity ? null : high };
}

/**
 * The mean wait of pooled cells (medelväntetid).
 *
 * @param cells Cells in any order; not changed. Days.
 * @returns Days, `value` with every contact in the middle of its cell; `high` is `null` when an open band holds
 *   anyone, and the open band then counts with its first day. `null` when the cells hold no contact.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mean } from "vantelage";
 * assert.deepEqual(mean([{ lo: 0, hi: 30, antal: 2 }]), { value: 15, low: 0, high: 30 });
 * ```
 */
export function mean(cells: readonly WaitCell[]): Bounded | null {
  const total = countContacts(cells);
  if (total === 0) return null;
  let value = 0, low = 0, high = 0;
  for (const { lo, hi, antal } of cells) {
    if (antal === 0) continue;
    low += antal * lo;
    high += hi === null ? Infinity : antal * hi;
    value += antal * (hi === null ? lo : (lo + hi) / 2);
  }
  return { value: value / total, low: low / total, high: high === Infinity ? null : high / total };
}

/** The exact quantile when each contact waited `daysOf` its cell. */
function orderQuantile(
  cells: readonly WaitCell[],
  p: number,
  total: number,
  daysOf: (cell: WaitCell) => number,
): number {
  const contacts = new Map<number, number>();
  for (const cell of cells) {
    const days = daysOf(cell);
    if (cell.antal > 0) contacts.set(days, (contacts.get(days) ?? 0) + cell.antal);
  }
  const ordered = [...contacts].map(([days, antal]) => ({ days, antal }))
    .sort((a, b) => (a.days < b.days ? -1 : 1));
  const rank = p * (total - 1); // 0-based and fractional
  const before = Math.floor(rank), fraction = rank - before;
  const first = dayAtRank(ordered, before);
  if (fraction === 0) return first;
  const second = dayAtRank(ordered, before + 1);
  return first === second ? first : first + (second - first) * fraction;
}

function dayAtRank(ordered: readonly { days: number; antal: number }[], rank: number): number {
  let passed = 0;
  for (const { days, antal } of ordered) if ((passed += antal) > rank) return days;
  return ordered[ordered.length - 1].days;
}

/** The day at which the cumulated count reaches `target`, every cell spread evenly over (lo - 1, hi]. */
function cumulatedQuantile(cells: readonly WaitCell[], target: number): number {
  const closed = cells.filter((cell) => cell.antal > 0 && cell.hi !== null)
    .map(({ lo, hi, antal }) => ({ from: Math.max(lo - 1, 0), to: hi as number, antal }));
  const open = cells.filter((cell) => cell.antal > 0 && cell.hi === null);
  const reached = (day: number): number =>
    closed.reduce(
      (sum, { from, to, antal }) =>
        sum + antal * (day >= to ? 1 : day <= from ? 0 : (day - from) / (to - from)),
      0,
    ) +
    open.reduce((sum, { lo, antal }) => sum + (day >= lo ? antal : 0), 0);
  const edges = [
    ...new Set([0, ...closed.flatMap(({ from, to }) => [from, to]), ...open.map(({ lo }) => lo)]),
  ]
    .sort((a, b) => a - b);
  let before = edges[0], reachedBefore = reached(before);
  for (const edge of edges) {
    const reachedHere = reached(edge);
    if (reachedHere >= target) {
      if (edge === before || open.some(({ lo }) => lo === edge)) {
        const lastClosed = reached(edge) -
          open.reduce((sum, { lo, antal }) => sum + (lo === edge ? antal : 0), 0);
        if (edge === before || lastClosed < target) return edge;
        return before + (edge - before) * (target - reachedBefore) / (lastClosed - reachedBefore);
      }
      return before + (edge - before) * (target - reachedBefore) / (reachedHere - reachedBefore);
    }
    before = edge;
    reachedBefore = reachedHere;
  }
  return before;
}
