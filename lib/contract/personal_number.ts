import { differentCells, type Extract } from "../extract/mod.ts";
import { plainDigits } from "./_plain_digits.ts";

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
  /** Set where nothing but bare numbers was found and so few that chance explains them: a running number would do so. */
  readonly mayRun?: true;
}

/** A column of running numbers of which some could be read as personal numbers and were let through. */
export interface RunningNumberColumn {
  /** The column's header. */
  readonly column: string;
  /** The bare numbers of ten digits in it. */
  readonly numbers: number;
  /** Those of them that could be read as personal numbers. */
  readonly letThrough: number;
}

/** What the gate says of a delivery. */
export interface PersonalNumberScreening {
  /** The columns and other places that hold personal numbers; none when the delivery may be loaded. */
  readonly found: readonly PersonalNumberColumn[];
  /** The columns of running numbers that were let through. */
  readonly running: readonly RunningNumberColumn[];
}

/** Options for {@linkcode screenPersonalNumbers}. */
export interface ScreeningOptions {
  /** Columns that whoever loads the delivery says hold running numbers, and nothing about a person. @default {[]} */
  readonly runningNumbers?: readonly string[];
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
        "Inget har sparats. Ta bort det eller ersätt det med ett pseudonymt id, och läs in filen igen." +
        columns.filter(({ mayRun }) => mayRun).map(({ column }) =>
          ` Är "${column}" ett löpnummer som inget säger om en person, så ange --lopnummer "${column}".`
        ).join(""),
    );
    this.file = shownFile;
    this.columns = columns;
  }
}

/** What is looked through. */
export type Screened = Pick<Extract, "name" | "beside" | "header" | "columns" | "broken">;

const FORBIDDEN_NAMES =
  /(pers(on)?|samordnings|reserv)(nummer|nr|no)|personid|personal(identity)?number|socialsecurity|^(pnr|ssn|pnummer)$/;
/** Columns that may hold a pseudonym of a patient: refused when they hold anything as long as a personal number. */
const PATIENT_NAMES = /(patient|pat|^p)(id|nr|nummer|identitet)$|^patient$/;
/** Columns that may hold a running number: of a contact, a referral, a row; never of a patient. */
const RUNNING_NAMES = /(kontakt|remiss|besok|arende|bokning|lop|rad|post)s?(id|nr|nummer)$/;
/** Fewer bare ten-digit numbers (in a named column: that begin with a day) are no running number's, but people's. */
const ENOUGH_NUMBERS = 20;
/** Of numbers whose first digits are a day, this share passes Luhn's test by chance. */
const CHANCE = 0.1;
/** Of ten random digits, the first six are a day this often: 2 x 365.25 of 10 000. */
const DAY_CHANCE = 0.073;
/** As many as chance explains, three standard deviations included. */
const explained = (count: number, chance: number): number =>
  chance * count + 3 * Math.sqrt(chance * (1 - chance) * count);

/**
 * Looks for personal numbers (personnummer, samordningsnummer, interim numbers) in every cell of a delivery, in the text
 * above its table, in the names of a workbook's sheets and in the file's own name.
 *
 * A cell counts when it holds, anywhere in its text, YYMMDD or YYYYMMDD with a day of the calendar (day + 60 for
 * coordination numbers), then a dash of any kind, "+", ".", "/", "_", blanks or nothing, then four digits that make the
 * ten pass Luhn's test; or a sign and a letter with three digits (interim numbers). The date's parts may be parted by
 * dashes, points, slashes or blanks, all the digits as thousands are; digits may be of any script, with characters
 * without width among them. A column named for patients counts as well where it holds anything of that length.
 *
 * Of bare ten-digit numbers nearly one in a hundred passes by chance: so in a column that is named as a
 * running number (`vardkontakt_id`, `remiss_id`, `löpnr`) twenty or more that begin with a day, of which no more pass than chance
 * explains, are let through; and so are, of a column that is declared one, the few that chance explains among twenty
 * numbers or more. In any other column one is enough, and any other form is enough everywhere.
 *
 * @param extract The delivery.
 * @param options The columns that are declared running numbers.
 * @returns What was found, and what was let through.
 *
 * @example A number from a public library's tests
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseExtract, screenPersonalNumbers } from "vantelage";
 * const file = parseExtract(new TextEncoder().encode("anteckning;dagar\nringt 811228-9874;12\n"), "x.csv");
 * const { found, running } = screenPersonalNumbers(file, { runningNumbers: ["anteckning"] });
 * assert.deepEqual(found, [{ column: "anteckning", cells: 1, by: "innehåll" }]);
 * assert.deepEqual(running, []);
 * ```
 */
