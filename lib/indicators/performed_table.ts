import type { CubeCell } from "../cube/cell.ts";
import { groupCells } from "../cube/roll_up.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { type Performed, performed } from "./performed.ts";
import {
  dimensionsOf,
  regionsOf,
  rowName,
  type TableCell,
  type TableDimension,
  totalName,
} from "./wait_table.ts";

/**
 * A row of the table of performed operations.
 *
 * @typeParam H What may stand in the place of a number: nothing, or a mark that it is hidden, in a row for the public.
 */
export interface PerformedTableRow<H = never> extends Performed<H> {
  /** The region, hospital, vårdutbud or ownership; for a total its name. */
  readonly name: string;
  /** The region of a hospital; the region itself; `null` else. */
  readonly region: string | null;
  /** Whether the row is the total of the others. */
  readonly total: boolean;
}

/** A cell as {@linkcode performedTable} needs it. */
export type PerformedTableCell =
  & WaitCell
  & Pick<CubeCell, "status" | "avvikelse" | "vardgaranti" | Exclude<TableDimension, "region">>
  & Pick<TableCell, "region">;

/**
 * The table of performed operations (genomförda) of one month: volume, share within the limit, median and mean.
 *
 * @param cells Cells of one month; those of other statuses than performed are left out.
 * @param options What the rows distinguish, the limit in whole days, and the regions that have delivered, which the
 *   total is named after.
 * @returns Rows with the largest volume first for vårdutbud, else in Swedish alphabetical order, and their total.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { performedTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "genomforda", avvikelse: null, vardgaranti: true, region,
 *   sjukhus: null, vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = performedTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region" });
 * assert.deepEqual(rows.map((row) => row.shareWithin?.value), [1, 0, 0.5]);
 * ```
 */
export function performedTable(
  cells: readonly PerformedTableCell[],
  options: { by: TableDimension; limitDays?: number; delivered?: readonly string[] },
): PerformedTableRow[] {
  const { by, delivered = [] } = options;
  const done = cells.filter((cell) => cell.status === "genomforda");
  if (done.length === 0) return [];
  const swedish = new Intl.Collator("sv").compare;
  const rows = groupCells(done, dimensionsOf(by)).map((
    { key, cells },
  ) => ({
    name: rowName(by, key[by] ?? null),
    region: by === "sjukhus" || by === "region" ? cells[0].region : null,
    total: false,
    ...performed(cells, options),
  })).sort((a, b) =>
    (by === "vardutbud" ? b.volume - a.volume : 0) || swedish(a.region ?? "", b.region ?? "") ||
    swedish(a.name, b.name)
  );
  const name = totalName(regionsOf(done, delivered));
  return [...rows, { name, region: null, total: true, ...performed(done, options) }];
}
