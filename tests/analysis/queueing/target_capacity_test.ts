import assert from "node:assert/strict";
import {
  kingmanCapacity,
  pollaczekKhinchineCapacity,
  serviceVariability,
  targetMeanWait,
} from "../../../lib/analysis/queueing/mod.ts";

const target = { share: 0.92, days: 90 };

Deno.test("kingmanCapacity() with pure chance exceeds the demand by one contact for each mean wait", () => {
  const extra = kingmanCapacity({ count: 10, per: "day" }, target).count - 10;
  assert.ok(Math.abs(extra - 1 / targetMeanWait(target)) < 1e-12); // the M/M/1 queue: wait = 1 / (μ − λ)
});

Deno.test("kingmanCapacity() is the demand itself when all comes and goes like clockwork", () => {
  const capacity = kingmanCapacity({ count: 10, per: "day" }, target, { cvDemand: 0, cvCapacity: 0 });
  assert.equal(capacity.count, 10);
});

Deno.test("pollaczekKhinchineCapacity() takes F = 1 when F is not known", () => {
  const demand = { count: 1, per: "day" } as const;
  assert.equal(pollaczekKhinchineCapacity(demand, 10).count, 2);
  assert.equal(pollaczekKhinchineCapacity(demand, 10, 0).count, 1.2);
});

Deno.test("serviceVariability() says why there is none when nothing was performed", () => {
  const demand = { count: 1, per: "day" } as const, none = { count: 0, per: "day" } as const;
  assert.equal(serviceVariability(demand, none, 1).value, null);
});

Deno.test("target capacities refuse negative variation and targets of no days", () => {
  const demand = { count: 1, per: "day" } as const;
  assert.throws(() => kingmanCapacity(demand, target, { cvDemand: -1 }), RangeError);
  assert.throws(() => pollaczekKhinchineCapacity(demand, 0), RangeError);
  assert.throws(() => serviceVariability(demand, demand, -1), RangeError);
});
