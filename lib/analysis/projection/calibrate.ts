import { addMonths, type Month, monthName, monthRange, workingDaysIn } from "../../calendar/mod.ts";
import type { WaitCell } from "../../numeric/mod.ts";
import { type FlowCell, flowsOfCells, type ListFlow } from "../queueing/mod.ts";
import {
  chanceAhead,
  chanceSince,
  compartments,
  daysIn,
  type Exposed,
  FINEST,
  multiplierFor,
  spreadOver,
  sumOf,
} from "./_compartments.ts";
import type { ProfileBand } from "./profile_band.ts";
import { treatmentProfile } from "./treatment_profile.ts";
import { type LevelVariation, variationOf } from "./_variation.ts";

/** A cell of the wait cube, as projections need it: one list for each region, or each region and vårdutbud. */
export interface ProjectionCell extends FlowCell {
  /** The region that gives the care. */
  readonly region: string;
  /** The vårdutbud; `null` where all are counted together. */
  readonly vardutbud: string | null;
}

/** Options for {@linkcode calibrateProjection}. */
export interface CalibrationOptions {
  /** The last month known: nothing after it is used, so a rerun on a longer history gives the same. */
  readonly asAt: Month;
  /** The most whole years of history to calibrate on. @default {2} */
  readonly years?: number;
}

/** A list as it stands, and the flows it has had. */
export interface CalibratedList {
  /** The vårdutbud; `null` where all are counted together. */
  readonly vardutbud: string | null;
  /** Waiting at the end of the month known. */
  readonly waiting: readonly WaitCell[];
  /** How quickly it is operated beside its region's profile: 1 is as the profile says. */
  readonly pace: number;
  /** Operations that `pace` was counted on. */
  readonly performed: number;
  /** New decisions a working day, in a month without season. */
  readonly decisionsPerDay: number;
  /** Decisions that `decisionsPerDay` was counted on. */
  readonly decided: number;
  /** The chance a day to leave without an operation; moves to and from who is not counted are in it. */
  readonly leavingPerDay: number;
}

/** A region's lists, and who of them is operated. */
export interface CalibratedRegion {
  /** Official name. */
  readonly region: string;
  /** The chance of an operation by days waited, at mean capacity. */
  readonly profile: readonly ProfileBand[];
  /** Its lists. */
  readonly lists: readonly CalibratedList[];
}

/** What {@linkcode project} needs of the past. Plain data. */
export interface Calibration {
  /** The last month known. */
  readonly asAt: Month;
  /** The first month whose flows are used. */
  readonly from: Month;
  /** Capacity a working day by month of the year, January first: days of the regions' profiles. */
  readonly capacitySeason: readonly number[];
  /** New decisions a working day by month of the year, January first: 1 is the regions' mean. */
  readonly decisionSeason: readonly number[];
  /** How capacity has varied about season and level, on the logarithmic scale. */
  readonly capacityVariation: LevelVariation;
  /** How decisions have varied about season and level, on the logarithmic scale. */
  readonly decisionVariation: LevelVariation;
  /** The regions that can be projected. */
  readonly regions: readonly CalibratedRegion[];
  /** Regions that cannot be projected, each with the reason in Swedish. */
  readonly missing: readonly { readonly region: string; readonly reason: string }[];
}

/**
 * Learns from history how lists are operated, left and added to (kalibrering).
 *
 * Three deliveries make a month's flow: väntande the month before, genomförda and väntande. From up to two whole years
 * of them come each region's treatment profile, the seasons of capacity and decisions a working day (of all regions
 * together), each list's pace, decisions and withdrawals, and how much capacity and decisions have varied. A list
 * with few operations is drawn towards its region, a region towards them all.
 *
 * @param cells Cells of any order and months; those after `asAt` are left out. Give {@linkcode activelyWaiting} for the
 *   published measure, and operations without PvV.
 * @param options The last month known.
 * @returns The calibration. A region with fewer than twelve months of flows is not in it, but named with the reason.
 * @throws {RangeError} If `years` is not a whole number >= 1.
 *
 * @example Without a year of history there is nothing to learn a season from
 * ```ts
 * import assert from "node:assert/strict";
 * import { calibrateProjection } from "vantelage";
 * const cells = [{ manad: "2024-04", status: "vantande", region: "Region Dalarna", vardutbud: null, lo: 5, hi: 5, antal: 9 }] as const;
 * const { regions, missing } = calibrateProjection(cells, { asAt: "2024-04" });
 * assert.deepEqual([regions.length, missing[0].region], [0, "Region Dalarna"]);
 * ```
 */
