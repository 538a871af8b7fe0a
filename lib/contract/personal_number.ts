import type { ColumnSurvey, Extract } from "../extract/mod.ts";
import { ISO_DAY_FORM } from "./field.ts";

/** A column that holds personal numbers, or whose name says so. No value is ever kept or shown. */
export interface PersonalNumberColumn {
  /** The column's header; "" for a nameless column, a record that could not be split, or what is no column. */
  readonly column: string;
  /** How many cells look like personal numbers. */
  readonly cells: number;
  /**
   * Why: by the column's name, by its content, or because the header line, what stands beside the table or the file's
   * own name holds such numbers.
   */
  readonly by: "namn" | "innehåll" | "rubrik" | "bredvid" | "filnamn";
}

/** A delivery holds personal numbers: nothing of it may be stored. The message names columns and counts only. */
export class PersonalNumberError extends Error {
  /** The name of the error. */
  override readonly name: string = "PersonalNumberError";
  /** The file's name, its digits hidden where it holds a personal number itself. */
  readonly file: string;
  /** The columns found. */
  readonly columns: readonly PersonalNumberColumn[];

  /** Makes the error for a file and the columns found in it. */
  constructor(file: string, columns: readonly PersonalNumberColumn[]) {
    const inName = columns.some(({ by }) => by === "filnamn");
    const shownFile = inName ? file.replace(/\d/g, "x") : file;
    const named = columns.map(({ column, cells, by }) => {
      const counted = `(${cells} ${cells === 1 ? "cell" : "celler"})`;
      if (by === "namn") return `kolumnen "${column}" (namnet)`;
      if (by === "rubrik") return `den första raden ${counted}; saknar filen rubrikrad?`;
      if (by === "bredvid") return `texten ovanför tabellen eller bladens namn ${counted}`;
      if (by === "filnamn") return "filens namn";
      return `${column === "" ? "rader utan läsbara kolumner" : `kolumnen "${column}"`} ${counted}`;
    });
    super(
      `Inläsningen av ${shownFile} stoppades: filen ser ut att innehålla personnummer i ${
        named.join(", ")
      }. ` +
        "Inget har sparats. Ta bort det eller ersätt det med ett pseudonymt id, och läs in filen igen.",
    );
    this.file = shownFile;
    this.columns = columns;
  }
}

const FORBIDDEN_NAMES =
  /(pers(on)?|samordnings|reserv)(nummer|nr|no)|personid|personal(identity)?number|socialsecurity|^(pnr|ssn|pnummer)$/;
/** Columns that may hold a running number: of a contact, a referral, a row; never of a patient. */
const RUNNING_NAMES = /(kontakt|remiss|besok|arende|bokning|lop|rad|post)s?(id|nr|nummer)$/;
/** Fewer bare ten-digit numbers that begin with a day are no running number's, but people's among others. */
const ENOUGH_NUMBERS = 20;
/** Of numbers whose first digits are a day by chance, this share passes Luhn's test by chance. */
const CHANCE = 0.1;

/**
 * Looks for personal numbers (personnummer, samordningsnummer, interim numbers) in every cell of a delivery, in the text
 * above its table, in the names of a workbook's sheets and in the file's own name.
 *
 * A cell counts when it holds, anywhere in its text, YYMMDD or YYYYMMDD with a day of the calendar (day + 60 for
 * coordination numbers), then a dash of any kind, "+", blanks or nothing, then four digits that make the ten pass
 * Luhn's test; or a dash and a letter with three digits (interim numbers). YYYY-MM-DD counts with a dash before the
 * four. Of bare ten-digit numbers nearly one in a hundred passes by chance: so in a column that is named as a
 * running number (`vardkontakt_id`, `remiss_id`, `löpnr`) twenty or more that begin with a day, of which no more pass than chance
 * explains, are let through. In any other column one is enough.
 *
 * @param extract The delivery.
 * @returns The columns and other places that hold any, or whose name says so; none when the delivery may be loaded.
 *
 * @example A number from a public library's tests
 * ```ts
 * import assert from "node:assert/strict";
 * import { findPersonalNumbers, parseExtract } from "vantelage";
 * const file = parseExtract(new TextEncoder().encode("anteckning;dagar\nringt 811228-9874;12\n"), "x.csv");
 * assert.deepEqual(findPersonalNumbers(file), [{ column: "anteckning", cells: 1, by: "innehåll" }]);
 * ```
 */
