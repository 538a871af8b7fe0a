import { type Computed, normalQuantile } from "../../numeric/mod.ts";
import { brokenReason } from "./_risk_table.ts";
import type { SurvivalCurve } from "./kaplan_meier.ts";

/** A restricted mean wait. */
export interface RestrictedMean {
  /** The mean of the days waited, each counted up to the limit. */
  readonly days: number;
  /** Its standard error, days; `null` of a single contact, which says nothing of others. */
  readonly standardError: number | null;
  /** The lower end of its confidence interval, days; `null` without a standard error. */
  readonly low: number | null;
  /** The upper end of its confidence interval, days; `null` without a standard error. */
  readonly high: number | null;
}

/** Options for {@linkcode restrictedMean}. */
export interface RestrictedMeanOptions {
  /** Days beyond which a wait counts no more, > 0. */
  readonly limitDays: number;
  /** The confidence level, in (0, 1). @default {0.95} */
  readonly level?: number;
}

/**
 * The mean wait, each wait counted up to a limit (medelväntetid med tak).
 *
 * Unlike the mean it can be computed while some still wait. Formula: the area under S up to the limit; variance
 * Σ A(t)² d / (n (n − d)), with A(t) the area from t to the limit. Source: P. Royston & M. K. B. Parmar 2013, BMC
 * Medical Research Methodology 13.
 *
 * @param curve The curve.
 * @param options The limit and the level.
 * @returns Days, or a reason when nobody was followed up to the limit.
 * @throws {RangeError} If `limitDays` is not > 0.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanMeier } from "vantelage";
 * import { exitCells, restrictedMean } from "vantelage/analysis";
 * const curve = kaplanMeier(exitCells([{ days: 10, outcome: "operated" }, { days: 90, outcome: "waiting" }]));
 * assert.equal(restrictedMean(curve, { limitDays: 90 }).value?.days, 50);
 * ```
 */
export function restrictedMean(
  curve: SurvivalCurve,
  options: RestrictedMeanOptions,
): Computed<RestrictedMean> {
  const { limitDays, level = 0.95 } = options;
  if (!(limitDays > 0 && limitDays < Infinity)) {
    throw new RangeError(`Cannot compute the mean as limitDays must be a number > 0: got ${limitDays}`);
  }
  const z = normalQuantile(1 - (1 - level) / 2);
  const last = curve.points.at(-1)?.waiting.value ?? 1;
  if (last > 0 && !(curve.lastDays !== null && limitDays <= curve.lastDays)) {
    const reason = curve.brokenAt === null
      ? `Ingen har följts i ${limitDays} dagar`
      : brokenReason(curve.brokenAt);
    return { value: null, reason };
  }
  const points = curve.points.filter((point) => point.days < limitDays);
  let area = 0, variance = 0, until = limitDays;
  for (const { days, atRisk, events, waiting } of points.toReversed()) {
    area += waiting.value * (until - days); // the area from this day to the limit
    if (events < atRisk) variance += area ** 2 * events / (atRisk * (atRisk - events));
    until = days;
  }
  const mean = area + until;
  if (curve.contacts <= 1) {
    return { value: { days: mean, standardError: null, low: null, high: null } };
  }
  const standardError = Math.sqrt(variance), reach = z * standardError;
  return {
    value: {
      days: mean,
      standardError,
      low: Math.max(0, mean - reach),
      high: Math.min(limitDays, mean + reach),
    },
  };
}
