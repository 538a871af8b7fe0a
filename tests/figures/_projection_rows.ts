import type { MoreOperations } from "../../lib/plan/mod.ts";
import type { FanMonth, Projected, ScenarioOutcome } from "../../lib/analysis/projection/mod.ts";
import type { DeferredRow, WorkOffRow } from "../../lib/analysis/deferred/mod.ts";
import { monthRange } from "../../lib/calendar/mod.ts";

/** A projected number, this uncertain. */
export function about(value: number, spread: number): Projected {
  return {
    value,
    low80: Math.max(0, value - 1.28 * spread),
    high80: value + 1.28 * spread,
    low95: Math.max(0, value - 1.96 * spread),
    high95: value + 1.96 * spread,
  };
}

const SUMMER = [0, 0, 0, 0, 300, 1800, 6000, 6400, 3200, 1000, 800, 1200];
const list = (manad: string) => 39_500 + SUMMER[Number(manad.slice(5)) - 1];

/** Thirteen months that have been and twelve ahead. */
export const fanRows: readonly FanMonth[] = [
  ...monthRange("2023-04", "2024-04").map((manad) => ({ manad, outcome: list(manad), projected: null })),
  ...monthRange("2024-05", "2025-04").map((manad, index) => ({
    manad,
    outcome: null,
    projected: about(list(manad) - 60 * index, 350 * Math.sqrt(index + 1)),
  })),
];

const outcome = (scenario: string | null, waiting: number, share: number): ScenarioOutcome => ({
  scenario,
  manad: "2025-04",
  waiting: about(waiting, 1400),
  over: about(share * waiting, 1000),
  overShare: about(share, 0.015),
});

/** As before, and four scenarios. */
export const outcomeRows: readonly ScenarioOutcome[] = [
  outcome(null, 39_741, 0.334),
  outcome("20 % färre nya beslut", 11_135, 0.144),
  outcome("10 % färre operationer", 53_446, 0.427),
  outcome("Halverat sommarstopp", 36_278, 0.299),
  outcome("10 % fler operationer i höst", 35_215, 0.283),
];

let performed = 0, decided = 0;

/** A year with fewer operations in its first half, and fewer decisions in its spring. */
export const deferredRows: readonly DeferredRow[] = monthRange("2021-02", "2022-01").map((manad, index) => {
  const lost = index < 5 ? 2400 : -300, unmet = index < 3 ? 700 : 50;
  performed += lost;
  decided += unmet;
  const count = (missing: number, cumulated: number) => ({
    count: 14_000 - missing,
    expected: 14_000,
    missing,
    cumulated,
    standardError: 900,
  });
  return { region: null, manad, performed: count(lost, performed), decisions: count(unmet, decided) };
});

/** One region with a debt, one without, and all together. */
export const workOffRows: readonly WorkOffRow[] = [
  {
    region: "Region Dalarna",
    workOff: { value: { debt: 5200, extraPerMonth: 216.7, share: 0.119, months: 24 } },
    interval: { low: 3700, high: 6700 },
    beyondChance: true,
  },
  {
    region: "Region Gävleborg",
    workOff: { value: null, reason: "Ingen vårdskuld" },
    interval: { low: -1200, high: 800 },
    beyondChance: false,
  },
  {
    region: null,
    workOff: { value: { debt: 5200, extraPerMonth: 216.7, share: 0.06, months: 24 } },
    interval: { low: 3100, high: 7300 },
    beyondChance: true,
  },
];

/** A region that reaches the target, one that does not in today's order, and their sum. */
export const moreRows: MoreOperations = {
  ...{ asAt: "2024-04", by: "2025-04", share: 0.92, limitDays: 90 },
  rows: [
    moreRow("Region Dalarna", 1794, -37, 255, 374),
    moreRow("Region Gävleborg", 1210, -26, 85, 127),
    moreRow(null, 3004, -63, 340, 501),
  ],
};

function moreRow(region: string | null, now: number, hold: number, least: number, most: number) {
  const values = { now, hold, longestFirst: least, asToday: most, shortList: (least + most) / 2 };
  const computed = (key: keyof typeof values) => ({ value: values[key] });
  return {
    region,
    ...{ now: computed("now"), hold: computed("hold"), shortList: computed("shortList") },
    ...{ longestFirst: computed("longestFirst"), asToday: computed("asToday") },
    range80: { low: least * 0.7, high: least * 1.4 },
  };
}
