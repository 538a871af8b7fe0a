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
