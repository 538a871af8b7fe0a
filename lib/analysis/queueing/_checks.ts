import { convertRate, type Rate, type TimeUnit } from "./rate.ts";

/** Throws unless the rates are counted in one unit of time and are numbers >= 0. */
export function checkSameUnit(first: Rate<TimeUnit>, ...others: readonly Rate<TimeUnit>[]): void {
  for (const rate of [first, ...others]) {
    convertRate(rate, rate.per);
    if (rate.per !== first.per) {
      throw new TypeError(
        `Cannot join the rates as they must have one unit of time: got per ${first.per} and per ${rate.per}`,
      );
    }
  }
}

/** Throws unless the number is finite and >= 0 (or > 0 with `positive`). */
export function checkNumber(name: string, value: number, options: { positive?: boolean } = {}): void {
  const { positive = false } = options;
  if (positive ? value > 0 && value < Infinity : value >= 0 && value < Infinity) return;
  throw new RangeError(
    `Cannot compute as ${name} must be a number ${positive ? "> 0" : ">= 0"}: got ${value}`,
  );
}
