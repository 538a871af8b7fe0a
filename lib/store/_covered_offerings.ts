import type { Finding } from "../contract/mod.ts";
import type { Cover, CoveredSlot } from "../cube/mod.ts";
import { type ComparedDelivery, heldSlots, shapeOf } from "../plausibility/mod.ts";
import { joinNames } from "../reference/sentence.ts";
import type { Delivery, Slot } from "./delivery.ts";

/** Covers with the vårdutbud that a person says the delivery holds. */
export function coveredAsSaid(slots: readonly CoveredSlot[], vardutbud: Cover["vardutbud"]): CoveredSlot[] {
  return slots.map((slot) => ({ ...slot, cover: { ...slot.cover, vardutbud } }));
}

/** Why a delivery is not what a person says that it covers: it holds more, or breaks nothing down. */
export function moreThanSaid(
  { slots, values }: { readonly slots: readonly CoveredSlot[]; readonly values: ComparedDelivery["values"] },
  said: Cover["vardutbud"],
): Finding[] {
  if (said === "all") return [];
  const isBroken = slots.every(({ cover: { by } }) => by?.includes("vardutbud"));
  const listed = slots.flatMap(({ cover: { vardutbud } }) => vardutbud === "all" ? [] : vardutbud);
  const more = [...new Set([...values?.vardutbud ?? [], ...listed])].filter((name) => !said.includes(name));
  if (more.length === 0 && (isBroken || said.length > 1)) return [];
  return [{
    rule: "mer_an_omfattas",
    level: "stop",
    says: more.length > 0
      ? `filen innehåller också ${joinNames(more.slice(0, 5))}, utöver det som --omfattar anger`
      : "filen anger inte vårdutbud, så dess insatser kan inte räknas till ett",
    count: Math.max(1, more.length),
    first: null,
    hint: more.length > 0
      ? `Ange alla vårdutbud som filen omfattar, eller vardutbud=alla: --omfattar "vardutbud=${
        [...said, ...more].join(",")
      }"`
      : `Ange vårdutbudet för alla rader: --konstant "vardutbud=${said[0]}"`,
  }];
}

/**
 * The covers of a delivery beside what was kept before: one that names every vårdutbud that the region's latest whole
 * delivery did is whole too.
 */
export function coveredAsBefore(
  { slots, shapes = [] }: { readonly slots: readonly Slot[]; readonly shapes?: ComparedDelivery["shapes"] },
  deliveries: readonly Delivery[],
): Slot[] {
  const held = heldSlots(deliveries);
  return slots.map((slot) => {
    const { cover, region, status, manad } = slot, { vardutbud } = cover;
    if (vardutbud === "all") return slot;
    const before = held.filter(({ slot: one }) =>
      one.region === region && one.status === status && one.manad <= manad && one.cover?.vardutbud === "all"
    ).sort((a, b) =>
      a.slot.manad < b.slot.manad ? 1 : -1
    )[0];
    const names = before && shapeOf(before.delivery, before.slot)?.names?.vardutbud;
    const own = shapes.find((shape) =>
      shape.region === region && shape.status === status && shape.manad === manad
    );
    const isWhole = names !== undefined && names.length > 0 && own !== undefined &&
      names.every((name) => vardutbud.includes(name));
    return isWhole ? { ...slot, cover: { ...cover, vardutbud: "all" } } : slot;
  });
}
