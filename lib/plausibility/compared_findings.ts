import type { Finding } from "../contract/mod.ts";
import { type ComparedDelivery, type EarlierDelivery, heldSlots } from "./compared_delivery.ts";
import { driftFindings } from "./drift.ts";
import { smallerFindings } from "./smaller.ts";

/**
 * Compares a delivery with what was kept before: what it would replace and lose, and what differs from earlier months.
 * Ask once, where the delivery is committed or validated, since the answer depends on what is kept at that moment.
 *
 * @param earlier Every delivery kept before it, in any order.
 * @param draft The delivery.
 * @returns Findings: of level stop, with the option that goes on, where people, regions, hospitals or vårdutbud would be
 *   lost; of level warn and info where something is unusual.
 *
 * @example A correction that lacks half of the people
 * ```ts
 * import assert from "node:assert/strict";
 * import { comparedFindings, type EarlierDelivery } from "./mod.ts";
 * const slot = { region: "Region Dalarna", manad: "2024-04", status: "vantande" } as const;
 * const delivery = (antal: number): EarlierDelivery => ({
 *   sequence: 1, file: "april.csv", profile: "aggregat", layout: "aggregat", slots: [slot],
 *   shapes: [{ ...slot, rows: 1, missing: {}, bands: [antal, 0, 0, 0, 0], antal }],
 * });
 * const [finding] = comparedFindings([delivery(100)], delivery(50));
 * assert.deepEqual([finding.level, finding.option], ["stop", "godta-mindre"]);
 * ```
 */
export function comparedFindings(
  earlier: readonly EarlierDelivery[],
  draft: ComparedDelivery,
): Finding[] {
  const held = heldSlots(earlier);
  return [...smallerFindings(held, draft), ...driftFindings(held, draft)];
}
