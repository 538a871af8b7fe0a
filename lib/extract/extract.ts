import { CR, LF, utf16Column } from "./_bytes.ts";
import { refuseOtherFormats } from "./_refuse_other_formats.ts";
import { MAX_FILE_BYTES } from "./_limits.ts";
import {
  type CsvTable,
  type CsvText,
  MANY_BYTES,
  middleOf,
  readCsv,
  readCsvInParts,
  readCsvPart,
  shared,
} from "./_read_csv.ts";
import { RecordReader } from "./_record_reader.ts";
import type { SecondThread } from "./_second_thread.ts";
import { sha256Of } from "./_sha256.ts";
import { fileName } from "./_shown.ts";
import type { BrokenRecord, SkippedLine } from "./broken_record.ts";
import { type CodedTableColumn, textAt } from "./coded_table.ts";
import { type Delimiter, delimiterName, detectDialect, type Dialect } from "./dialect.ts";
import { type DecodedText, decodeText, type ExtractEncoding } from "./encoding.ts";
import { tooLarge } from "./extract_error.ts";
import type { Place } from "./place.ts";
import { findMojibake, mayBeMojibake, type Suspicion } from "./suspicion.ts";

/** Options for {@linkcode readExtract} and {@linkcode parseExtract}; what is left out is found by looking. */
export interface ExtractOptions {
  /** A text file's encoding. */
  encoding?: ExtractEncoding;
  /** What parts a text file's fields. */
  delimiter?: Delimiter;
  /** The line (in a workbook the row) of the header, 1-based; what stands above it is left out. Parquet has none. */
  headerLine?: number;
  /** The name of a workbook's sheet; it may be a hidden one. */
  sheet?: string;
  /** Whether the hidden rows and columns of a workbook's sheet are left out. @default {false} */
  withoutHidden?: boolean;
}

/** What is hidden in a sheet, by a filter or by hand: people may have meant it to be left out, or forgotten it. */
export interface HiddenCells {
  /** The hidden rows below the header that hold something. */
  readonly rows: number;
  /** Whether they are read like all others. */
  read: boolean;
  /** The names of the table's hidden columns. */
  readonly columns: readonly string[];
}

/** What kind of file an extract was read from. */
export type ExtractFormat = "text" | "xlsx" | "parquet";

/**
 * A file as a coded table: for each column its different cells and for each record the number of its cell, and where
 * each record lies. Nothing is known of what the cells mean.
 *
 * `records` = `good` + `broken.length`, always.
 */
export interface Extract {
  /** The file's name, without its folder. */
  name: string;
  /** What kind of file it is, unpacked. */
  format: ExtractFormat;
  /** The name of the workbook's sheet that was read. */
  sheet?: string;
  /** What is hidden in the workbook's sheet, read or left out. */
  hidden?: HiddenCells;
  /** The cells of a workbook's table that are merged with others: their columns in `header`, and their first rows. */
  merged?: readonly { readonly column: number; readonly line: number }[];
  /** The path of the file in the zip archive that it is packed in. */
  packedAs?: string;
  /** The year that the workbook's days are counted from, in cells that it does not show as days. */
  serials?: "1900" | "1904";
  /** The file's size in bytes, as it lies on the disk. */
  bytes: number;
  /** SHA-256 of the file's bytes as they lie on the disk, in hexadecimal. */
  sha256: string;
  /** The file's encoding. */
  encoding: ExtractEncoding;
  /** Whether the file begins with a byte order mark. */
  bom: boolean;
  /** What parts its fields. */
  delimiter: Delimiter;
  /** The editor line (in a workbook the row) of the header, 1-based; 0 in Parquet, which has none. */
  headerLine: number;
  /** The names of the columns, trimmed and without quotes, as written; a column without a name is "". */
  header: string[];
  /** What lies next to the table and is not read: the text above its header, the names of a workbook's sheets. */
  beside: string[];
  /** The cells of the good records: a column for each of `header`. */
  columns: readonly CodedTableColumn[];
  /** The number of all data records found, good and broken (inläst). */
  records: number;
  /** The number of good records: those in `columns`. */
  good: number;
  /** The records that cannot be read, unchanged and with their place. */
  broken: BrokenRecord[];
  /** The blank lines, or rows between records; of a text file the first 10 000. */
  skipped: SkippedLine[];
  /** What was assumed about the file, one Swedish line each. */
  assumed: string[];
  /** What looks wrong with its text. */
  suspicions: Suspicion[];
  /**
   * Where a field's text begins, inside its quotes; without a column, where the record begins.
   *
   * @param record The record's number among the good ones, 0-based.
   * @param column The column's number in `header`, 0-based.
   * @throws {RangeError} If there is no such record or column.
   */
  place(record: number, column?: number): Place;
  /**
   * A record as it stands in the file, without its line end; as CSV where the file is no text.
   *
   * @param record The record's number among the good ones, 0-based.
   * @throws {RangeError} If there is no such record.
   */
  raw(record: number): string;
  /**
   * A record's fields without quotes, one for each column of `header`, not trimmed.
   *
   * @param record The record's number among the good ones, 0-based.
   * @throws {RangeError} If there is no such record.
   */
  fields(record: number): string[];
}

