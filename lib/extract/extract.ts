import { createHash } from "node:crypto";
import { CR, LF, utf16Column } from "./_bytes.ts";
import { refuseOtherFormats } from "./_refuse_other_formats.ts";
import { MAX_FILE_BYTES } from "./_limits.ts";
import { RecordReader } from "./_record_reader.ts";
import { fileName } from "./_shown.ts";
import type { BrokenRecord, SkippedLine } from "./broken_record.ts";
import type { ColumnSurvey } from "./column_survey.ts";
import { type Delimiter, delimiterName, detectDialect, type Dialect, type LineEnd } from "./dialect.ts";
import { type DecodedText, decodeText, type ExtractEncoding } from "./encoding.ts";
import { tooLarge } from "./extract_error.ts";
import type { Place } from "./place.ts";
import { indexRecords, indexSideBySide, type RecordIndex } from "./records.ts";
import { suspectMojibake, type Suspicion } from "./suspicion.ts";

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
  /** The names of the table's hidden columns. */
  readonly columns: readonly string[];
}

/** What kind of file an extract was read from. */
export type ExtractFormat = "text" | "xlsx" | "parquet";

/**
 * A file as records of strings with their place. Nothing is known of what the strings mean.
 *
 * The records of a workbook or a Parquet file stand in `body` as the CSV file that they could have been:
 * `encoding`, `delimiter` and `lineEnd` are that file's.
 *
 * `records` = `good` + `broken.length`, always, and counted here: independently of whoever parses `body`.
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
  /** What stands beside the table and is not read: the text above its header, the names of a workbook's sheets. */
  beside: string[];
  /**
   * The good records as UTF-8, one after another: no header, no blank lines, nothing broken, each with as
   * many fields as the header and ended by `lineEnd` (the last may lack it). Made for DuckDB's `read_csv`
   * with `auto_detect=false`, `header=false`, `quote='"'`, `escape='"'` and this `delim` and `new_line`.
   */
  body: Uint8Array;
  /** The line end of the records in `body`. */
  lineEnd: LineEnd;
  /** The number of all data records found, good and broken (inläst). */
  records: number;
  /** The number of good records: those in `body`. */
  good: number;
  /** The records that cannot be read, unchanged and with their place. */
  broken: BrokenRecord[];
  /** The blank lines, or rows between records; of a text file the first 10 000. */
  skipped: SkippedLine[];
  /** What was assumed about the file, one Swedish line each. */
  assumed: string[];
  /**
   * What the cells of each column of `header` are, so that an engine need not ask of each what none is. Cells of broken
   * records may be among them.
   */
  survey: readonly ColumnSurvey[];
  /** What looks wrong with its text. */
  suspicions: Suspicion[];
  /**
   * Where a field's text begins, inside its quotes; without a column, where the record begins.
   *
   * @param bodyRecord The record's number in `body`, 0-based.
   * @param column The column's number in `header`, 0-based.
   * @throws {RangeError} If there is no such record or column.
   */
  place(bodyRecord: number, column?: number): Place;
  /**
   * A record as it stands in the file, without its line end; as CSV where the file is no text.
   *
   * @param bodyRecord The record's number in `body`, 0-based.
   * @throws {RangeError} If there is no such record.
   */
  raw(bodyRecord: number): string;
  /**
   * A record's fields without quotes, one for each column of `header`, not trimmed.
   *
   * @param bodyRecord The record's number in `body`, 0-based.
   * @throws {RangeError} If there is no such record.
   */
  fields(bodyRecord: number): string[];
}

/**
 * Finds the encoding, the delimiter, the header and every record of a delimited file's bytes.
 *
 * Fields follow RFC 4180; spaces around a quoted field are not part of it. A file with only a header is an
 * extract of 0 records. A record with the wrong number of fields, an unclosed or undoubled quote or a NUL
 * byte is set aside in `broken`; nothing is dropped.
 *
 * @param bytes The file. Not changed, and must not be changed afterwards: the extract reads from it.
 * @param name The file's name, for places and messages; a folder before it is left out.
 * @param options The encoding, the delimiter and the header's line, when the caller knows them better.
 * @throws {ExtractError} If the file is empty, binary, not in its marked encoding, has no header with 2 to 2 000
 * columns of different names, a line over 1 MiB or over half a million broken records, or is 4 GiB or more.
 *
 * @example A broken record does not stop the others
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseExtract } from "vantelage";
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
  const file = fileName(name), opened = openText(bytes, file, options);
  return {
    ...textExtract(
      file,
      opened,
      indexRecords(opened.text, opened.dialect, file, opened.cut),
      suspectMojibake(opened.text),
    ),
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

/**
 * {@linkcode parseExtract} without what is told of the bytes on the disk, for whoever has read them from there. Of a
 * large file another thread reads half.
 */
export async function parseText(
  bytes: Uint8Array,
  file: string,
  options: ExtractOptions,
): Promise<Omit<Extract, "bytes" | "sha256">> {
  const opened = openText(bytes, file, options);
  const index = indexSideBySide(opened.text, opened.dialect, file, opened.cut);
  // While the other thread is not ready yet.
  const suspicions = suspectMojibake(opened.text);
  return textExtract(file, opened, await index, suspicions);
}

/** A file's text, and how it is laid out. */
interface OpenText extends DecodedText {
  readonly dialect: Dialect;
}

function openText(bytes: Uint8Array, file: string, options: ExtractOptions): OpenText {
  refuseOtherFormats(bytes, file);
  if (bytes.length >= MAX_FILE_BYTES) throw tooLarge(file);
  const decoded = decodeText(bytes, file, options.encoding);
  return { ...decoded, dialect: detectDialect(decoded.text, file, options) };
}

function textExtract(
  file: string,
  { text, dialect, ...decoded }: OpenText,
  index: RecordIndex,
  suspicions: Suspicion[],
): Omit<Extract, "bytes" | "sha256"> {
  const reader = new RecordReader(text, index.starts, dialect.header.length, dialect.delimiter);

  return {
    name: file,
    format: "text",
    encoding: decoded.encoding,
    bom: decoded.bom,
    delimiter: dialect.delimiter,
    headerLine: dialect.headerLine,
    header: dialect.header,
    beside: [new TextDecoder().decode(text.subarray(0, dialect.headerStart))],
    body: index.body,
    lineEnd: index.lineEnd,
    records: index.records,
    good: index.starts.length,
    broken: index.broken,
    skipped: index.skipped,
    assumed: [
      ...decoded.notes,
      ...(dialect.assumed
        ? [
          `Fältavgränsare: ${
            delimiterName(dialect.delimiter)
          } (antagen: ger ${dialect.header.length} kolumner)`,
        ]
        : []),
      ...(dialect.titled ? [`Rubrikrad: rad ${dialect.headerLine} (antagen: raderna ovanför är titel)`] : []),
    ],
    survey: index.survey,
    suspicions,
    place,
    raw: (bodyRecord) => reader.raw(bodyRecord),
    fields: (bodyRecord) => reader.fields(bodyRecord),
  };

  function place(bodyRecord: number, column?: number): Place {
    const start = reader.start(bodyRecord);
    let line = index.lines[bodyRecord];
    if (column === undefined) return { file, line, column: 1 };
    const at = reader.fieldStart(bodyRecord, column);
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
