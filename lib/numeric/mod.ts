/**
 * Counting with waits that are only partly known: cells of contacts, counts between days, quantiles and means with
 * their bounds; seeded random numbers; the few distributions that intervals and tests need; and numbers that cannot be
 * computed. Knows days and counts, nothing of regions or care.
 *
 * @module
 */
export * from "./wait_cell.ts";
export * from "./count_between.ts";
export * from "./quantile.ts";
export * from "./random.ts";
export * from "./computed.ts";
export * from "./normal.ts";
export * from "./chi_square.ts";
export * from "./solve_symmetric.ts";
