import { addMonths, type Month, monthName, monthRange, workingDaysIn } from "../../calendar/mod.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { countContacts, type WaitCell } from "../../numeric/mod.ts";
import { seasonalFit } from "../season/mod.ts";
import { type FlowCell, flowsOfCells, type ListFlow, strikeBalance } from "../queueing/mod.ts";
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
import type { ListForecast } from "./list_forecast.ts";
import { RollingForecasts } from "./_rolling_forecasts.ts";

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
  /** The most whole years of history to calibrate on. @default {3} */
  readonly years?: number;
  /** The limit in whole days that waits are held to. @default {90} */
  readonly limitDays?: number;
  /** New decisions that are delivered; where they are not, they follow from who is new on the list. @default none */
  readonly decisions?: readonly GivenDecisions[];
}

/** The new decisions of a list in a month, as delivered. */
export interface GivenDecisions {
  /** The region. */
  readonly region: string;
  /** The vårdutbud; `null` where all are counted together. */
  readonly vardutbud: string | null;
  /** The month. */
  readonly manad: Month;
  /** Contacts. */
  readonly antal: number;
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
  /** New decisions a working day at the present level, in a month without season. */
  readonly decisionsPerDay: number;
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
  /** How its capacity a working day now changes, on the logarithmic scale a month. @default {0} */
  readonly capacityGrowth?: number;
  /** How its decisions a working day now change, on the logarithmic scale a month. @default {0} */
  readonly decisionGrowth?: number;
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
  /** The limit in whole days that waits are held to. @default {90} */
  readonly limitDays?: number;
  /** How much of the growth of capacity and decisions is left after each month ahead, in [0, 1]. @default {0} */
  readonly damping?: number;
  /** What the lists' own history says of the months ahead, with intervals; left out where it is too short to try. */
  readonly forecast?: ListForecast;
  /** The regions that can be projected. */
  readonly regions: readonly CalibratedRegion[];
  /** Regions that cannot be projected, each with the reason in Swedish. */
  readonly missing: readonly { readonly region: string; readonly reason: string }[];
}

/**
 * Learns from history how lists are operated, left and added to (kalibrering).
 *
 * Three deliveries make a month's flow: väntande the month before, genomförda and väntande. From up to three years of
 * them come each region's treatment profile, the seasons of capacity and decisions a working day (of all regions
 * together, apart from their trend: {@linkcode seasonalFit}, none with less than two years), each list's pace, decisions
 * and withdrawals at the present level and how these change. A list with few operations is drawn towards its region, a
 * region towards them all. A month that is missing is left out; the other months of its region, and all of the other
 * regions, are used.
 *
 * The forecast is chosen on the lists' own history (rolling origin): from each earlier month the flow model, drift, damped
 * trend, Theta, Holt-Winters and the year before, moved on in two ways, say what would come, and the less a method has
 * erred in the last two years the more it counts ({@linkcode forecastWeights}). A simple forecast that has been clearly
 * better is shown instead. The intervals are as wide as the errors have been ({@linkcode errorWidths}).
 *
 * @param cells Cells of any order and months; those after `asAt` are left out. Give {@linkcode activelyWaiting} for the
 *   published measure, and operations without PvV.
 * @param options The last month known.
 * @returns The calibration. A region with fewer than twelve months of flows is not in it, but named with what is missing.
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
  const { rolling, whole, learntAt } = rollingOf(cells, options);
  const { asAt, limitDays = GUARANTEE_DAYS } = options;
  const calibration = whole === cells ? learntAt(asAt) : { ...calibrateAt(cells, options), limitDays };
  if (calibration.regions.length === 0) return calibration;
  const found = rolling.at(asAt, calibration.regions.map(({ region }) => region));
  if (found === null) return calibration;
  const { damping, ...forecast } = found;
  return { ...calibration, damping, forecast };
}

/** Forecasts from earlier months, and the cells that they are made from: one list a region. */
interface Rolling {
  readonly rolling: RollingForecasts;
  readonly whole: readonly ProjectionCell[];
  /** The flow model of those cells, learnt up to a month. */
  readonly learntAt: (asAt: Month) => Calibration;
}

