import { rowName, type TableDimension } from "./wait_table.ts";
import type { PerformedCell } from "./performed.ts";
import { GUARANTEE_DAYS } from "./limits.ts";
import { type Measure, measureOf } from "./measures.ts";
import { regionShortName } from "../reference/regions.ts";

/** Options for {@linkcode crossTable}. */
export interface CrossTableOptions {
  /** What the rows distinguish. */
  readonly rows: TableDimension;
  /** What they are split by besides. @default nothing */
  readonly columns?: TableDimension;
  /** What is measured. @default {"waiting"} */
  readonly measure?: Measure;
  /** The limit in whole days, for measures that have one. @default {90} */
  readonly limitDays?: number;
  /** Whether PvV and MoV are counted among those who wait. @default {false} */
  readonly including?: boolean;
}

/** A cell as {@linkcode crossTable} needs it. */
export type CrossCell = PerformedCell & { readonly [D in TableDimension]: string | null };

/**
 * A number for each group: its names by dimension (sjukhus, agarform …), the measure by its own name (median, overShare
 * …), and the bounds that it lies between. Counts are contacts, shares 0 to 1, waits days.
 */
export interface CrossRow {
  /** A name or a number, by its column. */
  readonly [column: string]: string | number | null;
}

/**
 * Measures each group of cells (korstabell): a row a group, never a total among them, so that rows can be summed,
 * sorted and drawn as they are.
 *
 * @param cells Cells of both statuses, in any order; those of the other status than the measure's are left out.
 * @param options What the groups are, and what is measured.
 * @returns Rows in Swedish alphabetical order. `low` and `high` bound the measure: they differ where bands leave it in
 * doubt, and `high` is `null` where it is open. A hospital's row has its region too. Without anybody to measure the
 * measure is `null`; without cells there is no row.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { crossTable } from "vantelage/indicators";
 * const cell = (agarform: "offentlig" | "privat", days: number) => ({
 *   ...{ status: "vantande", avvikelse: null, vardgaranti: true, region: "Region Dalarna", sjukhus: null } as const,
 *   ...{ vardutbud: "Gråstarr", agarform, lo: days, hi: days, antal: 1 },
 * });
 * const rows = crossTable([cell("offentlig", 10), cell("offentlig", 91), cell("privat", 5)], {
 *   rows: "agarform",
 *   measure: "overShare",
 * });
 * assert.deepEqual(rows, [
 *   { agarform: "Offentlig", overShare: 0.5, low: 0.5, high: 0.5 },
 *   { agarform: "Privat", overShare: 0, low: 0, high: 0 },
 * ]);
 * ```
 */
export function crossTable(cells: readonly CrossCell[], options: CrossTableOptions): CrossRow[] {
  const { rows, columns, measure = "waiting", limitDays = GUARANTEE_DAYS, including = false } = options;
  const { status, compute } = measureOf(measure), by = columns === undefined ? [rows] : [rows, columns];
  const groups = Map.groupBy(
    cells.filter((cell) => cell.status === status),
    (cell) =>
      JSON.stringify(by.flatMap((each) => each === "sjukhus" ? [cell.region, cell.sjukhus] : [cell[each]])),
  );
  const found = [...groups.values()].map((group): CrossRow => {
    const names = Object.fromEntries(by.map((each) => [each, rowName(each, group[0][each])]));
    const value = compute(group, { limitDays, including });
    return {
      ...by.includes("sjukhus") && { region: rowName("region", group[0].region) },
      ...names,
      ...{ [measure]: value?.value ?? null, low: value?.low ?? null, high: value?.high ?? null },
    };
  });
  return withRegions(found).sort((a, b) =>
    by.map((each) => swedish(String(a[each]), String(b[each]))).find((order) => order !== 0) ?? 0
  );
}

const swedish = new Intl.Collator("sv").compare;

/** Hospitals of one name in two regions are distinguished by the region. */
function withRegions(rows: readonly CrossRow[]): CrossRow[] {
  const regions = Map.groupBy(rows, ({ sjukhus = null }) => sjukhus);
  return rows.map((row) => {
    const named = regions.get(row.sjukhus ?? null) ?? [];
    return row.sjukhus === undefined || named.every(({ region }) => region === row.region)
      ? row
      : { ...row, sjukhus: `${row.sjukhus}, ${regionShortName(String(row.region))}` };
  });
}
