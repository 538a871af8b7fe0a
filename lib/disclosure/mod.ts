/**
 * Small numbers: which counts of a page must be hidden or rounded so that nobody can be recognised, and the proof that
 * none of them can be derived from the others. What leaves the house passes here first.
 *
 * @module
 */
export * from "./guarded.ts";
export * from "./axis.ts";
export * from "./linked_tables.ts";
export * from "./known.ts";
export * from "./audit.ts";
export * from "./suppress.ts";
export * from "./concentration.ts";
export * from "./disclosure_error.ts";
export * from "./place_axis.ts";
export * from "./measure_axis.ts";
export * from "./page_tables.ts";
export * from "./published_tables.ts";
export * from "./round.ts";
export * from "./protection.ts";
export * from "./protect.ts";
export * from "./protected_table.ts";
export * from "./protected_series.ts";
export * from "./protection_statement.ts";
export * from "./scan.ts";
