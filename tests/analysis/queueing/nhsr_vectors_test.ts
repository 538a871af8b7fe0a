/**
 * The reference values of nhsr.json (NHSRwaitinglist, NHSRtt, Fong et al. 2022), where that file is present beside
 * the project. They count in weeks and state the target as weeks and a factor; we state days and a share, so a week
 * is 7 days and the share 1 − e^(−factor). Where a vector has a corrected value, that is the truth.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  exponentialExceedance,
  gapStats,
  geometricProfile,
  joinLists,
  kingmanCapacity,
  listInBalance,
  listSizeForTarget,
  listSizes,
  type ListSpell,
  meanWaitOnList,
  planList,
  pollaczekKhinchineCapacity,
  queueLoad,
  type Rate,
  reliefCapacity,
  scheduleInTurn,
  serviceVariability,
  targetMeanWait,
  targetQueueSize,
  waitingListPressure,
  type WaitTarget,
} from "../../../lib/analysis/queueing/mod.ts";
import { quantile } from "../../../lib/numeric/mod.ts";
import { readVectors, type Vector } from "../_vectors.ts";

interface Spell {
  referral: string;
  removal: string | null;
}

/** For each method: its inputs to the numbers, days or lists that the vector expects. */
const METHODS: Readonly<Record<string, (inputs: never) => unknown>> = {
  calc_queue_load: ({ demand, capacity }: { demand: number; capacity: number }) =>
    queueLoad(weekly(demand), weekly(capacity)).value,
  calc_target_mean_wait: (
    { target_wait, factor, factor_from_quantile }: {
      target_wait: number;
      factor?: number;
      factor_from_quantile?: number;
    },
  ) => targetMeanWait({ ...weeks(target_wait, factor), ...share(factor_from_quantile) }) / 7,
  calc_target_queue_size: (
    { demand, target_wait, factor }: { demand: number; target_wait: number; factor: number },
  ) => targetQueueSize(weekly(demand), weeks(target_wait, factor)),
  calc_relief_capacity: (
    { demand, queue_size, target_queue_size, time_to_target }: {
      demand: number;
      queue_size: number;
      target_queue_size: number;
      time_to_target: number;
    },
  ) =>
    reliefCapacity(weekly(demand), {
      queue: queue_size,
      targetQueue: target_queue_size,
      days: 7 * time_to_target,
    }).count,
  calc_target_capacity: (
    { demand, target_wait, factor, cv_demand, cv_capacity }: {
      demand: number;
      target_wait: number;
      factor: number;
      cv_demand: number;
      cv_capacity: number;
    },
  ) =>
    kingmanCapacity(weekly(demand), weeks(target_wait, factor), {
      cvDemand: cv_demand,
      cvCapacity: cv_capacity,
    }).count,
  calc_waiting_list_pressure: ({ mean_wait, target_wait }: { mean_wait: number; target_wait: number }) =>
    waitingListPressure(7 * mean_wait, 7 * target_wait).value,
  exponential_exceedance: ({ multiple_of_mean }: { multiple_of_mean: number }) =>
    exponentialExceedance(multiple_of_mean, 1),
  paper_variability_F: (
    { capacity, variance, demand }: { capacity: number; variance: number; demand: number },
  ) => serviceVariability(weekly(demand), weekly(capacity), variance).value,
  paper_target_capacity: ({ demand, target_wait, F }: { demand: number; target_wait: number; F: number }) =>
    pollaczekKhinchineCapacity(weekly(demand), 7 * target_wait, F).count,
  rtt_journey_list_size: (
    { referral_rate, target, share_within }: { referral_rate: number; target: number; share_within: number },
  ) => {
    const list = listSizeForTarget(weekly(referral_rate), { share: share_within, days: 7 * target });
    return { lambda: list.leaving.count, list_size: list.listSize };
  },
  wl_queue_size: (
    { list, start, end, pick_index_1based }: {
      list: Spell[];
      start: string;
      end: string;
      pick_index_1based?: number[];
    },
  ) => {
    const sizes = listSizes(spellsOf(list), { from: start, to: end });
    return pick_index_1based?.map((index) => sizes[index - 1]) ?? sizes;
  },
  wl_join: ({ wl_1, wl_2 }: { wl_1: [string, string][]; wl_2: [string, string][] }) => {
    const [first, second] = [wl_1, wl_2].map((list) =>
      spellsOf(list.map(([referral, removal]) => ({ referral, removal })))
    );
    return joinLists(first, second).map(({ decided, left }) => [decided, left]);
  },
  wl_schedule: ({ list, slots }: { list: Spell[]; slots: string[] }) => scheduleInTurn(spellsOf(list), slots),
  wl_referral_stats: ({ list }: { list: Spell[] }) => {
    const days = list.map(({ referral }) => referral).sort();
    // the upstream window is the range of the data; its demand_count is the number of gaps
    const { gaps, rate, cv } = gapStats(days, { from: days[0], to: days[days.length - 1] });
    const daily = rate.value!.count;
    return { demand_weekly: 7 * daily, demand_daily: daily, demand_cov: cv.value, demand_count: gaps };
  },
  wl_removal_stats: ({ list }: { list: Spell[] }) => {
    const days = list.flatMap(({ removal }) => removal ?? []);
    const { events, rate } = gapStats(days, {
      from: list[0].referral,
      to: days[days.length - 1],
      closeEnd: false,
    });
    const daily = rate.value!.count;
    return { capacity_daily: daily, capacity_weekly: 7 * daily, removal_count: events };
  },
  "wl_stats.mean_wait": ({ list, end }: { list: Spell[]; end: string }) => ({
    mean_wait_weeks: meanWaitOnList(spellsOf(list), end).value! / 7,
  }),
  banded_percentile: ({ counts, percentile }: { counts: number[]; percentile: number }) => {
    const width = 1000; // days a band, so that the whole days of a cell do not show
    const cells = counts.map((antal, band) => ({
      lo: band === 0 ? 0 : band * width + 1,
      hi: (band + 1) * width,
      antal,
    }));
    return quantile(cells, percentile)!.value / width;
  },
  steady_state_compartments: (
    { renege, service, referrals }: { renege: number[]; service: number[]; referrals: number },
  ) => {
    const { waiting, operated } = listInBalance({
      additions: referrals,
      leaving: renege,
      operations: service,
    });
    return { list_size: waiting, treated: operated };
  },
  truncated_geometric_profile: ({ p, n }: { p: number; n: number }) => geometricProfile(p, n),
};