/** The forecasts from earlier months, made once for the same cells and options. */
function rollingOf(cells: readonly ProjectionCell[], options: CalibrationOptions): Rolling {
  const { years = 3, limitDays = GUARANTEE_DAYS, decisions = NO_DECISIONS } = options;
  const made = ROLLING.get(cells) ?? [];
  ROLLING.set(cells, made);
  const there = made.find((one) =>
    one.years === years && one.limitDays === limitDays && one.decisions === decisions
  );
  if (there !== undefined) return there;
  const whole = wholeRegions(cells, decisions), learnt = new Map<Month, Calibration>();
  const learn = (asAt: Month, least?: number): Calibration => ({
    ...calibrateAt(whole.cells, { asAt, years, decisions: whole.decisions }, least),
    limitDays,
  });
  const learntAt = (asAt: Month) => {
    const calibration = learnt.get(asAt) ?? learn(asAt);
    learnt.set(asAt, calibration);
    return calibration;
  };
  const rolling = new RollingForecasts(whole.cells, limitDays, (asAt) => {
    const calibration = learntAt(asAt);
    return calibration.regions.length > 0 ? calibration : learn(asAt, FEWEST_TRIED);
  });
  const one = { years, limitDays, decisions, rolling, whole: whole.cells, learntAt };
  made.push(one);
  return one;
}

const NO_DECISIONS: readonly GivenDecisions[] = [];
const ROLLING = new WeakMap<readonly ProjectionCell[], (Rolling & {
  readonly years: number;
  readonly limitDays: number;
  readonly decisions: readonly GivenDecisions[];
})[]>();

/** Regions with all of their vårdutbud as one list. Decisions are given where they are for every list of a region. */
function wholeRegions(
  cells: readonly ProjectionCell[],
  decisions: readonly GivenDecisions[],
): { cells: readonly ProjectionCell[]; decisions: readonly GivenDecisions[] } {
  if (cells.every(({ vardutbud }) => vardutbud === null)) return { cells, decisions };
  const lists = Map.groupBy(cells, ({ region }) => region);
  return {
    cells: [
      ...Map.groupBy(cells, ({ region, manad, status, lo, hi }) => `${region} ${manad} ${status} ${lo} ${hi}`)
        .values(),
    ].map((same) => ({ ...same[0], vardutbud: null, antal: countContacts(same) })),
    decisions: [...Map.groupBy(decisions, ({ region, manad }) => `${region} ${manad}`).values()]
      .filter((given) =>
        given.length === new Set(lists.get(given[0].region)?.map(({ vardutbud }) => vardutbud)).size
      )
      .map((given) => ({ ...given[0], vardutbud: null, antal: sumOf(given.map(({ antal }) => antal)) })),
  };
}

/** Learns flows from the months up to one. */
function calibrateAt(
  cells: readonly ProjectionCell[],
  options: CalibrationOptions,
  least = 12,
): Calibration {
  const { asAt, years = 3, decisions = [] } = options;
  if (!Number.isInteger(years) || years < 1) {
    throw new RangeError(`Cannot calibrate as years must be a whole number >= 1: got ${years}`);
  }
  const oldest = addMonths(asAt, -12 * years);
  const used = cells.filter(({ manad }) => manad >= oldest && manad <= asAt);
  const histories = [...Map.groupBy(used, ({ region }) => region)].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([region, own]) => historyOf(region, own, { from: addMonths(oldest, 1), asAt, given: decisions }));
  const able: RegionHistory[] = [], missing: { region: string; reason: string }[] = [];
  for (const history of histories) {
    const { region, months, lacking } = history;
    if (!history.current) missing.push({ region, reason: `Väntande i ${monthName(asAt)} är inte levererat` });
    else if (months.length < least) missing.push({ region, reason: fewReason(months.length, lacking) });
    else able.push(history);
  }
  const from = able.map(({ months }) => months[0].manad).sort()[0] ?? addMonths(asAt, -11);
  const learnt = able.length === 0 ? NOTHING_LEARNT : learn(able, monthRange(from, asAt));
  const lost = learnt.regions.filter(({ lists }) =>
    lists.some(({ pace, performed }) => pace === 0 && performed > 0)
  );
  if (lost.length > 0) {
    const names = lost.map(({ region }) => region);
    const rest = calibrateAt(cells.filter(({ region }) => !names.includes(region)), options, least);
    const reason = "Operationerna har gjorts efter väntetider som ingen på listan har haft";
    return { ...rest, missing: [...rest.missing, ...names.map((region) => ({ region, reason }))] };
  }
  return { asAt, from, missing, ...learnt };
}

