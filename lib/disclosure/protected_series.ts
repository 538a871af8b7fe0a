import { addMonths, type Month } from "../calendar/mod.ts";
import type { SeriesPoint } from "../indicators/mod.ts";
import { deriveGuarded, type Guarded, type Hidden } from "./guarded.ts";
import { bandKey } from "./measure_axis.ts";
import type { CountedOn, Protection } from "./protection.ts";

/** What a protected series can measure, by the names of a selection's measures. */
export type ProtectedMeasure =
  | "over"
  | "overShare"
  | "waiting"
  | "median"
  | "long"
  | "performed"
  | "performedShare";

/** A month of a protected series: a `SeriesPoint` with hidden numbers, a change being hidden when either month is. */
export type ProtectedPoint = Omit<SeriesPoint<Hidden>, "regions" | "missing">;

/** Options for {@linkcode protectedSeries}. */
export interface ProtectedSeriesOptions {
  /** The months to show, in order. */
  readonly months: readonly Month[];
  /** What to measure. */
  readonly measure: ProtectedMeasure;
  /** What it is counted on. */
  readonly where?: CountedOn;
  /** Months that stand published, by month: they stay as they were shown. @default none */
  readonly published?: ReadonlyMap<Month, PublishedValue>;
}

/** What a published series shows of a month. */
export interface PublishedValue {
  /** The measure; `null` when the month was not delivered. */
  readonly value: Guarded | null;
  /** The regions that the month held. */
  readonly regions: readonly string[];
}

const MEASURES: Readonly<Record<ProtectedMeasure, (protection: Protection, where: CountedOn) => Guarded>> = {
  over: (protection, where) => protection.count(where, "over"),
  overShare: (protection, where) =>
    deriveGuarded([protection.count(where, "over"), protection.count(where, "antal")], share),
  waiting: (protection, where) => protection.count(where, "antal"),
  median: (protection, where) => protection.median(where),
  long: (protection, where) =>
    protection.count(where, bandKey(protection.bands[protection.bands.length - 1])),
  performed: (protection, where) => protection.count(where, "volym"),
  performedShare: (protection, where) =>
    deriveGuarded([protection.count(where, "inom"), protection.count(where, "omfattas")], share),
};

/**
 * A measure month by month beside the year before, as it may be shown.
 *
 * Each month is protected by itself, always in the same way, so a month is hidden or shown alike in every report; and
 * a change is hidden when either of its months is.
 *
 * @param protections The protected months, those of the year before among them; all of one status.
 * @param options The months, the measure and what it is counted on.
 * @returns One point for each month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { protect, protectedSeries } from "vantelage/disclosure";
 * const month = (manad: string, antal: number) => protect(["A", "B"].flatMap((region) => [10, 45, 75, 100, 400].flatMap((days) =>
 *   ([null, "PvV", "MoV"] as const).map((avvikelse) => ({ manad, status: "vantande" as const, avvikelse, vardgaranti: true, region,
 *     sjukhus: null, agarform: null, vardutbud: null, lo: days, hi: days, antal })))));
 * const protections = [await month("2023-04", 20), await month("2024-04", 23)];
 * const [point] = protectedSeries(protections, { months: ["2024-04"], measure: "waiting", where: { region: "A" } });
 * assert.deepEqual([point.value, point.change], [115, 15]);
 * ```
 */
export function protectedSeries(
  protections: readonly Protection[],
  { months, measure, where = {}, published = new Map() }: ProtectedSeriesOptions,
): ProtectedPoint[] {
  const values = new Map<Month, PublishedValue>(protections.map((protection) => {
    const regions = [...new Set(protection.places.map(({ region }) => region))]
      .filter((region) => where.region === undefined || region === where.region);
    return [protection.manad, {
      regions,
      value: regions.length === 0 ? null : MEASURES[measure](protection, where),
    }];
  }));
  for (const [manad, value] of published) values.set(manad, value);
  const regionsOf = (manad: Month) => values.get(manad)?.regions.toSorted().join();
  const valueOf = (manad: Month) => values.get(manad)?.value ?? null;
  return months.map((manad) => {
    const before = addMonths(manad, -12), value = valueOf(manad);
    const yearBefore = regionsOf(manad) === regionsOf(before) ? valueOf(before) : null;
    const change = value === null || yearBefore === null
      ? null
      : deriveGuarded([value, yearBefore], (value, yearBefore) => value - yearBefore);
    return { manad, value, yearBefore, change };
  });
}

function share(part: number, all: number): number {
  return all === 0 ? 0 : Math.min(1, part / all);
}
