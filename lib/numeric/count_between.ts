import type { Bounded, WaitCell } from "./wait_cell.ts";

/**
 * How many contacts waited from `from` to `to` whole days, both included (antal i ett intervall av dagar).
 *
 * A cell that straddles an end leaves the count uncertain: `low` counts the cells that lie wholly inside, `high`
 * those that touch the interval, and `value` places the contacts of a straddling cell evenly over its days. Of an
 * open last band that straddles nothing can be placed, as its length is unknown: the count is then `unplaced`.
 *
 * @param cells Cells in any order; not changed.
 * @param from The first day of the interval, >= 0.
 * @param to The last day; `null` for an open interval ("over 365 days" is from 366 to `null`).
 * @returns Contacts; `value` may be fractional when in doubt.
 * @throws {RangeError} If `from` or `to` is not a whole number >= 0, or `to` < `from`.
 *
 * @example One of three contacts certainly waited over 90 days, one may have
 * ```ts
 * import assert from "node:assert/strict";
 * import { countBetween } from "vantelage";
 * const cells = [{ lo: 90, hi: 90, antal: 1 }, { lo: 91, hi: 91, antal: 1 }, { lo: 90, hi: 91, antal: 1 }];
 * assert.deepEqual(countBetween(cells, 91, null), { value: 1.5, low: 1, high: 2 });
 * ```
 */
export function countBetween(cells: readonly WaitCell[], from: number, to: number | null): Bounded {
  if (!Number.isInteger(from) || from < 0) {
    throw new RangeError(`Cannot count contacts as the first day must be a whole number >= 0: got ${from}`);
  }
  if (to !== null && (!Number.isInteger(to) || to < from)) {
    throw new RangeError(
      `Cannot count contacts as the last day must be a whole number >= ${from}: got ${to}`,
    );
  }
  const end = to ?? Infinity;
  let value = 0, low = 0, high = 0, unplaced = false as boolean;
  for (const { lo, hi, antal } of cells) {
    const last = hi ?? Infinity;
    if (lo > end || last < from) continue;
    high += antal;
    if (lo >= from && last <= end) {
      low += antal;
      value += antal;
    } else if (hi !== null) {
      value += antal * (Math.min(last, end) - Math.max(lo, from) + 1) / (last - lo + 1);
    } else {
      unplaced ||= antal > 0;
      value += end < Infinity && lo >= from ? antal : 0; // against a closed interval: taken as lying near its beginning
    }
  }
  return { value, low, high, ...unplaced && { unplaced } };
}
