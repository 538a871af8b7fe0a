/**
 * How long will the list and its waits be, months ahead? The simple forecasts that others are held against, and how far
 * forecasts lay from what came.
 *
 * @module
 */
export * from "./seasonal_naive.ts";
export * from "./exponential_smoothing.ts";
export * from "./accuracy.ts";
