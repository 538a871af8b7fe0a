/** Numbers and months as pages print them, read back. */
import type { Span } from "./_counts.ts";

const MONTHS = [
  ...["januari", "februari", "mars", "april", "maj", "juni"],
  ...["juli", "augusti", "september", "oktober", "november", "december"],
];
const WORDS = [
  ...["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
];

/** A text with plain blanks and the usual minus. */
export function plain(text: string): string {
  return text.replace(/\u00ad/g, "").replace(/[\s\u00a0\u202f]+/g, " ").replace(/−/g, "-").replace(/‑/g, "-")
    .trim();
}

/** "april 2024" as 2024-04; `null` for anything else. */
export function monthOf(text: string): string | null {
  const found = /^(\p{L}+) (\d{4})$/u.exec(text.toLowerCase());
  const month = found === null ? -1 : MONTHS.indexOf(found[1]);
  return month < 0 ? null : `${found![2]}-${String(month + 1).padStart(2, "0")}`;
}

/** The month a year before. */
export function yearBefore(manad: string): string {
  return `${Number(manad.slice(0, 4)) - 1}${manad.slice(4)}`;
}

/** A number in words or digits. */
export function wordNumber(text: string): number | null {
  const word = WORDS.indexOf(text.toLowerCase() === "ett" ? "en" : text.toLowerCase());
  if (word >= 0) return word;
  return /^[\d ]+$/.test(text) ? Number(text.replaceAll(" ", "")) : null;
}

/** A printed number. */
export interface Printed {
  /** `null` where only bounds are printed, or nothing. */
  readonly value: number | null;
  /** The bounds printed with it: `null` for none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Half of the last decimal's unit. */
  readonly half: number;
  /** The same of its bounds. */
  readonly boundsHalf: number;
  /** Whether it says that it is an estimate. */
  readonly about: boolean;
  /** Whether the place says that the number is missing. */
  readonly missing: boolean;
}

const NUMBER = String.raw`[+-]?\d[\d ]*(?:,\d+)?`;
const digits = (text: string) => Number(text.replace("+", "").replaceAll(" ", "").replace(",", "."));
const decimals = (text: string) => /,(\d+)/.exec(text)?.[1].length ?? 0;

/** A number as printed: "12 345", "≈ 61 (61–90)", "160–186", "omkring 25,0 %", "minst 65", "–saknas"; `null` for none. */
export function readNumber(text: string): Printed | null {
  const isShare = /%/.test(text);
  const bare = plain(text).replace(/ ?%/g, "").replace(/ (?:dagar|procentenheter)$/, "").trim();
  const unit = isShare ? 0.01 : 1;
  const half = (number: string) => unit * 0.5 * 10 ** -decimals(number);
  const none = { value: null, low: null, high: null, half: 0, boundsHalf: 0, about: false, missing: false };
  if (/^–? ?saknas$|^–$|^okänt$/.test(bare)) return { ...none, missing: true };
  const patterns: [RegExp, (found: string[]) => Printed][] = [
    [
      new RegExp(`^(${NUMBER})$`),
      ([, value]) => ({ ...none, value: unit * digits(value), half: half(value) }),
    ],
    [
      new RegExp(`^(?:≈|omkring) (${NUMBER})(?: \\((.+)\\))?$`),
      ([, value, bounds]) => {
        const within = bounds === undefined ? null : readNumber(isShare ? `${bounds} %` : bounds);
        return {
          ...none,
          value: unit * digits(value),
          half: half(value),
          about: true,
          low: within?.low ?? null,
          high: within?.high ?? null,
          boundsHalf: within?.boundsHalf ?? 0,
        };
      },
    ],
    [
      new RegExp(`^(${NUMBER})[–-](${NUMBER})$`),
      ([, low, high]) => ({
        ...none,
        low: unit * digits(low),
        high: unit * digits(high),
        half: half(high),
        boundsHalf: Math.max(half(low), half(high)),
        about: true,
      }),
    ],
    [new RegExp(`^(?:minst|≥) (${NUMBER})$`), ([, low]) => ({
      ...none,
      low: unit * digits(low),
      half: half(low),
      boundsHalf: half(low),
      about: true,
    })],
    [new RegExp(`^(?:högst|≤) (${NUMBER})$`), ([, high]) => ({
      ...none,
      low: 0,
      high: unit * digits(high),
      half: half(high),
      boundsHalf: half(high),
      about: true,
    })],
  ];
  for (const [pattern, read] of patterns) {
    const found = pattern.exec(bare);
    if (found) return read(found);
  }
  return null;
}

/** What is wrong with a printed number, as a sentence; `null` when it is true. */
export function numberFault(text: string, truth: Span | number | null): string | null {
  const less = /^mindre än (.+)$/.exec(text), most = less && readNumber(less[1])?.value;
  if (less && most != null) {
    const high = typeof truth === "number" ? truth : truth?.high ?? Infinity;
    return high > 0 && high < most ? null : `says "${text}", but it is ${high}`;
  }
  const printed = readNumber(text);
  if (printed === null) return `"${text}" is no number`;
  if (truth === null) return printed.missing ? null : `says "${text}", but there is nothing to count`;
  const span = typeof truth === "number" ? { low: truth, high: truth, guess: truth } : truth;
  const right = span.low === span.high
    ? `${span.low}`
    : `${span.low}–${span.high ?? ""}${span.guess === null ? "" : ` (about ${span.guess})`}`;
  const fault = `says "${text}", but it is ${right}`;
  if (printed.missing) return fault;
  const { value, low, high, half } = printed, slack = half + 1e-9;
  const near = (a: number, b: number) => Math.abs(a - b) <= slack;
  if (value !== null && !printed.about) {
    return near(value, span.low) && span.high !== null && near(value, span.high) ? null : fault;
  }
  if (value !== null) {
    if (value < span.low - slack || span.high !== null && value > span.high + slack) return fault;
    if (span.guess !== null && !near(value, span.guess)) return fault;
    if (low === null && high === null) return null;
  }
  const bound = printed.boundsHalf + 1e-9;
  if (low !== null && Math.abs(low - span.low) > bound) return fault;
  if (high !== null && (span.high === null || Math.abs(high - span.high) > bound)) return fault;
  if (high === null && low !== null && span.high !== null && value === null) return fault;
  return null;
}

/** The days of a month on which planned operations are made: no Saturday, Sunday, holiday or eve. */
export function workingDays(manad: string): number {
  const [year, month] = manad.split("-").map(Number);
  // Easter by the rule of Meeus, Jones and Butcher.
  const a = year % 19, b = Math.floor(year / 100), c = year % 100;
  const g = Math.floor((8 * b + 13) / 25), h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433), from3 = h + l - 7 * m + 90;
  const easter = Date.UTC(
    year,
    Math.floor(from3 / 25) - 1,
    (h + l - 7 * m + 33 * Math.floor(from3 / 25) + 19) % 32,
  );
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const friday = [19, 20, 21, 22, 23, 24, 25].map((date) => Date.UTC(year, 5, date))
    .find((at) => new Date(at).getUTCDay() === 5)!;
  const free = new Set([
    ...[-2, 1, 39].map((after) => day(easter + after * 86_400_000)),
    ...["01-01", "01-06", "05-01", "06-06", "12-24", "12-25", "12-26", "12-31"].map((date) =>
      `${year}-${date}`
    ),
    day(friday),
  ]);
  let days = 0;
  for (let at = Date.UTC(year, month - 1, 1); new Date(at).getUTCMonth() === month - 1; at += 86_400_000) {
    if (![0, 6].includes(new Date(at).getUTCDay()) && !free.has(day(at))) days++;
  }
  return days;
}