/** Which deliveries are lacking, the latest first. */
function fewReason(known: number, lacking: readonly string[]): string {
  const some = lacking.slice(0, 3).join(", "),
    more = lacking.length > 3 ? ` och ${lacking.length - 3} till` : "";
  return `Färre än tolv månaders flöden kan räknas (${known}): det saknas ${some}${more}`;
}

/** A region's months whose flows are known, oldest first. */
interface RegionHistory {
  readonly region: string;
  readonly current: boolean;
  /** The deliveries that are lacking, in Swedish, the latest first. */
  readonly lacking: readonly string[];
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
  { from, asAt, given }: { from: Month; asAt: Month; given: readonly GivenDecisions[] },
): RegionHistory {
  const of = Map.groupBy(cells, ({ status, manad }) => `${status} ${manad}`);
  const delivered = (status: string, manad: Month) => of.get(`${status} ${manad}`);
  const months = monthRange(from, asAt).flatMap((manad) => {
    const before = delivered("vantande", addMonths(manad, -1));
    const after = delivered("vantande", manad), performed = delivered("genomforda", manad);
    return before && after && performed ? [{ manad, before, after, performed }] : [];
  });
  const lacking = monthRange(from, asAt).toReversed().flatMap((manad) => [
    ...(delivered("genomforda", manad) ? [] : [`genomförda i ${monthName(manad)}`]),
    ...(delivered("vantande", addMonths(manad, -1)) ? [] : [`väntande i ${monthName(addMonths(manad, -1))}`]),
  ]);
  // A list that nobody waits on in a delivered month is empty, not missing.
  const empty = [...of.values()].map(([{ manad, status }]) => ({ manad, status, lo: 0, hi: 0, antal: 0 }));
  const lists = [...Map.groupBy(cells, ({ vardutbud }) => vardutbud)].map(([vardutbud, own]) => ({
    vardutbud,
    waiting: Map.groupBy(own.filter(({ status }) => status === "vantande"), ({ manad }) => manad),
    flows: conserved(
      withGiven(flowsOfCells([...own, ...empty], { from, asAt }).flows, given, { region, vardutbud }),
    ),
  })).sort((a, b) => (a.vardutbud ?? "") < (b.vardutbud ?? "") ? -1 : 1);
  return { region, current: delivered("vantande", asAt) !== undefined, lacking, months, lists };
}

/** The flows with delivered decisions in the place of those that follow from the list. */
function withGiven(
  flows: readonly ListFlow[],
  given: readonly GivenDecisions[],
  list: { region: string; vardutbud: string | null },
): readonly ListFlow[] {
  const own = new Map(
    given.filter(({ region, vardutbud }) => region === list.region && vardutbud === list.vardutbud)
      .map(({ manad, antal }) => [manad, antal]),
  );
  return flows.map((flow) => {
    const antal = own.get(flow.manad);
    return antal === undefined
      ? flow
      : strikeBalance({ ...flow, decisions: { value: antal, low: antal, high: antal } });
  });
}

/**
 * The flows with every month's balance struck. Bands tell the decisions of a single month badly, but their sum well: so
 * what is unexplained in all months together is what left (as many a day as there are on the list) or came, and each
 * month's decisions are what then remains.
 */
function conserved(flows: readonly ListFlow[]): ListFlow[] {
  const unseen = sumOf(flows.map(({ rest }) => rest.value));
  const listDays = flows.map(({ manad, start, end }) => (start + end) / 2 * daysIn(manad)),
    all = sumOf(listDays);
  return flows.map((flow, index) => {
    const left = unseen < 0 && all > 0 ? unseen * listDays[index] / all : 0;
    const value = Math.max(0, flow.decisions.value + flow.rest.value - left);
    return strikeBalance({ ...flow, decisions: { value, low: value, high: value } });
  });
}

