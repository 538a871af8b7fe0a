import { addDays, type Day, isDay } from "../calendar/mod.ts";
import { readMonthText } from "./_month_text.ts";
import { type FieldSpec, readCell, type Spelling } from "./field.ts";

/**
 * Whether an edited cell says what the original says: it is read alike, or differs only by what a spreadsheet does when
 * a file is opened and saved (2024-04 becomes apr-24, 0180 becomes 180, 123456789012 becomes 1,23457E+11).
 *
 * @param original The cell as delivered.
 * @param edited The cell as it came back.
 * @param spec What the field holds.
 * @param spelling How the delivery writes dates and numbers.
 * @returns Whether the original's text holds.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isSameCell, registerLayout, specOf } from "vantelage/contract";
 * const { matperiod, lkf } = registerLayout().shape;
 * assert.ok(isSameCell("2024-04", "apr-24", specOf(matperiod)));
 * assert.ok(isSameCell("0180", "180", specOf(lkf)));
 * assert.ok(!isSameCell("280", "0280", specOf(lkf)), "a code that could not be read, corrected");
 * ```
 */
export function isSameCell(
  original: string,
  edited: string,
  spec: FieldSpec,
  spelling: Spelling = {},
): boolean {
  if (original === edited) return true;
  const before = readCell(original, spec, spelling), after = readCell(edited, spec, spelling);
  if (after.problem === null) {
    if (before.problem !== null) return false;
    if (before.value === after.value) return true;
    // Two values that are read as what they are differ; a text may have been taken for a number or a day.
    if (spec.kind !== "text" && spec.kind !== "name") return false;
  }
  return isSpreadsheetOf(plain(original), plain(edited));
}

/** A text without what only looks differ by: blanks at its ends, kinds of line ends, letters with loose accents. */
function plain(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
}

/** Whether a spreadsheet may have made one text of the other. */
function isSpreadsheetOf(original: string, edited: string): boolean {
  return original === edited || isNumberOf(original, edited) || isMonthOf(original, edited) ||
    isDayOf(original, edited) || isDayAndMonthOf(original, edited) || isTruthOf(original, edited);
}

/** A spreadsheet holds fifteen digits of a number. */
const DIGITS = 15;

function isNumberOf(original: string, edited: string): boolean {
  if (/^\d{16,}$/.test(original) && /^\d{16,}$/.test(edited)) {
    return original.slice(0, DIGITS).padEnd(original.length, "0") === edited;
  }
  const shown = /^[-+]?(\d[\d.,]*)e/i.exec(edited)?.[1].replace(/[.,]/g, "").length ?? DIGITS;
  const rounded = (number: number) => number.toPrecision(Math.min(shown, DIGITS));
  const numbers = numbersIn(edited).map(rounded);
  return numbersIn(original).some((number) => numbers.includes(rounded(number)));
}

/** The numbers that a text may be, with comma or point for decimals or between thousands. */
function numbersIn(text: string): number[] {
  const parts = /^([-+]?)(\d[\d.,]*)(e[-+]?\d{1,3})?(%?)$/i.exec(text.replace(/[ \u00a0\u202f]/g, ""));
  if (parts === null) return [];
  const [, sign, digits, exponent = "", percent] = parts;
  const isDecimal = /^\d+([.,]\d*)?$/.test(digits), isGrouped = /^\d{1,3}([.,]\d{3})+$/.test(digits);
  return [...isDecimal ? [digits.replace(",", ".")] : [], ...isGrouped ? [digits.replace(/[.,]/g, "")] : []]
    .map((written) => Number(`${sign}${written}${exponent}`) / (percent === "" ? 1 : 100))
    .filter(Number.isFinite);
}

function isMonthOf(original: string, edited: string): boolean {
  const before = readMonthText(original), after = readMonthText(edited);
  return before !== null && after !== null && "month" in before && "month" in after &&
    before.month === after.month && daysIn(original).length === 0;
}

function isDayOf(original: string, edited: string): boolean {
  const days = daysIn(edited);
  return daysIn(original).some((day) => days.includes(day));
}

/** The days that a text may be: as Sweden or America writes them, or a spreadsheet's serial number. */
function daysIn(text: string): Day[] {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.,]{5,15}Z?)?$/.exec(text);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const both = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text);
  if (both) {
    const year = both[3].length === 2 ? `20${both[3]}` : both[3];
    return [...dayOf(year, both[2], both[1]), ...dayOf(year, both[1], both[2])];
  }
  return /^\d{5}$/.test(text) ? [addDays("1899-12-30", Number(text))] : [];
}

function dayOf(year: string, month: string, day: string): Day[] {
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(written) ? [written] : [];
}

/** Whether 1-12 became 01-dec, or in a workbook a day of any year. */
function isDayAndMonthOf(original: string, edited: string): boolean {
  const numbers = /^(\d{1,2})[-/](\d{1,2})$/.exec(original)?.slice(1).map(Number);
  if (numbers === undefined) return false;
  const named = /^(\d{1,2})[- ](\p{L}{3,9})\.?$/u.exec(edited);
  const month = named && readMonthText(`${named[2]} 2024`);
  const found = named && month && "month" in month
    ? [[Number(named[1]), Number(month.month.slice(5))]]
    : daysIn(edited).map((day) => [Number(day.slice(8)), Number(day.slice(5, 7))]);
  return found.some(([a, b]) =>
    (a === numbers[0] && b === numbers[1]) || (b === numbers[0] && a === numbers[1])
  );
}

const TRUTHS: Readonly<Record<string, string>> = {
  true: "true",
  sant: "true",
  false: "false",
  falskt: "false",
};

function isTruthOf(original: string, edited: string): boolean {
  const before = TRUTHS[original.toLowerCase()];
  return before !== undefined && before === TRUTHS[edited.toLowerCase()];
}
