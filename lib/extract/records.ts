import { decodeUtf8, Uint32List } from "./_bytes.ts";
import { ExtractError, longLine } from "./extract_error.ts";
import { blankLineEnd, delimiterName, type Dialect, type LineEnd, lineEndAt } from "./dialect.ts";
import { ColumnCells, leaveOutMark } from "./_column_cells.ts";
import { type FieldBounds, MAX_RECORD_BYTES, RecordScanner } from "./_record_scanner.ts";
import type { ColumnSurvey } from "./column_survey.ts";

/**
 * Why a record cannot be read: `fields`, another number of fields than the header; `quote`, a quote that
 * is not closed or not doubled; `nul`, a NUL byte; `truncated`, the file ends in the middle of it.
 */
export type BrokenRule = "fields" | "quote" | "nul" | "truncated";

/** A record that is not one (trasig post). It is always one line or row of the file, kept unchanged. */
export interface BrokenRecord {
  /** The record's number among all data records of the file, 1-based. */
  record: number;
  /** Its editor line, 1-based; in a workbook the row, in Parquet the record's number. */
  line: number;
  /** The column of what is wrong, 1-based and counted as in `Place`, where one place is to blame. */
  column?: number;
  /** The place inside a file that has no lines. */
  cell?: string;
  /** The line unchanged, without its line end; the cells as CSV where there are no lines. */
  raw: string;
  /** Which rule it breaks. */
  rule: BrokenRule;
  /** What is wrong, in Swedish, without the content of any cell. */
  why: string;
  /** The number of columns in the header. */
  expectedFields: number;
  /** The number of fields found; with a quote at fault, those before it and its own. */
  foundFields: number;
}

/**
 * The records of a delivery that are set aside at most, each with its text: nobody corrects more by hand, so such a
 * delivery has one cause and is refused whole.
 */
export const MOST_SET_ASIDE = 500_000;
/** The blank lines that are remembered. */
const MOST_SKIPPED = 10_000;

/** A line that holds no record and is passed over. */
export interface SkippedLine {
  /** Its editor line, 1-based. */
  line: number;
  /** Why: it holds nothing but spaces and tabs. */
  why: "blank";
}

/** Where the records of a text stand. */
export interface RecordIndex {
  /** The number of data records, good and broken. */
  records: number;
  /** The first byte of each good record. */
  starts: Uint32Array;
  /** The editor line of each good record, 1-based. */
  lines: Uint32Array;
  /** The records set aside, in the order of the file. */
  broken: BrokenRecord[];
  /** The first 10 000 lines passed over, in the order of the file. */
  skipped: SkippedLine[];
  /** The good records one after another, all with `lineEnd` and as many fields as the header. */
  body: Uint8Array;
  /** The line end of every record in `body`; the last may lack it. */
  lineEnd: LineEnd;
  /** What the cells of each column are, those of broken records among them. */
  survey: ColumnSurvey[];
}

/**
 * Walks the data once and notes where each record begins.
 *
 * A header that ends with a delimiter has a last column without name. A record that lacks just that empty
 * field is good and gets it in `body`; every other difference in the number of fields breaks the record. A
 * broken record ends with its first line, so that what follows a stray quote is still read.
 *
 * @param text UTF-8 without byte order mark; not changed.
 * @param dialect How the text is laid out.
 * @param name The file's name, for messages.
 * @param cut Whether the text ends in the middle of a character, which breaks its last record.
 * @throws {ExtractError} If a line is longer than 1 MiB, or more than half a million records are broken.
 */
