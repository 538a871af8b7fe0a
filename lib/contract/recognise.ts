import { followEachOther, type HeaderBand, headerBands } from "./_file_bands.ts";
import { nearestNames } from "../reference/mod.ts";
import { headerKey } from "./_header_key.ts";
import { STANDARD_BANDS } from "./aggregate_layout.ts";
import { type Band, type Layout, specOf } from "./layout.ts";
import { bandField, type Profile, profileLayout, thresholdField } from "./profile.ts";

/** Where a field's text comes from: columns of the file (0-based), or the same text in every row. */
export type Source = { readonly columns: readonly number[] } | { readonly constant: string };

/** How one file is read: its profile and layout, and where each field comes from. */
export interface Reading {
  /** The profile. */
  readonly profile: Profile;
  /** The layout it is judged by. */
  readonly layout: Layout;
  /** The source of each field that the file holds. */
  readonly sources: Readonly<Record<string, Source>>;
  /** Columns that nobody asked for, by header. */
  readonly unknown: readonly string[];
  /** Fields of the layout that the file does not hold, none of them required. */
  readonly absent: readonly string[];
}

/** No profile fits a file: what is missing, what is unknown, what was probably renamed. */
export class LayoutError extends Error {
  /** The name of the error. */
  override readonly name: string = "LayoutError";
  /** The nearest profile's name. */
  readonly nearest: string;
  /** Required fields without a column. */
  readonly missing: readonly string[];
  /** Headers that no field answers to. */
  readonly unknown: readonly string[];
  /** Missing fields with the unknown headers that look like them. */
  readonly renamed: readonly { field: string; header: string }[];

  /** Makes the error from what was found. */
  constructor(message: string, found: Pick<LayoutError, "nearest" | "missing" | "unknown" | "renamed">) {
    super(message);
    this.nearest = found.nearest;
    this.missing = found.missing;
    this.unknown = found.unknown;
    this.renamed = found.renamed;
  }
}

/**
 * Finds the profile that a file's headers fit, and says where each field comes from.
 *
 * Headers are compared without regard to case, blanks, underscores and Swedish letters. Among the profiles whose
 * required fields are all there, the one with the most columns put to use is taken.
 *
 * @param header The file's headers.
 * @param profiles The profiles to try; give one to decide it yourself.
 * @param constants Fields to set for every row, beside the profile's own.
 * @returns How the file is read.
 * @throws {LayoutError} If no profile fits, or a column parts the rows of an aggregate whose layout has no place for it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Profile, recognise } from "vantelage";
 * const profile = Profile.parse({ namn: "aggregat", beskrivning: "Aggregerat", layout: "aggregat" });
 * const reading = recognise(["Månad", "Status", "Region", "Antal", "Klinik"], [profile]);
 * assert.deepEqual(reading.sources.manad, { columns: [0] });
 * assert.deepEqual(reading.unknown, ["Klinik"]);
 * ```
 */
export function recognise(
  header: readonly string[],
  profiles: readonly Profile[],
  constants: Readonly<Record<string, string>> = {},
): Reading {
  if (profiles.length === 0) {
    throw new RangeError("Cannot recognise the file as at least one profile must be given: got none");
  }
  const tries = profiles.map((profile) => tryProfile(header, profile, constants));
  const fitting = tries.filter(({ missing }) => missing.length === 0);
  if (fitting.length > 0) {
    const { reading } = fitting.reduce((a, b) => b.used > a.used ? b : a);
    refuseContradicted(header, reading, constants);
    refuseParted(reading);
    return withFileBands(header, reading, constants);
  }
  // No profile fits: the nearest is the one that knows the most of the file's headers, misspelt ones too.
  const known = (tried: Try) => tried.used + renamedFields(tried).length;
  const best = tries.reduce((a, b) =>
    known(b) > known(a) || (known(b) === known(a) && b.missing.length < a.missing.length) ? b : a
  );
  if (best.used === 0 && header.some((name) => /\d{4}/.test(name))) {
    throw new LayoutError(
      "Filen verkar sakna rubrikrad: ingen kolumn i dess första rad känns igen, och raden innehåller siffror. " +
        "Lägg till en rad med kolumnernas namn, och läs in filen igen.",
      { nearest: best.reading.profile.namn, missing: best.missing, unknown: [], renamed: [] },
    );
  }
  const { missing, reading: { unknown, profile } } = best;
  const renamed = renamedFields(best);
  const message = [
    `Filens kolumner passar ingen känd layout. Närmast är profilen "${profile.namn}", som kräver ${
      missing.join(", ")
    } som inte finns i filen.`,
    unknown.length > 0 ? `Okända kolumner: ${unknown.join(", ")}.` : "",
    renamed.length > 0
      ? `Troligen omdöpta: ${renamed.map(({ field, header }) => `${header} (väntat ${field})`).join(", ")}.`
      : "",
    "Vad filen inte säger och som är lika för alla rader anges med --konstant fält=värde. " +
    "Byt annars namn på kolumnerna, eller beskriv filen i en profil: deno task profile FIL skriver ett utkast.",
  ].filter((part) => part !== "").join(" ");
  throw new LayoutError(message, { nearest: profile.namn, missing, unknown, renamed });
}

