import { readingOf } from "../judge/mod.ts";
import type { Manifest } from "./delivery.ts";
import { untoldDeviations } from "../plausibility/mod.ts";

/**
 * A manifest of an older version as one of this version. The files that it names are the same in all of them, so that
 * the next commit is all it takes; until then the folder stays as it was.
 *
 * Version 1 did not say which deliveries leave PvV and MoV untold: their columns do, where it kept them. Version 2 kept
 * no numbers of contacts and no names by region and month.
 *
 * @param manifest The manifest as it was read.
 * @param version The version of this code.
 * @returns The manifest.
 */
export function migrated(manifest: Manifest, version: number): Manifest {
  if (manifest.version > 1) return { ...manifest, version };
  const deliveries = manifest.deliveries.map((delivery) => {
    const { layout, sources } = readingOf(delivery);
    if (sources === null) return delivery;
    const slots = delivery.slots.map((slot) => {
      const shape = delivery.shapes?.find(({ region, manad, status }) =>
        region === slot.region && manad === slot.manad && status === slot.status
      );
      const untold = shape === undefined ? [] : untoldDeviations({ layout, sources }, shape);
      return untold.length === 0 ? slot : { ...slot, untold };
    });
    return { ...delivery, slots };
  });
  return { ...manifest, version, deliveries };
}
