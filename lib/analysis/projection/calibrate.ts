import { addMonths, type Month, monthName, monthRange } from "../../calendar/mod.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { countContacts, type WaitCell } from "../../numeric/mod.ts";
import type { FlowCell } from "../queueing/mod.ts";
import { sumOf } from "./_compartments.ts";
import { historyOf, type RegionBook, regionBooks, type RegionHistory } from "./_history.ts";
import { learn, NOTHING_LEARNT } from "./_learn.ts";
import type { ListForecast } from "./list_forecast.ts";
import type { ProfileBand } from "./profile_band.ts";
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
  const calibration = whole === cells
    ? learntAt(asAt)
    : { ...calibrateAt(regionBooks(cells, options.decisions ?? NO_DECISIONS), options), limitDays };
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
  const books = regionBooks(whole.cells, whole.decisions);
  const learnAt = (asAt: Month, least?: number): Calibration => ({
    ...calibrateAt(books, { asAt, years }, least),
    limitDays,
  });
  const learntAt = (asAt: Month) => {
    const calibration = learnt.get(asAt) ?? learnAt(asAt);
    learnt.set(asAt, calibration);
    return calibration;
  };
  const rolling = new RollingForecasts(whole.cells, limitDays, (asAt) => {
    const calibration = learntAt(asAt);
    return calibration.regions.length > 0 ? calibration : learnAt(asAt, FEWEST_TRIED);
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
  books: readonly RegionBook[],
  options: Pick<CalibrationOptions, "asAt" | "years">,
  least = 12,
): Calibration {
  const { asAt, years = 3 } = options;
  if (!Number.isInteger(years) || years < 1) {
    throw new RangeError(`Cannot calibrate as years must be a whole number >= 1: got ${years}`);
  }
  const oldest = addMonths(asAt, -12 * years);
  const histories = books.map((book) => historyOf(book, { from: addMonths(oldest, 1), asAt }))
    .filter((history) => history !== null);
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
    const rest = calibrateAt(books.filter(({ region }) => !names.includes(region)), options, least);
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

/** The fewest months of flows that the flow model is tried on; it is shown from twelve on. */
const FEWEST_TRIED = 6;
