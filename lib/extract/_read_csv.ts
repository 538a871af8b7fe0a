import { CR, firstLineEnd, LF, NUL } from "./_bytes.ts";
import { brokenLine, type BrokenLineOptions, tooManyBroken } from "./_broken_line.ts";
import { type ColumnPart, GrowingColumn } from "./_growing_column.ts";
import { RecordScanner } from "./_record_scanner.ts";
import { BLANK, BROKEN, END, rareBytes, Walk } from "./_walk.ts";
import { type BrokenRecord, MOST_REJECTED, MOST_SKIPPED, type SkippedLine } from "./broken_record.ts";
import type { CodedTableColumn } from "./coded_table.ts";
import type { Dialect } from "./dialect.ts";

/** The records of a text, read once. */
export interface CsvTable {
  /** A column for each of the header's. */
  readonly columns: readonly CodedTableColumn[];
  /** The first byte of each good record. */
  readonly starts: Uint32Array;
  /** The editor line of each good record, 1-based. */
  readonly lines: Uint32Array;
  /** The records that cannot be read, in the order of the file. */
  readonly broken: BrokenRecord[];
  /** The first 10 000 blank lines, in the order of the file. */
  readonly skipped: SkippedLine[];
}

/** A text whose records are to be read. */
export interface CsvText {
  /** UTF-8 without byte order mark. */
  readonly text: Uint8Array;
  /** How it is laid out, and where the records begin. */
  readonly dialect: Pick<Dialect, "header" | "delimiter" | "dataStart" | "dataLine">;
  /** The file's name, for messages. */
  readonly name: string;
  /** Whether the text ends in the middle of a character, which breaks its last record. */
  readonly cut: boolean;
  /** Whether it holds a NUL byte. @default {as is found by looking} */
  readonly hasNul?: boolean;
  /** Bytes that are walked at a time. @default {262 144, few enough to stay near the processor} */
  readonly pieceBytes?: number;
}

/** The records of the rest of a text, its lines counted from 1. What it holds can be sent to another thread. */
export type CsvPart = Omit<CsvTable, "columns"> & { readonly columns: readonly ColumnPart[] };

/**
 * Reads every record of a text in one walk over its bytes.
 *
 * A broken record ends with its first line, so that what follows a stray quote is still read. A header that ends with a
 * delimiter has a last column without name: a record that lacks just that empty field is good.
 *
 * @throws {ExtractError} If a line is longer than 1 MiB, or more than half a million records are broken.
 */
export function readCsv(csv: CsvText): CsvTable {
  const reader = new CsvReader(csv);
  reader.readTo(csv.text.length);
  return reader.table();
}

/** Reads every record of a text's rest, to be joined to what comes before it. */
export function readCsvPart(csv: CsvText): CsvPart {
  const reader = new CsvReader(csv);
  reader.readTo(csv.text.length);
  return reader.part();
}

/**
 * Reads a text as {@linkcode readCsv} does, what begins after a line end in its middle at the same time elsewhere.
 *
 * Whether that line end parts two records is known when all before it has been read. Where it lies within quotes, or the
 * rest could not be read, the reading goes on from there.
 *
 * @param csv The text.
 * @param middle The byte after a line end.
 * @param readRest Reads the rest elsewhere, as {@linkcode readCsvPart} does; `null` where it could not.
 */
export async function readCsvInParts(
  csv: CsvText,
  middle: number,
  readRest: (rest: CsvText) => Promise<CsvPart | null>,
): Promise<CsvTable> {
  const { text, dialect } = csv, hasNul = rareBytes(text)[NUL] === 1;
  const rest = readRest({ ...csv, hasNul, dialect: { ...dialect, dataStart: middle, dataLine: 1 } });
  const reader = new CsvReader(csv);
  reader.readTo(middle);
  const part = await rest;
  if (part === null || !reader.append(middle, part)) reader.readTo(text.length);
  return reader.table();
}

/** How much of a large text the first thread reads: more than half, as the second hashes the file first. */
const FIRST_PART = 0.62;

/** The byte after a line, where what lies behind `from` is parted between two threads. */
export function middleOf(text: Uint8Array, from: number): number {
  const end = firstLineEnd(text, from + Math.floor((text.length - from) * FIRST_PART));
  return Math.min(text.length, text[end] === CR && text[end + 1] === LF ? end + 2 : end + 1);
}

class CsvReader {
  readonly #csv: CsvText;
  readonly #walk: Walk;
  readonly #columns: GrowingColumn[];
  readonly #about: BrokenLineOptions;
  readonly #scanner: RecordScanner;
  readonly #broken: BrokenRecord[] = [];
  readonly #skipped: SkippedLine[] = [];
  #starts: Uint32Array<ArrayBuffer>;
  #lines: Uint32Array<ArrayBuffer>;
  #records = 0;

