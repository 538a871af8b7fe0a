import { nearestNames } from "../reference/mod.ts";
import { readMonthText } from "./_month_text.ts";
import { cleanText, type FieldSpec } from "./field.ts";
import { type Layout, specOf } from "./layout.ts";

/** What is reported a cell that cannot be read. */
export interface CellHint {
  /** The cell's text, shortened; left out where it may be a person's: see {@linkcode cellHint}. */
  readonly found?: string;
  /** What may help, a Swedish sentence; left out where the expectation says it all. */
  readonly hint?: string;
}

const LONGEST = 60, LONGEST_OF_A_PERSON = 12;
/** As many digits as a personal number has: such a text is never shown. */
const PERSONAL_DIGITS = 10;
/** As many as a day has. */
const BIRTHDAY_DIGITS = 6;

/**
 * What is reported a cell that cannot be read as its field (vad som stod, och vad som kan hjälpa).
 *
 * Free texts and identities are never shown, nor is anything with ten digits or more. Of a layout whose records are
 * persons' contacts only short texts without blanks are shown, as a name would have them.
 *
 * @param layout The layout that the file is read as.
 * @param field The field.
 * @param text The cell as delivered.
 * @returns What may be shown; empty when nothing may and nothing helps.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { aggregateLayout, cellHint } from "vantelage/contract";
 * assert.deepEqual(cellHint(aggregateLayout(), "vardutbud", "Gråstar"), { found: "Gråstar", hint: "Menade du Gråstarr?" });
 * assert.deepEqual(cellHint(aggregateLayout(), "d0_30", "tjugo"), { found: "tjugo", hint: "Skriv talet med siffror" });
 * ```
 */
export function cellHint(layout: Layout, field: string, text: string): CellHint {
  const schema = layout.shape[field], cleaned = cleanText(text);
  if (schema === undefined || cleaned === null) return {};
  const spec = specOf(schema);
  const found = mayBeShown(layout, spec, cleaned) ? shortened(cleaned) : undefined;
  const hint = found === undefined ? undefined : hintOf(spec, cleaned);
  return { ...(found === undefined ? {} : { found }), ...(hint === undefined ? {} : { hint }) };
}

function mayBeShown({ name }: Layout, { kind }: FieldSpec, text: string): boolean {
  const digits = (text.match(/\d/g) ?? []).length;
  if (kind === "text" || digits >= PERSONAL_DIGITS) return false;
  // A birthday is a person's, as long as no day was asked for.
  if (name === "register" && kind !== "day" && kind !== "month" && digits >= BIRTHDAY_DIGITS) return false;
  return name !== "register" || (text.length <= LONGEST_OF_A_PERSON && !/\s/.test(text));
}

function shortened(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd");
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}

/** A day written with its number before the year. */
const DAY_AND_MONTH = /^\d{1,2}[./-]\d{1,2}[./-]\d{4}/;
const ORDER = "Säg i vilken ordning dag och månad står: --datumform dmy eller --datumform mdy";
/** Groups of three digits, which decimals seldom are. */
const THOUSANDS = /^\d{1,3}([.,]\d{3})+$/;

function hintOf(spec: FieldSpec, text: string): string | undefined {
  if (spec.codes !== undefined) {
    const near = /\d/.test(text) ? undefined : nearestNames(text, spec.codes.keys(), 1).at(0);
    const value = near === undefined ? undefined : spec.codes.get(near);
    // A code of ours is written without å, ä and ö: readers know the spelling that has them.
    const known = value !== undefined && /^[a-z]+$/.test(value)
      ? [...spec.codes].findLast(([spelling, code]) => code === value && /[åäö]/.test(spelling))?.[0]
      : undefined;
    return value === undefined ? undefined : `Menade du ${known ?? value}?`;
  }
  if (spec.kind === "month") {
    const read = readMonthText(text);
    if (DAY_AND_MONTH.test(text)) return ORDER;
    return read !== null && "doubt" in read ? `${read.doubt}: skriv månaden som åååå-mm` : undefined;
  }
  if (spec.kind === "day") {
    return DAY_AND_MONTH.test(text) ? ORDER : undefined;
  }
  if (spec.kind !== "whole" && spec.kind !== "decimal") return undefined;
  if (/^[<≤*]/.test(text)) {
    return "Antalet är dolt: skriv det, eller lämna cellen tom om det inte får anges";
  }
  if (/\p{L}/u.test(text)) return "Skriv talet med siffror";
  if (/^-\d/.test(text) && (spec.min ?? 0) >= 0) return "Talet är negativt";
  if (spec.kind === "whole" && THOUSANDS.test(text)) {
    const [sign, option] = text.includes(".") ? ["punkten", "punkt"] : ["kommat", "komma"];
    return `Skiljer ${sign} tusental, så läs in med --tusental ${option}; annars har talet decimaler`;
  }
  return spec.kind === "whole" && /[.,]\d*[1-9]/.test(text) ? "Talet har decimaler" : undefined;
}
