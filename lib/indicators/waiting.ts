import { type DayBand, GUARANTEE_DAYS, PUBLISHED_BANDS } from "./limits.ts";
import type { CubeCell } from "../cube/mod.ts";
import {
  type Bounded,
  countBetween,
  countContacts,
  exactly,
  quantile,
  type WaitCell,
} from "../numeric/mod.ts";

/** The part of a cube cell that the census rules look at. */
export type CensusCell = WaitCell & Pick<CubeCell, "status" | "avvikelse">;

/**
 * Those who wait actively (aktivt väntande): on the list at the end of the month, without PvV, MoV or SoV.
 *
 * @param cells Cells of any status.
 * @returns The cells that bands, median and shares of a waiting list are counted on.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { activelyWaiting } from "vantelage";
 * const cells = [
 *   { status: "vantande", avvikelse: null, lo: 1, hi: 1, antal: 1 },
 *   { status: "vantande", avvikelse: "PvV", lo: 1, hi: 1, antal: 2 },
 * ] as const;
 * assert.deepEqual(activelyWaiting(cells).map((cell) => cell.antal), [1]);
 * ```
 */
export function activelyWaiting<C extends CensusCell>(cells: readonly C[]): C[] {
  return cells.filter((cell) => cell.status === "vantande" && cell.avvikelse === null);
}

/** How many waited beyond a limit, and out of how many. */
export interface OverLimit {
  /** Contacts beyond the limit. */
  readonly count: Bounded;
  /** Their proportion, 0–1; `null` when there is nobody. */
  readonly share: Bounded | null;
  /** The denominator: all contacts in the cells. */
  readonly total: number;
}

/**
 * How many waited longer than a limit (väntande över gränsen), as count and share.
 *
 * @param cells Cells of one status; give {@linkcode activelyWaiting} for the published measure, all waiting for the
 *   measure including PvV and MoV. Not changed.
 * @param options The limit in whole days; a wait of exactly the limit is inside.
 * @returns Contacts and proportion, with bounds where a band straddles the limit.
 * @throws {RangeError} If `limitDays` is negative or not whole.
 *
 * @example Two of five waited over 90 days
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimit } from "vantelage";
 * const { count, share } = overLimit([{ lo: 0, hi: 90, antal: 3 }, { lo: 91, hi: 365, antal: 2 }]);
 * assert.equal(count.value, 2);
 * assert.deepEqual(share, { value: 0.4, low: 0.4, high: 0.4 });
 * ```
 */
export function overLimit(cells: readonly WaitCell[], options: { limitDays?: number } = {}): OverLimit {
  const { limitDays = GUARANTEE_DAYS } = options;
  if (!Number.isInteger(limitDays) || limitDays < 0) {
    throw new RangeError(
      `Cannot count those over the limit as limitDays must be a whole number >= 0: got ${limitDays}`,
    );
  }
  const total = countContacts(cells);
  const count = countBetween(cells, limitDays + 1, null);
  return { count, share: total === 0 ? null : ratio(count, total), total };
}

/**
 * How many waited in each band (antal per väntetidsband).
 *
 * @param cells Cells of one status, normally {@linkcode activelyWaiting}.
 * @param bands The bands. @default {PUBLISHED_BANDS}
 * @returns Contacts in each band, in the bands' order, with bounds where a delivery cut elsewhere.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { waitingByBand } from "vantelage";
 * const counts = waitingByBand([{ lo: 30, hi: 30, antal: 1 }, { lo: 31, hi: 31, antal: 2 }]);
 * assert.deepEqual(counts.map((count) => count.value), [1, 2, 0, 0, 0]);
 * ```
 */
export function waitingByBand(
  cells: readonly WaitCell[],
  bands: readonly DayBand[] = PUBLISHED_BANDS,
): Bounded[] {
  return bands.map(({ lo, hi }) => countBetween(cells, lo, hi));
}

/**
 * The median wait (medianväntetid) in days.
 *
 * @param cells Cells of one status: of those who wait normally {@linkcode activelyWaiting}, of those operated all.
 * @returns Days with bounds, `null` when there is nobody.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { medianWait } from "vantelage";
 * assert.equal(medianWait([{ lo: 5, hi: 5, antal: 2 }, { lo: 60, hi: 60, antal: 1 }])?.value, 5);
 * ```
 */
export function medianWait(cells: readonly WaitCell[]): Bounded | null {
  return quantile(cells, 0.5);
}

/** Those who wait by own choice or for medical reasons, beside those who wait actively. */
export interface DeviationCounts {
  /** PvV, patientvald väntan: contacts. */
  readonly pvv: number;
  /** MoV, medicinskt orsakad väntan, with SoV (BUP) among them: contacts. */
  readonly mov: number;
  /** Their proportion of all who wait, 0–1; `null` when nobody waits. */
  readonly share: number | null;
  /** The denominator: all who wait, PvV and MoV among them. */
  readonly total: number;
}

/**
 * How many wait by own choice or for medical reasons (PvV och MoV).
 *
 * @param cells Cells of any status; only those who wait count.
 * @returns Counts and their share of all who wait.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { deviationCounts } from "vantelage";
 * const cell = (avvikelse: "PvV" | "MoV" | null) => ({ status: "vantande", avvikelse, lo: 1, hi: 1, antal: 1 }) as const;
 * assert.deepEqual(deviationCounts([cell("PvV"), cell("MoV"), cell(null), cell(null)]), { pvv: 1, mov: 1, share: 0.5, total: 4 });
 * ```
 */
export function deviationCounts(cells: readonly CensusCell[]): DeviationCounts {
  const waiting = cells.filter((cell) => cell.status === "vantande");
  const pvv = countContacts(waiting.filter((cell) => cell.avvikelse === "PvV"));
  const mov = countContacts(waiting.filter((cell) => cell.avvikelse === "MoV" || cell.avvikelse === "SoV"));
  const total = countContacts(waiting);
  return { pvv, mov, share: total === 0 ? null : (pvv + mov) / total, total };
}

/**
 * Contacts per 1 000 inhabitants (per 1 000 invånare).
 *
 * @param contacts A number of contacts.
 * @param inhabitants The inhabitants, or `null` where unknown.
 * @returns The rate, or `null` without inhabitants.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { perThousand } from "vantelage";
 * assert.equal(perThousand(6648, 287_451)?.toFixed(2), "23.13");
 * ```
 */
export function perThousand(contacts: number, inhabitants: number | null): number | null {
  return inhabitants === null || inhabitants === 0 ? null : 1000 * contacts / inhabitants;
}

/**
 * A bounded count as a proportion of a total.
 *
 * @param count The count.
 * @param total The total, > 0.
 * @returns The proportion with its bounds.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ratio } from "vantelage";
 * assert.deepEqual(ratio({ value: 1, low: 0, high: 2 }, 4), { value: 0.25, low: 0, high: 0.5 });
 * ```
 */
export function ratio(count: Bounded, total: number): Bounded {
  if (!(total > 0)) throw new RangeError(`Cannot take the proportion as the total must be > 0: got ${total}`);
  if (count.low === count.high) return exactly(count.value / total);
  return {
    ...count,
    value: count.value / total,
    low: count.low / total,
    high: count.high === null ? null : count.high / total,
  };
}