export function screenPersonalNumbers(
  extract: Screened,
  { runningNumbers = [] }: ScreeningOptions = {},
): PersonalNumberScreening {
  const encoder = new TextEncoder();
  const count = (texts: readonly string[]) => {
    const tally = new Tally(1);
    for (const text of texts) scan(plainDigits(encoder.encode(text)), -1, tally);
    return tally.certain[0] + tally.passed[0];
  };
  const aside = (cells: number, by: PersonalNumberColumn["by"]): PersonalNumberColumn[] =>
    cells > 0 ? [{ column: "", cells, by }] : [];
  const around = [...aside(count([extract.name]), "filnamn"), ...aside(count(extract.beside), "bredvid")];
  const inHeader = count(extract.header);
  if (inHeader > 0) return { found: [...around, ...aside(inHeader, "rubrik")], running: [] };
  const tally = new Tally(extract.header.length);
  for (const [index, column] of extract.columns.entries()) {
    for (const [cell, times] of differentCells(column)) {
      if (!mayHoldNumber(cell)) continue;
      const one = new Tally(1);
      scan(plainDigits(encoder.encode(cell)), -1, one);
      for (const kind of ["certain", "numbers", "dated", "passed", "shaped"] as const) {
        tally[kind][index] += one[kind][0] * times;
      }
    }
  }
  const declared = new Set(runningNumbers.map((column) => column.trim().toLowerCase()));
  const running: RunningNumberColumn[] = [];
  const found = extract.header.flatMap((column, index): PersonalNumberColumn[] => {
    const name = column.toLowerCase().normalize("NFD").replace(/[^a-z]/g, "");
    const certain = tally.certain[index], passed = tally.passed[index];
    if (FORBIDDEN_NAMES.test(name)) return [{ column, cells: certain + passed, by: "namn" }];
    if (PATIENT_NAMES.test(name) && tally.shaped[index] > 0) {
      return [{ column, cells: tally.shaped[index], by: "namn" }];
    }
    const mayRun = tally.mayRun(index);
    if (RUNNING_NAMES.test(name) ? tally.runs(index) : mayRun && declared.has(column.trim().toLowerCase())) {
      if (passed > 0) running.push({ column, numbers: tally.numbers[index], letThrough: passed });
      return certain > 0 ? [{ column, cells: certain, by: "innehåll" }] : [];
    }
    if (certain + passed === 0) return [];
    return [{ column, cells: certain + passed, by: "innehåll", ...certain === 0 && mayRun && { mayRun } }];
  });
  return {
    found: [...around, ...found, ...aside(count(extract.broken.map(({ raw }) => raw)), "innehåll")],
    running,
  };
}

/**
 * The columns and other places of a delivery that hold personal numbers, as {@linkcode screenPersonalNumbers} tells.
 *
 * @param extract The delivery.
 * @returns The columns and other places that hold any, or whose name says so; none when the delivery may be loaded.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findPersonalNumbers, parseExtract } from "vantelage";
 * const file = parseExtract(new TextEncoder().encode("pnr;dagar\n1;12\n"), "x.csv");
 * assert.deepEqual(findPersonalNumbers(file), [{ column: "pnr", cells: 0, by: "namn" }]);
 * ```
 */
