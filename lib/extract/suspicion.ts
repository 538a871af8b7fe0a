import { Buffer, isAscii } from "node:buffer";
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
  for (const at of findAll(text, [0xc3, 0x83])) if (text[at + 2] >= 0x80) note(twice, at + 1);
  for (const at of findAll(text, [0xef, 0xbf, 0xbd])) note(lost, at);
  return [
    suspicion(twice, "Text som redan är felkodad, till exempel Ã¥ för å. Exportera på nytt som UTF-8."),
    suspicion(lost, "Tecken som gått förlorade (�) före leveransen. Exportera på nytt från källan."),
  ].flat();
}

/** Where the bytes stand, in order. */
function* findAll(text: Uint8Array, bytes: readonly number[]): Generator<number> {
  const whole = Buffer.from(text.buffer, text.byteOffset, text.byteLength), wanted = Buffer.from(bytes);
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + bytes.length)) yield at;
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
