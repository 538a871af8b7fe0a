import type { Extract } from "../extract/mod.ts";
import { nameKey, nearestNames } from "../reference/mod.ts";
import { type NamedBand, readBandLabel } from "./_band_label.ts";
import { type Column, matchColumns } from "./_match_columns.ts";
import { cleanText, fieldSchema } from "./field.ts";
import { judgeRecord, specOf } from "./layout.ts";
import { Profile, profileLayout, profileSpelling } from "./profile.ts";
import { profiles } from "./profiles.ts";
import { LayoutError, recognise } from "./recognise.ts";

/** Options for {@linkcode draftProfile}. */
export interface DraftOptions {
  /** What the profile is to be called: a–z, 0–9, _ and -. */
  readonly name: string;
  /** Fields that the file does not say and that are the same for every row; a region or vårdutbud may be a new one. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Profiles whose headers are tried as other names of a field. @default {profiles} */
  readonly known?: readonly Profile[];
}

/** A profile for an unknown file, and what in it is a guess. */
export interface ProfileDraft {
  /** The profile. */
  readonly profile: Profile;
  /** What to look at before it is used, Swedish sentences. */
  readonly unsure: readonly string[];
}

/** Records that are looked at, spread over the file. */
const LOOKED_AT = 300;
/** More spellings than this are no code list, and are not repeated in a profile. */
const MOST_CODES = 60;
/** A match below this is told. */
const SURE = 0.85;

/**
 * Drafts a profile for a file of another hand: which column is which field, from how alike the headers are and how many
 * of the values the field can read; which columns or labels are bands or limits; how dates and thousands are written; and
 * codes that are spelt otherwise. It is a proposal for a person to look through.
 *
 * @param extract The file. Only the values of code fields come into the profile, so let the personal-number gate pass it first.
 * @param options What it is called, and what the file does not say.
 * @returns The profile, which the file's header fits where nothing required is missing, and what is unsure about it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { draftProfile, parseExtract } from "vantelage";
 * const file = "Månad;Läge;Län;0-12 veckor;> 12 veckor\n2024-04;väntande;Dalarna;30;12\n";
 * const { profile, unsure } = draftProfile(parseExtract(new TextEncoder().encode(file), "nord.csv"), { name: "nord" });
 * assert.deepEqual(profile.band?.map(({ lo, hi }) => [lo, hi]), [[0, 84], [85, null]]);
 * assert.equal(profile.kolumner.region, "Län");
 * assert.ok(unsure.some((sentence) => sentence.includes("Läge")));
 * ```
 */
export function draftProfile(
  extract: Extract,
  { name, constants = {}, known = profiles }: DraftOptions,
): ProfileDraft {
  const columns = columnsOf(extract), unsure: string[] = [];
  const spelling = spellingOf(columns, unsure);
  const bands = bandColumns(columns), labels = bands.length > 0 ? undefined : labelColumn(columns);
  const base = {
    namn: name,
    beskrivning: `Utkast efter ${extract.name}`,
    konstanter: constants,
    ...spelling,
  };
  const drafts = (labels ? ["bandrader"] : bands.length > 0 ? ["aggregat"] : ["register", "aggregat"]).map(
    (layout) => {
      const profile = Profile.parse({ ...base, layout, ...(bands.length > 0 ? bandsOf(bands) : {}) });
      const taken = new Set([...bands.map(({ column }) => column), ...labels ? [labels] : []]);
      return { profile, ...matchColumns(profile, columns.filter((column) => !taken.has(column)), known) };
    },
  );
  const best = drafts.reduce((a, b) => b.matches.size > a.matches.size ? b : a);
  const limits = best.profile.troskelvarden === undefined || best.matches.has("antal") ? [] : bands;
  const all = limits.length === 0 ? undefined : columnOfAll(
    extract,
    best.profile,
    limits,
    columns.filter((column) => ![...best.matches.values()].some((match) => match.column === column)),
  );
  if (limits.length > 0 && all === undefined) {
    unsure.push(
      "Filen säger hur många som väntat över gränserna, men inte hur många som väntar: bara de räknas.",
    );
  }
  const matches = new Map([
    ...best.matches,
    ...all ? [["antal", { column: all, score: 0 }] as const] : [],
  ]);
  const matched = new Map([
    ...matches,
    ...labels ? [["band", { column: labels, score: 1 }] as const] : [],
  ]);
  const kolumner = {
    ...Object.fromEntries([...matched].map(([field, { column }]) => [field, column.header])),
    ...best.joined && { manad: { av: best.joined.map(({ header }) => header) } },
  };
  const used = new Set([...[...matched.values()].map(({ column }) => column), ...best.joined ?? []]);
  const unused = columns.filter((column) =>
    column.header !== "" && !used.has(column) && !bands.some((band) => band.column === column)
  );
  const profile = Profile.parse({
    ...best.profile,
    kolumner,
    bortse: unused.map(({ header }) => header),
    ...labels && { band: everyLabel(extract, columns.indexOf(labels)) },
    koder: codesOf(best.profile, new Map([...matched].map(([field, { column }]) => [field, column])), unsure),
  });
  for (const [field, { column, score }] of matches) {
    if (score < SURE) unsure.push(`${column.header} är antagen att vara ${field}: kontrollera.`);
  }
  const longer = bands.filter(({ unit, column }) => unit && !/dag|dgr|day/i.test(column.header));
  if (longer.length > 0) {
    const read = longer.map(({ lo, hi, column }) =>
      `${column.header} är ${hi === null ? `över ${lo - 1}` : `${lo}–${hi}`}`
    );
    unsure.push(`Tiderna är omräknade till dagar: ${read.join("; ")}.`);
  }
  const named = (some: readonly Column[]) => some.map(({ header }) => header).join(", ");
  const few = unused.filter(({ distinct }) => distinct.length > 1 && distinct.length <= MOST_CODES);
  if (unused.length > 0) unsure.push(`Används inte: ${named(unused)}.`);
  if (few.length > 0 && best.profile.layout !== "register") {
    unsure.push(`Kan vara region, sjukhus eller vårdutbud, då få värden återkommer: ${named(few)}.`);
  }
  return { profile, unsure: [...unsure, ...doubtsOf(extract, profile)] };
}

