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
