import * as z from "zod";
import { addDays, type Day, isDay } from "../calendar/mod.ts";
import { nameKey } from "../reference/mod.ts";
import codes from "../../data/reference/codes.json" with { type: "json" };
import { monthNumber, readMonthText } from "./_month_text.ts";
import type { FieldValue } from "./condition.ts";

/** How serious a finding is: reported, warned of, the row is rejected (error), nothing of the delivery is kept (stop). */
export type Level = "info" | "warn" | "error" | "stop";

/** In which order a date's parts are written when it is not "yyyy-mm-dd" or "yyyymmdd". */
export type DateForm = "dmy" | "mdy";

/** What a field holds, and how its text is read. */
export interface FieldSpec {
  /** The kind of value; "name" is a text of at most 100 characters, with single blanks, of which some spellings are known. */
  readonly kind: "text" | "name" | "code" | "whole" | "decimal" | "day" | "month";
  /** A record without it is wrong. */
  readonly required: boolean;
  /** How serious a value that cannot be read is; below error, the value counts as missing and the row is kept. */
  readonly level: Level;
  /** What is expected, in Swedish, after "ska vara". */
  readonly expects: string;
  /** What text must match, whole (kind text). */
  readonly pattern?: string;
  /** How a text that does not match is read where a spreadsheet took its first zero, and what is said of it (kind text). */
  readonly lostZero?: {
    /** The text with its zero, `null` where that is none of the field's. */
    readonly restore: (text: string) => string | null;
    /** What was done, in Swedish, one sentence without full stop. */
    readonly says: string;
  };
  /** Whether the letters are kept as capitals, A–Z (kind text). */
  readonly capitals?: boolean;
  /** Every known spelling, by its key, to the value we keep (kinds code and name; a name that is not here stays). */
  readonly codes?: ReadonlyMap<string, string>;
  /** How a text that is not among the codes is read (kind code); `null` where it cannot be. */
  readonly reads?: (text: string) => string | null;
  /** The least (kinds whole and decimal). */
  readonly min?: number;
  /** The most. */
  readonly max?: number;
}

/** A field's schema: text in, a typed value out, `null` when missing. */
export type Field = z.ZodType<FieldValue, string>;

/** What each field's schema means, for a reader of many cells. */
export const fieldSpecs: WeakMap<Field, FieldSpec> = new WeakMap();

/** How a delivery writes what cannot be known from the text alone. */
export interface Spelling {
  /** The order of a date's parts, where they are written dd-mm-yyyy or mm/dd/yyyy. */
  dateForm?: DateForm;
  /** The sign between thousands, beside a blank: Irish files write 2,434. */
  thousands?: "," | ".";
  /**
   * The year that Excel's serial numbers are counted from, where a day may be written as one (45412 is 2024-04-30). A
   * number of four digits is never taken for a day, as it is more likely a year.
   */
  serials?: "1900" | "1904";
}

/** The longest name that a page can show, in characters. */
const LONGEST_NAME = 100;

/** Characters that count as blank at the ends of a cell and between thousands. */
const BLANKS = " \t\r\n\u00a0\u202f\ufeff";

/** The spellings of "missing" that a cell may hold: in lower case, in upper case, and with a capital. */
export const missingMarkers: readonly string[] = [
  ...new Set(
    codes.saknas.flatMap((
      marker,
    ) => [marker, marker.toUpperCase(), marker.slice(0, 1).toUpperCase() + marker.slice(1)]),
  ),
];
/** Years that a day may have. */
const YEAR = String.raw`(18|19|20|21)\d{2}`;
const ymd = (year: string) =>
  String.raw`${year}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?`;
const compact = (year: string) => String.raw`${year}\d{4}(\d{6})?`;
const dmy = (year: string) => String.raw`\d{2}[-/.]\d{2}[-/.]${year}`;
/** A day as SAS writes it, 30APR2024, with or without a time. */
const named = (year: string) => String.raw`\d{2}[A-Za-z]{3}${year}(:\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?)?`;
/** A moment in UTC that may be midnight in Sweden: programs that know only moments write a day so. */
const UTC_MIDNIGHT = String
  .raw`(19|20)\d{2}-\d{2}-\d{2}[T ]2[23]:00:00([.,]0{1,9})?(Z|\+00:?00)`;
/** A day as Excel stores it; no text is written both so and as yyyymm or yyyymmdd. */
const SERIAL = String.raw`([1-9]\d{0,2}|[1-9]\d{4,5})([.,]\d{1,15})?`;
/** The serial number of 2199-12-31, and the day with the number 0; before number 60 one day more, as Excel has 1900-02-29. */
const SERIALS = {
  "1900": { last: 109_574, zero: "1899-12-30", gap: 60 },
  "1904": { last: 108_112, zero: "1904-01-01", gap: 0 },
} as const;

