import { type Month, monthName, monthRange, workingDaysIn } from "../../calendar/mod.ts";
import { type FlowCell, flowsOfCells } from "../queueing/mod.ts";

/** Months in a row, both included. */
export interface MonthSpan {
  /** The first month. */
  readonly from: Month;
  /** The last month. */
  readonly to: Month;
}

/** Options for {@linkcode deferredCare}. */
export interface DeferredOptions {
  /** The months that count as usual; each month of the year at least once. */
  readonly baseline: MonthSpan;
  /** The months to hold against them. */
  readonly span: MonthSpan;
}

/** A month's number beside the usual. Contacts. */
export interface DeferredCount {
  /** What happened. */
  readonly count: number;
  /** What the baseline would have given on the month's working days. */
  readonly expected: number;
  /** Expected less happened; below 0 where more happened than usual. */
  readonly missing: number;
  /** The missing of this month and all before it. */
  readonly cumulated: number;
}

/** A month of a region, or of all together. */
export interface DeferredRow {
  /** The region; `null` for all together. */
  readonly region: string | null;
  /** The month. */
  readonly manad: Month;
  /** Operations. */
  readonly performed: DeferredCount;
  /** New decisions, by conservation. */
  readonly decisions: DeferredCount;
}

/** What did not happen. */
export interface DeferredCare {
  /** The months that count as usual. */
  readonly baseline: MonthSpan;
  /** Months of each region in order, regions in order, all together last. */
  readonly rows: readonly DeferredRow[];
  /** Months that are left out of all rows, with the reason in Swedish: some region's deliveries are missing. */
  readonly absent: readonly { readonly manad: Month; readonly reason: string }[];
  /** Regions that are left out, with the reason in Swedish: the baseline lacks a month of the year. */
  readonly missing: readonly { readonly region: string; readonly reason: string }[];
}

/**
 * Operations and decisions against what was usual (vårdskuld).
 *
 * Formula: expected = the baseline's mean a working day in the same month of the year × the month's working days;
 * missing = expected − happened, cumulated over the months. Decisions follow from conservation
 * ({@linkcode flowsOfCells}). Choose a baseline that stands for the usual: the years before the pandemic where a series
 * that compares is delivered; the register's model changed in January 2021, so across that line nothing compares.
 *
 * Fewer operations than usual lengthen the list. Fewer decisions shorten it and hide that people have not come: the two
 * are shown apart and never set off against each other.
 *
 * @param cells Cells of every month of baseline and span, and who waited the month before each.
 * @param options Baseline and span.
 * @returns Rows by region and month; none when no region has a whole baseline.
 * @throws {RangeError} If the span holds no month.
 *
 * @example Ten fewer than a year before, on as many working days
 * ```ts
 * import assert from "node:assert/strict";
 * import { deferredCare, monthRange } from "vantelage";
 * const cells = monthRange("2021-12", "2023-01").flatMap((manad) => [
 *   { manad, region: "Region Dalarna", status: "vantande" as const, lo: 99, hi: 99, antal: 50 },
 *   { manad, region: "Region Dalarna", status: "genomforda" as const, lo: 99, hi: 99, antal: manad === "2023-01" ? 32 : 40 },
 * ]);
 * const { rows } = deferredCare(cells, { baseline: { from: "2022-01", to: "2022-12" },
 *   span: { from: "2023-01", to: "2023-01" } });
 * assert.deepEqual(rows[0].performed, { count: 32, expected: 42, missing: 10, cumulated: 10 }); // 21 days, not 20
 * ```
 */
export function deferredCare(
  cells: readonly (FlowCell & { readonly region: string })[],
  options: DeferredOptions,
): DeferredCare {
  const { baseline, span } = options, months = monthRange(span.from, span.to);
  if (months.length === 0) {
    throw new RangeError(`Cannot count as the span must hold a month: got ${span.from} to ${span.to}`);
  }
  const known: RegionFlows[] = [], missing: { region: string; reason: string }[] = [];
  const byRegion = [...Map.groupBy(cells, ({ region }) => region)].sort(([a], [b]) => a < b ? -1 : 1);
  for (const [region, own] of byRegion) {
    const usual = usualOf(flowsIn(own, baseline));
    if (usual === null) {
      missing.push({ region, reason: "Jämförelseperioden saknar någon av årets månader" });
    } else known.push({ region, usual, flows: flowsIn(own, span) });
  }
  const absent = months.flatMap((manad) => {
    const lacking = known.filter(({ flows }) => !flows.has(manad)).map(({ region }) => region);
    return lacking.length === 0
      ? []
      : [{ manad, reason: `${monthName(manad)} saknas för ${lacking.join(", ")}` }];
  });
  const whole = months.filter((manad) => !absent.some((month) => month.manad === manad));
  const rows = [...known.map(({ region }) => region), null].flatMap((region) => {
    const those = known.filter((one) => region === null || one.region === region);
    const running = { performed: 0, decisions: 0 };
    return whole.map((manad) => {
      const count = (measure: Measure): DeferredCount => {
        const sum = (valueOf: (one: RegionFlows) => number) =>
          those.reduce((all, one) => all + valueOf(one), 0);
        const happened = sum(({ flows }) => flows.get(manad)![measure]);
        const expected = sum(({ usual }) => usual[measure][monthIndex(manad)]) * workingDaysIn(manad);
        running[measure] += expected - happened;
        return { count: happened, expected, missing: expected - happened, cumulated: running[measure] };
      };
      return { region, manad, performed: count("performed"), decisions: count("decisions") };
    });
  });
  return { baseline, rows: known.length === 0 ? [] : rows, absent, missing };
}

type Measure = "performed" | "decisions";

interface RegionFlows {
  readonly region: string;
  /** A working day's usual number, by month of the year, January first. */
  readonly usual: Readonly<Record<Measure, readonly number[]>>;
  readonly flows: ReadonlyMap<Month, Readonly<Record<Measure, number>>>;
}

function flowsIn(cells: readonly FlowCell[], { from, to }: MonthSpan): RegionFlows["flows"] {
  const { flows } = flowsOfCells(cells, { from, asAt: to });
  return new Map(
    flows.map(({ manad, performed, decisions }) => [manad, { performed, decisions: decisions.value }]),
  );
}

/** A working day's mean by month of the year; `null` when a month of the year is not there. */
function usualOf(flows: RegionFlows["flows"]): RegionFlows["usual"] | null {
  const byMonth = Map.groupBy(flows, ([manad]) => monthIndex(manad));
  if (byMonth.size < 12) return null;
  const usual = (measure: Measure) =>
    Array.from({ length: 12 }, (_, index) => {
      const there = byMonth.get(index)!;
      return there.reduce((sum, [, flow]) => sum + flow[measure], 0) /
        there.reduce((sum, [manad]) => sum + workingDaysIn(manad), 0);
    });
  return { performed: usual("performed"), decisions: usual("decisions") };
}

function monthIndex(month: Month): number {
  return Number(month.slice(5)) - 1;
}