Deno.test("queueing/ gives every value of nhsr.json", async (t) => {
  const methods = await readVectors("nhsr.json", "function");
  if (!methods) return;
  let checked = 0;
  for (const [method, vectors] of methods) {
    await t.step(method, () => {
      for (const { id, inputs, expected, corrected_expected, tolerance } of vectors) {
        if (method === "planning_row_52_weeks") checkPlanningRow(id, inputs, expected);
        else assertNear(METHODS[method](inputs), corrected_expected ?? expected, tolerance, id);
        checked++;
      }
    });
  }
  assert.equal(checked, 32);
});

type PlanningVector = Vector<
  { demand: number; capacity: number; target_wait: number; queue_size: number; time_to_target: number },
  {
    load: number;
    target_queue: number;
    ratio: number;
    capacity_required: number;
    paper_target_capacity_F1: number;
  }
>;

/** A row of the paper's figure 9, whose printed inputs are rounded: so the tolerances the vectors state. */
function checkPlanningRow(
  id: string,
  inputs: PlanningVector["inputs"],
  expected: PlanningVector["expected"],
): void {
  const { demand, capacity, target_wait, queue_size, time_to_target } = inputs;
  const plan = planList({ demand: weekly(demand), capacity: weekly(capacity), queue: queue_size }, {
    target: weeks(target_wait),
    reliefDays: 7 * time_to_target,
  });
  assertNear(plan.load.value, expected.load, 0.5, `${id} load`);
  assertNear(
    plan.targetQueue,
    expected.target_queue,
    Math.max(1.5, 0.07 * expected.target_queue),
    `${id} target`,
  );
  assertNear(plan.queueRatio.value, expected.ratio, Math.max(0.7, 0.25 * expected.ratio), `${id} ratio`);
  assertNear(plan.required.count, expected.capacity_required, 1.5, `${id} required`);
  const paper = pollaczekKhinchineCapacity(weekly(demand), 7 * target_wait, 1).count;
  assertNear(paper, expected.paper_target_capacity_F1, 1, `${id} target capacity`);
}

function weekly(count: number): Rate<"week"> {
  return { count, per: "week" };
}

function weeks(length: number, factor: number = 4): WaitTarget {
  return { share: -Math.expm1(-factor), days: 7 * length };
}

function share(within: number | undefined): { share?: number } {
  return within === undefined ? {} : { share: within };
}

function spellsOf(list: readonly Spell[]): ListSpell[] {
  return list.map(({ referral, removal }) => ({
    decided: referral,
    left: removal,
    exit: removal === null ? null : "operated",
  }));
}

/** Numbers within the tolerance (and the 15 digits they are printed with), everything else equal, at any depth. */
function assertNear(actual: unknown, expected: unknown, tolerance: number, id: string): void {
  if (typeof expected === "number") {
    assert.ok(
      typeof actual === "number" &&
        Math.abs(actual - expected) <= Math.max(tolerance, 1e-14 * Math.abs(expected)),
      `${id}: got ${actual}, expected ${expected}`,
    );
  } else if (typeof expected === "object" && expected !== null) {
    assert.ok(typeof actual === "object" && actual !== null, `${id}: got ${actual}`);
    const found = new Map(Object.entries(actual));
    assert.deepEqual([...found.keys()], Object.keys(expected), id);
    for (const [key, value] of Object.entries(expected)) {
      assertNear(found.get(key), value, tolerance, `${id} ${key}`);
    }
  } else assert.equal(actual, expected, id);
}
