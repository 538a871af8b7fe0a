/**
 * From the bytes of a delivery to a coded table: for each column its different cells, and for each record the number
 * of its cell, and its place.
 *
 * An extract (uttag) is a delimited text file, a workbook (xlsx) or a Parquet file, packed with gzip or zip or not. This
 * folder finds its encoding, delimiter, sheet and header, reads its bytes once, and rejects the records that are not
 * whole. Nothing after it reads the file again, and every finding can be traced to file, line and column, or to the
 * cell. It knows the format and nothing of the meaning: what a column holds is the
 * contract's question.
 *
 * @module
 */
export {
  cellCounts,
  type CodedColumn,
  type CodedTableColumn,
  differentCells,
  type PlainColumn,
  textAt,
} from "./coded_table.ts";
export { toCsv, type ToCsvOptions } from "./csv.ts";
export {
  type Delimiter,
  delimiterName,
  detectDialect,
  type Dialect,
  type DialectOptions,
  type LineEnd,
} from "./dialect.ts";
export type { DosEncoding, SingleByteEncoding } from "./_single_byte.ts";
export { type DecodedText, decodeText, type ExtractEncoding, extractEncodings } from "./encoding.ts";
export {
  type Extract,
  type ExtractFormat,
  type ExtractOptions,
  type HiddenCells,
  parseExtract,
} from "./extract.ts";
export { ExtractError } from "./extract_error.ts";
export { type Place, placeText } from "./place.ts";
export { readExtract } from "./read_extract.ts";
export { cellAddress, columnLetters, type PlainRow, type PlainSheet, readSheets } from "./read_sheets.ts";
export { type BrokenRecord, type BrokenRule, MOST_REJECTED, type SkippedLine } from "./broken_record.ts";
export type { Suspicion } from "./suspicion.ts";
