import { DisclosureError } from "./disclosure_error.ts";
import { type Known, knownWhenHidden, leewayWhenHidden, UNBOUNDED } from "./known.ts";
import { type CountSum, LinkedTables } from "./linked_tables.ts";
import { type Narrowed, proveAll } from "./_prove.ts";
import { Witnesses } from "./_witnesses.ts";

/** Says of a count that it is still to be decided whether it is hidden. */
export const UNDECIDED: number = -1;

/** Options for {@linkcode suppress}. */
export interface SuppressOptions {
  /**
   * Who knows some finest counts, 1 for each that one knows: what small numbers of the others are hidden must be hidden
   * from each of them too, as far as there is something left to hide. @default nobody
   */
  readonly insiders?: readonly Uint8Array[];
  /** 1 for each count that is hidden by another rule than that of small counts. @default none */
  readonly sensitive?: Uint8Array;
}

/**
 * Chooses which counts to hide, so that no count below the threshold can be derived.
 *
 * Every count from 0 to k − 1 is hidden; 0 too, as it also says something of everybody in a small group, and as its
 * neighbours would otherwise be easier to find. Then more are hidden, the cheapest first: in every sum with a hidden
 * part at least two numbers are hidden, and the hidden parts hold k − 1 contacts or more; and wherever the audit still
 * finds a count that linked tables narrow, another beside it.
 *
 * @param tables The linked tables.
 * @param k The threshold, contacts: 0 hides nothing.
 * @param decided 0 for each count that is shown elsewhere already, 1 for each that is hidden there, {@linkcode UNDECIDED}
 *   for those to decide on. @default all open
 * @param options What is hidden besides, and from whom.
 * @returns 1 for each count to hide, 0 for the others; the same for the same tables.
 * @throws {RangeError} If `k` is 1, negative or not whole.
 * @throws {DisclosureError} If hiding everything would not do, as there are fewer than `k` contacts in all.
 *
 * @example The smallest neighbour is hidden beside a small count
 * ```ts
 * import assert from "node:assert/strict";
 * import { LinkedTables, makeAxis, suppress } from "vantelage/disclosure";
 * const axis = makeAxis("region", 3, [{ key: "alla", leaves: [0, 1, 2], price: 2 }, { key: "A", leaves: [0] },
 *   { key: "B", leaves: [1] }, { key: "C", leaves: [2] }], [{ total: "alla", parts: ["A", "B", "C"] }]);
 * assert.deepEqual([...await suppress(new LinkedTables([axis], Int32Array.of(3, 30, 9)), 5)], [0, 1, 0, 1]);
 * ```
 */
export async function suppress(
  tables: LinkedTables,
  k: number,
  decided: Int8Array = new Int8Array(tables.counts.length).fill(UNDECIDED),
  { insiders = [], sensitive }: SuppressOptions = {},
): Promise<Uint8Array> {
  if (!Number.isInteger(k) || k < 0 || k === 1) {
    throw new RangeError(`Cannot suppress as k must be 0 or a whole number >= 2: got ${k}`);
  }
  if (k === 0) return new Uint8Array(tables.counts.length);
  const hidden = Uint8Array.from(
    tables.counts,
    (value, count) =>
      decided[count] !== UNDECIDED
        ? decided[count]
        : value < k || !tables.offers[count] || sensitive?.[count] === 1
        ? 1
        : 0,
  );
  const isOpen = (count: number): boolean => decided[count] === UNDECIDED;
  const known = knownWhenHidden(tables, hidden);
  const hide = (count: number): void => {
    hidden[count] = 1;
    for (const { low, high } of [known, ...inside.map(({ known }) => known)]) {
      low[count] = 0;
      high[count] = UNBOUNDED;
    }
  };
  const inside = insiders.map((own) => insideOf(tables, hidden, own));
  /**
   * What can be hidden for a narrowed count: the nearest that narrows it, else the nearest; where nothing is near, for an
   * insider, what counts some of the same.
   */
  const toHideFor = ({ leeway: { count }, by }: Narrowed, isInside: boolean): number[] => {
    const near = shownNear(tables, hidden, count).filter(isOpen);
    const guilty = near.filter((each) => by.includes(each));
    if (guilty.length > 0) return guilty;
    return near.length > 0 || !isInside
      ? near
      : sharing(tables, count).filter((each) => !hidden[each] && tables.offers[each] === 1 && isOpen(each));
  };
  const guesses = new Witnesses(tables, known), proofs = new Witnesses(tables, known);
  const tried = new Map<number, number>();
  for (;;) {
    closeSums(tables, hidden, k, isOpen, hide);
    const leeways = leewayWhenHidden(tables, hidden, k);
    let { narrowed } = await proveAll(guesses, tables, known, leeways, { as: "guess" });
    if (narrowed.length === 0) {
      ({ narrowed } = await proveAll(proofs, tables, known, leeways, { as: "proof" }));
    }
    const isInside = narrowed.length === 0;
    if (isInside) narrowed = await narrowedInside(inside, hidden, k);
    if (narrowed.length === 0) return hidden;
    const suspects = narrowed.map((each) => ({
      count: each.leeway.count,
      from: toHideFor(each, isInside),
    }));
    if (suspects.every(({ from }) => from.length === 0)) {
      throw new DisclosureError(
        "Små tal kan inte skyddas: det finns för få insatser, även om alla antal döljs.",
      );
    }
    for (const { count, from } of suspects) {
      if (from.some((each) => hidden[each])) continue; // hidden for another just now: see first what that did
      const times = (tried.get(count) ?? 0) + 1;
      tried.set(count, times);
      for (let left = 2 ** (times - 1), rest = from; left > 0 && rest.length > 0; left--) {
        const next = cheapest(tables, hidden, k, rest);
        hide(next);
        rest = rest.filter((each) => each !== next);
      }
    }
  }
}

