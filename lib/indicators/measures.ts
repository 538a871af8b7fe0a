import type { Status } from "../cube/cell.ts";
import { quantile } from "../numeric/quantile.ts";
import { type Bounded, countContacts, exactly } from "../numeric/wait_cell.ts";
import { performed, type PerformedCell } from "./performed.ts";
import type { SeriesPoint } from "./series.ts";
import { activelyWaiting, medianWait, overLimit } from "./waiting.ts";
import { HALF_YEAR_DAYS, LONG_WAIT_DAYS, TARGET_SHARE, TWO_YEARS_DAYS } from "./limits.ts";

/** The name of a measure of one month's contacts. */
export type Measure =
  | "waiting"
  | "over"
  | "overShare"
  | "long"
  | "median"
  | "performed"
  | "performedShare"
  | "performedMedian"
  | "breach"
  | "breachShare"
  | "halfYear"
  | "twoYears"
  | "percentile"
  | "performedPercentile";

/** The names of the measures that a page follows its reader's selections with. */
export const MEASURES: readonly Measure[] = [
  "waiting",
  "over",
  "overShare",
  "long",
  "median",
  "performed",
  "performedShare",
  "performedMedian",
];

/** The names of all measures: a page's cells lack what the others need, of those who wait whom the guarantee covers. */
export const ALL_MEASURES: readonly Measure[] = [
  ...MEASURES,
  "breach",
  "breachShare",
  "halfYear",
  "twoYears",
  "percentile",
  "performedPercentile",
];

/** The measures of a month's key figures. */
export const KEY_MEASURES = ["waiting", "over", "long", "performed"] as const satisfies readonly Measure[];

/** The measures of a month's key figures, each month by month. */
export type KeyMonths = Readonly<Record<typeof KEY_MEASURES[number], readonly SeriesPoint[]>>;

/** What the share of those operated within the limit is counted on, in words. */
export const performedDefinition = "andelen räknar dem som omfattas av vårdgarantin, exkl. PvV";

/** Who of those who wait a breach of the guarantee is counted on, in words. */
export const breachDefinition = "dem som omfattas av vårdgarantin, exkl. PvV och MoV";

/** What a measure is. */
export interface MeasureDefinition {
  /** Of whom: those who wait, or those operated. */
  readonly status: Status;
  /** How its numbers are written. */
  readonly format: "count" | "share" | "days";
  /** Whether it counts a month's work: months are then compared per working day. */
  readonly isWork: boolean;
  /** Its Swedish name: "Andel väntande över 90 dagar". */
  readonly label: (limitDays: number) => string;
  /** Who is counted; `null` where the selection says so (exkl. or inkl. PvV och MoV). */
  readonly definition: string | null;
  /** Whether it needs the days of each wait; else how many waited over a limit is enough. */
  readonly needsDays?: true;
  /** Its number for some cells, PvV and MoV among them or not; `null` when there is nobody to measure. */
  readonly compute: (cells: readonly PerformedCell[], options: MeasureOptions) => Bounded | null;
}

/** How a measure is computed. */
export interface MeasureOptions {
  /** The limit in whole days. */
  readonly limitDays: number;
  /** Whether PvV and MoV are counted among those who wait. */
  readonly including?: boolean;
}

const WANTED = `${Math.round(100 * TARGET_SHARE)} procent`;
const counted = (cells: readonly PerformedCell[], { including = false }: MeasureOptions) =>
  including ? cells.filter(({ status }) => status === "vantande") : activelyWaiting(cells);
const beyond = (cells: readonly PerformedCell[], options: MeasureOptions, limitDays = options.limitDays) =>
  overLimit(counted(cells, options), { limitDays });
/** Those whom the guarantee covers: the others can wait over the limit without a breach. */
const covered = (cells: readonly PerformedCell[], { limitDays }: MeasureOptions) =>
  overLimit(activelyWaiting(cells).filter(({ vardgaranti }) => vardgaranti === true), { limitDays });
