import { sumOf } from "./_compartments.ts";

/** How a level has varied, as standard deviations on the logarithmic scale. */
export interface LevelVariation {
  /** Of what comes and goes from one month to the next. */
  readonly month: number;
  /** Of the lasting change that a month brings. */
  readonly drift: number;
  /** Of how far the level may now be from the mean of the months it was counted on. */
  readonly start: number;
}

/**
 * A level that drifts and is seen with noise (slumpvandring med brus): what each gives to the differences at two
 * distances. γ(k) = mean square of the change of the logarithm over k months = 2 month² + k drift².
 *
 * A year or two cannot tell a drift from chance, and now and then shows none at all. So the drift is drawn towards one
 * that is assumed, which weighs as much as two years.
 *
 * @param series One series a region, a month apart; months of 0 are left out.
 * @param assumedDrift The drift assumed.
 */
export function variationOf(series: readonly (readonly number[])[], assumedDrift: number): LevelVariation {
  const logs = series.map((values) => values.map((value) => value > 0 ? Math.log(value) : null));
  const longest = Math.max(...series.map((values) => values.length));
  const far = Math.max(2, Math.floor(longest / 2)), weight = longest / (longest + 24);
  const near = meanSquareChange(logs, 1), distant = meanSquareChange(logs, far);
  const seen = Math.max(0, (distant - near) / (far - 1));
  const drift = Math.sqrt(weight * seen + (1 - weight) * assumedDrift ** 2);
  return {
    month: Math.sqrt(Math.max(0, (near - seen) / 2)),
    drift,
    start: drift * Math.sqrt(longest / 3), // a random walk's distance from the mean of its last n steps
  };
}

function meanSquareChange(logs: readonly (readonly (number | null)[])[], distance: number): number {
  const squares = logs.flatMap((values) =>
    values.slice(distance).flatMap((value, index) => {
      const before = values[index];
      return value === null || before === null ? [] : [(value - before) ** 2];
    })
  );
  return squares.length === 0 ? 0 : sumOf(squares) / squares.length;
}

/**
 * The share of the variance that series have in common: their mean correlation, drawn towards one that is assumed, which
 * weighs as much as a year. Months that some series lack are left out.
 *
 * @param series One series a region, a month apart, equally long; 0 where a month is missing.
 */
export function commonShare(series: readonly (readonly number[])[]): number {
  const months = (series[0] ?? []).map((_, month) => series.map((values) => values[month]))
    .filter((values) => values.every((value) => value > 0)).map((values) => values.map(Math.log));
  const count = series.length;
  if (count < 2 || months.length < 3) return ASSUMED_COMMON;
  const means = series.map((_, index) => sumOf(months.map((values) => values[index])) / months.length);
  const off = months.map((values) => values.map((value, index) => value - means[index]));
  const own = sumOf(off.map((values) => sumOf(values.map((value) => value ** 2)))) / count;
  const together = sumOf(off.map((values) => (sumOf(values) / count) ** 2));
  const seen = own > 0 ? (count * together / own - 1) / (count - 1) : 0;
  const share = (months.length * Math.max(0, seen) + 12 * ASSUMED_COMMON) / (months.length + 12);
  return Math.min(1, share);
}

const ASSUMED_COMMON = 0.3;
