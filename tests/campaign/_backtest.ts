import {
  backtest,
  type BacktestRow,
  type BacktestScore,
  backtestScore,
  type ProjectionCell,
} from "../../lib/analysis/projection/mod.ts";
import type { Month } from "../../lib/calendar/mod.ts";
import { fileURLToPath } from "node:url";
import { sampleCells } from "../_sample_cells.ts";
import { realLists } from "./_real_lists.ts";
import { simulatedLists } from "./_simulated_lists.ts";

const MEASURES = { waiting: "väntande", over: "över gränsen" } as const;
const SIMPLE = {
  yearBefore: "året innan",
  last: "sista värdet",
  drift: "drift",
  damped: "dämpad trend",
  theta: "Theta",
  holtWinters: "ETS",
} as const;
const HORIZONS = [1, 3, 6, 12];

/** The sets of simulated lists that are summed up together. */
const SIMULATED = 8;

/**
 * Projects a real series, the sample's lists and simulated ones from every month that has a year before it and an outcome after it, and
 * prints how far off the projection and the simple forecasts were. At 6 and 12 months the projection of a region must not
 * be further off than the best simple forecast, nor that of all together by more than one per cent of the list; the 80 %
 * interval of a region must hold 75–91 % of the outcomes, the 95 % interval at least 92 %.
 */
export async function projections(): Promise<boolean> {
  const real = await realLists(fileURLToPath(new URL("data/nhs_areas_2020_2022.csv", import.meta.url)));
  const sets = [
    { ...real, limitDays: 125 },
    { name: "exempeldata", cells: sampleCells("region"), decisions: [], limitDays: 90 },
  ];
  let right = true;
  for (const { name, cells, decisions, limitDays } of sets) {
    console.log(`${name}:`);
    const rows = backtest(cells, {
      ...{ origins: originsOf(cells), horizons: HORIZONS, limitDays, decisions },
      onOrigin: (origin) => console.error(`framskrivet från ${origin}`),
    });
    right = printAll(rows) && right;
  }
  console.log(`${SIMULATED} simulerade, summerade:`);
  printAll(
    Array.from({ length: SIMULATED }, (_, seed) => {
      const cells = simulatedLists(String(seed));
      console.error(`simulerade listor ${seed + 1} av ${SIMULATED}`);
      return backtest(cells, { origins: originsOf(cells), horizons: HORIZONS });
    }).flat(),
  );
  console.log(
    right
      ? "Framskrivningen är inte sämre än den bästa enkla prognosen, och intervallet håller"
      : "Framskrivningen håller inte måttet",
  );
  return right;
}

function originsOf(cells: readonly ProjectionCell[]): readonly Month[] {
  return [...new Set(cells.map(({ manad }) => manad))].sort().slice(12, -1);
}

/** Prints the scores; whether those of who waits hold. */
function printAll(rows: readonly BacktestRow[]): boolean {
  let right = true;
  const heads = [...Object.values(SIMPLE), "medelfel", "inom 80 %", "inom 95 %", "enkel prognos visas"];
  console.log(`| vad | månader fram | jämförelser | fel | ${heads.join(" | ")} |`);
  console.log(`| --- |${" --: |".repeat(3 + heads.length)}`);
  for (const [measure, name] of Object.entries(MEASURES)) {
    for (const horizon of HORIZONS) {
      for (const together of [false, true]) {
        const chosen = rows.filter((row) =>
          row.measure === measure && row.horizon === horizon && (row.region === null) === together
        );
        const score = backtestScore(chosen).value;
        if (score === null) throw new Error("Cannot sum up as the lists must have outcomes: got none");
        const mean = chosen.reduce((sum, { outcome }) => sum + outcome, 0) / chosen.length;
        print(`${name}, ${together ? "alla tillsammans" : "per region"}`, horizon, score, chosen, mean);
        if (measure === "waiting" && horizon >= 6) right = holds(score, mean, together) && right;
      }
    }
  }
  return right;
}

function holds(score: BacktestScore, mean: number, together: boolean): boolean {
  const best = Math.min(...Object.values(score.simple));
  if (together) return score.projected <= best + 0.01 * mean;
  const within80 = score.within80.value ?? 0, within95 = score.within95.value ?? 0;
  return score.projected <= best && within80 >= 0.75 && within80 <= 0.91 && within95 >= 0.92;
}

function print(
  name: string,
  horizon: number,
  score: BacktestScore,
  rows: readonly BacktestRow[],
  mean: number,
): void {
  const percent = (share: number | null, digits = 1) =>
    share === null ? "–" : `${(100 * share).toFixed(digits)} %`;
  const cells = [
    name,
    horizon,
    score.count,
    percent(score.projected / mean),
    ...Object.keys(SIMPLE).map((key) => percent(score.simple[key as keyof typeof SIMPLE] / mean)),
    percent(score.bias / mean),
    percent(score.within80.value, 0),
    percent(score.within95.value, 0),
    percent(rows.filter(({ method }) => method !== "weighed").length / rows.length, 0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
