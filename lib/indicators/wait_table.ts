import type { Month } from "../calendar/mod.ts";
import type { CubeCell, Status } from "../cube/cell.ts";
import { type DeviationCovers, REPORTED } from "../cube/cover.ts";
import { groupCells } from "../cube/roll_up.ts";
import { type Bounded, countContacts, type WaitCell } from "../numeric/mod.ts";
import { boundedName } from "../reference/bounded_name.ts";
import { inhabitants } from "../reference/inhabitants.ts";
import { MELLANSVERIGE, memberRegions } from "../reference/regions.ts";
import {
  activelyWaiting,
  deviationCounts,
  medianWait,
  overLimit,
  perThousand,
  waitingByBand,
} from "./waiting.ts";
import { GUARANTEE_DAYS, LONG_WAIT_DAYS } from "./limits.ts";

/** What the rows of a table distinguish. */
export type TableDimension = "region" | "sjukhus" | "vardutbud" | "agarform";
/** What rows may distinguish. */
export const TABLE_DIMENSIONS: readonly TableDimension[] = ["region", "sjukhus", "vardutbud", "agarform"];

/**
 * A row of the planning group's table: those who wait at the end of a month. Counts are contacts, waits days.
 *
 * @typeParam H What may stand in the place of a number: nothing, or a mark that it is hidden, in a row for the public.
 */
export interface WaitTableRow<H = never> {
  /** The region, hospital, vårdutbud or ownership; for a total its name. */
  readonly name: string;
  /** The region of a hospital; the region itself; `null` else. */
  readonly region: string | null;
  /** Whether the row is the total of the others. */
  readonly total: boolean;
  /** Waiting actively in each of the published bands. */
  readonly bands: readonly (Bounded | H)[];
  /** The median wait of those who wait actively; `null` when nobody does. */
  readonly median: Bounded | null | H;
  /** Waiting actively. */
  readonly antal: number | H;
  /** Waiting by own choice; `null` where the deliveries do not report it. */
  readonly pvv: number | null | H;
  /** Waiting for medical reasons (with SoV); `null` where the deliveries do not report it. */
  readonly mov: number | null | H;
  /** PvV and MoV as a proportion of all who wait; `null` when nobody waits or the deliveries do not report both. */
  readonly deviationShare: number | null | H;
  /** Waiting actively over the limit. */
  readonly over: Bounded | H;
  /** The same as a proportion of those who wait actively; `null` when nobody does. */
  readonly overShare: Bounded | null | H;
  /** Waiting over the limit, PvV and MoV among them; open upwards when nobody knows whether they are. */
  readonly overIncluding: Bounded | H;
  /** Waiting actively over 365 days. */
  readonly long: Bounded | H;
  /** Waiting actively per 1 000 inhabitants; `null` where inhabitants are unknown or make no sense. */
  readonly per1000: number | null | H;
  /** All who wait, PvV and MoV among them, per 1 000 inhabitants; `null` too when nobody knows whether they are. */
  readonly per1000Including: number | null | H;
  /** The inhabitants the rates are counted on. */
  readonly inhabitants: number | null;
}

/** Options for {@linkcode waitTable}. */
export interface WaitTableOptions {
  /** What the rows distinguish. */
  readonly by: TableDimension;
  /** The month whose inhabitants the rates are counted on. */
  readonly manad: Month;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
  /**
   * The regions that have delivered the month. One of them without cells has nobody waiting of this selection: its row
   * is zero, and its inhabitants count in the total's rates. @default the regions of the cells
   */
  readonly delivered?: readonly string[];
  /** How the deliveries treat PvV and MoV: one that is not reported is missing, and not zero. @default {REPORTED} */
  readonly deviations?: DeviationCovers;
  /** Counts PvV and MoV among those who wait, in bands, median, shares and totals. @default {false} */
  readonly including?: boolean;
  /** Whom the rows count: those who wait, or all operated, by how long they had waited. @default {"vantande"} */
  readonly status?: Status;
}

