import type { FieldSpec, FieldValue } from "../contract/mod.ts";

/** The number that stands for a missing value. No value is this number: a cell that holds it cannot be read. */
export const NULL = -0x80000000;

/** The texts of a delivery's values, each with a number, so that texts are compared as numbers. */
export class Texts {
  /** The text of each number. */
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a text. */
  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) this.#numbers.set(text, number = this.list.push(text) - 1);
    return number;
  }
}

/** A typed value as a number: a day counted from 1970, a month from year 0, a number itself, a text by its number. */
export function toNumber(value: FieldValue, kind: FieldSpec["kind"], texts: Texts): number {
  if (value === null) return NULL;
  if (typeof value === "number") return value;
  if (kind === "day") return dayNumber(value);
  return kind === "month" ? monthNumber(value) : texts.numberOf(value);
}

/** The value of a number that {@linkcode toNumber} gave. */
export function fromNumber(number: number, kind: FieldSpec["kind"], texts: Texts): FieldValue {
  if (number === NULL) return null;
  if (kind === "whole" || kind === "decimal") return number;
  if (kind === "day") return new Date(number * DAY_MS).toISOString().slice(0, 10);
  return kind === "month" ? monthText(number) : texts.list[number];
}

const DAY_MS = 86_400_000, LAST_YEAR = 2300;

/** The number of a day "yyyy-mm-dd", counted from 1970-01-01. */
export function dayNumber(day: string): number {
  return Date.parse(day) / DAY_MS;
}

/** The year of a day's number. */
export function yearOfDay(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** The number of the first day of a month's number. */
export function firstDayNumber(month: number): number {
  return FIRST_DAYS[month];
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String(month % 12 + 1).padStart(2, "0")}`;
}

/** The first day of each month until a year that no month is read in. */
const FIRST_DAYS = Int32Array.from(
  { length: LAST_YEAR * 12 },
  (_, month) => month < 1800 * 12 ? 0 : Date.UTC(Math.floor(month / 12), month % 12) / DAY_MS,
);
