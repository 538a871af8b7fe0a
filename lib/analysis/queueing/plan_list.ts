import type { Computed } from "../../numeric/mod.ts";
import { checkNumber, checkSameUnit } from "./_checks.ts";
import { queueLoad } from "./queue_load.ts";
import { convertRate, type Rate, type TimeUnit } from "./rate.ts";
import { reliefCapacity } from "./relief_capacity.ts";
import { kingmanCapacity, type Variation } from "./target_capacity.ts";
import { targetQueueSize } from "./target_queue_size.ts";
import type { WaitTarget } from "./wait_target.ts";

/** A list as it stands. Both rates have one unit of time. */
export interface ListState<U extends TimeUnit> {
  /** New decisions per unit of time. */
  readonly demand: Rate<U>;
  /** Operations performed per the same unit. */
  readonly capacity: Rate<NoInfer<U>>;
  /** Contacts on the list. */
  readonly queue: number;
  /** Contacts that leave without an operation per the same unit; they need none. @default none */
  readonly leaving?: Rate<NoInfer<U>>;
}

/** Options for {@linkcode planList}. */
export interface PlanOptions {
  /** What we want of the list. */
  readonly target: WaitTarget;
  /** In how many days a list that is far too long shall have come to its target. @default {364} */
  readonly reliefDays?: number;
  /** How unevenly decisions and operations come. @default {{ cvDemand: 1, cvCapacity: 1 }} */
  readonly variation?: Variation;
  /**
   * Whether those who leave without an operation follow the list's size, as in an abandonment queue: a shorter list loses
   * fewer, so more must be operated. Else as many leave as now. @default {false}
   */
  readonly leavingFollowsList?: boolean;
}

/** What a list needs. */
export interface ListPlan<U extends TimeUnit> {
  /** Decisions for each operation: the gross load. */
  readonly load: Computed;
  /** Decisions less those who leave without an operation, for each operation: above 1 the list grows. */
  readonly netLoad: Computed;
  /** Whether more come than are operated or leave. */
  readonly growing: boolean;
  /** Contacts on a list that just meets the target. */
  readonly targetQueue: number;
  /** The list as a multiple of its target. */
  readonly queueRatio: Computed;
  /** `relief` when the list is more than twice its target: work it off first. Else `hold`. */
  readonly course: "relief" | "hold";
  /** The capacity that the course needs, in the unit of the demand. */
  readonly required: Rate<U>;
  /** What today's capacity lacks of it, never below 0. */
  readonly shortfall: Rate<U>;
}

/**
 * What a list needs to reach its target and stay there (är kön i balans, och vad krävs?).
 *
 * What must be operated is decisions less those who leave without an operation. More than twice its target size:
 * {@linkcode reliefCapacity} over `reliefDays`, so decisions − leaving + (list − target list) / time. Else:
 * {@linkcode kingmanCapacity}. With `leavingFollowsList` each who waits leaves with the same chance as now: the relief is
 * that of an abandonment queue. The target list is that of all decisions, as those who leave wait too.
 * Source: Fong et al. 2022, medRxiv 10.1101/2022.08.23.22279117, facts 6–8 and figure 9.
 *
 * @param state Demand, capacity and size.
 * @param options The target, the time for relief, the variation.
 * @returns The plan. Verdicts do not depend on the unit of time.
 * @throws {TypeError} If the rates have different units.
 * @throws {RangeError} If a number makes no sense.
 *
 * @example A list of 800 with 10 decisions and 9 operations a day
 * ```ts
 * import assert from "node:assert/strict";
 * import { planList } from "vantelage/analysis";
 * const plan = planList({ demand: { count: 10, per: "day" }, capacity: { count: 9, per: "day" }, queue: 800 },
 *   { target: { share: 0.92, days: 90 } });
 * assert.equal(plan.course, "relief");
 * assert.equal(plan.required.count.toFixed(2), "11.22");
 * assert.equal(plan.growing, true);
 * ```
 */
export function planList<U extends TimeUnit>(state: ListState<U>, options: PlanOptions): ListPlan<U> {
  const { demand, capacity, queue } = state;
  const { target, reliefDays = 364, variation } = options;
  checkNumber("queue", queue);
  const { per } = demand, leaving = state.leaving ?? { count: 0, per };
  checkSameUnit(demand, leaving);
  const net = { count: Math.max(0, demand.count - leaving.count), per };
  const load = queueLoad<U>(demand, capacity);
  const targetQueue = targetQueueSize(demand, target);
  const course = queue > 2 * targetQueue ? "relief" : "hold";
  const leavingPerDay = options.leavingFollowsList && queue > 0
    ? convertRate(leaving, "day").count / queue
    : undefined;
  const required = course === "relief"
    ? reliefCapacity(leavingPerDay === undefined ? net : demand, {
      queue,
      targetQueue,
      days: reliefDays,
      leavingPerDay,
    })
    : kingmanCapacity(net, target, variation);
  return {
    load,
    netLoad: queueLoad<U>(net, capacity),
    growing: demand.count > capacity.count + leaving.count,
    targetQueue,
    queueRatio: targetQueue > 0
      ? { value: queue / targetQueue }
      : { value: null, reason: "Inga nya beslut, så kön har ingen målstorlek att jämföras med" },
    course,
    required,
    shortfall: { count: Math.max(0, required.count - capacity.count), per: required.per },
  };
}
