import { charactersOf, type SingleByteEncoding } from "./_single_byte.ts";

/** In order of trust: of encodings that give the same text, the first is named. */
const CANDIDATES: readonly SingleByteEncoding[] = [
  "windows-1252",
  "iso-8859-15",
  "macintosh",
  "cp850",
  "cp437",
];

/** The letters beyond ASCII that Swedish words are full of, and those that a few have. */
const SWEDISH = "åäöÅÄÖ", IN_LOANS = "éüÉÜ";
/** The signs beyond ASCII that Swedish tables hold, and those of them that may be between two letters. */
const SIGNS = "\u00a0\u00ad§°½¼¾µ·–—‘’“”…€£²³¹´±×«»•©®", WITHIN_WORDS = "\u00a0\u00ad´’·–—";

/** Control characters, box-drawing characters and what no encoding has given a meaning. */
const NO_TEXT = /[\p{Cc}\p{Co}\u2500-\u259f\ufffd]/u;

/** How much better than the next one the best encoding must be: per character, of at most 1, and over all characters. */
const CLEAR_LEAD = 0.25, CLEAR_LEAD_OF_ALL = 1;
/** The share of characters that may be Swedish letters in another encoding and no such thing in the best. */
const MOST_CONFLICTS = 0.1;

/** The encoding of a text, as its Swedish letters say. */
export interface Guess {
  /** The encodings that may be meant, the likeliest first; more than one if they are about equally likely. */
  readonly likely: readonly SingleByteEncoding[];
  /** Others that give the very same text as the first. */
  readonly same: readonly SingleByteEncoding[];
}

/**
 * Guesses the single-byte encoding of a text by what its bytes beyond ASCII become: å, ä and ö where a word may have
 * them speak for an encoding; box-drawing characters, control characters and capitals inside words against it.
 *
 * @param bytes Text with at least one byte beyond ASCII.
 * @returns No likely encoding if every one makes nonsense of the text.
 */
export function guessEncoding(bytes: Uint8Array): Guess {
  const contexts = countContexts(bytes);
  const judged = CANDIDATES.map((encoding) => judge(contexts, encoding)).sort((a, b) => b.mean - a.mean);
  const [best, ...others] = judged;
  if (best.mean < 0) return { likely: [], same: [] };
  const alike = (one: Judgement, other: Judgement): boolean => one.text === other.text;
  const rivals = others.filter((other) =>
    !alike(best, other) && isRival(best, other, [...contexts.values()])
  );
  return {
    likely: [best, ...rivals].filter((one, at, all) => all.findIndex((first) => alike(first, one)) === at)
      .map(({ encoding }) => encoding),
    same: others.filter((other) => alike(best, other)).map(({ encoding }) => encoding),
  };
}

/** How often each byte beyond ASCII is between which two others, by the three bytes as one number. */
function countContexts(bytes: Uint8Array): Map<number, number> {
  const byNeighbours = new Map<number, Uint32Array>();
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte < 0x80) continue;
    let counts = byNeighbours.get(byte);
    if (counts === undefined) byNeighbours.set(byte, counts = new Uint32Array(1 << 16));
    counts[(at > 0 ? bytes[at - 1] : 0) << 8 | (at + 1 < bytes.length ? bytes[at + 1] : 0)]++;
  }
  const contexts = new Map<number, number>();
  for (const [byte, counts] of byNeighbours) {
    counts.forEach((times, neighbours) => {
      if (times > 0) contexts.set((neighbours >> 8) << 16 | byte << 8 | neighbours & 0xff, times);
    });
  }
  return contexts;
}

/** How a text looks in an encoding. */
interface Judgement {
  readonly encoding: SingleByteEncoding;
  /** What each context is worth, in their order, in [-1, 1]. */
  readonly worths: readonly number[];
  /** Their mean, weighted by how often each context occurs. */
  readonly mean: number;
  /** The characters, one per context. */
  readonly text: string;
}

function judge(contexts: ReadonlyMap<number, number>, encoding: SingleByteEncoding): Judgement {
  const characters = [...charactersOf(encoding)], cases = characters.map(caseOf);
  const worths: number[] = [];
  let sum = 0, count = 0, text = "";
  for (const [context, times] of contexts) {
    const character = characters[context >> 8 & 0xff];
    const worth = worthOf(character, cases[context >> 16], cases[context & 0xff]);
    worths.push(worth);
    sum += times * worth;
    count += times;
    text += character;
  }
  return { encoding, worths, mean: sum / count, text };
}

/** Whether a text may as well be in another encoding than the best one. */
function isRival(best: Judgement, other: Judgement, times: readonly number[]): boolean {
  let count = 0, conflicts = 0, evidence = 0;
  times.forEach((times, at) => {
    count += times;
    if (best.worths[at] <= 0 && other.worths[at] === 1) conflicts += times;
    if (best.text[at] !== other.text[at]) evidence += times * other.worths[at];
  });
  const clearLead = Math.max(CLEAR_LEAD, CLEAR_LEAD_OF_ALL / count);
  return conflicts > MOST_CONFLICTS * count || evidence > 0 && other.mean > best.mean - clearLead;
}

type Case = "lower" | "upper" | "none";

function caseOf(character: string): Case {
  if (!/\p{Script=Latin}/u.test(character)) return "none";
  return /\p{Ll}/u.test(character) ? "lower" : /\p{Lu}/u.test(character) ? "upper" : "none";
}

/** 1 for a Swedish letter where a word may have it, -1 for what no text has. */
function worthOf(character: string, before: Case, after: Case): number {
  const own = caseOf(character);
  if (own === "none") {
    const within = before !== "none" && after !== "none" && !WITHIN_WORDS.includes(character);
    return within || NO_TEXT.test(character) ? -1 : SIGNS.includes(character) ? 0.5 : 0;
  }
  const swedish = SWEDISH.includes(character);
  if (before === "none" && after === "none") return swedish ? 0 : -0.25;
  const fits = own === "upper"
    ? before !== "lower"
    : before === "lower" || after === "lower" || before === "upper" && after === "none";
  return !fits ? -1 : swedish ? 1 : IN_LOANS.includes(character) ? 0.5 : 0;
}
