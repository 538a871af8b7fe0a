import { isDay, isMonth, lastDay, type Month } from "../calendar/mod.ts";
import type { DateForm } from "./field.ts";

const MONTH_NAMES: readonly string[] = [
  "januari|january|jan",
  "februari|february|feb",
  "mars|march|mar",
  "april|apr",
  "maj|may",
  "juni|june|jun",
  "juli|july|jul",
  "augusti|august|aug",
  "september|sept|sep",
  "oktober|october|okt|oct",
  "november|nov",
  "december|dec",
];
const NUMBER_OF: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, index) => names.split("|").map((name) => [name, index + 1] as const)),
);
/** The number of a month's name or its beginning, in small letters; `undefined` of any other word. */
export function monthNumber(name: string): number | undefined {
  return NUMBER_OF.get(name);
}

const YEAR = "(?:19|20|21)\\d{2}";
const YEAR_FIRST = new RegExp(`^(${YEAR})(?:([-/._, m])(\\d{1,2})|(\\d{2}))$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})[-/._ ](${YEAR})$`);
const DAY_LAST = new RegExp(`^(${YEAR})([-/.])(\\d{1,2})\\2(\\d{1,2})$`);
const DAY_AND_MONTH = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(${YEAR})$`);
const NAMED = /^(?:(\d{1,4})(?:[-/.,' ]+))?([a-z]+)\.?(?:([-/.,' ]+)(\d{1,4}))?(?:[-/.,' ]+(\d{2,4}))?$/;

/** What a month's text says: a month, or why it says none for certain, a Swedish sentence without full stop. */
export type MonthText = { readonly month: Month } | { readonly doubt: string } | null;

/**
 * The month that a text names in any spelling that can be read in one way: 2024-04, 2024M04, 4/2024, april 2024,
 * 1 april 2024, 30/04/2024, and apr-24, which Excel makes of 2024-04.
 *
 * @returns The month; what is doubtful where the text can be read in several ways or names no month of a year; `null`
 * where it has nothing of a month.
 */
export function readMonthText(text: string, dateForm?: DateForm): MonthText {
  const lower = text.toLowerCase().replace(/^(\d{6})[.,]0+$/, "$1");
  const yearFirst = YEAR_FIRST.exec(lower);
  if (yearFirst) {
    const [, year, sign, number, twoDigits] = yearFirst;
    if ((sign === "." || sign === ",") && number === "1") {
      return { doubt: `${text} kan vara januari eller oktober ${year}` };
    }
    return monthOf(Number(year), Number(number ?? twoDigits));
  }
  const yearLast = YEAR_LAST.exec(lower);
  if (yearLast) return monthOf(Number(yearLast[2]), Number(yearLast[1]));
  const dayLast = DAY_LAST.exec(lower);
  if (dayLast) return monthOfDay(Number(dayLast[1]), Number(dayLast[3]), Number(dayLast[4]));
  const both = DAY_AND_MONTH.exec(lower);
  if (both) return eitherOrder(text, Number(both[1]), Number(both[3]), Number(both[4]), dateForm);
  if (/^\d{4}[- ]?[kq][1-4]$/.test(lower)) return { doubt: `${text} är ett kvartal` };
  if (/^\d{2}[-/.]?\d{2}$/.test(lower)) {
    return { doubt: `${text} kan vara år och månad, månad och år eller en dag` };
  }
  return namedMonth(text, lower);
}

function monthOf(year: number, number: number): MonthText {
  const month = `${year}-${String(number).padStart(2, "0")}`;
  return isMonth(month) ? { month } : null;
}

function monthOfDay(year: number, number: number, day: number): MonthText {
  const month = monthOf(year, number);
  return month && "month" in month && isDay(`${month.month}-${String(day).padStart(2, "0")}`) ? month : null;
}

function eitherOrder(text: string, first: number, second: number, year: number, form?: DateForm): MonthText {
  const dayFirst = monthOfDay(year, second, first), monthFirst = monthOfDay(year, first, second);
  if (form !== undefined) return form === "dmy" ? dayFirst : monthFirst;
  return dayFirst && monthFirst && first !== second
    ? { doubt: `${text} kan vara dag före månad eller månad före dag` }
    : dayFirst ?? monthFirst;
}

function namedMonth(text: string, lower: string): MonthText {
  const [, before, name, sign, after, last] = NAMED.exec(lower) ?? [];
  const number = NUMBER_OF.get(name ?? "");
  if (number === undefined) return null;
  const numbers = [before, after, last].filter((part) => part !== undefined);
  const year = numbers.find((part) => part.length === 4), others = numbers.filter((part) => part !== year);
  if (year !== undefined) {
    if (others.length === 0) return monthOf(Number(year), number);
    return others.length === 1 && others[0].length <= 2
      ? monthOfDay(Number(year), number, Number(others[0]))
      : null;
  }
  if (numbers.length === 0) return { doubt: `${text} säger inte vilket år` };
  if (numbers.some((part) => part.length > 2)) return null;
  // 01-apr-24, as databases write a day.
  if (numbers.length === 2) {
    return before === undefined ? null : monthOfDay(2000 + Number(after), number, Number(before));
  }
  if (numbers[0].length !== 2) return { doubt: `${text} säger inte vilket år` };
  const short = Number(numbers[0]), month = monthOf(2000 + short, number);
  if (before !== undefined) {
    return short > 31 ? month : { doubt: `${text} kan vara den ${short} i månaden eller år 20${before}` };
  }
  // 2023 and 2024: February has 28 days or 29.
  const endsMonth = ["2023", "2024"].some((year) =>
    Number(lastDay(`${year}-${String(number).padStart(2, "0")}`).slice(8)) === short
  );
  return /[-']/.test(sign) && !endsMonth
    ? month
    : { doubt: `${text} kan vara den ${short} i månaden eller år 20${after}` };
}
