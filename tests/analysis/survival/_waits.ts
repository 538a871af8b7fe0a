import fc from "fast-check";
import type { ExitRow, Outcome } from "../../../lib/analysis/survival/mod.ts";

const outcome = fc.constantFrom<Outcome>("operated", "withdrawn", "waiting");

/** Arbitrary contacts with many ties, some seen late, weighing 1 to 3. */
export const rows: fc.Arbitrary<ExitRow[]> = fc.array(
  fc.record({
    entry: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    stay: fc.integer({ min: 1, max: 12 }),
    outcome,
    weight: fc.integer({ min: 1, max: 3 }),
  }).map(({ entry, stay, outcome, weight }) => ({
    days: (entry ?? 0) + stay,
    outcome,
    weight,
    ...(entry === undefined ? {} : { entryDays: entry }),
  })),
  { minLength: 1, maxLength: 25 },
);

/** Arbitrary contacts seen from the decision on, each weighing 1. */
export const plainRows: fc.Arbitrary<ExitRow[]> = fc.array(
  fc.record({ days: fc.integer({ min: 0, max: 40 }), outcome }),
  { minLength: 1, maxLength: 25 },
);

/** The contacts of the rows, one by one. */
export function oneByOne(rows: readonly ExitRow[]): ExitRow[] {
  return rows.flatMap(({ weight = 1, ...row }) => Array.from({ length: weight }, () => row));
}

/** Asserts that two numbers agree but for rounding. */
export function near(actual: number, expected: number, tolerance: number = 1e-9): void {
  if (!(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
    throw new Error(`got ${actual}, expected ${expected}`);
  }
}
