import { lastDay } from "../calendar/mod.ts";
import { nearestNames } from "../reference/mod.ts";
import type { BandUnit } from "./_band_label.ts";
import type { Cells, CellsTogether } from "./_column_look.ts";
import { fieldSchema } from "./field.ts";
import { headerKey } from "./_header_key.ts";
import { absentColumn, type FileLook, finder } from "./_file_look.ts";
import { ignoring, quoted, withoutNames } from "./_role_stops.ts";
import { saidBeside } from "./said_beside.ts";
import { type ColumnRole, columnsOf, decideRoles, type Roles, type Source } from "./_roles.ts";
import { floatedCodes, knownColumns, understoodAs } from "./_understood.ts";
import type { Layout } from "./layout.ts";
import type { Profile } from "./profile.ts";
import { usedColumns } from "./used_columns.ts";

export type { BandUnit, Cells, CellsTogether, ColumnRole, FileLook, Source };

/** How one file is read: its profile and layout, and where each field comes from. */
export interface Reading {
  /** The profile, with the bands and columns that it did not name itself: with it alone the same header is read alike. */
  readonly profile: Profile;
  /** The layout it is judged by. */
  readonly layout: Layout;
  /** The source of each field that the file holds. */
  readonly sources: Readonly<Record<string, Source>>;
  /** What each column is, in the file's order. */
  readonly roles: readonly ColumnRole[];
  /** What was understood, a Swedish sentence without full stop that a person can check. */
  readonly understood: string;
  /** What was taken for granted, Swedish sentences without full stop. */
  readonly assumed: readonly string[];
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
  /** Options of a load that may answer it, as words of a command line; none where something is left to say. */
  readonly options: readonly string[];

  /** Makes the error from what was found. */
  constructor(
    message: string,
    found: Pick<LayoutError, "nearest" | "missing" | "unknown" | "renamed"> & { options?: readonly string[] },
  ) {
    super(message);
    this.options = found.options ?? [];
    this.nearest = found.nearest;
    this.missing = found.missing;
    this.unknown = found.unknown;
    this.renamed = found.renamed;
  }
}

/**
 * Finds the profile that a file's headers fit, gives each column its role, and says where each field comes from.
 *
 * Headers are compared without regard to case, blanks, underscores and Swedish letters. Among the profiles whose
 * required fields are all there, the one with the most columns put to use is taken. Where the cells are known, a column
 * of numbers that is not understood stops an aggregate without a total or with a hole in its bands.
 *
 * @param header The file's headers.
 * @param profiles The profiles to try; give one to decide it yourself.
 * @param constants Fields to set for every row, beside the profile's own.
 * @param look The cells and the text above the table, where they are known, and what a person says of the file.
 * @returns How the file is read.
 * @throws {LayoutError} If no profile fits, or nobody could say what a column counts: the message says what to answer.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Profile } from "vantelage";
 * import { recognise } from "vantelage/contract";
 * const profile = Profile.parse({ namn: "aggregat", beskrivning: "Aggregerat", layout: "aggregat" });
 * const reading = recognise(["Månad", "Status", "Region", "v0-4", "v5+", "Klinik"], [profile]);
 * assert.deepEqual(reading.sources.manad, { columns: [0] });
 * assert.deepEqual(reading.roles[3].band, { lo: 0, hi: 34, unit: "vecka" });
 * assert.deepEqual(reading.unknown, ["Klinik"]);
 * ```
 */
export function recognise(
  header: readonly string[],
  profiles: readonly Profile[],
  constants: Readonly<Record<string, string>> = {},
  look: FileLook = {},
): Reading {
  if (profiles.length === 0) {
    throw new RangeError("Cannot recognise the file as at least one profile must be given: got none");
  }
  const tries = profiles.map((profile) => decideRoles(header, profile, constants, look));
  const absent = absentColumn(header, look);
  if (absent !== undefined) throw stopped(tries[0], absent);
  const fitting = tries.filter(({ missing }) => missing.length === 0);
  if (fitting.length === 0) throw noneFits(header, tries, look);
  const best = fitting.reduce((a, b) => b.used > a.used ? b : a);
  refuseContradicted(header, best, constants);
  const doubts = saidOtherwise(best, constants, look);
  refuseSeveralDays(best, look);
  refuseParted(best);
  if (best.stops.length > 0) throw stopped(best, best.stops[0].says);
  refuseUnreadNames(best, look);
  const { profile, layout, sources, roles } = best;
  return {
    profile,
    layout,
    sources,
    roles,
    understood: understoodAs(best, look),
    assumed: [...best.assumed, ...doubts, ...floatedCodes(best, look)],
    unknown: unknownIn(best),
    absent: Object.keys(layout.shape).filter((name) => sources[name] === undefined),
  };
}

