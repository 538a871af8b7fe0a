import type { Computed } from "../../numeric/mod.ts";
import { checkSameUnit } from "./_checks.ts";
import type { Rate, TimeUnit } from "./rate.ts";

/**
 * The load of a waiting list (belastning): decisions for each operation.
 *
 * Above 1 more are decided than operated. That makes the list grow only where nobody leaves without an operation: give
 * the decisions less those who leave for the net load, which is above 1 when the list grows.
 *
 * Formula: demand / capacity, a plain number without unit. Source: Fong et al. 2022, medRxiv
 * 10.1101/2022.08.23.22279117, facts 1–2.
 *
 * @param demand New decisions (beslut) per unit of time.
 * @param capacity Operations performed (genomförda) per the same unit.
 * @returns The load, or a reason when nothing was performed.
 * @throws {TypeError} If the rates have different units.
 * @throws {RangeError} If a rate is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { queueLoad } from "vantelage/analysis";
 * assert.equal(queueLoad({ count: 30, per: "week" }, { count: 27, per: "week" }).value?.toFixed(2), "1.11");
 * ```
 */
export function queueLoad<U extends TimeUnit>(demand: Rate<U>, capacity: Rate<NoInfer<U>>): Computed {
  checkSameUnit(demand, capacity);
  if (capacity.count === 0) {
    return { value: null, reason: "Inga operationer utfördes, så belastningen kan inte beräknas" };
  }
  return { value: demand.count / capacity.count };
}
