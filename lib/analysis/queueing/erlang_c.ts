import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { Computed } from "../../numeric/mod.ts";
import { checkNumber, checkSameUnit } from "./_checks.ts";
import { convertRate, type Rate, type TimeUnit } from "./rate.ts";

/** Options for {@linkcode erlangC}. */
export interface ErlangOptions {
  /** The number of servers (theatres, lists, surgeons), a whole number >= 1. */
  readonly servers: number;
  /** The limit of the exceedance, days. @default {90} */
  readonly limitDays?: number;
}

/** A queue with several servers in the long run. */
export interface ErlangQueue {
  /** The share of the servers' time that is used, when below 1. */
  readonly load: number;
  /** The probability that an arrival has to wait. */
  readonly probabilityOfWait: Computed;
  /** The mean wait of all arrivals, days. */
  readonly meanWaitDays: Computed;
  /** The mean number of contacts that wait. */
  readonly meanQueue: Computed;
  /** The share of arrivals that waits longer than the limit. */
  readonly shareOver: Computed;
}

/**
 * The M/M/c queue in the long run: arrivals by chance, several equal servers, first come first served (Erlang C).
 *
 * With a = arrivals / service, ρ = a / c: C = B / (1 − ρ (1 − B)), with Erlang's B by its recursion; mean wait
 * C / (cμ − λ); share over t: C e^(−(cμ − λ) t). Source: A. K. Erlang 1917; R. B. Cooper, Introduction to Queueing
 * Theory, 1981, chapter 3.
 *
 * @param arrivals Arrivals per unit of time, λ.
 * @param service What one server does per the same unit, μ > 0.
 * @param options The servers, and the limit.
 * @returns The long run; with a load of 1 or more there is none, and each answer is a reason.
 * @throws {TypeError} If the rates have different units.
 * @throws {RangeError} If a number makes no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { erlangC } from "vantelage/analysis";
 * const queue = erlangC({ count: 5, per: "day" }, { count: 1, per: "day" }, { servers: 7, limitDays: 1 });
 * assert.equal(queue.probabilityOfWait.value?.toFixed(4), "0.3241");
 * assert.equal(queue.meanWaitDays.value?.toFixed(4), "0.1621");
 * ```
 */
export function erlangC<U extends TimeUnit>(
  arrivals: Rate<U>,
  service: Rate<NoInfer<U>>,
  options: ErlangOptions,
): ErlangQueue {
  const { servers, limitDays = GUARANTEE_DAYS } = options;
  checkSameUnit(arrivals, service);
  checkNumber("the service rate", service.count, { positive: true });
  checkNumber("limitDays", limitDays);
  if (!Number.isInteger(servers) || servers < 1) {
    throw new RangeError(`Cannot compute the queue as servers must be a whole number >= 1: got ${servers}`);
  }
  const offered = arrivals.count / service.count, load = offered / servers;
  if (load >= 1) {
    const unstable = {
      value: null,
      reason: "Inflödet är minst lika stort som kapaciteten, så kön växer utan gräns",
    };
    return {
      load,
      probabilityOfWait: unstable,
      meanWaitDays: unstable,
      meanQueue: unstable,
      shareOver: unstable,
    };
  }
  let blocked = 1;
  for (let server = 1; server <= servers; server++) {
    blocked = offered * blocked / (server + offered * blocked);
  }
  const waits = blocked / (1 - load * (1 - blocked));
  const arrivalsPerDay = convertRate(arrivals, "day").count;
  const spare = servers * convertRate(service, "day").count - arrivalsPerDay;
  return {
    load,
    probabilityOfWait: { value: waits },
    meanWaitDays: { value: waits / spare },
    meanQueue: { value: waits / spare * arrivalsPerDay },
    shareOver: { value: waits * Math.exp(-spare * limitDays) },
  };
}
