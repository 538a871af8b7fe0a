import { type Bounded, countContacts } from "../numeric/mod.ts";
import { GUARANTEE_DAYS } from "./limits.ts";
import { type Measure, measureOf } from "./measures.ts";
import type { PerformedTableCell } from "./performed_table.ts";
import { rowName, totalName } from "./wait_table.ts";

/** A region's longest waits; a number is `null` when there is nobody to measure. */
export interface LongestWaitsRow {
  /** The region, or the total's name. */
  readonly name: string;
  /** Whether the row is the total of the others. */
  readonly total: boolean;
  /** Contacts that wait. */
  readonly antal: number;
  /** Over the limit, covered by the guarantee or not: the published measure. */
  readonly over: Bounded | null;
  /** Over the limit of those whom the guarantee covers: a breach; `null` where a delivery does not report. */
  readonly breach: Bounded | null;
  /** Over 180 days. */
  readonly halfYear: Bounded | null;
  /** Over 365 days. */
  readonly long: Bounded | null;
  /** Over two years. */
  readonly twoYears: Bounded | null;
  /** The days that 92 % of those who wait have waited at most. */
  readonly percentile: Bounded | null;
  /** The days within which 92 % of those operated in the month were. */
  readonly performedPercentile: Bounded | null;
}

/** Options for {@linkcode longestWaits}. */
export interface LongestWaitsOptions {
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
  /** Whether PvV and MoV are counted among those who wait; never in a breach. @default {false} */
  readonly including?: boolean;
  /** The regions whose deliveries say whom the guarantee covers. @default all in the cells */
  readonly reporting?: readonly string[];
}

/**
 * How long the longest waits are, region by region, and which of them are breaches of the guarantee (de längsta väntorna).
 *
 * @param cells Cells of one month, of those who wait and of those operated.
 * @param options The limit, and which deliveries say whom the guarantee covers.
 * @returns Rows in Swedish alphabetical order and their total; none when nobody waits.
 *
 * @example Two over 90 days, one of whom the guarantee does not cover
 * ```ts
 * import assert from "node:assert/strict";
 * import { longestWaits } from "vantelage";
 * const cell = (days: number, vardgaranti: boolean) => ({ status: "vantande", avvikelse: null, vardgaranti,
 *   region: "Region Dalarna", sjukhus: null, vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const [{ over, breach, halfYear }] = longestWaits([cell(91, true), cell(200, false), cell(9, true)]);
 * assert.deepEqual([over?.value, breach?.value, halfYear?.value], [2, 1, 1]);
 * ```
 */
export function longestWaits(
  cells: readonly PerformedTableCell[],
  options: LongestWaitsOptions = {},
): LongestWaitsRow[] {
  const { limitDays = GUARANTEE_DAYS, including = false } = options;
  const waiting = cells.filter(({ status }) => status === "vantande");
  if (waiting.length === 0) return [];
  const row = (name: string, own: readonly PerformedTableCell[], total: boolean): LongestWaitsRow => {
    const of = (measure: Measure) => measureOf(measure).compute(own, { limitDays, including });
    const tells = own.every(({ region, status }) =>
      status !== "vantande" || options.reporting === undefined || options.reporting.includes(region ?? "")
    );
    return {
      name,
      total,
      antal: of("waiting")?.value ?? countContacts(own),
      over: of("over"),
      breach: tells ? of("breach") : null,
      halfYear: of("halfYear"),
      long: of("long"),
      twoYears: of("twoYears"),
      percentile: of("percentile"),
      performedPercentile: of("performedPercentile"),
    };
  };
  const regions = [...Map.groupBy(cells, ({ region }) => region)]
    .filter(([, own]) => own.some(({ status }) => status === "vantande"));
  const names = regions.flatMap(([region]) => region === null ? [] : [region]);
  const swedish = new Intl.Collator("sv").compare;
  return [
    ...regions.map(([region, own]) => row(rowName("region", region), own, false))
      .sort((a, b) => swedish(a.name, b.name)),
    row(totalName(names), regions.flatMap(([, own]) => own), true),
  ];
}
