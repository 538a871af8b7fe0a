import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { Month } from "../../calendar/mod.ts";
import { quantile, type Random, seededRandom, type WaitCell } from "../../numeric/mod.ts";
import type { CalibratedList, Calibration } from "./calibrate.ts";
import { spreadOver } from "./_compartments.ts";
import { cellsOf, type Road, roadAhead } from "./_road.ts";
import { factorIn, type Scenario } from "./scenario.ts";
import type { LevelVariation } from "./_variation.ts";
import { type MonthCapacity, type MonthDraw, type MonthOutcome, walk } from "./_walk.ts";

/** Options for {@linkcode project}. */
export interface ProjectionOptions {
  /** How many months ahead, 1–12. @default {12} */
  readonly months?: number;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
  /** How many courses of events the intervals are counted on; 0 gives none. @default {1000} */
  readonly paths?: number;
  /** Any text; the same text gives the same intervals. @default {"framskrivning"} */
  readonly seed?: string;
  /** What if; left out, all goes on as history says. */
  readonly scenario?: Scenario;
  /** What the rows tell apart. @default {"region"} */
  readonly by?: "region" | "vardutbud";
}

/** A number ahead with its intervals; the ends are `null` without paths. */
export interface Projected {
  /** The mean of the paths, so of one distribution with the intervals; without paths the course without chance. Those of the rows add up to the total's. */
  readonly value: number;
  /** The lower end of the interval that should hold 80 of 100 outcomes. */
  readonly low80: number | null;
  /** Its upper end. */
  readonly high80: number | null;
  /** The lower end of the interval that should hold 95 of 100 outcomes. */
  readonly low95: number | null;
  /** Its upper end. */
  readonly high95: number | null;
}

/** A month ahead of a region or a vårdutbud, or of all together. */
export interface ProjectionRow {
  /** The region or vårdutbud; `null` for all together. */
  readonly name: string | null;
  /** The month; its end for who waits. */
  readonly manad: Month;
  /** Waiting, contacts. */
  readonly waiting: Projected;
  /** Waiting longer than the limit, contacts. */
  readonly over: Projected;
  /** Their proportion, 0–1; `null` when nobody waits. */
  readonly overShare: Projected | null;
  /** The median wait of those who wait, in days, of the course without chance; `null` when nobody waits. */
  readonly medianDays: number | null;
  /** Operations, contacts. */
  readonly performed: Projected;
  /** New decisions, contacts. */
  readonly decisions: Projected;
}

/** The list months ahead. Plain data. */
export interface Projection {
  /** The last month known. */
  readonly asAt: Month;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** The scenario's name; `null` when all goes on as before. */
  readonly scenario: string | null;
  /** Months of each name in order, names in order, all together last. */
  readonly rows: readonly ProjectionRow[];
}

/**
 * The list and its waits months ahead (framskrivning), with intervals by simulation.
 *
 * Contacts stand in compartments of whole days waited. Each month those decided come, each compartment is operated by
 * its region's treatment profile, the month's working days and season, some leave, and who remains is a month older.
 * Operations follow the list, as they have done: a longer list gives more. In a scenario they follow the plan instead:
 * the operations of the course without it, times the scenario's factor, never more than there are people waiting.
 *
 * Each path draws how far level and months depart from the usual, as they have done before, and the chance of each
 * contact; a scenario meets the same chances. Paths of all lists are summed, so that the total's interval is its own.
 *
 * @param calibration What {@linkcode calibrateProjection} has learnt.
 * @param options Months, limit, paths, seed and scenario.
 * @returns Rows by name and month; none when no region can be projected. Nothing is ever negative.
 * @throws {RangeError} If months lies outside 1–12, or paths is not a whole number >= 0.
 *
 * @example A calibration is plain data: here nobody comes, and half the list is operated in a month
 * ```ts
 * import assert from "node:assert/strict";
 * import { project } from "vantelage";
 * const even = Array(12).fill(1), still = { month: 0, drift: 0, start: 0 };
 * const list = { vardutbud: null, waiting: [{ lo: 100, hi: 100, antal: 800 }], pace: 1, performed: 99,
 *   decisionsPerDay: 0, decided: 0, leavingPerDay: 0 };
 * const { rows } = project({ asAt: "2024-04", from: "2023-05", capacitySeason: even, decisionSeason: even, missing: [],
 *   capacityVariation: still, decisionVariation: still, regions: [{ region: "Region Dalarna",
 *     profile: [{ lo: 0, hi: null, perDay: Math.log(2) / 21 }], lists: [list] }] }, { months: 1, paths: 0 });
 * assert.equal(Math.round(rows[0].waiting.value), 400); // May 2024 has 21 working days
 * ```
 */
