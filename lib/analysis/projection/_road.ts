import { addMonths, type Month, monthRange, workingDaysIn } from "../../calendar/mod.ts";
import type { WaitCell } from "../../numeric/mod.ts";
import type { CalibratedRegion, Calibration } from "./calibrate.ts";
import { chanceAhead, chanceSince, compartments, type Days, daysIn, FINEST } from "./_compartments.ts";

/** A month ahead, for the compartments of a region's lists: those of the start first, then those who came since. */
export interface RoadMonth {
  /** The month. */
  readonly manad: Month;
  /** Its number of days. */
  readonly days: number;
  /** Decisions of a list with one a working day. */
  readonly decisionDays: number;
  /** The summed chance of an operation in the month, by compartment; those of the month's own decisions last. */
  readonly chances: Float64Array;
  /** The share of the month's decisions in each of its own compartments. */
  readonly arriving: readonly number[];
  /** The share of each compartment that has waited longer than the limit when the month ends. */
  readonly over: Float64Array;
  /** The days waited by each compartment when the month ends. */
  readonly waited: readonly Days[];
}

/** The months ahead of a region's lists. */
export interface Road {
  /** The first days of the start's compartments. */
  readonly firstDays: readonly number[];
  /** The months in order. */
  readonly months: readonly RoadMonth[];
}

/**
 * Lays the months ahead out in compartments of whole days. They are cut where the limit will fall at the end of some
 * month, so that a list known to the day is counted over the limit to the day.
 */
export function roadAhead(
  calibration: Calibration,
  { profile }: CalibratedRegion,
  options: { months: number; limitDays: number },
): Road {
  const { asAt, capacitySeason, decisionSeason } = calibration;
  const months = monthRange(addMonths(asAt, 1), addMonths(asAt, options.months));
  const lengths = months.map(daysIn);
  const passed = (count: number) => lengths.slice(0, count).reduce((sum, days) => sum + days, 0);
  const cutsFrom = (month: number) =>
    // ages at the end of `month` months, of those who will stand at the limit later
    months.slice(month).map((_, later) => options.limitDays + 1 - passed(month + later + 1) + passed(month));
  const sorted = (days: readonly number[]) => [...new Set(days)].sort((a, b) => a - b);
  const firstDays = sorted([...FINEST, options.limitDays + 1, ...cutsFrom(0).filter((day) => day > 0)]);
  let waiting = compartments(firstDays);
  return {
    firstDays,
    months: months.map((manad, month) => {
      const days = lengths[month], index = Number(manad.slice(5)) - 1, working = workingDaysIn(manad);
      const own = compartments(
        sorted([0, options.limitDays + 1, ...cutsFrom(month + 1)].filter((day) => day >= 0 && day < days)),
      ).map(({ lo, hi }) => ({ lo, hi: hi ?? days - 1 }));
      const capacity = capacitySeason[index] * working / days;
      const chances = [
        ...waiting.map((compartment) => chanceAhead(profile, compartment, days)),
        ...own.map((compartment) => chanceSince(profile, compartment)),
      ].map((chance) => chance * capacity);
      waiting = [
        ...waiting.map(({ lo, hi }) => ({ lo: lo + days, hi: hi === null ? null : hi + days })),
        ...own,
      ];
      return {
        manad,
        days,
        decisionDays: decisionSeason[index] * working,
        chances: Float64Array.from(chances),
        arriving: own.map(({ lo, hi }) => (hi - lo + 1) / days),
        over: Float64Array.from(waiting, (compartment) => shareOver(compartment, options.limitDays)),
        waited: waiting,
      };
    }),
  };
}

/** The share of a compartment that has waited longer than the limit. */
export function shareOver({ lo, hi }: Days, limitDays: number): number {
  if (lo > limitDays) return 1;
  if (hi === null || hi <= limitDays) return 0;
  return (hi - limitDays) / (hi - lo + 1);
}

/** Contacts of the compartments as cells. */
export function cellsOf(waited: readonly Days[], counts: ArrayLike<number>): WaitCell[] {
  return waited.map((days, index) => ({ ...days, antal: counts[index] }));
}
