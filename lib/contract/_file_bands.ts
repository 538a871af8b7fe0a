/** The bands that a file's own headers name, where they are others than the standard ones. */
import { type NamedBand, readBandLabel } from "./_band_label.ts";

/** A header that names a band of waits, and not of ages. */
const BEGINS_AS_BAND = /^\s*(?:antal|väntande|väntetid|över|mer än|längre än|inom|högst|[\d<>≤≥])/i,
  AGE = /ålder|\bage/i;
/** A header that is named as our own fields are. */
const FIELD = /^d(\d{1,5})(?:_(\d{1,5}))?$/;

/** A band and the header that names it. */
export interface HeaderBand extends Pick<NamedBand, "lo" | "hi"> {
  readonly namn: string;
}

/** The headers that name bands of waits. */
export function headerBands(header: readonly string[]): HeaderBand[] {
  return header.flatMap((namn) => {
    const field = FIELD.exec(namn.trim().toLowerCase());
    if (field) return [{ namn, lo: Number(field[1]), hi: field[2] === undefined ? null : Number(field[2]) }];
    const band = readBandLabel(namn);
    if (band === null || AGE.test(namn) || !(band.unit || BEGINS_AS_BAND.test(namn))) return [];
    return [{ namn, lo: band.lo, hi: band.hi }];
  });
}

/** Whether each band begins the day after the one before it ends, the first on day 0 or 1. */
export function followEachOther(bands: readonly HeaderBand[]): boolean {
  const ordered = bands.toSorted((a, b) => a.lo - b.lo);
  return ordered.every(({ lo }, index) => {
    const before = ordered[index - 1];
    return before === undefined ? lo <= 1 : before.hi !== null && lo === before.hi + 1;
  });
}
