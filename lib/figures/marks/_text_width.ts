/** Widths of letters in a system font, as parts of its size; measured in Segoe UI and DejaVu Sans, rounded up. */
const NARROW = /[iljtfrI.,:;'’|()\-–\u00a0 ]/;
const WIDE = /[mwMWÅÄÖ%@—→←]/;

/** About how many pixels a text takes; errs to the wide side, so that what is said to fit fits. */
export function textWidth(text: string, size: number): number {
  return size * Array.from(text).reduce(
    (sum, letter) => sum + (NARROW.test(letter) ? 0.38 : WIDE.test(letter) ? 0.92 : 0.63),
    0,
  );
}
