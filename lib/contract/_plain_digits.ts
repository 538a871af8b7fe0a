/** Characters without width: they part digits for a program and not for a reader. */
const WITHOUT_WIDTH =
  /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/u;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u;
const HIDING = new RegExp(`${WITHOUT_WIDTH.source}|${OTHER_DIGIT.source}`, "gu");
/** The last code point before the first that may hide digits in two bytes or more, as its first byte. */
const LAST_SWEDISH_BYTE = 0xc3;

/**
 * Text whose digits of other scripts and of full width are the usual ones, and from which characters without width
 * are left out, so that a number is seen as a reader sees it.
 *
 * @param bytes UTF-8; not changed.
 * @returns The very bytes where nothing is hidden, as in nearly every file.
 */
export function plainDigits(bytes: Uint8Array): Uint8Array {
  if (!hidesDigits(bytes)) return bytes;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true }), encoder = new TextEncoder();
  // No character becomes longer.
  const plain = new Uint8Array(bytes.length);
  let end = 0;
  // By pieces, since one string cannot hold a file of 512 MB.
  for (let at = 0; at < bytes.length; at += PIECE) {
    const text = decoder.decode(bytes.subarray(at, at + PIECE), { stream: at + PIECE < bytes.length });
    const written = encoder.encode(text.replace(HIDING, usualDigit));
    plain.set(written, end);
    end += written.length;
  }
  return plain.subarray(0, end);
}

const PIECE = 1 << 20;

/** The digit that a digit of another script stands for; "" for a character without width. */
function usualDigit(character: string): string {
  if (!OTHER_DIGIT.test(character)) return "";
  // The digits of a script stand in order, and scripts may follow each other.
  const point = character.codePointAt(0)!;
  let zero = point;
  while (OTHER_DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return String((point - zero) % 10);
}

/** Whether some character of the text hides digits. Four bytes at a time, as nearly all are ASCII. */
function hidesDigits(bytes: Uint8Array): boolean {
  const known = new Map<number, boolean>();
  const look = (from: number, to: number): boolean => {
    for (let at = from; at < to; at++) {
      if (bytes[at] <= LAST_SWEDISH_BYTE && !(bytes[at] === 0xc2 && bytes[at + 1] === 0xad)) continue;
      const point = codePoint(bytes, at);
      let hides = known.get(point);
      if (hides === undefined) {
        known.set(point, hides = new RegExp(HIDING.source, "u").test(String.fromCodePoint(point)));
      }
      if (hides) return true;
    }
    return false;
  };
  const head = Math.min(bytes.length, -bytes.byteOffset & 3), count = (bytes.length - head) >> 2;
  if (look(0, head)) return true;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + head, count);
  for (let word = 0; word < count; word++) {
    if ((words[word] & 0x80808080) !== 0 && look(head + 4 * word, head + 4 * word + 4)) return true;
  }
  return look(head + 4 * count, bytes.length);
}

/** The code point whose first byte, which is not ASCII, stands at `at`. */
function codePoint(bytes: Uint8Array, at: number): number {
  const [first, second, third, fourth] = bytes.subarray(at, at + 4);
  if (first < 0xe0) return (first & 31) << 6 | second & 63;
  if (first < 0xf0) return (first & 15) << 12 | (second & 63) << 6 | third & 63;
  return (first & 7) << 18 | (second & 63) << 12 | (third & 63) << 6 | fourth & 63;
}