export function findPersonalNumbers(
  extract: Screened,
): readonly PersonalNumberColumn[] {
  return screenPersonalNumbers(extract).found;
}

/** What was met in each column. */
class Tally {
  /** Numbers that count whatever else the column holds. */
  readonly certain: Uint32Array;
  /** Bare ten-digit numbers, those whose first six are a day, and those that pass Luhn's test as well. */
  readonly numbers: Uint32Array;
  readonly dated: Uint32Array;
  readonly passed: Uint32Array;
  /** Whatever is as long as a personal number, or parted as one. */
  readonly shaped: Uint32Array;

  constructor(readonly columns: number) {
    const counts = () => new Uint32Array(columns);
    [this.certain, this.numbers, this.dated, this.passed] = [counts(), counts(), counts(), counts()];
    this.shaped = counts();
  }

  /** Whether the bare numbers of a column that is named as a running number are one. */
  runs(column: number): boolean {
    const dated = this.dated[column];
    return dated >= ENOUGH_NUMBERS && this.passed[column] <= explained(dated, CHANCE);
  }

  /** Whether they may be one, if somebody says so. */
  mayRun(column: number): true | undefined {
    const numbers = this.numbers[column], dated = this.dated[column];
    if (numbers < ENOUGH_NUMBERS || this.passed[column] > explained(dated, CHANCE)) return undefined;
    return dated >= ENOUGH_NUMBERS || dated <= explained(numbers, DAY_CHANCE) ? true : undefined;
  }

  /** Takes a bare number of ten digits, YYMMDD and four, into account. */
  bareNumber(column: number, date: Uint8Array, serial: Uint8Array): void {
    this.numbers[column]++;
    this.shaped[column]++;
    if (isBirthDate(date)) this.dated[column]++;
    if (isPersonalNumber(date, serial)) this.passed[column]++;
  }

  /** Takes digits into account that are written as only a personal number is. */
  certainNumber(column: number, isOne: boolean): void {
    this.shaped[column]++;
    if (isOne) this.certain[column]++;
  }
}

/** No personal number is written with fewer digits; an interim number has nine and a letter. */
const FEWEST_DIGITS = 9;

/** Whether a cell may hold a personal number: it has digits enough, and is no day or moment. */
function mayHoldNumber(cell: string): boolean {
  if (cell.length < FEWEST_DIGITS || /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$/.test(cell)) return false;
  let digits = 0;
  for (let at = 0; at < cell.length; at++) {
    const code = cell.charCodeAt(at);
    if (code > 127 || (code >= 48 && code <= 57)) digits++;
  }
  return digits >= FEWEST_DIGITS;
}

const QUOTE = 34, LF = 10, CR = 13, DASH = 45, PLUS = 43, SPACE = 32, DOT = 46, SLASH = 47, UNDERSCORE = 95;

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
    if (mayGoOn(bytes[end])) tallyInterrupted(bytes, bytes.subarray(from, end), end, false, column, tally);
  } else if (digits === 12) {
    tally.certainNumber(
      column,
      isPersonalNumber(bytes.subarray(from, end - 4), bytes.subarray(end - 4, end)),
    );
  } else if (digits === 10) {
    if ((isLetter(bytes[from - 1]) && !endsWithNr(bytes, from)) || isLetter(bytes[end])) return;
    tally.bareNumber(column, bytes.subarray(from, end - 4), bytes.subarray(end - 4, end));
  } else if (digits === 4 || digits === 2) {
    const part = bytes[end];
    if (part !== DASH && part !== DOT && part !== SLASH && part !== SPACE) return;
    if (!mayGoOn(bytes[end + 6]) || !isParted(bytes, from, end)) return;
    const month = end + 1, day = end + 4;
    const date = Uint8Array.of(
      ...bytes.subarray(from, end),
      ...bytes.subarray(month, month + 2),
      ...bytes.subarray(day, day + 2),
    );
    tallyInterrupted(bytes, date, day + 2, part !== SPACE, column, tally);
  } else if (digits === 1 || digits === 3) {
    const number = threeByThree(bytes, from, end);
    if (number === null) return;
    const date = number.subarray(0, number.length - 4), serial = number.subarray(-4);
    if (digits === 1) tally.bareNumber(column, date, serial);
    else tally.certainNumber(column, isPersonalNumber(date, serial));
  }
}

