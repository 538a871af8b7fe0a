import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { Month } from "../../calendar/mod.ts";
import { quantile, type WaitCell } from "../../numeric/mod.ts";
import type { Calibration } from "./calibrate.ts";
import { MONTHS_AHEAD } from "./_candidates.ts";
import { sumOf } from "./_compartments.ts";
import { type Course, courseOf } from "./_course.ts";
import { type ErrorWidth, sumFactor } from "./error_widths.ts";
import type { ForecastMeasure, ForecastMethod, RegionForecast } from "./list_forecast.ts";
import { roadAhead } from "./_road.ts";
import type { Scenario } from "./scenario.ts";
import type { MonthOutcome } from "./_walk.ts";

/** Options for {@linkcode project}. */
export interface ProjectionOptions {
  /** How many months ahead, 1–12. @default {12} */
  readonly months?: number;
  /** What if; left out, all goes on as history says. */
  readonly scenario?: Scenario;
  /** What the rows distinguish. @default {"region"} */
  readonly by?: "region" | "vardutbud";
}

/** A number ahead with its intervals; the ends are `null` where earlier forecasts do not report them. */
export interface Projected {
  /** What is forecast. That of all together is the sum of the regions'. */
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
  /** The median wait of those who wait, in days; `null` when nobody waits. */
  readonly medianDays: number | null;
  /** Operations, contacts, of the flow model. */
  readonly performed: number;
  /** New decisions, contacts, of the flow model. */
  readonly decisions: number;
}

/** The list months ahead. Plain data. */
export interface Projection {
  /** The last month known. */
  readonly asAt: Month;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** The scenario's name; `null` when all goes on as before. */
  readonly scenario: string | null;
  /** What is shown of each month ahead; none where there is too little history to choose by. */
  readonly methods: readonly ForecastMethod[];
  /** Months of each name in order, names in order, all together last. */
  readonly rows: readonly ProjectionRow[];
}

/**
 * The list and its waits months ahead (framskrivning), with intervals.
 *
 * Contacts stand in compartments of whole days waited. Each month those decided come, each compartment is operated by
 * its region's treatment profile, the month's working days and season, some leave, and who remains is a month older.
 * Operations follow the list, as they have done: a longer list gives more. In a scenario they follow the plan instead:
 * the operations of the course without it, times the scenario's factor, never more than there are people waiting.
 *
 * Where the calibration has a forecast of the list's own history, each region's course is raised or lowered to it, month
 * by month, and a scenario's course by as large a factor. The intervals are as wide as that forecast's errors have been;
 * that of all together is as wide as the errors of the sum. Rows by vårdutbud have no intervals.
 *
 * @param calibration What {@linkcode calibrateProjection} has learnt.
 * @param options Months and scenario.
 * @returns Rows by name and month; none when no region can be projected. Nothing is ever negative.
 * @throws {RangeError} If months lies outside 1–12.
 *
 * @example A calibration is plain data: here nobody comes, and half the list is operated in a month
 * ```ts
 * import assert from "node:assert/strict";
 * import { project } from "vantelage";
 * const even = Array(12).fill(1);
 * const list = { vardutbud: null, waiting: [{ lo: 100, hi: 100, antal: 800 }], pace: 1, performed: 99,
 *   decisionsPerDay: 0, leavingPerDay: 0 };
 * const { rows } = project({ asAt: "2024-04", from: "2023-05", capacitySeason: even, decisionSeason: even, missing: [],
 *   regions: [{ region: "Region Dalarna",
 *     profile: [{ lo: 0, hi: null, perDay: Math.log(2) / 21 }], lists: [list] }] }, { months: 1 });
 * assert.equal(Math.round(rows[0].waiting.value), 400); // May 2024 has 21 working days
 * ```
 */
