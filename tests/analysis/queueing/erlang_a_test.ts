import assert from "node:assert/strict";
import fc from "fast-check";
import { erlangA, erlangC } from "../../../lib/analysis/queueing/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

const daily = (count: number) => ({ count, per: "day" }) as const;

Deno.test("erlangA() is what the chain of its states gives: 50 servers, 48 arrivals, patience 2", () => {
  const [arrivals, servers, theta] = [48, 50, 0.5];
  const queue = erlangA(daily(arrivals), daily(1), daily(theta), { servers, limitDays: 12.5 / 60 });
  // Each state's chance, from that before it: as many come to it as leave it.
  const states = [1];
  for (let n = 1; n < 400; n++) {
    states.push(states[n - 1] * arrivals / (Math.min(n, servers) + theta * Math.max(0, n - servers)));
  }
  const all = states.reduce((sum, chance) => sum + chance, 0);
  const mean = (of: (n: number) => number) =>
    states.reduce((sum, chance, n) => sum + chance * of(n), 0) / all;
  const waiting = mean((n) => Math.max(0, n - servers));
  assert.ok(Math.abs(queue.meanQueue - waiting) < 1e-9);
  assert.ok(Math.abs(queue.shareLeaving - theta * waiting / arrivals) < 1e-9);
  assert.ok(Math.abs(queue.meanWaitDays - waiting / arrivals) < 1e-9);
  assert.ok(Math.abs(queue.used - mean((n) => Math.min(n, servers)) / servers) < 1e-9);
});

Deno.test("erlangA() and erlangC() give the published table: Mandelbaum & Zeltyn, The Palm/Erlang-A Queue, 2005, section 2", () => {
  // 48 calls a minute of a minute each, 50 agents, patience 2 minutes; seconds to the 90th percentile: 12.5 and 58.1.
  const options = (seconds: number) => ({ servers: 50, limitDays: seconds / 60 });
  const left = erlangA(daily(48), daily(1), daily(0.5), options(12.5));
  const stay = erlangC(daily(48), daily(1), options(58.1));
  const seconds = (days: number | null) => (60 * (days ?? NaN)).toFixed(1);
  assert.deepEqual(
    [(100 * left.shareLeaving).toFixed(1), seconds(left.meanWaitDays), left.meanQueue.toFixed(0)],
    ["3.1", "3.7", "3"],
  );
  assert.deepEqual([left.used.toFixed(2), left.shareOver.toFixed(2)], ["0.93", "0.10"]);
  assert.deepEqual([seconds(stay.meanWaitDays.value), stay.meanQueue.value?.toFixed(0)], ["20.8", "17"]);
  assert.equal(stay.shareOver.value?.toFixed(2), "0.10");
});

Deno.test("erlangA() is the M/M/∞ queue when people leave as fast as they are served: Poisson numbers", () => {
  const lambda = 6, servers = 4;
  const { probabilityOfWait, meanQueue } = erlangA(daily(lambda), daily(1), daily(1), { servers });
  let chance = Math.exp(-lambda), busy = 0, waiting = 0;
  for (let n = 0; n < 200; n++) {
    if (n >= servers) {
      busy += chance;
      waiting += chance * (n - servers);
    }
    chance *= lambda / (n + 1);
  }
  assert.ok(Math.abs(probabilityOfWait - busy) < 1e-12);
  assert.ok(Math.abs(meanQueue - waiting) < 1e-12);
});

Deno.test("erlangA() nears erlangC() when hardly anybody leaves", () => {
  const options = { servers: 7, limitDays: 1 };
  const without = erlangC(daily(5), daily(1), options),
    leaving = erlangA(daily(5), daily(1), daily(1e-7), options);
  assert.ok(Math.abs(leaving.probabilityOfWait - without.probabilityOfWait.value!) < 1e-5);
  assert.ok(Math.abs(leaving.meanQueue - without.meanQueue.value!) < 1e-4);
  assert.ok(Math.abs(leaving.shareOver - without.shareOver.value!) < 1e-5);
});

Deno.test("erlangA(): who comes is operated or leaves, and longer limits are passed by fewer", () => {
  const rate = fc.double({ min: 0.01, max: 50, noNaN: true });
  fc.assert(
    fc.property(rate, rate, rate, fc.integer({ min: 1, max: 60 }), (lambda, mu, theta, servers) => {
      const at = (limitDays: number) =>
        erlangA(daily(lambda), daily(mu), daily(theta), { servers, limitDays });
      const { used, shareLeaving, shareOver, probabilityOfWait } = at(0);
      assert.ok(shareLeaving >= 0 && shareLeaving <= 1 && used >= 0 && used <= 1 + 1e-9);
      assert.ok(Math.abs(used - usedOf(lambda, mu, theta, servers)) < 1e-6);
      assert.ok(Math.abs(shareOver - probabilityOfWait) < 1e-9);
      assert.ok(at(0.5).shareOver <= shareOver + 1e-12);
    }),
    { numRuns: 100 },
  );
});

Deno.test("erlangA()'s share over a limit is that of a simulation", () => {
  const lambda = 3, mu = 1, theta = 0.4, servers = 2, limit = 0.8, random = seededRandom("palm");
  const exponential = (rate: number) => -Math.log(1 - random.next()) / rate;
  const free = Array<number>(servers).fill(0);
  let now = 0, over = 0, left = 0;
  const tries = 200_000;
  for (let each = 0; each < tries; each++) {
    now += exponential(lambda);
    const first = free[0] <= free[1] ? 0 : 1,
      wait = Math.max(0, free[first] - now),
      patience = exponential(theta);
    if (Math.min(wait, patience) > limit) over++;
    if (patience < wait) left++;
    else free[first] = now + wait + exponential(mu);
  }
  const queue = erlangA(daily(lambda), daily(mu), daily(theta), { servers, limitDays: limit });
  assert.ok(Math.abs(queue.shareOver - over / tries) < 0.006, `${queue.shareOver} ${over / tries}`);
  assert.ok(Math.abs(queue.shareLeaving - left / tries) < 0.006);
});

Deno.test("erlangA() is empty without arrivals, and refuses what makes no sense", () => {
  assert.equal(erlangA(daily(0), daily(1), daily(1), { servers: 1 }).meanQueue, 0);
  assert.throws(() => erlangA(daily(1), daily(1), daily(0), { servers: 1 }), RangeError);
  assert.throws(() => erlangA(daily(1), daily(1), daily(1), { servers: 0 }), RangeError);
});

/** The share of the servers' time that is used, from the logarithms of the chain's probabilities. */
function usedOf(lambda: number, mu: number, theta: number, servers: number): number {
  const logs = [0];
  for (let n = 1; n < 20_000; n++) {
    const step = Math.log(lambda / (Math.min(n, servers) * mu + Math.max(0, n - servers) * theta));
    logs.push(logs[n - 1] + step);
    if (step < 0 && logs[n] < Math.max(0, ...logs.slice(-2)) - 60 && logs[n] < -60 && n > servers) break;
  }
  const most = logs.reduce((largest, each) => Math.max(largest, each), 0);
  let all = 0, busy = 0;
  logs.forEach((each, n) => {
    all += Math.exp(each - most);
    busy += Math.min(n, servers) * Math.exp(each - most);
  });
  return busy / all / servers;
}