export function calibrateProjection(
  cells: readonly ProjectionCell[],
  options: CalibrationOptions,
): Calibration {
  const { asAt, years = 2 } = options;
  if (!Number.isInteger(years) || years < 1) {
    throw new RangeError(`Cannot calibrate as years must be a whole number >= 1: got ${years}`);
  }
  const oldest = addMonths(asAt, -12 * years);
  const used = cells.filter(({ manad }) => manad >= oldest && manad <= asAt);
  const histories = [...Map.groupBy(used, ({ region }) => region)].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([region, own]) => historyOf(region, own, addMonths(oldest, 1), asAt));
  const wholeYears = Math.max(
    1,
    Math.floor(Math.max(0, ...histories.map(({ months }) => months.length)) / 12),
  );
  const from = addMonths(asAt, 1 - 12 * wholeYears);
  const able: RegionHistory[] = [], missing: { region: string; reason: string }[] = [];
  for (const history of histories) {
    const months = history.months.filter(({ manad }) => manad >= from);
    if (!history.current) {
      missing.push({ region: history.region, reason: `Väntande i ${monthName(asAt)} är inte levererat` });
    } else if (months.length < 12) {
      missing.push({
        region: history.region,
        reason:
          "Färre än tolv månaders flöden är levererade: väntande i tretton månader och genomförda i tolv",
      });
    } else able.push({ ...history, months });
  }
  return {
    asAt,
    from,
    missing,
    ...(able.length === 0 ? NOTHING_LEARNT : learn(able, monthRange(from, asAt))),
  };
}

/** A region's months whose flows are known, oldest first. */
interface RegionHistory {
  readonly region: string;
  readonly current: boolean;
  readonly months: readonly KnownMonth[];
  readonly lists: readonly ListHistory[];
}

interface KnownMonth {
  readonly manad: Month;
  readonly before: readonly WaitCell[];
  readonly after: readonly WaitCell[];
  readonly performed: readonly WaitCell[];
}

interface ListHistory {
  readonly vardutbud: string | null;
  readonly waiting: ReadonlyMap<Month, readonly WaitCell[]>;
  readonly flows: readonly ListFlow[];
}

function historyOf(
  region: string,
  cells: readonly ProjectionCell[],
  from: Month,
  asAt: Month,
): RegionHistory {
  const of = Map.groupBy(cells, ({ status, manad }) => `${status} ${manad}`);
  const delivered = (status: string, manad: Month) => of.get(`${status} ${manad}`);
  const months = monthRange(from, asAt).flatMap((manad) => {
    const before = delivered("vantande", addMonths(manad, -1));
    const after = delivered("vantande", manad), performed = delivered("genomforda", manad);
    return before && after && performed ? [{ manad, before, after, performed }] : [];
  });
  // A list that nobody waits on in a delivered month is empty, not missing.
  const empty = [...of.values()].map(([{ manad, status }]) => ({ manad, status, lo: 0, hi: 0, antal: 0 }));
  const lists = [...Map.groupBy(cells, ({ vardutbud }) => vardutbud)].map(([vardutbud, own]) => ({
    vardutbud,
    waiting: Map.groupBy(own.filter(({ status }) => status === "vantande"), ({ manad }) => manad),
    flows: flowsOfCells([...own, ...empty], { from, asAt }).flows,
  })).sort((a, b) => (a.vardutbud ?? "") < (b.vardutbud ?? "") ? -1 : 1);
  return { region, current: delivered("vantande", asAt) !== undefined, months, lists };
}

type Learnt = Omit<Calibration, "asAt" | "from" | "missing">;

const EVEN: readonly number[] = Array<number>(12).fill(1),
  STILL: LevelVariation = { month: 0, drift: 0, start: 0 };
const NOTHING_LEARNT: Learnt = {
  capacitySeason: EVEN,
  decisionSeason: EVEN,
  capacityVariation: STILL,
  decisionVariation: STILL,
  regions: [],
};

