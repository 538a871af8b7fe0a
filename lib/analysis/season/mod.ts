/**
 * Trend and season apart: one joint fit, used wherever months are compared or continued.
 *
 * @module
 */
export * from "./seasonal_fit.ts";
export * from "./adjusted_months.ts";
