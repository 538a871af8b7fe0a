import * as z from "zod";
import published from "../../data/targets/april_2024.json" with { type: "json" };
import assumed from "../../data/targets/assumptions.json" with { type: "json" };
import municipalityWeights from "../../data/targets/municipalities.json" with { type: "json" };

/** A region's row of the published table, April 2024: väntande contacts, waits in whole days. */
export interface PublishedRegion {
  /** Official name. */
  region: string;
  /** Contacts that waited 0–30, 31–60, 61–90, 91–365 and over 365 days, excluding PvV and MoV. */
  band: number[];
  /** Median wait in days, excluding PvV and MoV. */
  median: number;
  /** Contacts with patientvald väntan. */
  pvv: number;
  /** Contacts with medicinskt orsakad väntan. */
  mov: number;
}

/** A patient group of the published list: väntande over 90 days, including PvV and MoV, of the seven regions together. */
export interface PublishedGroup {
  /** The vårdutbud. */
  vardutbud: string;
  /** Contacts over 90 days. */
  over_90_inkl: number;
  /** How far a true count may be from a figure that the source has rounded; 0 where it is exact. */
  avrundning: number;
}

/** The published outcome of April 2024 (data/targets/april_2024.json). */
export interface PublishedOutcome {
  /** The month, "2024-04". */
  manad: string;
  /** Median of the seven regions' contacts pooled, in days, excluding PvV and MoV. */
  median: number;
  /** The seven regions. */
  regioner: PublishedRegion[];
  /** The 22 groups with over 200 waiting more than 90 days. */
  patientgrupper: PublishedGroup[];
}

/** What the sample assumes of a vårdutbud; made up (data/targets/README.md). */
export interface GroupAssumption {
  namn: string;
  over_90: number;
  troghet: number;
  andel_kvinnor: number;
  alder: number[];
  platser: "stora" | "alla" | "enkla";
  privat: boolean;
}

/** What the sample assumes of a region; made up (data/targets/README.md). */
export interface RegionAssumption {
  region: string;
  prefix: string;
  kapacitet: { fran: string; niva: number }[];
  troghet: Record<string, number>;
}

const count = z.int().nonnegative();

/** The bands' last days; the fifth band is open. */
export const PUBLISHED_BAND_ENDS: readonly number[] = [30, 60, 90, 365];

/**
 * The published outcome that the sample carries exactly.
 *
 * Source: Produktionsplaneringsgruppen, Sjukvårdsregion Mellansverige, 2024-05-30.
 */
export const publishedApril: PublishedOutcome = z.strictObject({
  manad: z.string(),
  median: count,
  regioner: z.array(
    z.strictObject({
      region: z.string(),
      band: z.array(count).length(5),
      median: count,
      pvv: count,
      mov: count,
    }),
  ).length(7),
  patientgrupper: z.array(
    z.strictObject({ vardutbud: z.string(), over_90_inkl: count, avrundning: count }),
  ),
}).parse(published);

/** What the sample assumes beyond what is published. */
export const assumptions: { vardutbud: GroupAssumption[]; regioner: RegionAssumption[] } = z.strictObject({
  vardutbud: z.array(z.strictObject({
    namn: z.string(),
    over_90: z.int().positive(),
    troghet: z.number().positive(),
    andel_kvinnor: z.number().min(0).max(1),
    alder: z.array(z.number()).length(3),
    platser: z.enum(["stora", "alla", "enkla"]),
    privat: z.boolean(),
  })),
  regioner: z.array(z.strictObject({
    region: z.string(),
    prefix: z.string().regex(/^[A-Z]{3}$/),
    kapacitet: z.array(z.strictObject({ fran: z.string(), niva: z.number().positive() })),
    troghet: z.record(z.string(), z.number().positive()),
  })).length(7),
}).parse(assumed);

/** Municipality codes (lkf) and their weights, by county code; "annat" holds some of elsewhere. */
export const municipalities: Record<string, [string, number][]> = z.record(
  z.string(),
  z.array(z.tuple([z.string().regex(/^\d{4}$/), z.number().positive()])),
).parse(municipalityWeights);
