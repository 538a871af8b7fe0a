/** Rules of concentration (dominansregler), beside the rule of small counts: what one contributor can work out of the others. */
export interface ConcentrationRule {
  /**
   * (n, k)-dominance: a count is sensitive when its `n` largest contributors have more than the share `share` of it, in
   * (0, 1). ACRO's default is n = 2, share 0.9.
   */
  readonly dominance?: { readonly n: number; readonly share: number };
  /**
   * The p % rule: a count is sensitive when what is left without its two largest contributors is less than `percent` of
   * the largest, so that the second largest can work out the largest that near. tau-Argus' and ACRO's default is 10.
   */
  readonly percent?: number;
}

/**
 * Whether a count says too much of one of its contributors.
 *
 * @param contributions What each contributor, such as a hospital, has of it, in any order; contacts. What one has alone is
 *   sensitive, what nobody has is not.
 * @param rule The rules; either is enough.
 * @returns Whether it is sensitive.
 * @throws {RangeError} If a rule is outside its range.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isConcentrated } from "vantelage/disclosure";
 * // 70 + 21 are 91 of 100, and 9 are left: 13 % of the largest.
 * assert.ok(isConcentrated([70, 21, 9], { dominance: { n: 2, share: 0.9 } }));
 * assert.ok(!isConcentrated([70, 21, 9], { percent: 10 }));
 * assert.ok(isConcentrated([70, 21, 9], { percent: 13 }));
 * ```
 */
export function isConcentrated(
  contributions: readonly number[],
  { dominance, percent }: ConcentrationRule,
): boolean {
  if (dominance !== undefined) {
    const { n, share } = dominance;
    if (!Number.isInteger(n) || n < 1 || !(share > 0 && share < 1)) {
      throw new RangeError(
        `Cannot tell dominance as n must be whole from 1 and share in (0, 1): got ${n} and ${share}`,
      );
    }
  }
  if (percent !== undefined && !(percent > 0 && percent < 100)) {
    throw new RangeError(`Cannot use the p % rule as percent must be in (0, 100): got ${percent}`);
  }
  const ordered = contributions.filter((each) => each > 0).sort((a, b) => b - a);
  if (ordered.length === 0) return false;
  const sum = (some: readonly number[]) => some.reduce((total, each) => total + each, 0),
    total = sum(ordered);
  const isDominated = dominance !== undefined &&
    sum(ordered.slice(0, dominance.n)) > dominance.share * total;
  return isDominated || percent !== undefined && 100 * sum(ordered.slice(2)) < percent * ordered[0];
}
