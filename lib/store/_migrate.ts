import type { Reading } from "../contract/mod.ts";
import { type Cover, COVERED_DIMENSIONS, type CoveredDimension, UNKNOWN_COVER } from "../cube/mod.ts";
import { readingOf } from "../judge/mod.ts";
import { columnLimits, coveredDeviations, coveredOfferings } from "../plausibility/mod.ts";
import { type Delivery, type Manifest, type Slot, slotKey } from "./delivery.ts";

/**
 * A manifest of an older version as one of this version. The files that it names are the same in all of them, so that
 * the next commit is all it takes; until then the folder stays as it was.
 *
 * Versions 1 and 2 kept no covers: they follow from the names and columns of a delivery, where it kept them. Version 1
 * did not say which deliveries leave PvV and MoV unreported. Version 2 kept no numbers of contacts and no names by region
 * and month.
 *
 * @param manifest The manifest as it was read.
 * @param version The version of this code.
 * @returns The manifest.
 */
export function migrated(manifest: Manifest, version: number): Manifest {
  if (manifest.version >= version) return manifest;
  const deliveries = manifest.deliveries.map((delivery) => {
    const reading = readingOf(delivery);
    return {
      ...delivery,
      slots: delivery.slots.map(({ untold, ...slot }) => ({
        ...slot,
        cover: reading.sources === null || delivery.values === undefined
          ? UNKNOWN_COVER
          : coverOf(delivery, slot, { reading: { ...reading, sources: reading.sources }, untold }),
      })),
    };
  });
  return { ...manifest, version, deliveries };
}

/** The cover of a slot as far as an older delivery tells. */
function coverOf(
  { layout, values, shapes, loaded }: Delivery,
  slot: Slot,
  { reading, untold = [] }: { reading: Pick<Reading, "layout" | "sources">; untold: Slot["untold"] },
): Cover {
  const shape = shapes?.find((one) => slotKey(one) === slotKey(slot));
  const names: Readonly<Record<string, readonly string[] | undefined>> = { ...values, ...shape?.names };
  const { sources } = reading, livesIn = sources.hemregion ?? sources.lkf;
  // A dimension of too many names was left out, so it has some.
  const isBrokenDown = (dimension: CoveredDimension) =>
    dimension === "hemregion" ? livesIn !== undefined : names[dimension]?.length !== 0;
  const { pvv, mov } = coveredDeviations(reading, { missing: {}, rows: NaN, ...shape, status: slot.status });
  return {
    by: COVERED_DIMENSIONS.filter(isBrokenDown),
    vardutbud: isBrokenDown("vardutbud")
      ? coveredOfferings(values?.vardutbud ?? [], { layout, records: loaded })
      : "all",
    pvv: untold.includes("PvV") && pvv === "reported" ? "unknown" : pvv,
    mov: untold.includes("MoV") && mov === "reported" ? "unknown" : mov,
    limits: columnLimits(reading),
  };
}