/** A cell as {@linkcode waitTable} needs it. Without a region it counts in the total of the regions that delivered. */
export type TableCell =
  & WaitCell
  & Pick<CubeCell, "status" | "avvikelse" | Exclude<TableDimension, "region">>
  & {
    /** The region that gives the care; `null` where the cells do not distinguish regions. */
    readonly region: string | null;
  };

const UNKNOWN: Readonly<Record<TableDimension, string>> = {
  region: "Okänd region",
  sjukhus: "Sjukhus anges inte",
  vardutbud: "Vårdutbud anges inte",
  agarform: "Ägarform anges inte",
};
const NAMES: ReadonlyMap<string, string> = new Map([["offentlig", "Offentlig"], ["privat", "Privat"]]);

/**
 * The planning group's table: those who wait at the end of a month, by band, with median, PvV, MoV and rates.
 *
 * Regions and hospitals stand in Swedish alphabetical order, vårdutbud with the most over the limit first (PvV and
 * MoV among them). The last row is the total of the rows above it, with the median of the pooled cells. Its rates
 * count the inhabitants of the regions that delivered: a region without a delivery is missing, never zero. All cells
 * must treat PvV and MoV alike, as `answering()` finds.
 *
 * @param cells Cells of one month; those of other statuses than waiting are left out.
 * @param options What the rows distinguish, the month and the limit.
 * @returns The rows; none when there are no cells.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { waitTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "vantande", avvikelse: null, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = waitTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region", manad: "2024-04" });
 * assert.deepEqual(rows.map((row) => [row.name, row.over.value]),
 *   [["Region Dalarna", 0], ["Region Uppsala", 1], ["De 2 regionerna", 1]]);
 * ```
 */
export function waitTable(cells: readonly TableCell[], options: WaitTableOptions): WaitTableRow[] {
  const { by, manad, delivered = [], status = "vantande" } = options;
  const waiting = cells.filter((cell) => cell.status === status);
  if (waiting.length === 0) return [];
  const regions = regionsOf(waiting, delivered);
  const regionRow = (region: string, cells: readonly TableCell[]) =>
    tableRow(region, cells, { ...options, region, persons: inhabitants(region, manad) });
  const rows = by === "region"
    ? regions.map((region) => regionRow(region, waiting.filter((cell) => cell.region === region)))
    : groupCells(waiting, dimensionsOf(by)).map(({ key, cells }) =>
      tableRow(rowName(by, key[by] ?? null), cells, {
        ...options,
        region: by === "sjukhus" ? cells[0].region : null,
      })
    );
  rows.sort(ORDER[by]);
  const total = { ...options, persons: inhabitantsOf(regions, manad), total: true };
  return [...rows, tableRow(totalName(regions), waiting, total)];
}

/**
 * What a row is called.
 *
 * @param by What the rows distinguish.
 * @param value Their value in it; `null` where the delivery does not report.
 * @returns A Swedish name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { rowName } from "vantelage/indicators";
 * assert.equal(rowName("agarform", "privat"), "Privat");
 * assert.equal(rowName("sjukhus", null), "Sjukhus anges inte");
 * ```
 */
export function rowName(by: TableDimension, value: string | null): string {
  return value === null ? UNKNOWN[by] : NAMES.get(value) ?? boundedName(value);
}

/**
 * The name of the total over some regions.
 *
 * @param regions Their official names.
 * @returns "Sjukvårdsregion Mellansverige" for its seven regions, the region's own name for one, "De 3 regionerna" for
 *   some others; "Totalt" for none, when nothing is known of the regions.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { totalName } from "vantelage/indicators";
 * assert.equal(totalName(["Region Dalarna", "Region Uppsala"]), "De 2 regionerna");
 * ```
 */
export function totalName(regions: readonly string[]): string {
  if (regions.length < 2) return regions[0] ?? "Totalt";
  const isWhole = regions.length === memberRegions.length &&
    memberRegions.every((region) => regions.includes(region));
  return isWhole ? MELLANSVERIGE : `De ${regions.length} regionerna`;
}

