import {
  type Digits,
  isClock,
  isLongDate,
  isLongReserve,
  isMoment,
  isShortDate,
  passesCheck,
} from "./_birth_number.ts";
import { plainText } from "./_plain_text.ts";
import { reserveEnd } from "./_reserve_number.ts";
import { boundAfter, boundBefore, isDigit, isInGroupedId, isLetter } from "./_token_bounds.ts";

/** How digits are written that may be a personal number. Each form has its own chance of being something else. */
export const Form = {
  /** Parted as only a personal number is; a reserve number with letters. */
  certain: 0,
  /** Ten digits by themselves. */
  ten: 1,
  /** Twelve digits by themselves. */
  twelve: 2,
  /** Twelve digits by themselves that are a day and a time of the clock. */
  moment: 3,
  /** A day, a blank, colon or underscore, and four digits that are no time of the clock. */
  blank: 4,
  /** A day, one of these, and a time of the clock. */
  daytime: 5,
  /** Ten digits with letters next to them. */
  lettered: 6,
  /** A decimal number's form, an amount's with its thousands parted, or a list's. */
  decimal: 7,
  /** A reserve number of twelve digits without a check digit. */
  longReserve: 8,
  /** A reserve number whose letters are hex digits: the whole cell. */
  hexReserve: 9,
  /** A day, a hyphen and four digits of which the last is wrong. */
  wrongCheck: 10,
  /** Of a personal number's length, without a day. */
  shape: 11,
  /** Twelve digits by themselves that begin with 18, 19 or 20, whatever else they are. */
  century: 12,
  /** Thirteen digits or more by themselves: twelve and a number of its own after them. */
  long: 13,
} as const;
/** A form's number. */
export type Form = typeof Form[keyof typeof Form];
/** How many forms there are. */
export const FORMS: number = Object.keys(Form).length;

/** Takes one number of a text: its form, whether it begins with a day, and whether it passes the check digit. */
export type Meet = (form: Form, dated: boolean, passed: boolean) => void;

/** The runs of digits of a text. */
interface Runs {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Finds the numbers of a text that may be personal numbers, whatever parts their digits. Linear in the text's length. */
export function scanNumbers(source: string, meet: Meet): void {
  const text = plainText(source), from: number[] = [], to: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at))) continue;
    from.push(at);
    while (isDigit(text.charCodeAt(at + 1))) at++;
    to.push(at + 1);
  }
  const runs = { text, from, to };
  for (let run = 0; run < from.length;) run = Math.max(run + 1, takeNumber(runs, run, meet));
}

/** Looks for a number that begins with a run of digits; the first run after it, or 0 without one. */
function takeNumber(runs: Runs, run: number, meet: Meet): number {
  const { text, from, to } = runs;
  const length = to[run] - from[run];
  if (length > 12) return 0;
  const before = boundBefore(text, from[run]);
  if (before === "id") return 0;
  const reserve = reserveEnd(text, from[run], to[run]);
  if (reserve > 0 && before !== "letters" && !isInGroupedId(text, from[run], reserve)) {
    meet(isHexCell(text) ? Form.hexReserve : Form.certain, true, true);
    return firstRunFrom(runs, run, reserve);
  }
  if (length === 10 || length === 12) return takeBare(runs, run, before, meet);
  if (length === 1 || length === 3) {
    return takeScientific(runs, run, meet) || takeThousands(runs, run, meet) || takeSpaced(runs, run, meet);
  }
  return length % 2 === 0 ? takeParted(runs, run, meet) : 0;
}

function takeBare({ text, from, to }: Runs, run: number, before: string, meet: Meet): number {
  const after = boundAfter(text, to[run]);
  if (after === "id" || isInGroupedId(text, from[run], to[run])) return run + 1;
  const digits = digitsOf(text, from[run], to[run]);
  // SE, a sole trader's ten digits and 01 are a VAT number.
  const trader = digits.length === 12 && digits[10] === 0 && digits[11] === 1 &&
    /se$/i.test(text.slice(Math.max(0, from[run] - 2), from[run])) && isShortDate(digits, 0);
  if (trader) meet(Form.certain, true, passesCheck(digits, 0));
  else if (isFraction(text, from[run])) meetAs(Form.decimal, digits, meet);
  else if (before === "letters" || after === "letters") {
    meetAs(digits.length === 10 ? Form.lettered : Form.decimal, digits, meet);
  } else meetBare(digits, meet);
  return run + 1;
}

/** Takes ten or twelve digits that stand by themselves. */
export function meetBare(digits: Digits, meet: Meet): void {
  if (digits.length === 10) return meetAs(Form.ten, digits, meet);
  const century = digits[0] * 10 + digits[1];
  if (century >= 18 && century <= 20) meet(Form.century, false, false);
  if (isLongReserve(digits)) meet(Form.longReserve, true, true);
  meetAs(isMoment(digits) ? Form.moment : Form.twelve, digits, meet);
}

function meetAs(form: Form, digits: Digits, meet: Meet): void {
  const dated = digits.length === 10 ? isShortDate(digits, 0) : isLongDate(digits, 0);
  meet(form, dated, dated && passesCheck(digits, digits.length - 10));
}

