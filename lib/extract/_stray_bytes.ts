import { isUtf8 } from "node:buffer";
import { countLineBreaks } from "./_bytes.ts";

/** The lines of a text that are not UTF-8. */
export interface StrayLines {
  /** How many editor lines there are. */
  readonly count: number;
  /** The first of them, 1-based. */
  readonly first: readonly number[];
}

const NAMED_LINES = 5;

/**
 * Whether a text that is not valid UTF-8 still is UTF-8 for the most part. Characters of UTF-8 hardly ever come about by
 * chance in another encoding, so a fifth of them is enough.
 */
export function isMostlyUtf8(text: Uint8Array): boolean {
  let stray = 0;
  const characters = walkBeyondAscii(text, () => stray++);
  return characters > 0 && characters * 4 >= stray;
}

/** Finds the lines with bytes that are not UTF-8. */
export function findStrayLines(text: Uint8Array): StrayLines {
  const first: number[] = [];
  let count = 0, line = 1, seen = 0, last = 0;
  walkBeyondAscii(text, (at) => {
    line += countLineBreaks(text, seen, at);
    seen = at;
    if (line === last) return;
    last = line;
    count++;
    if (first.length < NAMED_LINES) first.push(line);
  });
  return { count, first };
}

/** The lines as Swedish text: "rad 7", "rad 3, 7 och 9", "rad 1, 2, 3, 4, 5 och 12 till". */
export function strayLinesText({ count, first }: StrayLines): string {
  if (count > first.length) return `rad ${first.join(", ")} och ${count - first.length} till`;
  const before = first.slice(0, -1).join(", ");
  return `rad ${before === "" ? "" : `${before} och `}${first.at(-1)}`;
}

/** Visits each byte that is part of no character; gives the number of characters beyond ASCII. */
function walkBeyondAscii(text: Uint8Array, stray: (at: number) => void): number {
  let characters = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] < 0x80) continue;
    const length = characterLength(text, at);
    if (length === 0) {
      stray(at);
      continue;
    }
    characters++;
    at += length - 1;
  }
  return characters;
}

/** The bytes of the character of UTF-8 beyond ASCII that begins at the byte `at`; 0 if none does. */
function characterLength(text: Uint8Array, at: number): number {
  const byte = text[at];
  if (byte < 0xc2 || byte > 0xf4 || at + 1 === text.length || (text[at + 1] & 0xc0) !== 0x80) return 0;
  if (byte < 0xe0) return 2;
  const length = byte < 0xf0 ? 3 : 4;
  return isUtf8(text.subarray(at, at + length)) ? length : 0;
}
