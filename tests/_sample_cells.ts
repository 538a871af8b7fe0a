import { dayNumber, lastDay } from "../lib/calendar/mod.ts";
import type { ProjectionCell } from "../lib/analysis/projection/mod.ts";
import { careOfferings } from "../lib/reference/mod.ts";
import {
  HISTORY_MONTHS,
  makeSample,
  performedContacts,
  REGISTER_MONTHS,
  waitingContacts,
} from "../lib/sample/mod.ts";

const FINEST = [0, 31, 61, 91, 121, 181, 366];

/**
 * The sample's lists as they are delivered, without a store: in bands to March 2023, then to the day. Who waits actively,
 * and operations without PvV.
 */
export function sampleCells(by: "region" | "vardutbud"): ProjectionCell[] {
  const sample = makeSample();
  return sample.regioner.flatMap(({ region }, index) =>
    [...HISTORY_MONTHS, ...REGISTER_MONTHS].flatMap((manad) => {
      const census = dayNumber(lastDay(manad)), toTheDay = REGISTER_MONTHS.includes(manad);
      const counts = new Map<string, ProjectionCell & { antal: number }>();
      const count = (status: ProjectionCell["status"], position: number, days: number) => {
        const vardutbud = by === "region" ? null : careOfferings[sample.vardutbud[position]].namn;
        const band = FINEST.findLastIndex((day) => day <= days);
        const [lo, hi] = toTheDay
          ? [days, days]
          : [FINEST[band], band + 1 < FINEST.length ? FINEST[band + 1] - 1 : null];
        const key = `${status} ${vardutbud} ${lo}`, there = counts.get(key);
        if (there) there.antal++;
        else counts.set(key, { manad, status, region, vardutbud, lo, hi, antal: 1 });
      };
      for (const position of waitingContacts(sample, index, manad)) {
        if (sample.avvikelse[position] === 0) {
          count("vantande", position, census - sample.beslut_datum[position]);
        }
      }
      for (const position of performedContacts(sample, index, manad)) {
        if (sample.avvikelse[position] === 1) continue;
        count("genomforda", position, sample.slut_datum[position] - sample.beslut_datum[position]);
      }
      return [...counts.values()];
    })
  );
}
