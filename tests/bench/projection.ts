/** How quickly the sample's lists are projected. */
import { parseArgs } from "node:util";
import { calibrateProjection, project } from "../../lib/analysis/projection/mod.ts";
import { addMonths } from "../../lib/calendar/mod.ts";
import { countContacts } from "../../lib/numeric/mod.ts";
import { REGISTER_MONTHS } from "../../lib/sample/mod.ts";
import { sampleCells } from "../_sample_cells.ts";
import { peakMemory } from "./_peak_memory.ts";

/**
 * Measures a projection of twelve months: the sample's seven regions and the vårdutbud that most wait for, with
 * intervals. Calibration, with its forecasts from earlier months, and projection are timed apart.
 *
 * @param args `[--groups 22]`
 */
export function projection(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { groups: { type: "string", default: "22" } },
  });
  const asAt = REGISTER_MONTHS.at(-1)!, all = sampleCells("vardutbud");
  const now = all.filter(({ status, manad }) => status === "vantande" && manad === asAt);
  const largest = [...Map.groupBy(now, ({ vardutbud }) => vardutbud)]
    .sort(([, a], [, b]) => countContacts(b) - countContacts(a)).slice(0, Number(values.groups))
    .map(([vardutbud]) => vardutbud);
  const cells = all.filter(({ vardutbud, manad }) =>
    largest.includes(vardutbud) && manad >= addMonths(asAt, -24)
  );
  const before = peakMemory(), start = performance.now();
  const calibration = calibrateProjection(cells, { asAt });
  const calibrated = performance.now();
  const { rows } = project(calibration);
  const done = performance.now();
  const lists = calibration.regions.reduce((sum, { lists }) => sum + lists.length, 0);
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2);
  console.log("| lists | months | cells | calibration s | projection s | peak MiB (before) | rows |");
  console.log("| --: | --: | --: | --: | --: | --: | --: |");
  console.log(
    `| ${lists} | 12 | ${cells.length} | ${seconds(start, calibrated)} | ${seconds(calibrated, done)} | ${
      peakMemory().toFixed(0)
    } (${before.toFixed(0)}) | ${rows.length} |`,
  );
  return Promise.resolve();
}