function columnsOf({ header, good, fields }: Extract): Column[] {
  const count = Math.min(good, LOOKED_AT);
  const rows = Array.from({ length: count }, (_, index) => fields(Math.floor(index * good / count)));
  return header.map((name, index) => {
    const values = rows.flatMap((row) => cleanText(row[index]) ?? []);
    return { header: name, values, distinct: [...new Set(values)] };
  });
}

/** How dates and thousands are written, as far as the values tell. */
function spellingOf(
  columns: readonly Column[],
  unsure: string[],
): Pick<Profile, "datumform" | "tusental" | "serietal"> {
  const dates = columns.flatMap(({ values }) => values).flatMap((text) =>
    /^(\d{2})[-/.](\d{2})[-/.]\d{4}$/.exec(text) ?? []
  );
  const parts = Array.from(
    { length: dates.length / 3 },
    (_, at) => [Number(dates[3 * at + 1]), Number(dates[3 * at + 2])],
  );
  const [dayFirst, monthFirst] = [0, 1].map((at) => parts.some((part) => part[at] > 12));
  if (parts.length > 0 && dayFirst === monthFirst) {
    unsure.push("Datum skrivs dd-mm-åååå eller mm-dd-åååå: inget värde avgör vilket. Antaget: dagen först.");
  }
  const signs = ([",", "."] as const).filter((sign) =>
    columns.some(({ values }) =>
      values.some((text) => new RegExp(`^-?\\d{1,3}(\\${sign}\\d{3})+$`).test(text))
    )
  );
  if (signs.length === 1) unsure.push(`"${signs[0]}" är antaget att skilja tusental, inte decimaler.`);
  if (signs.length === 2) unsure.push('Både "," och "." kan skilja tusental: ange vilket i tusental.');
  return {
    ...parts.length > 0 && { datumform: monthFirst && !dayFirst ? "mdy" as const : "dmy" as const },
    ...signs.length === 1 && { tusental: signs[0] },
  };
}

interface BandColumn extends NamedBand {
  readonly column: Column;
}

function bandColumns(columns: readonly Column[]): BandColumn[] {
  return columns.flatMap((column) => {
    const band = readBandLabel(column.header);
    return band === null ? [] : [{ ...band, column }];
  });
}

/** Bands; where none has a last day and none begins at 0, limits that each count those over it. */
function bandsOf(bands: readonly BandColumn[]): Pick<Profile, "band" | "troskelvarden"> {
  return bands.every(({ lo, hi }) => hi === null && lo > 0)
    ? { troskelvarden: bands.map(({ lo, column }) => ({ namn: column.header, over: lo - 1 })) }
    : { band: bands.map(({ lo, hi, column }) => ({ namn: column.header, lo, hi })) };
}

/** The only column of which no row counts fewer than over the lowest limit, and some row more: all who wait. */
function columnOfAll(
  { good, fields, header }: Extract,
  profile: Profile,
  limits: readonly BandColumn[],
  columns: readonly Column[],
): Column | undefined {
  const schema = fieldSchema(specOf(profileLayout(profile).shape.antal), profileSpelling(profile));
  const numberIn = (text: string) => {
    const read = schema.safeParse(text);
    return read.success && typeof read.data === "number" ? read.data : undefined;
  };
  const lowest = limits.reduce((a, b) => b.lo < a.lo ? b : a).column;
  const count = Math.min(good, LOOKED_AT);
  const rows = Array.from({ length: count }, (_, index) => fields(Math.floor(index * good / count)));
  const over = rows.map((row) => numberIn(row[header.indexOf(lowest.header)]) ?? 0);
  const possible = columns.filter(({ header: name }) => {
    if (limits.some(({ column }) => column.header === name)) return false;
    const numbers = rows.map((row) => numberIn(row[header.indexOf(name)]));
    return numbers.length > 0 && numbers.every((number, row) =>
      number !== undefined && number >= over[row]
    ) &&
      numbers.some((number, row) => number! > over[row]);
  });
  return possible.length === 1 ? possible[0] : undefined;
}

