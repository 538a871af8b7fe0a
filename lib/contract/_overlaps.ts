import type { BandDays } from "./_band_days.ts";

/** Bands of one table of which some count days that others count too. */
export interface Overlaps<B extends BandDays> {
  /** Bands that finer ones make up: 91–365 beside 91–120, 121–180 and 181–365. */
  readonly unions: readonly B[];
  /** Of the rest, bands that lie inside another. */
  readonly inside: readonly B[];
  /** Of the rest, bands that share days with another: nobody can say what they count together. */
  readonly crossing: readonly B[];
}

/** The rule for bands that count the same days, the same for columns, labels and profiles. */
export function overlapsOf<B extends BandDays>(bands: readonly B[]): Overlaps<B> {
  const unions = bands.filter((wide) => partsOf(wide, bands).length > 0);
  const left = bands.filter((band) => !unions.includes(band));
  const inside = left.filter((band) => left.some((wide) => contains(wide, band)));
  const last = left.filter((band) => !inside.includes(band));
  const crossing = last.filter((band) => last.some((other) => other !== band && shareDays(band, other)));
  return { unions, inside, crossing };
}

/** The finer bands that make up a wide one, in order; none where they do not. */
export function partsOf<B extends BandDays>(wide: B, bands: readonly B[]): B[] {
  const parts: B[] = [];
  let next: number | null = wide.lo;
  const narrow = bands.filter((band) => band !== wide && !contains(band, wide))
    .toSorted((a, b) => a.lo - b.lo || (a.hi ?? Infinity) - (b.hi ?? Infinity));
  for (const part of narrow) {
    if (part.lo !== next || (wide.hi !== null && (part.hi === null || part.hi > wide.hi))) continue;
    parts.push(part);
    if (part.hi === wide.hi) return parts.length > 1 ? parts : [];
    next = part.hi === null ? null : part.hi + 1;
  }
  return [];
}

/** Whether each band begins the day after the one before it ends, the first on day 0 or 1. */
export function followEachOther(bands: readonly BandDays[]): boolean {
  const ordered = bands.toSorted((a, b) => a.lo - b.lo);
  return ordered.every(({ lo }, index) => {
    const before = ordered[index - 1];
    return before === undefined ? lo <= 1 : before.hi !== null && lo === before.hi + 1;
  });
}

/** Whether some day is in none of the bands, the last being open. */
export function leaveHole(bands: readonly BandDays[]): boolean {
  return bands.length > 0 && !(followEachOther(bands) && bands.some(({ hi }) => hi === null));
}

/** Whether all days of a band, and others, are in the wide one. */
export function contains(wide: BandDays, band: BandDays): boolean {
  return wide !== band && wide.lo <= band.lo && (wide.hi ?? Infinity) >= (band.hi ?? Infinity) &&
    !(wide.lo === band.lo && wide.hi === band.hi);
}

function shareDays(a: BandDays, b: BandDays): boolean {
  return a.lo <= (b.hi ?? Infinity) && b.lo <= (a.hi ?? Infinity);
}
