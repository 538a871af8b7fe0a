import * as z from "zod";
import type { Month } from "../calendar/mod.ts";
import data from "../../data/reference/hospitals.json" with { type: "json" };
import { knownName } from "./_known_name.ts";
import { nameKey } from "./name_key.ts";

/** Who runs a hospital: the region itself or a private company (ägarform). */
export type Ownership = "offentlig" | "privat";
/** Who runs a hospital, checked. */
export const Ownership: z.ZodType<Ownership> = z.enum(["offentlig", "privat"]);

/** A hospital of the seven regions. Ownership changes hands, so each holds for a span of months. */
export interface Hospital {
  /** The name we use. */
  readonly namn: string;
  /** Its region, official name. */
  readonly region: string;
  /** Its town. */
  readonly ort: string;
  /** The town's latitude, degrees. */
  readonly lat: number;
  /** The town's longitude, degrees. */
  readonly lon: number;
  /** Its level in the region's care. */
  readonly niva: "universitetssjukhus" | "länssjukhus" | "länsdelssjukhus" | "närsjukhus" | "privat";
  /** Who runs it, from the first to the last month; open where absent. */
  readonly agarform: readonly {
    readonly fran?: Month;
    readonly till?: Month;
    readonly agarform: Ownership;
  }[];
  /** Spellings met. */
  readonly alias: readonly string[];
}

/** A hospital of the seven regions, checked. */
export const Hospital: z.ZodType<Hospital> = z.strictObject({
  namn: z.string(),
  region: z.string(),
  ort: z.string(),
  lat: z.number(),
  lon: z.number(),
  niva: z.enum(["universitetssjukhus", "länssjukhus", "länsdelssjukhus", "närsjukhus", "privat"]),
  agarform: z.array(
    z.strictObject({ fran: z.string().optional(), till: z.string().optional(), agarform: Ownership }),
  ),
  alias: z.array(z.string()),
});

/** The hospitals of the seven regions. */
export const hospitals: readonly Hospital[] = z.array(Hospital).parse(data);

/** Every spelling of a hospital that we accept, by its key, to the name we use. */
export const hospitalNames: ReadonlyMap<string, string> = new Map(
  hospitals.flatMap((hospital) =>
    [hospital.namn, ...hospital.alias].map((name) => [nameKey(name), hospital.namn] as const)
  ),
);

/** The name of a hospital in any accepted spelling, and the nearest for a misspelt one. */
export const HospitalName: z.ZodType<string, string> = knownName("Sjukhuset", hospitalNames);
/** The name of a hospital. */
export type HospitalName = string;

/**
 * Who ran a hospital in a month.
 *
 * @param name The hospital's name in {@linkcode hospitals}.
 * @param month The month.
 * @returns The ownership, or `null` for a hospital we do not know.
 *
 * @example Bollnäs was run by a company until the end of 2019
 * ```ts
 * import assert from "node:assert/strict";
 * import { hospitalOwnership } from "vantelage";
 * assert.equal(hospitalOwnership("Bollnäs sjukhus", "2018-04"), "privat");
 * assert.equal(hospitalOwnership("Bollnäs sjukhus", "2024-04"), "offentlig");
 * ```
 */
export function hospitalOwnership(name: string, month: Month): Ownership | null {
  const spans = hospitals.find((hospital) => hospital.namn === name)?.agarform ?? [];
  return spans.find(({ fran = "", till = "9999" }) => fran <= month && month <= till)?.agarform ?? null;
}