/**
 * A field of a layout: the zod schema that reads its text by {@linkcode readCell}, registered with its specification.
 *
 * @param spec What the field holds.
 * @param spelling How the delivery writes dates and numbers.
 * @returns A schema from text to the typed value: days "yyyy-mm-dd", months "yyyy-mm", numbers, text, or `null` when missing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { fieldSchema } from "vantelage/contract";
 * const day = fieldSchema({ kind: "day", required: true, level: "error", expects: "ett datum" });
 * assert.equal(day.parse("20240430"), "2024-04-30");
 * assert.equal(day.safeParse("30 april").success, false);
 * ```
 */
export function fieldSchema(spec: FieldSpec, spelling: Spelling = {}): Field {
  const schema: Field = z.string().transform((text, context) => {
    const { value, problem } = readCell(text, spec, spelling);
    if (problem !== null) {
      const message = problem === "saknas" ? "saknas" : `ska vara ${spec.expects}`;
      context.addIssue({ code: "custom", message, params: { suffix: problem } });
    }
    return value;
  });
  fieldSpecs.set(schema, spec);
  return schema;
}

/** What a cell says as a field. */
export interface CellReading {
  /** The typed value, `null` when missing or unreadable. */
  readonly value: FieldValue;
  /** "saknas" where a required value is missing, "ogiltigt" where the text cannot be read, else `null`. */
  readonly problem: "saknas" | "ogiltigt" | null;
  /** Whether a zero that a spreadsheet took was put back. */
  readonly restored?: true;
}

/**
 * Reads a cell as a field: the one reader of every file, record and test.
 *
 * @param cell The cell as delivered, without quotes.
 * @param spec What the field holds.
 * @param spelling How the delivery writes dates and numbers.
 * @returns Its value, and what is wrong with it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readCell } from "vantelage/contract";
 * const day = { kind: "day", required: true, level: "error", expects: "ett datum" } as const;
 * assert.deepEqual(readCell(" 20240430 ", day), { value: "2024-04-30", problem: null });
 * assert.deepEqual(readCell("okänt", day), { value: null, problem: "ogiltigt" });
 * assert.deepEqual(readCell("", day), { value: null, problem: "saknas" });
 * ```
 */
export function readCell(cell: string, spec: FieldSpec, spelling: Spelling = {}): CellReading {
  const cleaned = cleanText(cell);
  if (cleaned === null) return { value: null, problem: spec.required ? "saknas" : null };
  const value = readText(cleaned, spec, spelling);
  if (value !== null) return { value, problem: null };
  const restored = spec.lostZero?.restore(withoutDecimals(cleaned) ?? cleaned) ?? null;
  return restored === null
    ? { value: null, problem: "ogiltigt" }
    : { value: restored, problem: null, restored: true };
}

/**
 * The text of a cell without blanks at its ends and with composed letters, or `null` when it says that a value is missing.
 *
 * @param text The cell as delivered.
 * @returns The cleaned text or `null`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cleanText } from "vantelage/contract";
 * assert.equal(cleanText(" Falun\u00a0"), "Falun");
 * assert.equal(cleanText("Uppgift saknas"), null);
 * ```
 */
export function cleanText(text: string): string | null {
  let from = 0, to = text.length;
  while (from < to && BLANKS.includes(text[from])) from++;
  while (to > from && BLANKS.includes(text[to - 1])) to--;
  // Å may come as A and a ring, as some systems write names.
  const written = text.slice(from, to).normalize("NFC");
  // ="0123" keeps Excel from taking a text for a number.
  const cleaned = written.startsWith('="') && written.endsWith('"') ? written.slice(2, -1) : written;
  return missingMarkers.includes(cleaned) ? null : cleaned;
}

