import { isLongDate, isShortDate } from "./_birth_number.ts";
import { isDigit, isLetter } from "./_token_bounds.ts";

/**
 * The last four of reserve numbers (reservnummer), L a letter and d a digit, after a day of eight digits. Source: HL7
 * Sweden's base profiles (basprofiler-r4, PatientIdentifierConformancePatternSE, read 2026-11-30); Socialstyrelsen asks
 * for a right day and at least one letter.
 */
const AFTER_LONG_DAY: readonly string[] = [
  // Dalarna, Västerbotten, Västra Götaland, Sörmland, interim numbers.
  "Lddd",
  // The national reserve number, two forms; Värmland; Blekinge, Sörmland, Örebro and Skåne.
  "LLdd",
  "LLLd",
  "LLdL",
  // Västernorrland; a number whose check digit is covered.
  "dddL",
  // Gävleborg.
  "ddLd",
];
/** After a day of six digits and a sign: an interim number, and one whose check digit is covered. */
const AFTER_SHORT_DAY: readonly string[] = ["Lddd", "dddL"];
/** After a day of six digits without a sign: Skatteverket's letters of interim numbers, Skåne, and TF for a temporary one. */
const SHORT_AND_JOINED = /^(?:[TRSUWXJKLMN]\d{3}|[DEF][A-Z][01][A-Z]|TF\d{2})$/;
/** A temporary number after a day of six digits and a sign. */
const TEMPORARY = /^TF\d{2}$/;
/** A day in parts, before a sign. */
const PARTED_DAY = /^(?:\d{4}([-./])\d{2}\1\d{2}|\d{2}([-./])\d{2}\2\d{2})$/;
/** Signs by which any form is parted from its day, and those by which an interim number's is. */
const SIGNS = /^ {0,3}[-+] {0,3}$/, OTHER_SIGNS = /^ {0,3}[./_:*|(] {0,3}$/;

/**
 * Where a reserve number or an interim number that begins at a run of digits ends.
 *
 * @param text A plain text.
 * @param from The run's first place.
 * @param to The place after its last digit.
 * @returns The place after its last character; 0 if it is none.
 */
export function reserveEnd(text: string, from: number, to: number): number {
  const length = to - from;
  if (length >= 6 && length <= 11 && isLetter(text.charCodeAt(to))) return joinedEnd(text, from, length);
  if (length === 8 || length === 6) return signedEnd(text, text.slice(from, to), to);
  if (length !== 4 && length !== 2) return 0;
  const day = text.slice(from, to + 6);
  return PARTED_DAY.test(day) && text[from - 1] !== text[to]
    ? signedEnd(text, day.replace(/\D/g, ""), to + 6)
    : 0;
}

function joinedEnd(text: string, from: number, length: number): number {
  if (length >= 8) {
    const last = text.slice(from + 8, from + 12), form = formOf(last);
    const fits = AFTER_LONG_DAY.includes(form) && (form === "Lddd" || isUpper(last));
    if (fits && isWhole(text, from + 12) && isDay(text.slice(from, from + 8))) return from + 12;
  }
  const last = text.slice(from + 6, from + 10);
  const fits = SHORT_AND_JOINED.test(last) && isWhole(text, from + 10) && isDay(text.slice(from, from + 6));
  return fits ? from + 10 : 0;
}

function signedEnd(text: string, day: string, end: number): number {
  let at = end;
  while (at < end + 7 && !isDigit(text.charCodeAt(at)) && !isLetter(text.charCodeAt(at))) at++;
  const sign = text.slice(end, at), last = text.slice(at, at + 4), form = formOf(last);
  if (!isWhole(text, at + 4) || !isDay(day)) return 0;
  const forms = day.length === 8 ? AFTER_LONG_DAY : AFTER_SHORT_DAY;
  const fits = SIGNS.test(sign)
    ? TEMPORARY.test(last) || forms.includes(form) && (form === "Lddd" || isUpper(last))
    : OTHER_SIGNS.test(sign)
    ? form === "Lddd"
    : /^ {1,3}$/.test(sign) && day.length === 8 && (form === "Lddd" || form === "LLdd") && isUpper(last);
  return fits ? at + 4 : 0;
}

/** Four characters as L and d; "" when another is among them. */
function formOf(last: string): string {
  return /^[A-Za-z\d]{4}$/.test(last) ? last.replace(/[A-Za-z]/g, "L").replace(/\d/g, "d") : "";
}

const isUpper = (text: string): boolean => text === text.toUpperCase();

const isWhole = (text: string, end: number): boolean =>
  !isLetter(text.charCodeAt(end)) && !isDigit(text.charCodeAt(end));

function isDay(day: string): boolean {
  const digits = Array.from(day, Number);
  return digits.length === 8 ? isLongDate(digits, 0) : isShortDate(digits, 0);
}
