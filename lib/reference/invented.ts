import { joinNames } from "./sentence.ts";

/** A kind of data that a figure may rest on: the deliveries, or a folder of the data besides. */
export type DataSource =
  | "leveranser"
  | "arsrapport"
  | "avtal"
  | "beslut"
  | "bestallningar"
  | "ctpet"
  | "hogspecialiserad_vard"
  | "hyrpersonal"
  | "invanare"
  | "kommentarer"
  | "kopt_vard"
  | "kunskapsbank"
  | "lamplighet"
  | "planavvikelser"
  | "planer"
  | "prioritering"
  | "priser"
  | "scenarier"
  | "signaler"
  | "vantekostnad";

/** Each kind in Swedish words. */
const SOURCE_WORDS: Readonly<Record<DataSource, string>> = {
  leveranser: "leveranser",
  arsrapport: "årsrapport och mål",
  avtal: "avtal",
  beslut: "beslut",
  bestallningar: "beställningar",
  ctpet: "antaganden om CT-PET",
  hogspecialiserad_vard: "högspecialiserad vård",
  hyrpersonal: "personalkostnader",
  invanare: "invånare",
  kommentarer: "kommentarer",
  kopt_vard: "köpt vård",
  kunskapsbank: "exempel",
  lamplighet: "antaganden om lämplighet",
  planavvikelser: "orsaker till avvikelser",
  planer: "plan",
  prioritering: "prioriteringsregel",
  priser: "priser",
  scenarier: "scenarier",
  signaler: "signaler",
  vantekostnad: "antaganden om väntans kostnad",
};

/** What a figure of the deliveries alone rests on. */
export const DELIVERIES: readonly DataSource[] = ["leveranser"];

/** The global symbol of the kinds of which invented data has been read; the runner of notebooks asks for it by name. */
const READ = Symbol.for("vantelage.invented");

/** Says that invented data of a kind has been read: what rests on it is marked. */
export function tellInvented(source: DataSource): void {
  Reflect.set(globalThis, READ, [...new Set([...inventedSources(), source])]);
}

/**
 * The kinds of which invented data has been read since the code was loaded.
 *
 * @returns Their names, in the order in which they were read.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { inventedSources } from "vantelage/reference";
 * assert.deepEqual(inventedSources(), []);
 * ```
 */
export function inventedSources(): readonly string[] {
  return Reflect.get(globalThis, READ) ?? [];
}

/**
 * What is said of what rests on invented data (märkning), the same on a figure, a page, a card and a file.
 *
 * @param invented The kinds of which data is invented.
 * @param rests The kinds that it rests on. @default all
 * @returns The mark; `null` where it rests on nothing invented.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { inventedMark } from "vantelage/reference";
 * assert.equal(inventedMark(["priser", "avtal"]), "Påhittade uppgifter ingår: priser och avtal");
 * assert.equal(inventedMark(["priser"], ["leveranser"]), null);
 * assert.equal(inventedMark(["leveranser"]), "Syntetiska data");
 * ```
 */
export function inventedMark(invented: readonly string[], rests?: readonly string[]): string | null {
  const own = invented.filter((source) => rests === undefined || rests.includes(source));
  if (own.length === 0) return null;
  if (own.includes("leveranser")) return "Syntetiska data";
  const words = own.map((source) => isSource(source) ? SOURCE_WORDS[source] : source);
  return `Påhittade uppgifter ingår: ${joinNames(words)}`;
}

function isSource(name: string): name is DataSource {
  return Object.hasOwn(SOURCE_WORDS, name);
}
