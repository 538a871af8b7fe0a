import * as z from "zod";
import data from "../../data/reference/distances.json" with { type: "json" };
import { hospitals } from "./hospitals.ts";

/** Where care is given or waited for: a hospital, or a region as a whole. */
export interface CarePlace {
  /** The region, official name. */
  readonly region: string;
  /** The hospital; `null` for the region as a whole, which then lies where its largest hospital does. */
  readonly sjukhus: string | null;
}

/** The way between two towns, as somebody has measured it. It holds in both directions. */
export interface Distance {
  /** One town. */
  readonly fran: string;
  /** The other town. */
  readonly till: string;
  /** By road, km. */
  readonly km: number;
  /** By car, minutes. */
  readonly minuter?: number;
}

/** The way between two towns, checked. */
export const Distance: z.ZodType<Distance> = z.strictObject({
  fran: z.string(),
  till: z.string(),
  km: z.number().nonnegative(),
  minuter: z.number().nonnegative().optional(),
});

/** The ways that somebody has measured (data/reference/distances.json). */
export const distances: readonly Distance[] = z.array(Distance).parse(data);

/** How far and how long a patient travels, one way. */
export interface Travel {
  /** By road, whole km. */
  readonly km: number;
  /** By car, whole minutes. */
  readonly minuter: number;
  /** Whether the kilometres are estimated from the positions of the towns. */
  readonly uppskattad: boolean;
}

/** By how much a road is longer than the straight line; in twenty known pairs of our towns the median is 1.16. */
const ROAD_FACTOR = 1.25;
const KM_PER_HOUR = 70;
const EARTH_RADIUS_KM = 6371;
const LEVELS = ["universitetssjukhus", "länssjukhus", "länsdelssjukhus", "närsjukhus", "privat"];

/**
 * The way by road between two places (resväg).
 *
 * A measured way holds where there is one. Else it is estimated: the straight line between the towns × 1.25, at 70
 * km/h. Within a town it is 0.
 *
 * @param from Where the patient belongs.
 * @param to Where the operation is done.
 * @param table Measured ways. @default distances
 * @returns The way, or `null` when the region or hospital has no known town.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { travelBetween } from "vantelage/reference";
 * const from = { region: "Region Örebro län", sjukhus: null };
 * const to = { region: "Region Värmland", sjukhus: "Centralsjukhuset Karlstad" };
 * assert.deepEqual(travelBetween(from, to), { km: 111, minuter: 95, uppskattad: false });
 * assert.equal(travelBetween(from, { region: "Region Stockholm", sjukhus: null }), null);
 * ```
 */
export function travelBetween(
  from: CarePlace,
  to: CarePlace,
  table: readonly Distance[] = distances,
): Travel | null {
  const [a, b] = [townOf(from), townOf(to)];
  if (a === null || b === null) return null;
  if (a.ort === b.ort) return { km: 0, minuter: 0, uppskattad: false };
  const row = table.find(({ fran, till }) =>
    (fran === a.ort && till === b.ort) || (fran === b.ort && till === a.ort)
  );
  const km = row?.km ?? ROAD_FACTOR * straightKm(a, b);
  return {
    km: Math.round(km),
    minuter: Math.round(row?.minuter ?? 60 * km / KM_PER_HOUR),
    uppskattad: row === undefined,
  };
}

/** A town with a hospital. */
export interface Town {
  /** Its name. */
  readonly ort: string;
  /** Latitude, degrees. */
  readonly lat: number;
  /** Longitude, degrees. */
  readonly lon: number;
}

/**
 * The town of a hospital, or of the region's hospital of the highest level (ort).
 *
 * @param place The hospital or region.
 * @returns The town, `null` when the place is not known.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { townOf } from "vantelage/reference";
 * assert.equal(townOf({ region: "Region Dalarna", sjukhus: null })?.ort, "Falun");
 * ```
 */
export function townOf({ region, sjukhus }: CarePlace): Town | null {
  const candidates = hospitals.filter((hospital) =>
    hospital.region === region && (sjukhus === null || hospital.namn === sjukhus)
  ).sort((a, b) => LEVELS.indexOf(a.niva) - LEVELS.indexOf(b.niva));
  return candidates[0] ?? null;
}

/** The great circle between two towns, km (haversine). */
function straightKm(a: Town, b: Town): number {
  const radians = (degrees: number) => degrees * Math.PI / 180;
  const h = Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}
