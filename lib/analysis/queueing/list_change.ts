import { type Day, daysBetween, lastDay, type Month } from "../../calendar/mod.ts";
import type { SeenContact } from "./link_contacts.ts";

/** A contact on a list at the end of a month. */
export interface ListedContact extends SeenContact {
  /** Whether it counts: it waits without PvV, MoV or SoV. */
  readonly counted: boolean;
}

/** How a contact came to be counted, or ceased to be. */
export type ChangeStep =
  | "new"
  | "late"
  | "returned"
  | "aged"
  | "operated"
  | "withdrawn"
  | "deferred"
  | "redated";

/** A number at the end of two months and all that lies between: before + those that came − those that left = after. */
export interface Reconciled {
  /** The number at the end of the first month. */
  readonly before: number;
  /** The number at the end of the last. */
  readonly after: number;
  /** Decided after the first month's end. */
  readonly new: number;
  /** Decided by the first month's end, but not on its list: delivered late or moved here. */
  readonly late: number;
  /** Waited with PvV, MoV or SoV at the first month's end. */
  readonly returned: number;
  /** Passed the limit; always 0 of all who wait. */
  readonly aged: number;
  /** Operated. */
  readonly operated: number;
  /** Left without an operation that is delivered. */
  readonly withdrawn: number;
  /** Wait with PvV, MoV or SoV at the last month's end. */
  readonly deferred: number;
  /** Within the limit again, as the day of the decision is another; always 0 of all who wait. */
  readonly redated: number;
}

/** Why a list and its part over a limit changed. */
export interface ListChange {
  /** All who are counted. */
  readonly all: Reconciled;
  /** Those who have waited over the limit. */
  readonly over: Reconciled;
}

/** Options for {@linkcode listChange}. */
export interface ListChangeOptions {
  /** The first month: the list stands at its end. */
  readonly from: Month;
  /** The last month. */
  readonly to: Month;
  /** The limit in whole days; those over it have waited longer. */
  readonly limitDays: number;
}

/**
 * Why a waiting list is longer or shorter than at the end of an earlier month (förändringens orsaker): who came and who
 * left, and of those over a limit who passed it. The numbers add up, contact by contact.
 *
 * Who is decided and leaves between the two ends is seen at neither, and is in no number.
 *
 * @param before Who was on the list at the end of the first month.
 * @param after Who is on it at the end of the last.
 * @param operated The ids of those operated after the first month and by the end of the last.
 * @param options The months and the limit.
 * @returns The two reconciliations.
 * @throws {RangeError} If the last month is not later than the first.
 *
 * @example A passes the limit, B is operated, C is new
 * ```ts
 * import assert from "node:assert/strict";
 * import { listChange } from "vantelage/analysis";
 * const on = (id: string, decided: string) => ({ id, decided, counted: true });
 * const { all, over } = listChange(
 *   [on("A", "2024-01-15"), on("B", "2023-11-01")],
 *   [on("A", "2024-01-15"), on("C", "2024-04-09")],
 *   new Set(["B"]),
 *   { from: "2024-03", to: "2024-04", limitDays: 90 },
 * );
 * assert.deepEqual([all.before, all.new, all.operated, all.after], [2, 1, 1, 2]);
 * assert.deepEqual([over.before, over.aged, over.operated, over.after], [1, 1, 1, 1]);
 * ```
 */
export function listChange(
  before: readonly ListedContact[],
  after: readonly ListedContact[],
  operated: ReadonlySet<string>,
  { from, to, limitDays }: ListChangeOptions,
): ListChange {
  if (to <= from) {
    throw new RangeError(
      `Cannot compare lists as the last month must be later than the first: got ${from} and ${to}`,
    );
  }
  const then = byId(before), now = byId(after), firstEnd = lastDay(from), lastEnd = lastDay(to);
  const isOver = (contact: ListedContact | undefined, end: Day) =>
    contact !== undefined && contact.counted && daysBetween(contact.decided, end) > limitDays;
  const all = emptyCounts(), over = emptyCounts();
  for (const id of new Set([...then.keys(), ...now.keys()])) {
    const old = then.get(id), found = now.get(id);
    const came: ChangeStep = old !== undefined ? "returned" : found!.decided > firstEnd ? "new" : "late";
    const left: ChangeStep = found !== undefined ? "deferred" : operated.has(id) ? "operated" : "withdrawn";
    count(all, old?.counted === true, found?.counted === true, came, left);
    const both = old?.counted === true && found?.counted === true;
    count(over, isOver(old, firstEnd), isOver(found, lastEnd), both ? "aged" : came, both ? "redated" : left);
  }
  return { all, over };
}

type Counts = { -readonly [K in keyof Reconciled]: number };

function emptyCounts(): Counts {
  const steps = { new: 0, late: 0, returned: 0, aged: 0, operated: 0, withdrawn: 0, deferred: 0, redated: 0 };
  return { before: 0, after: 0, ...steps };
}

function count(counts: Counts, was: boolean, is: boolean, came: ChangeStep, left: ChangeStep): void {
  if (was) counts.before++;
  if (is) counts.after++;
  if (was !== is) counts[is ? came : left]++;
}

/** The contacts by id; one that stands twice has a number besides, so that none is lost. */
function byId(contacts: readonly ListedContact[]): Map<string, ListedContact> {
  const found = new Map<string, ListedContact>();
  for (const contact of contacts) {
    let key = contact.id;
    for (let again = 2; found.has(key); again++) key = `${contact.id} ${again}`;
    found.set(key, contact);
  }
  return found;
}
