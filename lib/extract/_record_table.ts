import { Uint32List } from "./_bytes.ts";
import { surveyBody } from "./_survey_body.ts";
import { MAX_BODY_BYTES } from "./_limits.ts";
import { RecordReader } from "./_record_reader.ts";
import { MAX_RECORD_BYTES } from "./_record_scanner.ts";
import { toCsv } from "./csv.ts";
import type { Extract } from "./extract.ts";
import { ExtractError } from "./extract_error.ts";
import type { Place } from "./place.ts";
import type { BrokenRecord, BrokenRule, SkippedLine } from "./broken_record.ts";
import { findMojibake } from "./suspicion.ts";

/** The table of a file that is no text: where it stands, and what its places are called. */
export interface TableLayout {
  /** The file's name. */
  file: string;
  /** The names of its columns. */
  header: string[];
  /** What stands beside it. */
  beside: string[];
  /** The row of the header; 0 without one. */
  headerLine: number;
  /** The number of its first column in the file, 1-based. */
  firstColumn: number;
  /** What a place is called in such a file. */
  cell(line: number, column: number): string;
}

/** What an extract says of its file as a whole. */
export type AboutFile = Pick<Extract, "format" | "sheet" | "serials" | "bytes" | "sha256" | "assumed">;

const DELIMITER = ";", LINE_END = "\r\n";

/** Gathers the records of a table and hands them on as the extract that a CSV file of them would be. */
export class RecordTable {
  readonly #layout: TableLayout;
  readonly #starts = new Uint32List(1024);
  readonly #lines = new Uint32List(1024);
  readonly #broken: BrokenRecord[] = [];
  readonly #skipped: SkippedLine[] = [];
  readonly #encoder = new TextEncoder();
  #body = new Uint8Array(1 << 16);
  #end = 0;

  /** An empty table. */
  constructor(layout: TableLayout) {
    this.#layout = layout;
  }

  /** The number of records so far, good and broken. */
  get records(): number {
    return this.#starts.length + this.#broken.length;
  }

  /** Passes over a blank row. */
  skip(line: number): void {
    this.#skipped.push({ line, why: "blank" });
  }

  /**
   * Adds the record of a row. One with a NUL byte is set aside.
   *
   * @throws {ExtractError} If the record or the table is larger than it may be.
   */
  add(line: number, cells: readonly string[]): void {
    const nul = cells.findIndex((cell) => cell.includes("\0"));
    if (nul >= 0) {
      return this.setAside(
        line,
        cells,
        "nul",
        "Raden innehåller ett NUL-tecken",
        this.#layout.firstColumn + nul,
      );
    }
    const text = toCsv([cells], { delimiter: DELIMITER });
    this.#reserve(3 * text.length);
    const { written } = this.#encoder.encodeInto(text, this.#body.subarray(this.#end));
    if (written > MAX_RECORD_BYTES) {
      throw new ExtractError(
        this.#layout.file,
        `en post får vara högst 1 MiB, men rad ${line} är längre.`,
        line,
      );
    }
    this.#starts.push(this.#end);
    this.#lines.push(line);
    this.#end += written;
  }

  /** Sets a row aside that is no record. `column` is the number in the file of the column at fault. */
  setAside(line: number, cells: readonly string[], rule: BrokenRule, why: string, column: number): void {
    this.#broken.push({
      record: this.records + 1,
      line,
      column,
      cell: this.#layout.cell(line, column),
      raw: toCsv([cells], { delimiter: DELIMITER }).slice(0, -LINE_END.length),
      rule,
      why,
      expectedFields: this.#layout.header.length,
      foundFields: cells.length,
    });
  }

  /** The extract of what was added. */
  extract(about: AboutFile): Extract {
    const { file, header, beside, headerLine, firstColumn, cell } = this.#layout;
    const body = this.#body.subarray(0, this.#end);
    const starts = this.#starts.values(), lines = this.#lines.values();
    const reader = new RecordReader(body, starts, header.length, DELIMITER);
    const place = (bodyRecord: number, column = 0): Place => {
      reader.fieldStart(bodyRecord, column);
      const line = lines[bodyRecord], number = firstColumn + column;
      return { file, line, column: number, cell: cell(line, number) };
    };
    return {
      ...about,
      name: file,
      encoding: "utf-8",
      bom: false,
      delimiter: DELIMITER,
      headerLine,
      header,
      beside,
      body,
      lineEnd: LINE_END,
      records: this.records,
      good: starts.length,
      broken: this.#broken,
      skipped: this.#skipped,
      survey: surveyBody(body, header.length, DELIMITER),
      suspicions: findMojibake(body).map(({ first, ...found }) => {
        const { line, cell } = place(recordAt(starts, first));
        return { ...found, line, cell };
      }),
      place,
      raw: (bodyRecord) => reader.raw(bodyRecord),
      fields: (bodyRecord) => reader.fields(bodyRecord),
    };
  }

  #reserve(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#body.length) return;
    if (needed > MAX_BODY_BYTES) {
      throw new ExtractError(
        this.#layout.file,
        "filens poster är mer än 2 GiB text. Dela upp den, till exempel per månad.",
      );
    }
    const larger = new Uint8Array(Math.min(MAX_BODY_BYTES, Math.max(needed, 2 * this.#body.length)));
    larger.set(this.#body.subarray(0, this.#end));
    this.#body = larger;
  }
}

/** The number of the record that holds a byte. */
function recordAt(starts: Uint32Array, byte: number): number {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= byte) low = middle;
    else high = middle - 1;
  }
  return low;
}
