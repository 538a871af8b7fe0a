import { decodeUtf8 } from "./_bytes.ts";
import { type FieldBounds, RecordScanner } from "./_record_scanner.ts";

/** Reads single records of a text again, by their number. */
export class RecordReader {
  readonly #text: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #columns: number;
  readonly #scanner: RecordScanner;

  /** A reader of `text`, where the good records begin at `starts` and have `columns` fields parted by `delimiter`. */
  constructor(text: Uint8Array, starts: Uint32Array, columns: number, delimiter: string) {
    this.#text = text;
    this.#starts = starts;
    this.#columns = columns;
    this.#scanner = new RecordScanner(text, delimiter.charCodeAt(0));
  }

  /** The first byte of a record. @throws {RangeError} If there is no such record. */
  start(record: number): number {
    const start = this.#starts[record];
    if (start !== undefined) return start;
    throw new RangeError(
      `Cannot find a record as its number must be one of ${this.#starts.length} good ones: got ${record}`,
    );
  }

  /** The byte where a field's text begins. @throws {RangeError} If there is no such record or column. */
  fieldStart(record: number, column: number): number {
    const start = this.start(record);
    if (!(Number.isInteger(column) && column >= 0 && column < this.#columns)) {
      throw new RangeError(
        `Cannot place a field as column must be within 0-${this.#columns - 1}: got ${column}`,
      );
    }
    // The one field that a good record may lack is the last, nameless one: it stands at the record's end.
    const bounds: FieldBounds[] = [];
    this.#scanner.scan(start, bounds, column + 1);
    return bounds[column]?.from ?? this.#scanner.end;
  }

  /** A record's text without its line end. */
  raw(record: number): string {
    const start = this.start(record);
    this.#scanner.scan(start);
    return decodeUtf8(this.#text.subarray(start, this.#scanner.end));
  }
}