export function project(calibration: Calibration, options: ProjectionOptions = {}): Projection {
  const {
    months = 12,
    limitDays = GUARANTEE_DAYS,
    paths = 1000,
    seed = "framskrivning",
    scenario,
    by = "region",
  } = options;
  if (!Number.isInteger(months) || months < 1 || months > 12) {
    throw new RangeError(`Cannot project as months must be a whole number in 1–12: got ${months}`);
  }
  if (!Number.isInteger(paths) || paths < 0) {
    throw new RangeError(`Cannot project as paths must be a whole number >= 0: got ${paths}`);
  }
  const scale = calibration.intervalScale ?? 1;
  const total = new Tally(months, paths, scale), tallies = new Map<string, Tally>();
  let labels: readonly Month[] = [];
  const shared = seededRandom(`${seed}/gemensamt`), { capacityVariation, decisionVariation } = calibration;
  const { common = { capacity: 0, decisions: 0 }, damping = 0 } = calibration;
  const inCommon = Array.from({ length: paths }, () => ({
    capacity: drawLevels(capacityVariation, months, shared),
    decisions: drawLevels(decisionVariation, months, shared),
  }));
  for (const region of calibration.regions) {
    const road = roadAhead(calibration, region, { months, limitDays });
    labels = road.months.map(({ manad }) => manad);
    const random = seededRandom(`${seed}/${region.region}`);
    const levels = inCommon.map((path) => ({
      capacity: mixed(path.capacity, drawLevels(capacityVariation, months, random), common.capacity),
      decisions: mixed(path.decisions, drawLevels(decisionVariation, months, random), common.decisions),
    }));
    for (const list of region.lists) {
      const name = by === "region" ? region.region : list.vardutbud ?? "Alla vårdutbud";
      const tally = tallies.get(name) ?? new Tally(months, paths, scale);
      tallies.set(name, tally);
      const both = [tally, total];
      const start = spreadOver(list.waiting, road.firstDays);
      const usual: MonthDraw[] = road.months.map(({ decisionDays }, month) => ({
        pace: list.pace * grown(region.capacityGrowth, month + 1, damping),
        decisions: list.decisionsPerDay * decisionDays * grown(region.decisionGrowth, month + 1, damping),
        performed: (expected) => expected,
      }));
      const central = follow(list, road, start, usual, scenario, (counts, month) => {
        for (const one of both) one.keep(month, cellsOf(road.months[month].waited, counts));
      });
      for (const one of both) one.add(central);
      const chance = seededRandom(`${seed}/${region.region}/${list.vardutbud ?? ""}`);
      levels.forEach(({ capacity, decisions }, path) => {
        const pace = chance.normal() / Math.sqrt(list.performed + 1);
        const demand = chance.normal() / Math.sqrt(list.decided + 1);
        const draws = usual.map((draw, month) => ({
          pace: draw.pace * Math.exp(capacity[month] + pace),
          decisions: countNear(draw.decisions * Math.exp(decisions[month] + demand), chance),
          performed: (expected: number) => countNear(expected, chance),
        }));
        const outcomes = follow(list, road, start, draws, scenario);
        for (const one of both) one.add(outcomes, path);
      });
    }
  }
  return {
    asAt: calibration.asAt,
    limitDays,
    scenario: scenario?.namn ?? null,
    rows: [...[...tallies].sort(([a], [b]) => a < b ? -1 : 1), [null, total] as const]
      .flatMap(([name, tally]) => labels.map((manad, month) => ({ name, manad, ...tally.row(month) }))),
  };
}

/** What a growth a month makes of a level in some months, when a share of it is left after each (damped trend). */
function grown(growth: number | undefined, months: number, damping: number): number {
  let kept = 0;
  for (let month = 1; month <= months; month++) kept += damping ** month;
  return Math.exp((growth ?? 0) * kept);
}

/** A path of which a share of the variance is common to all. */
function mixed(common: readonly number[], own: readonly number[], share: number): number[] {
  return own.map((each, month) => Math.sqrt(share) * common[month] + Math.sqrt(1 - share) * each);
}

