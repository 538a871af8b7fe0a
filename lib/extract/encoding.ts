import { isAscii, isUtf8 } from "node:buffer";
import { concat } from "./_bytes.ts";
import { Composer } from "./_composed.ts";
import { type Guess, guessEncoding } from "./_guess_encoding.ts";
import { dosToUtf8, ENCODING_NAMES, isDosEncoding, type SingleByteEncoding } from "./_single_byte.ts";
import { findStrayLines, isMostlyUtf8, strayLinesText } from "./_stray_bytes.ts";
import { ExtractError } from "./extract_error.ts";

/** The character encodings (teckenkodningar) that an extract may be written in. */
export type ExtractEncoding = "utf-8" | "utf-16le" | "utf-16be" | SingleByteEncoding;

/** The names of all encodings, UTF-8 first. */
export const extractEncodings: readonly ExtractEncoding[] = [
  "utf-8",
  "windows-1252",
  "iso-8859-1",
  "iso-8859-15",
  "macintosh",
  "cp850",
  "cp437",
  "utf-16le",
  "utf-16be",
];

/** The bytes of a file as UTF-8, and how they were understood. */
export interface DecodedText {
  /**
   * UTF-8 without byte order mark, each letter with its accent one character (NFC). A view of the file's own bytes when
   * they already are that.
   */
  text: Uint8Array;
  /** The encoding of the file. */
  encoding: ExtractEncoding;
  /** Whether the file begins with a byte order mark (BOM). */
  bom: boolean;
  /** Whether the encoding is a guess: neither given, marked, nor proved by valid UTF-8. */
  assumed: boolean;
  /** Whether the file ends in the middle of a character; `text` then ends with U+FFFD in its place. */
  cut: boolean;
  /** What was assumed or changed, one Swedish line each. */
  notes: string[];
}

/**
 * Finds the encoding (teckenkodning) of a file's bytes and turns them into UTF-8.
 *
 * In order: the given encoding; a byte order mark; UTF-16, recognised by its NUL bytes; strictly valid UTF-8; otherwise
 * the one of Windows-1252, ISO-8859-15, Mac Roman, CP850 and CP437 that makes Swedish words of the bytes. Every sequence of
 * bytes is valid in these, so the choice is an assumption.
 *
 * @param bytes The file; not changed.
 * @param name The file's name, for messages.
 * @param encoding The encoding, when the caller knows it better.
 * @returns The text as UTF-8 and how it was understood.
 * @throws {ExtractError} If the bytes are marked, given or recognised as UTF-8 but for single bytes, with the lines; or
 * if two encodings are about equally likely.
 *
 * @example An encoding is recognised by its Swedish letters
 * ```ts
 * import assert from "node:assert/strict";
 * import { decodeText } from "vantelage/extract";
 *
 * const decoded = decodeText(Uint8Array.of(0x47, 0xe4, 0x76, 0x6c, 0x65), "gavle.csv");
 * assert.equal(decoded.encoding, "windows-1252");
 * assert.equal(decoded.assumed, true);
 * assert.equal(new TextDecoder().decode(decoded.text), "Gävle");
 * ```
 */
export function decodeText(bytes: Uint8Array, name: string, encoding?: ExtractEncoding): DecodedText {
  const { text, ...decoded } = decode(bytes, name, encoding);
  const composer = new Composer();
  const composed = composer.utf8(text);
  return { ...decoded, text: composed, notes: [...decoded.notes, ...composer.notes(true)] };
}

