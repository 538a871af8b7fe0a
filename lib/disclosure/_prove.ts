import { seededRandom } from "../numeric/mod.ts";
import { highs } from "../optimise/solver.ts";
import { FreeModel, type SearchOptions } from "./_free_model.ts";
import type { Known, Leeway } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";
import type { Witnesses } from "./_witnesses.ts";

/** The search for many ends when so many tables in a row each meet less than this share of what still lacks one. */
const IDLE = 3, LITTLE = 0.05;

/** Up to so many leeways are not searched for together. */
const FEW = 8;

/** How many times the wanted width a count may rise when it is searched for alone. */
const FAR = 10;

/**
 * Looks for the proofs of some leeways with HiGHS, for many at once: for tables in which many counts that lack a proof
 * are high or low.
 *
 * @returns The leeways that were not proved: a few, or those whose counts can be narrowed.
 */
async function proveMany(
  witnesses: Witnesses,
  tables: LinkedTables,
  known: Known,
  leeways: readonly Leeway[],
  search: SearchOptions,
): Promise<Leeway[]> {
  const lacking = (): Leeway[] => leeways.filter((leeway) => !witnesses.meets(leeway));
  let left = lacking();
  if (left.length <= FEW) return left;
  const random = seededRandom("prove");
  const spread = Math.max(...leeways.map(({ width }) => width));
  using model = new FreeModel(await highs(), tables, known, spread, search);
  for (let idle = 0; idle < IDLE && left.length > FEW;) {
    const worth = new Float64Array(model.size);
    for (const leeway of left) {
      const columns = model.columnsOf(leeway.count);
      const fewer = witnesses.wantsFewer(leeway), more = witnesses.wantsMore(leeway);
      const sign = fewer && (!more || random.next() < 0.5) ? -1 : 1;
      for (const column of columns) worth[column] += sign * (0.5 + random.next()) / columns.length;
    }
    const { finest } = model.best(worth, true);
    if (finest !== null) witnesses.see(finest);
    const before = left.length;
    left = lacking();
    idle = before - left.length > LITTLE * before ? 0 : idle + 1;
  }
  return left;
}

/** A leeway that is not met, and how its count is narrowed. */
export interface Narrowed {
  readonly leeway: Leeway;
  /** The known counts that narrow it, by index; none when HiGHS searched in whole numbers, which does not report. */
  readonly by: readonly number[];
}

/**
 * Looks for the proofs of leeways one by one: for the tables in which a leeway's count is lowest and highest.
 *
 * @returns The leeways that are not met.
 */
async function proveEach(
  witnesses: Witnesses,
  tables: LinkedTables,
  known: Known,
  leeways: readonly Leeway[],
  search: SearchOptions,
): Promise<Narrowed[]> {
  if (leeways.length === 0) return [];
  using model = new FreeModel(
    await highs(),
    tables,
    known,
    FAR * Math.max(...leeways.map(({ width }) => width)),
    search,
  );
  return leeways.flatMap((leeway) => {
    const by = new Set<number>();
    for (const sign of [-1, 1]) {
      if (sign < 0 ? !witnesses.wantsFewer(leeway) : !witnesses.wantsMore(leeway)) continue;
      const worth = new Float64Array(model.size);
      for (const column of model.columnsOf(leeway.count)) worth[column] = sign;
      const { finest, binding } = model.best(worth, true);
      if (finest !== null) witnesses.see(finest);
      if (sign < 0 ? witnesses.wantsFewer(leeway) : witnesses.wantsMore(leeway)) {
        for (const count of binding) by.add(count);
      }
    }
    return witnesses.meets(leeway) ? [] : [{ leeway, by: [...by] }];
  });
}

/**
 * Looks for the proofs of leeways, first for many at once, then one by one.
 *
 * @returns The leeways that are not met, and how many needed a search of their own.
 */
export async function proveAll(
  witnesses: Witnesses,
  tables: LinkedTables,
  known: Known,
  leeways: readonly Leeway[],
  search: SearchOptions,
): Promise<{ narrowed: Narrowed[]; single: number }> {
  const left = await proveMany(witnesses, tables, known, leeways, search);
  return { narrowed: await proveEach(witnesses, tables, known, left, search), single: left.length };
}