export function findPersonalNumbers(
  extract:
    & Pick<Extract, "name" | "beside" | "header" | "body" | "delimiter" | "broken">
    & Partial<Pick<Extract, "survey">>,
): PersonalNumberColumn[] {
  const encoder = new TextEncoder();
  const count = (texts: readonly string[]) => {
    const tally = new Tally(1);
    for (const text of texts) scan(encoder.encode(text), -1, tally);
    return tally.cells(0, false);
  };
  const aside = (cells: number, by: PersonalNumberColumn["by"]): PersonalNumberColumn[] =>
    cells > 0 ? [{ column: "", cells, by }] : [];
  const around = [...aside(count([extract.name]), "filnamn"), ...aside(count(extract.beside), "bredvid")];
  const inHeader = count(extract.header);
  if (inHeader > 0) return [...around, ...aside(inHeader, "rubrik")];
  const tally = new Tally(extract.header.length);
  if (extract.survey?.some(mayHoldNumbers) ?? true) {
    scan(extract.body, extract.delimiter.charCodeAt(0), tally);
  }
  const found = extract.header.flatMap((column, index): PersonalNumberColumn[] => {
    const name = column.toLowerCase().normalize("NFD").replace(/[^a-z]/g, "");
    if (FORBIDDEN_NAMES.test(name)) return [{ column, cells: tally.cells(index, false), by: "namn" }];
    const cells = tally.cells(index, RUNNING_NAMES.test(name));
    return cells > 0 ? [{ column, cells, by: "innehåll" }] : [];
  });
  return [...around, ...found, ...aside(count(extract.broken.map(({ raw }) => raw)), "innehåll")];
}

/** What was met in each column. */
class Tally {
  /** Numbers that count whatever else the column holds. */
  readonly certain: Uint32Array;
  /** Bare ten-digit numbers whose first six are a day, and those that pass Luhn's test as well. */
  readonly dated: Uint32Array;
  readonly passed: Uint32Array;

  constructor(readonly columns: number) {
    const counts = () => new Uint32Array(columns);
    [this.certain, this.dated, this.passed] = [counts(), counts(), counts()];
  }

  /** The cells that count; with `numbersMayRun`, bare numbers of a column of running numbers do not. */
  cells(column: number, numbersMayRun: boolean): number {
    const dated = this.dated[column], passed = this.passed[column];
    const explained = CHANCE * dated + 3 * Math.sqrt(CHANCE * (1 - CHANCE) * dated);
    const running = numbersMayRun && dated >= ENOUGH_NUMBERS && passed <= explained;
    return this.certain[column] + (running ? 0 : passed);
  }
}

/** No personal number is written with fewer digits; an interim number has nine and a letter. */
const FEWEST_DIGITS = 9;

/** Whether some cell may hold a personal number: enough digits, and not all cells of its column days or moments. */
function mayHoldNumbers({ mostDigits, form }: ColumnSurvey): boolean {
  return mostDigits >= FEWEST_DIGITS && !(form !== null && ISO_DAY_FORM.test(form));
}

const QUOTE = 34, LF = 10, CR = 13, DASH = 45, PLUS = 43, SPACE = 32;

/** One pass over the bytes: runs of digits, the column they stand in, and whether they are a personal number. */
function scan(bytes: Uint8Array, delimiter: number, tally: Tally): void {
  let column = 0, quoted = false, fieldBegins = true, index = 0;
  const last = tally.columns - 1;
  while (index < bytes.length) {
    const byte = bytes[index];
    if (byte < 48 || byte > 57) {
      if (byte === QUOTE) {
        // A quote has a meaning only first in a field; inside one it is written twice.
        if (!quoted) quoted = fieldBegins;
        else if (bytes[index + 1] === QUOTE) index++;
        else quoted = false;
        fieldBegins = false;
      } else if (quoted) fieldBegins = false;
      else if (byte === delimiter) {
        column = Math.min(column + 1, last);
        fieldBegins = true;
      } else if (byte === LF || byte === CR) {
        column = 0;
        fieldBegins = true;
      } else if (byte !== SPACE) fieldBegins = false;
      index++;
      continue;
    }
    fieldBegins = false;
    const end = digitsEnd(bytes, index);
    tallyDigits(bytes, index, end, column, tally);
    index = end;
  }
}

