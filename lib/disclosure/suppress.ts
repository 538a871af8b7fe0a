import { DisclosureError } from "./disclosure_error.ts";
import { knownWhenHidden, leewayWhenHidden, UNBOUNDED } from "./known.ts";
import type { CountSum, LinkedTables } from "./linked_tables.ts";
import { proveEach, proveMany } from "./_prove.ts";
import { Witnesses } from "./_witnesses.ts";

/**
 * Chooses which counts to hide, so that no count below the threshold can be reckoned out.
 *
 * Every count from 0 to k − 1 is hidden; 0 too, as it also tells something of everybody in a small group, and as its
 * neighbours would otherwise be easier to find. Then more are hidden, the cheapest first: in every sum with a hidden
 * part at least two numbers are hidden, and the hidden parts hold k − 1 contacts or more; and wherever the audit still
 * finds a count that linked tables narrow, another beside it.
 *
 * @param tables The linked tables.
 * @param k The threshold, contacts: 0 hides nothing.
 * @returns 1 for each count to hide, 0 for the others; the same for the same tables.
 * @throws {RangeError} If `k` is 1, negative or not whole.
 * @throws {DisclosureError} If hiding everything would not do, as there are fewer than `k` contacts in all.
 *
 * @example The smallest neighbour is hidden beside a small count
 * ```ts
 * import assert from "node:assert/strict";
 * import { LinkedTables, makeAxis, suppress } from "vantelage";
 * const axis = makeAxis("region", 3, [{ key: "alla", leaves: [0, 1, 2], price: 2 }, { key: "A", leaves: [0] },
 *   { key: "B", leaves: [1] }, { key: "C", leaves: [2] }], [{ total: "alla", parts: ["A", "B", "C"] }]);
 * assert.deepEqual([...await suppress(new LinkedTables([axis], Int32Array.of(3, 30, 9)), 5)], [0, 1, 0, 1]);
 * ```
 */
export async function suppress(tables: LinkedTables, k: number): Promise<Uint8Array> {
  if (!Number.isInteger(k) || k < 0 || k === 1) {
    throw new RangeError(`Cannot suppress as k must be 0 or a whole number >= 2: got ${k}`);
  }
  if (k === 0) return new Uint8Array(tables.counts.length);
  const hidden = Uint8Array.from(tables.counts, (value, count) => value < k || !tables.offers[count] ? 1 : 0);
  const known = knownWhenHidden(tables, hidden);
  const hide = (count: number): void => {
    hidden[count] = 1;
    known.low[count] = 0;
    known.high[count] = UNBOUNDED;
  };
  const witnesses = new Witnesses(tables, known);
  const tried = new Map<number, number>();
  for (;;) {
    closeSums(tables, hidden, k, hide);
    const left = await proveMany(witnesses, tables, known, leewayWhenHidden(tables, hidden, k));
    const narrowed = await proveEach(witnesses, tables, known, left);
    if (narrowed.length === 0) return hidden;
    for (const { leeway: { count }, by } of narrowed) {
      const near = shownNear(tables, hidden, count), guilty = near.filter((each) => by.includes(each));
      const times = (tried.get(count) ?? 0) + 1;
      tried.set(count, times);
      for (
        let left = 2 ** (times - 1), from = guilty.length > 0 ? guilty : near;
        left > 0 && from.length > 0;
        left--
      ) {
        const next = cheapest(tables, hidden, k, from);
        hide(next);
        from = from.filter((each) => each !== next);
      }
    }
  }
}

/** Hides more until no single sum gives a hidden count away. */
function closeSums(tables: LinkedTables, hidden: Uint8Array, k: number, hide: (count: number) => void): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const sum of tables.sums()) {
      for (const count of hiddenWith(tables, hidden, k, sum)) {
        hide(count);
        changed = true;
      }
    }
  }
}

/** What else has to be hidden because of what is hidden in a sum. */
function hiddenWith(tables: LinkedTables, hidden: Uint8Array, k: number, sum: CountSum): number[] {
  const { total, parts, hideWith } = sum;
  if (!tables.offers[total] || parts.some((part) => !tables.offers[part])) return [];
  const shownParts = parts.filter((part) => !hidden[part]);
  if (hideWith === "parts") return hidden[total] || shownParts.length < parts.length ? shownParts : [];
  if (hideWith === "total") return shownParts.length < parts.length && !hidden[total] ? [total] : [];
  if (!givesAway(tables, hidden, k, sum)) return [];
  return [cheapest(tables, hidden, k, hidden[total] ? shownParts : [...shownParts, total])];
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

/** The shown counts that stand in a sum with this one, or with what is hidden around it; the nearest there are. */
function shownNear(tables: LinkedTables, hidden: Uint8Array, count: number): number[] {
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
  if (near.length > 0) return near;
  throw new DisclosureError(
    "Små tal kan inte skyddas: det finns för få kontakter, även om alla antal döljs.",
  );
}
