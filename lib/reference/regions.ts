import * as z from "zod";
import type { Month } from "../calendar/mod.ts";
import data from "../../data/reference/regions.json" with { type: "json" };
import { knownName } from "./_known_name.ts";
import { nameKey } from "./name_key.ts";

/** A Swedish region: the authority that provides care, and all the names and codes it goes by. */
export interface Region {
  /** The official name. */
  readonly namn: string;
  /** The name for axes and tables. */
  readonly kortnamn: string;
  /** The codes of the waiting-times register, two digits. */
  readonly regionkod: readonly string[];
  /** SCB's county code, two digits. */
  readonly lan: string;
  /** Spellings met. */
  readonly alias: readonly string[];
  /** Whether it belongs to Sjukvårdsregion Mellansverige. */
  readonly mellansverige: boolean;
  /** Inhabitants (persons), each figure from a month on. */
  readonly invanare: readonly { readonly fran: Month; readonly antal: number }[];
}

/** A Swedish region, checked. */
export const Region: z.ZodType<Region> = z.strictObject({
  namn: z.string(),
  kortnamn: z.string(),
  regionkod: z.array(z.string().regex(/^\d\d$/)),
  lan: z.string().regex(/^\d\d$/),
  alias: z.array(z.string()),
  mellansverige: z.boolean(),
  invanare: z.array(z.strictObject({ fran: z.string(), antal: z.int().positive() })),
});

/** The name that the seven regions go by together. */
export const MELLANSVERIGE = "Sjukvårdsregion Mellansverige";

/** The 21 regions of Sweden, in the order of their county codes. */
export const regions: readonly Region[] = z.array(Region).parse(data.regioner);

/** The names that mark a row as a total over regions ("Riket", "Alla"), never a region. */
export const regionTotals: readonly string[] = data.totaler;

/** The official names of the seven regions of Sjukvårdsregion Mellansverige, in Swedish alphabetical order. */
export const memberRegions: readonly string[] = regions.filter((region) => region.mellansverige)
  .map((region) => region.namn).sort(new Intl.Collator("sv").compare);

/**
 * The short name of a region ("Dalarna" for "Region Dalarna"); any other name is given back as it is.
 *
 * @param name An official name.
 * @returns The name for axes and tables.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { regionShortName } from "vantelage/reference";
 * assert.equal(regionShortName("Region Örebro län"), "Örebro län");
 * ```
 */
export function regionShortName(name: string): string {
  return regions.find((region) => region.namn === name)?.kortnamn ?? name;
}

/** Every spelling of a region that we accept, by its key ({@linkcode nameKey}), to the official name. */
export const regionNames: ReadonlyMap<string, string> = new Map(
  regions.flatMap((region) =>
    [region.namn, region.kortnamn, ...region.alias].map((name) => [nameKey(name), region.namn] as const)
  ),
);

/** The name of one of the seven regions in any accepted spelling, and the nearest for a misspelt one. */
export const MemberRegion: z.ZodType<string, string> = knownName(
  "Regionen",
  new Map([...regionNames].filter(([, name]) => memberRegions.includes(name))),
);
/** The name of any of the 21 regions in any accepted spelling, and the nearest for a misspelt one. */
export const RegionName: z.ZodType<string, string> = knownName("Regionen", regionNames);

/** The official name of one of the seven regions. */
export type MemberRegion = string;

/** The codes of the waiting-times register to official names. They are not SCB's county codes: 12 is Uppsala here. */
export const regionCodes: ReadonlyMap<string, string> = new Map(
  regions.flatMap((region) => region.regionkod.map((code) => [code, region.namn] as const)),
);

/** SCB's county codes, the first two digits of lkf, to official names. */
export const countyCodes: ReadonlyMap<string, string> = new Map(
  regions.map((region) => [region.lan, region.namn] as const),
);
