import type { Status } from "../cube/cell.ts";
import { type Bounded, countContacts, exactly } from "../numeric/wait_cell.ts";
import { performed, type PerformedCell } from "./performed.ts";
import { activelyWaiting, medianWait, overLimit } from "./waiting.ts";
import { LONG_WAIT_DAYS } from "./limits.ts";

/** The name of a measure of one month's contacts. */
export type Measure =
  | "waiting"
  | "over"
  | "overShare"
  | "long"
  | "median"
  | "performed"
  | "performedShare"
  | "performedMedian";

/** The names of the measures. */
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

/** What the share of those operated within the limit is counted on, in words. */
export const performedDefinition = "andelen räknar dem som omfattas av vårdgarantin, exkl. PvV";

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

const counted = (cells: readonly PerformedCell[], { including = false }: MeasureOptions) =>
  including ? cells.filter(({ status }) => status === "vantande") : activelyWaiting(cells);
const beyond = (cells: readonly PerformedCell[], options: MeasureOptions, limitDays = options.limitDays) =>
  overLimit(counted(cells, options), { limitDays });
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
    format: "days",
    label: () => "Median väntetid till operation",
    compute: (cells) => performed(cells).median,
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
 * import { measureOf } from "vantelage";
 * const share = measureOf("overShare");
 * const cell = { status: "vantande", avvikelse: null, vardgaranti: null, lo: 91, hi: 91, antal: 3 } as const;
 * assert.equal(share.label(90), "Andel väntande över 90 dagar");
 * assert.equal(share.compute([cell, { ...cell, lo: 9, hi: 9, antal: 1 }], { limitDays: 90 })?.value, 0.75);
 * ```
 */
export function measureOf(measure: Measure): MeasureDefinition {
  return DEFINITIONS[measure];
}
