import { addMonths, type Day, dayNumber, daysBetween, firstDay, type Month } from "../../calendar/mod.ts";
import type { Computed } from "../../numeric/mod.ts";
import type { Rate } from "./rate.ts";

/** How many came or went in a month. */
export interface MonthlyCount {
  /** The month. */
  readonly manad: Month;
  /** Contacts, >= 0; need not be whole. */
  readonly count: number;
}

/** A flow's mean rate and its variation. */
export interface FlowRate {
  /** Contacts a day, counted on the days of the months; convert it with {@linkcode convertRate}. */
  readonly rate: Computed<Rate<"day">>;
  /** The coefficient of variation of the time between contacts: 1 is pure chance. */
  readonly cv: Computed;
  /** The months it is counted on. */
  readonly months: number;
}

/** Options for {@linkcode flowRate}. */
export interface FlowRateOptions {
  /**
   * How many contacts other lists had in each month. The variation is measured about their course, so that a summer stop
   * that all have is not taken for chance; the chance in their own numbers is taken off.
   * @default every day alike
   */
  readonly others?: (manad: Month) => number;
}

/**
 * The mean rate and the variation of a monthly flow: demand from new decisions, capacity from operations (takt).
 *
 * Formula: rate = Σ count / Σ days. The squared cv of the time between contacts is the index of dispersion of the
 * counts, Σ (count − expected)² / expected / (months − 1), expected in proportion to what the others had in each
 * month (and divided by 1 + own / others, as theirs vary by chance too), or else to its days.
 * Source: D. R. Cox & P. A. W. Lewis, The Statistical Analysis of Series of Events, 1966, chapter 4. Without `others` a summer
 * stop counts as variation.
 *
 * @param counts Months, each once, in any order.
 * @returns Rate and cv, or reasons.
 * @throws {RangeError} If a count is negative or a month is there twice.
 *
 * @example 62 in January's 31 days and 58 in the 29 days of February 2024 are an even 2 a day
 * ```ts
 * import assert from "node:assert/strict";
 * import { flowRate } from "vantelage/analysis";
 * const { rate, cv } = flowRate([{ manad: "2024-01", count: 62 }, { manad: "2024-02", count: 58 }]);
 * assert.deepEqual(rate.value, { count: 2, per: "day" });
 * assert.equal(cv.value, 0);
 * ```
 */
export function flowRate(counts: readonly MonthlyCount[], options: FlowRateOptions = {}): FlowRate {
  const ordered = counts.map(({ manad, count }) => {
    if (!(count >= 0 && count < Infinity)) {
      throw new RangeError(`Cannot compute the rate as each count must be a number >= 0: got ${count}`);
    }
    return { manad, count, days: daysBetween(firstDay(manad), firstDay(addMonths(manad, 1))) };
  }).sort((a, b) => (a.manad < b.manad ? -1 : a.manad > b.manad ? 1 : 0));
  const twice = ordered.find(({ manad }, index) => manad === ordered[index + 1]?.manad);
  if (twice) {
    throw new RangeError(
      `Cannot compute the rate as each month must be there once: got ${twice.manad} twice`,
    );
  }
  const months = ordered.length;
  if (months === 0) {
    const none = { value: null, reason: "Ingen månad är levererad, så takten kan inte beräknas" };
    return { rate: none, cv: none, months };
  }
  const perDay = ordered.reduce((sum, { count }) => sum + count, 0) /
    ordered.reduce((sum, { days }) => sum + days, 0);
  const rate = { value: { count: perDay, per: "day" } } as const;
  if (months < 2 || perDay === 0) {
    const reason = perDay === 0
      ? "Ingenting hände under perioden, så variationen kan inte beräknas"
      : "Variationen kräver minst två månader";
    return { rate, cv: { value: null, reason }, months };
  }
  const course = ordered.map(({ manad, days }) => options.others?.(manad) ?? days);
  const part = ordered.reduce((sum, { count }) => sum + count, 0) /
    course.reduce((sum, each) => sum + each, 0);
  if (ordered.some(({ count }, index) => count > 0 && !(course[index] * part > 0))) {
    return {
      rate,
      cv: { value: null, reason: "Något hände i en månad där det inte brukar hända något" },
      months,
    };
  }
  const chiSquare = ordered.reduce((sum, { count }, index) => {
    const expected = course[index] * part;
    return expected > 0 ? sum + (count - expected) ** 2 / expected : sum;
  }, 0);
  const byOthers = options.others === undefined ? 1 : 1 + part;
  return { rate, cv: { value: Math.sqrt(chiSquare / (months - 1) / byOthers) }, months };
}

/** The gaps between events. */
export interface GapStats {
  /** The number of events in the window. */
  readonly events: number;
  /** The number of gaps: more than the events when both ends of the window count as marks. */
  readonly gaps: number;
  /** One event each mean gap, a day. */
  readonly rate: Computed<Rate<"day">>;
  /** The coefficient of variation of the gaps: standard deviation (n − 1) over mean. */
  readonly cv: Computed;
}

/** Options for {@linkcode gapStats}. */
export interface GapOptions {
  /** The first day of the window; it counts as a mark. */
  readonly from: Day;
  /** The last day of the window. */
  readonly to: Day;
  /** Whether the last day counts as a mark too. @default {true} */
  readonly closeEnd?: boolean;
}

/**
 * The rate and variation of events from the gaps between their days (mellanrum).
 *
 * Formula: rate = 1 / mean gap. The ends of the window count as marks, as in NHSRwaitinglist; so choose a window that
 * does not depend on the events (whole months), or gaps of 0 days at its ends will raise the rate. Where whole
 * months are at hand, {@linkcode flowRate} is the better estimate.
 *
 * @param days The days of the events, in any order; those outside the window are left out.
 * @param options The window.
 * @returns Events, gaps, rate and cv, or reasons.
 *
 * @example Three events in a window of 12 days make four gaps
 * ```ts
 * import assert from "node:assert/strict";
 * import { gapStats } from "vantelage/analysis";
 * const { gaps, rate, cv } = gapStats(["2024-01-04", "2024-01-07", "2024-01-10"], { from: "2024-01-01", to: "2024-01-13" });
 * assert.equal(gaps, 4);
 * assert.equal(rate.value?.count, 1 / 3);
 * assert.equal(cv.value, 0);
 * ```
 */
export function gapStats(days: readonly Day[], options: GapOptions): GapStats {
  const { from, to, closeEnd = true } = options;
  const events = days.filter((day) => day >= from && day <= to).sort();
  const marks = [from, ...events, ...(closeEnd ? [to] : [])].map(dayNumber);
  const gaps = marks.slice(1).map((mark, index) => mark - marks[index]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const counts = { events: events.length, gaps: gaps.length };
  if (!(mean > 0)) {
    const none = { value: null, reason: "Fönstret rymmer inga mellanrum att beräkna takten på" };
    return { ...counts, rate: none, cv: none };
  }
  const rate = { value: { count: 1 / mean, per: "day" } } as const;
  if (gaps.length < 2) {
    return { ...counts, rate, cv: { value: null, reason: "Variationen kräver minst två mellanrum" } };
  }
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  return { ...counts, rate, cv: { value: Math.sqrt(variance) / mean } };
}
