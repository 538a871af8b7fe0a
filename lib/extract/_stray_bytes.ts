import { isUtf8 } from "node:buffer";
import { CR, LF } from "./_bytes.ts";

/** How far a text is UTF-8. */
export interface StrayBytes {
  /** The characters beyond ASCII that are written as UTF-8. */
  readonly characters: number;
  /** The bytes that belong to no character. */
  readonly bytes: number;
  /** How many editor lines have such bytes. */
  readonly lines: number;
  /** The first of those lines, 1-based. */
  readonly first: readonly number[];
}

const NAMED_LINES = 5;

/** Counts what is UTF-8 in a text and what is not, and finds the lines that are not. */
export function findStrayBytes(text: Uint8Array): StrayBytes {
  const first: number[] = [];
  let characters = 0, bytes = 0, lines = 0, line = 1, lastLine = 0;
  for (let at = 0; at < text.length;) {
    const byte = text[at];
    if (byte < 0x80) {
      if (byte === LF || (byte === CR && text[at + 1] !== LF)) line++;
      at++;
      continue;
    }
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (
      byte >= 0xc2 && byte <= 0xf4 && at + length <= text.length && isUtf8(text.subarray(at, at + length))
    ) {
      characters++;
      at += length;
      continue;
    }
    bytes++;
    at++;
    if (line === lastLine) continue;
    lastLine = line;
    lines++;
    if (first.length < NAMED_LINES) first.push(line);
  }
  return { characters, bytes, lines, first };
}

/**
 * Whether a text that is not valid UTF-8 still is UTF-8 for the most part. Characters of UTF-8 hardly ever come about by
 * chance in another encoding, so a fifth of them is enough.
 */
export function isMostlyUtf8({ characters, bytes }: StrayBytes): boolean {
  return characters > 0 && characters * 4 >= bytes;
}

/** The lines as Swedish text: "rad 7", "rad 3, 7 och 9", "rad 1, 2, 3, 4, 5 och 12 till". */
export function strayLines({ lines, first }: StrayBytes): string {
  if (lines > first.length) return `rad ${first.join(", ")} och ${lines - first.length} till`;
  const before = first.slice(0, -1).join(", ");
  return `rad ${before === "" ? "" : `${before} och `}${first.at(-1)}`;
}
