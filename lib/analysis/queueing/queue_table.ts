import { lastDay, type Month } from "../../calendar/mod.ts";
import type { Computed } from "../../numeric/mod.ts";
import { flowRate, type MonthlyCount } from "./flow_rate.ts";
import { type FlowOptions, flowsOfSpells } from "./flows.ts";
import type { ListFlow } from "./list_flow.ts";
import { type ListSpell, meanWaitOnList } from "./list_spell.ts";
import { planList } from "./plan_list.ts";
import { type Pressure, waitingListPressure } from "./pressure.ts";
import { convertRate } from "./rate.ts";
import type { WaitTarget } from "./wait_target.ts";

/** Options for {@linkcode queueTable}. */
export interface QueueTableOptions<S> extends FlowOptions {
  /** What the rows distinguish: the name of a contact's list. */
  readonly by: (spell: S) => string;
  /** What we want of each list. */
  readonly target: WaitTarget;
  /** In how many days a list that is far too long shall have come to its target. @default {364} */
  readonly reliefDays?: number;
}

/** A list's measures. */
export interface QueueRow {
  /** The list. */
  readonly name: string;
  /** Contacts on it at the end of the last month. */
  readonly queue: number;
  /** What it grew by in the months, contacts; below 0 when it shrank. */
  readonly growth: number;
  /** New decisions a week. */
  readonly decisionsPerWeek: number;
  /** Operations a week. */
  readonly performedPerWeek: number;
  /** Contacts that left without an operation in the months. */
  readonly withdrawn: number;
  /** Contacts that left without an operation, a week. */
  readonly leavingPerWeek: number;
  /** Decisions for each operation: the gross load. */
  readonly load: Computed;
  /** Decisions less those who left without an operation, for each operation: above 1 the list grew. */
  readonly netLoad: Computed;
  /** Contacts on a list that just meets the target. */
  readonly targetQueue: number;
  /** The list as a multiple of its target. */
  readonly queueRatio: Computed;
  /** `relief`: work the list off first. `hold`: keep it where it is. */
  readonly course: "relief" | "hold";
  /** Operations a week that the course needs. */
  readonly requiredPerWeek: number;
  /** What today's operations lack of them, a week; never below 0. */
  readonly shortfallPerWeek: number;
  /** The pressure; a reason when nobody waits. */
  readonly pressure: Computed<Pressure>;
}

/**
 * Each list's load, target, needed capacity and pressure over some months (köernas mått).
 *
 * Demand and capacity are the mean rates of decisions and operations in the months; take whole years. Those who leave
 * without an operation need none, and are taken off what is required. The variation is measured about the course that the
 * other lists have over the same months, so that the summer stop and other things that all have are no variation; of a
 * single list it is taken as that of chance. Formulas and sources: {@linkcode planList}, {@linkcode flowRate} and
 * {@linkcode waitingListPressure}.
 *
 * @param spells Contacts of all lists, in any order.
 * @param options The months, what distinguishes the lists, the target.
 * @returns One row a list, the longest first, then by name; none without contacts.
 * @throws {RangeError} If the target makes no sense or somebody left before the decision.
 *
 * @example 31 decided and 31 operated in January, evenly: a load of 1
 * ```ts
 * import assert from "node:assert/strict";
 * import { queueTable } from "vantelage";
 * const spells = Array.from({ length: 31 }, (_, day) => {
 *   const decided = `2024-01-${String(day + 1).padStart(2, "0")}`;
 *   return { decided, left: decided, exit: "operated", lista: "Gråstarr" } as const;
 * });
 * const [row] = queueTable(spells, { from: "2024-01", asAt: "2024-01", by: (spell) => spell.lista,
 *   target: { share: 0.92, days: 90 } });
 * assert.deepEqual([row.load.value, row.decisionsPerWeek, row.queue], [1, 7, 0]);
 * ```
 */
export function queueTable<S extends ListSpell>(
  spells: readonly S[],
  options: QueueTableOptions<S>,
): QueueRow[] {
  const { by, target, reliefDays, ...months } = options;
  const lists = [...Map.groupBy(spells, by)].map(([name, list]) => ({
    name,
    list,
    flows: flowsOfSpells(list, months),
  }));
  const all = { decided: sumByMonth(lists, decidedIn), performed: sumByMonth(lists, performedIn) };
  return lists.map(({ name, list, flows }): QueueRow => {
    const demand = weekly(flows, decidedIn, all.decided);
    const capacity = weekly(flows, performedIn, all.performed);
    const leaving = weekly(flows, ({ withdrawn }) => withdrawn ?? 0, new Map()).rate;
    const queue = flows.at(-1)?.end ?? 0;
    const plan = planList({ demand: demand.rate, capacity: capacity.rate, leaving, queue }, {
      target,
      reliefDays,
      variation: { cvDemand: demand.cv, cvCapacity: capacity.cv },
    });
    const meanWait = meanWaitOnList(list, lastDay(months.asAt));
    return {
      name,
      queue,
      growth: queue - (flows[0]?.start ?? 0),
      decisionsPerWeek: demand.rate.count,
      performedPerWeek: capacity.rate.count,
      withdrawn: flows.reduce((sum, { withdrawn }) => sum + (withdrawn ?? 0), 0),
      leavingPerWeek: leaving.count,
      load: plan.load,
      netLoad: plan.netLoad,
      targetQueue: plan.targetQueue,
      queueRatio: plan.queueRatio,
      course: plan.course,
      requiredPerWeek: plan.required.count,
      shortfallPerWeek: plan.shortfall.count,
      pressure: meanWait.value === null
        ? meanWait
        : { value: waitingListPressure(meanWait.value, target.days) },
    };
  }).sort((a, b) => b.queue - a.queue || (a.name < b.name ? -1 : 1));
}

function decidedIn({ decisions }: ListFlow): number {
  return decisions.value;
}

function performedIn({ performed }: ListFlow): number {
  return performed;
}

/** What all lists had together in each month. */
function sumByMonth(
  lists: readonly { readonly flows: readonly ListFlow[] }[],
  count: (flow: ListFlow) => number,
): Map<Month, number> {
  const sums = new Map<Month, number>();
  for (const flow of lists.flatMap(({ flows }) => flows)) {
    sums.set(flow.manad, (sums.get(flow.manad) ?? 0) + count(flow));
  }
  return sums;
}

/**
 * A flow's mean rate a week, 0 when no month is there, and its variation about what the other lists had in the same
 * months; that of chance where there are no others, or it cannot be known.
 */
function weekly(
  flows: readonly ListFlow[],
  count: (flow: ListFlow) => number,
  all: ReadonlyMap<Month, number>,
): { rate: { count: number; per: "week" }; cv: number } {
  const counts = flows.map((flow): MonthlyCount => ({ manad: flow.manad, count: count(flow) }));
  const own = new Map(counts.map((each) => [each.manad, each.count]));
  const others = (manad: Month) => (all.get(manad) ?? 0) - (own.get(manad) ?? 0);
  const isAlone = counts.every(({ manad }) => !(others(manad) > 0));
  const { rate, cv } = flowRate(counts, isAlone ? {} : { others });
  return {
    rate: { count: rate.value === null ? 0 : convertRate(rate.value, "week").count, per: "week" },
    cv: isAlone ? 1 : cv.value ?? 1,
  };
}