/** Headers of columns that nothing is read from, but for those that the profile or a person leaves out. */
function unknownIn({ roles, profile, sources }: Roles): string[] {
  const used = new Set(usedColumns(sources));
  const ignored = new Set(profile.bortse.map(headerKey));
  return roles.filter(({ column, header }) =>
    header !== "" && !used.has(column) && !ignored.has(headerKey(header))
  )
    .map(({ header }) => header);
}

function stopped(tried: Roles, message: string, options: readonly string[] = []): LayoutError {
  return new LayoutError(message, {
    nearest: tried.profile.namn,
    missing: [],
    unknown: unknownIn(tried),
    renamed: [],
    options,
  });
}

/** No profile fits: the nearest is the one that knows the most of the file's headers, misspelt ones too. */
function noneFits(header: readonly string[], tries: readonly Roles[], look: FileLook): LayoutError {
  const known = (tried: Roles) => tried.used + renamedFields(tried).length + knownColumns(tried, look).length;
  const best = tries.reduce((a, b) =>
    known(b) > known(a) || (known(b) === known(a) && b.missing.length < a.missing.length) ? b : a
  );
  const { missing, profile, misread } = best;
  if (misread.length > 0) throw stopped(best, misread[0].says);
  if (best.used === 0 && header.some((name) => /\d{4}/.test(name))) {
    return new LayoutError(
      "Filen verkar sakna rubrikrad: ingen kolumn i dess första rad känns igen, och raden innehåller siffror. " +
        "Lägg till en rad med kolumnernas namn, och läs in filen igen.",
      { nearest: profile.namn, missing, unknown: [], renamed: [] },
    );
  }
  const unknown = unknownIn(best), renamed = renamedFields(best), likely = knownColumns(best, look);
  const left = missing.filter((field) => !likely.some((one) => one.field === field));
  const nameless = likely.filter(({ header }) => header.trim() === "").length;
  if (nameless > 0) throw stopped(best, withoutNames(nameless).says);
  const hospitalCells = likely.find(({ field }) => field === "sjukhus")?.cells ?? [];
  const said = saidBeside(left, header, look, hospitalCells);
  const words = [
    ...likely.flatMap(({ field, header }) => ["--kolumn", `${field}=${header}`]),
    ...left.flatMap((field) => {
      const value = said.find((one) => one.field === field)?.value ?? PLACEHOLDERS[field] ?? "VÄRDE";
      return ["--konstant", `${field}=${value}`];
    }),
  ];
  const message = [
    `Filens kolumner passar ingen känd layout. Närmast är profilen "${profile.namn}", som kräver ${
      missing.join(", ")
    } som inte finns i filen.`,
    unknown.length > 0 ? `Okända kolumner: ${unknown.join(", ")}.` : "",
    renamed.length > 0
      ? `Troligen omdöpta: ${renamed.map(({ field, header }) => `${header} (väntat ${field})`).join(", ")}.`
      : "",
    ...likely.map(({ field, header, count }) =>
      `Kolumnen ${header} är troligen ${field}: ${
        count === 1 ? "dess enda värde är känt" : `alla ${count} värden är kända`
      } där.`
    ),
    said.length > 0
      ? `Av filens namn, rubriker och text bredvid tabellen: ${
        said.map(({ field, value }) => `${field}=${value}`).join(", ")
      }.`
      : "",
    `Vad filen inte säger och som är lika för alla rader anges med --konstant fält=värde, och vilken kolumn som är ett fält med --kolumn fält=kolumn: ${
      words.map((word) => word.startsWith("--") ? word : quoted(word)).join(" ")
    }. Eller beskriv filen i en profil: deno task profile FIL skriver ett utkast.`,
  ].filter((part) => part !== "").join(" ");
  const options = left.length === said.length ? words : [];
  return new LayoutError(message, { nearest: profile.namn, missing, unknown, renamed, options });
}

/** What is written where nobody knows: a wrong month that is pasted would be kept as one. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  status: "STATUS",
  region: "REGION",
  manad: "ÅÅÅÅ-MM",
};

/** Columns by which a file has several rows of what the aggregated layout takes for one. */
const PARTING = /^(avvikelse(kod)?|vantetids(band|intervall|grupp)|band|intervall|vantetid)$/;

/** Rows of PvV would count as waiting actively, and each band as all of them, were such a column left out. */
function refuseParted(tried: Roles): void {
  const parting = unknownIn(tried).find((name) => PARTING.test(headerKey(name)));
  if (tried.layout.name === "register" || parting === undefined) return;
  throw stopped(
    tried,
    `Kolumnen ${parting} delar upp raderna, och läst med profilen "${tried.profile.namn}" skulle de räknas ihop. ` +
      "Ha en rad per väntetidsband (kolumnerna väntetid, avvikelse och antal) eller kolumner för band, PvV och MoV, " +
      `eller läs in den utan kolumnen om den inte delar upp något: ${ignoring([parting])}.`,
  );
}

