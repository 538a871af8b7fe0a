import assert from "node:assert/strict";
import type { ProjectionCell } from "../../lib/analysis/projection/mod.ts";
import { monthRange } from "../../lib/calendar/mod.ts";
import { type FlowSourceCell, needFromProjection, type WaitingCell } from "../../lib/plan/mod.ts";
import { flow } from "./_plan.ts";

const region = "Region Dalarna", vardutbud = "Gråstarr", season = Array(12).fill(1);
const asAt = "2023-12", months = monthRange("2023-01", asAt);
/** 20 are decided each month and operated in their third, and the list grows by `more` a month who have just come. */
const cells = (more: number, to = asAt): ProjectionCell[] =>
  monthRange("2021-12", to).flatMap((manad, index) =>
    [
      { manad, status: "vantande", region, vardutbud, lo: 0, hi: 29, antal: 20 + more * index },
      { manad, status: "vantande", region, vardutbud, lo: 30, hi: 59, antal: 20 },
      { manad, status: "genomforda", region, vardutbud, lo: 60, hi: 89, antal: 20 },
    ] as const
  );
const home = (hemregion: string | null, antal: number): FlowSourceCell => ({
  ...{ manad: asAt, region, sjukhus: null, vardutbud, agarform: null },
  ...{ hemregion, lo: 40, hi: 40, antal },
});
const waiting = (days: number, antal: number, avvikelse: "PvV" | null = null): WaitingCell => ({
  ...{ status: "vantande", region, hemregion: region, vardutbud, avvikelse },
  ...{ lo: days, hi: days, antal },
});
const base = { ar: 2024, asAt, season, homes: [home(null, 1)], flows: [], months, before: [] };
const byRegion = (rows: readonly { region: string; antal: number }[]) =>
  Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.region)].map(([name, own]) => [
      name,
      own.reduce((sum, { antal }) => sum + antal, 0),
    ]),
  );

Deno.test("needFromProjection() needs as many as come, when as many come as are operated", () => {
  const { rows, missing } = needFromProjection(cells(0), base);
  assert.deepEqual([missing, rows.length], [[], 12]);
  assert.ok(Math.abs(byRegion(rows)[region] - 240) <= 8, `${byRegion(rows)[region]} of 240`);
});

Deno.test("needFromProjection() counts months that have been as they were, and looks at nothing after the last known", () => {
  const whole = needFromProjection(cells(5, "2024-12"), { ...base, asAt: "2024-12" });
  assert.equal(byRegion(whole.rows)[region], 300);
  const known = { ...base, asAt: "2024-10" }, { rows } = needFromProjection(cells(0, "2024-10"), known);
  assert.ok(Math.abs(byRegion(rows)[region] - 240) <= 4, `${byRegion(rows)[region]} of 240`);
  assert.deepEqual(needFromProjection(cells(0, "2024-12"), known).rows, rows);
});

Deno.test("needFromProjection() takes a month beyond the projection as a year before, and who is overdue as projected", () => {
  const early = (limitDays: number) =>
    byRegion(
      needFromProjection(cells(0, "2023-06"), { ...base, asAt: "2023-06", limitDays }).rows,
    )[region];
  assert.ok(Math.abs(early(360) - 240) <= 4, `${early(360)} of 240`);
  assert.ok(
    early(20) > early(60) + 10 && early(60) >= early(360),
    "who waits over the limit as the year begins",
  );
});

Deno.test("needFromProjection() shares a list's need between the homes of those operated, and adds what is overdue and bought", () => {
  const whole = { ...base, asAt: "2024-12" }, all = cells(5, "2024-12");
  const { rows } = needFromProjection(all, {
    ...whole,
    homes: [home("Region Uppsala", 3), home(region, 6), home("Region Stockholm", 1)],
    before: [waiting(90, 9), waiting(91, 7), waiting(400, 5, "PvV")],
    flows: months.map((manad) => flow({ manad, vardutbud, antal: 4, hemregion: region, kalla: "utanfor" })),
  });
  // 300: 60 % of Dalarna's own and 30 % of Uppsala's; 7 over the limit; 48 bought, by the working days of 2024.
  const bought = byRegion(rows)[region] - 180 - 7;
  assert.equal(byRegion(rows)["Region Uppsala"], 90);
  assert.ok(bought >= 47 && bought <= 49, `${bought} bought`);
  assert.deepEqual(Object.keys(byRegion(rows)).sort(), [region, "Region Uppsala"]);
});

Deno.test("needFromProjection() names the regions with too little history", () => {
  const short = cells(0).filter(({ manad }) => manad >= "2023-06");
  const { rows, missing } = needFromProjection(short, base);
  assert.deepEqual([rows, missing.map((each) => each.region)], [[], [region]]);
});
