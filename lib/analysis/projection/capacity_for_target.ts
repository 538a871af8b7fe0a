import { TARGET_SHARE } from "../../indicators/limits.ts";
import { addMonths, type Month, monthName, monthRange } from "../../calendar/mod.ts";
import type { Computed } from "../../numeric/mod.ts";
import type { Calibration } from "./calibrate.ts";
import { sumOf } from "./_compartments.ts";
import { sumFactor } from "./error_widths.ts";
import { project, type ProjectionRow } from "./project.ts";
import type { Scenario } from "./scenario.ts";

/** What to reach, and what is believable. */
export interface CapacityTarget {
  /** The month at whose end the target is to hold, 1–12 months ahead. */
  readonly by: Month;
  /** The share of those who wait that has waited at most the limit. @default {0.92} */
  readonly share?: number;
  /** The most operations that are believable, beside the usual: 1.3 is thirty per cent more. @default {1.3} */
  readonly mostFactor?: number;
  /** Who gets the operations beyond the usual. @default {"langst_forst"} */
  readonly extra?: Scenario["extra"];
}

/** What a target takes. */
export interface NeededCapacity {
  /** Operations beside the usual of the same months: 1.1 is ten per cent more. */
  readonly factor: number;
  /** What would be enough in the best of eight courses of ten, and in the worst of them; `null` where that is not known. */
  readonly factor80: {
    readonly low: number;
    /** `null` where no believable plan is enough. */
    readonly high: number | null;
  } | null;
  /** Operations beyond the usual, a mean month. */
  readonly extraPerMonth: number;
  /** The months that they are spread over. */
  readonly months: number;
}

/** What a target takes in a region, or in all together. */
export interface CapacityRow {
  /** The region; `null` for all together. */
  readonly region: string | null;
  /** The share within the limit if all goes on as before, 0–1; `null` when nobody waits. */
  readonly shareBefore: number | null;
  /**
   * What it takes; a reason where no believable plan reaches the target. For all together the sum of the regions, each at
   * its own target.
   */
  readonly needed: Computed<NeededCapacity>;
}

/**
 * How many more operations a target takes (kapacitet för att nå ett mål).
 *
 * The same factor is tried in every month until then, by bisection to a thousandth. The interval is of the factors at
 * which the share's own interval of 80 % reaches the target with its best and its worst end; for all together the regions'
 * ends are added as errors that have a share of their variance in common.
 * `langst_forst` gives all operations beyond the usual to those who have waited longest: the least that the target can
 * take.
 *
 * @param calibration What {@linkcode calibrateProjection} has learnt.
 * @param target What to reach, and by when.
 * @returns A row for each region, and one for all together; none when nothing can be projected.
 * @throws {RangeError} If the month is not 1–12 months ahead, or share or factor makes no sense.
 *
 * @example Nobody waits too long, so the target takes nothing
 * ```ts
 * import assert from "node:assert/strict";
 * import { capacityForTarget } from "vantelage/analysis";
 * const even = Array(12).fill(1);
 * const [row] = capacityForTarget({ asAt: "2024-04", from: "2023-05", capacitySeason: even, decisionSeason: even,
 *   missing: [], regions: [{ region: "Region Dalarna",
 *     profile: [{ lo: 0, hi: null, perDay: 0.01 }], lists: [{ vardutbud: null, pace: 1, performed: 99,
 *       waiting: [{ lo: 9, hi: 9, antal: 100 }], decisionsPerDay: 2, leavingPerDay: 0 }] }] }, { by: "2024-05" });
 * assert.deepEqual(row.needed.value, { factor: 1, factor80: null, extraPerMonth: 0, months: 1 });
 * ```
 */
export function capacityForTarget(calibration: Calibration, target: CapacityTarget): CapacityRow[] {
  const { by, share = TARGET_SHARE, mostFactor = 1.3 } = target;
  const months = monthRange(addMonths(calibration.asAt, 1), by);
  if (months.length < 1 || months.length > 12) {
    throw new RangeError(`Cannot reach the target as its month must be 1–12 months ahead: got ${by}`);
  }
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(`Cannot reach the target as its share must lie in (0, 1]: got ${share}`);
  }
  if (!(mostFactor >= 1 && mostFactor <= 3)) {
    throw new RangeError(`Cannot reach the target as mostFactor must lie in 1–3: got ${mostFactor}`);
  }
  if (calibration.regions.length === 0) return [];
  const each = calibration.regions.map((region) =>
    row(region.region, { ...calibration, regions: [region] }, months, target)
  );
  return [...each, together(each, calibration, months)];
}

