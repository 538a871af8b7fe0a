/**
 * Counting with waits that are only partly known: cells of contacts, counts between days, quantiles and means with
 * their bounds; and seeded random numbers. Knows days and counts, nothing of regions or care.
 *
 * @module
 */
export * from "./wait_cell.ts";
export * from "./count_between.ts";
export * from "./quantile.ts";
export * from "./random.ts";
