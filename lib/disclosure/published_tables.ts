import { DisclosureError } from "./disclosure_error.ts";
import type { LinkedTables } from "./linked_tables.ts";
import { whereKey, whereOf } from "./page_tables.ts";
import { placeKey, togetherKey } from "./place_axis.ts";
import { UNDECIDED } from "./suppress.ts";

/** A count that stands published: the keys of its place, vårdutbud and measure, and the number, `null` if hidden. */
export type PublishedCount = readonly [
  place: string,
  offering: string,
  measure: string,
  value: number | null,
];

/** The numbers of a month and status that a page showed, and of which regions. */
export interface PublishedTables {
  /** The regions that were counted. */
  readonly regions: readonly string[];
  /** Every count that the page showed or hid, and what a reader could compute from these. */
  readonly counts: readonly PublishedCount[];
}

/**
 * What earlier pages have decided of some tables: a page that is made of more deliveries shows what they showed, and
 * hides what they hid.
 *
 * @param tables The tables of all regions, which know the earlier ones' regions counted together.
 * @param before What stands published of the same contacts.
 * @returns 0 for each count that is shown there, 1 for each that is hidden, {@linkcode UNDECIDED} for the others.
 * @throws {DisclosureError} If a number has changed, or two pages disagree.
 */
export function publishedDecisions(tables: LinkedTables, before: readonly PublishedTables[]): Int8Array {
  const decided = new Int8Array(tables.counts.length).fill(UNDECIDED);
  for (const { regions, counts } of before) {
    for (const [place, offering, measure, value] of counts) {
      const index = tables.indexOf([
        whereKey(place === placeKey({}) ? togetherKey(regions) : place, offering),
        measure,
      ]);
      if (index === undefined) continue;
      const isHidden = value === null ? 1 : 0;
      const changed = value !== null && value !== tables.counts[index];
      if (changed || decided[index] !== UNDECIDED && decided[index] !== isHidden) {
        throw new DisclosureError(
          "Små tal kan inte skyddas: ett tal är ett annat än det som redan är publicerat.",
        );
      }
      decided[index] = isHidden;
    }
  }
  return decided;
}

/**
 * The counts of decided tables that a page shows or hides, by every name that a later page may know them by.
 *
 * @param tables The tables.
 * @param decision What is hidden, and what is shown of the others.
 * @param isOnPage Whether a page has the count of a place and a vårdutbud.
 * @returns The counts.
 */
export function publishedCounts(
  tables: LinkedTables,
  { hidden, values }: { readonly hidden: Uint8Array; readonly values: Int32Array },
  isOnPage: (place: string, offering: string) => boolean,
): PublishedCount[] {
  const [wheres, measures] = tables.axes.map(({ groupOf }) => [...groupOf.keys()]);
  return wheres.filter((where) => isOnPage(...whereOf(where))).flatMap((where) =>
    measures.flatMap((measure): PublishedCount[] => {
      const index = tables.indexOf([where, measure])!;
      return tables.offers[index] === 1
        ? [[...whereOf(where), measure, hidden[index] === 1 ? null : values[index]]]
        : [];
    })
  );
}

/**
 * What a page gives away of another that stands: numbers that were hidden and are shown now, and numbers shown as
 * others than they were.
 *
 * @param before What stands published.
 * @param now The new page's counts, of the same month and status.
 * @returns How many of each kind; none where the regions counted are others, as the totals are of other contacts.
 *
 * @example A number that was hidden is shown
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringKey, placeKey, revealedBy } from "vantelage/disclosure";
 * const page = (value: number | null) => ({ regions: ["A"], counts: [[placeKey({}), offeringKey(), "antal", value]] as const });
 * assert.deepEqual(revealedBy(page(null), page(4)), { revealed: 1, changed: 0 });
 * assert.deepEqual(revealedBy(page(7), page(9)), { revealed: 0, changed: 1 });
 * ```
 */
export function revealedBy(
  before: PublishedTables,
  now: PublishedTables,
): { readonly revealed: number; readonly changed: number } {
  const key = ([place, offering, measure]: PublishedCount) => `${place}\n${offering}\n${measure}`;
  const shown = new Map(now.counts.map((count) => [key(count), count[3]]));
  const isSame = before.regions.length === now.regions.length &&
    before.regions.every((region) => now.regions.includes(region));
  let revealed = 0, changed = 0;
  for (const count of before.counts) {
    const value = shown.get(key(count)) ?? null;
    if (!isSame && count[0] === placeKey({}) || value === null) continue;
    if (count[3] === null) revealed++;
    else if (count[3] !== value) changed++;
  }
  return { revealed, changed };
}