/** Whether a byte can begin what parts a date from its serial number. Nearly all dates end here. */
function mayGoOn(byte: number): boolean {
  return byte === SPACE || byte === DASH || byte === PLUS || byte === DOT || byte === SLASH ||
    byte === UNDERSCORE || byte === 0xc2 || byte === 0xe2;
}

/** Whether a year's digits are followed by the month and the day, each after the same sign, and are no part of more. */
function isParted(bytes: Uint8Array, from: number, end: number): boolean {
  const part = bytes[end];
  return bytes[end + 3] === part && digitsEnd(bytes, end + 1) === end + 3 &&
    digitsEnd(bytes, end + 4) === end + 6 && !(bytes[from - 1] === part && part !== SPACE);
}

/** Counts date digits that are followed by a sign or blanks and the four last characters of a personal number. */
function tallyInterrupted(
  bytes: Uint8Array,
  date: Uint8Array,
  end: number,
  mustBeSigned: boolean,
  column: number,
  tally: Tally,
): void {
  const sign = blanksEnd(bytes, end), afterSign = signEnd(bytes, sign), from = blanksEnd(bytes, afterSign);
  const signed = afterSign > sign;
  if (from === end || (mustBeSigned && !signed)) return;
  const serialEnd = digitsEnd(bytes, from);
  if (serialEnd - from === 4) {
    tally.certainNumber(column, isPersonalNumber(date, bytes.subarray(from, serialEnd)));
  } else if (signed && isLetter(bytes[from]) && digitsEnd(bytes, from + 1) === from + 4) {
    tally.certainNumber(column, !isLetter(bytes[from + 4]) && isBirthDate(date));
  }
}

/** The digits of a number of ten or twelve whose thousands are parted by blanks or points; `null` for anything else. */
function threeByThree(bytes: Uint8Array, from: number, end: number): Uint8Array | null {
  const parting = bytes[end] === DOT ? end + 1 : blanksEnd(bytes, end, 1), width = parting - end;
  if (width === 0 || digitsEnd(bytes, parting) !== parting + 3) return null;
  const digits = [...bytes.subarray(from, end)];
  let at = end;
  for (let group = 0; group < 3; group++) {
    for (let byte = 0; byte < width; byte++) if (bytes[at + byte] !== bytes[end + byte]) return null;
    at += width;
    if (digitsEnd(bytes, at) !== at + 3) return null;
    digits.push(...bytes.subarray(at, at + 3));
    at += 3;
  }
  return Uint8Array.from(digits);
}

/** Whether the letters before a number say that it is one: "pnr8112289874". */
function endsWithNr(bytes: Uint8Array, from: number): boolean {
  return (bytes[from - 2] | 32) === 110 && (bytes[from - 1] | 32) === 114;
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let end = from;
  while (bytes[end] >= 48 && bytes[end] <= 57) end++;
  return end;
}

/** Past at most three blanks: the space and the no-break and thin ones (in UTF-8), not the tab, which may part fields. */
function blanksEnd(bytes: Uint8Array, from: number, most = 3): number {
  let end = from;
  for (let count = 0; count < most; count++) {
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

/** Past one sign: a hyphen, a plus, what else people part by, or a dash or minus that a word processor made of it. */
function signEnd(bytes: Uint8Array, from: number): number {
  const sign = bytes[from];
  if (sign === DASH || sign === PLUS || sign === DOT || sign === SLASH || sign === UNDERSCORE) {
    return from + 1;
  }
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
