import * as z from "zod";
import codes from "../../data/reference/codes.json" with { type: "json" };
import { aggregateLayout, bandRowLayout, IGNORED_BAND, STANDARD_BANDS, TOTAL } from "./aggregate_layout.ts";
import type { Spelling } from "./field.ts";
import type { Band, Layout } from "./layout.ts";
import { registerLayout } from "./register_layout.ts";

/**
 * How a foreign file is read as one of our layouts: which of its columns is which field, how it spells codes, bands,
 * dates and numbers. A profile is data (data/profiles/*.json), never code.
 */
export interface Profile {
  /** The profile's name, as `--profil` takes it. */
  readonly namn: string;
  /** What files it is for, in Swedish. */
  readonly beskrivning: string;
  /** The layout its files are read as. */
  readonly layout: "register" | "aggregat" | "bandrader";
  /**
   * Field to the header that holds it, to headers that may hold it where none bears the field's own name, or to
   * several columns whose texts are joined by a blank.
   */
  readonly kolumner: Readonly<
    Record<string, string | readonly string[] | { readonly av: readonly string[] }>
  >;
  /** Fields that the file does not hold and that are the same for every row. */
  readonly konstanter: Readonly<Record<string, string>>;
  /** Columns that are known and of no use to us. */
  readonly bortse: readonly string[];
  /** Further spellings: field to (spelling to value). */
  readonly koder: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The bands: their headers ("aggregat") or labels ("bandrader"), first and last day. */
  readonly band?: readonly { readonly namn: string; readonly lo: number; readonly hi: number | null }[];
  /**
   * Headers of columns that count those who have waited over a limit, in days (layout "aggregat", instead of bands):
   * each counts the columns of higher limits too, so that the bands are their differences.
   */
  readonly troskelvarden?: readonly { readonly namn: string; readonly over: number }[];
  /** The order of a date's parts, where they are not written yyyy-mm-dd or yyyymmdd. */
  readonly datumform?: "dmy" | "mdy";
  /** The sign between thousands, beside a blank. */
  readonly tusental?: "," | ".";
  /** The year that Excel's serial numbers are counted from, where days may be written as such numbers. */
  readonly serietal?: "1900" | "1904";
  /** What a draft leaves open; no file is read until they are answered and taken away. */
  readonly fragor?: readonly string[];
}

/** The last day that a band may have: cells are counted in 32 bits. */
const LAST_DAY = 2 ** 31 - 2;

/** The values of fields that have a fixed list of them. */
const FIXED_VALUES: Readonly<Record<string, readonly string[]>> = {
  status: Object.keys(codes.status),
  vardgaranti: Object.keys(codes.vardgaranti),
  avvikelse: Object.keys(codes.avvikelse),
  avvikelsekod: Object.keys(codes.avvikelse),
  kon: Object.keys(codes.kon),
  agarform: [...Object.keys(codes.agarform), TOTAL],
};

/** How a foreign file is read, checked; what is left out is empty. */
export const Profile: z.ZodType<Profile> = z.strictObject({
  namn: z.string().regex(/^[a-z0-9_-]+$/),
  beskrivning: z.string(),
  layout: z.enum(["register", "aggregat", "bandrader"]),
  kolumner: z.record(
    z.string(),
    z.union([z.string(), z.array(z.string()), z.strictObject({ av: z.array(z.string()) })]),
  ).default({}),
  konstanter: z.record(z.string(), z.string()).default({}),
  bortse: z.array(z.string()).default([]),
  koder: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  band: z.array(
    z.strictObject({
      namn: z.string(),
      lo: z.int().nonnegative().max(LAST_DAY),
      hi: z.int().nonnegative().max(LAST_DAY).nullable(),
    }).refine(({ lo, hi }) => hi === null || hi >= lo, { path: ["hi"], message: "ska vara minst lo" }),
  ).optional(),
  troskelvarden: z.array(
    z.strictObject({ namn: z.string(), over: z.int().nonnegative().max(LAST_DAY - 1) }),
  ).min(1).optional(),
  datumform: z.enum(["dmy", "mdy"]).optional(),
  tusental: z.enum([",", "."]).optional(),
  serietal: z.enum(["1900", "1904"]).optional(),
  fragor: z.array(z.string()).optional(),
}).refine(
  ({ band, layout, troskelvarden }) =>
    troskelvarden === undefined || (band === undefined && layout === "aggregat"),
  { path: ["troskelvarden"], message: 'hör till layouten "aggregat" och ersätter band' },
).superRefine(({ koder }, context) => {
  for (const [field, spellings] of Object.entries(koder)) {
    const fixed = Object.hasOwn(FIXED_VALUES, field) ? FIXED_VALUES[field] : null;
    for (const [spelling, value] of Object.entries(spellings)) {
      const refuse = (must: string) =>
        context.addIssue({ code: "custom", path: ["koder", field, spelling], message: `ska vara ${must}` });
      if (fixed !== null && !fixed.includes(value)) refuse(fixed.join(", "));
      if (field === "band" && !isBandValue(value)) refuse(`dagar som 0-30 eller 366-, eller ${IGNORED_BAND}`);
    }
  }
});

