import type { ProjectionCell } from "../../lib/analysis/projection/mod.ts";
import { addMonths, workingDaysIn } from "../../lib/calendar/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";

const AGES = 15;

/**
 * Lists that nobody has had: decisions and the chance of an operation drift, by chance of their own and by what the regions
 * have in common, with a season in every second, over 28 to 48 months. The constants of the projection were chosen on such.
 */
export function simulatedLists(seed: string): readonly ProjectionCell[] {
  const random = seededRandom(`listor ${seed}`), cells: ProjectionCell[] = [];
  const months = 28 + random.integer(21), regions = random.next() < 0.7 ? 7 : 21;
  const common = random.next() * 0.6, growth = (random.next() - 0.5) * 0.02;
  const sizes = { step: 0.01 + random.next() * 0.03, season: random.next() < 0.5 ? 0 : random.next() * 0.3 };
  const season = Array.from({ length: 12 }, () => Math.exp(sizes.season * random.normal()));
  const shared = Array.from({ length: months }, () => [random.normal(), random.normal()]);
  for (let place = 0; place < regions; place++) {
    const region = `Område ${String(place + 1).padStart(2, "0")}`;
    const shock = (month: number, which: number) =>
      sizes.step *
      (Math.sqrt(common) * shared[month][which] + Math.sqrt(1 - common) * random.normal());
    let decisions = 10 * Math.exp(0.7 * random.normal()), chance = 0.012 * Math.exp(0.2 * random.normal());
    let waiting = Array.from(
      { length: AGES },
      (_, age) => random.poisson(21 * decisions * Math.exp(-21 * chance * age)),
    );
    for (let month = 0; month < months; month++) {
      const manad = addMonths("2019-09", month), days = workingDaysIn(manad);
      decisions *= Math.exp(growth + shock(month, 0));
      chance *= Math.exp(shock(month, 1));
      const operated = 1 - Math.exp(-chance * days * season[month % 12]);
      const list = [random.poisson(decisions * days * Math.sqrt(season[month % 12])), ...waiting];
      const performed = list.map((count) => Math.min(count, random.poisson(count * operated)));
      const left = list.map((count, age) => count - performed[age]);
      waiting = [...left.slice(0, AGES - 1), left[AGES - 1] + left[AGES]];
      const add = (status: ProjectionCell["status"], counts: readonly number[]) =>
        counts.forEach((antal, age) =>
          cells.push({
            ...{ region, vardutbud: null, manad, status, antal },
            ...{ lo: 30 * age, hi: age + 1 < counts.length ? 30 * age + 29 : null },
          })
        );
      add("vantande", waiting);
      add("genomforda", performed);
    }
  }
  return cells;
}
