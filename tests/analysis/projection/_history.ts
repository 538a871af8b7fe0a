import {
  addMonths,
  type Day,
  dayFromNumber,
  dayNumber,
  firstDay,
  isWorkingDay,
  lastDay,
  type Month,
  monthOf,
} from "../../../lib/calendar/mod.ts";
import type { Calibration, ProjectionCell } from "../../../lib/analysis/projection/mod.ts";

/** A list that never meets chance: the same decisions each working day, and the same chance of an operation. */
export interface EvenList {
  region: string;
  vardutbud?: string;
  /** Decisions a working day. */
  perDay: number;
  /** The chance of an operation, each working day. */
  chance: number;
  /** The chance to leave otherwise, every day. */
  leaving?: number;
}

/** What such a list delivers from one month to another; before that it has run for two years. July stands still. */
export function evenHistory(list: EvenList, from: Month, to: Month): ProjectionCell[] {
  const { region, vardutbud = null, perDay, chance, leaving = 0 } = list;
  const cells: ProjectionCell[] = [], first = dayNumber(firstDay(addMonths(from, -24)));
  let waiting: number[] = [], performed: number[] = [];
  const works = (day: Day) => isWorkingDay(day) && day.slice(5, 7) !== "07";
  for (let number = first; number <= dayNumber(lastDay(to)); number++) {
    const day = dayFromNumber(number), manad = monthOf(day);
    waiting = [isWorkingDay(day) ? perDay : 0, ...waiting].map((count, waited) => {
      const operated = works(day) && waited > 0 ? count * chance : 0;
      performed[waited] = (performed[waited] ?? 0) + operated;
      return (count - operated) * (1 - leaving);
    });
    if (day !== lastDay(manad)) continue;
    if (manad >= from) {
      const cell = { manad, region, vardutbud };
      waiting.forEach((antal, days) =>
        cells.push({ ...cell, status: "vantande", lo: days, hi: days, antal })
      );
      performed.forEach((antal, days) =>
        cells.push({ ...cell, status: "genomforda", lo: days, hi: days, antal })
      );
    }
    performed = [];
  }
  return cells;
}

const EVEN = Array<number>(12).fill(1);

/** A calibration by hand: one region with one list, the same in all months, and the same chance for all who wait. */
export function evenCalibration(
  list: Partial<Calibration["regions"][number]["lists"][number]> = {},
  options: { region?: string; perDay?: number; forecast?: Calibration["forecast"] } = {},
): Calibration {
  const { region = "Region Dalarna", perDay = 0.01, forecast } = options;
  return {
    asAt: "2024-04",
    from: "2023-05",
    capacitySeason: EVEN,
    decisionSeason: EVEN,
    missing: [],
    ...forecast && { forecast },
    regions: [{
      region,
      profile: [{ lo: 0, hi: null, perDay }],
      lists: [{
        vardutbud: null,
        waiting: [{ lo: 10, hi: 10, antal: 60 }, { lo: 120, hi: 120, antal: 40 }],
        pace: 1,
        performed: 500,
        decisionsPerDay: 1,
        leavingPerDay: 0,
        ...list,
      }],
    }],
  };
}

/** A forecast by hand: each of the regions has 120 waiting and 30 over the limit, with half of the errors in common. */
export function evenForecast(regions: readonly string[]): NonNullable<Calibration["forecast"]> {
  const months = (value: number) => Array<number>(12).fill(value);
  const widths = Array.from({ length: 12 }, () => ({ share80: 0.1, share95: 0.2, common: 0.5 }));
  return {
    methods: Array.from({ length: 12 }, () => "weighed" as const),
    regions: regions.map((region) => ({
      region,
      waiting: months(120),
      over: months(30),
      level: { waiting: 100, over: 40, overShare: 0.4 },
    })),
    widths: { waiting: widths, over: widths, overShare: widths },
  };
}
