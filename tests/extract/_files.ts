import {
  decodeText,
  type Extract,
  type ExtractEncoding,
  type ExtractOptions,
  parseExtract,
} from "../../lib/extract/mod.ts";

/** Text as the bytes of a UTF-8 file. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The extract of a UTF-8 file called "april.csv". */
export function extractOf(text: string, options?: ExtractOptions): Extract {
  return parseExtract(utf8(text), "april.csv", options);
}

/** The good records' fields, all of them. */
export function allFields(extract: Extract): string[][] {
  return Array.from({ length: extract.good }, (_, record) => extract.fields(record));
}

/** Text as bytes of any encoding, with its byte order mark on request. */
export function encode(text: string, encoding: ExtractEncoding, bom = false): Uint8Array {
  const marked = bom ? "\ufeff" + text : text;
  if (encoding === "utf-8") return utf8(marked);
  if (encoding !== "utf-16le" && encoding !== "utf-16be") {
    const characters = charactersOf(encoding);
    return Uint8Array.from(text, (character) => characters.indexOf(character));
  }
  const units = Array.from({ length: marked.length }, (_, at) => marked.charCodeAt(at));
  return Uint8Array.from(
    units.flatMap((unit) => encoding === "utf-16le" ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff]),
  );
}

/** The 256 characters of a single-byte encoding, in order. */
export function charactersOf(encoding: ExtractEncoding): string {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  return new TextDecoder().decode(decodeText(bytes, "alla.csv", encoding).text);
}