/** Whether a text is the days of a band, or says that it is not counted. */
function isBandValue(value: string): boolean {
  const days = /^(\d{1,10})-(\d{1,10})?$/.exec(value);
  if (days === null) return value === IGNORED_BAND;
  const [lo, hi = LAST_DAY] = days.slice(1).filter((part) => part !== undefined).map(Number);
  return lo <= hi && hi <= LAST_DAY;
}

/**
 * The layout that a profile's files are judged by.
 *
 * @param profile The profile.
 * @returns The layout with the profile's bands and spellings.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Profile } from "vantelage";
 * import { profileLayout } from "vantelage/contract";
 * const profile = Profile.parse({ namn: "mitt", beskrivning: "Vårt system", layout: "register" });
 * assert.equal(profileLayout(profile).name, "register");
 * ```
 */
export function profileLayout(profile: Profile): Layout {
  const spelling = profileSpelling(profile);
  if (profile.layout === "register") return registerLayout(spelling, profile.koder);
  if (profile.layout === "bandrader") {
    const labels = profile.band && {
      band: {
        ...Object.fromEntries(profile.band.map(({ namn, lo, hi }) => [namn, `${lo}-${hi ?? ""}`])),
        ...profile.koder.band,
      },
    };
    return bandRowLayout({ spelling, codes: { ...profile.koder, ...labels } });
  }
  const bands = profile.band?.map(({ lo, hi }) => ({ field: bandField(lo, hi), lo, hi })) ??
    thresholdBands(profile) ?? STANDARD_BANDS;
  return aggregateLayout({ spelling, codes: profile.koder, bands });
}

/**
 * How a profile's files write dates and numbers.
 *
 * @param profile The profile.
 * @returns What its fields are read by.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Profile } from "vantelage";
 * import { profileSpelling } from "vantelage/contract";
 * const profile = Profile.parse({ namn: "mitt", beskrivning: "Vårt system", layout: "register", datumform: "dmy" });
 * assert.equal(profileSpelling(profile).dateForm, "dmy");
 * ```
 */
export function profileSpelling({ datumform, tusental, serietal }: Profile): Spelling {
  return { dateForm: datumform, thousands: tusental, serials: serietal };
}

/**
 * The name of the field that counts a band.
 *
 * @param lo The first day.
 * @param hi The last day, `null` when open.
 * @returns For example d0_30, or d366 for the open band.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bandField } from "vantelage/contract";
 * assert.equal(bandField(366, null), "d366");
 * ```
 */
export function bandField(lo: number, hi: number | null): string {
  return hi === null ? `d${lo}` : `d${lo}_${hi}`;
}

/**
 * The name of the field that counts those who have waited over a limit.
 *
 * @param limitDays The limit.
 * @returns For example over_126.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { thresholdField } from "vantelage/contract";
 * assert.equal(thresholdField(126), "over_126");
 * ```
 */
export function thresholdField(limitDays: number): string {
  return `over_${limitDays}`;
}

/** The bands between a profile's limits: of two, those over the lower and not over the higher, and those over both. */
function thresholdBands({ troskelvarden }: Profile): Band[] | undefined {
  const limits = troskelvarden?.map(({ over }) => over).toSorted((a, b) => a - b);
  return limits?.map((over, index) => {
    const next = limits.at(index + 1), field = thresholdField(over);
    return next === undefined
      ? { field, lo: over + 1, hi: null }
      : { field, lo: over + 1, hi: next, utom: thresholdField(next) };
  });
}
