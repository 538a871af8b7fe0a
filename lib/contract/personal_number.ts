import type { Extract } from "../extract/mod.ts";

/** A column that holds personal numbers, or whose name says so. No value is ever kept or shown. */
export interface PersonalNumberColumn {
  /** The column's header; "" for a nameless column or a record that could not be split. */
  readonly column: string;
  /** How many cells look like personal numbers. */
  readonly cells: number;
  /** Why: by the column's name, or by its content. */
  readonly by: "namn" | "innehåll";
}

/** A delivery holds personal numbers: nothing of it may be stored. The message names columns and counts only. */
export class PersonalNumberError extends Error {
  override readonly name = "PersonalNumberError";
  /** The columns found. */
  readonly columns: readonly PersonalNumberColumn[];

  /** Makes the error for a file and the columns found in it. */
  constructor(file: string, columns: readonly PersonalNumberColumn[]) {
    const named = columns.map(({ column, cells, by }) =>
      by === "namn"
        ? `kolumnen "${column}" (namnet)`
        : `${column === "" ? "en rad utan läsbara kolumner" : `kolumnen "${column}"`} (${cells} ${
          cells === 1 ? "cell" : "celler"
        })`
    );
    super(
      `Inläsningen av ${file} stoppades: filen ser ut att innehålla personnummer i ${named.join(", ")}. ` +
        "Inget har sparats. Ta bort kolumnen eller ersätt den med ett pseudonymt id, och läs in filen igen.",
    );
    this.columns = columns;
  }
}

const FORBIDDEN_NAMES =
  /^(person(nummer|nr|id)?|pnr|samordnings(nummer|nr)|reserv(nummer|nr)|(patient|individ)?(person|samordnings)(nummer|nr)|personal(identity)?number|ssn)$/;
const ID_NAMES = /^(pid|patientid|patientnummer|patientnr|patid|individid)$/;
/** A column of at least this many bare ten-digit numbers of which under a tenth pass is a running number, not people. */
const ENOUGH_NUMBERS = 20;
const ID_SHARE = 0.1;

/**
 * Looks for personal numbers (personnummer, samordningsnummer, interim numbers) in every cell of a delivery.
 *
 * A cell counts when it holds, anywhere in its text, YYMMDD or YYYYMMDD with a day of the calendar (day + 60 for
 * coordination numbers), then "-", "+", a blank or nothing, then four digits that make the ten pass Luhn's test;
 * or a dash and a letter with three digits (interim numbers). Of bare ten-digit numbers, one in a hundred passes
 * by chance: a column of twenty or more, of which less than a tenth pass, is a running number and let through.
 *
 * @param extract The delivery.
 * @returns The columns that hold any, or whose name says so; none when the delivery may be loaded.
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
  extract: Pick<Extract, "header" | "body" | "delimiter" | "broken">,
): PersonalNumberColumn[] {
  const tally = new Tally(extract.header.length);
  scan(extract.body, extract.delimiter.charCodeAt(0), tally);
  const loose = new Tally(1);
  const encoder = new TextEncoder();
  for (const { raw } of extract.broken) scan(encoder.encode(raw), -1, loose);
  const found = extract.header.flatMap((column, index): PersonalNumberColumn[] => {
    const name = column.toLowerCase().normalize("NFD").replace(/[^a-z]/g, "");
    if (FORBIDDEN_NAMES.test(name)) return [{ column, cells: tally.cells(index, false), by: "namn" }];
    const cells = tally.cells(index, !ID_NAMES.test(name));
    return cells > 0 ? [{ column, cells, by: "innehåll" }] : [];
  });
  const broken = loose.cells(0, false);
  return broken > 0 ? [...found, { column: "", cells: broken, by: "innehåll" }] : found;
}

/** What was met in each column. */
class Tally {
  readonly certain: Uint32Array;
  readonly bare: Uint32Array;
  readonly barePassed: Uint32Array;

  constructor(columns: number) {
    [this.certain, this.bare, this.barePassed] = [
      new Uint32Array(columns),
      new Uint32Array(columns),
      new Uint32Array(columns),
    ];
  }

  /** The cells that count; with `numbersMayRun`, bare numbers of a column of running numbers do not. */
  cells(column: number, numbersMayRun: boolean): number {
    const running = numbersMayRun && this.bare[column] >= ENOUGH_NUMBERS &&
      this.barePassed[column] < this.bare[column] * ID_SHARE;
    return this.certain[column] + (running ? 0 : this.barePassed[column]);
  }
}

const QUOTE = 34, LF = 10, CR = 13, DASH = 45, PLUS = 43, SPACE = 32;

/** One pass over the bytes: runs of digits, the column they stand in, and whether they are a personal number. */
function scan(bytes: Uint8Array, delimiter: number, tally: Tally): void {
  let column = 0, quoted = false, index = 0;
  const last = tally.certain.length - 1;
  while (index < bytes.length) {
    const byte = bytes[index];
    if (byte < 48 || byte > 57) {
      if (byte === QUOTE) quoted = !quoted;
      else if (!quoted) {
        if (byte === delimiter) column = Math.min(column + 1, last);
        else if (byte === LF || byte === CR) column = 0;
      }
      index++;
      continue;
    }
    let end = index + 1;
    while (bytes[end] >= 48 && bytes[end] <= 57) end++;
    const digits = end - index;
    if (digits === 6 || digits === 8) {
      if (interrupted(bytes, index, end)) tally.certain[column]++;
    } else if ((digits === 10 || digits === 12) && !isLetter(bytes[index - 1]) && !isLetter(bytes[end])) {
      if (digits === 12) {
        if (isPersonalNumber(bytes, index, end - 4, end - 4)) tally.certain[column]++;
      } else {
        tally.bare[column]++;
        if (isPersonalNumber(bytes, index, end - 4, end - 4)) tally.barePassed[column]++;
      }
    }
    index = end;
  }
}

/** Whether date digits are followed by a sign or blanks and the four last characters of a personal number. */
function interrupted(bytes: Uint8Array, from: number, end: number): boolean {
  let next = end;
  while (bytes[next] === SPACE && next < end + 2) next++;
  const signed = bytes[next] === DASH || bytes[next] === PLUS;
  if (signed) next++;
  while (bytes[next] === SPACE && next < end + 4) next++;
  if (next === end) return false;
  const serial = (offset: number) => bytes[next + offset] >= 48 && bytes[next + offset] <= 57;
  if (!serial(1) || !serial(2) || !serial(3) || serial(4)) return false;
  if (serial(0)) return isPersonalNumber(bytes, from, end, next);
  return signed && isLetter(bytes[next]) && !isLetter(bytes[next + 4]) && isBirthDate(bytes, from, end);
}

function isPersonalNumber(bytes: Uint8Array, from: number, dateEnd: number, serial: number): boolean {
  if (!isBirthDate(bytes, from, dateEnd)) return false;
  let sum = 0;
  for (let position = 0; position < 10; position++) {
    const digit = bytes[position < 6 ? dateEnd - 6 + position : serial + position - 6] - 48;
    const product = position % 2 === 0 ? digit * 2 : digit;
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/** Whether the digits before `end` are YYMMDD or YYYYMMDD with a day that exists, or one 60 days on. */
function isBirthDate(bytes: Uint8Array, from: number, end: number): boolean {
  const pair = (at: number) => (bytes[at] - 48) * 10 + bytes[at + 1] - 48;
  const year = pair(end - 6), month = pair(end - 4);
  const written = pair(end - 2), day = written > 60 ? written - 60 : written;
  if (end - from === 8 && ![18, 19, 20].includes(pair(from))) return false;
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 128);
}