function decode(bytes: Uint8Array, name: string, encoding?: ExtractEncoding): DecodedText {
  const mark = byteOrderMark(bytes);
  const known = encoding ?? mark?.encoding ?? unmarkedUtf16(bytes);
  const bom = mark !== undefined && (known === undefined || known === mark.encoding);
  const content = bom ? bytes.subarray(mark.length) : bytes;
  if (known === "utf-16le" || known === "utf-16be") {
    const assumed = encoding === undefined && !bom, cut = content.length % 2 === 1;
    const notes = assumed
      ? [`Teckenkodning: ${UTF16_NAMES[known]} (antagen: filen saknar byte order mark)`]
      : [];
    return { text: toUtf8(content, known), encoding: known, bom, assumed, cut, notes };
  }
  if (known !== undefined && known !== "utf-8") {
    const text = toUtf8(content, known);
    return { text, encoding: known, bom, assumed: false, cut: false, notes: [] };
  }
  const utf8 = { encoding: "utf-8", bom, assumed: false, notes: [] } as const;
  if (isUtf8(content)) return { ...utf8, text: content, cut: false, notes: [] };
  // Beyond ASCII, valid UTF-8 does not come about by chance: only its last character has been lost.
  const whole = content.subarray(0, completeUtf8End(content));
  if (whole.length < content.length && isUtf8(whole) && (known === "utf-8" || !isAscii(whole))) {
    return { ...utf8, text: concat([whole, REPLACEMENT]), cut: true, notes: [] };
  }
  if (known === "utf-8" || isMostlyUtf8(content)) {
    throw notUtf8(
      name,
      content,
      bom ? "märkt som UTF-8" : known === undefined ? undefined : "angiven som UTF-8",
    );
  }
  const guess = guessEncoding(content);
  if (guess.likely.length !== 1) throw undecided(name, guess);
  const [likely] = guess.likely;
  return {
    text: toUtf8(content, likely),
    encoding: likely,
    bom,
    assumed: true,
    cut: false,
    notes: [`Teckenkodning: ${ENCODING_NAMES[likely]} (antagen: ${whyLikely(guess)})`],
  };
}

const REPLACEMENT = new TextEncoder().encode("\ufffd");
const CHUNK_BYTES = 1 << 20;
const UTF16_NAMES = { "utf-16le": "UTF-16LE", "utf-16be": "UTF-16BE" } as const;

function byteOrderMark(bytes: Uint8Array): { encoding: ExtractEncoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", length: 2 };
  return undefined;
}

/** Western text in UTF-16 has a NUL in nearly every second byte, and hardly any in the others. */
function unmarkedUtf16(bytes: Uint8Array): ExtractEncoding | undefined {
  const pairs = Math.min(bytes.length >> 1, 2048);
  let first = 0, second = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[2 * pair] === 0) first++;
    if (bytes[2 * pair + 1] === 0) second++;
  }
  if (second > 0.7 * pairs && first < 0.1 * pairs) return "utf-16le";
  if (first > 0.7 * pairs && second < 0.1 * pairs) return "utf-16be";
  return undefined;
}

/** Where the last complete UTF-8 character ends: before a lead byte whose continuation is missing. */
function completeUtf8End(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    return length > back && byte <= 0xf4 ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** By chunks, since one string cannot hold a file of 512 MB. */
function toUtf8(bytes: Uint8Array, encoding: ExtractEncoding): Uint8Array {
  if (isDosEncoding(encoding)) return dosToUtf8(bytes, encoding);
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    pieces.push(encoder.encode(decoder.decode(chunk, { stream: at + CHUNK_BYTES < bytes.length })));
  }
  return concat(pieces);
}

/** UTF-8 with single bytes of another encoding: the one that was chosen, some text would come out wrong. */
function notUtf8(name: string, content: Uint8Array, said: string | undefined): ExtractError {
  const lines = findStrayLines(content), one = lines.count === 1;
  const what = said === undefined ? "filen är UTF-8" : `filen är ${said}`;
  return new ExtractError(
    name,
    `${what}, men ${lines.count} ${one ? "rad" : "rader"} har tecken i en annan teckenkodning ` +
      `(${strayLinesText(lines)}). Exportera filen på nytt med en enda teckenkodning, eller rätta ` +
      `${
        one ? "raden" : "raderna"
      }. Är hela filen i en annan teckenkodning: ange den, till exempel --teckenkod windows-1252.`,
    lines.first[0],
  );
}

function undecided(name: string, { likely }: Guess): ExtractError {
  const names = likely.map((encoding) => ENCODING_NAMES[encoding]);
  const found = names.length === 0
    ? "passar ingen av de teckenkodningar som prövades"
    : `passar lika bra i ${names.slice(0, -1).join(", ")} och ${names.at(-1)}`;
  const choices = (likely.length === 0 ? extractEncodings.slice(1, -2) : likely).join(" eller --teckenkod ");
  return new ExtractError(
    name,
    `teckenkodningen ska gå att avgöra, men filen är inte UTF-8 och dess tecken ${found}. ` +
      `Exportera filen som UTF-8, eller ange teckenkodningen: --teckenkod ${choices}.`,
  );
}

function whyLikely({ likely: [encoding], same }: Guess): string {
  if (encoding === "windows-1252") return "filen är inte giltig UTF-8";
  const others = same.map((other) => ENCODING_NAMES[other]);
  const alike = others.length === 0 ? "" : `; ${others.join(" och ")} ger samma text`;
  return `så blir å, ä och ö bokstäver i ord${alike}`;
}