/** The typed value of a cleaned text, `null` where it cannot be read. */
function readText(text: string, spec: FieldSpec, spelling: Spelling): FieldValue {
  switch (spec.kind) {
    case "text":
      if (spec.pattern !== undefined && !whole(spec.pattern).test(text)) {
        const code = withoutDecimals(text);
        return code !== null && whole(spec.pattern).test(code) ? code : null;
      }
      return spec.capitals ? text.toUpperCase() : text;
    case "code":
    case "name": {
      const plain = withoutDecimals(text);
      return spec.codes?.get(nameKey(text)) ?? (plain === null ? undefined : spec.codes?.get(plain)) ??
        spec.reads?.(text) ?? (spec.kind === "name" ? readName(text) : null);
    }
    case "whole":
      if (!whole(wholePattern(spelling)).test(text)) return null;
      return ranged(Number(text.replace(/[.,]0{1,2}$/, "").replace(/[^0-9-]/g, "")) || 0, spec);
    case "decimal":
      return /^-?\d{1,12}([.,]\d{1,12})?$/.test(text)
        ? ranged(Number(text.replace(",", ".")) || 0, spec)
        : null;
    case "day":
      return readDay(text, spelling);
    case "month": {
      const day = readDay(text, spelling),
        read = day === null ? readMonthText(text, spelling.dateForm) : null;
      const month = day?.slice(0, 7) ?? (read !== null && "month" in read ? read.month : null);
      return month !== null && /^(19|20|21)/.test(month) ? month : null;
    }
  }
}

/** A code that a program has written as a number with decimals, 57.0, without them. */
function withoutDecimals(text: string): string | null {
  return /^\d{1,15}[.,]0+$/.test(text) ? text.replace(/[.,]0+$/, "") : null;
}

/**
 * Whether a cell is a code that a program has written as a number with decimals: 57.0 for 57.
 *
 * @param text The cell as delivered.
 * @param spec What its field holds.
 * @returns Whether it is read as the code without them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isCodeWithDecimals, registerLayout, specOf } from "vantelage/contract";
 * assert.ok(isCodeWithDecimals("57.0", specOf(registerLayout().shape.regionkod)));
 * ```
 */
export function isCodeWithDecimals(text: string, spec: FieldSpec): boolean {
  const cleaned = cleanText(text), coded = spec.codes !== undefined || spec.pattern !== undefined;
  return coded && cleaned !== null && withoutDecimals(cleaned) !== null &&
    readText(cleaned, spec, {}) !== null &&
    readText(cleaned, spec, {}) !== cleaned;
}

function readDay(text: string, { dateForm, serials }: Spelling): string | null {
  let day: string;
  if (whole(UTC_MIDNIGHT).test(text)) return utcMidnight(text);
  if (whole(ymd(YEAR)).test(text)) day = text.slice(0, 10);
  else if (whole(compact(YEAR)).test(text)) {
    day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  } else if (whole(named(YEAR)).test(text)) {
    const month = String(monthNumber(text.slice(2, 5).toLowerCase()) ?? 0).padStart(2, "0");
    day = `${text.slice(5, 9)}-${month}-${text.slice(0, 2)}`;
  } else if (dateForm && whole(dmy(YEAR)).test(text)) {
    const [first, second] = [text.slice(0, 2), text.slice(3, 5)];
    day = `${text.slice(6)}-${dateForm === "dmy" ? `${second}-${first}` : `${first}-${second}`}`;
  } else if (serials && whole(SERIAL).test(text)) {
    const { last, zero, gap } = SERIALS[serials], number = parseInt(text);
    return number > last ? null : addDays(zero, number < gap ? number + 1 : number);
  } else return null;
  return isDay(day) ? day : null;
}

/** The day of a moment in UTC at 22 or 23 o'clock: in Sweden the next one, when the clock there is at midnight. */
function utcMidnight(text: string): string | null {
  const day = text.slice(0, 10), lastSunday = (last: Day) => addDays(last, -new Date(last).getUTCDay());
  if (!isDay(day)) return null;
  const summer = day >= lastSunday(`${day.slice(0, 4)}-03-31`) &&
    day < lastSunday(`${day.slice(0, 4)}-10-31`);
  return text.slice(11, 13) === (summer ? "22" : "23") ? addDays(day, 1) : day;
}

/** A name with single blanks between its words, `null` where it is empty or too long for one. */
function readName(text: string): string | null {
  const name = text.replace(/\s+/g, " ").trim();
  return name !== "" && (name.length <= LONGEST_NAME || [...name].length <= LONGEST_NAME) ? name : null;
}

function wholePattern({ thousands }: Spelling): string {
  const sign = thousands === undefined ? "" : `\\${thousands}`;
  return `-?(\\d{1,15}|\\d{1,3}([ '’\u00a0\u2009\u202f${sign}]\\d{3}){1,4})([.,]0{1,2}| ?st)?`;
}

function ranged(number: number, { min = -Infinity, max = Infinity }: FieldSpec): number | null {
  return number >= min && number <= max ? number : null;
}

function whole(pattern: string): RegExp {
  let known = patterns.get(pattern);
  if (!known) patterns.set(pattern, known = new RegExp(`^(?:${pattern})$`));
  return known;
}
const patterns = new Map<string, RegExp>();
