import {
  careOfferingNames,
  careOfferingTotals,
  hospitalNames,
  nameKey,
  regionNames,
  regions,
  regionTotals,
} from "../reference/mod.ts";
import totals from "../../data/reference/totals.json" with { type: "json" };
import { bandDays } from "./_band_days.ts";
import { readBandLabel } from "./_band_label.ts";
import { allOf, constant, field, isAfter, isDifferent, isEqual, isMissing, sumOf } from "./condition.ts";
import { type Field, fieldSchema, type FieldSpec, type Spelling } from "./field.ts";
import type { Band, Layout, Rule, Skip, TotalDimension } from "./layout.ts";
import { codeList, NO_HOSPITAL } from "./register_layout.ts";

/** What a dimension holds in a row that is the total over it. */
export const TOTAL = "(alla)";

/** What `band` holds in a row of the long layout that counts all waits: from day 0, open. */
export const TOTAL_BAND = "0-";

/** What `band` holds in a row of the long layout whose label a person has said is not to be counted. */
export const IGNORED_BAND = "(bortses)";

/** The names that mark a row of the long layout as the total over the bands. */
const BAND_TOTALS: readonly string[] = [...totals.alla, ...totals.band];

/**
 * What an aggregated row may be a total over, the dimension we would rather distinguish first: of a file that has a table
 * by vårdutbud and another by hospital, the first is counted. A total that leaves vårdutbud or ägarform empty does not
 * distinguish it; an empty hospital is a private provider's.
 */
const TOTAL_DIMENSIONS: readonly TotalDimension[] = ["vardutbud", "sjukhus", "agarform"].map((
  field,
  index,
) => ({ field, total: TOTAL, worth: 16 - 2 ** index, emptyIsTotal: field !== "sjukhus" }));

/** In what a total and its parts agree. */
const TOTAL_ROWS = { within: ["manad", "status", "region"], same: ["hemregion", "avvikelse"] } as const;

/** That the bands are distinguished is worth more than all else: without them nobody knows the waits. */
const TOTAL_BANDS: TotalDimension = { field: "band", total: TOTAL_BAND, worth: 64, emptyIsTotal: false };

/**
 * What a total row is skipped as, when rows that make it up stand in the same file. Like a duplicate it cannot be seen
 * from one record; a total without its parts is kept, and what it is a total over counts as not broken down.
 */
export const totalSkip: Omit<Skip, "when"> = {
  name: "totalrad",
  says: "raden är en summa av andra rader i filen och räknas inte en gång till",
  fields: ["region"],
};

/** The bands that the waiting-times register and the planning group use, as columns of the aggregated layout. */
export const STANDARD_BANDS: readonly Band[] = [
  { field: "d0_30", lo: 0, hi: 30 },
  { field: "d31_60", lo: 31, hi: 60 },
  { field: "d61_90", lo: 61, hi: 90 },
  { field: "d91_120", lo: 91, hi: 120 },
  { field: "d121_180", lo: 121, hi: 180 },
  { field: "d181_365", lo: 181, hi: 365 },
  { field: "d91_365", lo: 91, hi: 365 },
  { field: "d366", lo: 366, hi: null },
];

/** How an aggregated delivery differs from the standard one. */
export interface AggregateOptions {
  /** How it writes dates and numbers. */
  readonly spelling?: Spelling;
  /** Further spellings of names and codes, by field. */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The bands: columns in "aggregat", labels in "bandrader". @default {STANDARD_BANDS} */
  readonly bands?: readonly Band[];
}

/**
 * The aggregated layout: a row per month, status, region and whatever else is distinguished, with one column per band.
 * The bands hold those who wait actively; PvV and MoV have columns of their own.
 *
 * @param options How the delivery differs.
 * @returns The layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { aggregateLayout, judgeRecord } from "vantelage/contract";
 * const row = { manad: "2024-04", status: "väntande", region: "Örebro", d0_30: "2 096", antal: "2 096" };
 * assert.equal(judgeRecord(aggregateLayout(), row).values.region, "Region Örebro län");
 * ```
 */
