import { ExtractError } from "./extract_error.ts";

/**
 * Refuses files that are not text: workbooks, archives, Parquet and other kinds told by their first bytes.
 *
 * @param bytes The file, or at least its first bytes; not changed.
 * @param name The file's name, for messages.
 * @throws {ExtractError} If the bytes begin as a known binary format, which the message names.
 */
export function refuseBinary(bytes: Uint8Array, name: string): void {
  const found = SIGNATURES.find(({ start }) => start.every((byte, at) => bytes[at] === byte));
  if (found === undefined) return;
  throw new ExtractError(
    name,
    `ett uttag ska vara en textfil (CSV), men innehållet är ${found.format}, som ännu inte läses. ` +
      `Spara det som CSV och läs in den filen.`,
  );
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const SIGNATURES: readonly { format: string; start: readonly number[] }[] = [
  { format: "en Excel-arbetsbok (xlsx) eller ett zip-arkiv", start: [...ascii("PK"), 3, 4] },
  { format: "ett tomt zip-arkiv", start: [...ascii("PK"), 5, 6] },
  { format: "en äldre Excel-arbetsbok (xls)", start: [0xd0, 0xcf, 0x11, 0xe0] },
  { format: "Parquet", start: ascii("PAR1") },
  { format: "Arrow", start: ascii("ARROW1") },
  { format: "en gzip-packad fil", start: [0x1f, 0x8b] },
  { format: "en zstd-packad fil", start: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: "en bzip2-packad fil", start: ascii("BZh") },
  { format: "ett 7z-arkiv", start: [...ascii("7z"), 0xbc, 0xaf, 0x27, 0x1c] },
  { format: "en SQLite-databas", start: ascii("SQLite format 3") },
  { format: "en pdf", start: ascii("%PDF-") },
  { format: "text i UTF-32", start: [0xff, 0xfe, 0, 0] },
  { format: "text i UTF-32", start: [0, 0, 0xfe, 0xff] },
];
