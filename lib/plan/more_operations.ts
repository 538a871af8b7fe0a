import { convertRate, flowsOfCells, planList, type QueueRow, type Rate } from "../analysis/queueing/mod.ts";
import {
  calibrateProjection,
  type Calibration,
  capacityForTarget,
  type CapacityRow,
  type ProjectionCell,
} from "../analysis/projection/mod.ts";
import type { WorkOffRow } from "../analysis/deferred/mod.ts";
import { addMonths, type Month, monthName } from "../calendar/mod.ts";
import { GUARANTEE_DAYS, TARGET_SHARE } from "../indicators/mod.ts";
import type { Transfer } from "../cooperation/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { type DataSource, DELIVERIES } from "../reference/mod.ts";
import type { PlanSum } from "./plan_table.ts";

/** The target, and by when. */
export interface MoreOperationsOptions {
  /** The last month known. */
  readonly asAt: Month;
  /** The month at whose end the target is to hold, 1–12 months ahead. @default twelve months ahead */
  readonly by?: Month;
  /** What has been learnt of the same cells. @default {@linkcode calibrateProjection} of them */
  readonly calibration?: Calibration;
  /** The share of those who wait that shall have waited at most the limit. @default {0.92} */
  readonly share?: number;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
  /** The most operations that are believable, beside the usual. @default {1.5} */
  readonly mostFactor?: number;
}

/** How many more operations a month a region's target takes, counted in several ways. All are operations a month. */
export interface MoreOperationsRow {
  /** The region; `null` for the sum of them. */
  readonly region: string | null;
  /** Operations performed, the mean of the last twelve months. */
  readonly now: Computed;
  /** More than now that keep the list as long as it is; below 0 where it grows shorter. */
  readonly hold: Computed;
  /** More than the usual that reach the target when those who have waited longest go first: the least it can take. */
  readonly longestFirst: Computed;
  /** Between which numbers `longestFirst` lies, 80 %; `high` is `null` where no believable plan is enough at the worst. */
  readonly range80: { readonly low: number; readonly high: number | null } | null;
  /** The same when they are spread over the waits as the operations are today. */
  readonly asToday: Computed;
  /** More than now that make the list so short, in a year, that the target holds in whatever order people are operated. */
  readonly shortList: Computed;
}

/** The answer to "how many more operations?", and what it was computed for. */
export interface MoreOperations {
  /** A row for each region, in order, and the sum. */
  readonly rows: readonly MoreOperationsRow[];
  /** The last month known. */
  readonly asAt: Month;
  /** The month at whose end the target is to hold. */
  readonly by: Month;
  /** The share that shall have waited at most the limit. */
  readonly share: number;
  /** The limit in whole days. */
  readonly limitDays: number;
}

/**
 * How many more operations does a target take? (hur många fler operationer?) One computation, for every page that asks.
 *
 * The target is that a share of those who wait has waited at most the limit. What it takes depends on who is operated:
 * least when those who have waited longest go first, more in today's order. Both come from {@linkcode capacityForTarget}.
 * {@linkcode planList} asks for something else: a list so short that the target holds in any order, with exponential
 * waits. The sum is that of the regions, each at its own target, so that none is paid for by another.
 *
 * @param cells Who waits and who was operated, of the lists, of thirteen months or more.
 * @param options The last month known, and the target.
 * @returns The rows; without regions there are none.
 * @throws {RangeError} If the month is not 1–12 months ahead, or share or factor makes no sense.
 *
 * @example Nobody can be projected, so nothing is computed
 * ```ts
 * import assert from "node:assert/strict";
 * import { moreOperations } from "vantelage";
 * const { rows, by } = moreOperations([], { asAt: "2024-04" });
 * assert.deepEqual([rows, by], [[], "2025-04"]);
 * ```
 */
export function moreOperations(
  cells: readonly ProjectionCell[],
  options: MoreOperationsOptions,
): MoreOperations {
  if (options.calibration !== undefined) return count(cells, options);
  const made = COUNTED.get(cells) ?? new Map<string, MoreOperations>(), key = JSON.stringify(options);
  const counted = made.get(key) ?? count(cells, options);
  COUNTED.set(cells, made.set(key, counted));
  return counted;
}

/** What has been counted of the same cells, for pages that ask one after another. */
const COUNTED = new WeakMap<readonly ProjectionCell[], Map<string, MoreOperations>>();

