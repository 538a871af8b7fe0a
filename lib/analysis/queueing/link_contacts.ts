import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  firstDay,
  lastDay,
  type Month,
} from "../../calendar/mod.ts";
import type { ListSpell } from "./list_spell.ts";

/** A contact as one delivery shows it. */
export interface SeenContact {
  /** What distinguishes it from every other contact, the same in each month. */
  readonly id: string;
  /** The day of the decision. */
  readonly decided: Day;
}

/** What the deliveries of a month show of a list. */
export interface SeenMonth<C extends SeenContact> {
  /** The month. */
  readonly manad: Month;
  /** Who waits at its end. */
  readonly waiting: readonly C[];
  /** Who was operated in it, with the day; one outside the month counts as the month's nearest. */
  readonly performed: readonly { readonly contact: C; readonly operated: Day }[];
}

/** A stay on the list, and the contact as it was first seen. */
export interface LinkedSpell<C extends SeenContact> extends ListSpell {
  /** The contact. */
  readonly contact: C;
}

/**
 * Follows contacts from month to month (kontakter följda mellan leveranser).
 *
 * Deliveries show who waits at the end of a month and who was operated in it; nobody delivers withdrawals. So a contact
 * that waited, and next month neither waits nor was operated, has left the list without an operation in that month: on
 * a day unknown, and the middle of the month is written. It may have been struck off, moved to another list, or
 * operated elsewhere. One that turns up decided in an earlier month has come to the list on the first day of the month
 * in which it is first seen. Who is decided and leaves unoperated within one month is never seen.
 *
 * @param before Who waited at the end of the month before the first; they count as listed since their decision.
 * @param months Months that follow each other, each delivered in full. Nothing of later months is used.
 * @returns Each stay on the list, in the order it was first seen; a contact that comes back has two.
 * @throws {RangeError} If the months do not follow each other.
 *
 * @example A is operated, B leaves unseen, C is new and waits
 * ```ts
 * import assert from "node:assert/strict";
 * import { linkContacts } from "vantelage/analysis";
 * const [a, b, c] = [["A", "2024-02-01"], ["B", "2024-03-01"], ["C", "2024-04-09"]].map(([id, decided]) => ({ id, decided }));
 * const april = { manad: "2024-04", waiting: [c], performed: [{ contact: a, operated: "2024-04-20" }] };
 * const spells = linkContacts([a, b], [april]);
 * assert.deepEqual(spells.map(({ exit, left }) => [exit, left]),
 *   [["operated", "2024-04-20"], ["withdrawn", "2024-04-16"], [null, null]]);
 * ```
 */
export function linkContacts<C extends SeenContact>(
  before: readonly C[],
  months: readonly SeenMonth<C>[],
): LinkedSpell<C>[] {
  const spells: Open<C>[] = [];
  const begin = (contact: C, listed?: Day): Open<C> => {
    const { decided } = contact;
    const spell = { contact, decided, left: null, exit: null, ...(listed === undefined ? {} : { listed }) };
    spells.push(spell);
    return spell;
  };
  let onList = new Map(before.map((contact) => [contact.id, begin(contact)]));
  months.forEach(({ manad, waiting, performed }, index) => {
    if (index > 0 && manad !== addMonths(months[index - 1].manad, 1)) {
      throw new RangeError(
        `Cannot follow the contacts as the months must follow each other: got ${
          months[index - 1].manad
        } and ${manad}`,
      );
    }
    const first = firstDay(manad), last = lastDay(manad);
    const found = (contact: C) =>
      onList.get(contact.id) ?? begin(contact, contact.decided < first ? first : undefined);
    for (const { contact, operated } of performed) {
      const spell = found(contact);
      spell.left = latest(spell.decided, first, operated < last ? operated : last);
      spell.exit = "operated";
      onList.delete(contact.id);
    }
    const still = new Map(waiting.map((contact) => [contact.id, found(contact)]));
    const middle = addDays(first, Math.floor((daysBetween(first, last) + 1) / 2));
    for (const [id, spell] of onList) {
      if (still.has(id)) continue;
      spell.left = middle;
      spell.exit = "withdrawn";
    }
    onList = still;
  });
  return spells;
}

/** A stay whose end is not yet known. */
type Open<C extends SeenContact> = { -readonly [K in keyof LinkedSpell<C>]: LinkedSpell<C>[K] };

function latest(...days: Day[]): Day {
  return days.reduce((found, day) => day > found ? day : found);
}