const waits = { status: "vantande", isWork: false, definition: null } as const;
const operated = { status: "genomforda", isWork: false, definition: "alla genomförda" } as const;

/** Every measure, defined once: its name, unit and arithmetic. */
const DEFINITIONS: Readonly<Record<Measure, MeasureDefinition>> = {
  waiting: {
    ...waits,
    format: "count",
    label: () => "Antal väntande",
    compute: (cells, options) => exactly(countContacts(counted(cells, options))),
  },
  over: {
    ...waits,
    format: "count",
    label: (days) => `Antal väntande över ${days} dagar`,
    compute: (cells, options) => beyond(cells, options).count,
  },
  overShare: {
    ...waits,
    format: "share",
    label: (days) => `Andel väntande över ${days} dagar`,
    compute: (cells, options) => beyond(cells, options).share,
  },
  long: {
    ...waits,
    format: "count",
    label: () => `Antal väntande över ${LONG_WAIT_DAYS} dagar`,
    compute: (cells, options) => beyond(cells, options, LONG_WAIT_DAYS).count,
  },
  median: {
    ...waits,
    needsDays: true,
    format: "days",
    label: () => "Median väntetid",
    compute: (cells, options) => medianWait(counted(cells, options)),
  },
  performed: {
    ...operated,
    format: "count",
    isWork: true,
    label: () => "Antal genomförda",
    compute: (cells) => exactly(performed(cells).volume),
  },
  performedShare: {
    ...operated,
    format: "share",
    label: (days) => `Andel genomförda inom ${days} dagar`,
    definition: performedDefinition,
    compute: (cells, { limitDays }) => performed(cells, { limitDays }).shareWithin,
  },
  performedMedian: {
    ...operated,
    needsDays: true,
    format: "days",
    label: () => "Median väntetid till operation",
    compute: (cells) => performed(cells).median,
  },
  breach: {
    ...waits,
    format: "count",
    label: (days) => `Antal brott mot vårdgarantin: över ${days} dagar`,
    definition: breachDefinition,
    compute: (cells, options) => covered(cells, options).count,
  },
  breachShare: {
    ...waits,
    format: "share",
    label: (days) => `Andel brott mot vårdgarantin: över ${days} dagar`,
    definition: breachDefinition,
    compute: (cells, options) => covered(cells, options).share,
  },
  halfYear: {
    ...waits,
    format: "count",
    label: () => `Antal väntande över ${HALF_YEAR_DAYS} dagar`,
    compute: (cells, options) => beyond(cells, options, HALF_YEAR_DAYS).count,
  },
  twoYears: {
    ...waits,
    format: "count",
    label: () => `Antal väntande över ${TWO_YEARS_DAYS} dagar`,
    compute: (cells, options) => beyond(cells, options, TWO_YEARS_DAYS).count,
  },
  percentile: {
    ...waits,
    needsDays: true,
    format: "days",
    label: () => `Väntetid som ${WANTED} av de väntande har haft högst`,
    compute: (cells, options) => quantile(counted(cells, options), TARGET_SHARE),
  },
  performedPercentile: {
    ...operated,
    needsDays: true,
    format: "days",
    label: () => `Väntetid inom vilken ${WANTED} opererades`,
    compute: (cells) => quantile(cells.filter(({ status }) => status === "genomforda"), TARGET_SHARE),
  },
};

/**
 * What a measure is (måttets definition).
 *
 * @param measure Its name.
 * @returns Of whom, how it is written, its Swedish name and its arithmetic.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { measureOf } from "vantelage/indicators";
 * const share = measureOf("overShare");
 * const cell = { status: "vantande", avvikelse: null, vardgaranti: null, lo: 91, hi: 91, antal: 3 } as const;
 * assert.equal(share.label(90), "Andel väntande över 90 dagar");
 * assert.equal(share.compute([cell, { ...cell, lo: 9, hi: 9, antal: 1 }], { limitDays: 90 })?.value, 0.75);
 * ```
 */
export function measureOf(measure: Measure): MeasureDefinition {
  return DEFINITIONS[measure];
}
