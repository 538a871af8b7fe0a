/**
 * Signal or noise? XmR charts say whether a series has changed, funnels whether units differ by more than chance,
 * with their case mix taken into account and limits that allow for over-dispersion.
 *
 * @module
 */
export * from "./xmr_chart.ts";
export * from "./funnel.ts";
export * from "./share_funnel.ts";
export * from "./standardised_funnel.ts";
export * from "./ranked_units.ts";
