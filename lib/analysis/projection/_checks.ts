/** @throws {RangeError} If the horizon is not a whole number >= 1. */
export function checkHorizon(horizon: number, name = "horizon"): void {
  if (!Number.isInteger(horizon) || horizon < 1) {
    throw new RangeError(`Cannot forecast as ${name} must be a whole number >= 1: got ${horizon}`);
  }
}

/** @throws {RangeError} If a weight lies outside [0, 1]; one that is left out is right. */
export function checkWeights(weights: Readonly<Record<string, number | undefined>>): void {
  for (const [name, weight] of Object.entries(weights)) {
    if (weight !== undefined && !(weight >= 0 && weight <= 1)) {
      throw new RangeError(`Cannot forecast as ${name} must lie in [0, 1]: got ${weight}`);
    }
  }
}

/** The one of some tries whose errors one period ahead have the least sum of squares. */
export function leastSquared<Tried extends { readonly squaredErrors: number }>(
  tried: readonly Tried[],
): Tried {
  return tried.reduce((least, each) => each.squaredErrors < least.squaredErrors ? each : least);
}

/** The sum of what a damped trend adds over some periods: φ + φ² + … + φʰ. */
export function dampedSum(phi: number, horizon: number): number[] {
  let kept = 0;
  return Array.from({ length: horizon }, (_, step) => kept += phi ** (step + 1));
}
