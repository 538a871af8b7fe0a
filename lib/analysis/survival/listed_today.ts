import { aalenJohansen } from "./aalen_johansen.ts";
import { type DatedWait, exitsInWindow, type Window } from "./exits_in_window.ts";
import { type DaysEstimate, operationQuantile } from "./exit_quantile.ts";
import type { TwoWaitsOptions } from "./two_waits.ts";

/** Options for {@linkcode listedToday}. */
export interface ListedTodayOptions<W> extends TwoWaitsOptions {
  /** The window in which the lists are watched. */
  readonly window: Window;
  /** The row of a contact's list: its vårdutbud. */
  readonly row: (wait: W) => string;
  /** The column of a contact's list: its region. */
  readonly column: (wait: W) => string;
}

/** How long who is listed today on one of many lists will wait. */
export interface ListedToday {
  /** The row: the vårdutbud. */
  readonly row: string;
  /** The column: the region. */
  readonly column: string;
  /** How many joined the list in the window. */
  readonly joined: number;
  /** Days until the share has been operated, each with a reason where it cannot be known. */
  readonly wait: DaysEstimate;
}

/**
 * How long who is listed today will wait, list by list of two kinds of names (väntan för den som ställs i kö i dag, per
 * vårdutbud och region).
 *
 * Formula: {@linkcode operationQuantile} of each list by itself. Lists are compared two by two many times: an interval of
 * 99 % is wise. What cannot be known has its reason: few who have been followed from their decision, or fewer operated than
 * the share for as long as anybody has been followed.
 *
 * @param waits Contacts of all lists, in any order.
 * @param options The window, what distinguishes the lists, the share and the interval.
 * @returns One for each list, by row and column; none without contacts.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listedToday } from "vantelage";
 * const waits = [{ decided: "2024-04-01", left: "2024-04-11", exit: "operated" }] as const;
 * const [{ joined, wait }] = listedToday(waits, { window: { from: "2024-04-01", to: "2024-04-30" },
 *   row: () => "Gallsten", column: () => "Mora" });
 * assert.deepEqual([joined, wait.days.value], [1, 10]);
 * ```
 */
export function listedToday<W extends DatedWait>(
  waits: readonly W[],
  options: ListedTodayOptions<W>,
): ListedToday[] {
  const { window, row, column, p = 0.5, ...interval } = options;
  const byName = (a: readonly [string, unknown], b: readonly [string, unknown]) => a[0] < b[0] ? -1 : 1;
  return [...Map.groupBy(waits, row)].sort(byName).flatMap(([row, own]) =>
    [...Map.groupBy(own, column)].sort(byName).map(([column, list]) => ({
      row,
      column,
      joined: list.filter(({ decided }) => decided >= window.from && decided <= window.to).length,
      wait: operationQuantile(aalenJohansen(exitsInWindow(list, window), interval), p),
    }))
  );
}
