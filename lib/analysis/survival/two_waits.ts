import { type Bounded, type Computed, quantile, type WaitCell } from "../../numeric/mod.ts";
import { aalenJohansen } from "./aalen_johansen.ts";
import type { ExitCell } from "./exit_cell.ts";
import { type DatedWait, exitsInWindow, type Window } from "./exits_in_window.ts";
import { type DaysEstimate, operationQuantile } from "./exit_quantile.ts";
import type { IntervalOptions } from "./interval.ts";

/** Options for {@linkcode twoWaits}. */
export interface TwoWaitsOptions extends IntervalOptions {
  /** The share, in (0, 1). @default {0.5} */
  readonly p?: number;
}

/** Two answers that are easily taken for one. */
export interface TwoWaits {
  /** Who is listed today: the days until this share of them has been operated, if people leave as they do now. */
  readonly listedToday: DaysEstimate;
  /** Who is on the list now: the days that this share of them has waited at most, so far. */
  readonly onTheListNow: Computed<Bounded>;
}

/**
 * How long a person who is listed today will wait, and how long those on the list have waited (två svar om väntan).
 *
 * They differ, often much: those on the list are not yet done, the quickly operated are seldom met on it, and the
 * slow ones always. Show both, named; the second is no forecast.
 *
 * @param exits How people have left the list of late, cells of whole days; {@linkcode exitsInWindow} makes them.
 * @param waiting Who is on the list now, cells of any width.
 * @param options The share and the interval.
 * @returns Days, each with bounds or a reason.
 *
 * @example Half are operated within 10 days, yet those on the list have waited 90
 * ```ts
 * import assert from "node:assert/strict";
 * import { exitCells, twoWaits } from "vantelage/analysis";
 * const exits = exitCells([{ days: 10, outcome: "operated" }, { days: 90, outcome: "waiting" }]);
 * const { listedToday, onTheListNow } = twoWaits(exits, [{ lo: 90, hi: 90, antal: 1 }]);
 * assert.equal(listedToday.days.value, 10);
 * assert.equal(onTheListNow.value?.value, 90);
 * ```
 */
export function twoWaits(
  exits: readonly ExitCell[],
  waiting: readonly WaitCell[],
  options: TwoWaitsOptions = {},
): TwoWaits {
  const { p = 0.5 } = options;
  const onTheList = quantile(waiting, p);
  return {
    listedToday: operationQuantile(aalenJohansen(exits, options), p),
    onTheListNow: onTheList === null
      ? { value: null, reason: "Ingen väntar, så det finns ingen väntetid att beräkna" }
      : { value: onTheList },
  };
}

/** The two waits of a list. */
export interface TwoWaitsRow extends TwoWaits {
  /** The region or other list. */
  readonly name: string;
}

/** Options for {@linkcode twoWaitsByList}. */
export interface TwoWaitsByListOptions<W> extends TwoWaitsOptions {
  /** The window in which the lists are watched; those on them at its end are those on them now. */
  readonly window: Window;
  /** What distinguishes the lists: the name of a contact's list. */
  readonly by: (wait: W) => string;
}

/**
 * The two waits of several lists (två väntetider per lista).
 *
 * @param waits Contacts of all lists, in any order.
 * @param options The window, what distinguishes the lists, the share and the interval.
 * @returns One row a list, by name; none without contacts.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { twoWaitsByList } from "vantelage";
 * const waits = [{ decided: "2024-04-01", left: "2024-04-11", exit: "operated" }, { decided: "2024-04-20", left: null, exit: null }] as const;
 * const [row] = twoWaitsByList(waits, { window: { from: "2024-04-01", to: "2024-04-30" }, by: () => "Mora" });
 * assert.equal(row.onTheListNow.value?.value, 10);
 * ```
 */
export function twoWaitsByList<W extends DatedWait>(
  waits: readonly W[],
  options: TwoWaitsByListOptions<W>,
): TwoWaitsRow[] {
  const { window, by, ...rest } = options;
  return [...Map.groupBy(waits, by)].map(([name, list]) => {
    const exits = exitsInWindow(list, window);
    return { name, ...twoWaits(exits, exits.filter(({ outcome }) => outcome === "waiting"), rest) };
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
