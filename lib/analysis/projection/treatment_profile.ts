import type { ProfileBand } from "./profile_band.ts";
import type { Month } from "../../calendar/mod.ts";
import type { WaitCell } from "../../numeric/mod.ts";
import { compartments, daysIn, FINEST, spreadOver, sumOf } from "./_compartments.ts";

/** A month of a list: who waited when it began and when it ended, and who was operated in it. */
export interface ListMonth {
  /** The month. */
  readonly manad: Month;
  /** Waiting at the end of the month before. */
  readonly before: readonly WaitCell[];
  /** Waiting at the end of the month. */
  readonly after: readonly WaitCell[];
  /** Operated in the month. */
  readonly performed: readonly WaitCell[];
}

/** Options for {@linkcode treatmentProfile}. */
export interface TreatmentProfileOptions {
  /** What a profile with few operations is drawn towards. @default None. */
  readonly towards?: readonly ProfileBand[];
}

/**
 * Who of those who wait is operated (behandlingsprofil): the chance a day by days waited, in the finest bands.
 *
 * Formula: operations in the band / Σ over months of capacity × contact days, the contact days as days of the month
 * times the mean of the numbers at its ends; capacity is what makes each month's expected operations the performed
 * ones, and has mean 1. Those operated have spent half of a band themselves, or half of the month where that is shorter:
 * so a band that people pass through between two month ends has days too. Source: central rates of a life table, S. H. Preston et al., Demography, 2001, section 3.2.
 * `towards` counts as 20 operations in each band.
 *
 * @param months Months of one list, in any order.
 * @param options What few operations are drawn towards.
 * @returns The chance in each band; 0 where nobody was operated.
 *
 * @example 30 contacts wait through April, and 9 of them are operated: 1 in 100 a day
 * ```ts
 * import assert from "node:assert/strict";
 * import { treatmentProfile } from "vantelage";
 * const list = [{ lo: 200, hi: 200, antal: 30 }];
 * const [profile] = [treatmentProfile([{ manad: "2024-04", before: list, after: list,
 *   performed: [{ lo: 200, hi: 200, antal: 9 }] }])];
 * assert.deepEqual(profile[5], { lo: 181, hi: 365, perDay: 0.01 });
 * ```
 */
export function treatmentProfile(
  months: readonly ListMonth[],
  options: TreatmentProfileOptions = {},
): ProfileBand[] {
  const operations = months.map(({ performed }) => spreadOver(performed, FINEST));
  const exposures = months.map(({ manad, before, after }, month) => {
    const start = spreadOver(before, FINEST), end = spreadOver(after, FINEST), days = daysIn(manad);
    return start.map((count, band) => {
      const width = (FINEST[band + 1] ?? Infinity) - FINEST[band];
      return Math.max(days * (count + end[band]) / 2, operations[month][band] * Math.min(width, days) / 2);
    });
  });
  const totals = FINEST.map((_, band) => sumOf(operations.map((counts) => counts[band])));
  let capacities = months.map(() => 1), rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rates = FINEST.map((_, band) => {
      const days = sumOf(exposures.map((exposure, month) => exposure[band] * capacities[month]));
      const prior = options.towards?.[band].perDay ?? 0;
      if (prior > 0) return (totals[band] + PRIOR) / (days + PRIOR / prior);
      return days > 0 ? totals[band] / days : 0;
    });
    const indices = operations.map((counts, month) => {
      const expected = sumOf(exposures[month].map((days, band) => days * rates[band]));
      return expected > 0 ? sumOf(counts) / expected : 0;
    });
    const mean = sumOf(indices) / indices.length;
    if (!(mean > 0)) break;
    capacities = indices.map((index) => index / mean);
  }
  return compartments(FINEST).map((days, band) => ({ ...days, perDay: rates[band] }));
}

const ROUNDS = 8, PRIOR = 20;
