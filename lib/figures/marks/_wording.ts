import type { Gap } from "../../cube/cover.ts";
import type { WaitTableRow } from "../../indicators/wait_table.ts";
import { MELLANSVERIGE, memberRegions, regionShortName } from "../../reference/regions.ts";
import { capitalise, joinNames, lowerFirst } from "../../reference/sentence.ts";
import { type Bounded, isAtLeast } from "../../numeric/wait_cell.ts";
import { isCompared, leastCompared } from "./_few.ts";
import { formatBounded, formatCount, formatNumber, type NumberFormat } from "./format.ts";

export { capitalise, joinNames, lowerFirst };

/** What stands in the place of a number that nobody has delivered. */
export const NOT_DELIVERED = "inte levererat";

const NUMBERS = [
  "noll",
  "en",
  "två",
  "tre",
  "fyra",
  "fem",
  "sex",
  "sju",
  "åtta",
  "nio",
  "tio",
  "elva",
  "tolv",
];

/** A number in words up to twelve; one of a thing that is "ett" is "ett". */
export function numberWord(number: number, one: "en" | "ett" = "en"): string {
  return number === 1 ? one : NUMBERS[number] ?? formatCount(number);
}

/** Two names joined; more of them as their number: "tre regioner". */
export function someNames(names: readonly string[], plural: string): string {
  return names.length > 2 ? `${numberWord(names.length)} ${plural}` : joinNames(names);
}

/** The first of some sorted items, and those that read the same to anyone who sees their numbers. */
export function firstAlike<T>(sorted: readonly T[], text: (item: T) => string): T[] {
  return sorted.filter((item) => text(item) === text(sorted[0]));
}

/** PvV and MoV together, as far as they are reported; `null` where neither is. */
export function deviationSum({ pvv, mov }: Pick<WaitTableRow, "pvv" | "mov">): number | null {
  return pvv === null && mov === null ? null : (pvv ?? 0) + (mov ?? 0);
}

/** Whether nothing is known of anybody: all have delivered nothing, or not what is selected. */
export function isNoneKnown(
  { missing = [], omitted = [] }: { readonly missing?: readonly string[]; readonly omitted?: readonly Gap[] },
): boolean {
  return omitted.length > 0 || memberRegions.every((region) => missing.includes(region));
}

/** That nobody waits, as far as is known: some may not have delivered, or not what is selected. */
export function nobodyWaits(
  { missing = [], omitted = [] }: {
    readonly missing?: readonly string[];
    readonly omitted?: readonly Gap[];
  },
  otherwise = "Ingen väntar",
): string {
  if (omitted.length > 0) return unknownIn(omitted);
  if (memberRegions.every((region) => missing.includes(region))) return "Ingen region har levererat väntande";
  return missing.length > 0 ? "Ingen väntar i de regioner som har levererat" : otherwise;
}

/** Where a number is unknown, and why when there is one reason. */
export function unknownIn(omitted: readonly Gap[]): string {
  const reasons = new Set(omitted.map(({ reason }) => reason));
  const where = someNames(omitted.map(({ region }) => regionShortName(region)), "regioner");
  return `Okänt i ${where}${reasons.size === 1 ? `: ${omitted[0].reason}` : ""}`;
}

/** That nobody knows at which hospitals people wait. */
export const HOSPITALS_UNTOLD = "Leveranserna anger inte vid vilka sjukhus man väntar";

/** Whether a reader is shown that a number is in doubt: more than its last decimal is. */
export function inDoubt(bounded: Bounded | null, format: NumberFormat): boolean {
  return formatBounded(bounded, format) !== formatNumber(bounded?.value ?? null, format);
}

/** A number in a sentence: "25,0 %", or "omkring 25,0 %" when the deliveries leave it in doubt. */
export function aboutText(bounded: Bounded | null, format: NumberFormat): string {
  return doubtText(bounded, format, "omkring ");
}

/** A number beside a mark: "25,0 %", or "≈ 25,0 %" when the deliveries leave it in doubt. */
export function estimateText(bounded: Bounded | null, format: NumberFormat): string {
  return doubtText(bounded, format, "≈\u00a0");
}

/** Of a number without an estimate only its bounds are known. */
function doubtText(bounded: Bounded | null, format: NumberFormat, about: string): string {
  if (bounded?.unplaced || (bounded && isAtLeast(bounded))) return formatBounded(bounded, format);
  return `${inDoubt(bounded, format) ? about : ""}${formatNumber(bounded?.value ?? null, format)}`;
}

/** A named value, as headlines compare them; with its bounds where the deliveries may leave it in doubt. */
export interface Named {
  readonly name: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number | null;
  /** How many contacts it is a share of, where that may be too few to compare. */
  readonly of?: number;
}

/** A named value with the bounds of a number. */
export function namedBounded(name: string, { value, low, high }: Bounded, of?: number): Named {
  return { name, value, low, high, ...of !== undefined && { of } };
}

/** Whether a value may be more than zero: a band that reaches over a limit does not report. */
export function mayBeSome({ value, high = value }: Named): boolean {
  return high !== 0;
}

/** Who has the most and who the least. What reads the same is a tie. */
export interface Extremes {
  readonly top: readonly string[];
  readonly topText: string;
  readonly bottom: readonly string[];
  readonly bottomText: string;
  /** Whether all read the same. */
  readonly equal: boolean;
  /** Whether that is so whatever the truth is within the values' bounds. */
  readonly certain: boolean;
}