type Learnt = Omit<Calibration, "asAt" | "from" | "missing">;

const EVEN: readonly number[] = Array<number>(12).fill(1);
const NOTHING_LEARNT: Learnt = {
  capacitySeason: EVEN,
  decisionSeason: EVEN,
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
  const from = months[0];
  const { season } = seasonalFit(
    months.map((month) => inMonth(month).length === 0 ? null : paceOf(inMonth(month)) / working.get(month)!),
    { from },
  );
  const days = paceOf(steps.map((step) => ({ // of the profiles a working day: so that a pace of 1 is as they say
    ...step,
    weights: step.weights.map((weight) =>
      weight * season[monthIndex(step.flow.manad)] * working.get(step.flow.manad)!
    ),
  })));
  const capacitySeason = season.map((factor) => factor * days);
  const { season: decisionSeason } = seasonalFit(
    months.map((month) => {
      const there = inMonth(month);
      const expected = sumOf([...new Set(there.map(({ region }) => region))].map((name) => usual.get(name)!));
      return expected > 0
        ? sumOf(there.map(({ flow }) => flow.decisions.value)) / expected / working.get(month)!
        : null;
    }),
    { from },
  );
  const capacityIn = (month: Month) => capacitySeason[monthIndex(month)] * working.get(month)!;
  const decisionDays = (month: Month) => decisionSeason[monthIndex(month)] * working.get(month)!;
  const paced = steps.map((step) => ({
    ...step,
    weights: step.weights.map((weight) => weight * capacityIn(step.flow.manad)),
  }));
  const byRegion = Map.groupBy(paced, ({ region }) => region);
  const courses = new Map([...byRegion].map(([region, own]) => {
    const there = Map.groupBy(own, ({ flow }) => flow.manad);
    const capacity = months.map((month) =>
      there.has(month) && capacityIn(month) > 0 ? paceOf(there.get(month)!) : null
    );
    const decisions = months.map((month) =>
      there.has(month) && decisionDays(month) > 0
        ? sumOf(there.get(month)!.map(({ flow }) => flow.decisions.value)) / decisionDays(month)
        : null
    );
    return [region, { capacity: courseOf(capacity, from), decisions: courseOf(decisions, from) }] as const;
  }));
  return {
    capacitySeason,
    decisionSeason,
    regions: regions.map(({ history, profile }) => {
      const own = byRegion.get(history.region)!, usualPace = paceOf(own);
      const byList = Map.groupBy(own, ({ vardutbud }) => vardutbud),
        { capacity, decisions } = courses.get(history.region)!;
      const perDay = sumOf(own.map(({ flow }) => flow.decisions.value)) /
        sumOf([...new Set(own.map(({ flow }) => flow.manad))].map(decisionDays));
      return {
        region: history.region,
        profile,
        lists: history.lists.map(({ vardutbud, waiting }) => {
          const ahead = flowsAhead(byList.get(vardutbud)!, usualPace, decisionDays);
          return {
            vardutbud,
            waiting: (waiting.get(months[months.length - 1]) ?? []).filter(({ antal }) => antal > 0),
            ...ahead,
            pace: ahead.pace * (usualPace > 0 ? capacity.current / usualPace : 1),
            decisionsPerDay: ahead.decisionsPerDay * (perDay > 0 ? decisions.current / perDay : 1),
          };
        }),
        capacityGrowth: capacity.growth,
        decisionGrowth: decisions.growth,
      };
    }),
  };
}

/** Where a series without season is now, and how it changes. */
function courseOf(values: readonly (number | null)[], from: Month): { current: number; growth: number } {
  const { current, steadySlope: growth } = seasonalFit(values, { from, season: false });
  return { current, growth };
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
  const performed = sumOf(steps.map(({ flow }) => flow.performed)), pace = paceOf(steps, usualPace);
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

function monthIndex(month: Month): number {
  return Number(month.slice(5)) - 1;
}

const PRIOR_OPERATIONS = 20;
/** The fewest months of flows that the flow model is tried on; it is shown from twelve on. */
const FEWEST_TRIED = 6;