export function indexRecords(text: Uint8Array, dialect: Dialect, name: string, cut: boolean): RecordIndex {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const expected = dialect.header.length;
  const columns = Array.from({ length: expected }, () => new ColumnCells(text));
  const scanner = new RecordScanner(text, delimiter, columns), again = new RecordScanner(text, delimiter);
  const fewest = dialect.header[expected - 1] === "" ? expected - 1 : expected;
  const likely = Math.ceil((text.length - dialect.dataStart) / 100);
  const starts = new Uint32List(likely), lines = new Uint32List(likely);
  const broken: BrokenRecord[] = [], skipped: SkippedLine[] = [];
  let start = dialect.dataStart, line = dialect.dataLine;
  let lineEnd: LineEnd | undefined, bodyEnd = -1, bodyStart = 0, uniform = true;

  while (start < text.length) {
    const blankEnd = blankLineEnd(text, start, delimiter);
    if (blankEnd >= 0) {
      if (skipped.length < MOST_SKIPPED) skipped.push({ line, why: "blank" });
      start = blankEnd;
      line++;
      continue;
    }
    scanner.scan(start);
    const { fields, problem } = scanner;
    const last = scanner.next === text.length;
    if (problem !== null || fields < fewest || fields > expected || (cut && last)) {
      if (broken.length === MOST_SET_ASIDE) throw tooManyBroken(name, line, expected, dialect.delimiter);
      broken.push(describe(start, line, cut && last));
    } else {
      if (scanner.end - start > MAX_RECORD_BYTES) throw longLine(name, line);
      if (starts.length === 0) {
        bodyStart = bodyEnd = start;
        leaveOutMark(text, start, columns);
      }
      if (fields < expected) columns[expected - 1].empty = true;
      const ownEnd = lineEndAt(text, scanner.end);
      lineEnd ??= ownEnd;
      const asWanted = fields === expected && !scanner.spaced && (ownEnd ?? lineEnd) === lineEnd;
      uniform &&= asWanted && bodyEnd === start;
      bodyEnd = scanner.next;
      starts.push(start);
      lines.push(line);
    }
    start = scanner.next;
    line += scanner.innerBreaks + 1;
  }

  lineEnd ??= dialect.lineEnd;
  const index = { starts: starts.values(), lines: lines.values(), broken, skipped, lineEnd };
  const body = uniform ? text.subarray(bodyStart, Math.max(bodyEnd, 0)) : gather(text, index.starts);
  const survey = columns.map((column) => column.survey());
  return { ...index, records: starts.length + broken.length, body, survey };

  /** The broken record at `start`; leaves the scanner at the end of its first line. */
  function describe(start: number, line: number, cutHere: boolean): BrokenRecord {
    const { problem, problemAt, fields: foundFields, innerBreaks } = scanner;
    scanner.endAtFirstLine(start);
    if (scanner.end - start > MAX_RECORD_BYTES) throw longLine(name, line);
    const unended = scanner.end === text.length;
    const base = {
      record: starts.length + broken.length + 1,
      line,
      raw: decodeUtf8(text.subarray(start, scanner.end)),
    };
    const counts = { expectedFields: expected, foundFields };
    const at = problem !== null && problemAt < scanner.end
      ? { column: utf16Column(text, start, problemAt) }
      : {};
    const because = (rule: BrokenRule, why: string): BrokenRecord => ({
      ...base,
      ...at,
      rule,
      why,
      ...counts,
    });

    if (cutHere) return because("truncated", "Filen slutar mitt i ett tecken: den är avhuggen");
    if (problem === "nul") return because("nul", "Raden innehåller ett NUL-tecken");
    if (problem === "open-quote" && unended) {
      return because(
        "truncated",
        `Filen slutar inne i fält ${foundFields}, vars citattecken aldrig avslutas`,
      );
    }
    if (problem === "open-quote") {
      return because("quote", `Citattecknet som inleder fält ${foundFields} avslutas inte`);
    }
    if (problem === "stray-quote") {
      return because(
        "quote",
        `Fält ${foundFields} har ett citattecken som varken är dubblerat eller avslutar fältet`,
      );
    }
    const found = `${foundFields} fält i stället för ${expected} (avgränsare: ${
      delimiterName(dialect.delimiter)
    })`;
    if (innerBreaks > 0) {
      return because("quote", `Ett citattecken förlänger raden till nästa och ger ${found}`);
    }
    if (unended && foundFields < fewest) {
      return because("truncated", `Filen slutar mitt i raden, som har ${found}`);
    }
    return because("fields", `Raden har ${found}`);
  }

  /**
   * Copies the good records, since others stand between them, or since some need another line end, the empty
   * last field, or their quotes without spaces around (which DuckDB reads in one place and not in another).
   */
  function gather(text: Uint8Array, starts: Uint32Array): Uint8Array {
    const end = new TextEncoder().encode(lineEnd);
    const body = new Uint8Array(text.length - dialect.dataStart + 3 * starts.length);
    let at = 0;
    const copy = (from: number, to: number): void => {
      body.set(text.subarray(from, to), at);
      at += to - from;
    };
    for (const start of starts) {
      again.scan(start);
      if (again.spaced) {
        const bounds: FieldBounds[] = [];
        again.scan(start, bounds);
        for (const [column, { from, to, quoted }] of bounds.entries()) {
          if (column > 0) body[at++] = delimiter;
          copy(quoted ? from - 1 : from, quoted ? to + 1 : to);
        }
      } else copy(start, again.end);
      if (again.fields < expected) body[at++] = delimiter;
      body.set(end, at);
      at += end.length;
    }
    return body.subarray(0, at);
  }
}

function tooManyBroken(
  file: string,
  line: number,
  columns: number,
  delimiter: Dialect["delimiter"],
): ExtractError {
  return new ExtractError(
    file,
    `till och med rad ${line} är ${
      MOST_SET_ASIDE.toLocaleString("sv-SE")
    } rader trasiga, så felet är ett och samma. ` +
      `Rubrikraden ger ${columns} kolumner (avgränsare: ${
        delimiterName(delimiter)
      }): stämmer det med raderna? ` +
      "Avgränsare och rubrikrad kan anges; annars exportera filen på nytt.",
    line,
  );
}

/** The editor column (1-based, in UTF-16 units as editors count) of the byte `at` in the line of `lineStart`. */
export function utf16Column(text: Uint8Array, lineStart: number, at: number): number {
  let column = 1;
  for (let byte = lineStart; byte < at; byte++) {
    if ((text[byte] & 0xc0) !== 0x80) column += text[byte] >= 0xf0 ? 2 : 1;
  }
  return column;
}
