/**
 * What is possible and yet unlikely in a delivery: sums among the rows, rows given twice, numbers that stand for a
 * missing value, names that are misspelt or vanish, and what differs from the deliveries kept before. Works on plain
 * data, before the store: it knows no database and no file.
 *
 * @module
 */
export * from "./delivered.ts";
export { isTotalCell } from "./_total_words.ts";
export * from "./slot_shape.ts";
export { columnLimits, coveredDeviations, coveredOfferings, slotCovers } from "./slot_covers.ts";
export * from "./compared_delivery.ts";
export * from "./compared_findings.ts";
export * from "./drift.ts";
export * from "./smaller.ts";
export * from "./totals_by_arithmetic.ts";
export * from "./sentinels.ts";
export { repeatedRowFindings } from "./repeated_rows.ts";
export * from "./shares.ts";
export * from "./plausibility_findings.ts";
