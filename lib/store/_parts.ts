import type { Part } from "./cell_query.ts";
import { type Delivery, slotKey, type StoredFile } from "./delivery.ts";

/**
 * The files of which anything holds.
 *
 * @param deliveries Every delivery.
 * @param holders Which of them hold, by slot.
 * @param kind What the files hold.
 * @returns The files with the regions of each that hold, in the order of the deliveries.
 */
export function partsOf(
  deliveries: readonly Delivery[],
  holders: ReadonlyMap<string, Delivery>,
  kind: StoredFile["kind"],
): Part[] {
  return deliveries.flatMap((delivery) =>
    delivery.files.filter((file) => file.kind === kind).map((file) => {
      const slots = delivery.slots.filter((slot) => slot.status === file.status && slot.manad === file.manad);
      const held = slots.filter((slot) => holders.get(slotKey(slot)) === delivery);
      return {
        file,
        delivery,
        regions: held.map((slot) => slot.region),
        whole: held.length === slots.length,
      };
    })
  ).filter(({ regions }) => regions.length > 0);
}
