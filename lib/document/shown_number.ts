import {
  cellText,
  type CellValue,
  formatCount,
  formatRate,
  formatShare,
  type NumberFormat,
  type TableColumn,
} from "../figures/mod.ts";

/** A number as a page shows it, and how a spreadsheet writes it. */
export interface ShownNumber {
  /** The number, with the decimals that the page shows; a share is 0–1. */
  readonly value: number;
  /** The form of numbers in a spreadsheet; which signs stand between thousands and decimals is the reader's. */
  readonly format: string;
}

/** How many decimals of a number are shown; a share's are those of its percents. */
const DECIMALS: Readonly<Record<NumberFormat, number>> = { count: 0, share: 1, days: 0, rate: 1, rate2: 2 };

/**
 * A number with no more decimals than its page shows: what a page has rounded off is in no other format either.
 *
 * @param value The number as it was computed.
 * @param format What it measures.
 * @returns The number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shownNumber } from "vantelage/document";
 * assert.deepEqual(shownNumber(0.42137, "share"), { value: 0.421, format: "0.0%" });
 * assert.deepEqual(shownNumber(59.5, "days"), { value: 59.5, format: "#,##0.0" });
 * ```
 */
export function shownNumber(value: number, format: NumberFormat): ShownNumber {
  const isHalf = format === "days" && Number.isInteger(value * 2) && !Number.isInteger(value);
  const decimals = isHalf ? 1 : DECIMALS[format];
  const text = cellText(value, format).replace(/\s|%/gu, "").replace("\u2212", "-").replace(",", ".");
  return {
    value: format === "share" ? Number((Number(text) / 100).toFixed(decimals + 2)) : Number(text),
    format: `${format === "share" ? "" : "#,##"}0${decimals === 0 ? "" : `.${"0".repeat(decimals)}`}${
      format === "share" ? "%" : ""
    }`,
  };
}

/**
 * A text that a page writes as a number, as the number.
 *
 * @param text Any text.
 * @returns The number; `null` when the text is anything else, such as a year or a span.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { numberOf } from "vantelage/document";
 * assert.deepEqual(numberOf("40\u00a0193"), { value: 40193, format: "#,##0" });
 * assert.deepEqual([numberOf("2024"), numberOf("31–60")], [null, null]);
 * ```
 */
export function numberOf(text: string): ShownNumber | null {
  if (!/^\u2212?\d{1,3}(?:\u00a0\d{3})*(?:,\d{1,2})?(?:\u00a0%)?$/.test(text)) return null;
  const number = Number(text.replace(/[\u00a0%]/g, "").replace("\u2212", "-").replace(",", "."));
  const decimals = /,(\d+)/.exec(text)?.[1].length ?? 0;
  if (text.endsWith("%")) {
    const value = Number((number / 100).toFixed(decimals + 2));
    return decimals < 2 && formatShare(value, decimals === 1 ? 1 : 0) === text
      ? { value, format: decimals === 1 ? "0.0%" : "0%" }
      : null;
  }
  const again = decimals === 0 ? formatCount(number) : formatRate(number, decimals === 1 ? 1 : 2);
  return again === text
    ? { value: number, format: `#,##0${decimals === 0 ? "" : `.${"0".repeat(decimals)}`}` }
    : null;
}

/** What stands in a cell of a written table: its number, or its text. */
export type WrittenValue = ShownNumber | string | null;

/** A column of a written table. */
export interface WrittenColumn {
  /** Its header, with the unit. */
  readonly head: string;
  /** Whether it holds numbers. */
  readonly isNumber: boolean;
  /** Its cells. */
  readonly values: readonly WrittenValue[];
}

/**
 * A column of a table as a spreadsheet holds it. One with numbers that the data leaves in doubt is followed by the least
 * and the most that they can be; what has no estimate has these alone.
 *
 * @param column The column.
 * @param values Its values.
 * @returns One column, or three.
 */
export function writtenColumns(column: TableColumn, values: readonly CellValue[]): WrittenColumn[] {
  const { label, unit, format } = column;
  const head = unit === undefined ? label : `${label} (${unit})`;
  if (format === "text") {
    return [{
      head,
      isNumber: false,
      values: values.map((value) => value === null ? null : cellText(value, "text")),
    }];
  }
  const isDoubtful = (value: CellValue) =>
    typeof value === "object" && value !== null && cellText(value, format) !== cellText(value.value, format);
  const number = (value: number | null) => value === null ? null : shownNumber(value, format);
  const own = { head, isNumber: true };
  if (!values.some(isDoubtful)) {
    return [{
      ...own,
      values: values.map((value) =>
        typeof value === "string" ? value : number(typeof value === "object" ? value?.value ?? null : value)
      ),
    }];
  }
  const bound = (end: "low" | "high") => (value: CellValue): WrittenValue =>
    typeof value === "object" && value !== null && isDoubtful(value) ? number(value[end]) : null;
  const estimate = (value: CellValue): WrittenValue => {
    if (typeof value === "string") return value;
    if (typeof value !== "object" || value === null) return number(value);
    // The page gives no estimate either: "minst 366", "0–215".
    return isDoubtful(value) && !cellText(value, format).startsWith("≈") ? null : number(value.value);
  };
  return [
    { ...own, values: values.map(estimate) },
    { head: `${label}, minst`, isNumber: true, values: values.map(bound("low")) },
    { head: `${label}, högst`, isNumber: true, values: values.map(bound("high")) },
  ];
}
