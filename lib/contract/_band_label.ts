/** A unit of waiting time. */
export type BandUnit = "dag" | "vecka" | "manad" | "ar";

/** Days of a unit. */
export const UNIT_DAYS: Readonly<Record<BandUnit, number>> = {
  dag: 1,
  vecka: 7,
  manad: 365 / 12,
  ar: 365,
};

/** One end of a band as a label writes it: a number of units, and whether that number itself lies in the band. */
export interface BandEnd {
  readonly number: number;
  /** `null` where the label does not say: "366<" may begin at 366 or after it. */
  readonly inside: boolean | null;
  /** `null` where the label names no unit. */
  readonly unit: BandUnit | null;
}

/** A band as one label writes it, before its neighbours decide what its ends mean in days. */
export interface BandLabel {
  /** `null` where it begins at 0. */
  readonly from: BandEnd | null;
  /** `null` where it is open. */
  readonly to: BandEnd | null;
  /** Whether it holds what no other band of the set does ("övriga"). */
  readonly rest: boolean;
}

/** Words of a label by what they mean, in small letters without marks; the first that fits is taken. */
const WORDS: readonly (readonly [meaning: string, words: string])[] = [
  [
    "more",
    "(?:och|eller|or|and) (?:mera?|fler|langre|over|uppat|senare|more|longer|over|above|greater)|plus|and up(?! to)",
  ],
  ["less", "(?:och|eller|or|and) (?:mindre|farre|kortare|under|less|fewer|shorter|below|under)"],
  ["<", "mindre an|farre an|kortare an|under|less than|fewer than|shorter than|below|lt"],
  [
    "<=",
    "till och med|tom|hogst|som mest|maximalt|maximum|max|inom|upp till|up to|at most|within|le|lte",
  ],
  [">=", "fran och med|from|minst|minimum|fran|at least|ge|gte"],
  [">", "mera? an|langre an|fler an|over|more than|longer than|greater than|above|gt"],
  ["between", "mellan|between"],
  ["and", "och|and"],
  ["-", "till|to"],
  ["dag", "dag|dagar|dgr|dygn|days?|d"],
  ["vecka", "vecka|veckor|vv?|weeks?|wks?|w"],
  ["manad", "manad|manader|mna?d|months?|mths?"],
  ["ar", "ar|years?|yrs?|y"],
  ["rest", "ovriga?|ovrigt|resten|rest|others?"],
  [
    "",
    "antal(?:et)?|ant|vantande|vantar|vantat|vantetid(?:er|en)?|vantetidsband|vantetidsintervall|kotid|ko|som|har|i|" +
    "patienter|patients?|personer|persons?|people|kontakter|vardkontakter|insatser|st|stycken|n|number|no|of|count|" +
    "waiting|waits?|waited|varav|darav|which|totalt?|sum(?: \\d)?|summa|for|the|band|intervall|alla",
  ],
];
const WORD = WORDS.map(([meaning, words]) => [meaning, new RegExp(`^(?:${words})(?![a-z])`)] as const);
const SIGN = /^(?:<=|>=|<|>|-|\+)/;
const NUMBER = /^\d{1,5}(?![\d])/;
/** Counts without those who wait by choice or for medical reasons are those that a band holds anyway. */
const WITHOUT_DEVIATIONS =
  /\b(?:exkl|exklusive|utan)\.? ?(?:pvv|mov)(?:(?: och |, ?| ?\/ ?| )(?:pvv|mov))?\b/;

type Token = { readonly number: number } | string;

/**
 * The band that a text names: "31–60 dagar", "≤ 30", "t.o.m. 30 dgr", "mellan 31 och 60", "> 6 - 13 weeks", "366 eller
 * fler", "v13-52", "X0.30" as R writes 0-30, "mer än ett år", "övriga". Every other word makes it no band:
 * "Kvinnor 0-30" counts some of those who wait, and "Ålder 0-17" is no wait.
 *
 * @returns The band in the label's own numbers, `null` when the text names none. {@linkcode bandDays} gives its days.
 */
export function readBandLabel(text: string): BandLabel | null {
  // Our own field of an open band.
  const open = /^d(\d{1,5})$/i.exec(text.trim());
  if (open !== null) {
    return { from: { number: Number(open[1]), inside: true, unit: "dag" }, to: null, rest: false };
  }
  const interval = intervalOf(text);
  if (interval !== null) return interval;
  const tokens = tokensOf(plain(text));
  return tokens && bandOf(tokens);
}

/** An interval as R's `cut` and pandas write it: (30,60] and (365,Inf]. */
function intervalOf(text: string): BandLabel | null {
  const parts = /^\s*([[(])\s*(\d{1,5})(?:\.0)?\s*[,;]\s*(?:(\d{1,5})(?:\.0)?|inf)\s*([\])])\s*$/i.exec(text);
  if (parts === null) return null;
  const [, open, first, last, close] = parts;
  const from = { number: Number(first), inside: open === "[", unit: null };
  const to = last === undefined ? null : { number: Number(last), inside: close === "]", unit: null };
  return to !== null && to.number <= from.number ? null : { from, to, rest: false };
}

