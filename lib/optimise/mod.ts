/**
 * The best whole numbers under linear constraints, several goals in order, by HiGHS. Knows nothing of regions or care.
 *
 * @module
 */
export * from "./minimise.ts";