/** Whether the digits at `start` are a decimal number's fraction, as in 0.8112289874. */
function isFraction(text: string, start: number): boolean {
  const sign = text[start - 1];
  return (sign === "." || sign === ",") && isDigit(text.charCodeAt(start - 2)) &&
    !isDigit(text.charCodeAt(start - 5));
}

/** 1,98112289874E+11: zeros at the end are not written. */
function takeScientific({ text, from, to }: Runs, run: number, meet: Meet): number {
  const exponentRun = run + 2;
  if (exponentRun >= from.length || to[run] - from[run] !== 1 || from[run + 1] !== to[run] + 1) return 0;
  if (text[to[run]] !== "," && text[to[run]] !== ".") return 0;
  const power = text.slice(to[run + 1], from[exponentRun]);
  if (power !== "E" && power !== "e" && power !== "E+" && power !== "e+") return 0;
  const exponent = Number(text.slice(from[exponentRun], Math.min(to[exponentRun], from[exponentRun] + 4)));
  const digits = [...digitsOf(text, from[run], to[run]), ...digitsOf(text, from[run + 1], to[run + 1])];
  if ((exponent !== 9 && exponent !== 11) || digits.length > exponent + 1 || digits.length < 8) {
    return 0;
  }
  while (digits.length <= exponent) digits.push(0);
  meetBare(digits, meet);
  return exponentRun + 1;
}

/** 8 112 289 874 or 198,112,289,874: parted by threes, always by the same character. */
function takeThousands(runs: Runs, run: number, meet: Meet): number {
  const { text, from, to } = runs, end = run + 4;
  if (end > from.length) return 0;
  const gap = gapAfter(runs, run);
  if (gap.length !== 1 || isLetter(gap.charCodeAt(0))) return 0;
  for (let at = run; at < end - 1; at++) {
    if (gapAfter(runs, at) !== gap || to[at + 1] - from[at + 1] !== 3) return 0;
  }
  const isMore = (end < from.length && gapAfter(runs, end - 1) === gap && to[end] - from[end] === 3) ||
    (run > 0 && gapAfter(runs, run - 1) === gap);
  if (isMore || boundAfter(text, to[end - 1]) === "id") return end;
  const digits = Array.from({ length: 4 }, (_, at) => digitsOf(text, from[run + at], to[run + at])).flat();
  meetAs(Form.decimal, digits, meet);
  return end;
}

/** 8 1 1 2 2 8 - 9 8 7 4: each digit by itself, ten or twelve in all. */
function takeSpaced(runs: Runs, run: number, meet: Meet): number {
  const { from, to } = runs;
  let end = run;
  while (end < from.length && to[end] - from[end] === 1) {
    end++;
    if (end < from.length && !isParting(gapAfter(runs, end - 1))) break;
  }
  if (end - run === 10 || end - run === 12) {
    const digits = digitsOf(runs.text, from[run], to[end - 1]);
    const dated = digits.length === 10 ? isShortDate(digits, 0) : isLongDate(digits, 0);
    meet(Form.certain, dated, dated && passesCheck(digits, digits.length - 10));
  }
  return end;
}

/** How the digits of a day may be parted; those of a year without its century stand first. */
const DAYS = [
  [8],
  [6],
  [4, 2, 2],
  [2, 2, 2],
  [2, 2, 2, 2],
  [2, 2, 4],
  [4, 4],
  [2, 4],
  [4, 2],
  [2, 6],
  [6, 2],
];
/** How the last four may be. */
const LAST = [[4], [2, 2], [3, 1]];

/** A day in one or more groups, what parts it from the last four, and these in one or more groups. */
function takeParted(runs: Runs, run: number, meet: Meet): number {
  const { text, from, to } = runs;
  for (const day of DAYS) {
    const last = run + day.length;
    if (!hasLengths(runs, run, day) || last >= from.length) continue;
    const inner = day.length > 1 ? gapAfter(runs, run) : "";
    if (day.length > 1 && !partsDay(runs, run, day.length, inner)) continue;
    // 0611 12 34 56 is a telephone number.
    if (day[0] === 4 && day.length === 2 && day[1] === 2 && text[from[run]] === "0") continue;
    const gap = gapAfter(runs, last - 1);
    if (!isParting(gap)) continue;
    const written = digitsOf(text, from[run], to[last - 1]);
    const turned = day.length === 1 || day.length === 3 ? yearLast(written) : null;
    const digits = turned ?? written;
    const dated = digits.length === 8 ? isLongDate(digits, 0) : isShortDate(digits, 0);
    for (const four of LAST) {
      const end = last + four.length;
      if (!hasLengths(runs, last, four) || isYearOfDay(runs, end)) continue;
      if (boundAfter(text, to[end - 1]) === "id" || isInGroupedId(text, from[run], to[end - 1])) continue;
      const serial = digitsOf(text, from[last], to[end - 1]);
      if (four.length > 1 && !partsLast(runs, run, last, end, inner, serial)) continue;
      if (!dated) {
        if (day.length === 1) meet(Form.shape, false, false);
        if (day[0] === 8 && gap === "-" && isLongReserve([...digits, ...serial])) {
          meet(Form.certain, true, true);
        }
        continue;
      }
      const all = [...digits, ...serial], passed = passesCheck(all, all.length - 10);
      // A day that ends with its year is seldom a person's: a time after it makes it a moment, a wrong check digit nothing.
      if (turned !== null) {
        if (isClock(serial, 0)) meet(Form.daytime, true, passed);
        else if (passed) meet(partedForm(gap, inner, serial, true), true, true);
        if (passed) return end;
        continue;
      }
      meet(partedForm(gap, inner, serial, passed), true, passed || isWrongCheck(day, gap, serial));
      if (passed) return end;
    }
  }
  return 0;

  function partedForm(gap: string, inner: string, serial: Digits, passed: boolean): Form {
    if (/[,;\n\r\t]/.test(gap) || (gap === "." && inner === "")) return Form.decimal;
    if (/^[ :_]+$/.test(gap)) return isClock(serial, 0) ? Form.daytime : Form.blank;
    return passed ? Form.certain : Form.wrongCheck;
  }
}

