/** How much more the units differ than chance would have it. */
export interface Dispersion {
  /** The winsorised mean square of the z-scores. */
  readonly phi: number;
  /** The variance between units beyond chance, on the scale of the deviations; 0 when there is none. */
  readonly tauSquared: number;
}

/** A unit's deviation from the target and its standard error by chance alone. */
export interface Deviation {
  readonly deviation: number;
  readonly standardError: number;
}

/**
 * Over-dispersion from z-scores whose tails are pulled in to their quantiles, so that the units we look for do not
 * hide themselves by widening the limits (Spiegelhalter 2005, Statistics in Medicine 24; Spiegelhalter et al. 2012,
 * JRSS A 175, for the variance between units).
 */
export function dispersionOf(units: readonly Deviation[], trim: number): Dispersion {
  const ordered = units.map(({ deviation, standardError }) => deviation / standardError).sort((a, b) =>
    a - b
  );
  const count = ordered.length;
  if (count < 2) return { phi: 1, tauSquared: 0 };
  const low = quantileOf(ordered, trim), high = quantileOf(ordered, 1 - trim);
  const phi = ordered.reduce((sum, z) => sum + Math.min(Math.max(z, low), high) ** 2, 0) / count;
  const weights = units.map(({ standardError }) => standardError ** -2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
  return { phi, tauSquared: Math.max(0, (count * phi - (count - 1)) / (total - squares / total)) };
}

function quantileOf(ordered: readonly number[], p: number): number {
  const rank = p * (ordered.length - 1), before = Math.floor(rank);
  const next = ordered[Math.min(before + 1, ordered.length - 1)];
  return ordered[before] + (next - ordered[before]) * (rank - before);
}
