/** A band of waits as a header or a cell names it, in whole days. */
export interface NamedBand {
  readonly lo: number;
  /** `null` when open. */
  readonly hi: number | null;
  /** Whether the unit is written out: "0-30" alone may be something else, an age for example. */
  readonly unit: boolean;
}

const UNITS: readonly (readonly [days: number, names: string])[] = [
  [1, "d|dag|dagar|dgr|dygn|day|days"],
  [7, "v|vecka|veckor|vv|week|weeks"],
  [365 / 12, "m|man|mnd|manad|manader|month|months"],
  [365, "ar|year|years"],
];
const UNIT = `(?:\\s*(${UNITS.map(([, names]) => names).join("|")}))?`;
const CLOSED = new RegExp(`^[a-z ]*?(\\d{1,4})${UNIT}\\s*(?:-|to|till)\\s*(\\d{1,4})${UNIT}$`);
const WITHIN = new RegExp(`^[a-z ]*?(?:<=|inom|hogst|upp till|up to)\\s*(\\d{1,4})${UNIT}$`);
const OVER = new RegExp(`^[a-z ]*?(?:>|over|mer an|langre an|more than)\\s*(\\d{1,4})${UNIT}$`);
const FROM = new RegExp(`^[a-z ]*?(\\d{1,4})${UNIT}\\s*(?:\\+|-|(?:och|eller) (?:mer|over))${UNIT}$`);
const AT_LEAST = new RegExp(`^[a-z ]*?(?:>=|minst|fran|at least)\\s*(\\d{1,4})${UNIT}$`);

/**
 * The band that a text names: "31–60 dagar", "> 365", "366+", "6-12 Months", "inom 90", "mer än ett år". A month is 365/12 days and a week
 * 7; a band of these begins the day after the whole days of its first number.
 *
 * @returns The band, `null` when the text names none.
 */
export function readBandLabel(text: string): NamedBand | null {
  const label = text.toLowerCase().replaceAll("≥", ">=").replaceAll("≤", "<=")
    .replace(/\((?:antal|st)\)|[().]/g, " ").normalize("NFD").replace(/\p{M}/gu, "").replace(/[‐-―]/g, "-")
    .replace(/\bett (?=ar\b)|\ben (?=(?:manad|vecka)\b)/g, "1 ").replace(/\s+/g, " ").trim();
  const closed = CLOSED.exec(label);
  if (closed) {
    const days = daysOf(closed[4] ?? closed[2]), [first, last] = [Number(closed[1]), Number(closed[3])];
    if (last < first) return null;
    const lo = days === 1 || days === null || first === 0 ? first : Math.floor(first * days) + 1;
    return { lo, hi: Math.floor(last * (days ?? 1)), unit: days !== null };
  }
  const within = WITHIN.exec(label);
  if (within) {
    return { lo: 0, hi: Math.floor(Number(within[1]) * (daysOf(within[2]) ?? 1)), unit: !!within[2] };
  }
  const over = OVER.exec(label);
  if (over) {
    return { lo: Math.floor(Number(over[1]) * (daysOf(over[2]) ?? 1)) + 1, hi: null, unit: !!over[2] };
  }
  const from = FROM.exec(label) ?? AT_LEAST.exec(label), days = daysOf(from?.[2] ?? from?.[3]);
  if (!from) return null;
  const first = Number(from[1]);
  return {
    lo: days === null || days === 1 ? first : Math.floor(first * days) + 1,
    hi: null,
    unit: days !== null,
  };
}

function daysOf(unit: string | undefined): number | null {
  return UNITS.find(([, names]) => unit !== undefined && names.split("|").includes(unit))?.[0] ?? null;
}
