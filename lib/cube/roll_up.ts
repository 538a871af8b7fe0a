import type { WaitCell } from "../numeric/mod.ts";
import type { CubeCell, Dimension } from "./cell.ts";

/** A group of cells that agree in some dimensions. */
export interface CellGroup<C, D extends Dimension> {
  /** What they agree in. */
  readonly key: Pick<CubeCell, D>;
  /** The cells. */
  readonly cells: readonly C[];
}

/**
 * Groups cells by some dimensions.
 *
 * @param cells Cells in any order; not changed.
 * @param by The dimensions.
 * @returns One group for each combination that occurs, in order of first appearance.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import type { CubeCell } from "vantelage";
 * import { groupCells } from "vantelage/cube";
 * const cell = (region: string): CubeCell => ({ manad: "2024-04", status: "vantande", region, sjukhus: null, vardutbud: null,
 *   agarform: null, avvikelse: null, vardgaranti: true, hemregion: null, lo: 1, hi: 1, antal: 1 });
 * assert.deepEqual(groupCells([cell("A"), cell("B"), cell("A")], ["region"]).map((group) => group.cells.length), [2, 1]);
 * ```
 */
export function groupCells<C extends PartlyKnown<D>, D extends Dimension>(
  cells: readonly C[],
  by: readonly D[],
): CellGroup<C, D>[] {
  const groups = new Map<string, { key: Pick<CubeCell, D>; cells: C[] }>();
  for (const cell of cells) {
    const name = by.map((dimension) => cell[dimension] ?? MISSING).join("\u0000");
    let group = groups.get(name);
    if (!group) groups.set(name, group = { key: pick(cell, by), cells: [] });
    group.cells.push(cell);
  }
  return [...groups.values()];
}

/**
 * Merges cells that agree in the dimensions kept and in their days. Counts add; nothing is lost.
 *
 * @param cells Cells in any order; not changed.
 * @param by The dimensions to keep.
 * @returns Cells that hold the same contacts, ordered by their first appearance.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import type { CubeCell } from "vantelage";
 * import { rollUp } from "vantelage/cube";
 * const cell = (sjukhus: string): CubeCell => ({ manad: "2024-04", status: "vantande", region: "Region Dalarna", sjukhus,
 *   vardutbud: null, agarform: null, avvikelse: null, vardgaranti: true, hemregion: null, lo: 9, hi: 9, antal: 2 });
 * assert.deepEqual(rollUp([cell("Mora lasarett"), cell("Falu lasarett")], ["region"]),
 *   [{ region: "Region Dalarna", lo: 9, hi: 9, antal: 4 }]);
 * ```
 */
export function rollUp<C extends Pick<CubeCell, D> & WaitCell, D extends Dimension>(
  cells: readonly C[],
  by: readonly D[],
): (Pick<CubeCell, D> & WaitCell)[] {
  const groups = new Map<string, { first: C; antal: number }>();
  for (const cell of cells) {
    let name = `${cell.lo} ${cell.hi}`;
    for (const dimension of by) name += `\u0000${cell[dimension] ?? MISSING}`;
    const group = groups.get(name);
    if (group) group.antal += cell.antal;
    else groups.set(name, { first: cell, antal: cell.antal });
  }
  return Array.from(
    groups.values(),
    ({ first, antal }) => ({ ...pick(first, by), lo: first.lo, hi: first.hi, antal }),
  );
}

/** Stands for a missing value in a group's name; no name holds this character. */
const MISSING = "\u0001";

/** What a cell says of some dimensions; `null` where it does not. */
export type PartlyKnown<D extends Dimension> = { readonly [K in D]: CubeCell[K] | null };

function pick<D extends Dimension>(cell: PartlyKnown<D>, by: readonly D[]): Pick<CubeCell, D> {
  const picked: { [K in D]?: CubeCell[K] | null } = {};
  for (const dimension of by) picked[dimension] = cell[dimension];
  return picked as Pick<CubeCell, D>;
}
