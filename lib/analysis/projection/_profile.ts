import type { Month } from "../../calendar/mod.ts";
import { compartments, daysIn, FINEST, sumOf } from "./_compartments.ts";
import type { ProfileBand } from "./profile_band.ts";

/** A month of a list, counted by finest band. */
export interface CountedMonth {
  readonly manad: Month;
  /** Waiting at the end of the month before. */
  readonly before: Float64Array;
  /** Waiting at the end of the month. */
  readonly after: Float64Array;
  /** Operated in the month. */
  readonly performed: Float64Array;
}

/** The treatment profile of months that are counted: {@linkcode treatmentProfile} has the formula. */
export function profileOf(months: readonly CountedMonth[], towards?: readonly ProfileBand[]): ProfileBand[] {
  const exposures = months.map(({ manad, before, after, performed }) => {
    const days = daysIn(manad);
    return Array.from(before, (count, band) => {
      const width = (FINEST[band + 1] ?? Infinity) - FINEST[band];
      return Math.max(days * (count + after[band]) / 2, performed[band] * Math.min(width, days) / 2);
    });
  });
  const totals = FINEST.map((_, band) => sumOf(months.map(({ performed }) => performed[band])));
  let capacities = months.map(() => 1), rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rates = FINEST.map((_, band) => {
      const days = sumOf(exposures.map((exposure, month) => exposure[band] * capacities[month]));
      const prior = towards?.[band].perDay ?? 0;
      if (prior > 0) return (totals[band] + PRIOR) / (days + PRIOR / prior);
      return days > 0 ? totals[band] / days : 0;
    });
    const indices = months.map(({ performed }, month) => {
      const expected = sumOf(exposures[month].map((days, band) => days * rates[band]));
      return expected > 0 ? sumOf(performed) / expected : 0;
    });
    const mean = sumOf(indices) / indices.length;
    if (!(mean > 0)) break;
    capacities = indices.map((index) => index / mean);
  }
  return compartments(FINEST).map((days, band) => ({ ...days, perDay: rates[band] }));
}

const ROUNDS = 8, PRIOR = 20;
