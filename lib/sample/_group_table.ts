import { type Random, shareOut } from "../numeric/mod.ts";
import { bisect } from "./_bisect.ts";
import { fitProfile, meanStay, queueBeyond, type WaitProfile } from "./_wait_profile.ts";
import { assumptions, publishedApril, type PublishedRegion } from "./targets.ts";

/** One region's queue, split into vårdutbud (in the order of `assumptions.vardutbud`). */
export interface RegionGroups {
  /** How long contacts without PvV and MoV stay, for a group with slowness 1. */
  profile: WaitProfile;
  /** How much longer than the profile a group's contacts stay. */
  slowness: number[];
  /** Contacts waiting over 90 days in April 2024, including PvV and MoV. */
  over90: number[];
  /** Contacts waiting at most 90 days in April 2024, including PvV and MoV. */
  within90: number[];
  /** Decisions a day without PvV and MoV, in a mean day of the last year. */
  perDay: number[];
}

/** Of the PvV and MoV contacts, the share that has waited over 90 days. */
const PVV_OVER_90 = 0.6, MOV_OVER_90 = 0.5;

/** How many of a region's PvV and MoV contacts have waited over 90 days: not published, assumed. */
export function deviationsOver90({ pvv, mov }: PublishedRegion): { pvv: number; mov: number } {
  return { pvv: Math.round(pvv * PVV_OVER_90), mov: Math.round(mov * MOV_OVER_90) };
}

/**
 * Splits each region's queue of April 2024 into vårdutbud, so that regions and groups both sum to what is published.
 * The rounded table keeps every region's and every group's number over 90 days exactly.
 */
export function groupTable(random: Random): RegionGroups[] {
  const regions = publishedApril.regioner;
  const over90 = regions.map((region) => {
    const deviations = deviationsOver90(region);
    return region.band[3] + region.band[4] + deviations.pvv + deviations.mov;
  });
  const slowness = regions.map(({ region }) => {
    const own = assumptions.regioner.find((entry) => entry.region === region)!.troghet;
    return assumptions.vardutbud.map(({ namn, troghet }) =>
      troghet * (own[namn] ?? 1) * Math.exp(0.1 * random.normal())
    );
  });
  const wanted = slowness.map((row, r) =>
    row.map((factor, g) => {
      const { over_90, troghet } = assumptions.vardutbud[g];
      return over90[r] * over_90 * (factor / troghet) ** 1.3 * Math.exp(0.12 * random.normal());
    })
  );
  const table = roundedTable(wanted, over90, groupTargets(over90.reduce((sum, value) => sum + value, 0)));
  return regions.map((region, r) => regionGroups(region, slowness[r], table[r]));
}

/** Contacts over 90 days of each group: the published groups as published, the others sharing what is left. */
function groupTargets(total: number): number[] {
  const published = new Set(publishedApril.patientgrupper.map(({ vardutbud }) => vardutbud));
  const fixed = assumptions.vardutbud.map(({ namn, over_90 }) => published.has(namn) ? over_90 : 0);
  const left = total - fixed.reduce((sum, value) => sum + value, 0);
  const others = shareOut(
    left,
    assumptions.vardutbud.map(({ namn, over_90 }) => published.has(namn) ? 0 : over_90),
  );
  return fixed.map((value, index) => value + others[index]);
}

function regionGroups(region: PublishedRegion, relative: readonly number[], over90: number[]): RegionGroups {
  const profile = fitProfile(region.band);
  const total = region.band.reduce((sum, value) => sum + value, 0);
  const withDeviations = over90.reduce((sum, value) => sum + value, 0);
  const part = (region.band[3] + region.band[4]) / withDeviations;
  const queue = (factor: number) =>
    over90.map((value, g) => part * value / queueBeyond(profile, 90.5 / (factor * relative[g])));
  const factor = bisect((x) => total - queue(x).reduce((sum, value) => sum + value, 0), 0.2, 5);
  const slowness = relative.map((value) => value * factor);
  const waiting = queue(factor);
  const within = total + region.pvv + region.mov - withDeviations;
  return {
    profile,
    slowness,
    over90,
    within90: shareOut(within, waiting.map((value, g) => Math.max(0.01, value - part * over90[g]))),
    perDay: waiting.map((value, g) => value / (slowness[g] * meanStay(profile))),
  };
}

/** A table of whole numbers with these row and column sums, as near to the wanted proportions as whole numbers allow. */
export function roundedTable(
  wanted: readonly (readonly number[])[],
  rowSums: readonly number[],
  columnSums: readonly number[],
): number[][] {
  let exact = wanted.map((row) => [...row]);
  for (let round = 0; round < 100; round++) {
    const columns = columnSums.map((sum, c) => sum / exact.reduce((part, row) => part + row[c], 0));
    exact = exact.map((row) => row.map((value, c) => value * columns[c]));
    exact = exact.map((row, r) => {
      const factor = rowSums[r] / row.reduce((part, value) => part + value, 0);
      return row.map((value) => value * factor);
    });
  }
  const table = exact.map((row, r) => shareOut(rowSums[r], row));
  const surplus = columnSums.map((sum, c) => table.reduce((part, row) => part + row[c], 0) - sum);
  for (;;) {
    const from = surplus.findIndex((value) => value > 0), to = surplus.findIndex((value) => value < 0);
    if (from < 0) return table;
    const gain = (r: number) =>
      table[r][from] === 0 ? -Infinity : table[r][from] - exact[r][from] - table[r][to] + exact[r][to];
    const row = table.map((_, r) => r).reduce((best, r) => gain(r) > gain(best) ? r : best);
    table[row][from]--;
    table[row][to]++;
    surplus[from]--;
    surplus[to]++;
  }
}
