import { decodeUtf8 } from "./_bytes.ts";
import { type OtherFormat, otherFormat, SAVE_AS_CSV, SAVE_AS_XLSX } from "./_other_format.ts";
import type { Archive } from "./_zip.ts";

/** Other programs' files that are zip archives, by a part that each has. */
const BY_PART: readonly (readonly [part: string, format: OtherFormat])[] = [
  ["xl/workbook.bin", { name: "en binär Excel-arbetsbok (xlsb)", todo: SAVE_AS_XLSX }],
  ["word/document.xml", { name: "ett Word-dokument (docx)", todo: SAVE_AS_CSV }],
  ["ppt/presentation.xml", { name: "en PowerPoint-presentation (pptx)", todo: SAVE_AS_CSV }],
  ["Index/Document.iwa", {
    name: "ett dokument från Numbers eller ett annat program för Mac",
    todo: "Öppna det i Numbers, välj Arkiv, Exportera till, Excel, och läs in den filen.",
  }],
];

const BY_MIMETYPE: Readonly<Record<string, OtherFormat>> = {
  "application/vnd.oasis.opendocument.spreadsheet": {
    name: "en arbetsbok från LibreOffice (ods)",
    todo: SAVE_AS_XLSX,
  },
  "application/vnd.oasis.opendocument.text": {
    name: "ett textdokument från LibreOffice (odt)",
    todo: SAVE_AS_CSV,
  },
};

/** Whether an archive is a workbook (xlsx). @throws {ExtractError} If it is another program's file. */
export function isWorkbook(archive: Archive, file: string): boolean {
  const mimetype = archive.paths.includes("mimetype") ? archive.read("mimetype") : undefined;
  const other = mimetype !== undefined
    ? BY_MIMETYPE[decodeUtf8(mimetype).trim()]
    : BY_PART.find(([part]) => archive.paths.includes(part))?.[1];
  if (other !== undefined) throw otherFormat(file, other);
  return archive.paths.includes("[Content_Types].xml") && archive.paths.includes("_rels/.rels");
}

/** What file systems leave in archives. */
const LEFTOVERS = /^__MACOSX\/|\/$|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/;

/**
 * The one file of a zip archive.
 *
 * @throws {ExtractError} If it has none or several, since which of them would be read, or in which order, is not known.
 */
export function onlyFile(archive: Archive, file: string): { path: string; bytes: Uint8Array } {
  const paths = archive.paths.filter((path) => !LEFTOVERS.test(path));
  const content = paths.length === 1 ? archive.read(paths[0]) : undefined;
  if (content !== undefined) return { path: paths[0], bytes: content };
  throw otherFormat(file, {
    name: paths.length === 0 ? "ett tomt zip-arkiv" : `ett zip-arkiv med ${paths.length} filer`,
    todo: paths.length === 0
      ? "Packa det på nytt med filen i."
      : "Packa upp det och läs in filerna var för sig, eller packa en fil i varje arkiv.",
  });
}
