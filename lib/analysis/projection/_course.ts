import type { WaitCell } from "../../numeric/mod.ts";
import type { CalibratedList, CalibratedRegion } from "./calibrate.ts";
import { spreadOver } from "./_compartments.ts";
import { cellsOf, type Road } from "./_road.ts";
import { factorIn, type Scenario } from "./scenario.ts";
import { type MonthCapacity, type MonthDraw, type MonthOutcome, walk } from "./_walk.ts";

/** What a growth a month makes of a level in some months, when a share of it is left after each (damped trend). */
function grown(growth: number | undefined, months: number, damping: number): number {
  let kept = 0;
  for (let month = 1; month <= months; month++) kept += damping ** month;
  return Math.exp((growth ?? 0) * kept);
}

/** The course of a list, with and without a scenario. */
export interface Course {
  readonly usual: readonly MonthOutcome[];
  readonly outcomes: readonly MonthOutcome[];
  /** Who waits at the end of each month. */
  readonly cells: readonly (readonly WaitCell[])[];
}

/** The course of a list by its region's flows, of whose growth a share is left after each month. */
export function courseOf(
  list: CalibratedList,
  region: CalibratedRegion,
  road: Road,
  options: { readonly damping: number; readonly scenario?: Scenario },
): Course {
  const { damping, scenario } = options;
  const start = spreadOver(list.waiting, road.firstDays), cells: WaitCell[][] = [];
  const keep = (counts: Float64Array, month: number) => {
    cells[month] = cellsOf(road.months[month].waited, counts);
  };
  const draws: MonthDraw[] = road.months.map(({ decisionDays }, month) => ({
    pace: list.pace * grown(region.capacityGrowth, month + 1, damping),
    decisions: list.decisionsPerDay * decisionDays * grown(region.decisionGrowth, month + 1, damping),
  }));
  const usual = walk(list, road, start, (month) => draws[month], undefined, keep);
  if (scenario === undefined) return { usual, outcomes: usual, cells };
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
  return { usual, outcomes: walk(list, road, start, draw, capacity, keep), cells };
}
