import { decodeUtf8, Uint32List, utf16Column } from "./_bytes.ts";
import {
  type BrokenRecord,
  type BrokenRule,
  MOST_SET_ASIDE,
  MOST_SKIPPED,
  type SkippedLine,
} from "./broken_record.ts";
import { ColumnCells, leaveOutMark } from "./_column_cells.ts";
import { MAX_RECORD_BYTES, RecordScanner } from "./_record_scanner.ts";
import { type ColumnSurvey, joinSurveys, mostValues } from "./column_survey.ts";
import { blankLineEnd, delimiterName, type Dialect, type LineEnd, lineEndAt } from "./dialect.ts";
import { ExtractError, longLine } from "./extract_error.ts";

/** A piece of the data to walk: from a byte that begins a line, which has this number, to the byte where others begin. */
export interface Piece {
  readonly from: number;
  readonly line: number;
  readonly until: number;
}

/** What a walk over a piece found. */
export interface Walk {
  /** The first byte of each good record. */
  readonly starts: Uint32Array;
  /** The editor line of each good record, 1-based. */
  readonly lines: Uint32Array;
  /** The records set aside, numbered from 1 in this piece. */
  readonly broken: readonly BrokenRecord[];
  /** The first lines passed over. */
  readonly skipped: readonly SkippedLine[];
  /** What the cells of each column are. */
  readonly survey: readonly ColumnSurvey[];
  /** The first line end of a good record, where there is one. */
  readonly lineEnd: LineEnd | undefined;
  /** Whether the good records stand one after another, all with this line end and every field. */
  readonly uniform: boolean;
  /** The first byte of the first good record, and the byte after the last one's line end; 0 and 0 without any. */
  readonly body: readonly [from: number, to: number];
  /** The byte after the last record or line, at `until` or, where a record reaches over it, beyond. */
  readonly end: number;
  /** The editor line there. */
  readonly endLine: number;
}

/**
 * Walks a piece of the data and notes where each record begins.
 *
 * A broken record ends with its first line, so that what follows a stray quote is still read. The last record may reach
 * over the piece's end.
 *
 * @param text The whole text: UTF-8 without byte order mark; not changed.
 * @param dialect How it is laid out.
 * @param name The file's name, for messages.
 * @param cut Whether the text ends in the middle of a character, which breaks its last record.
 * @param piece Where to begin and to end.
 * @throws {ExtractError} If a line is longer than 1 MiB, or more than half a million records are broken.
 */
export function walkRecords(
  text: Uint8Array,
  dialect: Dialect,
  name: string,
  cut: boolean,
  piece: Piece,
): Walk {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const expected = dialect.header.length;
  const columns = Array.from({ length: expected }, () => new ColumnCells(text, mostValues(expected)));
  const scanner = new RecordScanner(text, delimiter, columns);
  const fewest = dialect.header[expected - 1] === "" ? expected - 1 : expected;
  const likely = Math.ceil((piece.until - piece.from) / 100);
  const starts = new Uint32List(likely), lines = new Uint32List(likely);
  const broken: BrokenRecord[] = [], skipped: SkippedLine[] = [];
  let start = piece.from, line = piece.line;
  let lineEnd: LineEnd | undefined, bodyStart = 0, bodyEnd = 0, uniform = true;

  while (start < piece.until) {
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

  return {
    starts: starts.values(),
    lines: lines.values(),
    broken,
    skipped,
    survey: columns.map((column) => column.survey()),
    lineEnd,
    uniform,
    body: [bodyStart, bodyEnd],
    end: start,
    endLine: line,
  };

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
}

/**
 * Two walks as the one that they would have been, where the second began at the very byte where the first ended.
 *
 * @param first The first.
 * @param second The second, whose text began at the byte `at` and with line 1.
 * @param at Where the first ended.
 */
export function joinWalks(first: Walk, second: Walk, at: number): Walk {
  const records = first.starts.length + first.broken.length, lines = first.endLine - 1;
  const [from, to] = second.body.map((byte) => byte + at);
  const together = first.uniform && second.uniform && first.body[1] === from &&
    (second.lineEnd ?? first.lineEnd) === first.lineEnd;
  const { uniform, body }: Pick<Walk, "uniform" | "body"> = second.starts.length === 0
    ? first
    : first.starts.length === 0
    ? { uniform: second.uniform, body: [from, to] }
    : { uniform: together, body: [first.body[0], to] };
  return {
    starts: joined(first.starts, second.starts, at),
    lines: joined(first.lines, second.lines, lines),
    broken: [
      ...first.broken,
      ...second.broken.map((own) => ({ ...own, record: own.record + records, line: own.line + lines })),
    ],
    skipped: [...first.skipped, ...second.skipped.map((own) => ({ ...own, line: own.line + lines }))]
      .slice(0, MOST_SKIPPED),
    survey: first.survey.map((column, index, all) =>
      joinSurveys(column, second.survey[index], mostValues(all.length))
    ),
    lineEnd: first.lineEnd ?? second.lineEnd,
    uniform,
    body,
    end: second.end + at,
    endLine: second.endLine + lines,
  };
}

/** The numbers of both, the second ones moved on. */
function joined(first: Uint32Array, second: Uint32Array, by: number): Uint32Array {
  const both = new Uint32Array(first.length + second.length);
  both.set(first);
  for (let index = 0; index < second.length; index++) both[first.length + index] = second[index] + by;
  return both;
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
