import { driftForecast, holtForecast } from "./trend_forecasts.ts";
import { holtWintersForecast } from "./holt_winters_forecast.ts";
import { thetaForecast } from "./theta_forecast.ts";

/** How far ahead forecasts are made, in months. */
export const MONTHS_AHEAD = 12;

/** The name of a simple forecast. */
export type SimpleForecast = "last" | "yearBefore" | "drift" | "damped" | "theta" | "holtWinters";

/** A forecast that a series gives. */
export interface Candidate {
  /** The fewest months that it takes; with fewer it is the last value. */
  readonly least: number;
  /**
   * A value for each of the next twelve months.
   *
   * @param series Values a month apart, oldest first.
   * @param season What season multiplies each of them by, and each of the twelve that follow; 1 where none is known.
   */
  readonly ahead: (
    series: readonly number[],
    season: readonly number[],
  ) => readonly number[] | null | undefined;
}

/** The simple forecasts that a projection is held against. */
export const SIMPLE: Readonly<Record<SimpleForecast, Candidate>> = {
  last: { least: 1, ahead: lastValue },
  yearBefore: { least: 1, ahead: yearBefore },
  drift: { least: 2, ahead: (series) => driftForecast(series, MONTHS_AHEAD).value },
  damped: { least: 4, ahead: (series) => holtForecast(series, MONTHS_AHEAD, { phi: 0.9 }).value?.ahead },
  theta: { least: 4, ahead: (series) => thetaForecast(series, MONTHS_AHEAD).value?.ahead },
  holtWinters: {
    least: 24,
    ahead: (series) => holtWintersForecast(series, MONTHS_AHEAD, { phi: 0.98 }).value?.ahead,
  },
};

/** All that a series gives: the simple ones, the year before moved on, and Theta beside a season of all regions. */
export const CANDIDATES: readonly Candidate[] = [
  ...Object.values(SIMPLE),
  {
    least: 13,
    ahead: (series) => {
      const half = (series[series.length - 1] - series[series.length - 13]) / 2;
      return yearBefore(series).map((value) => value + half);
    },
  },
  {
    least: 13,
    ahead: (series) => {
      const before = series[series.length - 13], now = series[series.length - 1];
      const ratio = before > 0 ? Math.min(2, Math.max(0.5, now / before)) : 1;
      return yearBefore(series).map((value) => value * ratio);
    },
  },
  {
    least: 24,
    ahead: (series, season) =>
      thetaForecast(series.map((value, index) => value / season[index]), MONTHS_AHEAD).value?.ahead
        .map((value, step) => value * season[series.length + step]),
  },
];

/** What a candidate says of the next twelve months, never below 0; the last value where it takes a longer series. */
export function said(
  { least, ahead }: Candidate,
  series: readonly number[],
  season: readonly number[],
): readonly number[] {
  const values = series.length < least ? null : ahead(series, season);
  return values?.map((value) => Math.max(0, value)) ?? lastValue(series);
}

function lastValue(series: readonly number[]): readonly number[] {
  return Array<number>(MONTHS_AHEAD).fill(series[series.length - 1]);
}

function yearBefore(series: readonly number[]): readonly number[] {
  const last = series.length - 1;
  return Array.from({ length: MONTHS_AHEAD }, (_, step) => series[last - 11 + step] ?? series[last]);
}
