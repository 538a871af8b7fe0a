import { DisclosureError } from "./disclosure_error.ts";
import { type Known, knownWhenHidden, type Leeway, leewayWhenHidden, UNBOUNDED } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";
import { proveEach, proveMany } from "./_prove.ts";
import { knownWhenRounded, leewayWhenRounded, roundCounts } from "./round.ts";
import { suppress } from "./suppress.ts";
import { Witnesses } from "./_witnesses.ts";

/** What is decided of linked tables. */
export interface Decision {
  /** 1 for each count that is hidden, 0 for the others. */
  readonly hidden: Uint8Array;
  /** What is shown of the others. */
  readonly values: Int32Array;
  /** What a reader then knows. */
  readonly known: Known;
  /** What must stay possible. */
  readonly leeways: readonly Leeway[];
}

/** Hides small numbers, and what gives them away. */
export async function decideHiding(tables: LinkedTables, k: number): Promise<Decision> {
  const hidden = await suppress(tables, k);
  return {
    hidden,
    values: tables.counts,
    known: knownWhenHidden(tables, hidden),
    leeways: k === 0 ? [] : leewayWhenHidden(tables, hidden, k),
  };
}

/** Rounds all numbers, and hides those that could be narrowed all the same. */
export async function decideRounding(tables: LinkedTables, base: number, seed: string): Promise<Decision> {
  const values = roundCounts(tables, { base, seed });
  const hidden = tables.offers.map((offered) => 1 - offered);
  const known = knownWhenRounded(tables, values, base);
  const leeways = leewayWhenRounded(tables, base);
  const witnesses = new Witnesses(tables, known);
  for (;;) {
    const left = await proveMany(witnesses, tables, known, leeways);
    const narrowed = await proveEach(witnesses, tables, known, left);
    if (narrowed.length === 0) return { hidden, values, known, leeways };
    if (narrowed.every(({ leeway }) => hidden[leeway.count])) {
      throw new DisclosureError("Små tal kan inte skyddas genom avrundning: det finns för få kontakter.");
    }
    for (const { leeway: { count } } of narrowed) {
      hidden[count] = 1;
      known.low[count] = 0;
      known.high[count] = UNBOUNDED;
    }
  }
}
