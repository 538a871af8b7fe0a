import type { Reading, Skip } from "../contract/mod.ts";
import { hospitalOwnership } from "../reference/mod.ts";
import { compareAll, type Compared } from "./_compare_sums.ts";
import { type Counted, countRows, PLACES } from "./_counted.ts";
import { around, everywhere, near, othersThat, type Parts, type Place, run, type Table } from "./_parts.ts";
import type { TypedRow } from "./delivered.ts";

/** What a row is skipped as that {@linkcode totalsByArithmetic} finds. */
export const arithmeticTotalSkip: Omit<Skip, "when"> = {
  name: "summarad",
  says: "raden är band för band summan av andra rader i filen och räknas inte en gång till",
  fields: ["sjukhus"],
};

/** A row that is the sum of other rows. */
export interface ArithmeticTotal {
  /** Its number among the rows. */
  readonly row: number;
  /** What it is the sum of, in Swedish. */
  readonly says: string;
}

/** Fewer counts than this, of bands in which somebody waits, prove no sum. */
const LEAST_COUNTS = 3;
/** Bits of evidence that a name needs which is no total's by its words: a chance of one in some hundreds. */
const LEAST_EVIDENCE = 9;
/** Bits that a name needs which is a total's or a group's by its words. */
const LEAST_EVIDENCE_LIKELY = 6;

/**
 * The rows of an aggregate that are sums of other rows, whatever they are called: "Delsumma", "Regionen totalt",
 * "C_999" or nothing. A row is a sum when in every count it agrees with the sum of other rows of the same region, month
 * and status: all of them, those of an ownership, those just above or below it, or those of all regions.
 *
 * True rows must not go. So a known hospital or vårdutbud is never taken for a sum. A name that only a total has
 * ("Delsumma") needs three counts in which somebody waits. Any other name must be the sum in every month and region
 * where it is next to others, in counts that do not agree by chance. Where a region has one hospital, the sum is equal
 * to it; which of two unknown names is the sum nobody can say, and both are kept.
 *
 * @param rows The rows, typed by field, those left out that are skipped already.
 * @param reading How the file is read.
 * @returns The rows, in order, each once.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { profiles, recognise } from "vantelage/contract";
 * import { totalsByArithmetic } from "./mod.ts";
 * const reading = recognise(["månad", "status", "region", "sjukhus", "0-30", "31-60", "61-90"], profiles);
 * const row = (sjukhus: string, d0_30: number, d31_60: number, d61_90: number) =>
 *   ({ manad: "2024-04", status: "vantande", region: "Region Dalarna", sjukhus, d0_30, d31_60, d61_90 });
 * const rows = [row("Falu lasarett", 30, 20, 10), row("Mora lasarett", 12, 8, 9), row("Delsumma", 42, 28, 19)];
 * assert.deepEqual(totalsByArithmetic(rows, reading).map(({ row }) => row), [2]);
 * ```
 */
export function totalsByArithmetic(
  rows: readonly TypedRow[],
  { layout }: Pick<Reading, "layout">,
): ArithmeticTotal[] {
  if (layout.name === "register") return [];
  const { counted, own } = countRows(rows, layout);
  const table: Table = { counted, own, index: new Map(), totals: new Map() };
  // Each may uncover the next: the sum of the public hospitals is no part of the region's.
  findNamed(table, 1);
  for (const place of PLACES) findUnnamed(table, place);
  findNamed(table, 1);
  findNamed(table, 2);
  return [...table.totals].flatMap(([total, parts]) =>
    total.rows.map((row) => ({ row, says: says(total, parts) }))
  )
    .sort((a, b) => a.row - b.row);
}

function says({ region, manad, status, at }: Counted, parts: readonly Counted[]): string {
  const name = PLACES.map((place) => at[place]).find((name) => name !== null);
  const where = new Set(parts.map(({ region }) => region)).size > 1 ? "flera regioner" : region;
  return `${name === undefined ? "raden" : `"${name}"`} är summan av ${parts.length} ${
    parts.length === 1 ? "annan rad" : "andra rader"
  } för ${where} ${manad} ${status}`;
}

