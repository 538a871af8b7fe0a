import { decodeUtf8, utf16Column } from "./_bytes.ts";
import { MAX_RECORD_BYTES, type RecordScanner } from "./_record_scanner.ts";
import { type BrokenRecord, type BrokenRule, MOST_REJECTED } from "./broken_record.ts";
import { type Delimiter, delimiterName } from "./dialect.ts";
import { ExtractError, longLine } from "./extract_error.ts";

/** What is known of a text whose broken records are described. */
export interface BrokenLineOptions {
  /** The file's name, for messages. */
  readonly name: string;
  /** The UTF-8 that the scanner reads. */
  readonly text: Uint8Array;
  /** What parts its fields. */
  readonly delimiter: Delimiter;
  /** The number of columns in the header. */
  readonly columns: number;
  /** The fewest fields that a good record has: one less where the last column has no name. */
  readonly fewest: number;
  /** Whether the text ends in the middle of a character. */
  readonly cut: boolean;
}

/**
 * Describes the record at `start`, which cannot be read; leaves the scanner at the end of its first line, so that a
 * stray quote does not swallow the records after it.
 *
 * @returns The broken record without its number; `null` where the scanner finds nothing wrong with it.
 * @throws {ExtractError} If the line is longer than 1 MiB.
 */
export function brokenLine(
  scanner: RecordScanner,
  start: number,
  line: number,
  { name, text, delimiter, columns, fewest, cut }: BrokenLineOptions,
): Omit<BrokenRecord, "record"> | null {
  scanner.scan(start);
  const { problem, problemAt, fields: foundFields, innerBreaks } = scanner;
  const cutHere = cut && scanner.next === text.length;
  if (problem === null && foundFields >= fewest && foundFields <= columns && !cutHere) {
    if (scanner.end - start > MAX_RECORD_BYTES) throw longLine(name, line);
    return null;
  }
  scanner.endAtFirstLine(start);
  if (scanner.end - start > MAX_RECORD_BYTES) throw longLine(name, line);
  const unended = scanner.end === text.length;
  const at = problem !== null && problemAt < scanner.end
    ? { column: utf16Column(text, start, problemAt) }
    : {};
  const because = (rule: BrokenRule, why: string): Omit<BrokenRecord, "record"> => ({
    line,
    raw: decodeUtf8(text.subarray(start, scanner.end)),
    ...at,
    rule,
    why,
    expectedFields: columns,
    foundFields,
  });
  if (cutHere) return because("truncated", "Filen slutar mitt i ett tecken: den är avhuggen");
  if (problem === "nul") return because("nul", "Raden innehåller ett NUL-tecken");
  if (problem === "open-quote") {
    return unended
      ? because("truncated", `Filen slutar inne i fält ${foundFields}, vars citattecken aldrig avslutas`)
      : because("quote", `Citattecknet som inleder fält ${foundFields} avslutas inte`);
  }
  if (problem === "stray-quote") {
    const why = `Fält ${foundFields} har ett citattecken som varken är dubblerat eller avslutar fältet`;
    return because("quote", why);
  }
  const found = `${foundFields} fält i stället för ${columns} (avgränsare: ${delimiterName(delimiter)})`;
  if (innerBreaks > 0) {
    return because("quote", `Ett citattecken förlänger raden till nästa och ger ${found}`);
  }
  if (unended && foundFields < fewest) {
    return because("truncated", `Filen slutar mitt i raden, som har ${found}`);
  }
  return because("fields", `Raden har ${found}`);
}

/** A file of which more is broken than anybody corrects by hand. */
export function tooManyBroken(
  { name, columns, delimiter }: Pick<BrokenLineOptions, "name" | "columns" | "delimiter">,
  line: number,
): ExtractError {
  return new ExtractError(
    name,
    `till och med rad ${line} är ${
      MOST_REJECTED.toLocaleString("sv-SE")
    } rader trasiga, så felet är ett och samma. Rubrikraden ger ${columns} kolumner (avgränsare: ${
      delimiterName(delimiter)
    }): stämmer det med raderna? Avgränsare och rubrikrad kan anges; annars exportera filen på nytt.`,
    line,
  );
}
