import type { Month } from "../calendar/mod.ts";
import type { Cover, CoveredSlot, Status } from "../cube/mod.ts";
import type { Delivered } from "./delivered.ts";
import { slotCovers } from "./slot_covers.ts";
import { dimensionValues, slotKey, type SlotName, type SlotShape, slotShapes } from "./slot_shape.ts";

/** A region, month and status that a delivery answers for. */
export interface ComparedSlot extends SlotName {
  /** What the delivery covers of it. */
  readonly cover?: Cover;
}

/** A delivery as others are compared with it. A store's deliveries and drafts have this form. */
export interface ComparedDelivery {
  /** The file's name, without its folder. */
  readonly file: string;
  /** The profile it was read by. */
  readonly profile: string;
  /** The layout it was judged by. */
  readonly layout: "register" | "aggregat" | "bandrader";
  /** The names of the file's columns; not there in deliveries kept before 2026-11-23. */
  readonly header?: readonly string[];
  /** What it answers for. */
  readonly slots: readonly ComparedSlot[];
  /** The shape of each slot; as `header`. */
  readonly shapes?: readonly SlotShape[];
  /** The names that occur, by dimension of the cells; as `header`. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Its files of rows, for deliveries without shapes. */
  readonly files?: readonly {
    readonly kind: string;
    readonly rows: number;
    readonly status: Status | null;
    readonly manad: Month | null;
  }[];
}

/** A delivery that was kept before. */
export interface EarlierDelivery extends ComparedDelivery {
  /** The order of commits, from 1. */
  readonly sequence: number;
}

/** A slot with the delivery that holds it: the newest one that answers for it. */
export interface HeldSlot {
  /** The region, month and status. */
  readonly slot: ComparedSlot;
  /** The delivery. */
  readonly delivery: EarlierDelivery;
}

/**
 * Turns a judged delivery into what is kept of it for comparison.
 *
 * @param delivered The delivery.
 * @param file The file's name, without its folder.
 * @returns Plain data.
 */
export function comparable(
  delivered: Delivered,
  file: string,
): Required<Omit<ComparedDelivery, "files" | "slots">> & { readonly slots: readonly CoveredSlot[] } {
  const { reading, header } = delivered, shapes = slotShapes(delivered);
  return {
    file,
    profile: reading.profile.namn,
    layout: reading.layout.name,
    header,
    slots: slotCovers(delivered, shapes),
    shapes,
    values: dimensionValues(delivered),
  };
}

/**
 * Every region, month and status that deliveries answer for, with the newest delivery of each.
 *
 * @param deliveries The deliveries, in any order.
 * @returns The slots.
 */
export function heldSlots(deliveries: readonly EarlierDelivery[]): HeldSlot[] {
  const held = new Map<string, HeldSlot>();
  for (const delivery of deliveries.toSorted((a, b) => a.sequence - b.sequence)) {
    for (const slot of delivery.slots) held.set(slotKey(slot), { slot, delivery });
  }
  return [...held.values()];
}

/**
 * The shape that a delivery has of a slot.
 *
 * @param delivery The delivery.
 * @param slot The region, month and status.
 * @returns The shape; none of a delivery kept before shapes were.
 */
export function shapeOf(
  { shapes }: ComparedDelivery,
  { region, manad, status }: SlotName,
): SlotShape | undefined {
  return shapes?.find((shape) => shape.region === region && shape.manad === manad && shape.status === status);
}

/**
 * The records that a delivery has of a slot.
 *
 * @param delivery The delivery.
 * @param slot The region, month and status.
 * @returns Records; without shapes they are known where no other region of that month and status is in the delivery.
 */
export function rowsOf(delivery: ComparedDelivery, slot: SlotName): number | undefined {
  const { slots, files } = delivery, { manad, status } = slot;
  const known = shapeOf(delivery, slot)?.rows;
  if (known !== undefined) return known;
  return slots.filter((slot) => slot.manad === manad && slot.status === status).length === 1
    ? files?.find((file) => file.kind === "rows" && file.manad === manad && file.status === status)?.rows
    : undefined;
}