  constructor(csv: CsvText) {
    const { text, dialect, name, cut, hasNul = rareBytes(text)[NUL] === 1, pieceBytes = 1 << 18 } = csv;
    const { header, delimiter, dataStart, dataLine } = dialect, columns = header.length;
    const fewest = header[columns - 1] === "" ? columns - 1 : columns, byte = delimiter.charCodeAt(0);
    this.#csv = csv;
    this.#about = { name, text, delimiter, columns, fewest, cut };
    this.#scanner = new RecordScanner(text, byte);
    const how = { delimiter: byte, columns, fewest, hasNul, cut, pieceBytes };
    const walk = new Walk(text, dataStart, dataLine, how);
    const likely = likelyRecords(text.subarray(dataStart));
    this.#walk = walk;
    this.#columns = header.map((_, index) => new GrowingColumn(walk, index, likely));
    [this.#starts, this.#lines] = [new Uint32Array(likely), new Uint32Array(likely)];
  }

  /** Reads the records that begin before a byte. */
  readTo(end: number): void {
    const walk = this.#walk;
    for (let ended = -1; ended !== END;) {
      ended = walk.go(end);
      if (ended === BROKEN) this.#reject();
      else if (ended !== BLANK) this.#takeBlock();
      else if (this.#skipped.length < MOST_SKIPPED) {
        this.#skipped.push({ line: walk.line - 1, why: "blank" });
      }
    }
  }

  table(): CsvTable {
    const { text, dialect } = this.#csv;
    return {
      ...this.#rows(),
      columns: this.#columns.map((column, at) => column.done(dialect.header[at], text)),
    };
  }

  part(): CsvPart {
    return { ...this.#rows(), columns: this.#columns.map((column) => column.part()) };
  }

  #rows(): Omit<CsvTable, "columns"> {
    return {
      starts: this.#starts.subarray(0, this.#records),
      lines: this.#lines.subarray(0, this.#records),
      broken: this.#broken,
      skipped: this.#skipped,
    };
  }

  /**
   * Takes what was read of the text from a byte on; whether it could. It cannot where a record reaches beyond that byte,
   * so many records are broken that the reading must stop, or a column is plain there and not here.
   */
  append(from: number, { columns, starts, lines, broken, skipped }: CsvPart): boolean {
    if (
      this.#walk.at !== from || this.#broken.length + broken.length > MOST_REJECTED ||
      columns.some(({ kind }, index) => kind === "plain" && !this.#columns[index].isPlain)
    ) return false;
    const before = this.#records + this.#broken.length,
      linesBefore = this.#walk.line - 1,
      count = starts.length;
    this.#columns.forEach((column, index) => column.append(columns[index]));
    this.#makeRoom(count);
    this.#starts.set(starts, this.#records);
    for (let record = 0; record < count; record++) {
      this.#lines[this.#records + record] = lines[record] + linesBefore;
    }
    for (const found of broken) {
      this.#broken.push({ ...found, record: found.record + before, line: found.line + linesBefore });
    }
    for (const { line, why } of skipped.slice(0, MOST_SKIPPED - this.#skipped.length)) {
      this.#skipped.push({ line: line + linesBefore, why });
    }
    this.#records += count;
    return true;
  }

  #takeBlock(): void {
    const walk = this.#walk, { rows } = walk;
    this.#makeRoom(rows);
    this.#starts.set(walk.starts, this.#records);
    this.#lines.set(walk.lines, this.#records);
    for (const column of this.#columns) column.takeBlock();
    this.#records += rows;
    walk.clear();
  }

  /** Rejects the record that the walk stands at, and goes on after its first line. */
  #reject(): void {
    const walk = this.#walk, { line } = walk, found = brokenLine(this.#scanner, walk.at, line, this.#about);
    if (found === null) {
      throw new Error(
        `Cannot read the record on line ${line} as the walk and the scanner must agree: the scanner finds it whole`,
      );
    }
    if (this.#broken.length === MOST_REJECTED) throw tooManyBroken(this.#about, line);
    this.#broken.push({ record: this.#records + walk.rows + this.#broken.length + 1, ...found });
    walk.at = this.#scanner.next;
    walk.line = line + 1;
  }

  #makeRoom(count: number): void {
    if (this.#records + count <= this.#starts.length) return;
    const room = Math.ceil(this.#starts.length * 1.5) + count;
    const more = (numbers: Uint32Array) => {
      const larger = new Uint32Array(room);
      larger.set(numbers);
      return larger;
    };
    [this.#starts, this.#lines] = [more(this.#starts), more(this.#lines)];
  }
}

/** How many records a text likely holds, a little more rather than less, from its first lines. */
function likelyRecords(text: Uint8Array): number {
  const sample = text.subarray(0, 65_536);
  let lines = 1;
  for (const byte of sample) if (byte === LF) lines++;
  return Math.ceil(text.length / (sample.length / lines || 1) * 1.05) + 1024;
}

/** A text of at least this many bytes is shared between threads. */
export const MANY_BYTES: number = 2 ** 24;

/** Bytes for a file of `size` bytes; many are shared between threads. */
export function bytesFor(size: number): Uint8Array {
  return new Uint8Array(size < MANY_BYTES ? new ArrayBuffer(size) : new SharedArrayBuffer(size));
}

/** The text in bytes that threads share, or as it is where it is small. */
export function shared(text: Uint8Array): Uint8Array {
  if (text.length < MANY_BYTES || text.buffer instanceof SharedArrayBuffer) return text;
  const bytes = bytesFor(text.length);
  bytes.set(text);
  return bytes;
}
