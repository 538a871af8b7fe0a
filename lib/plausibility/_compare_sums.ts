import { type Counted, evidence } from "./_counted.ts";
import type { Parts, Table } from "./_parts.ts";

/** How rows agree with the sums of their parts. */
export interface Compared {
  /** The rows that are sums, with their parts. */
  readonly same: ReadonlyMap<Counted, readonly Counted[]>;
  /** How many are not. */
  readonly different: number;
  /** Counts above zero that agree. */
  readonly counts: number;
  /** Bits of evidence in them. */
  readonly bits: number;
}

/** Compares rows with the sums of their parts; with `all` it stops at the first that differs. */
export function compareAll(table: Table, unit: readonly Counted[], parts: Parts, all: boolean): Compared {
  const same = new Map<Counted, readonly Counted[]>();
  let different = 0, counts = 0, bits = 0;
  for (const row of unit) {
    if (table.totals.has(row)) continue;
    const found = parts(row), compared = found.length === 0 ? null : compare(row, found, table.own);
    if (compared === null) continue;
    if (compared === false) {
      different++;
      if (all) break;
      continue;
    }
    same.set(row, found);
    counts += compared.counts;
    bits += compared.bits;
  }
  return { same, different, counts, bits };
}

/**
 * Whether a row is the sum of others in every count that it has: the counts above zero and the bits of evidence, false
 * where it is not, `null` where nothing can be compared. A part without a count may be hidden: the sum is then at least
 * the others'.
 */
function compare(
  total: Counted,
  parts: readonly Counted[],
  own: readonly boolean[],
): { counts: number; bits: number } | false | null {
  let compared = false, counts = 0, bits = 0;
  for (const [index, count] of total.counts.entries()) {
    if (count === null) continue;
    let sum = 0, hidden = 0;
    for (const { counts } of parts) {
      const part = counts[index];
      if (part === null) hidden++;
      else sum += part;
    }
    if (hidden === parts.length) {
      if (count > 0) return false;
      continue;
    }
    if (hidden > 0 ? count < sum : count !== sum) return false;
    compared = true;
    if (hidden > 0 || count === 0 || !own[index]) continue;
    counts++;
    bits += evidence(count);
  }
  return compared ? { counts, bits } : null;
}
