import { isAscii } from "node:buffer";
import { countLineBreaks } from "./_bytes.ts";

/** Something in a text that is allowed and yet looks wrong: a warning, not an error. */
export interface Suspicion {
  /** What is suspected: characters that were decoded with the wrong encoding somewhere on their way. */
  rule: "mojibake";
  /** The first editor line where it is seen, 1-based; in a workbook the row, in Parquet the record's number. */
  line: number;
  /** The place inside a file that has no lines. */
  cell?: string;
  /** In how many places it is seen. */
  count: number;
  /** What it looks like and what to do, in Swedish, without the content of any cell. */
  hint: string;
}

/**
 * Looks for text that was garbled before it came here (mojibake).
 *
 * Two traces are certain enough: "Ã" followed by another character beyond ASCII, which is what UTF-8 read
 * as Windows-1252 becomes ("Ã¥" for "å"), and U+FFFD, which a program writes where it lost a character.
 *
 * @param text UTF-8; not changed.
 * @returns At most one suspicion of each kind, with its first line and exact count.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { suspectMojibake } from "vantelage";
 *
 * const [suspicion] = suspectMojibake(new TextEncoder().encode("sjukhus\nGÃ¤vle\nÃ–rebro"));
 * assert.equal(suspicion.line, 2);
 * assert.equal(suspicion.count, 2);
 * ```
 */
export function suspectMojibake(text: Uint8Array): Suspicion[] {
  return findMojibake(text).map(({ rule, first, count, hint }) => ({
    rule,
    line: 1 + countLineBreaks(text, 0, first),
    count,
    hint,
  }));
}

/** What {@linkcode suspectMojibake} finds, with the first byte instead of the line. Private to the folder. */
export function findMojibake(text: Uint8Array): (Omit<Suspicion, "line" | "cell"> & { first: number })[] {
  const twice: Places = { first: -1, count: 0 }, lost: Places = { first: -1, count: 0 };
  if (isAscii(text)) return [];
  // Each is told by a byte that Swedish text hardly ever has.
  for (let at = text.indexOf(0x83); at >= 0; at = text.indexOf(0x83, at + 1)) {
    if (text[at - 1] === 0xc3 && text[at + 1] >= 0x80) note(twice, at);
  }
  for (let at = text.indexOf(0xef); at >= 0; at = text.indexOf(0xef, at + 1)) {
    if (text[at + 1] === 0xbf && text[at + 2] === 0xbd) note(lost, at);
  }
  return [
    suspicion(twice, "Text som redan är felkodad, till exempel Ã¥ för å. Exportera på nytt som UTF-8."),
    suspicion(lost, "Tecken som gått förlorade (�) före leveransen. Exportera på nytt från källan."),
  ].flat();
}

interface Places {
  first: number;
  count: number;
}

function note(places: Places, at: number): void {
  if (places.count === 0) places.first = at;
  places.count++;
}

function suspicion({ first, count }: Places, hint: string): ReturnType<typeof findMojibake> {
  return count === 0 ? [] : [{ rule: "mojibake", first, count, hint }];
}
