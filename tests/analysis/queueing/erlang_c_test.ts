import assert from "node:assert/strict";
import { erlangC } from "../../../lib/analysis/queueing/mod.ts";
import { type Random, seededRandom } from "../../../lib/numeric/mod.ts";

Deno.test("erlangC() with one server is the M/M/1 queue: all in closed form", () => {
  const queue = erlangC({ count: 4, per: "day" }, { count: 5, per: "day" }, { servers: 1, limitDays: 2 });
  assert.equal(queue.load, 0.8);
  assert.equal(queue.probabilityOfWait.value?.toFixed(12), "0.800000000000");
  assert.equal(queue.meanWaitDays.value?.toFixed(12), "0.800000000000");
  assert.equal(queue.meanQueue.value?.toFixed(12), "3.200000000000");
  assert.equal(queue.shareOver.value?.toFixed(12), (0.8 * Math.exp(-2)).toFixed(12));
});

Deno.test("erlangC() holds with thousands of servers, where factorials would overflow", () => {
  const queue = erlangC({ count: 2950, per: "day" }, { count: 1, per: "day" }, { servers: 3000 });
  assert.ok(queue.probabilityOfWait.value! > 0.1 && queue.probabilityOfWait.value! < 0.5);
});

Deno.test("erlangC() says why there is no long run at a load of 1", () => {
  const queue = erlangC({ count: 10, per: "day" }, { count: 5, per: "day" }, { servers: 2 });
  assert.equal(queue.load, 1);
  for (const answer of [queue.probabilityOfWait, queue.meanWaitDays, queue.meanQueue, queue.shareOver]) {
    assert.equal(answer.value, null);
  }
});

Deno.test("erlangC() with nobody arriving has no waits", () => {
  const queue = erlangC({ count: 0, per: "day" }, { count: 5, per: "day" }, { servers: 2 });
  assert.deepEqual([queue.load, queue.probabilityOfWait.value, queue.meanWaitDays.value], [0, 0, 0]);
});

Deno.test("erlangC() refuses no servers, half a server and servers that do nothing", () => {
  const rate = { count: 1, per: "day" } as const;
  for (const servers of [0, 1.5]) assert.throws(() => erlangC(rate, rate, { servers }), RangeError);
  assert.throws(() => erlangC(rate, { count: 0, per: "day" }, { servers: 1 }), RangeError);
});

Deno.test("erlangC() agrees with simulated lists within the Monte Carlo error", () => {
  for (
    const [arrivals, service, servers, limitDays] of [[0.2, 0.1, 3, 1], [5, 1, 7, 1], [0.8, 1, 1, 4]] as const
  ) {
    const exact = erlangC({ count: arrivals, per: "day" }, { count: service, per: "day" }, {
      servers,
      limitDays,
    });
    const random = seededRandom(`mmc ${servers}`);
    const runs = Array.from(
      { length: 40 },
      () => simulate(random, { arrivals, service, servers, limitDays }),
    );
    for (
      const [name, expected, values] of [
        ["mean wait", exact.meanWaitDays.value!, runs.map((run) => run.meanWait)],
        ["waits at all", exact.probabilityOfWait.value!, runs.map((run) => run.waits)],
        ["over the limit", exact.shareOver.value!, runs.map((run) => run.over)],
      ] as const
    ) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
      const standardError = Math.sqrt(variance / values.length);
      assert.ok(
        Math.abs(mean - expected) < 4 * standardError,
        `${name}, ${servers} servers: ${mean} ± ${standardError}, expected ${expected}`,
      );
    }
  }
});

/** One run of 10 000 arrivals, after 2 000 to warm up: each goes to the server that is free first. */
function simulate(
  random: Random,
  queue: { arrivals: number; service: number; servers: number; limitDays: number },
): { meanWait: number; waits: number; over: number } {
  const free = Array.from({ length: queue.servers }, () => 0);
  const exponential = (rate: number): number => -Math.log(1 - random.next()) / rate;
  let now = 0, sum = 0, waits = 0, over = 0;
  for (let arrival = -2_000; arrival < 10_000; arrival++) {
    now += exponential(queue.arrivals);
    const server = free.indexOf(Math.min(...free));
    const start = Math.max(now, free[server]);
    free[server] = start + exponential(queue.service);
    if (arrival < 0) continue;
    sum += start - now;
    if (start > now) waits++;
    if (start - now > queue.limitDays) over++;
  }
  return { meanWait: sum / 10_000, waits: waits / 10_000, over: over / 10_000 };
}
