import * as z from "zod";
import type { Reading } from "../contract/mod.ts";
import { type Cover, COVERED_DIMENSIONS, type CoveredDimension, UNKNOWN_COVER } from "../cube/mod.ts";
import { readingOf } from "../judge/mod.ts";
import { columnLimits, coveredDeviations, coveredOfferings } from "../plausibility/mod.ts";
import { Delivery, type Slot, slotKey } from "./delivery.ts";

/** The version from which on deliveries have covers. */
const COVERS_VERSION = 3;

/** The version from which on each commit is a file of its own; before, the manifest held every delivery. */
export const COMMITS_VERSION = 4;

/** The manifest of an older version, which lists every delivery itself. */
export interface OlderManifest {
  /** What the file is. */
  readonly format: "vantelage-store";
  /** The version of its form. */
  readonly version: number;
  /** Every delivery ever kept, oldest first. */
  readonly deliveries: readonly Delivery[];
}

/** The manifest of an older version, checked. */
export const OlderManifest: z.ZodType<OlderManifest> = z.strictObject({
  format: z.literal("vantelage-store"),
  version: z.int().min(1).max(COMMITS_VERSION - 1),
  deliveries: z.array(Delivery),
});

/**
 * The deliveries of an older version's manifest as this version keeps them. The files that they name are the same in all
 * versions, so that the next commit is all it takes; until then the folder stays as it was.
 *
 * Versions 1 and 2 kept no covers: they follow from the names and columns of a delivery, where it kept them. Version 1
 * did not say which deliveries leave PvV and MoV unreported. Version 2 kept no numbers of contacts and no names by region
 * and month. Version 3 kept what this one does.
 *
 * @param manifest The manifest as it was read.
 * @returns The deliveries.
 */
export function migrated({ version, deliveries }: OlderManifest): readonly Delivery[] {
  if (version >= COVERS_VERSION) return deliveries;
  return deliveries.map((delivery) => {
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
}

/** The cover of a slot as far as an older delivery says. */
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
