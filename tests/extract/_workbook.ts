import { crc32, deflateRawSync } from "node:zlib";
import { type Extract, type ExtractOptions, readExtract } from "../../lib/extract/mod.ts";
import { utf8 } from "./_files.ts";

/** What {@linkcode zipOf} may say wrongly of every part. */
interface ZipLies {
  size?: number;
  flags?: number;
  method?: number;
}

/** A zip archive of parts, as PKWARE's note lays it out. */
export function zipOf(
  parts: Readonly<Record<string, string | Uint8Array>>,
  lies: ZipLies = {},
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [], directory: Uint8Array[] = [];
  let at = 0;
  for (const [path, part] of Object.entries(parts)) {
    const content = typeof part === "string" ? utf8(part) : part,
      packed = deflateRawSync(content),
      name = utf8(path);
    const fields = [
      [2, 20],
      [2, lies.flags ?? 0],
      [2, lies.method ?? 8],
      [4, 0],
      [4, crc32(content)],
      [4, packed.length],
      [4, lies.size ?? content.length],
      [2, name.length],
      [2, 0],
    ];
    const local = [numbers([[4, 0x04034b50], ...fields]), name, packed];
    directory.push(
      numbers([[4, 0x02014b50], [2, 20], ...fields, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]),
      name,
    );
    pieces.push(...local);
    at += size(local);
  }
  const count = Object.keys(parts).length;
  const end = numbers([[4, 0x06054b50], [4, 0], [2, count], [2, count], [4, size(directory)], [4, at], [
    2,
    0,
  ]]);
  return join([...pieces, ...directory, end]);
}

/** The parts of a workbook whose sheets hold the given XML inside `<sheetData>`, and `columns` before it. */
export function partsOf(
  sheets: Readonly<Record<string, string>>,
  { formats = [] as string[], from1904 = false, hidden = [] as string[], strings = "", columns = "" } = {},
): Record<string, string> {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  return {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": `<Relationships>${relation("r", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${
      names.map((_, index) => relation(`r${index}`, "worksheet", `/xl/worksheets/sheet${index}.xml`)).join("")
    }${relation("styles", "styles", "styles.xml")}${
      relation("s", "sharedStrings", "sharedStrings.xml")
    }</Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook ${main} xmlns:r="x"><workbookPr date1904="${
      from1904 ? 1 : 0
    }"/><sheets>${
      names.map((name, index) =>
        `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"${
          hidden.includes(name) ? ' state="hidden"' : ""
        }/>`
      ).join("")
    }</sheets></workbook>`,
    "xl/sharedStrings.xml": `<sst ${main}>${strings}</sst>`,
    "xl/styles.xml": `<styleSheet ${main}><numFmts>${
      formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join("")
    }</numFmts><cellXfs><xf numFmtId="0"/>${
      formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join("")
    }</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, index) => [
        `xl/worksheets/sheet${index}.xml`,
        `<worksheet ${main}>${columns}<sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  };
}

/** Rows of texts (and numbers) as a sheet's XML, from row 1 and column A. */
export function rowsXml(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((cells) =>
    `<row>${
      cells.map((cell) =>
        typeof cell === "number" ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`
      ).join("")
    }</row>`
  ).join("");
}

/** The extract of a file of these bytes. */
export async function readBytes(
  bytes: Uint8Array,
  name = "april.xlsx",
  options?: ExtractOptions,
): Promise<Extract> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/${name}`, bytes);
    return await readExtract(`${folder}/${name}`, options);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function numbers(fields: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([bytes, value]) => Array.from({ length: bytes }, (_, at) => (value / 256 ** at) & 255)),
  );
}

function size(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