/** A list's course; with a scenario, the course that it makes of the same chances. */
function follow(
  list: CalibratedList,
  road: Road,
  start: Float64Array,
  draws: readonly MonthDraw[],
  scenario: Scenario | undefined,
  each?: (counts: Float64Array, month: number) => void,
): MonthOutcome[] {
  if (scenario === undefined) return walk(list, road, start, (month) => draws[month], undefined, each);
  const usual = walk(list, road, start, (month) => draws[month]);
  const factor = (changes: Scenario["kapacitet"], month: number) =>
    factorIn(changes, Number(road.months[month].manad.slice(5)));
  const capacity = (month: number): MonthCapacity => {
    const { performed } = usual[month], planned = performed * factor(scenario.kapacitet, month);
    const beyond = scenario.extra === "langst_forst" ? Math.max(0, planned - performed) : 0;
    return { usual: planned - beyond, longestFirst: beyond };
  };
  const draw = (month: number): MonthDraw => ({
    ...draws[month],
    decisions: draws[month].decisions * factor(scenario.beslut, month),
  });
  return walk(list, road, start, draw, capacity, each);
}

/** How far the level lies from the usual in each month of a path, on the logarithmic scale. */
function drawLevels({ start, drift, month }: LevelVariation, months: number, random: Random): number[] {
  let level = start * random.normal();
  return Array.from({ length: months }, () => {
    level += drift * random.normal();
    return level + month * random.normal();
  });
}

/** A count drawn around its mean: Poisson, and where that is large the normal distribution near it. */
function countNear(mean: number, random: Random): number {
  return mean < 20 ? random.poisson(mean) : Math.max(0, mean + Math.sqrt(mean) * random.normal());
}

const MEASURES = ["waiting", "over", "performed", "decisions"] as const;
type Measure = (typeof MEASURES)[number];

/** The sums of some lists, month by month: of the course without chance, and of each path. */
class Tally {
  readonly #central: Record<Measure, Float64Array>[];
  readonly #paths: Record<Measure, Float64Array>[];
  readonly #cells: WaitCell[][];

  readonly #scale: number;

  constructor(months: number, paths: number, scale: number) {
    this.#scale = scale;
    const sums = (length: number) => ({
      waiting: new Float64Array(length),
      over: new Float64Array(length),
      performed: new Float64Array(length),
      decisions: new Float64Array(length),
    });
    this.#central = Array.from({ length: months }, () => sums(1));
    this.#paths = Array.from({ length: months }, () => sums(paths));
    this.#cells = Array.from({ length: months }, () => []);
  }

  /** Keeps who waits when a month of the course without chance ends. */
  keep(month: number, cells: readonly WaitCell[]): void {
    this.#cells[month].push(...cells);
  }

  /** Adds a list's outcomes, of a path or of the course without chance. */
  add(outcomes: readonly MonthOutcome[], path?: number): void {
    outcomes.forEach((outcome, month) => {
      const sums = path === undefined ? this.#central[month] : this.#paths[month];
      for (const measure of MEASURES) sums[measure][path ?? 0] += outcome[measure];
    });
  }

  row(month: number): Omit<ProjectionRow, "name" | "manad"> {
    const central = this.#central[month], paths = this.#paths[month];
    const of = (measure: Measure) => projected(central[measure][0], paths[measure], this.#scale);
    const waiting = of("waiting");
    const shares = paths.waiting.map((count, path) => count > 0 ? paths.over[path] / count : 0);
    return {
      waiting,
      over: of("over"),
      overShare: waiting.value > 0
        ? projected(central.over[0] / central.waiting[0], shares, this.#scale)
        : null,
      medianDays: quantile(this.#cells[month], 0.5)?.value ?? null,
      performed: of("performed"),
      decisions: of("decisions"),
    };
  }
}

/** The mean of the paths and their quantiles, as far from the mean as the scale says; never below 0. */
function projected(central: number, paths: Float64Array, scale: number): Projected {
  if (paths.length === 0) return { value: central, low80: null, high80: null, low95: null, high95: null };
  const sorted = paths.toSorted();
  const at = (share: number) => {
    const rank = share * (sorted.length - 1), before = Math.floor(rank);
    const next = sorted[Math.min(before + 1, sorted.length - 1)];
    return sorted[before] + (next - sorted[before]) * (rank - before);
  };
  const mean = paths.reduce((sum, each) => sum + each, 0) / paths.length;
  const end = (share: number) => Math.max(0, mean + scale * (at(share) - mean));
  return { value: mean, low80: end(0.1), high80: end(0.9), low95: end(0.025), high95: end(0.975) };
}
