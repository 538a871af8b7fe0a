import { addMonths, type Month, workingDaysIn } from "../../calendar/mod.ts";
import type { ListFlow } from "../queueing/mod.ts";
import { seasonalFit } from "../season/mod.ts";
import type { CalibratedList, Calibration } from "./calibrate.ts";
import {
  chanceAhead,
  chanceSince,
  compartments,
  daysIn,
  type Exposed,
  FINEST,
  multiplierFor,
  sumOf,
} from "./_compartments.ts";
import type { RegionHistory } from "./_history.ts";
import { profileOf } from "./_profile.ts";
import type { ProfileBand } from "./profile_band.ts";

/** What histories teach. */
export type Learnt = Omit<Calibration, "asAt" | "from" | "missing">;

const EVEN: readonly number[] = Array<number>(12).fill(1);
/** What nothing teaches. */
export const NOTHING_LEARNT: Learnt = {
  capacitySeason: EVEN,
  decisionSeason: EVEN,
  regions: [],
};

/** The seasons, the paces and the variation of regions with a whole year of flows or more. */
export function learn(
  histories: readonly RegionHistory[],
  months: readonly Month[],
): Learnt {
  const all = profileOf(histories.flatMap(({ months }) => months));
  const regions = histories.map((history) => ({
    history,
    profile: profileOf(history.months, all),
    known: new Set(history.months.map(({ manad }) => manad)),
  }));
  const steps = regions.flatMap(({ history, profile, known }) =>
    history.lists.flatMap(({ vardutbud, counts, flows }) =>
      flows.filter(({ manad }) => known.has(manad)).map((flow) => ({
        region: history.region,
        vardutbud,
        flow,
        ...exposureOf(flow, counts.get(addMonths(flow.manad, -1)) ?? NOBODY, profile),
      }))
    )
  );
  const byMonth = Map.groupBy(steps, ({ flow }) => flow.manad);
  const inMonth = (month: Month) => byMonth.get(month) ?? [];
  const working = new Map(months.map((month) => [month, workingDaysIn(month)]));
  const usual = new Map(
    regions.map(({ history }) => {
      const own = steps.filter(({ region }) => region === history.region);
      const days = sumOf(history.months.map(({ manad }) => working.get(manad)!));
      return [history.region, sumOf(own.map(({ flow }) => flow.decisions.value)) / days];
    }),
  );
  const from = months[0];
  const { season } = seasonalFit(
    months.map((month) => inMonth(month).length === 0 ? null : paceOf(inMonth(month)) / working.get(month)!),
    { from },
  );
  const days = paceOf(steps.map((step) => ({ // of the profiles a working day: so that a pace of 1 is as they say
    ...step,
    weights: step.weights.map((weight) =>
      weight * season[monthIndex(step.flow.manad)] * working.get(step.flow.manad)!
    ),
  })));
  const capacitySeason = season.map((factor) => factor * days);
  const { season: decisionSeason } = seasonalFit(
    months.map((month) => {
      const there = inMonth(month);
      const expected = sumOf([...new Set(there.map(({ region }) => region))].map((name) => usual.get(name)!));
      return expected > 0
        ? sumOf(there.map(({ flow }) => flow.decisions.value)) / expected / working.get(month)!
        : null;
    }),
    { from },
  );
  const capacityIn = (month: Month) => capacitySeason[monthIndex(month)] * working.get(month)!;
  const decisionDays = (month: Month) => decisionSeason[monthIndex(month)] * working.get(month)!;
  const paced = steps.map((step) => ({
    ...step,
    weights: step.weights.map((weight) => weight * capacityIn(step.flow.manad)),
  }));
  const byRegion = Map.groupBy(paced, ({ region }) => region);
  const courses = new Map([...byRegion].map(([region, own]) => {
    const there = Map.groupBy(own, ({ flow }) => flow.manad);
    const capacity = months.map((month) =>
      there.has(month) && capacityIn(month) > 0 ? paceOf(there.get(month)!) : null
    );
    const decisions = months.map((month) =>
      there.has(month) && decisionDays(month) > 0
        ? sumOf(there.get(month)!.map(({ flow }) => flow.decisions.value)) / decisionDays(month)
        : null
    );
    return [region, { capacity: courseOf(capacity, from), decisions: courseOf(decisions, from) }] as const;
  }));
  return {
    capacitySeason,
    decisionSeason,
    regions: regions.map(({ history, profile }) => {
      const own = byRegion.get(history.region)!, usualPace = paceOf(own);
      const byList = Map.groupBy(own, ({ vardutbud }) => vardutbud),
        { capacity, decisions } = courses.get(history.region)!;
      const perDay = sumOf(own.map(({ flow }) => flow.decisions.value)) /
        sumOf([...new Set(own.map(({ flow }) => flow.manad))].map(decisionDays));
      return {
        region: history.region,
        profile,
        lists: history.lists.map(({ vardutbud, waiting }) => {
          const ahead = flowsAhead(byList.get(vardutbud)!, usualPace, decisionDays);
          return {
            vardutbud,
            waiting: (waiting.get(months[months.length - 1]) ?? []).filter(({ antal }) => antal > 0),
            ...ahead,
            pace: ahead.pace * (usualPace > 0 ? capacity.current / usualPace : 1),
            decisionsPerDay: ahead.decisionsPerDay * (perDay > 0 ? decisions.current / perDay : 1),
          };
        }),
        capacityGrowth: capacity.growth,
        decisionGrowth: decisions.growth,
      };
    }),
  };
}

