import { DisclosureError } from "./disclosure_error.ts";
import { type Known, knownWhenHidden, type Leeway, leewayWhenHidden, UNBOUNDED } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";
import type { ProtectionRule } from "./protection.ts";
import { proveAll } from "./_prove.ts";
import { publishedDecisions, type PublishedTables } from "./published_tables.ts";
import { knownWhenRounded, leewayWhenRounded, roundCounts } from "./round.ts";
import { shownNear, suppress, type SuppressOptions, UNDECIDED } from "./suppress.ts";
import { Witnesses } from "./_witnesses.ts";

/** What is decided of linked tables. */
export interface Decision {
  /** The tables. */
  readonly tables: LinkedTables;
  /** 1 for each count that is hidden, 0 for the others. */
  readonly hidden: Uint8Array;
  /** What is shown of the others. */
  readonly values: Int32Array;
  /** What a reader then knows. */
  readonly known: Known;
  /** What must stay possible. */
  readonly leeways: readonly Leeway[];
  /** The counts that a page shows, or would show if they were not hidden, and that no coarser table decided on. */
  readonly offered: readonly number[];
}

/** What tables are decided beside. */
interface DecideOptions extends SuppressOptions {
  readonly coarser?: Decision;
  readonly before?: readonly PublishedTables[];
}

/**
 * Decides on tables, after coarser ones that hold some of the same counts, and after pages that stand published: what
 * these show and hide stays as it is. A reader is taken to know the places of the coarser tables that nothing is hidden of to the last contact, whether shown or not.
 */
export async function decide(
  tables: LinkedTables,
  rule: ProtectionRule,
  rounding: Rounding | null,
  { coarser, before = [], ...besides }: DecideOptions = {},
): Promise<Decision> {
  const shared = sharedCounts(tables, coarser?.tables);
  const offered = [...tables.counts.keys()].filter((count) =>
    shared[count] < 0 && tables.offers[count] === 1 && !tables.isDerived(count)
  );
  const decision = rounding !== null
    ? await decideRounding(tables, rule.base, rounding)
    : await decideHiding(tables, rule.k, shared, publishedDecisions(tables, before), coarser, besides);
  return { tables, offered, ...decision };
}

/** The places that nothing is hidden of: no count that a page shows there, or a reader can compute, needs protection. */
export function openPlaces({ tables, hidden, leeways }: Decision): boolean[] {
  const isOpen = tables.axes[0].groups.map(() => true);
  for (const { count } of leeways) isOpen[tables.groupAt(count, 0)] = false;
  for (const [count, each] of hidden.entries()) {
    if (each === 1 && tables.offers[count] === 1) isOpen[tables.groupAt(count, 0)] = false;
  }
  return isOpen;
}

/** Whether a reader is taken to know a count of a decision exactly. */
function knownCounts(decision?: Decision): (count: number) => boolean {
  if (decision === undefined) return () => false;
  const isOpen = openPlaces(decision);
  return (count) => isOpen[decision.tables.groupAt(count, 0)];
}

/** The count of the coarser tables that each count is, −1 for those that they do not hold. */
function sharedCounts(tables: LinkedTables, coarser?: LinkedTables): Int32Array {
  const nameOf = (each: LinkedTables, count: number) => each.keysOf(count).join("\u0000");
  const held = new Map(
    coarser === undefined
      ? []
      : [...coarser.counts.keys()].map((count) => [nameOf(coarser, count), count] as const),
  );
  return Int32Array.from(tables.counts, (_, count) => held.get(nameOf(tables, count)) ?? -1);
}

type Decided = Omit<Decision, "tables" | "offered">;

/** Hides small numbers, and what gives them away. */
async function decideHiding(
  tables: LinkedTables,
  k: number,
  shared: Int32Array,
  published: Int8Array,
  coarser: Decision | undefined,
  besides: SuppressOptions,
): Promise<Decided> {
  const isKnown = knownCounts(coarser);
  const decided = Int8Array.from(shared, (count, index) => {
    if (published[index] !== UNDECIDED) return published[index];
    if (count < 0 || coarser === undefined) return UNDECIDED;
    return isKnown(count) ? 0 : coarser.hidden[count];
  });
  const hidden = await suppress(tables, k, decided, besides);
  return {
    hidden,
    values: tables.counts,
    known: knownWhenHidden(tables, hidden),
    leeways: k === 0 ? [] : leewayWhenHidden(tables, hidden, k),
  };
}

/** How numbers are rounded: the key, and what names a count by its contacts. */
export interface Rounding {
  readonly key: Uint8Array;
  readonly nameOf: (keys: readonly string[]) => string;
}

/**
 * Rounds all numbers, and hides those that could be narrowed all the same; where that is not enough, the cheapest of
 * those that narrow them.
 */
async function decideRounding(tables: LinkedTables, base: number, rounding: Rounding): Promise<Decided> {
  const values = roundCounts(tables, { base, ...rounding });
  const hidden = tables.offers.map((offered) => 1 - offered);
  const known = knownWhenRounded(tables, values, base);
  const leeways = leewayWhenRounded(tables, base);
  const witnesses = new Witnesses(tables, known);
  const unseen = hidden.map((each, count) => tables.isDerived(count) ? 1 : each);
  const hide = (count: number): void => {
    hidden[count] = unseen[count] = 1;
    known.low[count] = 0;
    known.high[count] = UNBOUNDED;
  };
  for (;;) {
    const { narrowed } = await proveAll(witnesses, tables, known, leeways, { as: "proof" });
    if (narrowed.length === 0) return { hidden, values, known, leeways };
    const before = hidden.reduce((sum, each) => sum + each, 0);
    for (const { leeway: { count }, by } of narrowed) {
      if (!hidden[count]) {
        hide(count);
        continue;
      }
      const guilty = by.filter((each) => !unseen[each]);
      const near = guilty.length > 0 ? guilty : shownNear(tables, unseen, count);
      const [cheapest] = near.toSorted((a, b) => tables.priceOf(a) - tables.priceOf(b));
      if (cheapest !== undefined) hide(cheapest);
    }
    if (hidden.reduce((sum, each) => sum + each, 0) === before) {
      throw new DisclosureError("Små tal kan inte skyddas genom avrundning: det finns för få insatser.");
    }
  }
}
