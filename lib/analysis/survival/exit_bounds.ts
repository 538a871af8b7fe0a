import { type Bounded, exactly } from "../../numeric/mod.ts";
import { checkCell } from "./_risk_table.ts";
import type { ExitCell, Outcome } from "./exit_cell.ts";

/** What has become of those listed at the end of a band, as far as bands show. */
export interface ExitBounds {
  /** The band's first day. */
  readonly fromDays: number;
  /** The band's last day, at whose end the shares hold; `null` in an open last band. */
  readonly toDays: number | null;
  /** The share operated by then. */
  readonly operated: Bounded;
  /** The share that left without an operation by then. */
  readonly withdrawn: Bounded;
  /** The share that still waits then. */
  readonly waiting: Bounded;
}

const ROUNDING = 1e-12; // by which the three paths may differ when nothing is in doubt

/**
 * Who is operated, who leaves and who still waits, from bands: with bounds that no order within a band can leave.
 *
 * Within a band the days are not known, only how many were operated (d₁), left (d₂) and were last seen waiting (c),
 * out of n. The share operated is largest when first d₂, then c, then d₁ happen, and smallest in the opposite order;
 * the share that waits is largest when c comes last, smallest when it comes first. (Swapping two neighbours shows it:
 * who disappears earlier raises the weight of each that follows.) `value` is the life table's estimate, with half of
 * c gone before the others: d / (n − c / 2). Where a band is one day the three agree with {@linkcode aalenJohansen}.
 * Between the ends of two bands the shares lie between the least of the first and the most of the second.
 * Source: S. J. Cutler & F. Ederer 1958, Journal of Chronic Diseases 8, for the life table; the bounds are ours.
 *
 * @param cells Cells of any width, in any order; not changed. Cells that overlap are pooled in one band.
 * @returns One row a band, in order. The bounds are those of the estimate that whole days would give; they are not a
 *   confidence interval.
 * @throws {RangeError} If somebody is first seen inside a band of several days, or a cell makes no sense.
 *
 * @example Two operated, one last seen waiting and one more that waits on
 * ```ts
 * import assert from "node:assert/strict";
 * import { exitBounds } from "vantelage/analysis";
 * const [band] = exitBounds([
 *   { lo: 0, hi: 30, antal: 2, outcome: "operated" }, { lo: 0, hi: 30, antal: 1, outcome: "waiting" },
 *   { lo: 31, hi: 60, antal: 1, outcome: "waiting" },
 * ]);
 * assert.equal(band.operated.low, 2 / 4);
 * assert.equal(band.operated.high, 2 / 3);
 * ```
 */
export function exitBounds(cells: readonly ExitCell[]): ExitBounds[] {
  const bands = bandsOf(cells);
  const most = { waiting: 1, operated: 0, withdrawn: 0, before: 1 };
  const least = { waiting: 1, operated: 0, withdrawn: 0, before: 1 };
  const middle = { waiting: 1, operated: 0, withdrawn: 0 };
  return bands.map(({ lo, hi, atRisk: n, operated: d1, withdrawn: d2, waiting: c }) => {
    const unknown = lo === hi ? 0 : c; // on one day those last seen come after the others, by definition
    const share = (part: number, whole: number): number => part === 0 ? 0 : Math.min(1, part / whole);
    // the operated last, and so the withdrawn first
    const lateOperated = share(d1, n - d2 - unknown), earlyWithdrawn = share(d2, n);
    most.operated += most.before * (1 - earlyWithdrawn) * lateOperated;
    least.withdrawn += most.before * earlyWithdrawn;
    most.before *= (1 - earlyWithdrawn) * (1 - lateOperated);
    // the withdrawn last, and so the operated first
    const lateWithdrawn = share(d2, n - d1 - unknown), earlyOperated = share(d1, n);
    most.withdrawn += least.before * (1 - earlyOperated) * lateWithdrawn;
    least.operated += least.before * earlyOperated;
    least.before *= (1 - earlyOperated) * (1 - lateWithdrawn);
    most.waiting *= 1 - share(d1 + d2, n);
    least.waiting *= 1 - share(d1 + d2, n - unknown);
    const half = n - unknown / 2;
    middle.operated += middle.waiting * share(d1, half);
    middle.withdrawn += middle.waiting * share(d2, half);
    middle.waiting *= 1 - share(d1 + d2, half);
    const bounded = (key: "operated" | "withdrawn" | "waiting"): Bounded => {
      const low = least[key], high = most[key];
      if (high - low < ROUNDING) return exactly(middle[key]);
      return { value: Math.min(Math.max(middle[key], low), high), low, high };
    };
    return {
      fromDays: lo,
      toDays: hi === Infinity ? null : hi,
      operated: bounded("operated"),
      withdrawn: bounded("withdrawn"),
      waiting: bounded("waiting"),
    };
  });
}

interface Band extends Record<Outcome, number> {
  lo: number;
  hi: number;
  atRisk: number;
}

/** The cells pooled in bands that do not overlap, in order, with the contacts at risk when each begins. */
function bandsOf(cells: readonly ExitCell[]): Band[] {
  const bands: Band[] = [];
  for (const cell of cells.toSorted((a, b) => a.lo - b.lo)) {
    checkCell(cell);
    const { lo, antal, outcome } = cell, hi = cell.hi ?? Infinity;
    if (antal === 0) continue;
    let band = bands.at(-1);
    if (!band || lo > band.hi) {
      bands.push(band = { lo, hi, atRisk: 0, operated: 0, withdrawn: 0, waiting: 0 });
    }
    band.hi = Math.max(band.hi, hi);
    band[outcome] += antal;
  }
  const entries = cells.flatMap(({ entryDays, antal }) =>
    entryDays === undefined || antal === 0 ? [] : [{ day: entryDays, antal }]
  ).sort((a, b) => b.day - a.day);
  let atRisk = 0, next = 0;
  for (const band of bands.toReversed()) {
    atRisk += band.operated + band.withdrawn + band.waiting;
    for (; next < entries.length && entries[next].day >= band.lo; next++) {
      if (entries[next].day < band.hi) {
        throw new RangeError(
          `Cannot bound the curve as nobody may be first seen inside a band: got entryDays ${
            entries[next].day
          } in ${band.lo}–${band.hi}`,
        );
      }
      atRisk -= entries[next].antal;
    }
    band.atRisk = atRisk;
  }
  return bands;
}
