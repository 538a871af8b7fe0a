import { CR, decodeUtf8, firstLineEnd, LF, SPACE, TAB } from "./_bytes.ts";
import { findHeaderRow, LOOKED_AT_ROWS } from "./_header_row.ts";
import { MAX_COLUMNS } from "./_limits.ts";
import { ExtractError, longLine, tooManyColumns } from "./extract_error.ts";
import { type FieldBounds, MAX_RECORD_BYTES, RecordScanner } from "./_record_scanner.ts";
import { unquote } from "./_fields.ts";

/** The characters that may part fields from each other (fältavgränsare). */
export type Delimiter = ";" | "," | "\t" | "|";

/** Options for {@linkcode detectDialect}; what is left out is found by looking. */
export interface DialectOptions {
  /** What parts the fields. */
  delimiter?: Delimiter;
  /** The editor line of the header, 1-based. */
  headerLine?: number;
}

/** How an extract is laid out: its delimiter, its columns and where its data begin. */
export interface Dialect {
  /** What parts the fields. */
  delimiter: Delimiter;
  /** Whether the delimiter was found by looking, neither given nor declared by a `sep=` line. */
  assumed: boolean;
  /** The names of the columns, trimmed and without quotes; a column without a name is "". */
  header: string[];
  /** The editor line of the header, 1-based. */
  headerLine: number;
  /** The first byte of the header; what stands above it is no part of the table. */
  headerStart: number;
  /** Whether the header was found below lines that were taken for titles. */
  titled: boolean;
  /** The editor line after the header, 1-based. */
  dataLine: number;
  /** The first byte after the header's line end. */
  dataStart: number;
  /** The header's own line end, or "\n" when the file ends with it. */
  lineEnd: LineEnd;
}

/** The ways a line may end. */
export type LineEnd = "\r\n" | "\n" | "\r";

/**
 * Finds the delimiter and the header: the first line that is not blank, or, below lines of titles, the first that is
 * as wide as the records.
 *
 * The delimiter is the candidate that parts the header into most columns with the first records agreeing;
 * quotes are respected. A first line `sep=;`, which Excel writes, declares it.
 *
 * @param text UTF-8 without byte order mark; not changed.
 * @param name The file's name, for messages.
 * @param options The delimiter and the header's line, when the caller knows them better.
 * @throws {ExtractError} If nothing but blank lines is found, if no delimiter gives at least two columns or one
 * more than 2 000, or if the header is not text, lacks names or has one name twice. The message numbers columns, never
 * names them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { detectDialect } from "vantelage/extract";
 *
 * const dialect = detectDialect(new TextEncoder().encode("kön;väntat, dagar\nK;12\n"), "april.csv");
 * assert.equal(dialect.delimiter, ";");
 * assert.deepEqual(dialect.header, ["kön", "väntat, dagar"]);
 * ```
 */
export function detectDialect(text: Uint8Array, name: string, options: DialectOptions = {}): Dialect {
  let { start, line } = skipBlankLines(text, 0, 1);
  if (start === text.length) {
    throw new ExtractError(name, "filen är tom. Den ska ha en rubrikrad och sedan en rad per post.");
  }
  const declared = declaredDelimiter(text, start);
  if (declared !== undefined) ({ start, line } = skipBlankLines(text, declared.next, line + 1));
  const { headerLine } = options;
  if (headerLine !== undefined) ({ start, line } = lineStart(text, headerLine, name));
  if (firstLineEnd(text, start) - start > MAX_RECORD_BYTES) throw longLine(name, line);
  const known = options.delimiter ?? declared?.delimiter;
  const candidates = (known === undefined ? DELIMITERS : [known])
    .map((candidate) => judge(text, { start, line }, candidate, headerLine === undefined))
    .filter(({ columns }) => columns >= 2)
    .sort((a, b) => b.score - a.score);
  if (candidates.length === 0) throw new ExtractError(name, noColumns(text, start, known, line), line);
  const [{ delimiter, columns, at }] = candidates;
  if (columns > MAX_COLUMNS) throw tooManyColumns(name);

  const scanner = new RecordScanner(text, delimiter.charCodeAt(0));
  const bounds: FieldBounds[] = [];
  scanner.scan(at.start, bounds);
  const header = bounds.map((field) => unquote(text, field).trim());
  checkHeader(header, name, at.line);
  return {
    delimiter,
    assumed: known === undefined,
    header,
    headerLine: at.line,
    headerStart: at.start,
    titled: at.start > start,
    dataLine: at.line + scanner.innerBreaks + 1,
    dataStart: scanner.next,
    lineEnd: lineEndAt(text, scanner.end) ?? "\n",
  };
}

/** The byte after the line when `[start, …)` is a blank line (only spaces and tabs), otherwise -1. */
export function blankLineEnd(text: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  while (at < text.length && (text[at] === SPACE || text[at] === TAB) && text[at] !== delimiter) at++;
  if (at === text.length) return at;
  if (text[at] === LF) return at + 1;
  if (text[at] === CR) return text[at + 1] === LF ? at + 2 : at + 1;
  return -1;
}

/** The line end that stands at the byte `end`, or `undefined` at the end of the text. */
export function lineEndAt(text: Uint8Array, end: number): LineEnd | undefined {
  if (end >= text.length) return undefined;
  return text[end] === LF ? "\n" : text[end + 1] === LF ? "\r\n" : "\r";
}

/** In order of trust: a comma stands inside Swedish numbers, the others hardly ever inside a value. */
const DELIMITERS: readonly Delimiter[] = [";", "\t", "|", ","];
const JUDGED_RECORDS = 20;
/** The bytes that are looked at, four records of the greatest length, so that looking at an endless line ends. */
const LOOKED_AT_BYTES = 4 * MAX_RECORD_BYTES;