/** Where a series without season is now, and how it changes. */
function courseOf(values: readonly (number | null)[], from: Month): { current: number; growth: number } {
  const { current, steadySlope: growth } = seasonalFit(values, { from, season: false });
  return { current, growth };
}

interface Step extends Exposed {
  readonly flow: ListFlow;
}

/** A list's pace, decisions and withdrawals over its months. */
function flowsAhead(
  steps: readonly Step[],
  usualPace: number,
  decisionDays: (month: Month) => number,
): Omit<CalibratedList, "vardutbud" | "waiting"> {
  const performed = sumOf(steps.map(({ flow }) => flow.performed)), pace = paceOf(steps, usualPace);
  const unseen = sumOf(steps.map(({ flow }) => flow.rest.value));
  const decided = sumOf(steps.map(({ flow }) => flow.decisions.value)) + Math.max(0, unseen);
  const remaining = steps.flatMap(({ counts, weights }) =>
    counts.map((count, index) => count * Math.exp(-pace * weights[index]))
  );
  const days = steps.flatMap(({ flow, counts }) =>
    counts.map((_, index) => daysIn(flow.manad) / (index < FINEST.length ? 1 : 2))
  );
  return {
    pace,
    performed,
    decisionsPerDay: decided / sumOf(steps.map(({ flow }) => decisionDays(flow.manad))),
    leavingPerDay: multiplierFor({ counts: remaining, weights: days }, Math.max(0, -unseen)),
  };
}

/** Who may be operated in a month, and how likely that is at mean capacity: those who waited, then those who came. */
function exposureOf(flow: ListFlow, before: Float64Array, profile: readonly ProfileBand[]): Exposed {
  const days = daysIn(flow.manad);
  return {
    counts: [...before, flow.decisions.value],
    weights: [
      ...compartments(FINEST).map((compartment) => chanceAhead(profile, compartment, days) / days),
      chanceSince(profile, { lo: 0, hi: days - 1 }) / days,
    ],
  };
}

/** The multiplier that gives the operations performed; drawn towards the usual where they are few. */
function paceOf(steps: readonly Step[], usual?: number): number {
  return multiplierFor(
    {
      counts: steps.flatMap(({ counts }) => counts),
      weights: steps.flatMap(({ weights }) => weights),
    },
    sumOf(steps.map(({ flow }) => flow.performed)),
    usual === undefined ? undefined : { size: PRIOR_OPERATIONS, at: usual },
  );
}

function monthIndex(month: Month): number {
  return Number(month.slice(5)) - 1;
}

const PRIOR_OPERATIONS = 20;
const NOBODY = new Float64Array(FINEST.length);
