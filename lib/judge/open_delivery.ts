import { basename } from "node:path";
import type { Day } from "../calendar/mod.ts";
import {
  cellsOf,
  cellsTogether,
  type FileAnswers,
  type Finding,
  LayoutError,
  PersonalNumberError,
  type Profile,
  profiles as knownProfiles,
  type Reading,
  recognise,
  type RunningNumberColumn,
  type ScreeningOptions,
  screenPersonalNumbers,
} from "../contract/mod.ts";
import {
  delimiterName,
  type Extract,
  ExtractError,
  type ExtractOptions,
  readExtract,
} from "../extract/mod.ts";
import { DeliveryError, type LoadReport } from "./finding.ts";
import { REJECTED_LINE } from "./rejected_file.ts";

/** Options for {@linkcode openDelivery}. */
export interface ReadingOptions extends ExtractOptions, ScreeningOptions {
  /** The profiles to try; give one to decide it yourself. @default {profiles} */
  profiles?: readonly Profile[];
  /** How the file writes dates and thousands, where the profile does not say it or is wrong. */
  spelling?: Pick<Profile, "datumform" | "tusental" | "serietal">;
  /** The day of the load; a month that has not begun by then is refused, one that is not over warned of. @default no month is */
  today?: Day;
  /** Values of fields that the file lacks, the same for every row: `{ status: "vantande", manad: "2024-04" }`. */
  constants?: Readonly<Record<string, string>>;
  /** What else a person says of its columns and bands. */
  answers?: FileAnswers;
}

/**
 * Reads a delivery, refuses it where it holds personal numbers, and finds its profile and columns. No record is judged yet.
 *
 * @param path The file.
 * @param options Profiles, constants, encoding and delimiter.
 * @returns The coded table, and how it is read.
 * @throws {DeliveryError} If the file cannot be read, has a layout that no profile fits, or holds personal numbers. The
 *   error carries the report, and its message says what to do.
 */
export async function openDelivery(
  path: string,
  options: ReadingOptions = {},
): Promise<{ extract: Extract; reading: Reading }> {
  const file = basename(path);
  let read: Extract;
  try {
    read = await readExtract(path, options);
  } catch (cause) {
    if (!(cause instanceof ExtractError)) throw cause;
    throw stopped(cause.message, { file, read: 0, rule: "fil_olaslig", count: 1, first: null }, cause);
  }
  const { found: personal, running } = screenPersonalNumbers(read, options);
  const extract = { ...read, assumed: [...read.assumed, ...running.map(runningLine)] };
  if (personal.length > 0) {
    const error = new PersonalNumberError(file, personal);
    // A column that is reported by its name alone counts once.
    const count = personal.reduce((sum, { cells }) => sum + Math.max(1, cells), 0);
    throw stopped(error.message, {
      file: error.file,
      read: extract.records,
      rule: "personnummer",
      count,
      first: personal[0].column === "" ? null : `${error.file}: kolumnen ${personal[0].column}`,
    }, error);
  }
  if (extract.header.includes(REJECTED_LINE)) {
    throw stopped(
      `${file} är en fil med underkända rader: inläst för sig skulle den ersätta hela leveransen. Foga in dem i originalet med deno task rejected --original ORIGINAL --rattad ${file} --ut NY.csv, och läs in den nya filen.`,
      { file, read: extract.records, rule: "underkanda_for_sig", count: 1, first: null },
    );
  }
  // A workbook may hold a day as a bare number, and says itself how such numbers are counted.
  const candidates = (options.profiles ?? knownProfiles).map((profile) => ({
    ...extract.serials === undefined ? {} : { serietal: extract.serials },
    ...profile,
    ...options.spelling,
  }));
  try {
    const look = {
      ...options.answers,
      values: cellsOf(extract),
      together: cellsTogether(extract),
      beside: extract.beside,
      file: extract.name,
    };
    return { extract, reading: recognise(extract.header, candidates, options.constants, look) };
  } catch (cause) {
    if (!(cause instanceof LayoutError)) throw cause;
    throw stopped(
      `${file}: ${cause.message}`,
      {
        file,
        read: extract.records,
        rule: "fel_layout",
        count: 1,
        first: `${file}:${extract.headerLine}:1`,
        proposed: cause.options,
      },
      cause,
    );
  }
}

/** How a file was read, in one Swedish line: what was found and what was given. */
export function readingLine(extract: Extract, { profile, layout }: Reading): string {
  const { format, encoding, delimiter, headerLine, sheet } = extract;
  const order = { dmy: "dd-mm-åååå", mdy: "mm-dd-åååå" };
  return `Läst som: ${
    [
      format === "text" ? `teckenkodning ${encoding}` : format,
      format === "text"
        ? `avgränsare ${delimiterName(delimiter)}`
        : sheet === undefined
        ? []
        : `blad ${sheet}`,
      headerLine > 0 ? `rubrikrad ${headerLine}` : [],
      `datum ${profile.datumform ? `${order[profile.datumform]} eller ` : ""}åååå-mm-dd${
        profile.serietal ? ` eller serietal från ${profile.serietal}` : ""
      }`,
      `decimaltecken ${
        profile.tusental === "," ? "punkt" : profile.tusental === "." ? "komma" : "komma eller punkt"
      }`,
      `tusental ${profile.tusental ? `"${profile.tusental}" eller ` : ""}blanksteg`,
      `layout ${layout.name}`,
      `profil ${profile.namn}`,
    ].flat().join(", ")
  }`;
}

/** What was let through as running numbers, in one Swedish line. */
function runningLine({ column, numbers, letThrough }: RunningNumberColumn): string {
  return `Löpnummer: ${letThrough} av ${numbers} tal med tio eller tolv siffror i kolumnen ${column} kan läsas som personnummer. De är inte fler än slumpen ger och släpptes igenom`;
}

interface Stop {
  file: string;
  read: number;
  rule: string;
  count: number;
  first: string | null;
  proposed?: readonly string[];
}

function stopped(
  message: string,
  { file, read, rule, count, first, proposed = [] }: Stop,
  cause?: Error,
): DeliveryError {
  const finding: Finding = { rule, level: "stop", says: message, count, first };
  const report: LoadReport = {
    file,
    profile: null,
    read,
    loaded: 0,
    rejected: read,
    skipped: 0,
    findings: [finding],
    assumed: [],
    reading: null,
    replaces: [],
    covers: [],
    outcome: "stopped",
    ...proposed.length > 0 && { proposed },
  };
  return new DeliveryError(message, report, { cause });
}
