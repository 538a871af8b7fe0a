import { type DayBand, PUBLISHED_BANDS, rowName, type TableDimension } from "../indicators/mod.ts";
import { regionShortName } from "../reference/mod.ts";
import { type LabelledNumber, numbersIn, wordsOf } from "./_labelled_numbers.ts";
import { bandKey } from "./measure_axis.ts";
import type { HiddenCount } from "./protection.ts";

/** A hidden number that stands in a file where a reader can say what it counts. */
export interface Leak {
  /** The hidden count. */
  readonly hidden: HiddenCount;
  /** Where in the file: what stands around it. */
  readonly place: string;
}

/** What a file may call each measure; bands are called by their days. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  antal: ["antal", "totalt exkl", "aktivt väntande", "väntande"],
  over: ["over", "över gränsen", "över 90 dagar"],
  inkl: ["inkl"],
  overInkl: ["overIncluding", "over_90_inkl"],
  pvv: ["pvv"],
  mov: ["mov"],
  volym: ["volume", "volym", "genomförda"],
  omfattas: ["covered", "omfattas"],
  inom: ["inom", "within"],
};

/**
 * The last scan of a file before it leaves the house: whether a hidden number stands in it where a reader can say
 * what it counts.
 *
 * Three kinds of places are read. JSON (the file itself, and the data in `<script type="application/json">`): a
 * number together with the keys and texts on the way to it. Tables, in HTML and CSV: a number together with its
 * column's head, its row's texts and the table's caption. Texts: titles, descriptions and `aria-label`, `title`, `alt`
 * and `data-` attributes, sentence by sentence. A number is a leak when it equals a hidden one and the words around it
 * name the hidden one's place, vårdutbud and measure, and no finer place. Numbers in path data carry no words: a public page
 * is drawn from the protected month alone, in which this scan finds no hidden number, and `renderReport` draws every
 * figure of it again and refuses one that differs.
 *
 * @param text The file's content: HTML, SVG, JSON or CSV.
 * @param hidden The hidden numbers, from {@linkcode Protection.secrets}.
 * @param options The bands that the file distinguishes. @default {PUBLISHED_BANDS}
 * @returns The leaks; none when the file may leave the house. They stay in the house.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { scanForHidden } from "vantelage/disclosure";
 * const hidden = [{ where: { region: "Region Dalarna" }, measure: "pvv", value: 3 }];
 * assert.equal(scanForHidden("region;pvv;mov\nRegion Dalarna;3;7\n", hidden).length, 1);
 * assert.equal(scanForHidden("region;pvv;mov\nRegion Dalarna;;3\n", hidden).length, 0);
 * ```
 */
export function scanForHidden(
  text: string,
  hidden: readonly HiddenCount[],
  options: { bands?: readonly DayBand[] } = {},
): Leak[] {
  const { bands = PUBLISHED_BANDS } = options;
  const byValue = Map.groupBy(hidden, ({ value }) => value);
  const places = namesOf(hidden, ({ where: { region, sjukhus } }) => [shortName(region), sjukhus]);
  const offerings = namesOf(hidden, ({ where: { vardutbud } }) => [vardutbud]);
  const called = new Map(hidden.map(({ measure }) => [measure, callsOf(measure, bands)]));
  const isMeant = ({ where, measure }: HiddenCount, { about, context }: LabelledNumber): boolean => {
    if (!called.get(measure)!.some((call) => holds(about, call))) return false;
    const { region, sjukhus, agarform, vardutbud } = where;
    const named = [
      shortName(region),
      nameOf("sjukhus", sjukhus),
      nameOf("agarform", agarform),
      nameOf("vardutbud", vardutbud),
    ].filter((name) => name !== undefined);
    if (!named.every((name) => holds(context, wordsOf(name)))) return false;
    const finerPlaces = sjukhus === undefined ? places : [];
    return ![...finerPlaces, ...(vardutbud === undefined ? offerings : [])]
      .some((name) => name !== undefined && !named.map(wordsOf).includes(name) && holds(context, name));
  };
  return numbersIn(text).flatMap((labelled) =>
    (byValue.get(labelled.value) ?? []).filter((hidden) => isMeant(hidden, labelled))
      .map((hidden) => ({ hidden, place: labelled.place }))
  );
}

/** What a file calls a place or a vårdutbud, also one that the deliveries do not report; `undefined` for all of them. */
function nameOf(by: TableDimension, value: string | null | undefined): string | undefined {
  return value === undefined ? undefined : rowName(by, value);
}

/** A region by the name that is part of all its names. */
function shortName(region: string | undefined): string | undefined {
  return region === undefined ? undefined : regionShortName(region);
}

/** The different names in some hidden counts, as words. */
function namesOf(
  hidden: readonly HiddenCount[],
  take: (hidden: HiddenCount) => readonly (string | null | undefined)[],
): string[] {
  return [...new Set(hidden.flatMap(take).filter((name) => typeof name === "string").map(wordsOf))];
}

/** What a file may call a measure, as words. */
function callsOf(measure: string, bands: readonly DayBand[]): string[] {
  const index = bands.findIndex((band) => bandKey(band) === measure);
  if (index < 0) return (CALLED[measure] ?? [measure]).map(wordsOf);
  const { lo, hi } = bands[index];
  const calls = hi === null ? [`över ${lo - 1}`, `${lo} dagar`, "long"] : [`${lo}–${hi}`];
  return [measure, `bands_${index}`, ...calls].map(wordsOf);
}

/** Whether words hold other words, whole and in order. */
function holds(words: string, others: string): boolean {
  return ` ${words} `.includes(` ${others} `);
}
