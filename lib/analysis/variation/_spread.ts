import { normalQuantile } from "../../numeric/mod.ts";
import { type Deviation, dispersionOf } from "./_dispersion.ts";
import type { FunnelLimits, FunnelOptions, FunnelSignal, FunnelSpread } from "./funnel.ts";

/** How wide the limits are, from the units' deviations and the options. */
export function spreadOf(units: readonly Deviation[], options: FunnelOptions): FunnelSpread {
  const { overDispersion = "multiplicative", trim = 0.1, innerLevel = 0.95, outerLevel = 0.998 } = options;
  if (!(trim >= 0 && trim < 0.5)) {
    throw new RangeError(`Cannot measure over-dispersion as trim must lie in [0, 0.5): got ${trim}`);
  }
  return { ...dispersionOf(units, trim), overDispersion, innerLevel, outerLevel };
}

/** How far limits reach from the target, on the scale of the deviations. */
export interface Reach {
  readonly inner: number;
  readonly outer: number;
}

/** With fewer others their spread says nothing. */
const FEWEST_OTHERS = 4;

/** The spread, and how far each unit's limits reach by it and by chance alone. */
export function reachesOf(
  units: readonly Deviation[],
  options: FunnelOptions,
): { spread: FunnelSpread; reaches: readonly { reach: Reach; chance: Reach }[] } {
  const { withoutSelf = false } = options, all = spreadOf(units, options);
  const byChance = { ...all, overDispersion: "none", phi: 1, tauSquared: 0 } as const;
  const isFew = withoutSelf && units.length <= FEWEST_OTHERS, spread = isFew ? byChance : all;
  const reaches = units.map(({ standardError }, index) => ({
    reach: reachOf(
      withoutSelf && !isFew ? spreadOf(units.filter((_, place) => place !== index), options) : spread,
      standardError,
    ),
    chance: reachOf(byChance, standardError),
  }));
  return { spread, reaches };
}

/** How far the inner and the outer limits reach from the target, on the scale of the standard error. */
export function reachOf(spread: FunnelSpread, standardError: number): Reach {
  const { overDispersion, phi, tauSquared, innerLevel, outerLevel } = spread;
  const wide = overDispersion === "multiplicative"
    ? standardError * Math.sqrt(Math.max(1, phi))
    : overDispersion === "additive"
    ? Math.sqrt(standardError ** 2 + tauSquared)
    : standardError;
  return {
    inner: normalQuantile(1 - (1 - innerLevel) / 2) * wide,
    outer: normalQuantile(1 - (1 - outerLevel) / 2) * wide,
  };
}

/** The signal of a value, `null` within the inner limits. */
export function signalOf(value: number, { inner, outer }: FunnelLimits): FunnelSignal | null {
  if (value >= inner.low && value <= inner.high) return null;
  return { side: value < inner.low ? "low" : "high", strong: value < outer.low || value > outer.high };
}
