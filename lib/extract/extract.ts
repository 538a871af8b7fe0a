import { createHash } from "node:crypto";
import { basename } from "node:path";
import { CR, decodeUtf8, LF } from "./_bytes.ts";
import { refuseBinary } from "./_binary.ts";
import { unquote } from "./_fields.ts";
import { type FieldBounds, RecordScanner } from "./_record_scanner.ts";
import { type Delimiter, delimiterName, detectDialect, type LineEnd } from "./dialect.ts";
import { decodeText, type ExtractEncoding } from "./encoding.ts";
import { ExtractError } from "./extract_error.ts";
import { type BrokenRecord, indexRecords, type SkippedLine, utf16Column } from "./records.ts";
import { suspectMojibake, type Suspicion } from "./suspicion.ts";

/** Options for {@linkcode readExtract} and {@linkcode parseExtract}; what is left out is found by looking. */
export interface ExtractOptions {
  /** The file's encoding. */
  encoding?: ExtractEncoding;
  /** What parts its fields. */
  delimiter?: Delimiter;
}

/** A place in a file as an editor shows it, 1-based. */
export interface Place {
  /** The file's name, without its folder. */
  file: string;
  /** The line; CRLF, LF and a lone CR each end one, also inside a quoted field. */
  line: number;
  /** The column, in UTF-16 units as editors count; a byte order mark has none. */
  column: number;
}

/**
 * A delimited file as records of strings with their place. Nothing is known of what the strings mean.
 *
 * `records` = `good` + `broken.length`, always, and counted here: independently of whoever parses `body`.
 */
export interface Extract {
  /** The file's name, without its folder. */
  name: string;
  /** The file's size in bytes. */
  bytes: number;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  sha256: string;
  /** The file's encoding. */
  encoding: ExtractEncoding;
  /** Whether the file begins with a byte order mark. */
  bom: boolean;
  /** What parts its fields. */
  delimiter: Delimiter;
  /** The editor line of the header, 1-based. */
  headerLine: number;
  /** The names of the columns, trimmed and without quotes, as written; a column without a name is "". */
  header: string[];
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
  /** The blank lines. */
  skipped: SkippedLine[];
  /** What was assumed about the file, one Swedish line each. */
  assumed: string[];
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
   * A record as it stands in the file, without its line end.
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
 * Reads a delimited text file (uttag) from disk.
 *
 * @param path The file.
 * @param options The encoding and the delimiter, when the caller knows them better.
 * @throws {ExtractError} If there is no such file, it may not be read or is a folder, and as {@linkcode parseExtract}.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readExtract } from "vantelage";
 *
 * const file = `${await Deno.makeTempDir()}/april.csv`;
 * await Deno.writeTextFile(file, "kon;vantetid_dagar\r\nK;12\r\nM;91\r\n");
 * const extract = await readExtract(file);
 * assert.equal(extract.name, "april.csv");
 * assert.equal(extract.records, 2);
 * ```
 */
export async function readExtract(path: string, options: ExtractOptions = {}): Promise<Extract> {
  const name = basename(path);
  return parseExtract(await readBytes(path, name), name, options);
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
 * @param options The encoding and the delimiter, when the caller knows them better.
 * @throws {ExtractError} If the file is empty, binary, not in its marked encoding, has no header with at
 * least two columns of different names, a line over 1 MiB, or is 4 GiB or more.
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
  const file = basename(name);
  refuseBinary(bytes, file);
  if (bytes.length >= 2 ** 32) {
    throw new ExtractError(file, "ett uttag ska vara mindre än 4 GiB. Dela upp det, till exempel per månad.");
  }
  const decoded = decodeText(bytes, file, options.encoding);
  const text = decoded.text;
  const dialect = detectDialect(text, file, options.delimiter);
  const index = indexRecords(text, dialect, file, decoded.cut);
  const scanner = new RecordScanner(text, dialect.delimiter.charCodeAt(0));

  return {
    name: file,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    encoding: decoded.encoding,
    bom: decoded.bom,
    delimiter: dialect.delimiter,
    headerLine: dialect.headerLine,
    header: dialect.header,
    body: index.body,
    lineEnd: index.lineEnd,
    records: index.records,
    good: index.starts.length,
    broken: index.broken,
    skipped: index.skipped,
    assumed: [
      ...(decoded.assumed ? [`Teckenkodning: ${ASSUMED_ENCODING[decoded.encoding]}`] : []),
      ...(dialect.assumed
        ? [
          `Fältavgränsare: ${
            delimiterName(dialect.delimiter)
          } (antagen: ger ${dialect.header.length} kolumner)`,
        ]
        : []),
    ],
    suspicions: suspectMojibake(text),
    place,
    raw,
    fields,
  };

  function place(bodyRecord: number, column?: number): Place {
    const start = startOf(bodyRecord);
    let line = index.lines[bodyRecord];
    if (column === undefined) return { file, line, column: 1 };
    const { header } = dialect;
    if (!(Number.isInteger(column) && column >= 0 && column < header.length)) {
      throw new RangeError(
        `Cannot place a field as column must be within 0-${header.length - 1}: got ${column}`,
      );
    }
    // The one field that a good record may lack is the last, nameless one: it stands at the record's end.
    const at = boundsOf(start)[column]?.from ?? scanner.end;
    let lineStart = start;
    for (let byte = start; byte < at; byte++) {
      if (text[byte] === LF || (text[byte] === CR && text[byte + 1] !== LF)) {
        line++;
        lineStart = byte + 1;
      }
    }
    return { file, line, column: utf16Column(text, lineStart, at) };
  }

  function raw(bodyRecord: number): string {
    const start = startOf(bodyRecord);
    scanner.scan(start);
    return decodeUtf8(text.subarray(start, scanner.end));
  }

  function fields(bodyRecord: number): string[] {
    const bounds = boundsOf(startOf(bodyRecord));
    return dialect.header.map((_, column) => column < bounds.length ? unquote(text, bounds[column]) : "");
  }

  function boundsOf(start: number): FieldBounds[] {
    const bounds: FieldBounds[] = [];
    scanner.scan(start, bounds);
    return bounds;
  }

  function startOf(bodyRecord: number): number {
    const start = index.starts[bodyRecord];
    if (start !== undefined) return start;
    const count = index.starts.length;
    throw new RangeError(
      `Cannot find a record as bodyRecord must be one of the ${count} in body: got ${bodyRecord}`,
    );
  }
}

const ASSUMED_ENCODING: Record<ExtractEncoding, string> = {
  "windows-1252": "Windows-1252 (antagen: filen är inte giltig UTF-8)",
  "utf-16le": "UTF-16LE (antagen: filen saknar byte order mark)",
  "utf-16be": "UTF-16BE (antagen: filen saknar byte order mark)",
  "utf-8": "UTF-8",
};

async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    const { isDirectory } = await Deno.stat(path);
    if (!isDirectory) return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new ExtractError(name, "filen finns inte. Kontrollera sökvägen.");
    }
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
      throw new ExtractError(name, "filen får inte läsas. Kontrollera behörigheten till filen.");
    }
    throw error;
  }
  throw new ExtractError(name, "ett uttag ska vara en fil, men detta är en mapp. Ange en fil i mappen.");
}