/** Columns by which a file has several rows of what the aggregated layout takes for one. */
const PARTING = /^(avvikelse(kod)?|vantetids(band|intervall|grupp)|band|intervall|vantetid)$/;

/** Rows of PvV would count as waiting actively, and each band as all of them, were such a column left out. */
function refuseParted({ profile, layout, unknown }: Reading): void {
  const parting = unknown.find((name) => PARTING.test(headerKey(name)));
  if (layout.name === "register" || parting === undefined) return;
  throw new LayoutError(
    `Kolumnen ${parting} delar upp raderna, och läst med profilen "${profile.namn}" skulle de räknas ihop. ` +
      "Ha en rad per väntetidsband (kolumnerna väntetid, avvikelse och antal) eller kolumner för band, PvV och MoV, " +
      "eller ta bort kolumnen om den inte delar upp något.",
    { nearest: profile.namn, missing: [], unknown, renamed: [] },
  );
}

/** Two months would count as one, and operations as waiting, were a constant put in place of what the rows say. */
function refuseContradicted(
  header: readonly string[],
  { profile, unknown }: Reading,
  constants: Readonly<Record<string, string>>,
): void {
  for (const name of Object.keys(constants)) {
    const columns = columnsOf(name, profile, finderIn(header));
    if (columns === null) continue;
    throw new LayoutError(
      `Filen säger själv ${name}, i kolumnen ${
        columns.map((index) => header[index]).join(", ")
      }, och en konstant ` +
        "är för det som filen saknar. Ta bort konstanten, eller kolumnen om den inte ska läsas.",
      { nearest: profile.namn, missing: [], unknown, renamed: [] },
    );
  }
}

/** Finds a column by any spelling of its header; -1 when the file has none such. */
function finderIn(header: readonly string[]): (name: string) => number {
  const keys = header.map(headerKey);
  return (name) => keys.indexOf(headerKey(name));
}

/**
 * The reading with the bands that the file's headers name, where these are others than the profile's standard ones.
 *
 * @throws {LayoutError} If the bands do not follow each other: what they count together nobody could say.
 */
function withFileBands(
  header: readonly string[],
  reading: Reading,
  constants: Readonly<Record<string, string>>,
): Reading {
  const { profile, unknown } = reading;
  if (profile.layout !== "aggregat" || profile.band !== undefined || profile.troskelvarden !== undefined) {
    return reading;
  }
  // Standard bands among the unknown are mostly those that others of the file count already.
  const counted = reading.layout.bands.filter(({ field }) => reading.sources[field] !== undefined);
  const isCounted = ({ lo, hi }: HeaderBand) =>
    STANDARD_BANDS.some((band) => band.lo === lo && band.hi === hi) &&
    counted.some((band) => band.lo <= (hi ?? Infinity) && (band.hi ?? Infinity) >= lo);
  const left = headerBands(unknown).filter((band) => !isCounted(band));
  if (left.length === 0) return reading;
  const out = new Set([
    ...profile.bortse.map(headerKey),
    ...headerBands(unknown).filter(isCounted).map(({ namn }) => headerKey(namn)),
  ]);
  const band = headerBands(header.filter((name) => !out.has(headerKey(name))));
  if (followEachOther(band)) return tryProfile(header, { ...profile, band }, constants).reading;
  throw new LayoutError(
    `Kolumnerna ${
      left.map(({ namn }) => namn).join(", ")
    } ser ut att räkna väntande i väntetidsband, men banden ${
      band.map(({ namn }) => namn).join(", ")
    } följer inte på varandra. Beskriv dem i en profil (deno task profile FIL), eller ta bort dem som inte ska räknas.`,
    { nearest: profile.namn, missing: [], unknown, renamed: [] },
  );
}