export function project(calibration: Calibration, options: ProjectionOptions = {}): Projection {
  const { months = MONTHS_AHEAD, scenario, by = "region" } = options;
  const { asAt, limitDays = GUARANTEE_DAYS, damping = 0, forecast } = calibration;
  if (!Number.isInteger(months) || months < 1 || months > MONTHS_AHEAD) {
    throw new RangeError(`Cannot project as months must be a whole number in 1–12: got ${months}`);
  }
  const total = new Tally(months), tallies = new Map<string, Tally>(), forecasts: RegionForecast[] = [];
  let labels: readonly Month[] = [];
  for (const region of calibration.regions) {
    const road = roadAhead(calibration, region, { months, limitDays });
    labels = road.months.map(({ manad }) => manad);
    const own = forecast?.regions.find(({ region: name }) => name === region.region);
    if (own !== undefined) forecasts.push(own);
    const courses = region.lists.map((list) => courseOf(list, region, road, { damping, scenario }));
    const factors = own === undefined ? null : factorsTo(own, courses.map(({ usual }) => usual));
    region.lists.forEach((list, place) => {
      const name = by === "region" ? region.region : list.vardutbud ?? "Alla vårdutbud";
      const tally = tallies.get(name) ?? new Tally(months);
      tallies.set(name, tally);
      for (const one of [tally, total]) one.add(courses[place], factors);
    });
  }
  const isWhole = forecasts.length === calibration.regions.length;
  const widthsOf = (name: string | null) => {
    const own = name === null ? forecasts : forecasts.filter(({ region }) => region === name);
    return forecast === undefined || own.length === 0 || (name === null && !isWhole)
      ? null
      : (measure: ForecastMeasure, month: number) =>
        halfWidths(own, measure, forecast.widths[measure][month]);
  };
  return {
    asAt,
    limitDays,
    scenario: scenario?.namn ?? null,
    methods: forecast?.methods.slice(0, months) ?? [],
    rows: [...[...tallies].sort(([a], [b]) => a < b ? -1 : 1), [null, total] as const]
      .flatMap(([name, tally]) => {
        const widths = widthsOf(name);
        return labels.map((manad, month) => ({ name, manad, ...tally.row(month, widths) }));
      }),
  };
}

/** What raises or lowers the flow model's courses to the forecast, by month. */
interface Factors {
  readonly waiting: readonly number[];
  readonly over: readonly number[];
}

function factorsTo(forecast: RegionForecast, courses: readonly (readonly MonthOutcome[])[]): Factors {
  const of = (measure: keyof Factors) =>
    (courses[0] ?? []).map((_, month) => {
      const flow = sumOf(courses.map((course) => course[month][measure]));
      return flow >= 0.5 ? forecast[measure][month] / flow : 1; // of less than a contact nothing is made
    });
  return { waiting: of("waiting"), over: of("over") };
}

/** Half of the widths of the intervals of some regions together. */
function halfWidths(
  regions: readonly RegionForecast[],
  measure: ForecastMeasure,
  width: ErrorWidth | undefined,
): { half80: number; half95: number } | null {
  if (width === undefined) return null;
  const weight = measure === "waiting" ? "waiting" : "over";
  const levels = regions.map(({ level }) => level[weight]), all = sumOf(levels);
  if (!(all > 0)) return { half80: 0, half95: 0 };
  const level = measure === "overShare" ? all / sumOf(regions.map(({ level }) => level.waiting)) : all;
  const half = level * sumFactor(width.common, levels.map((each) => each / all));
  return { half80: half * width.share80, half95: half * width.share95 };
}

/** The sums of some lists, month by month. */
class Tally {
  readonly #sums: Record<keyof MonthOutcome, Float64Array>;
  readonly #cells: WaitCell[][];

  constructor(months: number) {
    this.#sums = {
      waiting: new Float64Array(months),
      over: new Float64Array(months),
      performed: new Float64Array(months),
      decisions: new Float64Array(months),
    };
    this.#cells = Array.from({ length: months }, () => []);
  }

  /** Adds a list's course, raised or lowered by factors. */
  add({ outcomes, cells }: Course, factors: Factors | null): void {
    outcomes.forEach((outcome, month) => {
      const times = factors?.waiting[month] ?? 1, waiting = outcome.waiting * times;
      this.#sums.waiting[month] += waiting;
      this.#sums.over[month] += Math.min(waiting, outcome.over * (factors?.over[month] ?? 1));
      this.#sums.performed[month] += outcome.performed;
      this.#sums.decisions[month] += outcome.decisions;
      for (const cell of cells[month]) this.#cells[month].push({ ...cell, antal: cell.antal * times });
    });
  }

  row(
    month: number,
    widths: ((measure: ForecastMeasure, month: number) => ReturnType<typeof halfWidths>) | null,
  ): Omit<ProjectionRow, "name" | "manad"> {
    const waiting = this.#sums.waiting[month], over = this.#sums.over[month];
    const of = (measure: ForecastMeasure, value: number) =>
      projected(value, widths?.(measure, month) ?? null, measure === "overShare" ? 1 : Infinity);
    return {
      waiting: of("waiting", waiting),
      over: of("over", over),
      overShare: waiting > 0 ? of("overShare", over / waiting) : null,
      medianDays: quantile(this.#cells[month], 0.5)?.value ?? null,
      performed: this.#sums.performed[month],
      decisions: this.#sums.decisions[month],
    };
  }
}

/** A value with as wide intervals to each side, from 0 to the most there can be. */
function projected(value: number, half: ReturnType<typeof halfWidths>, most: number): Projected {
  if (half === null) return { value, low80: null, high80: null, low95: null, high95: null };
  const low = (width: number) => Math.max(0, value - width),
    high = (width: number) => Math.min(most, value + width);
  return {
    value,
    low80: low(half.half80),
    high80: high(half.half80),
    low95: low(half.half95),
    high95: high(half.half95),
  };
}
