import { isAscii } from "node:buffer";
import { concat, decodeUtf8 } from "./_bytes.ts";
import { rareBytes } from "./_walk.ts";

/** A letter with its combining marks (U+0300-U+036F), or one of the three signs that are letters under another number. */
const DECOMPOSED = /[^\u0300-\u036f][\u0300-\u036f]+|[\u2126\u212a\u212b]/gu;
const SUSPECT = /[\u0300-\u036f\u2126\u212a\u212b]/;
const CHUNK_BYTES = 1 << 20;

/**
 * Composes letters that are written as a letter and an accent (NFD, as macOS names files) to the one character that
 * everybody else writes (NFC), and counts them.
 */
export class Composer {
  /** The letters composed so far. */
  count = 0;

  /** A text with composed letters. */
  text(text: string): string {
    return SUSPECT.test(text) ? text.replace(DECOMPOSED, this.#compose) : text;
  }

  /** UTF-8 with composed letters: the very same bytes if nothing is to be composed. */
  utf8(text: Uint8Array): Uint8Array {
    if (isAscii(text) || !mayHaveMarks(text)) return text;
    const encoder = new TextEncoder(), pieces: Uint8Array[] = [], before = this.count;
    for (let at = 0, end = 0; at < text.length; at = end) {
      end = Math.min(at + CHUNK_BYTES, text.length);
      // A chunk ends before an ASCII character, to which no mark before it belongs.
      while (end < text.length && text[end] >= 0x80) end++;
      pieces.push(encoder.encode(this.text(decodeUtf8(text.subarray(at, end)))));
    }
    return this.count === before ? text : concat(pieces);
  }

  /** What is to be said of the letters composed, in Swedish; nothing if there are none. */
  notes(columnsShift = false): string[] {
    if (this.count === 0) return [];
    const letters = `${this.count} ${this.count === 1 ? "bokstav" : "bokstäver"}`;
    const shift = columnsShift ? "; en plats senare på samma rad räknar var och en som ett tecken" : "";
    return [`Tecken: ${letters} skrivna med lös accent (NFD) lästes som hela (NFC)${shift}`];
  }

  readonly #compose = (written: string): string => {
    const composed = written.normalize("NFC");
    if (composed !== written) this.count++;
    return composed;
  };
}

/** Whether UTF-8 may hold a combining mark (CC 80 - CD AF) or one of the three signs (E2 84 A6, AA, AB). */
function mayHaveMarks(text: Uint8Array): boolean {
  const seen = rareBytes(text);
  if (seen[0xcc] || seen[0xcd]) return true;
  if (!seen[0xe2] || !seen[0x84]) return false;
  for (let at = text.indexOf(0xe2); at >= 0; at = text.indexOf(0xe2, at + 1)) {
    if (text[at + 1] === 0x84 && [0xa6, 0xaa, 0xab].includes(text[at + 2])) return true;
  }
  return false;
}
