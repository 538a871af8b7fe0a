/**
 * The chance that a chi-square variable exceeds a value (p-värdet av ett chi-två-test).
 *
 * The regularised upper incomplete gamma function Q(df/2, x/2): its series below df/2 + 1, its continued fraction
 * (modified Lentz) above. Source: W. H. Press et al., Numerical Recipes, 3rd ed., section 6.2.
 *
 * @param x The value, >= 0.
 * @param degreesOfFreedom A whole number >= 1.
 * @returns A probability in [0, 1].
 * @throws {RangeError} If `x` is negative or not finite, or `degreesOfFreedom` is not a whole number >= 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { chiSquareTail } from "vantelage/numeric";
 * assert.equal(chiSquareTail(3.841458820694124, 1).toFixed(9), "0.050000000");
 * ```
 */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (!(x >= 0 && x < Infinity)) {
    throw new RangeError(`Cannot compute the tail as x must be a number >= 0: got ${x}`);
  }
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(
      `Cannot compute the tail as degreesOfFreedom must be a whole number >= 1: got ${degreesOfFreedom}`,
    );
  }
  if (x === 0) return 1;
  const a = degreesOfFreedom / 2, y = x / 2;
  const front = Math.exp(a * Math.log(y) - y - logGammaOfHalves(degreesOfFreedom));
  return y < a + 1 ? 1 - front * lowerSeries(a, y) : front * upperFraction(a, y);
}

/** ln Γ(n/2), by Γ(a + 1) = a Γ(a) from Γ(1/2) = √π or Γ(1) = 1. */
function logGammaOfHalves(n: number): number {
  let log = n % 2 === 1 ? Math.log(Math.PI) / 2 : 0;
  for (let a = n % 2 === 1 ? 0.5 : 1; a < n / 2; a++) log += Math.log(a);
  return log;
}

function lowerSeries(a: number, y: number): number {
  let term = 1 / a, sum = term;
  for (let n = a + 1; term > sum * Number.EPSILON; n++) sum += term *= y / n;
  return sum;
}

function upperFraction(a: number, y: number): number {
  let b = y + 1 - a, c = 1e300, d = 1 / b, fraction = d;
  for (let i = 1, change = 0; Math.abs(change - 1) > Number.EPSILON * 4; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    fraction *= change = c * d;
  }
  return fraction;
}
