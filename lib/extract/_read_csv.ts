import { CR, firstLineEnd, LF, NUL, QUOTE, rareBytes, SPACE, TAB } from "./_bytes.ts";
import { brokenLine, type BrokenLineOptions, tooManyBroken } from "./_broken_line.ts";
import { type ColumnPart, GrowingColumn } from "./_growing_column.ts";
import { MAX_RECORD_BYTES, RecordScanner } from "./_record_scanner.ts";
import { type BrokenRecord, MOST_REJECTED, MOST_SKIPPED, type SkippedLine } from "./broken_record.ts";
import type { CodedTableColumn } from "./coded_table.ts";
import type { Dialect } from "./dialect.ts";

/** The bytes that must follow a text, the first a line feed, so that the reader need not look for its end. */
export const ROOM_BYTES = 16;

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

/** Records in a block; a column's room is a little larger, since rooms of 4 KiB would share the same cache lines. */
const BLOCK = 1024, ROOM = BLOCK + 16;

/** A text whose records are to be read. */
export interface CsvText {
  /** UTF-8 without byte order mark, followed in its buffer by a line feed and {@linkcode ROOM_BYTES} - 1 bytes. */
  readonly text: Uint8Array;
  /** How it is laid out, and where the records begin. */
  readonly dialect: Pick<Dialect, "header" | "delimiter" | "dataStart" | "dataLine">;
  /** The file's name, for messages. */
  readonly name: string;
  /** Whether the text ends in the middle of a character, which breaks its last record. */
  readonly cut: boolean;
  /** Whether it holds a NUL byte. @default {as is found by looking} */
  readonly hasNul?: boolean;
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

/** The byte after the line that is in the middle of what lies behind `from`. */
export function middleOf(text: Uint8Array, from: number): number {
  const end = firstLineEnd(text, from + ((text.length - from) >> 1));
  return Math.min(text.length, text[end] === CR && text[end + 1] === LF ? end + 2 : end + 1);
}

class CsvReader {
  /** The text and the room after it. */
  readonly #bytes: Uint8Array;
  readonly #size: number;
  /** Records that begin before this byte are read. */
  #end = 0;
  readonly #delimiter: number;
  readonly #columns: GrowingColumn[];
  readonly #about: BrokenLineOptions;
  readonly #scanner: RecordScanner;
  readonly #view: DataView;
  readonly #hasNul: boolean;
  readonly #broken: BrokenRecord[] = [];
  readonly #skipped: SkippedLine[] = [];
  #starts: Uint32Array<ArrayBuffer>;
  #lines: Uint32Array<ArrayBuffer>;
  #records = 0;
  #at: number;
  #line: number;
  /** For each column a block of codes (of a plain one the first bytes of its cells), and of the bytes after. */
  readonly #first: Int32Array;
  readonly #after: Int32Array;
  /** The code of each column's latest cell, and the row of the block from which on it is not yet in `#first`. */
  readonly #code: Int32Array;
  readonly #since: Int32Array;
  /** Where the latest record's cells end, from its start; how far before that the cells of plain columns begin and end. */
  readonly #ends: Int32Array;
  readonly #toFirst: Int32Array;
  readonly #toAfter: Int32Array;
  /** What the latest quoted field held. */
  #doubled: 0 | 1 = 0;
  #breaks = 0;
  /** The first byte of the record that is read. */
  #start = 0;

