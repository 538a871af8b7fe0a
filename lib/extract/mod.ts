/**
 * From the bytes of a delivery to records of strings that know their place.
 *
 * An extract (uttag) is a delimited text file. This folder finds its encoding, delimiter and header, counts
 * its records, sets aside those that are not whole, and hands on the others as clean UTF-8 for an engine to
 * parse, so that every later finding can be traced to file, line and column. It knows the format and
 * nothing of the meaning: what a column holds is the contract's question.
 *
 * @module
 */
export { toCsv, type ToCsvOptions } from "./csv.ts";
export { type Delimiter, detectDialect, type Dialect, type LineEnd } from "./dialect.ts";
export { type DecodedText, decodeText, type ExtractEncoding } from "./encoding.ts";
export { type Extract, type ExtractOptions, parseExtract, type Place, readExtract } from "./extract.ts";
export { ExtractError } from "./extract_error.ts";
export type { BrokenRecord, BrokenRule, SkippedLine } from "./records.ts";
export { paddedColumns } from "./padding.ts";
export { suspectMojibake, type Suspicion } from "./suspicion.ts";
