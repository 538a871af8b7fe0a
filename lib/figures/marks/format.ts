// @ts-types="@types/d3"
import { formatLocale } from "d3";
import { type Bounded, isAtLeast } from "../../numeric/wait_cell.ts";

const swedish = formatLocale({
  decimal: ",",
  thousands: "\u00a0",
  grouping: [3],
  currency: ["", "\u00a0kr"],
  percent: "\u00a0%",
  minus: "\u2212",
});
const whole = swedish.format(",.0f");
const oneDecimal = swedish.format(",.1f");
const twoDecimals = swedish.format(",.2f");
const percent = swedish.format(",.1%");
const wholePercent = swedish.format(",.0%");

/** How a missing number is written. Tables add a word for those who listen. */
export const MISSING = "–";

/** What a number measures; decides decimals and unit. */
export type NumberFormat = "count" | "share" | "days" | "rate" | "rate2";

/**
 * A number of contacts.
 *
 * @param count The number; `null` when missing.
 * @returns Whole, with a no-break space between thousands; "–" when missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatCount } from "vantelage";
 * assert.equal(formatCount(2894), "2\u00a0894");
 * ```
 */
export function formatCount(count: number | null): string {
  return count === null ? MISSING : whole(count);
}

/**
 * A proportion as percent.
 *
 * @param share The proportion, 0–1; `null` when missing.
 * @param decimals 0 or 1.
 * @returns For example "42,1 %", with a no-break space; "–" when missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatShare } from "vantelage";
 * assert.equal(formatShare(0.421), "42,1\u00a0%");
 * ```
 */
export function formatShare(share: number | null, decimals: 0 | 1 = 1): string {
  if (share === null) return MISSING;
  if (Number.isNaN(share)) throw new RangeError("Cannot write the share as it must be a number: got NaN");
  return decimals === 0 ? wholePercent(share) : percent(share);
}

/**
 * A wait in days. Half days, as the median of an even number may give, are kept; estimates are rounded to whole days.
 *
 * @param days The wait; `null` when missing.
 * @returns For example "69" or "59,5"; "–" when missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatDays } from "vantelage";
 * assert.deepEqual([formatDays(69), formatDays(59.5), formatDays(59.87)], ["69", "59,5", "60"]);
 * ```
 */
export function formatDays(days: number | null): string {
  if (days === null) return MISSING;
  return Number.isInteger(days * 2) && !Number.isInteger(days) ? oneDecimal(days) : whole(days);
}

/**
 * A number per 1 000 inhabitants.
 *
 * @param rate The rate; `null` when missing.
 * @param decimals One in figures, two in the published table.
 * @returns For example "23,1"; "–" when missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatRate } from "vantelage/figures";
 * assert.deepEqual([formatRate(23.127), formatRate(23.127, 2)], ["23,1", "23,13"]);
 * ```
 */
export function formatRate(rate: number | null, decimals: 1 | 2 = 1): string {
  if (rate === null) return MISSING;
  return decimals === 1 ? oneDecimal(rate) : twoDecimals(rate);
}

/**
 * A sum of money.
 *
 * @param kronor Kronor, >= 0.
 * @returns Millions, or thousands of kronor where they are less than a tenth of one: "8,0 mnkr", "27 000 kr".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatKronor } from "vantelage/figures";
 * assert.deepEqual([formatKronor(8_012_000), formatKronor(27_400)], ["8,0\u00a0mnkr", "27\u00a0000\u00a0kr"]);
 * ```
 */
export function formatKronor(kronor: number): string {
  return kronor > 0 && kronor < 100_000
    ? `${formatCount(Math.max(1, Math.round(kronor / 1000)) * 1000)}\u00a0kr`
    : `${formatRate(kronor / 1e6)}\u00a0mnkr`;
}

/**
 * A number in the form of what it measures.
 *
 * @param value The number; `null` when missing.
 * @param format What it measures.
 * @returns The number in Swedish form; "–" when missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatNumber } from "vantelage";
 * assert.equal(formatNumber(0.5, "share"), "50,0\u00a0%");
 * ```
 */
export function formatNumber(value: number | null, format: NumberFormat): string {
  switch (format) {
    case "count":
      return formatCount(value);
    case "share":
      return formatShare(value);
    case "days":
      return formatDays(value);
    case "rate":
      return formatRate(value);
    case "rate2":
      return formatRate(value, 2);
  }
}

/**
 * A number that the data may leave in doubt, with its bounds where there is doubt.
 *
 * @param bounded The number; `null` when missing.
 * @param format What it measures.
 * @returns "69" without doubt, else "≈ 60 (31–60)"; "≈ 400 (minst 366)" when nothing bounds it above. Doubt that is
 *   smaller than the last decimal is not shown. "0–215" where there is no estimate.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatBounded } from "vantelage";
 * assert.equal(formatBounded({ value: 60, low: 31, high: 60 }, "days"), "≈\u00a060 (31–60)");
 * ```
 */
export function formatBounded(bounded: Bounded | null, format: NumberFormat): string {
  if (bounded === null) return MISSING;
  const [value, low, high] = [bounded.value, bounded.low, bounded.high].map((number) =>
    formatNumber(number, format)
  );
  if (low === high) return value;
  if (isAtLeast(bounded)) return `minst\u00a0${low}`;
  if (bounded.unplaced) return `${low}–${high}`;
  return bounded.high === null ? `≈\u00a0${value} (minst\u00a0${low})` : `≈\u00a0${value} (${low}–${high})`;
}

/**
 * A change, with its sign.
 *
 * @param change The change, in the measure's unit; `null` when missing.
 * @param format What the measure is; a change of a share is reported in percentage points.
 * @returns For example "+3,2 procentenheter", "−120" or "±0"; "–" when missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatChange } from "vantelage";
 * assert.equal(formatChange(0.032, "share"), "+3,2\u00a0procentenheter");
 * assert.equal(formatChange(-120, "count"), "\u2212120");
 * ```
 */
export function formatChange(change: number | null, format: NumberFormat): string {
  if (change === null) return MISSING;
  const size = format === "share"
    ? oneDecimal(Math.abs(change * 100))
    : formatNumber(Math.abs(change), format);
  const sign = /[1-9]/.test(size) ? (change < 0 ? "\u2212" : "+") : "±";
  const unit = format === "share" ? "\u00a0procentenheter" : format === "days" ? "\u00a0dagar" : "";
  return `${sign}${size}${unit}`;
}

/** What stands in a table in the place of a hidden number. */
export const HIDDEN_TEXT = "dolt";
