import assert from "node:assert/strict";
import { planList } from "../../../lib/analysis/queueing/mod.ts";

const target = { share: 1 - Math.exp(-4), days: 40 }; // a mean wait of 10 days

Deno.test("planList() holds a list of up to twice its target and works off a longer one", () => {
  const list = (queue: number) =>
    planList({ demand: { count: 10, per: "day" }, capacity: { count: 12, per: "day" }, queue }, {
      target,
      reliefDays: 100,
    });
  const short = list(150), long = list(600);
  assert.equal(short.course, "hold");
  assert.equal(short.required.count.toFixed(3), "10.100");
  assert.equal(short.shortfall.count, 0);
  assert.equal(short.growing, false);
  assert.equal(long.course, "relief");
  assert.equal(long.required.count.toFixed(3), "15.000");
  assert.equal(long.shortfall.count.toFixed(3), "3.000");
  assert.equal(long.queueRatio.value?.toFixed(3), "6.000");
});

Deno.test("planList() says why there is no ratio without demand and no load without operations", () => {
  const none = { count: 0, per: "week" } as const;
  const plan = planList({ demand: none, capacity: none, queue: 5 }, { target });
  assert.equal(plan.queueRatio.value, null);
  assert.equal(plan.load.value, null);
  assert.equal(plan.course, "relief");
  assert.equal(plan.growing, false);
});

Deno.test("planList() needs decisions less those who leave, and the list over its target in the time", () => {
  const per = "week",
    state = { demand: { count: 70, per }, capacity: { count: 60, per }, queue: 2000 } as const;
  const plan = planList({ ...state, leaving: { count: 15, per } }, {
    target: { share: 0.92, days: 90 },
    reliefDays: 364,
  });
  // 70 - 15 + (2000 - 10 × 90 / -ln 0.08) / 52
  assert.ok(Math.abs(plan.required.count - (55 + (2000 - 900 / -Math.log(0.08)) / 52)) < 1e-9);
  assert.equal(plan.growing, false, "70 come, 60 are operated and 15 leave");
  assert.equal(plan.load.value, 70 / 60);
  assert.equal(plan.netLoad.value, 55 / 60);
});

Deno.test("planList() needs more when a shorter list loses fewer without an operation", () => {
  const daily = (count: number) => ({ count, per: "day" }) as const;
  const state = { demand: daily(10), capacity: daily(9), leaving: daily(1), queue: 1500 };
  const target = { share: 0.92, days: 90 };
  const asNow = planList(state, { target }),
    following = planList(state, { target, leavingFollowsList: true });
  assert.ok(following.required.count > asNow.required.count);
  // between: nobody leaves at all
  const nobody = planList({ ...state, leaving: daily(0) }, { target });
  assert.ok(following.required.count < nobody.required.count);
});
