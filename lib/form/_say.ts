import type * as z from "zod";
import { isDay, isMonth, lastDay } from "../calendar/mod.ts";
import { holdsPersonalNumber, readMonthText } from "../contract/mod.ts";
import { nearestNames } from "../reference/mod.ts";
import type { Leaf } from "./layout.ts";

/** How a value is written: in a cell of a form, or in a JSON file. */
export type Manner = "cell" | "json";

/** What is wrong with a value, as a Swedish sentence that goes on after the field's name, without full stop. */
export function issueSays(issue: z.core.$ZodRawIssue | z.core.$ZodIssue, manner: Manner): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "saknas";
      return withFound(`ska vara ${typeWords(issue.expected, manner)}`, issue.input);
    case "invalid_value": {
      if (issue.input === undefined) return "saknas";
      const values = issue.values.map(String);
      const head = values.length <= 8 ? `ska vara ${either(values)}` : "finns inte";
      return withFound(head, issue.input) + nearest(String(issue.input), values);
    }
    case "too_small": {
      const { minimum, inclusive, exact, origin } = issue;
      if (origin === "array") return `ska vara ${exact ? "" : "minst "}${counted(minimum)}`;
      const least = inclusive === false ? `större än ${minimum}` : `minst ${minimum}`;
      return withFound(`ska vara ${least}`, issue.input) +
        (inclusive === false ? "" : `. Närmast: ${minimum}`);
    }
    case "too_big": {
      const { maximum, exact, origin } = issue;
      if (origin === "array") return `ska vara ${exact ? "" : "högst "}${counted(maximum)}`;
      // What is too large for any number that can be counted with is reported without the limit, which says nothing.
      if (Number(maximum) >= Number.MAX_SAFE_INTEGER) return withFound("är för stort", issue.input);
      return `${withFound(`ska vara högst ${maximum}`, issue.input)}. Närmast: ${maximum}`;
    }
    case "invalid_union": {
      const last = issue.errors.at(-1)?.at(0);
      return last === undefined ? "har fel form" : last.message;
    }
    case "invalid_format":
      return withFound("har fel form", issue.input);
    default:
      return issue.message ?? "har fel form";
  }
}

/** What the issue of a month, a day or a number lacks: what was found, and the nearest right value. */
export function leafSays(
  leaf: Leaf,
  value: unknown,
  says: string,
  words: Readonly<Record<string, string>>,
): string {
  if (value === undefined || value === null) return says;
  const text = String(value).trim();
  if (leaf.kind === "code" && typeof value === "string" && !leaf.values.includes(value)) {
    const names = leaf.values.map((code) => words[code] ?? code), ours = `ska vara ${either(names)}`;
    const isOwn = !says.startsWith("ska vara") && !says.startsWith("finns inte");
    return withFound(isOwn ? says : names.length <= 8 ? ours : "finns inte", value) + nearest(text, names);
  }
  if (leaf.kind === "month" && !isMonth(text)) {
    return `${withFound("skrivs åååå-mm", value)}${near(nearestMonth(text))}`;
  }
  if (leaf.kind === "day" && !isDay(text)) {
    return `${withFound("skrivs åååå-mm-dd", value)}${near(nearestDay(text))}`;
  }
  if (leaf.kind === "number" && typeof value === "string") {
    const [, digits] = /^\D*(\d+(?:[.,]\d+)?)\D*$/.exec(text.replace(/(\d)\s(?=\d{3})/g, "$1")) ?? [];
    const number = digits === undefined ? NaN : Number(digits.replace(",", "."));
    return withFound(`ska vara ett ${leaf.whole ? "hel" : ""}tal`, value) +
      near(Number.isFinite(number) ? String(leaf.whole ? Math.round(number) : number) : null);
  }
  if (leaf.kind === "number" && leaf.whole && typeof value === "number" && !Number.isInteger(value)) {
    return says + near(String(Math.round(value)));
  }
  return says;
}

/** The month nearest to a text that is none. */
export function nearestMonth(text: string): string | null {
  const read = readMonthText(text);
  if (read !== null && "month" in read) return read.month;
  const [, year, month] = /^((?:19|20|21)\d\d)\D?(\d{1,2})$/.exec(text) ?? [];
  if (year === undefined) return null;
  return `${year}-${String(Math.min(12, Math.max(1, Number(month)))).padStart(2, "0")}`;
}

/** The day nearest to a text that is none. */
function nearestDay(text: string): string | null {
  const [, year, month, day] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})/.exec(text) ?? [];
  if (year !== undefined) {
    const last = lastDay(nearestMonth(`${year}-${month}`) ?? `${year}-12`), wanted = day.padStart(2, "0");
    return last.slice(8) < wanted || wanted === "00" ? last : `${last.slice(0, 8)}${wanted}`;
  }
  const [, d, m, y] = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(text) ?? [];
  return y === undefined ? null : nearestDay(`${y}-${m}-${d}`);
}

/** Names the nearest right value, as a sentence of its own; "" where there is none. */
export const near = (value: string | null): string => value === null ? "" : `. Närmast: ${value}`;

/** The name nearest to one that is none, as a sentence of its own. */
export function nearest(text: string, names: readonly string[]): string {
  return near(nearestNames(text, names, 1).at(0) ?? null);
}

/** "a, b eller c". */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} eller ${words.at(-1)}`;
}

/** Adds what was found, unless it may say of a person. */
export function withFound(says: string, value: unknown): string {
  if (value === undefined || value === null || typeof value === "object") return says;
  const text = String(value).trim();
  if (text === "" || text.length > LONGEST || text.includes("@") || holdsPersonalNumber(text)) return says;
  return `${says}: fick ${typeof value === "string" ? `"${text}"` : text}`;
}

const LONGEST = 60;

const counted = (count: number | bigint): string => `${count} ${Number(count) === 1 ? "värde" : "värden"}`;

function typeWords(expected: string, manner: Manner): string {
  if (expected === "boolean") return manner === "cell" ? "ja eller nej" : "true eller false";
  return TYPES[expected] ?? expected;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "en text",
  number: "ett tal",
  int: "ett heltal",
  array: "en lista inom [ ]",
  object: "fält inom { }",
  null: "tomt",
};
