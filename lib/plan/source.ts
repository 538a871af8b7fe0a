import { memberRegions, type Ownership } from "../reference/mod.ts";

/**
 * Where a region's inhabitants get their care, seen from the region (vårdens väg): at its own hospitals, at another of
 * the seven regions, outside them, or at a private provider anywhere. The last two are bought care (köpt vård).
 */
export type CareSource = "egen" | "samverkan" | "utanfor" | "privat";

/** The sources in the order that plans and tables write them. */
export const CARE_SOURCES: readonly CareSource[] = ["egen", "samverkan", "utanfor", "privat"];

/** What the reader sees of a source. */
export const careSourceNames: Readonly<Record<CareSource, string>> = {
  egen: "Egen vård",
  samverkan: "Samverkan inom sjukvårdsregionen",
  utanfor: "Köpt utanför sjukvårdsregionen",
  privat: "Köpt av privat vårdgivare",
};

/** The region that a patient comes from, the region that gives the care, and who runs the place. */
export interface CareOrigin {
  /** The region the patient lives in, official name. */
  readonly hemregion: string;
  /** The region where the care is given, official name. */
  readonly utforarregion: string;
  /** Who runs the place; `null` where unknown, which counts as public. */
  readonly agarform: Ownership | null;
}

/**
 * Where a contact's care came from (vårdens väg).
 *
 * @param origin Home, performing region and ownership.
 * @returns The source; a private provider is `privat` also inside the home region.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { careSource } from "vantelage/plan";
 * const dalarna = { hemregion: "Region Dalarna", agarform: "offentlig" } as const;
 * assert.equal(careSource({ ...dalarna, utforarregion: "Region Dalarna" }), "egen");
 * assert.equal(careSource({ ...dalarna, utforarregion: "Region Uppsala" }), "samverkan");
 * assert.equal(careSource({ ...dalarna, utforarregion: "Region Stockholm" }), "utanfor");
 * assert.equal(careSource({ ...dalarna, utforarregion: "Region Uppsala", agarform: "privat" }), "privat");
 * ```
 */
export function careSource({ hemregion, utforarregion, agarform }: CareOrigin): CareSource {
  if (agarform === "privat") return "privat";
  if (hemregion === utforarregion) return "egen";
  return memberRegions.includes(utforarregion) ? "samverkan" : "utanfor";
}

/**
 * Whether care from a source is bought (köpt vård): outside the sjukvårdsregion, or of a private provider.
 *
 * @param source The source.
 * @returns `true` for `utanfor` and `privat`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { CARE_SOURCES, isBought } from "vantelage/plan";
 * assert.deepEqual(CARE_SOURCES.filter(isBought), ["utanfor", "privat"]);
 * ```
 */
export function isBought(source: CareSource): boolean {
  return source === "utanfor" || source === "privat";
}
