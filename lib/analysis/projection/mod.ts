/**
 * How long will the list and its waits be, months ahead? What history teaches about a list, its course with intervals,
 * what other capacity or demand would make of it, and what a target takes. Beside these the simple forecasts that a
 * projection has to beat, and the backtest that says whether it does.
 *
 * @module
 */
export * from "./seasonal_naive.ts";
export * from "./exponential_smoothing.ts";
export * from "./trend_forecasts.ts";
export * from "./theta_forecast.ts";
export * from "./holt_winters_forecast.ts";
export * from "./forecast_weights.ts";
export * from "./error_widths.ts";
export * from "./list_forecast.ts";
export { type SimpleForecast } from "./_candidates.ts";
export * from "./accuracy.ts";
export * from "./profile_band.ts";
export * from "./treatment_profile.ts";
export * from "./calibrate.ts";
export * from "./scenario.ts";
export * from "./project.ts";
export * from "./compare_scenarios.ts";
export * from "./scenario_outcomes.ts";
export * from "./fan_months.ts";
export * from "./capacity_for_target.ts";
export * from "./backtest.ts";
