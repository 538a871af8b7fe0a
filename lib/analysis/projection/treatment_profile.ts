import type { ProfileBand } from "./profile_band.ts";
import type { Month } from "../../calendar/mod.ts";
import type { WaitCell } from "../../numeric/mod.ts";
import { FINEST, spreadOver } from "./_compartments.ts";
import { profileOf } from "./_profile.ts";

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
 * import { treatmentProfile } from "vantelage/analysis";
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
  return profileOf(
    months.map(({ manad, before, after, performed }) => ({
      manad,
      before: spreadOver(before, FINEST),
      after: spreadOver(after, FINEST),
      performed: spreadOver(performed, FINEST),
    })),
    options.towards,
  );
}