/**
 * Finds the encoding, the delimiter, the header and every record of a delimited file's bytes.
 *
 * Fields follow RFC 4180; spaces around a quoted field are not part of it. A file with only a header is an
 * extract of 0 records. A record with the wrong number of fields, an unclosed or undoubled quote or a NUL
 * byte is rejected into `broken`; nothing is dropped.
 *
 * @param bytes The file. Not changed, and must not be changed afterwards: the extract reads from it.
 * @param name The file's name, for places and messages; a folder before it is left out.
 * @param options The encoding, the delimiter and the header's line, when the caller knows them better.
 * @throws {ExtractError} If the file is empty, binary, not in its marked encoding, has no header with 2 to 2 000
 * columns of different names, a line over 1 MiB or over half a million broken records, or is 2 GiB or more.
 *
 * @example A broken record does not stop the others
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseExtract } from "vantelage/extract";
 *
 * const file = 'sjukhus;dagar\n"Västerås;\nKöping";12\nSala\nGävle;91\n';
 * const extract = parseExtract(new TextEncoder().encode(file), "april.csv");
 * assert.equal(extract.records, 3);
 * assert.deepEqual(extract.fields(0), ["Västerås;\nKöping", "12"]);
 * assert.deepEqual(extract.place(0, 1), { file: "april.csv", line: 3, column: 9 });
 * assert.deepEqual(extract.broken.map(({ line, raw }) => ({ line, raw })), [{ line: 4, raw: "Sala" }]);
 * ```
 */
export function parseExtract(bytes: Uint8Array, name: string, options: ExtractOptions = {}): Extract {
  const opened = openText(bytes, fileName(name), options);
  return { ...extractOf(opened, readCsv(opened)), bytes: bytes.length, sha256: sha256Of(bytes) };
}

/** An extract without what describes the bytes on the disk. */
export type TextExtract = Omit<Extract, "bytes" | "sha256">;

/** Reads an extract as {@linkcode parseExtract} does; the rest of a large text in the second thread. */
export async function readText(
  bytes: Uint8Array,
  file: string,
  options: ExtractOptions,
  second: SecondThread,
): Promise<TextExtract> {
  const opened = openText(bytes, file, options), { text, dialect } = opened;
  if (text.length < MANY_BYTES) return extractOf(opened, readCsv(opened));
  // Without a second thread a large text is read in the same parts, so that what is found does not depend on it.
  const readRest = (rest: CsvText) => second.start() ? second.read(rest) : Promise.resolve(readCsvPart(rest));
  return extractOf(opened, await readCsvInParts(opened, middleOf(text, dialect.dataStart), readRest));
}

/** A text that was understood, and its records not yet read. */
interface OpenedText extends CsvText {
  readonly dialect: Dialect;
  readonly decoded: DecodedText;
}

function openText(bytes: Uint8Array, file: string, options: ExtractOptions): OpenedText {
  refuseOtherFormats(bytes, file);
  if (bytes.length >= MAX_FILE_BYTES) throw tooLarge(file);
  const decoded = decodeText(bytes, file, options.encoding), text = shared(decoded.text);
  if (text.length >= MAX_FILE_BYTES) throw tooLarge(file);
  return { text, dialect: detectDialect(text, file, options), name: file, cut: decoded.cut, decoded };
}

function extractOf(
  { text, dialect, name: file, decoded }: OpenedText,
  { columns, starts, lines, broken, skipped }: CsvTable,
): TextExtract {
  const { header, delimiter, headerLine } = dialect;
  const reader = new RecordReader(text, starts, header.length, delimiter);
  return {
    name: file,
    format: "text",
    encoding: decoded.encoding,
    bom: decoded.bom,
    delimiter,
    headerLine,
    header,
    beside: [new TextDecoder().decode(text.subarray(0, dialect.headerStart))],
    columns,
    records: starts.length + broken.length,
    good: starts.length,
    broken,
    skipped,
    assumed: [
      ...decoded.notes,
      ...(dialect.assumed
        ? [`Fältavgränsare: ${delimiterName(delimiter)} (antagen: ger ${header.length} kolumner)`]
        : []),
      ...(dialect.titled ? [`Rubrikrad: rad ${headerLine} (antagen: raderna ovanför är titel)`] : []),
    ],
    suspicions: (mayBeMojibake(text) ? findMojibake(columns) : []).map(({ column, record, ...found }) => ({
      ...found,
      line: place(record, column).line,
    })),
    place,
    raw: (record) => reader.raw(record),
    fields: (record) => {
      reader.start(record);
      return columns.map((column) => textAt(column, record));
    },
  };

  function place(record: number, column?: number): Place {
    const start = reader.start(record);
    let line = lines[record];
    if (column === undefined) return { file, line, column: 1 };
    const at = reader.fieldStart(record, column);
    let lineStart = start;
    for (let byte = start; byte < at; byte++) {
      if (text[byte] === LF || (text[byte] === CR && text[byte + 1] !== LF)) {
        line++;
        lineStart = byte + 1;
      }
    }
    return { file, line, column: utf16Column(text, lineStart, at) };
  }
}
