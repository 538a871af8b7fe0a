import { countLineBreaks } from "./_bytes.ts";

/** Something in a text that is allowed and yet looks wrong: a warning, not an error. */
export interface Suspicion {
  /** What is suspected: characters that were decoded with the wrong encoding somewhere on their way. */
  rule: "mojibake";
  /** The first editor line where it is seen, 1-based. */
  line: number;
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
  const twice = find(text, 0x83, (at) => text[at - 1] === 0xc3 && text[at + 1] >= 0x80);
  const lost = find(text, 0xef, (at) => text[at + 1] === 0xbf && text[at + 2] === 0xbd);
  return [
    suspicion(text, twice, "Text som redan är felkodad, till exempel Ã¥ för å. Exportera på nytt som UTF-8."),
    suspicion(text, lost, "Tecken som gått förlorade (�) före leveransen. Exportera på nytt från källan."),
  ].flat();
}

interface Places {
  first: number;
  count: number;
}

/** The rare byte is sought natively; only where it stands is anything more looked at. */
function find(text: Uint8Array, rare: number, isTrace: (at: number) => boolean): Places {
  const places: Places = { first: -1, count: 0 };
  for (let at = text.indexOf(rare); at >= 0; at = text.indexOf(rare, at + 1)) {
    if (!isTrace(at)) continue;
    if (places.count === 0) places.first = at;
    places.count++;
  }
  return places;
}

function suspicion(text: Uint8Array, { first, count }: Places, hint: string): Suspicion[] {
  if (count === 0) return [];
  return [{ rule: "mojibake", line: 1 + countLineBreaks(text, 0, first), count, hint }];
}
