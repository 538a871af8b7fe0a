import {
  backtest,
  type BacktestRow,
  type BacktestScore,
  backtestScore,
} from "../../lib/analysis/projection/mod.ts";
import { addMonths, monthRange } from "../../lib/calendar/mod.ts";
import { HISTORY_MONTHS, REGISTER_MONTHS } from "../../lib/sample/mod.ts";
import { fileURLToPath } from "node:url";
import { sampleCells } from "../_sample_cells.ts";
import { realLists } from "./_real_lists.ts";

const MEASURES = { waiting: "väntande", over: "över gränsen" } as const;

/**
 * Projects the sample's lists from every month that has a year before it and an outcome after it, and prints how far
 * off the projection and the simple forecasts were. The lists must be nearer than a year before at 6 and 12 months, and
 * the 80 % interval must hold 70–90 % of the outcomes, region by region.
 */
export async function projections(paths: number, seed: string): Promise<boolean> {
  const real = await realLists(fileURLToPath(new URL("data/nhs_areas_2020_2022.csv", import.meta.url)));
  console.log(`${real.name}:`);
  const known = [...new Set(real.cells.map(({ manad }) => manad))].sort();
  printAll(backtest(real.cells, {
    ...{ origins: known.slice(12, -6), paths, seed, limitDays: 125, decisions: real.decisions },
  }));
  console.log("exempeldata:");
  const origins = monthRange(addMonths(HISTORY_MONTHS[0], 12), addMonths(REGISTER_MONTHS.at(-1)!, -6));
  const rows = backtest(sampleCells("region"), {
    origins,
    paths,
    seed,
    onOrigin: (origin) => console.error(`framskrivet från ${origin}`),
  });
  const right = printAll(rows);
  console.log(
    right ? "Framskrivningen slår året innan och intervallet håller" : "Framskrivningen håller inte måttet",
  );
  return right;
}

/** Prints the scores; whether each region's list is nearer than a year before, and the interval holds. */
function printAll(rows: readonly BacktestRow[]): boolean {
  let right = true;
  console.log(
    "| vad | månader fram | jämförelser | fel | året innan | sista värdet | drift | dämpad trend | utjämning | medelfel | inom 80 % | inom 95 % |",
  );
  console.log("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
  for (const [measure, name] of Object.entries(MEASURES)) {
    for (const horizon of [6, 12]) {
      for (const together of [false, true]) {
        const chosen = rows.filter((row) =>
          row.measure === measure && row.horizon === horizon && (row.region === null) === together
        );
        const score = backtestScore(chosen).value;
        if (score === null) throw new Error("Cannot sum up as the lists must have outcomes: got none");
        print(`${name}, ${together ? "alla tillsammans" : "per region"}`, horizon, score, chosen);
        if (!together && measure === "waiting") right &&= holds(score);
      }
    }
  }
  return right;
}

function holds({ projected, naive, within80 }: BacktestScore): boolean {
  return projected < naive && within80.value !== null && within80.value >= 0.7 && within80.value <= 0.9;
}

function print(name: string, horizon: number, score: BacktestScore, rows: readonly BacktestRow[]): void {
  const mean = rows.reduce((sum, { outcome }) => sum + outcome, 0) / rows.length;
  const error = (value: number) => `${value.toFixed(0)} (${(100 * value / mean).toFixed(1)} %)`;
  const share = ({ value }: BacktestScore["within80"]) =>
    value === null ? "–" : `${(100 * value).toFixed(0)} %`;
  console.log(
    `| ${
      [
        name,
        horizon,
        score.count,
        error(score.projected),
        error(score.naive),
        error(score.last),
        error(score.drift),
        error(score.damped),
        error(score.smoothed),
        score.bias.toFixed(0),
        share(score.within80),
        share(score.within95),
      ].join(" | ")
    } |`,
  );
}
