/**
 * What the numbers of the field mean, one measure a function, each with its unit, denominator and census rule:
 * who waits actively, over a limit, how long, per inhabitant; what was performed, how soon; tables and series of these.
 *
 * @module
 */
export * from "./limits.ts";
export * from "./waiting.ts";
export * from "./performed.ts";
export * from "./wait_table.ts";
export * from "./performed_table.ts";
export * from "./series.ts";
export * from "./measures.ts";
export * from "./longest_waits.ts";
export * from "./compared_share.ts";
export * from "./cross_table.ts";
