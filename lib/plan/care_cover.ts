import type { Month } from "../calendar/mod.ts";
import { memberRegions } from "../reference/mod.ts";

/** What has been delivered of the care that the seven regions' inhabitants got (vårdens omfattning). */
export interface CareCover {
  /** Whether a region has delivered a month's operations, with where the patients live. */
  readonly performed: (region: string, manad: Month) => boolean;
  /** Whether a region has accounted for what it bought in a month where no delivery reaches. */
  readonly bought: (region: string, manad: Month) => boolean;
}

/**
 * The regions whose inhabitants' care is known whole in some months: all seven regions have delivered, as each may have
 * operated them, and the region has accounted for what it bought outside. What the others got is unknown, never nought.
 *
 * @param cover What has been delivered.
 * @param months The months.
 * @returns Official names, in Swedish alphabetical order; none without months.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { wholeRegions } from "vantelage/plan";
 * const cover = { performed: () => true, bought: (region: string) => region === "Region Dalarna" };
 * assert.deepEqual(wholeRegions(cover, ["2024-04"]), ["Region Dalarna"]);
 * assert.deepEqual(wholeRegions({ ...cover, performed: () => false }, ["2024-04"]), []);
 * ```
 */
export function wholeRegions(cover: CareCover, months: readonly Month[]): string[] {
  const isPerformed = months.length > 0 &&
    months.every((manad) => memberRegions.every((region) => cover.performed(region, manad)));
  return isPerformed
    ? memberRegions.filter((region) => months.every((manad) => cover.bought(region, manad)))
    : [];
}