function count(cells: readonly ProjectionCell[], options: MoreOperationsOptions): MoreOperations {
  const { asAt, by = addMonths(asAt, 12), share = TARGET_SHARE, limitDays = GUARANTEE_DAYS } = options;
  const { calibration = calibrateProjection(cells, { asAt, limitDays }), mostFactor = 1.5 } = options;
  const target = { by, share, mostFactor };
  const [first, today] = (["langst_forst", "som_i_dag"] as const).map((extra) =>
    capacityForTarget(calibration, { ...target, extra })
  );
  const lists = Map.groupBy(cells, ({ region }) => region);
  const needed = (rows: typeof first, region: string): Computed => {
    const found = rows.find((row) => row.region === region)?.needed;
    return found === undefined
      ? { value: null, reason: "Listan kan inte framskrivas" }
      : found.value === null
      ? found
      : { value: found.value.extraPerMonth };
  };
  const rows = calibration.regions.map(({ region }): MoreOperationsRow => ({
    region,
    ...fromFlows(lists.get(region) ?? [], { asAt, share, limitDays }),
    longestFirst: needed(first, region),
    range80: rangeOf(first.find((row) => row.region === region)),
    asToday: needed(today, region),
  }));
  const sum = (key: Exclude<keyof MoreOperationsRow, "region" | "range80">) => sumOf(rows, key);
  return {
    asAt,
    by,
    share,
    limitDays,
    rows: rows.length === 0 ? [] : [...rows, {
      region: null,
      now: sum("now"),
      hold: sum("hold"),
      longestFirst: sum("longestFirst"),
      range80: rangeOf(first.find((row) => row.region === null)),
      asToday: sum("asToday"),
      shortList: sum("shortList"),
    }],
  };
}

/** The ends of the interval in operations a month, on the scale that the factor has. */
function rangeOf(row: CapacityRow | undefined): MoreOperationsRow["range80"] {
  const found = row?.needed.value ?? null;
  if (found === null || found.factor80 === null || !(found.factor > 1)) return null;
  const { factor, factor80, extraPerMonth } = found;
  const operations = (end: number) => extraPerMonth * (end - 1) / (factor - 1);
  return { low: operations(factor80.low), high: factor80.high === null ? null : operations(factor80.high) };
}

/** What a list's last twelve months say. */
function fromFlows(
  cells: readonly ProjectionCell[],
  { asAt, share, limitDays }: { asAt: Month; share: number; limitDays: number },
): Pick<MoreOperationsRow, "now" | "hold" | "shortList"> {
  const { flows, missing } = flowsOfCells(cells, { from: addMonths(asAt, -11), asAt });
  if (missing.length > 0) {
    const [{ manad, reason }] = missing;
    const none = { value: null, reason: `${reason} för ${monthName(manad)}` };
    return { now: none, hold: none, shortList: none };
  }
  const monthly = (count: number): Rate<"month"> => ({
    count: Math.max(0, count) / flows.length,
    per: "month",
  });
  const sum = (of: (flow: typeof flows[number]) => number) => flows.reduce((all, flow) => all + of(flow), 0);
  const now = monthly(sum(({ performed }) => performed)), queue = flows[flows.length - 1].end;
  const plan = planList({
    demand: monthly(sum(({ decisions }) => decisions.value)),
    capacity: now,
    leaving: monthly(-sum(({ rest }) => rest.value)),
    queue,
  }, { target: { share, days: limitDays } });
  return {
    now: { value: now.count },
    hold: { value: (queue - flows[0].start) / flows.length },
    shortList: { value: plan.shortfall.count },
  };
}

/** The regions' sum; where one has none, why, with its name. */
function sumOf(
  rows: readonly MoreOperationsRow[],
  key: Exclude<keyof MoreOperationsRow, "region" | "range80">,
): Computed {
  const lacking = rows.find((row) => row[key].value === null);
  if (lacking === undefined) return { value: rows.reduce((sum, row) => sum + (row[key].value ?? 0), 0) };
  const found = lacking[key];
  return { value: null, reason: `${lacking.region}: ${found.value === null ? found.reason : ""}` };
}

/** A number of another page, set next to the answer: what it counts, and why it is another. */
export interface OtherReckoning {
  /** What the column is called, in Swedish. */
  readonly name: string;
  /** What it counts and why it differs from the answer, one sentence in Swedish. */
  readonly why: string;
  /** More operations a month by region; `null` for the sum of them. A region without a number is not here. */
  readonly perMonth: ReadonlyMap<string | null, number>;
  /** The kinds of data that it rests on. */
  readonly rests: readonly DataSource[];
}

