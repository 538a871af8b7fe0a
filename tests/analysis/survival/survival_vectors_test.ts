/**
 * The reference values of survival.json (R survival 3.5-3), where that file is present beside the project.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  aalenJohansen,
  type ExitCell,
  exitCells,
  exitsAfter,
  kaplanMeier,
  logRank,
  type Outcome,
  restrictedMean,
  shareWaitingAfter,
  waitQuantile,
} from "../../../lib/analysis/survival/mod.ts";
import { readVectors } from "../_vectors.ts";

interface Sample {
  time: number[];
  event: number[];
}

const OUTCOMES: readonly Outcome[] = ["waiting", "operated", "withdrawn"];

/** For each method: its inputs to the numbers that the vector expects, by the vector's names. */
const METHODS: Readonly<Record<string, (inputs: never) => Readonly<Record<string, unknown>>>> = {
  kaplan_meier: (inputs: Sample) => {
    const curve = kaplanMeier(cellsOf(inputs));
    return {
      ...columnsOf(inputs),
      survival_at_15: shareWaitingAfter(curve, 15).value,
      median: waitQuantile(curve, 0.5).days.value,
    };
  },
  km_quantiles: (inputs: Sample & { probs: number[] }) => {
    const quantiles = inputs.probs.map((p) => waitQuantile(kaplanMeier(cellsOf(inputs)), p));
    return {
      quantile: quantiles.map(({ days }) => days.value),
      lower: quantiles.map(({ low }) => low.value),
      upper: quantiles.map(({ high }) => high.value),
    };
  },
  restricted_mean: (inputs: Sample & { tau: number }) => {
    const mean = restrictedMean(kaplanMeier(cellsOf(inputs)), { limitDays: inputs.tau }).value;
    return { rmst: mean?.days, se: mean?.standardError };
  },
  log_rank: ({ group1, group2 }: { group1: Sample; group2: Sample }) => {
    const { observed, expected, test } = logRank([cellsOf(group1), cellsOf(group2)]);
    return {
      observed,
      expected,
      chi2: test.value?.chiSquare,
      df: test.value?.degreesOfFreedom,
      p: test.value?.p,
    };
  },
  aalen_johansen: (inputs: Sample) => {
    const { points } = aalenJohansen(cellsOf(inputs));
    return {
      time: points.map(({ days }) => days),
      event_free: points.map(({ waiting }) => waiting.value),
      cif_1: points.map(({ operated }) => operated.value),
      cif_2: points.map(({ withdrawn }) => withdrawn.value),
    };
  },
  aalen_johansen_at: ({ time_days, event, t }: { time_days: number[]; event: number[]; t: number[] }) => {
    const cells = cellsOf({ time: time_days, event });
    const after = t.map((days) => exitsAfter(aalenJohansen(cells), days).value);
    const operatedOnly = kaplanMeier(cells, { events: ["operated"] });
    return {
      cif_operated: after.map((shares) => shares?.operated),
      cif_left: after.map((shares) => shares?.withdrawn),
      still_waiting: after.map((shares) => shares?.waiting),
      naive_one_minus_km: t.map((days) => 1 - shareWaitingAfter(operatedOnly, days).value!),
    };
  },
  kaplan_meier_left_truncated: (
    { entry, exit, event }: { entry: number[]; exit: number[]; event: number[] },
  ) => columnsOf({ time: exit, event }, entry),
};

Deno.test("survival/ gives every value of survival.json", async (t) => {
  const methods = await readVectors("survival.json", "method");
  if (!methods) return;
  let checked = 0;
  for (const [method, vectors] of methods) {
    await t.step(method, () => {
      for (const { id, inputs, expected, tolerance } of vectors) {
        const actual = METHODS[method](inputs);
        for (const [key, value] of Object.entries<unknown>(expected)) {
          const wanted = Array.isArray(value) ? value : [value], found = [actual[key]].flat();
          assert.equal(found.length, wanted.length, `${id} ${key}`);
          found.forEach((each, index) => {
            if (typeof each === "number" && typeof wanted[index] === "number") {
              const off = Math.abs(each - wanted[index]);
              assert.ok(off <= tolerance, `${id} ${key}: got ${each}, expected ${wanted[index]}`);
            } else assert.equal(each, wanted[index], `${id} ${key}`);
          });
        }
        checked++;
      }
    });
  }
  assert.equal(checked, 8);
});

function cellsOf({ time, event }: Sample, entry?: readonly number[]): ExitCell[] {
  return exitCells(time.map((days, index) => ({
    days,
    outcome: OUTCOMES[event[index]],
    ...(entry ? { entryDays: entry[index] } : {}),
  })));
}

function columnsOf(sample: Sample, entry?: readonly number[]): Record<string, number[]> {
  const { points } = kaplanMeier(cellsOf(sample, entry));
  const estimates = points.map(({ waiting }) => waiting);
  return {
    time: points.map(({ days }) => days),
    n_risk: points.map(({ atRisk }) => atRisk),
    n_event: points.map(({ events }) => events),
    survival: estimates.map(({ value }) => value),
    std_err: estimates.map(({ standardError }) => standardError),
    lower: estimates.flatMap(({ interval }) => interval.value?.low ?? []),
    upper: estimates.flatMap(({ interval }) => interval.value?.high ?? []),
  };
}
