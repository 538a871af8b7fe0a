/**
 * What of a delivery is accepted, rejected and skipped, and why. A coded table and how it is read become a verdict: the
 * rules are tried on blocks of records, each different cell is read once, and the accepted rows are counted into cells
 * of the wait cube. No engine is needed, and nothing is stored.
 *
 * @module
 */
export { DeliveryError, type LoadReport, type RejectedRecord, type Replacement } from "./finding.ts";
export { FileReading } from "./file_reading.ts";
export type { Codes } from "./_pair_codes.ts";
export type { Texts } from "./typed_value.ts";
export { judge, type Judgement, type JudgeOptions } from "./judge.ts";
export { type JudgedCellColumns, JudgedCells, OPEN } from "./judged_cells.ts";
export { openDelivery, readingLine, type ReadingOptions } from "./open_delivery.ts";
export type { TypedField } from "./read_fields.ts";
export { type Judged, readingOf, type RuleResult, ruleResults } from "./rule_results.ts";
export { mergeCorrected, type MergedDelivery, type MergeOptions } from "./merge_corrected.ts";
export { REJECTED_LINE, REJECTED_WHY, rejectedTable, type RejectedTableOptions } from "./rejected_file.ts";
