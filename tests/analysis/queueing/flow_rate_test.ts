import assert from "node:assert/strict";
import { flowRate, gapStats } from "../../../lib/analysis/queueing/mod.ts";
import { monthRange } from "../../../lib/calendar/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

Deno.test("flowRate() counts on the days of each month, in any order", () => {
  const counts = [{ manad: "2023-02", count: 20 }, { manad: "2023-01", count: 39 }];
  assert.deepEqual(flowRate(counts), flowRate(counts.toReversed()));
  assert.equal(flowRate(counts).rate.value?.count, 1);
  assert.equal(flowRate(counts).cv.value, Math.sqrt(8 ** 2 / 28 + 8 ** 2 / 31));
});

Deno.test("flowRate() finds pure chance to have a cv of 1", () => {
  const random = seededRandom("flow");
  const counts = monthRange("1990-01", "2023-12").map((manad) => ({ manad, count: random.poisson(100) }));
  assert.ok(Math.abs(flowRate(counts).cv.value! - 1) < 0.12); // the months' lengths add a little
});

Deno.test("flowRate() says why there is no rate without months and no variation from one", () => {
  assert.equal(flowRate([]).rate.value, null);
  assert.equal(flowRate([{ manad: "2024-01", count: 3 }]).cv.value, null);
  const none = flowRate([{ manad: "2024-01", count: 0 }, { manad: "2024-02", count: 0 }]);
  assert.deepEqual([none.rate.value?.count, none.cv.value], [0, null]);
});

Deno.test("flowRate() refuses a month that is there twice and negative counts", () => {
  assert.throws(() => flowRate([{ manad: "2024-01", count: 3 }, { manad: "2024-01", count: 4 }]), RangeError);
  assert.throws(() => flowRate([{ manad: "2024-01", count: -3 }]), RangeError);
});

Deno.test("gapStats() leaves out events outside the window and says why when it is empty", () => {
  const { events, gaps } = gapStats(["2024-01-02", "2024-02-02"], { from: "2024-01-01", to: "2024-01-31" });
  assert.deepEqual([events, gaps], [1, 2]);
  const empty = gapStats([], { from: "2024-01-01", to: "2024-01-01", closeEnd: false });
  assert.deepEqual([empty.gaps, empty.rate.value, empty.cv.value], [0, null, null]);
  assert.equal(gapStats([], { from: "2024-01-01", to: "2024-01-11" }).cv.value, null);
});