export function aggregateLayout(options: AggregateOptions = {}): Layout {
  const bands = options.bands ?? STANDARD_BANDS;
  const counts = Object.fromEntries(
    [...bands.map((band) => band.field), "antal", "pvv", "mov"].map((name) => [name, COUNT]),
  );
  const limits = bands.filter((band) => bands.some(({ utom }) => utom === band.field));
  for (const { field, utom } of bands) if (utom !== undefined) counts[field] = counts[utom] = LIMIT_COUNT;
  const specs = { ...dimensions(options), ...counts, median: DAYS };
  // The lowest limit's column counts those over the higher ones too.
  const sum = sumOf(...bands.filter((band) => !limits.includes(band)).map((band) => field(band.field)));
  const rules: Rule[] = [
    ...bands.flatMap(({ field: lower, utom }): Rule[] =>
      utom === undefined ? [] : [{
        name: `${utom}_fler_an_${lower}`,
        level: "error",
        fields: [utom, lower],
        says: "fler har väntat över den högre gränsen än över den lägre",
        broken: isAfter(field(utom), field(lower)),
      }]
    ),
    {
      name: "antal_saknas",
      level: "error",
      fields: ["antal"],
      says: "raden har varken antal eller antal per väntetid",
      broken: allOf(...["antal", "pvv", "mov"].map((name) => isMissing(field(name))), isMissing(sum)),
    },
    {
      name: "bandsumma_stammer_inte",
      level: "warn",
      fields: ["antal"],
      ...bands.every(({ lo }) => lo > 0)
        // Those below the lowest limit are in no band.
        ? {
          says: "antal är färre än de som väntat längre än gränsen: de räknas",
          broken: isAfter(sum, field("antal")),
        }
        : {
          says:
            "antal är inte summan av väntetidsbanden: banden räknas, och en rest bara där något band inte anges",
          broken: isDifferent(field("antal"), sum),
        },
    },
  ];
  return {
    name: "aggregat",
    says: "antal per månad, status, region och urval, med en kolumn per väntetidsband",
    shape: schemas(specs, options.spelling),
    rules,
    skips: AGGREGATE_SKIPS,
    key: [],
    state: null,
    bands,
    totals: { ...TOTAL_ROWS, over: TOTAL_DIMENSIONS, count: null },
  };
}

/**
 * The aggregated layout with one band a row: month, status, region, whatever else is distinguished, band, count.
 *
 * @param options How the delivery differs; the bands' labels come from `codes.band`, as "lo-hi" or "lo-" when open;
 * without these the labels of the standard bands are known in every spelling.
 * @returns The layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bandRowLayout, judgeRecord } from "vantelage/contract";
 * const row = { manad: "2024-04", status: "väntande", region: "Dalarna", band: "över 365 dagar", antal: "546" };
 * assert.equal(judgeRecord(bandRowLayout(), row).values.band, "366-");
 * ```
 */
export function bandRowLayout(options: AggregateOptions = {}): Layout {
  const labels = options.codes?.band;
  const specs: Record<string, FieldSpec> = {
    ...dimensions(options),
    avvikelse: {
      kind: "code",
      required: false,
      level: "error",
      expects: "PvV, MoV, SoV eller tomt",
      codes: codeList("avvikelse", options.codes?.avvikelse),
    },
    band: {
      kind: "code",
      required: true,
      level: "error",
      expects: "ett känt väntetidsband, till exempel 0-30 eller 366+",
      codes: new Map([
        ...BAND_TOTALS.map((name) => [nameKey(name), TOTAL_BAND] as const),
        ...Object.entries(labels ?? {}).map(([label, value]) => [nameKey(label), value] as const),
      ]),
      ...Object.values(labels ?? {}).every((value) => value === IGNORED_BAND) && { reads: standardBand },
    },
    antal: { ...COUNT, required: true },
  };
  return {
    name: "bandrader",
    says: "antal per månad, status, region, urval och väntetidsband",
    shape: schemas(specs, options.spelling),
    rules: [],
    skips: [...AGGREGATE_SKIPS, {
      name: "bortsett_band",
      says: "radens väntetidsband är angivet att inte räknas",
      fields: ["band"],
      when: isEqual(field("band"), constant(IGNORED_BAND)),
    }],
    key: [],
    state: null,
    bands: [],
    totals: { ...TOTAL_ROWS, over: [TOTAL_BANDS, ...TOTAL_DIMENSIONS], count: "antal" },
  };
}

