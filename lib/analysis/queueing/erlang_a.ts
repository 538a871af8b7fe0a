import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { checkNumber, checkSameUnit } from "./_checks.ts";
import type { ErlangOptions } from "./erlang_c.ts";
import { convertRate, type Rate, type TimeUnit } from "./rate.ts";

/** A queue that people leave, in the long run. */
export interface AbandonmentQueue {
  /** Arrivals for each that all servers could do: above 1 some must leave. */
  readonly load: number;
  /** The share of the servers' time that is used. */
  readonly used: number;
  /** The probability that an arrival has to wait. */
  readonly probabilityOfWait: number;
  /** The share of arrivals that leaves without an operation. */
  readonly shareLeaving: number;
  /** The mean wait of all arrivals, to the operation or until they leave, days. */
  readonly meanWaitDays: number;
  /** The mean number of contacts that wait. */
  readonly meanQueue: number;
  /** The share of arrivals that waits longer than the limit, whether they then are operated or leave. */
  readonly shareOver: number;
}

/**
 * The M/M/c+M queue in the long run: as {@linkcode erlangC}, but each that waits leaves with the same chance every day
 * (Erlang A). It has a long run whatever the load.
 *
 * With n in the system, arrivals come at λ and go at min(n, c) μ + max(0, n − c) θ; the share leaving is θ × mean queue /
 * λ. Who finds k waiting waits longer than t with the probability that a Beta(cμ/θ, k + 1) variable is below e^(−θt),
 * times e^(−θt) for not having left. Source: C. Palm 1957; O. Garnett, A. Mandelbaum and M. Reiman 2002, Manufacturing &
 * Service Operations Management 4. It must not be used where the chance of leaving grows or falls much with the wait.
 *
 * @param arrivals Arrivals per unit of time, λ.
 * @param service What one server does per the same unit, μ > 0.
 * @param leaving How many of those who wait leave, for each of them, per the same unit, θ > 0.
 * @param options The servers, and the limit.
 * @returns The long run.
 * @throws {TypeError} If the rates have different units.
 * @throws {RangeError} If a number makes no sense.
 *
 * @example One server, where people leave as fast as they are served: as many wait as in M/M/∞
 * ```ts
 * import assert from "node:assert/strict";
 * import { erlangA } from "vantelage/analysis";
 * const one = { count: 1, per: "day" } as const;
 * const { probabilityOfWait, shareLeaving } = erlangA(one, one, one, { servers: 1 });
 * assert.equal(probabilityOfWait.toFixed(6), (1 - Math.exp(-1)).toFixed(6));
 * assert.equal(shareLeaving.toFixed(6), Math.exp(-1).toFixed(6));
 * ```
 */
export function erlangA<U extends TimeUnit>(
  arrivals: Rate<U>,
  service: Rate<NoInfer<U>>,
  leaving: Rate<NoInfer<U>>,
  options: ErlangOptions,
): AbandonmentQueue {
  const { servers, limitDays = GUARANTEE_DAYS } = options;
  checkSameUnit(arrivals, service);
  checkSameUnit(arrivals, leaving);
  checkNumber("the arrival rate", arrivals.count);
  checkNumber("the service rate", service.count, { positive: true });
  checkNumber("the leaving rate", leaving.count, { positive: true });
  checkNumber("limitDays", limitDays);
  if (!Number.isInteger(servers) || servers < 1) {
    throw new RangeError(`Cannot compute the queue as servers must be a whole number >= 1: got ${servers}`);
  }
  const [lambda, mu, theta] = [arrivals, service, leaving].map((rate) => convertRate(rate, "day").count);
  const load = lambda / (servers * mu);
  if (lambda === 0) {
    const none = {
      used: 0,
      probabilityOfWait: 0,
      shareLeaving: 0,
      meanWaitDays: 0,
      meanQueue: 0,
      shareOver: 0,
    };
    return { load, ...none };
  }
  const offered = lambda / mu;
  let blocked = 1; // Erlang's B: of the states with nobody waiting, the share in which all servers are used
  for (let n = 1; n <= servers; n++) blocked = offered * blocked / (n + offered * blocked);
  const shape = servers * mu / theta, gone = -Math.expm1(-theta * limitDays);
  let below = 1 - blocked, weight = blocked, above = 0, waiting = 0, over = 0;
  let longer = 0, logTerm = -theta * limitDays * shape; // the Beta probability of k waiting, summed term by term
  for (let k = 0; k < MOST; k++) {
    longer += Math.exp(logTerm);
    above += weight;
    waiting += k * weight;
    over += weight * Math.min(1, longer);
    if (weight <= (below + above) * 1e-17 && lambda < servers * mu + k * theta) break;
    weight *= lambda / (servers * mu + (k + 1) * theta);
    logTerm += Math.log(gone * (shape + k) / (k + 1));
    if (above > LARGE) [below, weight, above, waiting, over] = scaled([below, weight, above, waiting, over]);
  }
  const all = below + above, meanQueue = waiting / all, shareLeaving = theta * meanQueue / lambda;
  return {
    load,
    used: load * (1 - shareLeaving),
    probabilityOfWait: above / all,
    shareLeaving,
    meanWaitDays: meanQueue / lambda,
    meanQueue,
    shareOver: (1 - gone) * over / all,
  };
}

function scaled(numbers: number[]): number[] {
  return numbers.map((number) => number / LARGE);
}

const LARGE = 1e200;

/** So long a queue is never looked at. */
const MOST = 10_000_000;