/** The seasons, the paces and the variation of regions with a whole year of flows or more. */
function learn(
  histories: readonly RegionHistory[],
  months: readonly Month[],
): Learnt {
  const all = treatmentProfile(histories.flatMap(({ months }) => months));
  const regions = histories.map((history) => ({
    history,
    profile: treatmentProfile(history.months, { towards: all }),
    known: new Set(history.months.map(({ manad }) => manad)),
  }));
  const steps = regions.flatMap(({ history, profile, known }) =>
    history.lists.flatMap(({ vardutbud, waiting, flows }) =>
      flows.filter(({ manad }) => known.has(manad)).map((flow) => ({
        region: history.region,
        vardutbud,
        flow,
        ...exposureOf(flow, waiting.get(addMonths(flow.manad, -1)) ?? [], profile),
      }))
    )
  );
  const byMonth = Map.groupBy(steps, ({ flow }) => flow.manad);
  const inMonth = (month: Month) => byMonth.get(month) ?? [];
  const working = new Map(months.map((month) => [month, workingDaysIn(month)]));
  const usual = new Map(
    regions.map(({ history }) => {
      const own = steps.filter(({ region }) => region === history.region);
      const days = sumOf(history.months.map(({ manad }) => working.get(manad)!));
      return [history.region, sumOf(own.map(({ flow }) => flow.decisions.value)) / days];
    }),
  );
  const capacitySeason = seasonOf(months, (month) => paceOf(inMonth(month)) / working.get(month)!);
  const decisionSeason = seasonOf(months, (month) => {
    const there = inMonth(month);
    const expected = sumOf([...new Set(there.map(({ region }) => region))].map((name) => usual.get(name)!));
    return sumOf(there.map(({ flow }) => flow.decisions.value)) / expected / working.get(month)!;
  });
  const capacityIn = (month: Month) => capacitySeason[monthIndex(month)] * working.get(month)!;
  const decisionDays = (month: Month) => decisionSeason[monthIndex(month)] * working.get(month)!;
  const paced = steps.map((step) => ({
    ...step,
    weights: step.weights.map((weight) => weight * capacityIn(step.flow.manad)),
  }));
  const byRegion = Map.groupBy(paced, ({ region }) => region);
  const monthly = [...byRegion.values()].map((own) =>
    [...Map.groupBy(own, ({ flow }) => flow.manad)].map(([manad, there]) => ({
      manad,
      capacity: paceOf(there),
      decisions: sumOf(there.map(({ flow }) => flow.decisions.value)) / decisionDays(manad),
    }))
  );
  return {
    capacitySeason,
    decisionSeason,
    capacityVariation: variationOf(
      monthly.map((series) => series.map(({ capacity }) => capacity)),
      CAPACITY_DRIFT,
    ),
    decisionVariation: variationOf(
      monthly.map((series) => series.map(({ decisions }) => decisions)),
      DECISION_DRIFT,
    ),
    regions: regions.map(({ history, profile }) => {
      const own = byRegion.get(history.region)!, usualPace = paceOf(own);
      const byList = Map.groupBy(own, ({ vardutbud }) => vardutbud);
      return {
        region: history.region,
        profile,
        lists: history.lists.map(({ vardutbud, waiting }) => ({
          vardutbud,
          waiting: waiting.get(months[months.length - 1]) ?? [],
          ...flowsAhead(byList.get(vardutbud)!, usualPace, decisionDays),
        })),
      };
    }),
  };
}

interface Step extends Exposed {
  readonly flow: ListFlow;
}

/** A list's pace, decisions and withdrawals over its months. */
function flowsAhead(
  steps: readonly Step[],
  usualPace: number,
  decisionDays: (month: Month) => number,
): Omit<CalibratedList, "vardutbud" | "waiting"> {
  const performed = sumOf(steps.map(({ flow }) => flow.performed));
  const pace = paceOf(steps, usualPace);
  const unseen = sumOf(steps.map(({ flow }) => flow.rest.value));
  const decided = sumOf(steps.map(({ flow }) => flow.decisions.value)) + Math.max(0, unseen);
  const remaining = steps.flatMap(({ counts, weights }) =>
    counts.map((count, index) => count * Math.exp(-pace * weights[index]))
  );
  const days = steps.flatMap(({ flow, counts }) =>
    counts.map((_, index) => daysIn(flow.manad) / (index < FINEST.length ? 1 : 2))
  );
  return {
    pace,
    performed,
    decided,
    decisionsPerDay: decided / sumOf(steps.map(({ flow }) => decisionDays(flow.manad))),
    leavingPerDay: multiplierFor({ counts: remaining, weights: days }, Math.max(0, -unseen)),
  };
}

/** Who may be operated in a month, and how likely that is at mean capacity: those who waited, then those who came. */
function exposureOf(flow: ListFlow, before: readonly WaitCell[], profile: readonly ProfileBand[]): Exposed {
  const days = daysIn(flow.manad);
  return {
    counts: [...spreadOver(before, FINEST), flow.decisions.value],
    weights: [
      ...compartments(FINEST).map((compartment) => chanceAhead(profile, compartment, days) / days),
      chanceSince(profile, { lo: 0, hi: days - 1 }) / days,
    ],
  };
}

/** The multiplier that gives the operations performed; drawn towards the usual where they are few. */
function paceOf(steps: readonly Step[], usual?: number): number {
  return multiplierFor(
    {
      counts: steps.flatMap(({ counts }) => counts),
      weights: steps.flatMap(({ weights }) => weights),
    },
    sumOf(steps.map(({ flow }) => flow.performed)),
    usual === undefined ? undefined : { size: PRIOR_OPERATIONS, at: usual },
  );
}

/** The mean of each month of the year, January first. */
function seasonOf(months: readonly Month[], valueOf: (month: Month) => number): number[] {
  return Array.from({ length: 12 }, (_, index) => {
    const values = months.filter((month) => monthIndex(month) === index).map(valueOf);
    return sumOf(values) / values.length;
  });
}

function monthIndex(month: Month): number {
  return Number(month.slice(5)) - 1;
}

const PRIOR_OPERATIONS = 20;
/** Seven per cent a year of capacity, and half of that of decisions: assumed, and held against history by the backtest. */
const CAPACITY_DRIFT = 0.02, DECISION_DRIFT = 0.01;
