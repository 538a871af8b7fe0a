import assert from "node:assert/strict";
import { reliefCapacity } from "../../../lib/analysis/queueing/mod.ts";

Deno.test("reliefCapacity() adds the surplus of the list spread over the time", () => {
  assert.deepEqual(reliefCapacity({ count: 10, per: "day" }, { queue: 500, targetQueue: 300, days: 100 }), {
    count: 12,
    per: "day",
  });
});

Deno.test("reliefCapacity() is the demand when the list is at its target, and never below 0", () => {
  const demand = { count: 10, per: "week" } as const;
  assert.equal(reliefCapacity(demand, { queue: 300, targetQueue: 300, days: 100 }).count, 10);
  assert.equal(reliefCapacity(demand, { queue: 0, targetQueue: 300, days: 7 }).count, 0);
});

Deno.test("reliefCapacity() refuses a time of no days and negative counts", () => {
  const demand = { count: 10, per: "week" } as const;
  assert.throws(() => reliefCapacity(demand, { queue: 1, targetQueue: 1, days: 0 }), RangeError);
  assert.throws(() => reliefCapacity(demand, { queue: -1, targetQueue: 1, days: 1 }), RangeError);
  assert.throws(() => reliefCapacity(demand, { queue: 1, targetQueue: NaN, days: 1 }), RangeError);
});

Deno.test("reliefCapacity() plans for the upper limit of an uncertain demand", () => {
  const options = { queue: 390, targetQueue: 390, days: 182 };
  // 30 / (1 - 2 × 0.3 / √9) = 37.5
  const { count } = reliefCapacity({ count: 30, per: "week" }, {
    ...options,
    uncertainty: { cv: 0.3, periods: 9 },
  });
  assert.ok(Math.abs(count - 37.5) < 1e-9);
  assert.throws(
    () => reliefCapacity({ count: 30, per: "week" }, { ...options, uncertainty: { cv: 2, periods: 9 } }),
    /must be below 1/,
  );
});

Deno.test("reliefCapacity() with people leaving by the list's size brings a list walked day by day to its target", () => {
  const daily = (count: number) => ({ count, per: "day" }) as const;
  const options = { queue: 1200, targetQueue: 400, days: 182, leavingPerDay: 0.001 };
  const { count } = reliefCapacity(daily(10), options);
  let list = options.queue;
  const steps = 100;
  for (let step = 0; step < steps * options.days; step++) {
    list += (10 - count - options.leavingPerDay * list) / steps;
  }
  assert.ok(Math.abs(list - options.targetQueue) < 0.01, `${list}`);
  const without = reliefCapacity(daily(10), { ...options, leavingPerDay: 0 });
  assert.ok(
    Math.abs(reliefCapacity(daily(10), { ...options, leavingPerDay: 1e-9 }).count - without.count) < 1e-5,
  );
  assert.ok(count < without.count);
  assert.throws(() => reliefCapacity(daily(10), { ...options, leavingPerDay: -1 }), RangeError);
});