/** Eight digits of a day that ends with its year, as a day that begins with it; `null` where they are none. */
function yearLast(digits: readonly number[]): number[] | null {
  if (digits.length !== 8 || isLongDate(digits, 0)) return null;
  const [first, second, year] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
  return [[...year, ...second, ...first], [...year, ...first, ...second]].find((day) => isLongDate(day, 0)) ??
    null;
}

/** Whether the four digits before a run are the year of a period's last day, as in 2024-01-01 - 2024-12-31. */
function isYearOfDay(runs: Runs, run: number): boolean {
  const gap = gapAfter(runs, run - 1);
  return /^[-./]$/.test(gap) && hasLengths(runs, run - 1, [4, 2, 2]) && gapAfter(runs, run) === gap;
}

/** Whether the groups of a day are parted as a day's are: always alike, and no part of a longer row of numbers. */
function partsDay(runs: Runs, run: number, groups: number, inner: string): boolean {
  if (!/^(?:[^\p{L}]| {1,3}| [^\p{L} ] )$/u.test(inner)) return false;
  for (let at = run; at < run + groups - 1; at++) if (gapAfter(runs, at) !== inner) return false;
  return !(run > 0 && inner.trim() !== "" && gapAfter(runs, run - 1) === inner);
}

/** Whether the last four in groups are parted as they are by people, and no time of the clock or row of numbers. */
function partsLast(
  runs: Runs,
  run: number,
  last: number,
  end: number,
  inner: string,
  serial: Digits,
): boolean {
  const gap = gapAfter(runs, last);
  if (!/^(?:[-./:_'·]| {1,3}| - )$/.test(gap)) return false;
  if ((gap === ":" || gap === ".") && isClock(serial, 0)) return false;
  const isRow = (at: number) =>
    at >= 0 && at < runs.from.length - 1 && (gapAfter(runs, at) === gap || gapAfter(runs, at) === inner);
  return !isRow(run - 1) && !isRow(end - 1);
}

/**
 * Whether four digits after a day and a hyphen can be nothing but a personal number's with a slip in them: no time of
 * the clock, no day of a period (240401-0430), no year, no filler.
 */
function isWrongCheck(day: readonly number[], gap: string, serial: Digits): boolean {
  if (day.length > 1 || (gap !== "-" && gap !== "+")) return false;
  const first = serial[0] * 10 + serial[1], second = serial[2] * 10 + serial[3];
  const isDayOfYear = first >= 1 && first <= 12 && second >= 1 && second <= 31;
  const isFiller = new Set(Array.from(serial)).size === 1;
  return !isClock(serial, 0) && !isDayOfYear && first !== 19 && first !== 20 && !isFiller;
}

/** Whether what stands between two runs of digits may part a personal number's: a few signs, no letters. */
function isParting(gap: string): boolean {
  if (gap.length === 0 || gap.length > 6) return false;
  for (let at = 0; at < gap.length; at++) if (isLetter(gap.charCodeAt(at))) return false;
  return true;
}

function hasLengths({ from, to }: Runs, run: number, lengths: readonly number[]): boolean {
  if (run + lengths.length > from.length) return false;
  for (let at = 0; at < lengths.length; at++) if (to[run + at] - from[run + at] !== lengths[at]) return false;
  return true;
}

/** What stands between a run of digits and the next; at most seven characters of it. */
function gapAfter({ text, from, to }: Runs, run: number): string {
  return text.slice(to[run], Math.min(from[run + 1], to[run] + 7));
}

function firstRunFrom({ from }: Runs, run: number, place: number): number {
  let next = run + 1;
  while (next < from.length && from[next] < place) next++;
  return next;
}

/** The digits between two places. */
function digitsOf(text: string, from: number, to: number): number[] {
  const digits: number[] = [];
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) digits.push(digit);
  }
  return digits;
}

function isHexCell(text: string): boolean {
  return /^\s{0,3}[0-9a-f]{12}\s{0,3}$/i.test(text);
}
