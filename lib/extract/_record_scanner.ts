import { CR, firstLineEnd, LF, NUL, QUOTE, SPACE } from "./_bytes.ts";

/** The bytes a record may hold at most, 1 MiB; a longer one is a stray quote or no extract at all. */
export const MAX_RECORD_BYTES: number = 1 << 20;

/** Where one field stands, in bytes: its text without surrounding quotes. */
export interface FieldBounds {
  /** The first byte of the text. */
  from: number;
  /** The byte after the text. */
  to: number;
  /** Whether it stands in quotes, so that a quote inside is written twice. */
  quoted: boolean;
}

/** What makes a record unreadable: a quote that never closes, one that is not doubled, or a NUL byte. */
export type ScanProblem = "open-quote" | "stray-quote" | "nul";

const ORDINARY = 0, DELIMITER = 1, LINE_END = 2, ZERO = 3;

/**
 * Reads one record at a time from UTF-8, by RFC 4180 and as DuckDB's CSV reader does: a quote has a meaning
 * only first in a field, where spaces may stand before it. A line ends by CRLF, LF or a lone CR.
 *
 * The header, single records and broken ones are read by it; {@linkcode readCsv} walks whole files by the same rules,
 * and a test holds the two equal. The answer of {@linkcode RecordScanner.scan} is in the scanner's own fields.
 */
export class RecordScanner {
  /** The byte after the record's last, its line end not included. */
  end = 0;
  /** The first byte of what follows the line end. */
  next = 0;
  /** The number of fields; for a record with a quote problem those before it and the one at fault. */
  fields = 0;
  /** The line breaks inside quoted fields. */
  innerBreaks = 0;
  /** Why the record cannot be read, or `null`. */
  problem: ScanProblem | null = null;
  /** The byte where the problem stands. */
  problemAt = 0;

  readonly #text: Uint8Array;
  readonly #classes = new Uint8Array(256);

  /** A scanner of `text` (UTF-8), whose fields are parted by the byte `delimiter`. */
  constructor(text: Uint8Array, delimiter: number) {
    this.#text = text;
    this.#classes[delimiter] = DELIMITER;
    this.#classes[LF] = this.#classes[CR] = LINE_END;
    this.#classes[NUL] = ZERO;
  }

  /**
   * Reads the record that begins at the byte `start`. After a problem with quotes the record is the rest
   * of its first line: a stray quote must not swallow the records after it.
   *
   * @param start The first byte of a line.
   * @param bounds Receives the place of each field, when given.
   * @param most The number of fields after which the reading stops, and nothing but `bounds` is known.
   */
  scan(start: number, bounds?: FieldBounds[], most = Infinity): void {
    const text = this.#text, classes = this.#classes, length = text.length;
    let at = start, fields = 0;
    this.problem = null;
    this.innerBreaks = 0;
    while (true) {
      fields++;
      const quote = at < length && text[at] <= QUOTE ? this.#openingQuote(at) : -1;
      let from = at, to: number, found = ORDINARY;
      if (quote >= 0) {
        from = quote + 1;
        to = this.#closingQuote(from, start + MAX_RECORD_BYTES);
        if (to < 0) return this.#fail("open-quote", quote, fields, start);
        at = this.#skipSpaces(to + 1);
        if (at < length) found = classes[text[at]];
        if (at < length && found !== DELIMITER && found !== LINE_END) {
          return this.#fail("stray-quote", to, fields, start);
        }
      } else {
        for (; at < length; at++) {
          found = classes[text[at]];
          if (found === ORDINARY) continue;
          if (found !== ZERO) break;
          this.#noteNul(at);
        }
        to = at;
      }
      if (bounds !== undefined && bounds.push({ from, to, quoted: quote >= 0 }) >= most) return;
      if (at === length || found === LINE_END) break;
      at++;
    }
    this.fields = fields;
    this.#endAt(at);
  }

  /** Ends the record that begins at `start` with its first line, whatever its quotes say. */
  endAtFirstLine(start: number): void {
    this.#endAt(firstLineEnd(this.#text, start));
    this.innerBreaks = 0;
  }

  #endAt(end: number): void {
    const text = this.#text;
    this.end = end;
    this.next = end === text.length ? end : text[end] === CR && text[end + 1] === LF ? end + 2 : end + 1;
  }

  #skipSpaces(at: number): number {
    while (at < this.#text.length && this.#text[at] === SPACE) at++;
    return at;
  }

  /** The quote that opens the field at the byte `at`, or -1. */
  #openingQuote(at: number): number {
    const quote = this.#skipSpaces(at);
    return quote < this.#text.length && this.#text[quote] === QUOTE ? quote : -1;
  }

  #closingQuote(from: number, limit: number): number {
    const text = this.#text, stop = Math.min(text.length, limit);
    for (let at = from; at < stop; at++) {
      const byte = text[at];
      if (byte > QUOTE) continue;
      if (byte === QUOTE) {
        if (at + 1 === text.length || text[at + 1] !== QUOTE) return at;
        at++;
      } else if (byte === LF || (byte === CR && text[at + 1] !== LF)) this.innerBreaks++;
      else if (byte === NUL) this.#noteNul(at);
    }
    return -1;
  }

  #noteNul(at: number): void {
    if (this.problem !== null) return;
    this.problem = "nul";
    this.problemAt = at;
  }

  #fail(problem: ScanProblem, at: number, fields: number, start: number): void {
    this.problem = problem;
    this.problemAt = at;
    this.fields = fields;
    this.endAtFirstLine(start);
  }
}