/** What somebody knows who knows some finest counts: the tables of all the others. */
interface Inside {
  readonly tables: LinkedTables;
  readonly known: Known;
  readonly witnesses: Witnesses;
  /** How many finest counts of others each count holds. */
  readonly others: Float64Array;
}

function insideOf(tables: LinkedTables, hidden: Uint8Array, own: Uint8Array): Inside {
  const left = new LinkedTables(
    tables.axes,
    tables.finest.map((count, at) => own[at] === 1 ? 0 : count),
    (keys) => tables.offers[tables.indexOf(keys)!] === 1,
  );
  const known = { ...knownWhenHidden(left, hidden), finest: own };
  return {
    tables: left,
    known,
    witnesses: new Witnesses(left, known),
    others: tables.add(own.map((each) => 1 - each)),
  };
}

/** The hidden small counts that the first insider to find one narrows. */
async function narrowedInside(
  inside: readonly Inside[],
  hidden: Uint8Array,
  k: number,
): Promise<Narrowed[]> {
  for (const { tables, known, witnesses, others } of inside) {
    const leeways = leewayWhenHidden(tables, hidden, k).filter(({ count }) =>
      tables.counts[count] < k && others[count] > 0
    );
    for (const as of ["guess", "proof"] as const) {
      const { narrowed } = await proveAll(witnesses, tables, known, leeways, { as });
      if (narrowed.length > 0) return narrowed;
    }
  }
  return [];
}

/** Hides more until no single sum gives a hidden count away. */
function closeSums(
  tables: LinkedTables,
  hidden: Uint8Array,
  k: number,
  isOpen: (count: number) => boolean,
  hide: (count: number) => void,
): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const sum of tables.sums()) {
      for (const count of hiddenWith(tables, hidden, k, sum, isOpen)) {
        hide(count);
        changed = true;
      }
    }
  }
}

/** What else has to be hidden because of what is hidden in a sum, of what is still open. */
function hiddenWith(
  tables: LinkedTables,
  hidden: Uint8Array,
  k: number,
  sum: CountSum,
  isOpen: (count: number) => boolean,
): number[] {
  const { total, parts, hideWith } = sum;
  if (!tables.offers[total] || parts.some((part) => !tables.offers[part])) return [];
  const someHidden = parts.some((part) => hidden[part] === 1);
  const shownParts = parts.filter((part) => !hidden[part] && isOpen(part));
  const shownTotal = !hidden[total] && isOpen(total) ? [total] : [];
  if (hideWith === "parts") return hidden[total] || someHidden ? shownParts : [];
  if (hideWith === "total") return someHidden ? shownTotal : [];
  const candidates = [...shownParts, ...shownTotal];
  if (candidates.length === 0 || !givesAway(tables, hidden, k, sum)) return [];
  return [cheapest(tables, hidden, k, candidates)];
}

/** Whether a sum alone narrows one of its hidden counts too far. */
function givesAway(
  { counts }: LinkedTables,
  hidden: Uint8Array,
  k: number,
  { total, parts }: CountSum,
): boolean {
  let lacking = 0, contacts = 0;
  for (const part of parts) {
    if (!hidden[part]) continue;
    lacking++;
    contacts += counts[part];
  }
  if (hidden[total]) return lacking === 0;
  return lacking === 1 || lacking > 1 && contacts < k - 1;
}

/** The count that costs the reader least to lose: its price, and that of what has to be hidden with it. */
function cheapest(
  tables: LinkedTables,
  hidden: Uint8Array,
  k: number,
  candidates: readonly number[],
): number {
  let best = -1, bestCost = Infinity;
  for (const count of candidates) {
    const price = tables.priceOf(count);
    hidden[count] = 1;
    const opened = tables.sumsOf(count).filter((sum) => givesAway(tables, hidden, k, sum)).length;
    hidden[count] = 0;
    const cost = price * (1 + opened);
    if (cost < bestCost || cost === bestCost && tables.counts[count] < tables.counts[best]) {
      best = count;
      bestCost = cost;
    }
  }
  return best;
}

/** The counts that hold some of the same finest counts as this one, itself among them. */
function sharing(tables: LinkedTables, count: number): number[] {
  return tables.axes.reduce<number[]>((bases, { groups }, axis) => {
    const { leaves } = groups[tables.groupAt(count, axis)], holding = tables.groupsHolding[axis];
    const meeting = [...new Set(leaves.flatMap((leaf) => holding[leaf]))];
    return bases.flatMap((base) => meeting.map((group) => base + group * tables.strides[axis]));
  }, [0]);
}

/** The shown counts that stand in a sum with this one, or with what is hidden around it: the nearest there are, if any. */
export function shownNear(tables: LinkedTables, hidden: Uint8Array, count: number): number[] {
  const seen = new Set([count]), near: number[] = [];
  let ring = [count];
  for (let rings = 1; ring.length > 0 && (rings <= 2 || near.length === 0); rings++) {
    const beside = ring.flatMap((each) =>
      tables.sumsOf(each).flatMap(({ total, parts }) => [total, ...parts])
    );
    const fresh = [...new Set(beside)].filter((each) => !seen.has(each) && tables.offers[each]);
    for (const each of fresh) seen.add(each);
    near.push(...fresh.filter((each) => !hidden[each]));
    ring = fresh.filter((each) => hidden[each]);
  }
  return near;
}
