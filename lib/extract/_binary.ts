import { ExtractError } from "./extract_error.ts";

/**
 * Refuses files that are not text, by their first bytes. What `readExtract` unpacks is refused here as well: whoever
 * comes here with it has it packed twice, or asks for text.
 *
 * @param bytes The file, or at least its first bytes; not changed.
 * @param name The file's name, for messages.
 * @throws {ExtractError} If the bytes begin as a known binary format, which the message names.
 */
export function refuseBinary(bytes: Uint8Array, name: string): void {
  const found = SIGNATURES.find(({ start }) => start.every((byte, at) => bytes[at] === byte));
  if (found === undefined) return;
  if (found.format === OLD_OFFICE && indexOf(bytes, ENCRYPTED_PACKAGE) >= 0) {
    throw new ExtractError(
      name,
      "arbetsboken är låst med lösenord. Spara den utan lösenord och läs in den igen.",
    );
  }
  throw new ExtractError(
    name,
    `ett uttag ska vara en textfil (CSV), men innehållet är ${found.format}, som inte läses som text. ` +
      `Spara det som CSV och läs in den filen.`,
  );
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const OLD_OFFICE = "en äldre Excel-arbetsbok (xls)";
/** The name of the stream that a locked workbook consists of, in UTF-16. */
const ENCRYPTED_PACKAGE = ascii("EncryptedPackage").flatMap((byte) => [byte, 0]);

/** Where the bytes of `wanted` stand, or -1. */
function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  let at = bytes.indexOf(wanted[0]);
  while (at >= 0 && !wanted.every((byte, index) => bytes[at + index] === byte)) {
    at = bytes.indexOf(wanted[0], at + 1);
  }
  return at;
}

const SIGNATURES: readonly { format: string; start: readonly number[] }[] = [
  { format: "en Excel-arbetsbok (xlsx) eller ett zip-arkiv", start: [...ascii("PK"), 3, 4] },
  { format: "ett tomt zip-arkiv", start: [...ascii("PK"), 5, 6] },
  { format: OLD_OFFICE, start: [0xd0, 0xcf, 0x11, 0xe0] },
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
