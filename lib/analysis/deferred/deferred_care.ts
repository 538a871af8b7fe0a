import { addMonths, type Month, monthName, monthRange, workingDaysIn } from "../../calendar/mod.ts";
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
  /**
   * Whether a region that has done more than usual makes the debt of the others smaller, in what all together have
   * cumulated. Patients of one region are not operated by what another has done. @default {false}
   */
  readonly netted?: boolean;
}

/**
 * What is held against what unless something else is asked for: the last twelve months are the usual, and the months up to
 * them, from when the register's deliveries compare, are held against them.
 *
 * @param asAt The last month.
 * @returns Baseline and span.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { comparedWithLastYear } from "vantelage";
 * const { baseline, span } = comparedWithLastYear("2024-04");
 * assert.deepEqual([baseline.from, span.from, span.to], ["2023-05", "2021-02", "2023-04"]);
 * ```
 */
export function comparedWithLastYear(asAt: Month): DeferredOptions {
  return {
    baseline: { from: addMonths(asAt, -11), to: asAt },
    span: { from: "2021-02", to: addMonths(asAt, -12) },
  };
}

/** A month's number beside the usual. Contacts. */
export interface DeferredCount {
  /** What happened. */
  readonly count: number;
  /** What the baseline would have given on the month's working days. */
  readonly expected: number;
  /** Expected less happened; below 0 where more happened than usual. */
  readonly missing: number;
  /**
   * The missing of this month and all before it. For all together the sum of the regions that are behind, unless it was
   * asked to be netted.
   */
  readonly cumulated: number;
  /** The standard error of `cumulated`: of the months, and of the baseline that they are held against. */
  readonly standardError: number;
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
 * together have cumulated is the sum over the regions that are behind, and those that are ahead do not make it smaller unless `netted`.
 *
 * Standard error: a region's debt is a weighted sum of its months' counts, Σ aₖ nₖ, with the weight −1 in the span and
 * the month of the year's days over the baseline's days in the baseline; its variance is φ Σ aₖ² nₖ. φ is how much more
 * unevenly the months of the span come than chance would have it (quasi-Poisson, never below 1), by the median of the
 * squared steps from month to month of happened over expected; with fewer than five steps it is 1. All together take
 * the sum of their regions' variances, or that by the φ of their sums where it is larger, as shocks may be common.
 * Source: P. McCullagh and J. A. Nelder, Generalized Linear Models, 1989, section 6.2.
 *
 * Choose a baseline that stands for the usual: the years before the pandemic where a series
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
 * assert.deepEqual(rows[0].performed,
 *   { count: 32, expected: 42, missing: 10, cumulated: 10, standardError: Math.sqrt(32 + 1.05 ** 2 * 40) }); // 21 days, not 20
 * ```
 */
export function deferredCare(
  cells: readonly (FlowCell & { readonly region: string })[],
  options: DeferredOptions,
): DeferredCare {
  const { baseline, span, netted = false } = options, months = monthRange(span.from, span.to);
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
  const each = known.map((region) => {
    const performed = heldAgainst("performed", region, { months, absent });
    const decisions = heldAgainst("decisions", region, { months, absent });
    return months.map((manad, index): RegionRow => ({
      region: region.region,
      manad,
      performed: performed[index],
      decisions: decisions[index],
    }));
  });
  const performed = sumsOf(each, "performed", netted), decisions = sumsOf(each, "decisions", netted);
  const together = months.map((manad, index): DeferredRow => ({
    region: null,
    manad,
    performed: performed[index],
    decisions: decisions[index],
  }));
  const rows = each.flat().map((row): DeferredRow => ({
    ...row,
    performed: withError(row.performed),
    decisions: withError(row.decisions),
  }));
  return { baseline, rows: each.length === 0 ? [] : [...rows, ...together], absent, missing };
}

/** A month's number with the variance of its cumulated: by chance, and as unevenly as the months come. */
interface Counted extends Omit<DeferredCount, "standardError"> {
  readonly byChance: number;
  readonly variance: number;
}

interface RegionRow extends Omit<DeferredRow, Measure> {
  readonly performed: Counted | null;
  readonly decisions: Counted | null;
}

function withError(counted: Counted | null): DeferredCount | null {
  if (counted === null) return null;
  const { byChance: _, variance, ...count } = counted;
  return { ...count, standardError: Math.sqrt(variance) };
}

/** A region's months against its usual, cumulated; those without a number are named in `absent`. */
function heldAgainst(
  measure: Measure,
  { region, usual: { [measure]: usual }, flows }: RegionFlows,
  { months, absent }: { months: readonly Month[]; absent: AbsentMonth[] },
): (Counted | null)[] {
  let cumulated = 0;
  const weights = new Map<Month, number>(); // of each month's count in what is cumulated
  const add = (manad: Month, weight: number) => weights.set(manad, (weights.get(manad) ?? 0) + weight);
  const counts = months.map((manad) => {
    const happened = flows[measure].get(manad);
    if (happened === undefined || "reason" in usual) {
      const reason = happened === undefined
        ? lackOf(measure, flows, manad)
        : "reason" in usual
        ? usual.reason
        : "";
      absent.push({ region, manad, measure, reason });
      return null;
    }
    const { perDay, months: of, days } = usual.byMonth[monthIndex(manad)], own = workingDaysIn(manad);
    const expected = perDay * own, lost = expected - happened;
    cumulated += lost;
    add(manad, -1);
    for (const each of of) add(each, own / days);
    const byChance = [...weights].reduce(
      (sum, [each, weight]) => sum + weight ** 2 * flows[measure].get(each)!,
      0,
    );
    return { count: happened, expected, missing: lost, cumulated, byChance };
  });
  const phi = dispersionOf(counts);
  return counts.map((count) => count === null ? null : { ...count, variance: phi * count.byChance });
}

/**
 * How much more unevenly months come than chance would have it: the median of the squared steps between months in a row,
 * beside the median of χ² with one degree of freedom, so that a new level or a few odd months are not taken for unevenness.
 */
function dispersionOf(counts: readonly (Pick<DeferredCount, "count" | "expected"> | null)[]): number {
  const ratios = counts.map((each) =>
    each !== null && each.expected > 0 ? { ratio: each.count / each.expected, expected: each.expected } : null
  );
  const steps = ratios.slice(1).flatMap((now, index) => {
    const before = ratios[index];
    if (now === null || !before) return [];
    const level = (now.ratio + before.ratio) / 2;
    const variance = level * (1 + level) * (1 / now.expected + 1 / before.expected);
    return variance > 0 ? [(now.ratio - before.ratio) ** 2 / variance] : [];
  }).sort((a, b) => a - b);
  const middle = steps.length >> 1;
  const median = steps.length % 2 === 1 ? steps[middle] : (steps[middle - 1] + steps[middle]) / 2;
  return steps.length < FEWEST_STEPS ? 1 : Math.max(1, median / MEDIAN_CHI_SQUARE);
}

const FEWEST_STEPS = 5, MEDIAN_CHI_SQUARE = 0.4549364;

type Measure = "performed" | "decisions";

interface RegionFlows {
  readonly region: string;
  readonly usual: Readonly<Record<Measure, Usual>>;
  readonly flows: Flows;
}

/** The usual of a month of the year. */
interface UsualMonth {
  /** The number a working day. */
  readonly perDay: number;
  /** The months it is the mean of, and their working days. */
  readonly months: readonly Month[];
  readonly days: number;
}

/** The usual by month of the year, January first; or why there is none. */
type Usual = { readonly byMonth: readonly UsualMonth[] } | { readonly reason: string };

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
    const byMonth: UsualMonth[] = [], lacking: string[] = [];
    for (let index = 0; index < 12; index++) {
      const there = months.filter((manad) => monthIndex(manad) === index && flows[measure].has(manad));
      if (there.length === 0) {
        lacking.push(monthName(`2000-${String(index + 1).padStart(2, "0")}`).split(" ")[0]);
      }
      const days = there.reduce((sum, manad) => sum + workingDaysIn(manad), 0);
      const perDay = there.reduce((sum, manad) => sum + flows[measure].get(manad)!, 0) / days;
      byMonth.push({ perDay, months: there, days });
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

/**
 * The regions' sums: no number of a month where any of them has none. Cumulated are those that are behind, unless they
 * are to be netted.
 */
function sumsOf(
  each: readonly (readonly RegionRow[])[],
  measure: Measure,
  netted: boolean,
): (DeferredCount | null)[] {
  const sums = (each[0] ?? []).map((_, index) => {
    const own = each.map((rows) => rows[index][measure]).filter((count) => count !== null);
    if (own.length < each.length) return null;
    const behind = netted ? own : own.filter(({ cumulated }) => cumulated > 0);
    const sum = (of: readonly Counted[], key: keyof Counted) =>
      of.reduce((all, count) => all + count[key], 0);
    return {
      count: { count: sum(own, "count"), expected: sum(own, "expected"), missing: sum(own, "missing") },
      cumulated: sum(behind, "cumulated"),
      byChance: sum(behind, "byChance"),
      variance: sum(behind, "variance"),
    };
  });
  const phi = dispersionOf(sums.map((each) => each?.count ?? null));
  return sums.map((each) =>
    each === null ? null : {
      ...each.count,
      cumulated: each.cumulated,
      standardError: Math.sqrt(Math.max(each.variance, phi * each.byChance)),
    }
  );
}

function monthIndex(month: Month): number {
  return Number(month.slice(5)) - 1;
}
