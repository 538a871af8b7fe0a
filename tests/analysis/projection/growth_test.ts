import assert from "node:assert/strict";
import { calibrateProjection, project, type ProjectionCell } from "../../../lib/analysis/projection/mod.ts";
import {
  addMonths,
  type Day,
  dayFromNumber,
  dayNumber,
  firstDay,
  isWorkingDay,
  lastDay,
  monthOf,
  monthRange,
} from "../../../lib/calendar/mod.ts";

const FROM = "2018-01", SUMMER = [1, 1, 1, 1, 1, 0.9, 0.4, 0.6, 1.1, 1.2, 1.1, 0.9];

/** A list whose decisions grow by a share a month, with the same chance of an operation each working day. */
function growing(growth: number, season: readonly number[], months: number): ProjectionCell[] {
  const cells: ProjectionCell[] = [],
    to = addMonths(FROM, months),
    list = { region: "Region Dalarna", vardutbud: null };
  let waiting: number[] = [], performed: number[] = [];
  for (let number = dayNumber(firstDay(addMonths(FROM, -36))); number <= dayNumber(lastDay(to)); number++) {
    const day: Day = dayFromNumber(number), manad = monthOf(day), works = isWorkingDay(day);
    const since = (dayNumber(day) - dayNumber(firstDay(FROM))) / 30.4375;
    const factor = season[Number(manad.slice(5)) - 1];
    waiting = [works ? 20 * factor * (1 + growth) ** since : 0, ...waiting].map((count, waited) => {
      const operated = works && waited > 0 ? count * 0.012 * factor : 0;
      performed[waited] = (performed[waited] ?? 0) + operated;
      return count - operated;
    });
    if (day !== lastDay(manad)) continue;
    if (manad >= FROM) {
      const band = (status: ProjectionCell["status"], counts: readonly number[]) =>
        [0, 31, 61, 91, 121, 181, 366].forEach((lo, index, all) =>
          cells.push({
            ...{ ...list, manad, status, lo, hi: index + 1 < all.length ? all[index + 1] - 1 : null },
            antal: counts.slice(lo, all[index + 1]).reduce((sum, count) => sum + count, 0),
          })
        );
      band("vantande", waiting);
      band("genomforda", performed);
    }
    performed = [];
  }
  return cells;
}

for (const growth of [-0.02, -0.01, 0, 0.01, 0.02]) {
  for (const [name, season] of [["no season", Array<number>(12).fill(1)], ["a season", SUMMER]] as const) {
    Deno.test(`project() is within 3 % at 6 and 12 months of a list growing by ${growth} a month with ${name}, after 24 to 60`, () => {
      const cells = growing(growth, season, 72);
      const waitingAt = (manad: string) =>
        cells.filter((cell) => cell.manad === manad && cell.status === "vantande")
          .reduce((sum, { antal }) => sum + antal, 0);
      for (const known of [24, 30, 36, 48, 60]) {
        const asAt = addMonths(FROM, known), calibration = calibrateProjection(cells, { asAt });
        const { rows } = project(calibration);
        for (const ahead of [6, 12]) {
          const manad = addMonths(asAt, ahead), outcome = waitingAt(manad);
          const value = rows.find((row) => row.name === null && row.manad === manad)!.waiting.value;
          assert.ok(
            Math.abs(value / outcome - 1) < 0.03,
            `${known} known, ${ahead} ahead: ${value} of ${outcome}`,
          );
        }
        const middle = season.reduce((sum, each) => sum + each, 0) / 12;
        monthRange("2018-01", "2018-12").forEach((_, month) => {
          const found = calibration.decisionSeason[month], truth = season[month] / middle;
          assert.ok(
            Math.abs(found - truth) < 0.02,
            `${known} known, month ${month + 1}: ${found} of ${truth}`,
          );
        });
      }
    });
  }
}
