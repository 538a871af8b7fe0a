/** The bytes that structure a text extract. */
export const NUL = 0x00, TAB = 0x09, LF = 0x0a, CR = 0x0d, SPACE = 0x20, QUOTE = 0x22;

/** One array of all the pieces, in order; the very piece when there is only one. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The number of line breaks (CRLF, LF or a lone CR) in `bytes[from, to)`: an editor's way to count. */
export function countLineBreaks(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) count++;
  }
  return count;
}

/** The byte after the text of the line that begins at `start`, its line end not included. */
export function firstLineEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
  return at;
}

/**
 * Which bytes that text seldom has are in `bytes`: NUL and those beyond ASCII, 1 for each that is there. Four bytes are
 * looked at at a time, and the same text only once, since each walk over a large file costs as much as a column of it.
 */
export function rareBytes(bytes: Uint8Array): Uint8Array {
  const known = rare.get(bytes);
  if (known !== undefined) return known;
  const seen = new Uint8Array(256), { length } = bytes;
  const head = Math.min(length, -bytes.byteOffset & 3), count = (length - head) >> 2;
  const words = count === 0
    ? new Int32Array(0)
    : new Int32Array(bytes.buffer, bytes.byteOffset + head, count);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    // The highest bit of a byte that is beyond ASCII, or that a subtraction of one makes so: zero.
    if (((((word - 0x01010101) & ~word) | word) & 0x80808080) === 0) continue;
    seen[word & 0xff] =
      seen[(word >>> 8) & 0xff] =
      seen[(word >>> 16) & 0xff] =
      seen[word >>> 24] =
        1;
  }
  for (let at = 0; at < head; at++) seen[bytes[at]] = 1;
  for (let at = head + words.length * 4; at < length; at++) seen[bytes[at]] = 1;
  rare.set(bytes, seen);
  return seen;
}

const rare = new WeakMap<Uint8Array, Uint8Array>();

/** Text of a piece of UTF-8; a U+FEFF that belongs to the text stays. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whole numbers below 2^32, gathered one by one without an object each. */
export class Uint32List {
  length = 0;
  #values: Uint32Array;

  constructor(capacity: number) {
    this.#values = new Uint32Array(Math.max(capacity, 16));
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  values(): Uint32Array {
    return this.#values.slice(0, this.length);
  }
}

/** The editor column (1-based, in UTF-16 units as editors count) of the byte `at` in the line of `lineStart`. */
export function utf16Column(text: Uint8Array, lineStart: number, at: number): number {
  let column = 1;
  for (let byte = lineStart; byte < at; byte++) {
    if ((text[byte] & 0xc0) !== 0x80) column += text[byte] >= 0xf0 ? 2 : 1;
  }
  return column;
}
