import { documentKind } from "./_compound_file.ts";
import { type OtherFormat, otherFormat, SAVE_AS_CSV, SAVE_AS_XLSX, UNPACK } from "./_other_format.ts";

/**
 * Refuses files that are not delimited text, by their first bytes, whatever they are called. What `readExtract` unpacks
 * is refused here as well: it is packed twice, or text is asked for.
 *
 * @param bytes The file, or at least its first bytes; not changed.
 * @param name The file's name, for messages.
 * @throws {ExtractError} If the bytes begin as another known format, which the message names.
 */
export function refuseOtherFormats(bytes: Uint8Array, name: string): void {
  const format =
    SIGNATURES.find(({ start, at = 0 }) => start.every((byte, index) => bytes[at + index] === byte))
      ?.format ?? markupKind(bytes);
  if (format !== undefined) {
    throw otherFormat(name, format === "compound" ? documentKind(bytes) : format);
  }
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));
const packed = (name: string): OtherFormat => ({ name, todo: UNPACK });
const OLDEST_XLS: OtherFormat = { name: "en mycket gammal Excel-arbetsbok (xls)", todo: SAVE_AS_XLSX };
const UTF32: OtherFormat = { name: "text i UTF-32", todo: "Spara den som UTF-8 och läs in den filen." };

const SIGNATURES: readonly {
  readonly format: OtherFormat | "compound";
  readonly start: readonly number[];
  /** Where it begins. @default {0} */
  readonly at?: number;
}[] = [
  {
    format: { name: "en Excel-arbetsbok (xlsx) eller ett zip-arkiv", todo: SAVE_AS_CSV },
    start: [...ascii("PK"), 3, 4],
  },
  { format: packed("ett tomt zip-arkiv"), start: [...ascii("PK"), 5, 6] },
  { format: "compound", start: [0xd0, 0xcf, 0x11, 0xe0] },
  { format: OLDEST_XLS, start: [9, 8] },
  { format: OLDEST_XLS, start: [9, 4, 6, 0] },
  { format: OLDEST_XLS, start: [9, 2, 6, 0] },
  { format: OLDEST_XLS, start: [9, 0, 4, 0] },
  { format: { name: "Parquet", todo: SAVE_AS_CSV }, start: ascii("PAR1") },
  {
    format: { name: "Arrow", todo: "Spara tabellen som Parquet eller CSV och läs in den filen." },
    start: ascii("ARROW1"),
  },
  { format: packed("en gzip-packad fil"), start: [0x1f, 0x8b] },
  { format: packed("en zstd-packad fil"), start: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: packed("en bzip2-packad fil"), start: ascii("BZh") },
  { format: packed("en xz-packad fil"), start: [0xfd, ...ascii("7zXZ"), 0] },
  { format: packed("ett 7z-arkiv"), start: [...ascii("7z"), 0xbc, 0xaf, 0x27, 0x1c] },
  { format: packed("ett rar-arkiv"), start: ascii("Rar!") },
  { format: packed("ett tar-arkiv"), start: ascii("ustar"), at: 257 },
  { format: { name: "en SQLite-databas", todo: SAVE_AS_CSV }, start: ascii("SQLite format 3") },
  {
    format: {
      name: "en pdf",
      todo: "En pdf har inga celler att läsa: be den som skickade filen om tabellen som CSV eller xlsx.",
    },
    start: ascii("%PDF-"),
  },
  { format: UTF32, start: [0xff, 0xfe, 0, 0] },
  { format: UTF32, start: [0, 0, 0xfe, 0xff] },
];

const HEAD_BYTES = 4096;
const HTML: OtherFormat = { name: "en webbsida (HTML)", todo: SAVE_AS_XLSX };

/** What a file is called whose text is no table; the patterns are tried in order, on its first characters. */
const MARKUPS: readonly (readonly [pattern: RegExp, format: OtherFormat])[] = [
  [/^<(?:!doctype\s+html|html|head|body|table|meta|style|title|div|script)\b/i, HTML],
  [/^MIME-Version:/i, { name: "en webbsida (MHTML)", todo: SAVE_AS_XLSX }],
  [
    /^<[?\w][^]*urn:schemas-microsoft-com:office:spreadsheet/,
    { name: "ett kalkylblad i XML (SpreadsheetML 2003)", todo: SAVE_AS_XLSX },
  ],
  [
    /^<[?\w][^]*urn:oasis:names:tc:opendocument/,
    { name: "en arbetsbok i XML från LibreOffice (fods)", todo: SAVE_AS_XLSX },
  ],
  [/^<\?xml[^]*<html\b/i, HTML],
  [/^<\?xml\b|^<\w[^<>]*\sxmlns\b/, { name: "XML", todo: SAVE_AS_CSV }],
  [/^\{\\rtf/, { name: "en textbehandlares fil (RTF)", todo: SAVE_AS_CSV }],
  [
    /^(?:\{\s*(?:"[^"]*"\s*:|\}|$)|\[\s*(?:[[{\]]|"[^"]*"\s*[,\]]|$))/,
    { name: "JSON", todo: SAVE_AS_CSV },
  ],
];

/** The format of a text that is no table, by its first characters; in UTF-16 they lie between NUL bytes. */
function markupKind(bytes: Uint8Array): OtherFormat | undefined {
  const written = bytes.subarray(0, HEAD_BYTES).filter((byte) => byte !== 0);
  const head = new TextDecoder("windows-1252").decode(written).replace(
    /^(?:ï»¿|ÿþ|þÿ)?\s*(?:<!--[^]*?-->\s*)*/,
    "",
  );
  return MARKUPS.find(([pattern]) => pattern.test(head))?.[1];
}
