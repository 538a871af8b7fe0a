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

/** How far the inner and the outer limits reach from the target, on the scale of the standard error. */
export function reachOf(spread: FunnelSpread, standardError: number): { inner: number; outer: number } {
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