/** All together: the sum of what each region's own target takes, so that none is paid for by another. */
function together(
  each: readonly CapacityRow[],
  calibration: Calibration,
  months: readonly Month[],
): CapacityRow {
  const { rows } = project(calibration, { months: months.length });
  const of = (region: string | null) => rows.filter(({ name }) => name === region);
  const shareBefore = shareWithin(of(null));
  const lacking = each.find(({ needed }) => needed.value === null);
  if (lacking?.needed.value === null) {
    const { region, needed: { reason } } = lacking;
    return { region: null, shareBefore, needed: { value: null, reason: `${region}: ${reason}` } };
  }
  const needs = each.flatMap(({ region, needed }) =>
    needed.value === null ? [] : [{ ...needed.value, usual: performedIn(of(region)) }]
  );
  const sum = (valueOf: (need: (typeof needs)[number]) => number) => sumOf(needs.map(valueOf));
  const extraPerMonth = sum((need) => need.extraPerMonth), usual = sum((need) => need.usual);
  if (needs.length === 1) return { region: null, shareBefore, needed: each[0].needed };
  const factor = usual > 0 ? 1 + extraPerMonth * months.length / usual : 1;
  const common = calibration.forecast?.widths.overShare[months.length - 1]?.common;
  const end = (key: "low" | "high") => {
    const apart = needs.map(({ factor, factor80, usual }) => {
      const at = factor80?.[key] ?? null;
      return at === null ? null : Math.abs(at - factor) * usual;
    });
    if (common === undefined || apart.includes(null)) return null;
    const sizes = apart.map((size) => size ?? 0), all = sumOf(sizes);
    const half = all > 0 ? all * sumFactor(common, sizes.map((size) => size / all)) / usual : 0;
    return Math.max(1, factor + (key === "low" ? -half : half));
  };
  const low = end("low");
  return {
    region: null,
    shareBefore,
    needed: {
      value: {
        factor,
        factor80: low === null ? null : { low, high: end("high") },
        extraPerMonth,
        months: months.length,
      },
    },
  };
}

function row(
  region: string,
  calibration: Calibration,
  months: readonly Month[],
  target: CapacityTarget,
): CapacityRow {
  const { share = TARGET_SHARE, mostFactor = 1.3, extra = "langst_forst" } = target;
  const manader = months.map((month) => Number(month.slice(5)));
  const courses = new Map<number, readonly ProjectionRow[]>();
  const courseAt = (faktor: number) => {
    const scenario = { namn: "mål", beskrivning: "", kapacitet: [{ manader, faktor }], beslut: [], extra };
    const course = courses.get(faktor) ??
      project(calibration, { months: months.length, scenario }).rows.filter(({ name }) => name === null);
    courses.set(faktor, course);
    return course;
  };
  /** The least factor at which an end of the share's interval reaches the target; `null` where none does. */
  const least = (end: "value" | "low80" | "high80"): number | null => {
    const reaches = (factor: number) => {
      const over = overShareOf(courseAt(factor));
      return over === null || (over[end] ?? over.value) <= 1 - share;
    };
    if (reaches(1)) return 1;
    if (!reaches(mostFactor)) return null;
    let low = 1, high = mostFactor;
    while (high - low > 0.001) {
      const middle = (low + high) / 2;
      if (reaches(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
  const before = courseAt(1), shareBefore = shareWithin(before), factor = least("value");
  if (factor === null) {
    const most = Math.round((mostFactor - 1) * 100);
    const got = Math.round((shareWithin(courseAt(mostFactor)) ?? 1) * 100);
    return {
      region,
      shareBefore,
      needed: {
        value: null,
        reason:
          `Målet nås inte till ${
            monthName(target.by)
          } ens med ${most} procent fler operationer: då är ${got} ` +
          `procent inom gränsen`,
      },
    };
  }
  const isKnown = (overShareOf(before)?.high80 ?? null) !== null;
  return {
    region,
    shareBefore,
    needed: {
      value: {
        factor,
        factor80: isKnown ? { low: least("low80") ?? factor, high: least("high80") } : null,
        extraPerMonth: Math.max(0, performedIn(courseAt(factor)) - performedIn(before)) / months.length,
        months: months.length,
      },
    },
  };
}

function overShareOf(course: readonly ProjectionRow[]): ProjectionRow["overShare"] {
  return course[course.length - 1].overShare;
}

function shareWithin(course: readonly ProjectionRow[]): number | null {
  const share = overShareOf(course);
  return share === null ? null : 1 - share.value;
}

function performedIn(course: readonly ProjectionRow[]): number {
  return sumOf(course.map(({ performed }) => performed));
}
