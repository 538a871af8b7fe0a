import type { Delimiter, ExtractOptions } from "../extract/mod.ts";
import { oneOf, type Options, text, UsageError, type Values } from "./_command.ts";

const DELIMITERS: Readonly<Record<string, Delimiter>> = {
  semikolon: ";",
  komma: ",",
  tabb: "\t",
  lodstreck: "|",
};
const ENCODINGS = ["auto", "utf-8", "windows-1252", "utf-16le", "utf-16be"] as const;

/** The options that say how a file is written. */
export const EXTRACT_OPTIONS: Options = {
  encoding: { type: "string" },
  delimiter: { type: "string" },
  sheet: { type: "string" },
  "header-line": { type: "string" },
};

/** What --help says of {@linkcode EXTRACT_OPTIONS}. */
export const EXTRACT_HELP = `  --encoding KOD       ${ENCODINGS.join(", ")}
  --delimiter TECKEN   ${Object.keys(DELIMITERS).join(", ")}
  --sheet NAMN         arbetsbokens blad, även ett dolt (annars det som bär en tabell)
  --header-line RAD    radnumret där kolumnernas namn står; det som står ovanför läses inte`;

/**
 * How the files of a command line are written.
 *
 * @param values What was given.
 * @returns The options of the reading; what was not given is found by looking.
 * @throws {UsageError} If a value is none that is allowed.
 */
export function extractOptions(values: Values): ExtractOptions {
  const encoding = oneOf(values, "encoding", ENCODINGS, "auto");
  const delimiter = text(values, "delimiter"),
    sheet = text(values, "sheet"),
    headerLine = headerLineOf(values);
  if (delimiter !== undefined && DELIMITERS[delimiter] === undefined) {
    throw new UsageError(`--delimiter ska vara ${Object.keys(DELIMITERS).join(", ")}: fick "${delimiter}"`);
  }
  return {
    ...(encoding === "auto" ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter: DELIMITERS[delimiter] }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerLine === undefined ? {} : { headerLine }),
  };
}

function headerLineOf(values: Values): number | undefined {
  const written = text(values, "header-line");
  if (written === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(written)) return Number(written);
  throw new UsageError(`--header-line ska vara ett radnummer från 1: fick "${written}"`);
}
