import type { Finding } from "../contract/mod.ts";
import { type ComparedDelivery, type HeldSlot, rowsOf, shapeOf } from "./compared_delivery.ts";
import { KEPT_DIMENSIONS, slotKey, type SlotName } from "./slot_shape.ts";
import { fewNames, slotName } from "./_wording.ts";

/** The option of a load that keeps a delivery although it holds less than what it replaces. */
export const ACCEPT_LESS = "godta-mindre";

/** A delivery that holds at most this share of the people it replaces may lack some of them. */
const LEAST_SHARE = 0.8;

/**
 * What would be lost if a delivery replaced what is kept: a fifth or more of the people of a region, month and status; a
 * hospital or vårdutbud of it; a region that the replaced delivery holds for the same month and status.
 *
 * @param held What is kept before it.
 * @param draft The delivery.
 * @returns Findings of level stop, with the option that goes on.
 */
export function smallerFindings(held: readonly HeldSlot[], draft: ComparedDelivery): Finding[] {
  const drafted = new Set(draft.slots.map(slotKey));
  const replaced = held.filter(({ slot }) => drafted.has(slotKey(slot)));
  const stop = (rule: string, says: string, lost: readonly string[]): Finding[] =>
    lost.length === 0 ? [] : [{
      rule,
      level: "stop",
      says: `${says}: ${fewNames(lost)}`,
      count: lost.length,
      first: null,
      hint: `Är det rätt, så läs in filen igen med --${ACCEPT_LESS}`,
      option: ACCEPT_LESS,
    }];
  return [
    ...stop(
      "ersatter_fler",
      "leveransen har minst en femtedel färre än den som den skulle ersätta",
      replaced.flatMap((old) => fewerPeople(old, draft)),
    ),
    ...stop(
      "region_forsvinner",
      "regioner som finns i leveransen som den här skulle ersätta, men inte i den här",
      lostRegions(held, replaced, drafted),
    ),
    ...KEPT_DIMENSIONS.flatMap((dimension) =>
      stop(
        `${dimension}_forsvinner`,
        `${dimension} som finns i leveransen som den här skulle ersätta, men inte i den här`,
        replaced.flatMap((old) => lostNames(old, draft, dimension)),
      )
    ),
  ];
}

function fewerPeople({ slot, delivery }: HeldSlot, draft: ComparedDelivery): string[] {
  const [before, now] = comparablePeople(delivery, draft, slot);
  return before === undefined || now === undefined || before === 0 || now > LEAST_SHARE * before
    ? []
    : [`${slotName(slot)} har ${now}, förut ${before}`];
}

/** The people of a slot in two deliveries, counted alike: with PvV and MoV, else without, else rows of the same layout. */
function comparablePeople(
  earlier: ComparedDelivery,
  draft: ComparedDelivery,
  slot: SlotName,
): (number | undefined)[] {
  const shapes = [earlier, draft].map((delivery) => shapeOf(delivery, slot));
  if (shapes.every((shape) => shape?.antal !== undefined)) return shapes.map((shape) => shape?.antal);
  if (shapes.every((shape) => shape !== undefined)) {
    return shapes.map((shape) => shape?.bands.reduce((sum, count) => sum + count, 0));
  }
  return earlier.layout === draft.layout ? [earlier, draft].map((delivery) => rowsOf(delivery, slot)) : [];
}

/** Regions that a replaced delivery still holds for a month and status of the draft, which has none of them. */
function lostRegions(
  held: readonly HeldSlot[],
  replaced: readonly HeldSlot[],
  drafted: ReadonlySet<string>,
): string[] {
  const spans = new Set(
    replaced.map(({ slot, delivery }) => `${delivery.sequence}|${slot.manad}|${slot.status}`),
  );
  return held.filter(({ slot, delivery }) =>
    !drafted.has(slotKey(slot)) && spans.has(`${delivery.sequence}|${slot.manad}|${slot.status}`)
  ).map(({ slot, delivery }) => `${slotName(slot)} (${delivery.file})`);
}

function lostNames(
  { slot, delivery }: HeldSlot,
  draft: ComparedDelivery,
  dimension: typeof KEPT_DIMENSIONS[number],
): string[] {
  const before = namesOf(delivery, slot, dimension), now = namesOf(draft, slot, dimension);
  if (before === undefined || now === undefined) return [];
  const lost = before.filter((name) => !now.includes(name));
  return lost.length === 0 ? [] : [`${slotName(slot)} saknar ${fewNames(lost)}`];
}

/** The names of a slot; of a delivery whose shapes lack them, known where it answers for that slot alone. */
function namesOf(
  delivery: ComparedDelivery,
  slot: SlotName,
  dimension: string,
): readonly string[] | undefined {
  const names = shapeOf(delivery, slot)?.names ??
    (delivery.slots.length === 1 ? delivery.values : undefined);
  return names?.[dimension];
}