interface Try {
  reading: Reading;
  missing: string[];
  used: number;
}

/** The missing fields that an unknown header looks like. */
function renamedFields({ missing, reading: { unknown } }: Try): { field: string; header: string }[] {
  return missing.flatMap((field) =>
    nearestNames(headerKey(field), unknown.map(headerKey), 1).map((key) => ({
      field,
      header: unknown.find((name) => headerKey(name) === key)!,
    }))
  );
}

function tryProfile(
  header: readonly string[],
  profile: Profile,
  constants: Readonly<Record<string, string>>,
): Try {
  const layout = profileLayout(profile);
  const find = finderIn(header);
  const fixed = { ...profile.konstanter, ...constants };
  const sources: Record<string, Source> = {};
  const missing: string[] = [];
  for (const [name, schema] of Object.entries(layout.shape)) {
    if (fixed[name] !== undefined) {
      sources[name] = { constant: fixed[name] };
      continue;
    }
    const columns = columnsOf(name, profile, find);
    if (columns) sources[name] = { columns };
    else if (specOf(schema).required) missing.push(name);
  }
  // A profile that names its bands is for files that have them: else any file with a month could be another country's.
  const own = profile.band === undefined ? [] : layout.bands.map((band) => band.field);
  if (own.length > 0 && own.every((name) => sources[name] === undefined)) missing.push(...own);
  for (const field of overlapping(layout.bands.filter((band) => sources[band.field] !== undefined))) {
    delete sources[field];
  }
  const used = new Set(Object.values(sources).flatMap((source) => "columns" in source ? source.columns : []));
  const ignored = new Set(profile.bortse.map(headerKey));
  const unknown = header.filter((name, index) =>
    name !== "" && !used.has(index) && !ignored.has(headerKey(name))
  );
  const absent = Object.keys(layout.shape).filter((name) =>
    sources[name] === undefined && !missing.includes(name)
  );
  return { reading: { profile, layout, sources, unknown, absent }, missing, used: used.size };
}

function columnsOf(name: string, profile: Profile, find: (header: string) => number): number[] | null {
  const wanted = profile.kolumner[name];
  if (wanted !== undefined && typeof wanted === "object" && "av" in wanted) {
    const columns = wanted.av.map(find);
    return columns.every((column) => column >= 0) ? columns : null;
  }
  const bands = profile.band?.filter(({ lo, hi }) => bandField(lo, hi) === name).map((band) => band.namn) ??
    profile.troskelvarden?.filter(({ over }) => thresholdField(over) === name).map((limit) => limit.namn) ??
    STANDARD_BANDS.filter((band) => band.field === name).flatMap(bandHeaders);
  const candidates = typeof wanted === "string"
    ? [wanted, name, ...bands]
    : [name, ...wanted ?? [], ...bands];
  const column = candidates.map(find).find((index) => index >= 0);
  return column === undefined ? null : [column];
}

/**
 * Bands that others of the same file count already. Where finer ones make a wide one up (91–120, 121–180 and 181–365
 * beside 91–365) the wide one goes, else those that lie inside it.
 */
function overlapping(bands: readonly Band[]): string[] {
  const unions = bands.filter((wide) => isMadeUp(wide, bands));
  const left = bands.filter((band) => !unions.includes(band));
  const inside = left.filter((band) =>
    left.some((wide) => wide !== band && wide.lo <= band.lo && (wide.hi ?? Infinity) >= (band.hi ?? Infinity))
  );
  return [...unions, ...inside].map((band) => band.field);
}

function isMadeUp(wide: Band, bands: readonly Band[]): boolean {
  let next: number | null = wide.lo;
  for (const part of bands.filter((band) => band !== wide).toSorted((a, b) => a.lo - b.lo)) {
    if (part.lo === next && (wide.hi === null || (part.hi !== null && part.hi <= wide.hi))) {
      if (part.hi === wide.hi) return true;
      next = part.hi === null ? null : part.hi + 1;
    }
  }
  return false;
}

function bandHeaders({ lo, hi }: { lo: number; hi: number | null }): string[] {
  return (hi === null ? [`${lo}+`, `>${lo - 1}`, `över ${lo - 1}`] : [`${lo}-${hi}`])
    .flatMap((label) => [label, ...["dagar", "dgr", "dygn", "d"].map((unit) => `${label} ${unit}`)]);
}
