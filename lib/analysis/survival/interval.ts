import { type Computed, normalQuantile } from "../../numeric/mod.ts";

/** Options for the intervals of a curve. */
export interface IntervalOptions {
  /** The scale on which the interval is symmetric: ln(−ln p), which stays inside [0, 1], or ln p. @default {"log-log"} */
  readonly scale?: "log-log" | "log";
  /** The confidence level, in (0, 1). @default {0.95} */
  readonly level?: number;
}

/** An interval, both ends included. */
export interface Interval {
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** An estimated proportion with its uncertainty. */
export interface Estimate {
  /** The proportion, 0–1. */
  readonly value: number;
  /** Its standard error. */
  readonly standardError: number;
  /** Its pointwise confidence interval. */
  readonly interval: Computed<Interval>;
}

/**
 * A proportion with its confidence interval (konfidensintervall för en andel ur en överlevnadskurva).
 *
 * Formula: log-log p^exp(±z se / (p ln p)); log p exp(±z se / p), cut at 1.
 * Source: J. D. Kalbfleisch & R. L. Prentice, The Statistical Analysis of Failure Time Data, 2002, section 1.4.
 *
 * @param value The proportion, 0–1.
 * @param standardError Its standard error, >= 0.
 * @param options Scale and level.
 * @returns The estimate; without an interval where the proportion is exactly 0 or 1.
 * @throws {RangeError} If `level` lies outside (0, 1).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { proportionEstimate } from "vantelage/analysis";
 * const { interval } = proportionEstimate(0.5, 0.1);
 * assert.equal(interval.value?.low.toFixed(3), "0.295");
 * assert.equal(interval.value?.high.toFixed(3), "0.675");
 * ```
 */
export function proportionEstimate(
  value: number,
  standardError: number,
  options: IntervalOptions = {},
): Estimate {
  const { scale = "log-log", level = 0.95 } = options;
  const z = normalQuantile(1 - (1 - level) / 2);
  if (!(value > 0 && value < 1 && standardError > 0)) {
    const reason = "Andelen är exakt 0 eller 1, så osäkerheten kan inte beräknas";
    return { value, standardError, interval: { value: null, reason } };
  }
  if (scale === "log") {
    const factor = Math.exp(z * standardError / value);
    return {
      value,
      standardError,
      interval: { value: { low: value / factor, high: Math.min(1, value * factor) } },
    };
  }
  const power = Math.exp(-z * standardError / (value * Math.log(value))); // > 1, as ln p is negative
  return {
    value,
    standardError,
    interval: { value: { low: value ** power, high: value ** (1 / power) } },
  };
}
