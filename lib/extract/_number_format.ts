/** How a workbook shows a number, as far as it says what the number is: of a "share" of 1, and of a "percent" the sign too. */
export type NumberFormat = "number" | "date" | "share" | "percent" | { digits: number };

/** Excel's own formats for dates and times have no code in the file. */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [[14, 22], [27, 36], [45, 45], [47, 47], [
  50,
  58,
]];

/** Excel's own formats for shares, which have no code either. */
const BUILT_IN_SHARES: readonly number[] = [9, 10];

/** The longest format that Excel lets a workbook have, in characters. */
const LONGEST_CODE = 255;

/** What a format of this number means; `code` is what the workbook says of it, if anything. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    if (BUILT_IN_SHARES.includes(id)) return "share";
    return BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to) ? "date" : "number";
  }
  // No program writes a longer one, and it would be looked through for every style of the workbook.
  if (code.length > LONGEST_CODE) return "number";
  if (/^0+$/.test(code)) return code.length === 1 ? "number" : { digits: code.length };
  // A sign that is a letter among others only stands there; else Excel multiplies by 100.
  if (code.match(/"[^"]*"|\\./g)?.some((literal) => literal.includes("%"))) return "percent";
  const [shown] = code.replace(/"[^"]*"|[\\_*]./g, "").split(";");
  // [h] is a duration, which has no day; every other bracket is a colour, a currency or a language.
  const plain = /\[(h+|m+|s+)\]/i.test(shown) ? "" : shown.replace(/\[[^[\]]*\]/g, "");
  if (plain.includes("%")) return "share";
  return /[ymdhs]/i.test(plain) && !/general|standard/i.test(plain) ? "date" : "number";
}

/**
 * A number as a workbook stores it, as the text of what it is: a day "yyyy-mm-dd", a moment "yyyy-mm-ddTHH:MM:SS", a
 * time "HH:MM:SS", a share "35 %", digits with leading zeros where the format shows them, or a number with a decimal point and
 * neither thousands sign nor exponent, in the 15 digits that Excel keeps.
 *
 * @param stored As written in the file. What is no number is answered unchanged.
 * @param format Its format.
 * @param from1904 Whether the workbook's days are counted from 1904.
 */
export function numberText(stored: string, format: NumberFormat, from1904: boolean): string {
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  if (format === "date") return serialText(value, from1904) ?? plainNumber(value);
  if (format === "share") return `${plainNumber(100 * value)} %`;
  const text = plainNumber(value);
  if (format === "percent") return `${text} %`;
  return typeof format === "object" && /^\d+$/.test(text) ? text.padStart(format.digits, "0") : text;
}

/** A number without exponent, in at most 15 digits. */
export function plainNumber(value: number): string {
  const text = String(
    Number.isInteger(value) && Math.abs(value) < 1e15 ? value : Number(value.toPrecision(15)),
  );
  return text.includes("e") ? value.toLocaleString("en-US", PLAIN) : text;
}

const PLAIN = { useGrouping: false, maximumSignificantDigits: 15 } as const;
const DAY_SECONDS = 86_400;
/** Days from Excel's day 0 to 1970; day 60 of 1900 never was, so days before it lie one nearer. */
const EPOCH_1900 = 25_569, EPOCH_1904 = 24_107, DAY_THAT_NEVER_WAS = 60;
const LAST_DAY = 2_958_465;

function serialText(serial: number, from1904: boolean): string | undefined {
  const seconds = Math.round(serial * DAY_SECONDS);
  const day = Math.floor(seconds / DAY_SECONDS);
  if (day < 0 || day > LAST_DAY) return undefined;
  const epoch = from1904 ? EPOCH_1904 : day < DAY_THAT_NEVER_WAS ? EPOCH_1900 - 1 : EPOCH_1900;
  const iso = new Date((seconds - epoch * DAY_SECONDS) * 1000).toISOString();
  if (day === 0 && !from1904) return iso.slice(11, 19);
  return seconds % DAY_SECONDS === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}