/** The standard band that a label names by itself, as "lo-hi". */
function standardBand(text: string): string | null {
  const label = readBandLabel(text), days = label && bandDays([label], "dag")?.[0];
  const band = STANDARD_BANDS.find(({ lo, hi }) => lo === days?.lo && hi === days.hi);
  return band === undefined ? null : `${band.lo}-${band.hi ?? ""}`;
}

const COUNT: FieldSpec = {
  kind: "whole",
  required: false,
  level: "error",
  expects: "ett helt antal, minst 0",
  min: 0,
};
/** Of one limit without the next, nobody knows how many lie between. */
const LIMIT_COUNT: FieldSpec = { ...COUNT, required: true };
const DAYS: FieldSpec = {
  kind: "decimal",
  required: false,
  level: "warn",
  expects: "ett antal dagar, minst 0",
  min: 0,
};

function dimensions({ codes = {} }: AggregateOptions): Record<string, FieldSpec> {
  const names = (known: ReadonlyMap<string, string>, totals: readonly string[], field: string) =>
    new Map([
      ...totals.map((name) => [nameKey(name), TOTAL] as const),
      ...known,
      ...Object.entries(codes[field] ?? {}).map(([spelling, name]) => [nameKey(spelling), name] as const),
    ]);
  const code = (required: boolean, expects: string, list: ReadonlyMap<string, string>): FieldSpec => ({
    kind: "code",
    required,
    level: "error",
    expects,
    codes: list,
  });
  return {
    manad: { kind: "month", required: true, level: "error", expects: "en månad, till exempel 2024-04" },
    status: code(true, "väntande eller genomförda", codeList("status", codes.status)),
    region: code(
      true,
      "en region, till exempel Region Dalarna",
      names(regionNames, [...totals.alla, ...totals.region, ...regionTotals], "region"),
    ),
    sjukhus: {
      kind: "name",
      required: false,
      level: "error",
      expects: "ett sjukhus, med högst 100 tecken",
      codes: names(
        new Map([...hospitalNames, [nameKey(NO_HOSPITAL), NO_HOSPITAL] as const]),
        HOSPITAL_TOTALS,
        "sjukhus",
      ),
    },
    vardutbud: code(
      false,
      "ett vårdutbud i data/reference/care_offerings.json",
      names(careOfferingNames, [...totals.alla, ...totals.vardutbud, ...careOfferingTotals], "vardutbud"),
    ),
    agarform: code(
      false,
      "offentlig eller privat",
      new Map([
        ...[...totals.alla, ...totals.agarform].map((name) => [nameKey(name), TOTAL] as const),
        ...codeList("agarform", codes.agarform),
      ]),
    ),
    hemregion: code(false, "en region, till exempel Region Dalarna", names(regionNames, [], "hemregion")),
  };
}

/** The names that mark a row as a total over hospitals: a hospital that is called a region is the region's total. */
const HOSPITAL_TOTALS: readonly string[] = [
  ...totals.alla,
  ...totals.sjukhus,
  ...regions.flatMap(({ namn, kortnamn }) => [
    namn,
    ...[namn, kortnamn].flatMap((name) =>
      ["Summa", "Totalt"].flatMap((word) => [`${word} ${name}`, `${name} ${word}`])
    ),
  ]),
];

const AGGREGATE_SKIPS: readonly Skip[] = [
  {
    name: "totalrad_region",
    says: "raden är en summa över regioner och räknas inte en gång till",
    fields: ["region"],
    when: isEqual(field("region"), constant(TOTAL)),
  },
];

function schemas(
  specs: Readonly<Record<string, FieldSpec>>,
  spelling: Spelling | undefined,
): Record<string, Field> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, fieldSchema(spec, spelling)]));
}
