import { isAscii, isUtf8 } from "node:buffer";
import { concat, countLineBreaks } from "./_bytes.ts";
import { ExtractError } from "./extract_error.ts";

/** The character encodings (teckenkodningar) that an extract may be written in. */
export type ExtractEncoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";

/** The bytes of a file as UTF-8, and how they were understood. */
export interface DecodedText {
  /** UTF-8 without byte order mark. A view of the file's own bytes when they already are UTF-8. */
  text: Uint8Array;
  /** The encoding of the file. */
  encoding: ExtractEncoding;
  /** Whether the file begins with a byte order mark (BOM). */
  bom: boolean;
  /** Whether the encoding is a guess: neither given, marked, nor proved by valid UTF-8. */
  assumed: boolean;
  /** Whether the file ends in the middle of a character; `text` then ends with U+FFFD in its place. */
  cut: boolean;
}

/**
 * Finds the encoding (teckenkodning) of a file's bytes and turns them into UTF-8.
 *
 * In order: the given encoding; a byte order mark; UTF-16 told by its NUL bytes; strictly valid UTF-8;
 * otherwise Windows-1252, which every sequence of bytes is, and which is therefore an assumption.
 *
 * @param bytes The file; not changed.
 * @param name The file's name, for messages.
 * @param encoding The encoding, when the caller knows it better.
 * @returns The text as UTF-8 and how it was understood.
 * @throws {ExtractError} If the bytes are marked or given as UTF-8 and are not; the message names the line.
 *
 * @example Windows-1252 is assumed for what is not UTF-8
 * ```ts
 * import assert from "node:assert/strict";
 * import { decodeText } from "vantelage";
 *
 * const decoded = decodeText(Uint8Array.of(0x47, 0xe4, 0x76, 0x6c, 0x65), "gavle.csv");
 * assert.equal(decoded.encoding, "windows-1252");
 * assert.equal(decoded.assumed, true);
 * assert.equal(new TextDecoder().decode(decoded.text), "Gävle");
 * ```
 */
export function decodeText(bytes: Uint8Array, name: string, encoding?: ExtractEncoding): DecodedText {
  const mark = byteOrderMark(bytes);
  const known = encoding ?? mark?.encoding ?? unmarkedUtf16(bytes);
  const bom = mark !== undefined && (known === undefined || known === mark.encoding);
  const content = bom ? bytes.subarray(mark.length) : bytes;
  const end = completeUtf8End(content);
  const cutUtf8 = end < content.length && isUtf8(content.subarray(0, end));

  if (known === undefined || known === "utf-8") {
    if (isUtf8(content)) return { text: content, encoding: "utf-8", bom, assumed: false, cut: false };
    // Beyond ASCII, valid UTF-8 does not come about by chance: only its last character has been lost.
    if (cutUtf8 && (known === "utf-8" || !isAscii(content.subarray(0, end)))) {
      const text = concat([content.subarray(0, end), REPLACEMENT]);
      return { text, encoding: "utf-8", bom, assumed: false, cut: true };
    }
    if (known === "utf-8") {
      const line = firstInvalidLine(content);
      throw new ExtractError(
        name,
        `filen ${bom ? "är märkt som" : "angavs vara"} UTF-8, men rad ${line} är inte giltig UTF-8. ` +
          `Exportera filen på nytt med en enda teckenkodning.`,
        line,
      );
    }
    return {
      text: toUtf8(content, "windows-1252"),
      encoding: "windows-1252",
      bom,
      assumed: true,
      cut: false,
    };
  }
  const cut = known !== "windows-1252" && content.length % 2 === 1;
  const assumed = encoding === undefined && !bom;
  return { text: toUtf8(content, known), encoding: known, bom, assumed, cut };
}

const REPLACEMENT = new TextEncoder().encode("\ufffd");
const CHUNK_BYTES = 1 << 20;

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
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    pieces.push(encoder.encode(decoder.decode(chunk, { stream: at + CHUNK_BYTES < bytes.length })));
  }
  return concat(pieces);
}

/** The 1-based line where UTF-8 breaks; a line feed is never a part of another character. */
function firstInvalidLine(bytes: Uint8Array): number {
  let from = 0;
  while (true) {
    const lineFeed = bytes.indexOf(0x0a, from);
    const to = lineFeed < 0 ? bytes.length : lineFeed;
    if (lineFeed < 0 || !isUtf8(bytes.subarray(from, to))) return 1 + countLineBreaks(bytes, 0, from);
    from = to + 1;
  }
}
