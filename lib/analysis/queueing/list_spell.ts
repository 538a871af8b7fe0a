import { type Day, dayNumber } from "../../calendar/mod.ts";
import type { Computed } from "../../numeric/mod.ts";

/** One contact's time on a list. */
export interface ListSpell {
  /** The day of the decision (beslut). */
  readonly decided: Day;
  /** The day it came to this list, where it did so later than it was decided; absent when it came by the decision. */
  readonly listed?: Day;
  /** The day it left the list; `null` while it waits. On that day it is no longer counted as waiting. */
  readonly left: Day | null;
  /** How it left: by operation or without one; `null` while it waits. */
  readonly exit: "operated" | "withdrawn" | null;
}

/**
 * Whether a contact is on the list at the end of a day: come to it on that day or before, and not yet gone.
 *
 * @param spell The contact's time on the list.
 * @param day The day.
 * @returns `true` on the day of the decision, `false` on the day it leaves.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isOnList } from "vantelage/analysis";
 * const spell = { decided: "2024-01-01", left: "2024-01-08", exit: "operated" } as const;
 * assert.equal(isOnList(spell, "2024-01-01"), true);
 * assert.equal(isOnList(spell, "2024-01-08"), false);
 * ```
 */
export function isOnList(spell: ListSpell, day: Day): boolean {
  return (spell.listed ?? spell.decided) <= day && (spell.left === null || spell.left > day);
}

/**
 * The length of the list at the end of each day (kölängd).
 *
 * @param spells Contacts in any order.
 * @param options The first day and the last, both included.
 * @returns One count of contacts for each day.
 * @throws {RangeError} If a day is no day.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listSizes } from "vantelage/analysis";
 * const spells = [{ decided: "2024-01-01", left: "2024-01-03", exit: "operated" }] as const;
 * assert.deepEqual(listSizes(spells, { from: "2024-01-01", to: "2024-01-03" }), [1, 1, 0]);
 * ```
 */
export function listSizes(spells: readonly ListSpell[], options: { from: Day; to: Day }): number[] {
  const first = dayNumber(options.from), last = dayNumber(options.to);
  const changes = Array.from({ length: Math.max(0, last - first + 1) }, () => 0);
  const change = (day: Day, by: number): void => {
    const index = Math.max(0, dayNumber(day) - first);
    if (index < changes.length) changes[index] += by;
  };
  for (const { decided, listed, left } of spells) {
    change(listed ?? decided, 1);
    if (left !== null) change(left, -1);
  }
  let size = 0;
  return changes.map((by) => size += by);
}

/**
 * The mean time waited so far by those on the list (medelväntetid hittills).
 *
 * It is not how long a new contact will wait: those with long waits are met on a list more often.
 *
 * @param spells Contacts in any order.
 * @param day The census day.
 * @returns Days, or a reason when nobody waits.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { meanWaitOnList } from "vantelage/analysis";
 * const waiting = { left: null, exit: null } as const;
 * const spells = [{ decided: "2024-01-04", ...waiting }, { decided: "2024-01-10", ...waiting }];
 * assert.deepEqual(meanWaitOnList(spells, "2024-01-10"), { value: 3 });
 * ```
 */
export function meanWaitOnList(spells: readonly ListSpell[], day: Day): Computed {
  const waiting = spells.filter((spell) => isOnList(spell, day));
  if (waiting.length === 0) {
    return { value: null, reason: "Ingen väntar, så det finns ingen väntetid att beräkna" };
  }
  const census = dayNumber(day);
  return {
    value: waiting.reduce((sum, { decided }) => sum + census - dayNumber(decided), 0) / waiting.length,
  };
}

/**
 * Several lists as one, in the order of decision (gemensam lista).
 *
 * @param lists Lists, each in any order; not changed.
 * @returns All contacts, those decided on the same day in the order of the lists.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { joinLists } from "vantelage/analysis";
 * const spell = (decided: string) => ({ decided, left: null, exit: null });
 * const joined = joinLists([spell("2024-02-03")], [spell("2024-01-02")]);
 * assert.deepEqual(joined.map((each) => each.decided), ["2024-01-02", "2024-02-03"]);
 * ```
 */
export function joinLists<S extends ListSpell>(...lists: readonly (readonly S[])[]): S[] {
  return lists.flat().sort((a, b) => (a.decided < b.decided ? -1 : a.decided > b.decided ? 1 : 0));
}

/**
 * Gives free operating days to those who wait, first come first served (turordning).
 *
 * A day is used only by somebody decided strictly before it. Those who have left the list get none.
 *
 * @param spells Contacts in any order.
 * @param slots Free operating days, one for each operation, in any order.
 * @returns For each contact, in the order given, its day, or `null`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { scheduleInTurn } from "vantelage/analysis";
 * const spells = ["2024-01-04", "2024-01-01"].map((decided) => ({ decided, left: null, exit: null }));
 * assert.deepEqual(scheduleInTurn(spells, ["2024-01-03"]), [null, "2024-01-03"]);
 * ```
 */
export function scheduleInTurn(spells: readonly ListSpell[], slots: readonly Day[]): (Day | null)[] {
  const queue = spells.map(({ decided, left }, index) => ({ decided, left, index }))
    .filter(({ left }) => left === null)
    .sort((a, b) => (a.decided < b.decided ? -1 : a.decided > b.decided ? 1 : a.index - b.index));
  const days: (Day | null)[] = spells.map(() => null);
  let next = 0;
  for (const slot of [...slots].sort()) {
    if (next < queue.length && queue[next].decided < slot) days[queue[next++].index] = slot;
  }
  return days;
}