/**
 * The debt of operations as a number next to {@linkcode moreOperations}.
 *
 * @param rows What `workOff` gives.
 * @param options When the debt is from.
 * @returns The column.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { debtReckoning } from "vantelage/plan";
 * const workOff = { value: { debt: 240, extraPerMonth: 20, share: 0.05, months: 12 } };
 * const row = { region: null, workOff, interval: null, beyondChance: true };
 * assert.equal(debtReckoning([row], { asAt: "2023-04" }).perMonth.get(null), 20);
 * ```
 */
export function debtReckoning(rows: readonly WorkOffRow[], { asAt }: { asAt: Month }): OtherReckoning {
  const months = rows.map(({ workOff }) => workOff.value?.months).find((each) => each !== undefined);
  return {
    name: "Vårdskulden",
    rests: DELIVERIES,
    why: `Vårdskulden i ${monthName(asAt)} är operationer som redan har uteblivit, fördelade på ${
      months ?? 24
    } månader; de som väntar på dem står på listan och ingår i svaret, så talen läggs inte ihop.`,
    perMonth: new Map(rows.map(({ region, workOff }) => [region, workOff.value?.extraPerMonth ?? 0])),
  };
}

/**
 * The gap of a plan as a number next to {@linkcode moreOperations}.
 *
 * @param sums The plan's sums by region, of a whole year.
 * @param options The year.
 * @returns The column.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { gapReckoning } from "vantelage/plan";
 * const sum = { namn: "Region Dalarna", behov: 132, egen: 108, samverkan: 0, utanfor: 0, privat: 0, glapp: 24 };
 * assert.equal(gapReckoning([sum], { ar: 2024 }).perMonth.get("Region Dalarna"), 2);
 * ```
 */
export function gapReckoning(sums: readonly PlanSum[], { ar }: { ar: number }): OtherReckoning {
  return {
    name: "Planens glapp",
    rests: ["planer"],
    why:
      `Planens glapp är behovet ${ar} utöver det planerade, efter patientens hemregion: det räknar bara med dem som ` +
      "hade väntat för länge när året började, och jämför med planen i stället för med det som görs nu.",
    perMonth: withSum(sums.map(({ namn, glapp }) => [namn, glapp / 12])),
  };
}

/**
 * What the queue's measures lack as a number next to {@linkcode moreOperations}.
 *
 * @param rows Rows of `queueTable`, by region.
 * @returns The column.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { queueReckoning } from "vantelage/plan";
 * assert.equal(queueReckoning([]).perMonth.get(null), 0);
 * ```
 */
export function queueReckoning(
  rows: readonly Pick<QueueRow, "name" | "shortfallPerWeek">[],
): OtherReckoning {
  return {
    name: "Fattas i tabellen ovan",
    rests: DELIVERIES,
    why:
      "Fattas i tabellen ovan räknar som kort lista, men på hela listan, också dem som väntar av eget val eller av " +
      "medicinska skäl.",
    perMonth: withSum(rows.map(({ name, shortfallPerWeek }) => [
      name,
      convertRate({ count: shortfallPerWeek, per: "week" }, "month").count,
    ])),
  };
}

/**
 * What proposals of transfers do, as a number next to {@linkcode moreOperations}.
 *
 * @param transfers The proposals' operations.
 * @param options The months that they are spread over.
 * @returns The column: operations a month that others do for a region, less what it does for others.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferReckoning } from "vantelage/plan";
 * const place = (region: string) => ({ region, sjukhus: null });
 * const { perMonth } = transferReckoning([{ fran: place("Region Dalarna"), till: place("Region Uppsala"), antal: 12 }],
 *   { months: ["2024-05", "2024-06"] });
 * assert.deepEqual([perMonth.get("Region Dalarna"), perMonth.get("Region Uppsala"), perMonth.get(null)], [6, -6, 0]);
 * ```
 */
export function transferReckoning(
  transfers: readonly Pick<Transfer, "fran" | "till" | "antal">[],
  { months }: { months: readonly Month[] },
): OtherReckoning {
  const net = new Map<string, number>();
  const add = (region: string, count: number) =>
    net.set(region, (net.get(region) ?? 0) + count / months.length);
  for (const { fran, till, antal } of transfers) {
    add(fran.region, antal);
    add(till.region, -antal);
  }
  return {
    name: "Förslagen",
    rests: ["leveranser", "signaler", "avtal", "kopt_vard"],
    why:
      "Förslagen är operationer som andra gör åt regionen, minus dem den gör åt andra: de flyttar operationer som " +
      "annars fattas i en region, och ökar inte antalet mer än den lediga kapaciteten.",
    perMonth: withSum([...net]),
  };
}

function withSum(each: readonly [string, number][]): Map<string | null, number> {
  return new Map<string | null, number>([...each, [null, each.reduce((sum, [, count]) => sum + count, 0)]]);
}