/** The most and the least among named values as the reader sees them; `null` when there are none. */
export function extremes(items: readonly Named[], format: (value: number) => string): Extremes | null {
  if (items.length === 0) return null;
  const topText = format(Math.max(...items.map(({ value }) => value)));
  const bottomText = format(Math.min(...items.map(({ value }) => value)));
  const reading = (text: string) =>
    items.filter(({ value }) => format(value) === text).map(({ name }) => name);
  return {
    top: reading(topText),
    topText,
    bottom: reading(bottomText),
    bottomText,
    equal: topText === bottomText,
    certain: items.every((item) => isPlaced(item, items, format, topText, bottomText)),
  };
}

/**
 * Whether the first of some counts stays the first, whatever place others turn out to be at.
 *
 * @param most The most of those that are at no known place.
 */
export function staysFirst(items: readonly Named[], most: number): boolean {
  const [first = 0, second = 0] = items.map(({ value }) => value).sort((a, b) => b - a);
  return second + most < first;
}

/** Whether an item is among the most, among the least or between them whatever the truth is within all bounds. */
function isPlaced(
  item: Named,
  items: readonly Named[],
  format: (value: number) => string,
  topText: string,
  bottomText: string,
): boolean {
  const lowOf = ({ value, low = value }: Named) => low;
  const highOf = ({ value, high = value }: Named) => high ?? Infinity;
  const isExact = (each: Named) => lowOf(each) === highOf(each);
  const text = format(item.value), others = items.filter(({ value }) => format(value) !== text);
  const alike = items.filter((each) => each !== item && format(each.value) === text);
  if (text === topText && others.some((other) => highOf(other) > lowOf(item))) return false;
  if (text === bottomText && others.some((other) => lowOf(other) < highOf(item))) return false;
  return alike.length === 0 || [item, ...alike].every(isExact);
}

/** The words of a headline that compares shares. */
export interface ShareWords {
  /** Of what the share is, after "andel": "över 90 dagar". */
  readonly of: string;
  /** What is compared, in plural: "regioner". */
  readonly plural: string;
  /** The same with its article: "regionerna". */
  readonly all: string;
  /** The headline when everybody has nothing. */
  readonly zero: string;
  /** The headline without anybody. */
  readonly nobody: string;
  /** How many others may have more or less, and are unknown. @default {0} */
  readonly left?: number;
  /** Of how many contacts a share must be to be compared. */
  readonly least?: number;
  /** The headline for one alone. */
  readonly alone: (name: string, text: string) => string;
}

/** "Värmland har störst andel över 90 dagar, Västmanland minst", and what is true instead when that is not. */
export function shareHeadline(
  items: readonly Named[],
  format: (value: number) => string,
  words: ShareWords,
): string {
  if (items.length === 0) return words.nobody;
  if (items.every(({ value }) => value === 0)) return words.zero;
  const textOf = ({ value, low = value, high = value }: Named) => aboutText({ value, low, high }, "share");
  if (items.length === 1) return words.alone(items[0].name, textOf(items[0]));
  const compared = items.filter(({ of = Infinity }) => isCompared(of, words));
  const found = extremes(compared, format), few = items.length - compared.length;
  if (found === null) return tooFew(words.of, words);
  if (compared.length === 1) {
    const [only] = compared;
    return `Bara ${only.name} har tillräckligt många för en jämförelse: ${textOf(only)} ${words.of}`;
  }
  const probably = found.certain ? "" : "troligen ", number = numberWord(compared.length);
  if (found.equal) {
    const who = compared.length === 2
      ? joinNames(found.top)
      : `De ${number} ${few > 0 ? `${words.plural} som kan jämföras` : words.all}`;
    return `${who} har ${probably}samma andel ${words.of}, ${found.topText}`;
  }
  if ((words.left ?? 0) + few > 0) {
    return `Av ${number} ${words.plural} som kan jämföras har ${someNames(found.top, words.plural)} ` +
      `${probably}störst andel ${words.of}, ${someNames(found.bottom, words.plural)} minst`;
  }
  return capitalise(someNames(found.top, words.plural)) +
    ` har ${probably}störst andel ${words.of}, ${someNames(found.bottom, words.plural)} minst`;
}

/** That no share is compared, as each is of too few. */
export function tooFew(of: string, options: { readonly least?: number }): string {
  return `Andelarna ${of} räknas på färre än ${leastCompared(options)} var, för få för att jämföras`;
}

/** Who is drawn and not compared, as a sentence; `null` for nobody, or for one alone. */
export function fewNote(items: readonly Named[], options: { readonly least?: number }): string | null {
  const few = items.filter(({ of = Infinity }) => !isCompared(of, options)).map(({ name }) => name);
  if (few.length === 0 || items.length === 1) return null;
  return `Andelar av färre än ${leastCompared(options)} jämförs inte: ${joinNames(few)}.`;
}

/** What a total is called in a sentence or at a line, long and short. */
export function totalLabel(name: string, missing: readonly string[] = []): { wide: string; narrow: string } {
  if (missing.length > 0) return { wide: "Alla som levererat", narrow: "Alla" };
  return {
    wide: name === MELLANSVERIGE ? "Hela sjukvårdsregionen" : shortName(name),
    narrow: "Alla",
  };
}

/** The name of a region's row or of the total's in a table, without "Region" and "Sjukvårdsregion". */
export function shortName(name: string): string {
  return name === MELLANSVERIGE ? "Mellansverige" : regionShortName(name);
}