/** Where a line begins: its first byte, and its editor line. */
interface LineStart {
  start: number;
  line: number;
}

function skipBlankLines(text: Uint8Array, start: number, line: number): LineStart {
  while (start < text.length) {
    const next = blankLineEnd(text, start, -1);
    if (next < 0) break;
    start = next;
    line++;
  }
  return { start, line };
}

function declaredDelimiter(
  text: Uint8Array,
  start: number,
): { delimiter: Delimiter; next: number } | undefined {
  const end = firstLineEnd(text, start);
  if (end - start > 7) return undefined;
  const found = /^"?sep=([;,\t|])"?$/i.exec(decodeUtf8(text.subarray(start, end)));
  const delimiter = DELIMITERS.find((candidate) => candidate === found?.[1]);
  return delimiter === undefined ? undefined : { delimiter, next: end + (lineEndAt(text, end)?.length ?? 0) };
}

/** The start of an editor line that holds something. */
function lineStart(text: Uint8Array, wanted: number, name: string): LineStart {
  let start = 0;
  for (let line = 1; line < wanted && start < text.length; line++) {
    const end = firstLineEnd(text, start);
    start = end + (lineEndAt(text, end)?.length ?? 0);
  }
  if (start < text.length && blankLineEnd(text, start, -1) < 0) return { start, line: wanted };
  throw new ExtractError(name, `rubrikraden angavs vara rad ${wanted}, men den finns inte eller är tom.`);
}

/**
 * The columns that a delimiter gives the header, where that header stands, and a score that falls with each record
 * that disagrees.
 */
function judge(
  text: Uint8Array,
  first: LineStart,
  delimiter: Delimiter,
  mayHaveTitles: boolean,
): { delimiter: Delimiter; columns: number; score: number; at: LineStart } {
  const sample = text.subarray(0, first.start + LOOKED_AT_BYTES);
  const scanner = new RecordScanner(sample, delimiter.charCodeAt(0));
  const at = mayHaveTitles ? findHeader(sample, first, delimiter) : first;
  scanner.scan(at.start);
  if (scanner.problem !== null) return { delimiter, columns: 0, score: 0, at };
  const columns = scanner.fields;
  let records = 0, agreeing = 0;
  while (scanner.next < sample.length && records < JUDGED_RECORDS) {
    scanner.scan(scanner.next);
    records++;
    if (scanner.problem === null && scanner.fields === columns) agreeing++;
  }
  return { delimiter, columns, score: columns * (agreeing + 1) / (records + 1), at };
}

/** The header among the first lines, as a delimiter parts them. */
function findHeader(text: Uint8Array, first: LineStart, delimiter: Delimiter): LineStart {
  const scanner = new RecordScanner(text, delimiter.charCodeAt(0));
  const rows: string[][] = [], starts: LineStart[] = [];
  let next = first;
  while (next.start < text.length && rows.length < LOOKED_AT_ROWS) {
    scanner.scan(next.start);
    rows.push(scanner.problem === null && scanner.fields <= MAX_COLUMNS ? fieldsAt(next.start) : []);
    starts.push(next);
    next = skipBlankLines(text, scanner.next, next.line + scanner.innerBreaks + 1);
  }
  return starts[findHeaderRow(rows)];

  function fieldsAt(start: number): string[] {
    const bounds: FieldBounds[] = [];
    scanner.scan(start, bounds);
    return bounds.map((field) => unquote(text, field));
  }
}

function noColumns(text: Uint8Array, start: number, known: Delimiter | undefined, line: number): string {
  const scanner = new RecordScanner(text, (known ?? ";").charCodeAt(0));
  scanner.scan(start);
  if (scanner.problem === "nul") {
    return `en rubrikrad ska vara text, men rad ${line} innehåller NUL-tecken. Filen är binär eller skadad; ` +
      `exportera den på nytt som CSV.`;
  }
  const tried = known === undefined ? "semikolon, tabb, lodstreck eller komma" : delimiterName(known);
  return `rubrikraden (rad ${line}) ska ha minst två kolumner åtskilda av ${tried}, men ingen sådan ` +
    `uppdelning hittades. Kontrollera att filen är en CSV-fil med rubrikrad och hela citattecken.`;
}

/**
 * What a delimiter is called in Swedish.
 *
 * @param delimiter The delimiter.
 * @returns Its name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { delimiterName } from "vantelage/extract";
 * assert.equal(delimiterName(";"), "semikolon");
 * ```
 */
export function delimiterName(delimiter: Delimiter): string {
  return { ";": "semikolon", ",": "komma", "\t": "tabb", "|": "lodstreck" }[delimiter];
}

/** Refuses a header without names, with control characters or with one name twice. Private to the folder. */
export function checkHeader(header: readonly string[], name: string, line: number): void {
  if (header.every((column) => column === "")) {
    throw new ExtractError(
      name,
      `rubrikraden (rad ${line}) ska ge kolumnerna namn, men alla är tomma.`,
      line,
    );
  }
  if (header.some((column) => /\p{Cc}/u.test(column.replace(/[\r\n\t]/g, "")))) {
    throw new ExtractError(name, `rubrikraden (rad ${line}) ska vara text, men innehåller styrtecken.`, line);
  }
  const seen = new Map<string, number>();
  for (const [at, column] of header.entries()) {
    const before = seen.get(column);
    if (column !== "" && before !== undefined) {
      throw new ExtractError(
        name,
        `varje kolumn ska ha ett eget namn, men kolumn ${before + 1} och ${at + 1} i rubrikraden ` +
          `(rad ${line}) heter likadant. Ge den ena ett annat namn eller ta bort den.`,
        line,
      );
    }
    seen.set(column, at);
  }
}
