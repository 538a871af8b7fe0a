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
 * import { regionShortName } from "vantelage";
 * assert.equal(regionShortName("Region Örebro län"), "Örebro län");
 * ```
 */
export function regionShortName(name: string): string {
  return regions.find((region) => region.namn === name)?.kortnamn ?? name;
}

/**
 * The inhabitants of a region that a month's rates are counted on (invånare).
 *
 * @param name The region's official name, or {@linkcode MELLANSVERIGE} for the seven together.
 * @param month The month. The latest figure from that month or earlier holds; before the first figure, the first.
 * @returns Persons, or `null` where no figure is known.
 *
 * @example The figures of the published table of April 2024
 * ```ts
 * import assert from "node:assert/strict";
 * import { inhabitants } from "vantelage";
 * assert.equal(inhabitants("Region Dalarna", "2024-04"), 287_451);
 * assert.equal(inhabitants("Sjukvårdsregion Mellansverige", "2024-04"), 2_153_599);
 * ```
 */
export function inhabitants(name: string, month: Month): number | null {
  if (name === MELLANSVERIGE) {
    const parts = memberRegions.map((member) => inhabitants(member, month));
    return parts.reduce((sum, part) => sum === null || part === null ? null : sum + part, 0);
  }
  return figureOf(name, month)?.antal ?? null;
}

/**
 * Of which month the inhabitants are that a month's rates are counted on, where that is of another year.
 *
 * @param month The month.
 * @returns The month of the figures of the seven regions; `null` where they are of the same year, or there are none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { otherInhabitantsMonth } from "vantelage";
 * assert.equal(otherInhabitantsMonth("2021-01"), "2024-04");
 * assert.equal(otherInhabitantsMonth("2024-12"), null);
 * ```
 */
export function otherInhabitantsMonth(month: Month): Month | null {
  const { fran = month } = figureOf(memberRegions[0], month) ?? {};
  return fran.slice(0, 4) === month.slice(0, 4) ? null : fran;
}

function figureOf(name: string, month: Month) {
  const figures = regions.find((region) => region.namn === name)?.invanare ?? [];
  return figures.findLast((figure) => figure.fran <= month) ?? figures[0];
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
