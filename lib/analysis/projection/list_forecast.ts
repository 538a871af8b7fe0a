import type { ErrorWidth } from "./error_widths.ts";

/** What is shown of a month ahead: the weighed mean of all methods, or a simple forecast that has been clearly better. */
export type ForecastMethod = "weighed" | "last" | "yearBefore";

/** What is forecast, with intervals. */
export type ForecastMeasure = "waiting" | "over" | "overShare";

/** A region's list in the next twelve months. */
export interface RegionForecast {
  /** Official name. */
  readonly region: string;
  /** Waiting, contacts, by month ahead. */
  readonly waiting: readonly number[];
  /** Waiting longer than the limit, contacts, by month ahead. */
  readonly over: readonly number[];
  /** What the widths are shares of: the mean of the last year. */
  readonly level: Readonly<Record<ForecastMeasure, number>>;
}

/** What a list's own history says of the next twelve months. Plain data. */
export interface ListForecast {
  /** What is shown, by month ahead. */
  readonly methods: readonly ForecastMethod[];
  /** The regions. */
  readonly regions: readonly RegionForecast[];
  /** How wide the intervals are, by month ahead. */
  readonly widths: Readonly<Record<ForecastMeasure, readonly ErrorWidth[]>>;
}
