import * as z from "zod";
import { officialName } from "../reference/mod.ts";
import data from "../../data/reference/personal_columns.json" with { type: "json" };

const Keys = z.array(z.string().regex(/^[a-z0-9]+$/));

/** The headers that say what a column holds of a person, as keys: small letters and digits without accents. */
const NAMES = z.strictObject({
  stops: z.strictObject({ whole: Keys, part: Keys, word: Keys, together: z.array(Keys) }),
  names: Keys,
  fine: Keys,
  patient: z.strictObject({ whole: Keys, end: Keys }),
  running: z.strictObject({ begin: Keys, end: Keys }),
  time: Keys,
}).parse(data);

const STOPS = new Set(NAMES.stops.whole), FINE = new Set(NAMES.fine), WORDS = new Set(NAMES.stops.word);
const TOGETHER = NAMES.stops.together.map((words) => new Set(words));
const RUNNING = NAMES.running.begin.flatMap((begin) => NAMES.running.end.map((end) => begin + end));

/** What a header says of its column. */
export interface ColumnName {
  /** The column holds personal numbers or people's names, whatever its cells are. */
  readonly stops: boolean;
  /** It stops but where every cell is the name of a region, a hospital or a vårdutbud. */
  readonly mayNamePlaces: boolean;
  /** It may hold an identity of a patient: it stops when some cell is as long as a personal number. */
  readonly isPatients: boolean;
  /** It holds running numbers: of a contact, a referral, a row; never of a patient. */
  readonly isRunning: boolean;
  /** It holds times. */
  readonly isTime: boolean;
}

/** Reads a header by the lists of data/reference/personal_columns.json. */
export function readColumnName(header: string): ColumnName {
  const words = wordsOf(header), key = words.join("");
  const isFine = FINE.has(key);
  const stops = !isFine && (STOPS.has(key) || NAMES.stops.part.some((part) => key.includes(part)) ||
    words.some((word) => WORDS.has(word)) || TOGETHER.every((some) => words.some((word) => some.has(word))));
  const ends = (endings: readonly string[]) => endings.some((ending) => key.endsWith(ending));
  return {
    stops,
    mayNamePlaces: NAMES.names.includes(key),
    isPatients: !isFine && (NAMES.patient.whole.includes(key) || ends(NAMES.patient.end)),
    isRunning: !isFine && ends(RUNNING),
    isTime: ends(NAMES.time) && !/fodel|birth|fodd/.test(key),
  };
}

/** Whether every cell that is not empty is the name of a region, a hospital or a vårdutbud. */
export function namesPlaces(cells: Iterable<readonly [text: string, count: number]>): boolean {
  let known = false;
  for (const [text] of cells) {
    if (text.trim() === "") continue;
    if (officialName(text) === undefined) return false;
    known = true;
  }
  return known;
}

/** The words of a header, without accents: "Patientens_personNr (12)" is patientens, person, nr, 12. */
function wordsOf(header: string): string[] {
  return header.normalize("NFKD").replace(/\p{M}/gu, "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()
    .replaceAll("ø", "o").replaceAll("æ", "ae").split(/[^a-z0-9]+/).filter((word) => word !== "");
}
