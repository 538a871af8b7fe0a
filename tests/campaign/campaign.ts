/**
 * Long trials that are too slow for the tests; each prints its numbers and fails when what must hold does not.
 *
 *     deno task campaign kills   [--count 50]      loads killed at random moments
 *     deno task campaign mutants [--count 10000]   damaged files, read and loaded
 *     deno task campaign gate    [--count 100000]  how often the gate takes other numbers for personal numbers
 *     deno task campaign backtest [--count 1000]   projections from earlier months against what came
 *     deno task campaign hostile                   files of 1 GiB and a million columns, made to exhaust a reader
 *
 * Each takes [--seed TEXT]: the same seed, the same trial.
 */
import { parseArgs } from "node:util";
import { projections } from "./_backtest.ts";
import { gate } from "./_gate.ts";
import { hostile } from "./_hostile.ts";
import { kills } from "./_kills.ts";
import { mutants } from "./_mutants.ts";

const CAMPAIGNS = {
  kills: { run: kills, count: 50 },
  mutants: { run: mutants, count: 10_000 },
  gate: { run: gate, count: 100_000 },
  backtest: { run: projections, count: 1000 },
  hostile: { run: hostile, count: 1 },
};

const { values, positionals: [name] } = parseArgs({
  args: Deno.args,
  options: { count: { type: "string" }, seed: { type: "string", default: "fälttåg" } },
  allowPositionals: true,
});
if (name !== "kills" && name !== "mutants" && name !== "gate" && name !== "backtest" && name !== "hostile") {
  console.error(`Ange ${Object.keys(CAMPAIGNS).join(", ")}`);
  Deno.exit(2);
}
const { run, count } = CAMPAIGNS[name];
Deno.exit(await run(Number(values.count ?? count), values.seed) ? 0 : 1);
