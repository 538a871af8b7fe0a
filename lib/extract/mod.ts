/**
 * From the bytes of a delivery to records of strings that know their place.
 *
 * An extract (uttag) is a delimited text file, a workbook (xlsx) or a Parquet file, packed with gzip or zip or not. This
 * folder finds its encoding, delimiter, sheet and header, counts its records, sets aside those that are not whole, and
 * hands on the others as clean UTF-8 for an engine to parse, so that every later finding can be traced to file,
 * line and column, or to the cell. It knows the format and nothing of the meaning: what a column holds is the
 * contract's question.
 *
 * @module
 */
export type { ColumnSurvey } from "./column_survey.ts";
export { toCsv, type ToCsvOptions } from "./csv.ts";
export {
  type Delimiter,
  delimiterName,
  detectDialect,
  type Dialect,
  type DialectOptions,
  type LineEnd,
} from "./dialect.ts";
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
export { type BrokenRecord, type BrokenRule, MOST_SET_ASIDE, type SkippedLine } from "./broken_record.ts";
export {
  type CellColumn,
  type CellSuspicion,
  suspectCells,
  suspectMojibake,
  type Suspicion,
} from "./suspicion.ts";
