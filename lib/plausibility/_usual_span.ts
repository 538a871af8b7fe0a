/** Fewer earlier months than this say nothing of what is usual. */
const MIN_MONTHS = 4;
/** How many robust standard deviations from the median are still usual. */
const USUAL_DEVIATIONS = 5;
/** The standard deviation of a normal distribution for each unit of median absolute deviation. */
const DEVIATIONS_PER_MAD = 1.4826;

/** What is usual: its least and its most. */
export interface Usual {
  readonly low: number;
  readonly high: number;
}

/**
 * What earlier months say is usual: their median and five robust standard deviations (of the median absolute deviation) to
 * either side.
 *
 * @param earlier A number of each earlier month.
 * @param leastDeviation Gives, of the median, the standard deviation that there is at least, also where none has shown.
 * @returns The span, `null` with fewer than four months.
 */
export function usualSpan(
  earlier: readonly number[],
  leastDeviation: (median: number) => number,
): Usual | null {
  if (earlier.length < MIN_MONTHS) return null;
  const median = medianOf(earlier);
  const deviation = DEVIATIONS_PER_MAD * medianOf(earlier.map((number) => Math.abs(number - median)));
  const allowed = USUAL_DEVIATIONS * Math.max(deviation, leastDeviation(median));
  return { low: median - allowed, high: median + allowed };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b), half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
