/** Bounds of a count, contacts. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/**
 * Whether a median gives a reader nothing of the bands that the counts shown do not: that half wait no longer than its
 * band, and half no shorter, must follow from what is known already.
 *
 * @param band The index of the band that the median lies in.
 * @param known What is known of all, of those within and over the limit, and of each band.
 * @param within How many of the bands lie within the limit.
 */
export function medianTellsNothing(
  band: number,
  known: { readonly all: Span; readonly within: Span; readonly over: Span; readonly bands: readonly Span[] },
  within: number,
): boolean {
  const { all, bands } = known;
  const sum = (from: number, to: number): Span =>
    bands.slice(from, to).reduce(
      (total, { low, high }) => ({ low: total.low + low, high: total.high + high }),
      {
        low: 0,
        high: 0,
      },
    );
  /** What is known of the first bands of a block, whose total is known: by them, or by the rest. */
  const part = (block: Span, first: Span, rest: Span): Span => ({
    low: Math.max(first.low, block.low - rest.high),
    high: Math.min(first.high, block.high - rest.low),
  });
  const nothing = sum(0, 0);
  const inside = part(known.within, sum(0, within), nothing);
  const upTo = (end: number): Span => {
    if (end <= within) return part(known.within, sum(0, end), sum(end, within));
    const beyond = part(known.over, sum(within, end), sum(end, bands.length));
    return { low: inside.low + beyond.low, high: inside.high + beyond.high };
  };
  return upTo(band).high <= all.low / 2 && upTo(band + 1).low >= all.high / 2;
}