/** The column whose values are bands; those that write the unit go before those that may be ages. */
function labelColumn(columns: readonly Column[]): Column | undefined {
  const bands = ({ distinct }: Column) => distinct.flatMap((text) => readBandLabel(text) ?? []);
  return columns
    .filter((column) => column.distinct.length > 1 && column.distinct.length <= MOST_CODES)
    .filter((column) => bands(column).length === column.distinct.length)
    .filter(({ header }) => !/age|ålder/i.test(header))
    .toSorted((a, b) => Number(bands(b)[0].unit) - Number(bands(a)[0].unit)).at(0);
}

/** The bands of every record: a label that is left out would set its records aside. */
function everyLabel({ good, fields }: Extract, column: number): NonNullable<Profile["band"]> {
  const labels = new Set(Array.from({ length: good }, (_, row) => cleanText(fields(row)[column]) ?? ""));
  return [...labels].flatMap((namn) => {
    const band = readBandLabel(namn);
    return band === null ? [] : [{ namn, lo: band.lo, hi: band.hi }];
  }).toSorted((a, b) => a.lo - b.lo);
}

/** Spellings that the code lists do not know: those near a known one are taken for it, new names stand for themselves. */
function codesOf(profile: Profile, columns: ReadonlyMap<string, Column>, unsure: string[]): Profile["koder"] {
  const { shape } = profileLayout(profile), spelling = profileSpelling(profile);
  const koder = new Map<string, [text: string, value: string][]>();
  for (const [field, schema] of Object.entries(shape)) {
    const spec = specOf(schema), column = columns.get(field), constant = profile.konstanter[field];
    if (spec.kind !== "code" || field === "band") continue;
    const wanted = constant !== undefined ? [constant] : column?.distinct ?? [];
    const unread = wanted.filter((text) => !fieldSchema(spec, spelling).safeParse(text).success);
    if (unread.length === 0) continue;
    if (unread.length > MOST_CODES) {
      unsure.push(`${field} har fler än ${MOST_CODES} okända värden: är det rätt kolumn?`);
      continue;
    }
    // A new region or vårdutbud is possible; of the others there is a fixed list.
    const open = /^(region|vardutbud|hemregion)$/.test(field);
    for (const text of unread) {
      const near = /\d/.test(text) ? undefined : nearestNames(text, spec.codes!.keys(), 1).at(0);
      const value = near === undefined ? open ? text : undefined : spec.codes!.get(near);
      if (value === undefined) {
        unsure.push(`${field}: "${text}" är okänt. Ange i koder vad det står för (${spec.expects}).`);
      } else {
        koder.set(field, [...koder.get(field) ?? [], [text, value]]);
        if (nameKey(value) !== nameKey(text)) {
          unsure.push(`${field}: "${text}" är antaget att vara ${value}.`);
        }
      }
    }
    const own = (koder.get(field) ?? []).filter(([text, value]) => text === value).length;
    if (own > 0) {
      unsure.push(`${field}: ${own === 1 ? "ett nytt namn står" : `${own} nya namn står`} för sig själva.`);
    }
  }
  return Object.fromEntries([...koder].map(([field, of]) => [field, Object.fromEntries(of)]));
}

/** What the file lacks by this profile, or how many of the records looked at it takes. */
function doubtsOf(extract: Extract, profile: Profile): string[] {
  try {
    const { layout, sources } = recognise(extract.header, [profile]);
    const count = Math.min(extract.good, LOOKED_AT);
    const verdicts = Array.from({ length: count }, (_, index) => {
      const cells = extract.fields(Math.floor(index * extract.good / count));
      return judgeRecord(
        layout,
        Object.fromEntries(
          Object.entries(sources).map(([field, source]) => [
            field,
            "constant" in source ? source.constant : source.columns.map((column) => cells[column]).join(" "),
          ]),
        ),
      );
    });
    const wrong = verdicts.flatMap(({ breaches }) => breaches.find(({ level }) => level === "error") ?? []);
    const why = [...new Set(wrong.map(({ says }) => says))].slice(0, 3);
    return wrong.length === 0
      ? []
      : [`${wrong.length} av ${count} prövade rader underkänns: ${why.join("; ")}.`];
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error;
    return [
      `Filen saknar ${
        error.missing.join(", ")
      }: ange det i konstanter, eller med --konstant, om det är lika för alla rader.`,
    ];
  }
}