/** The label in small letters without marks, its signs in one spelling. */
function plain(text: string): string {
  const apart = text.replace(/[¹²³⁰⁴-⁹*†‡]{1,4}\s{0,3}$/, "").normalize("NFC").replace(
    /(?<=\p{Ll}{2})(?=\p{Lu})/gu,
    " ",
  );
  const lower = apart.toLowerCase().replace(/\bmån\b/g, "manad").normalize("NFD").replace(
    /\p{M}/gu,
    "",
  );
  return fromR(lower.trim())
    .replace(/[‐-―−]/g, "-").replaceAll("≥", ">=").replaceAll("≤", "<=").replaceAll("=<", "<=")
    .replaceAll("=>", ">=")
    .replace(/\bt\.? ?o\.? ?m\.?(?![a-z])/g, " till och med ")
    .replace(/\bfr\.? ?o\.? ?m\.?(?![a-z])/g, " fran och med ")
    .replace(/\((ar|er|r|s)\)/g, "$1").replace(WITHOUT_DEVIATIONS, " ")
    .replace(/(?<=\d)_+(?=\d)/g, "-").replace(/(?<!\d)\.|\.(?!\d)/g, " ").replace(/[_(),:;[\]"']/g, " ")
    .replace(/(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/g, " ")
    .replace(/\b(?:ett|en|one|a) (?=(?:ar|manad|vecka|year|month|week)\b)/g, "1 ")
    .replace(/\s+/g, " ").trim();
}

/** A name that R's `make.names` has made: X0.30 is 0-30 and X366. is 366+. Of X.365 it cannot be said whether it was < or >. */
function fromR(text: string): string {
  const made = /^x(\d+(?:[._]\d+)?)([._]*)/.exec(text);
  if (made === null) return text;
  const [start, numbers, last] = made, words = text.slice(start.length).replaceAll(".", " ");
  return `${numbers.replace(/[._]/, "-")}${last !== "" && words === "" ? "+" : " "}${words}`;
}

/** The words, signs and numbers of a label by their meaning; `null` when one is unknown. */
function tokensOf(label: string): Token[] | null {
  const tokens: Token[] = [];
  for (let left = label; left !== "";) {
    const number = NUMBER.exec(left)?.[0], sign = SIGN.exec(left)?.[0];
    let taken = number ?? sign;
    if (number !== undefined) tokens.push({ number: Number(number) });
    else if (sign !== undefined) tokens.push(sign);
    else {
      for (const [meaning, word] of WORD) {
        taken = word.exec(left)?.[0];
        if (taken === undefined) continue;
        if (meaning !== "") tokens.push(meaning);
        break;
      }
    }
    if (taken === undefined) return null;
    left = left.slice(taken.length).trimStart();
  }
  return tokens;
}

/** What the signs around the numbers say, the numbers written as n. */
const SHAPES: Readonly<Record<string, readonly [from: boolean | null | undefined, to: boolean | undefined]>> =
  {
    "n - n": [true, true],
    "between n and n": [true, true],
    "between n - n": [true, true],
    ">= n - n": [true, true],
    ">= n <= n": [true, true],
    "> n - n": [false, true],
    "> n <= n": [false, true],
    "> n - <= n": [false, true],
    "> n and <= n": [false, true],
    "n - < n": [true, false],
    "n < n": [true, false],
    ">= n < n": [true, false],
    ">= n - < n": [true, false],
    ">= n and < n": [true, false],
    "> n < n": [false, false],
    "> n - < n": [false, false],
    "< n": [undefined, false],
    "<= n": [undefined, true],
    "- <= n": [undefined, true],
    "n less": [undefined, true],
    "> n": [false, undefined],
    ">= n": [true, undefined],
    "n more": [true, undefined],
    "n +": [true, undefined],
    ">= n +": [true, undefined],
    "n -": [true, undefined],
    "n <": [null, undefined],
  };

function bandOf(tokens: readonly Token[]): BandLabel | null {
  if (tokens.length === 1 && tokens[0] === "rest") return { from: null, to: null, rest: true };
  const numbers: { number: number; unit: BandUnit | null }[] = [], shape: string[] = [];
  const units = new Set<BandUnit>();
  for (const [at, token] of tokens.entries()) {
    if (typeof token === "object") {
      numbers.push({ number: token.number, unit: null });
      shape.push("n");
    } else if (token in UNIT_DAYS) {
      const unit = token as BandUnit;
      units.add(unit);
      if (typeof tokens[at - 1] === "object") numbers[numbers.length - 1].unit = unit;
    } else shape.push(token);
  }
  const says = SHAPES[shape.join(" ")];
  if (says === undefined || units.size > 2) return null;
  // A unit that is written once holds for both numbers, wherever it stands.
  const shared = numbers.findLast(({ unit }) => unit !== null)?.unit ?? [...units][0] ?? null;
  if (units.size === 2 && numbers.some(({ unit }) => unit === null)) return null;
  const ends = numbers.map(({ number, unit }) => ({ number, unit: unit ?? shared }));
  const [from, to] = says;
  const first = from === undefined ? null : { ...ends[0], inside: from };
  const last = to === undefined ? null : { ...ends[ends.length - 1], inside: to };
  if (first && last && pointOf(last) < pointOf(first)) return null;
  if (last !== null && last.inside === false && pointOf(last) === 0) return null;
  return { from: first, to: last, rest: false };
}

function pointOf({ number, unit }: BandEnd): number {
  return number * UNIT_DAYS[unit ?? "dag"];
}
