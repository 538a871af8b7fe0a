/**
 * How long until an operation, when some still wait and some leave without one? Curves and quantiles with intervals
 * (Kaplan–Meier, Nelson–Aalen, Aalen–Johansen), means, comparisons; from contacts, from cells of whole days, and with
 * stated bounds from bands. Weights count as contacts.
 *
 * @module
 */
export * from "./exit_cell.ts";
export * from "./exits_in_window.ts";
export * from "./interval.ts";
export * from "./kaplan_meier.ts";
export * from "./nelson_aalen.ts";
export * from "./aalen_johansen.ts";
export * from "./exit_table.ts";
export * from "./exit_bounds.ts";
export * from "./exit_quantile.ts";
export * from "./restricted_mean.ts";
export * from "./log_rank.ts";
export * from "./two_waits.ts";
export * from "./listed_today.ts";
export * from "./exits_by_mix.ts";
export { type Undetermined } from "./_risk_table.ts";
