import { type Counted, evidence } from "./_counted.ts";
import type { Parts, Sums, Table } from "./_parts.ts";

/** How rows agree with the sums of their parts. */
export interface Compared {
  /** The rows that are sums. */
  readonly same: readonly Counted[];
  /** What they are sums of. */
  readonly parts: Parts | null;
  /** Whether each is the sum of one row. */
  readonly single: boolean;
  /** How many are not. */
  readonly different: number;
  /** Counts above zero that agree. */
  readonly counts: number;
  /** Bits of evidence in them. */
  readonly bits: number;
}

/** Compares rows with the sums of their parts; with `all` it stops at the first that differs. */
export function compareAll(table: Table, unit: readonly Counted[], parts: Parts, all: boolean): Compared {
  const same: Counted[] = [];
  let different = 0, counts = 0, bits = 0, single = true;
  for (const row of unit) {
    if (table.totals.has(row)) continue;
    const sums = parts.sums(row), compared = sums.size === 0 ? null : compare(row, sums, table.own);
    if (compared === null) continue;
    if (compared === false) {
      different++;
      if (all) break;
      continue;
    }
    same.push(row);
    single &&= sums.size === 1;
    counts += compared.counts;
    bits += compared.bits;
  }
  return { same, parts, single, different, counts, bits };
}

/**
 * Whether a row is the sum of others in every count that it has: the counts above zero and the bits of evidence, false
 * where it is not, `null` where nothing can be compared. A part without a count may be hidden: the sum is then at least
 * the others'.
 */
function compare(
  total: Counted,
  parts: Sums,
  own: readonly boolean[],
): { counts: number; bits: number } | false | null {
  let compared = false, counts = 0, bits = 0;
  for (const [index, count] of total.counts.entries()) {
    if (count === null) continue;
    const sum = parts.counts[index], hidden = parts.hidden[index];
    if (hidden === parts.size) {
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
