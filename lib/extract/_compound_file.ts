import { type OtherFormat, SAVE_AS_CSV, SAVE_AS_XLSX } from "./_other_format.ts";

const SECTOR_BYTES = 512, ENTRY_BYTES = 128, NAME_BYTES = 64;

/** What the streams of a compound file (OLE) say it is; the first that is found decides. */
const STREAMS: readonly (readonly [stream: string, format: OtherFormat])[] = [
  ["EncryptedPackage", {
    name: "en arbetsbok som är låst med lösenord",
    todo: "Spara den utan lösenord och läs in den igen.",
  }],
  ["Workbook", { name: "en äldre Excel-arbetsbok (xls)", todo: SAVE_AS_XLSX }],
  ["Book", { name: "en mycket gammal Excel-arbetsbok (xls)", todo: SAVE_AS_XLSX }],
  ["WordDocument", { name: "ett Word-dokument (doc)", todo: SAVE_AS_CSV }],
  ["PowerPoint Document", { name: "en PowerPoint-presentation (ppt)", todo: SAVE_AS_CSV }],
  ["__properties_version1.0", {
    name: "ett mejl (msg)",
    todo: "Spara bilagan för sig och läs in den filen.",
  }],
];

const UNKNOWN: OtherFormat = { name: "en äldre Office-fil eller ett annat OLE-dokument", todo: SAVE_AS_XLSX };

/** What a compound file (OLE) is, in which old Office programs and locked workbooks are kept. */
export function documentKind(bytes: Uint8Array): OtherFormat {
  const names = streamNames(bytes);
  return STREAMS.find(([stream]) => names.has(stream))?.[1] ?? UNKNOWN;
}

/** The names of its streams. Entries lie at every 128th byte of some sectors, with the length of their name after it. */
function streamNames(bytes: Uint8Array): Set<string> {
  const names = new Set<string>(), utf16 = new TextDecoder("utf-16le");
  for (let at = SECTOR_BYTES; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    const length = bytes[at + NAME_BYTES] | bytes[at + NAME_BYTES + 1] << 8;
    // Even, with the NUL that ends it.
    if (length < 4 || length > NAME_BYTES || length % 2 === 1 || bytes[at + 1] !== 0) continue;
    names.add(utf16.decode(bytes.subarray(at, at + length - 2)));
  }
  return names;
}