/** Two months would count as one, and operations as waiting, were a constant put in place of what the rows say. */
function refuseContradicted(
  header: readonly string[],
  tried: Roles,
  constants: Readonly<Record<string, string>>,
): void {
  for (const name of Object.keys(constants)) {
    const columns = columnsOf(name, tried.profile, finder(header));
    if (columns === null) continue;
    throw stopped(
      tried,
      `Filen säger själv ${name}, i kolumnen ${
        columns.map((index) => header[index]).join(", ")
      }, och en konstant ` +
        "är för det som filen saknar. Ta bort konstanten, eller kolumnen om den inte ska läsas.",
    );
  }
}

/**
 * Operations would count as waiting, and one region's patients as another's, were a constant believed where the table's
 * title, its sheet or its file is called otherwise. A month beside a table may be that of its making: it is only mentioned.
 */
function saidOtherwise(
  tried: Roles,
  constants: Readonly<Record<string, string>>,
  look: FileLook,
): string[] {
  const given = ["status", "region", "manad", "matperiod"].filter((field) => constants[field] !== undefined);
  return saidBeside(given, [], look, []).flatMap(({ field, value }) => {
    const schema = tried.layout.shape[field], read = schema?.safeParse(constants[field]);
    if (!read?.success || read.data === schema.safeParse(value).data) return [];
    const says = `Bladets eller filens namn, eller texten ovanför tabellen, säger ${field}=${value}, ` +
      `men ${field}=${constants[field]} är angivet`;
    if (field === "manad" || field === "matperiod") return [says];
    throw stopped(
      tried,
      `${says}. Läs in med --konstant ${
        quoted(`${field}=${value}`)
      }, eller döp om bladet eller filen om det är det som är fel.`,
    );
  });
}

const A_DAY = fieldSchema({ kind: "day", required: true, level: "error", expects: "ett datum" });

/** Those who wait on two days of a month are mostly the same: added together they would be counted twice. */
function refuseSeveralDays({ sources, layout, roles, ...tried }: Roles, { values }: FileLook): void {
  const source = sources.manad, status = sources.status;
  if (source === undefined || status === undefined || "constant" in source || values === undefined) return;
  const statuses = "constant" in status
    ? [status.constant]
    : [...values(status.columns[0])].map(([cell]) => cell);
  const waits = statuses.every((text) => {
    const read = layout.shape.status.safeParse(text);
    return !read.success || read.data === "vantande";
  });
  if (!waits) return;
  const days = Map.groupBy(
    [...values(source.columns[0])].flatMap(([cell]) => {
      const read = A_DAY.safeParse(cell);
      return read.success && typeof read.data === "string" ? [read.data] : [];
    }),
    (day) => day.slice(0, 7),
  );
  // A month's first and its last day both stand for the month.
  const isWithin = (day: string, month: string) => day !== `${month}-01` && day !== lastDay(month);
  const [month, found] =
    [...days].find(([month, days]) => new Set(days).size > 1 && days.some((day) => isWithin(day, month))) ??
      [];
  if (found === undefined) return;
  throw stopped(
    { sources, layout, roles, ...tried },
    `Kolumnen ${roles[source.columns[0]].header} har flera dagar i ${month} (${
      [...new Set(found)].sort().slice(0, 3).join(", ")
    }), och samma väntande skulle räknas en gång för varje dag. Ha bara kvar raderna för månadens sista mätdag, och läs in filen igen.`,
  );
}

/** All would lie at no hospital and of no vårdutbud, were a column that names them left out. */
function refuseUnreadNames(tried: Roles, look: FileLook): void {
  const [found, ...more] = knownColumns(tried, look).filter(({ field }) => DIMENSIONS.includes(field));
  if (found === undefined) return;
  const all = [found, ...more];
  throw stopped(
    tried,
    `${
      all.map(({ field, header, count }) =>
        `Kolumnen ${header} läses inte, men ${
          count === 1 ? "dess enda värde är känt" : `alla ${count} värden är kända`
        } som ${field}`
      ).join(". ")
    }. ` +
      `Läs in med ${
        all.map(({ field, header }) => `--kolumn ${quoted(`${field}=${header}`)}`).join(" ")
      }, eller utan: ${ignoring(all.map(({ header }) => header))}.`,
    all.flatMap(({ field, header }) => ["--kolumn", `${field}=${header}`]),
  );
}

const DIMENSIONS: readonly string[] = ["sjukhus", "sjukhusnamn", "vardutbud"];

/** The missing fields that an unknown header looks like. */
function renamedFields(tried: Roles): { field: string; header: string }[] {
  const unknown = unknownIn(tried);
  return tried.missing.flatMap((field) =>
    nearestNames(headerKey(field), unknown.map(headerKey), 1).map((key) => ({
      field,
      header: unknown.find((name) => headerKey(name) === key)!,
    }))
  );
}