  constructor({ text, dialect, name, cut, hasNul = rareBytes(text)[NUL] === 1 }: CsvText) {
    const { header, delimiter, dataStart, dataLine } = dialect;
    const columns = header.length, size = text.length;
    this.#size = size;
    this.#bytes = new Uint8Array(text.buffer, text.byteOffset, size + ROOM_BYTES);
    this.#view = new DataView(text.buffer, text.byteOffset, size + ROOM_BYTES);
    this.#delimiter = delimiter.charCodeAt(0);
    this.#scanner = new RecordScanner(text, this.#delimiter);
    const fewest = header[columns - 1] === "" ? columns - 1 : columns;
    this.#about = { name, text, delimiter, columns, fewest, cut };
    const likely = likelyRecords(text.subarray(dataStart));
    this.#columns = header.map((name) => new GrowingColumn(name, this.#bytes, likely));
    [this.#starts, this.#lines] = [new Uint32Array(likely), new Uint32Array(likely)];
    [this.#at, this.#line] = [dataStart, dataLine];
    this.#hasNul = hasNul;
    const numbers = (length: number) => new Int32Array(length).fill(-1);
    [this.#first, this.#after] = [numbers(columns * ROOM), numbers(columns * ROOM)];
    [this.#code, this.#since, this.#ends] = [numbers(columns), numbers(columns), numbers(columns)];
    [this.#toFirst, this.#toAfter] = [numbers(columns), numbers(columns)];
  }

  /** Reads the records that begin before a byte. */
  readTo(end: number): void {
    this.#end = end;
    while (this.#at < end) this.#takeBlock(this.#readBlock());
  }

  table(): CsvTable {
    return { ...this.#rows(), columns: this.#columns.map((column) => column.done()) };
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
      this.#at !== from || this.#broken.length + broken.length > MOST_REJECTED ||
      columns.some(({ kind }, index) => kind === "plain" && !this.#columns[index].isPlain)
    ) return false;
    const before = this.#records + this.#broken.length, linesBefore = this.#line - 1, count = starts.length;
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
    this.#at = this.#size;
    return true;
  }

  #takeBlock(count: number): void {
    this.#columns.forEach((column, index) => {
      const from = index * ROOM;
      column.take(this.#first.subarray(from, from + count), this.#after.subarray(from, from + count), count);
    });
    this.#records += count;
  }

  /**
   * Reads at most a block of records, and returns how many. Most cells are the same as those of the record above, so the
   * bytes of both are compared over many cells at once, and only a cell that differs is looked up.
   */
  #readBlock(): number {
    const bytes = this.#bytes,
      size = this.#size,
      end = this.#end,
      view = this.#view,
      delimiter = this.#delimiter;
    const { columns: width, fewest, cut } = this.#about;
    const first = this.#first, after = this.#after, ends = this.#ends;
    const toFirst = this.#toFirst, toAfter = this.#toAfter, code = this.#code, columns = this.#columns;
    const dictionaries = columns.map(({ dictionary }) => dictionary);
    const isPlain = Uint8Array.from(columns, (column) => column.isPlain ? 1 : 0);
    const changed = isPlain.slice(),
      plain = columns.flatMap((column, index) => column.isPlain ? [index] : []);
    // The record above, where it begins and ends; -1 where there is none to compare with.
    let at = this.#at, row = 0, above = -1, aboveEnd = -1;
    this.#since.fill(0);
    this.#makeRoom(BLOCK);
    records: while (row < BLOCK && at < end) {
      if (bytes[at] <= SPACE) {
        const next = this.#blankEnd(at);
        if (next > 0) {
          if (this.#skipped.length < MOST_SKIPPED) this.#skipped.push({ line: this.#line, why: "blank" });
          this.#line++;
          at = next;
          continue;
        }
      }
      const start = this.#start = at;
      let column = 0, byte = delimiter, known = above;
      this.#breaks = 0;
      for (;;) {
        let same = 0;
        // A cell of a column that has just changed is likely another again.
        if (above >= 0 && changed[column] === 0) {
          const from = known, ahead = at - from;
          while (known <= aboveEnd) {
            const differs = view.getInt32(known, true) ^ view.getInt32(known + ahead, true);
            if (differs !== 0) {
              known += (31 - Math.clz32(differs & -differs)) >> 3;
              break;
            }
            known += 4;
          }
          if (known > aboveEnd) known = aboveEnd + 1;
          const last = known - above, shift = ahead - start + above;
          for (; column < width && ends[column] < last; column++) {
            at = above + ends[column] + ahead + 1;
            ends[column] += shift;
          }
          if (column === width) {
            byte = bytes[--at];
            break;
          }
          same = known + ahead - at;
        }
        const aboveNext = above + ends[column] + 1;
        byte = bytes[at];
        if (byte <= QUOTE && (byte === QUOTE || (byte === SPACE && this.#quoteAt(at) > 0))) {
          at = this.#quotedField(this.#quoteAt(at), column, row);
          byte = bytes[at];
          if (at < 0 || (byte !== delimiter && byte !== LF && byte !== CR)) {
            at = this.#reject(start, row);
            above = -1;
            continue records;
          }
        } else {
          const from = at;
          // What is the same as above holds no end of a cell.
          at += same;
          for (byte = bytes[at]; byte !== delimiter && (byte > CR || (byte !== LF && byte !== CR));) {
            byte = bytes[++at];
          }
          if (isPlain[column] === 1) {
            toFirst[column] = at - from;
            toAfter[column] = 0;
          } else {
            const found = at === from ? 0 : dictionaries[column].codeOf(from, at, 0);
            changed[column] = found === code[column] ? 0 : 1;
            if (found !== code[column]) this.#change(column, row, found);
          }
        }
        ends[column++] = at - start;
        if (byte !== delimiter || column === width) break;
        at++;
        known = aboveNext;
      }
      const next = byte === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
      if (
        byte === delimiter || column < fewest || at - start > MAX_RECORD_BYTES || (cut && next >= size) ||
        (this.#hasNul && bytes.subarray(start, at).includes(NUL))
      ) {
        at = this.#reject(start, row);
        above = -1;
        continue;
      }
      if (column < width) {
        ends[column] = at - start;
        toFirst[column] = toAfter[column] = 0;
        if (isPlain[column] === 0) this.#change(column, row, 0);
      }
      for (let index = 0; index < plain.length; index++) {
        const column = plain[index], slot = column * ROOM + row, end = start + ends[column];
        first[slot] = end - toFirst[column];
        after[slot] = end - toAfter[column];
      }
      this.#starts[this.#records + row] = start;
      this.#lines[this.#records + row] = this.#line;
      this.#line += this.#breaks + 1;
      // Breaks within quotes are counted on the way, so that a record with any is not compared with; nor is one without
      // its last field.
      above = this.#breaks === 0 && column === width ? start : -1;
      aboveEnd = at;
      row++;
      at = next;
    }
    columns.forEach(({ isPlain }, column) => isPlain || this.#change(column, row, code[column]));
    this.#at = at;
    return row;
  }

  /** From a row of the block on, the cells of a coded column have another code. */
  #change(column: number, row: number, code: number): void {
    const first = this.#first, before = this.#code[column], slot = column * ROOM;
    for (let at = this.#since[column]; at < row; at++) first[slot + at] = before;
    this.#since[column] = row;
    this.#code[column] = code;
  }

  /** Reads the field inside quotes; the byte after them and the blanks that follow, or -1 when it never ends. */
  #quotedField(quote: number, column: number, row: number): number {
    const from = quote + 1, to = this.#closingQuote(from);
    if (to < 0) return -1;
    let at = to + 1;
    while (this.#bytes[at] === SPACE) at++;
    const { isPlain, dictionary } = this.#columns[column];
    if (isPlain) {
      this.#toFirst[column] = at - from;
      this.#toAfter[column] = at - to;
    } else this.#change(column, row, to === from ? 0 : dictionary.codeOf(from, to, this.#doubled));
    return at;
  }

  #closingQuote(from: number): number {
    const bytes = this.#bytes, stop = Math.min(this.#size, this.#start + MAX_RECORD_BYTES);
    this.#doubled = 0;
    for (let at = from; at < stop; at++) {
      const byte = bytes[at];
      if (byte > QUOTE) continue;
      if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE) return at;
        this.#doubled = 1;
        at++;
      } else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) this.#breaks++;
    }
    return -1;
  }

  /** The quote that opens a field, blanks before it passed over; 0 when there is none. */
  #quoteAt(at: number): number {
    while (this.#bytes[at] === SPACE) at++;
    return this.#bytes[at] === QUOTE ? at : 0;
  }

  /** The byte after a line of nothing but blanks, or 0. */
  #blankEnd(at: number): number {
    const bytes = this.#bytes, delimiter = this.#delimiter;
    while (at < this.#size && (bytes[at] === SPACE || bytes[at] === TAB) && bytes[at] !== delimiter) at++;
    if (bytes[at] === CR) return bytes[at + 1] === LF ? at + 2 : at + 1;
    return bytes[at] === LF ? at + 1 : 0;
  }

  /** Rejects the record that begins at `start`; the byte after its first line. */
  #reject(start: number, row: number): number {
    const found = brokenLine(this.#scanner, start, this.#line, this.#about);
    if (found === null) {
      throw new Error(
        `Cannot read the record on line ${this.#line} as the walk and the scanner must agree: the scanner finds it whole`,
      );
    }
    if (this.#broken.length === MOST_REJECTED) throw tooManyBroken(this.#about, this.#line);
    this.#broken.push({ record: this.#records + row + this.#broken.length + 1, ...found });
    this.#line++;
    return this.#scanner.next;
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
  return Math.ceil(text.length / (sample.length / lines || 1) * 1.05) + BLOCK;
}

/** The text, in a buffer with a line feed and room after it: the same bytes where they have that already. */
export function withRoom(text: Uint8Array): Uint8Array {
  const end = text.byteOffset + text.length, { buffer } = text;
  if (buffer.byteLength >= end + ROOM_BYTES && new Uint8Array(buffer, end, 1)[0] === LF && isRoom(buffer)) {
    return text;
  }
  const room = bytesWithRoom(text.length);
  room.set(text);
  return room;
}

/** A text of at least this many bytes is shared between threads. */
export const MANY_BYTES: number = 2 ** 24;

/** The buffers that were made with room after the file's bytes, and hold nothing else there. */
const rooms = new WeakSet<ArrayBufferLike>();
const isRoom = (buffer: ArrayBufferLike): boolean => rooms.has(buffer);

/** Bytes for a file of `size` bytes, with a line feed and room after them; many are shared between threads. */
export function bytesWithRoom(size: number): Uint8Array {
  const buffer = size < MANY_BYTES
    ? new ArrayBuffer(size + ROOM_BYTES)
    : new SharedArrayBuffer(size + ROOM_BYTES);
  new Uint8Array(buffer)[size] = LF;
  rooms.add(buffer);
  return new Uint8Array(buffer, 0, size);
}
