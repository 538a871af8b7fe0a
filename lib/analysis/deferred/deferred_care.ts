import { type Month, monthName, monthRange, workingDaysIn } from "../../calendar/mod.ts";
import { countContacts } from "../../numeric/mod.ts";
import { decisionsIn, type FlowCell } from "../queueing/mod.ts";

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

/** A month of a region, or of all together. A month that lacks a delivery has no number; it is never zero. */
export interface DeferredRow {
  /** The region; `null` for all together. */
  readonly region: string | null;
  /** The month. */
  readonly manad: Month;
  /** Operations; `null` where the region, or any of them together, has not delivered them. */
  readonly performed: DeferredCount | null;
  /** New decisions; `null` where they cannot be counted. */
  readonly decisions: DeferredCount | null;
}

/** A region's month without a number. */
export interface AbsentMonth {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
  /** What cannot be counted. */
  readonly measure: "performed" | "decisions";
  /** Why, in Swedish. */
  readonly reason: string;
}

/** What did not happen. */
export interface DeferredCare {
  /** The months that count as usual. */
  readonly baseline: MonthSpan;
  /** Months of each region in order, regions in order, all together last. */
  readonly rows: readonly DeferredRow[];
  /** The months of regions that have no number. They are in no sum; all other months of the region are. */
  readonly absent: readonly AbsentMonth[];
  /** Regions whose operations have no usual to be held against, with the reason in Swedish; they have no rows. */
  readonly missing: readonly { readonly region: string; readonly reason: string }[];
}

/**
 * Operations and decisions against what was usual (vårdskuld).
 *
 * Formula: expected = the baseline's mean a working day in the same month of the year × the month's working days;
 * missing = expected − happened, cumulated over the months. Operations need the delivery of those operated, and nothing
 * else; decisions that of those who wait at the month's end too ({@linkcode decisionsIn}). A month that a region lacks
 * is in none of its sums, changes no other region, and leaves that month without a number for all together; what all
 * together have cumulated is the sum of what each region has. Choose a baseline that stands for the usual: the years before the pandemic where a series
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
  for (
    const [region, own] of [...Map.groupBy(cells, ({ region }) => region)].sort(([a], [b]) => a < b ? -1 : 1)
  ) {
    const flows = flowsOf(own), usual = usualOf(flows, baseline);
    if ("reason" in usual.performed) missing.push({ region, reason: usual.performed.reason });
    else known.push({ region, usual, flows });
  }
  const absent: AbsentMonth[] = [];
  const each = known.map(({ region, usual, flows }) => {
    const count = (measure: Measure): (DeferredCount | null)[] => {
      const perDay = usual[measure];
      let cumulated = 0;
      return months.map((manad) => {
        const happened = flows[measure].get(manad);
        if (happened === undefined || "reason" in perDay) {
          const reason = happened === undefined
            ? lackOf(measure, flows, manad)
            : "reason" in perDay
            ? perDay.reason
            : "";
          absent.push({ region, manad, measure, reason });
          return null;
        }
        const expected = perDay.byMonth[monthIndex(manad)] * workingDaysIn(manad), lost = expected - happened;
        cumulated += lost;
        return { count: happened, expected, missing: lost, cumulated };
      });
    };
    const performed = count("performed"), decisions = count("decisions");
    return months.map((manad, index): DeferredRow => ({
      region,
      manad,
      performed: performed[index],
      decisions: decisions[index],
    }));
  });
  const together = months.map((manad, index): DeferredRow => ({
    region: null,
    manad,
    performed: sumOf(each, "performed", index),
    decisions: sumOf(each, "decisions", index),
  }));
  return { baseline, rows: each.length === 0 ? [] : [...each.flat(), ...together], absent, missing };
}

type Measure = "performed" | "decisions";

interface RegionFlows {
  readonly region: string;
  readonly usual: Readonly<Record<Measure, Usual>>;
  readonly flows: Flows;
}

/** A working day's usual number by month of the year, January first; or why there is none. */
type Usual = { readonly byMonth: readonly number[] } | { readonly reason: string };

/** What happened in each month, where it was delivered. */
type Flows = Readonly<Record<Measure, ReadonlyMap<Month, number>>>;

function flowsOf(cells: readonly FlowCell[]): Flows {
  const waiting = Map.groupBy(cells.filter(({ status }) => status === "vantande"), ({ manad }) => manad);
  const operated = Map.groupBy(cells.filter(({ status }) => status === "genomforda"), ({ manad }) => manad);
  const performed = new Map<Month, number>(), decisions = new Map<Month, number>();
  for (const [manad, those] of operated) {
    performed.set(manad, countContacts(those));
    const still = waiting.get(manad);
    if (still !== undefined) decisions.set(manad, decisionsIn(manad, still, those).value);
  }
  return { performed, decisions };
}

function usualOf(flows: Flows, { from, to }: MonthSpan): Readonly<Record<Measure, Usual>> {
  const months = monthRange(from, to);
  const usual = (measure: Measure): Usual => {
    const byMonth: number[] = [], lacking: string[] = [];
    for (let index = 0; index < 12; index++) {
      const there = months.filter((manad) => monthIndex(manad) === index && flows[measure].has(manad));
      if (there.length === 0) {
        lacking.push(monthName(`2000-${String(index + 1).padStart(2, "0")}`).split(" ")[0]);
      }
      byMonth.push(
        there.reduce((sum, manad) => sum + flows[measure].get(manad)!, 0) /
          there.reduce((sum, manad) => sum + workingDaysIn(manad), 0),
      );
    }
    const what = measure === "performed" ? "operationer" : "beslut";
    return lacking.length === 0
      ? { byMonth }
      : { reason: `Jämförelseperioden saknar ${what} i ${lacking.join(", ")}` };
  };
  return { performed: usual("performed"), decisions: usual("decisions") };
}

function lackOf(measure: Measure, flows: Flows, manad: Month): string {
  const lacks = measure === "performed" || !flows.performed.has(manad) ? "Genomförda" : "Väntande";
  return `${lacks} i ${monthName(manad)} är inte levererat`;
}

/** The regions' sum of a month: no number where any of them has none, and cumulated over all that they have. */
function sumOf(
  each: readonly (readonly DeferredRow[])[],
  measure: Measure,
  index: number,
): DeferredCount | null {
  const own = each.map((rows) => rows[index][measure]);
  if (!own.every((count) => count !== null)) return null;
  const sum = (key: keyof DeferredCount) => own.reduce((all, count) => all + count[key], 0);
  return {
    count: sum("count"),
    expected: sum("expected"),
    missing: sum("missing"),
    cumulated: sum("cumulated"),
  };
}

function monthIndex(month: Month): number {
  return Number(month.slice(5)) - 1;
}