/**
 * The dimensions that name a row: a hospital is named with its region.
 *
 * @param by What the rows distinguish.
 * @returns The dimensions to group cells by.
 * @throws {RangeError} If rows cannot be distinguished by that.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dimensionsOf } from "vantelage/indicators";
 * assert.deepEqual(dimensionsOf("sjukhus"), ["region", "sjukhus"]);
 * ```
 */
export function dimensionsOf(by: TableDimension): readonly TableDimension[] {
  if (!TABLE_DIMENSIONS.includes(by)) {
    throw new RangeError(`Rader per "${by}" finns inte. Det finns ${TABLE_DIMENSIONS.join(", ")}`);
  }
  return by === "sjukhus" ? ["region", "sjukhus"] : [by];
}

/**
 * The regions of cells and those that delivered without any.
 *
 * @param cells The cells; one may not say its region.
 * @param delivered Regions that have delivered.
 * @returns Each region once.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { regionsOf } from "vantelage/indicators";
 * assert.deepEqual(regionsOf([{ region: "Region Dalarna" }, { region: null }], ["Region Uppsala"]),
 *   ["Region Dalarna", "Region Uppsala"]);
 * ```
 */
export function regionsOf(
  cells: readonly Pick<TableCell, "region">[],
  delivered: readonly string[],
): string[] {
  return [...new Set([...cells.map(({ region }) => region), ...delivered])].filter((region) =>
    region !== null
  );
}

/** What {@linkcode tableRow} is given with the table's options. */
interface RowOptions extends WaitTableOptions {
  readonly region?: string | null;
  readonly persons?: number | null;
  readonly total?: boolean;
}

/** A row of some cells. */
function tableRow(
  name: string,
  cells: readonly TableCell[],
  options: RowOptions,
): WaitTableRow {
  const { limitDays = GUARANTEE_DAYS, including = false, region = null, persons = null, total = false } =
    options;
  const { pvv: pvvCover, mov: movCover } = options.deviations ?? REPORTED;
  const areCounted = pvvCover !== "unknown" && movCover !== "unknown";
  const areReported = pvvCover === "reported" && movCover === "reported";
  const isPerformed = options.status === "genomforda";
  const active = including || isPerformed ? cells : activelyWaiting(cells);
  const { count: over, share: overShare } = overLimit(active, { limitDays });
  const { pvv, mov, share: deviationShare } = deviationCounts(cells);
  return {
    name,
    region,
    total,
    bands: waitingByBand(active),
    median: medianWait(active),
    antal: countContacts(active),
    pvv: pvvCover === "reported" && !isPerformed ? pvv : null,
    mov: movCover === "reported" && !isPerformed ? mov : null,
    deviationShare: areReported && !isPerformed ? deviationShare : null,
    over,
    overShare,
    overIncluding: areCounted
      ? overLimit(cells, { limitDays }).count
      : { ...overLimit(cells, { limitDays }).count, high: null },
    long: overLimit(active, { limitDays: LONG_WAIT_DAYS }).count,
    per1000: isPerformed ? null : perThousand(countContacts(activelyWaiting(cells)), persons),
    per1000Including: areCounted && !isPerformed ? perThousand(countContacts(cells), persons) : null,
    inhabitants: persons,
  };
}

function inhabitantsOf(regions: readonly string[], manad: Month): number | null {
  return regions.map((region) => inhabitants(region, manad))
    .reduce((sum, part) => sum === null || part === null ? null : sum + part, 0);
}

const swedish = new Intl.Collator("sv").compare;
const alphabetical = (a: WaitTableRow, b: WaitTableRow): number => swedish(a.name, b.name);
const ORDER: Readonly<Record<TableDimension, (a: WaitTableRow, b: WaitTableRow) => number>> = {
  region: alphabetical,
  sjukhus: (a, b) => swedish(a.region ?? "", b.region ?? "") || alphabetical(a, b),
  vardutbud: (a, b) => b.overIncluding.value - a.overIncluding.value || alphabetical(a, b),
  agarform: alphabetical,
};