function tallyDigits(bytes: Uint8Array, from: number, end: number, column: number, tally: Tally): void {
  const digits = end - from;
  if (digits === 6 || digits === 8) {
    if (mayGoOn(bytes[end]) && isInterrupted(bytes, bytes.subarray(from, end), end, false)) {
      tally.certain[column]++;
    }
  } else if (digits === 12) {
    if (isPersonalNumber(bytes.subarray(from, end - 4), bytes.subarray(end - 4, end))) {
      tally.certain[column]++;
    }
  } else if (digits === 10) {
    if (isLetter(bytes[from - 1]) || isLetter(bytes[end])) return;
    const date = bytes.subarray(from, end - 4);
    if (isBirthDate(date)) tally.dated[column]++;
    if (isPersonalNumber(date, bytes.subarray(end - 4, end))) tally.passed[column]++;
  } else if (digits === 4 && bytes[end] === DASH && mayGoOn(bytes[end + 6]) && isDashed(bytes, end)) {
    const date = Uint8Array.of(
      ...bytes.subarray(from, end),
      bytes[end + 1],
      bytes[end + 2],
      bytes[end + 4],
      bytes[end + 5],
    );
    if (isInterrupted(bytes, date, end + 6, true)) tally.certain[column]++;
  }
}

/** Whether a byte can begin what parts a date from its serial number. Nearly all dates end here. */
function mayGoOn(byte: number): boolean {
  return byte === SPACE || byte === DASH || byte === PLUS || byte === 0xc2 || byte === 0xe2;
}

/** Whether a year's digits are followed by -MM-DD and a sign. */
function isDashed(bytes: Uint8Array, end: number): boolean {
  return bytes[end] === DASH && digitsEnd(bytes, end + 1) === end + 3 && bytes[end + 3] === DASH &&
    digitsEnd(bytes, end + 4) === end + 6;
}

/** Whether date digits are followed by a sign or blanks and the four last characters of a personal number. */
function isInterrupted(bytes: Uint8Array, date: Uint8Array, end: number, mustBeSigned: boolean): boolean {
  const sign = blanksEnd(bytes, end), afterSign = signEnd(bytes, sign), from = blanksEnd(bytes, afterSign);
  const signed = afterSign > sign;
  if (from === end || (mustBeSigned && !signed)) return false;
  const serialEnd = digitsEnd(bytes, from);
  if (serialEnd - from === 4) return isPersonalNumber(date, bytes.subarray(from, serialEnd));
  return signed && isLetter(bytes[from]) && digitsEnd(bytes, from + 1) === from + 4 &&
    !isLetter(bytes[from + 4]) &&
    isBirthDate(date);
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let end = from;
  while (bytes[end] >= 48 && bytes[end] <= 57) end++;
  return end;
}

/** Past at most three blanks: the space and the no-break and thin ones (in UTF-8), not the tab, which may part fields. */
function blanksEnd(bytes: Uint8Array, from: number): number {
  let end = from;
  for (let count = 0; count < 3; count++) {
    if (bytes[end] === SPACE) end++;
    else if (bytes[end] === 0xc2 && bytes[end + 1] === 0xa0) end += 2;
    else if (
      bytes[end] === 0xe2 && bytes[end + 1] === 0x80 && (bytes[end + 2] <= 0x8b || bytes[end + 2] === 0xaf)
    ) {
      end += 3;
    }
  }
  return end;
}

/** Past one sign: a hyphen, a plus, or a dash or minus that a word processor made of it. */
function signEnd(bytes: Uint8Array, from: number): number {
  if (bytes[from] === DASH || bytes[from] === PLUS) return from + 1;
  const [first, second, third] = bytes.subarray(from, from + 3);
  const dash = first === 0xe2 &&
    ((second === 0x80 && third >= 0x90 && third <= 0x95) || (second === 0x88 && third === 0x92));
  return dash ? from + 3 : from;
}

/** Whether YYMMDD or YYYYMMDD and four digits pass Luhn's test, which leaves the century out. */
function isPersonalNumber(date: Uint8Array, serial: Uint8Array): boolean {
  if (!isBirthDate(date)) return false;
  let sum = 0;
  for (let position = 0; position < 10; position++) {
    const digit = (position < 6 ? date[date.length - 6 + position] : serial[position - 6]) - 48;
    const product = position % 2 === 0 ? digit * 2 : digit;
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/** Whether the digits are YYMMDD or YYYYMMDD with a day that exists, or one 60 days on. */
function isBirthDate(date: Uint8Array): boolean {
  const pair = (at: number) => (date[at] - 48) * 10 + date[at + 1] - 48;
  const end = date.length;
  const year = pair(end - 6), month = pair(end - 4);
  const written = pair(end - 2), day = written > 60 ? written - 60 : written;
  if (end === 8 && ![18, 19, 20].includes(pair(0))) return false;
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 128);
}
