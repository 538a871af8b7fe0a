import { TARGET_SHARE } from "../../indicators/limits.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { addMonths, type Month, monthName, monthRange } from "../../calendar/mod.ts";
import type { Computed } from "../../numeric/mod.ts";
import type { Calibration } from "./calibrate.ts";
import { project, type ProjectionRow } from "./project.ts";
import type { Scenario } from "./scenario.ts";

/** What to reach, and what is believable. */
export interface CapacityTarget {
  /** The month at whose end the target is to hold, 1–12 months ahead. */
  readonly by: Month;
  /** The share of those who wait that has waited at most the limit. @default {0.92} */
  readonly share?: number;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
  /** The most operations that are believable, beside the usual: 1.3 is thirty per cent more. @default {1.3} */
  readonly mostFactor?: number;
  /** Who gets the operations beyond the usual. @default {"langst_forst"} */
  readonly extra?: Scenario["extra"];
}

/** What a target takes. */
export interface NeededCapacity {
  /** Operations beside the usual of the same months: 1.1 is ten per cent more. */
  readonly factor: number;
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
 * The same factor is tried in every month until then, by bisection to a thousandth, on the course without chance.
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
 * import { capacityForTarget } from "vantelage";
 * const even = Array(12).fill(1), still = { month: 0, drift: 0, start: 0 };
 * const [row] = capacityForTarget({ asAt: "2024-04", from: "2023-05", capacitySeason: even, decisionSeason: even,
 *   missing: [], capacityVariation: still, decisionVariation: still, regions: [{ region: "Region Dalarna",
 *     profile: [{ lo: 0, hi: null, perDay: 0.01 }], lists: [{ vardutbud: null, pace: 1, performed: 99, decided: 99,
 *       waiting: [{ lo: 9, hi: 9, antal: 100 }], decisionsPerDay: 2, leavingPerDay: 0 }] }] }, { by: "2024-05" });
 * assert.deepEqual(row.needed.value, { factor: 1, extraPerMonth: 0, months: 1 });
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
  return [...each, together(each, calibration, months, target)];
}

/** All together: the sum of what each region's own target takes, so that none is paid for by another. */
function together(
  each: readonly CapacityRow[],
  calibration: Calibration,
  months: readonly Month[],
  { limitDays = GUARANTEE_DAYS }: CapacityTarget,
): CapacityRow {
  const { rows } = project(calibration, { months: months.length, limitDays, paths: 0 });
  const shareBefore = shareWithin(rows.filter(({ name }) => name === null));
  const lacking = each.find(({ needed }) => needed.value === null);
  if (lacking?.needed.value === null) {
    const { region, needed: { reason } } = lacking;
    return { region: null, shareBefore, needed: { value: null, reason: `${region}: ${reason}` } };
  }
  const needs = each.flatMap(({ needed }) => needed.value === null ? [] : [needed.value]);
  if (needs.length === 1) return { region: null, shareBefore, needed: { value: needs[0] } };
  const extraPerMonth = needs.reduce((sum, { extraPerMonth }) => sum + extraPerMonth, 0);
  const usual = performedIn(rows.filter(({ name }) => name === null)) / months.length;
  const factor = usual > 0 ? 1 + extraPerMonth / usual : 1;
  return { region: null, shareBefore, needed: { value: { factor, extraPerMonth, months: months.length } } };
}

function row(
  region: string,
  calibration: Calibration,
  months: readonly Month[],
  target: CapacityTarget,
): CapacityRow {
  const { share = TARGET_SHARE, limitDays = GUARANTEE_DAYS, mostFactor = 1.3, extra = "langst_forst" } =
    target;
  const manader = months.map((month) => Number(month.slice(5)));
  const courseAt = (faktor: number) => {
    const scenario = { namn: "mål", beskrivning: "", kapacitet: [{ manader, faktor }], beslut: [], extra };
    return project(calibration, { months: months.length, limitDays, paths: 0, scenario }).rows
      .filter(({ name }) => name === null);
  };
  const before = courseAt(1), shareBefore = shareWithin(before);
  const reached = (course: readonly ProjectionRow[]) => (shareWithin(course) ?? 1) >= share;
  const needed = (factor: number, course: readonly ProjectionRow[]): NeededCapacity => ({
    factor,
    extraPerMonth: Math.max(0, performedIn(course) - performedIn(before)) / months.length,
    months: months.length,
  });
  if (reached(before)) return { region, shareBefore, needed: { value: needed(1, before) } };
  let low = 1, high = mostFactor, course = courseAt(high);
  if (!reached(course)) {
    const most = Math.round((mostFactor - 1) * 100), got = Math.round((shareWithin(course) ?? 1) * 100);
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
  while (high - low > 0.001) {
    const middle = (low + high) / 2, tried = courseAt(middle);
    if (reached(tried)) {
      high = middle;
      course = tried;
    } else low = middle;
  }
  return { region, shareBefore, needed: { value: needed(high, course) } };
}

function shareWithin(course: readonly ProjectionRow[]): number | null {
  const share = course[course.length - 1].overShare;
  return share === null ? null : 1 - share.value;
}

function performedIn(course: readonly ProjectionRow[]): number {
  return course.reduce((sum, { performed }) => sum + performed.value, 0);
}