/** Sums that no word names. Of rows without a name each region is looked at by itself, as such rows may be providers too. */
function findUnnamed(table: Table, place: Place): void {
  if (table.counted.every(({ at }) => at[place] === null)) return;
  const candidates = table.counted.filter((row) =>
    !row.over.includes(place) && (row.at[place] === null || place === "sjukhus" && row.open)
  );
  const units = Map.groupBy(candidates, ({ at, region }) => at[place] ?? `\u0000${region}`);
  const needed = LEAST_EVIDENCE + Math.log2(Math.max(1, units.size));
  const leaf = (part: Counted) => isLeaf(table, part, place);
  const known = (part: Counted) =>
    leaf(part) && part.at[place] !== null && !(place === "sjukhus" && part.open);
  const choices = [leaf, known].flatMap((fits) =>
    [near, around].map((group) => othersThat(table, group, place, fits))
  );
  const found = new Map<Counted, readonly Counted[]>();
  for (const unit of units.values()) {
    for (const parts of choices) {
      const tried = compareAll(table, unit, parts, true);
      const named = (row: Counted) => row.at[place] !== null && !row.open;
      if (
        tried.different > 0 || tried.counts < LEAST_COUNTS || tried.bits < needed ||
        tried.single && !tried.same.every((row) => parts.rows(row).every(named))
      ) continue;
      for (const row of tried.same) found.set(row, parts.rows(row));
      break;
    }
  }
  keepTotals(table, found);
}

/**
 * Sums whose names have a total's words, of one degree of sureness; each name is tried with several choices of parts in
 * each region.
 */
function findNamed(table: Table, sure: 1 | 2): void {
  const candidates = table.counted.filter(({ words }) => words === sure);
  const choices = choicesFor(table, sure), found = new Map<Counted, readonly Counted[]>();
  for (const rows of Map.groupBy(candidates, ({ at }) => at.sjukhus).values()) {
    const best = [...Map.groupBy(rows, ({ region }) => region).values()]
      .map((unit) => bestParts(table, unit, choices))
      .filter(({ same, different }) => same.length > different);
    const counts = best.reduce((sum, { counts }) => sum + counts, 0);
    const bits = best.reduce((sum, { bits }) => sum + bits, 0);
    if (counts < LEAST_COUNTS || (sure < 2 && bits < LEAST_EVIDENCE_LIKELY)) continue;
    for (const { same, parts } of best) for (const row of same) found.set(row, parts?.rows(row) ?? []);
  }
  keepTotals(table, found);
}

/** Rows that are each other's parts are none of them sums. */
function keepTotals({ totals }: Table, found: ReadonlyMap<Counted, readonly Counted[]>): void {
  for (const [row, parts] of found) {
    if (!parts.some((part) => found.has(part))) totals.set(row, parts);
  }
}

/** What a row may be the sum of whose name has a total's words. */
function choicesFor(table: Table, sure: 1 | 2): Parts[] {
  const leaf = (part: Counted) => isLeaf(table, part, "sjukhus");
  const plain = (part: Counted) => leaf(part) && part.words === 0;
  return [near, around].flatMap((group) => {
    const that = (fits: (part: Counted) => boolean, from = group) => othersThat(table, from, "sjukhus", fits);
    return [
      that(plain),
      that(leaf),
      that((part) => plain(part) && ownership(part) === "offentlig"),
      that((part) => plain(part) && ownership(part) === "privat"),
      ...sure === 2
        ? [
          run(table, group, "sjukhus", -1, leaf),
          run(table, group, "sjukhus", 1, leaf),
          that((part) => !table.totals.has(part)),
          that(leaf, everywhere),
        ]
        : [],
    ];
  });
}

/** Of the choices of parts, the one by which most rows of a name and region are sums. */
function bestParts(table: Table, unit: readonly Counted[], choices: readonly Parts[]): Compared {
  let best: Compared = { same: [], parts: null, single: true, different: 0, counts: 0, bits: 0 };
  for (const parts of choices) {
    const tried = compareAll(table, unit, parts, false);
    const better = tried.same.length - best.same.length || best.different - tried.different;
    if (tried.counts > 0 && better > 0) best = tried;
    if (best.same.length === unit.length) break;
  }
  return best;
}

/** Whether a row is no sum, by what was found and by the words that only a sum has. */
function isLeaf({ totals }: Table, row: Counted, place: Place): boolean {
  return !row.over.includes(place) && !totals.has(row) &&
    row.words < 2;
}

function ownership({ at, manad }: Counted): string | null {
  return at.agarform ?? (at.sjukhus === null ? null : hospitalOwnership(at.sjukhus, manad));
}
