import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { ExtractError, parseExtract } from "../../lib/extract/mod.ts";
import { allFields, encode, utf8 } from "./_files.ts";
import { partsOf, readBytes, rowsXml, zipOf } from "./_workbook.ts";

/** A compound file (OLE) of empty streams: its header's sector, and then one entry of 128 bytes for each stream. */
function compoundFile(...streams: string[]): Uint8Array {
  const file = new Uint8Array(512 + 128 * (streams.length + 1));
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [at, name] of ["Root Entry", ...streams].entries()) {
    file.set(encode(name, "utf-16le"), 512 + 128 * at);
    file[512 + 128 * at + 64] = 2 * name.length + 2;
  }
  return file;
}

const WORKBOOK = partsOf({ Blad1: rowsXml([["region", "antal"], ["Örebro", 12]]) });
const SPREADSHEET_2003 = '<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n' +
  '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>';

const refused: readonly (readonly [file: string, content: Uint8Array, message: RegExp])[] = [
  ["a.xls", utf8("<html><body><table><tr><td>a;b"), /en webbsida \(HTML\)\. Öppna filen i Excel .* som xlsx/],
  ["b.xls", utf8("\ufeff\r\n<!-- x -->\n<!DOCTYPE html><p>"), /en webbsida \(HTML\)/],
  ["c.xls", encode('<table border="1">', "utf-16le", true), /en webbsida \(HTML\)/],
  ["d.xls", utf8('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'), /en webbsida \(HTML\)/],
  [
    "e.xls",
    Uint8Array.of(...utf8("<html><td>å</td>"), 0xe5, ...utf8("</html>")),
    /en webbsida \(HTML\)/,
  ],
  ["f.mht", utf8("MIME-Version: 1.0\r\nContent-Type: multipart/related"), /en webbsida \(MHTML\)/],
  ["g.xls", utf8(SPREADSHEET_2003), /SpreadsheetML 2003\)\. Öppna filen i Excel/],
  ["h.xml", utf8('<?xml version="1.0"?><svar><rad/></svar>'), /innehållet är XML\./],
  ["i.xml", utf8('<svar xmlns="x"><rad/></svar>'), /innehållet är XML\./],
  ["j.json", utf8('[\n  {"region": "Dalarna"}]'), /innehållet är JSON/],
  ["k.json", utf8('{"region": "Dalarna"}\n{"region": "Uppsala"}'), /innehållet är JSON/],
  ["l.json", utf8('["a", "b"]'), /innehållet är JSON/],
  ["m.rtf", utf8("{\\rtf1\\ansi"), /RTF/],
  ["n.pdf", utf8("%PDF-1.7"), /en pdf\. .* be den som skickade filen/],
  ["o.xls", compoundFile("Workbook"), /en äldre Excel-arbetsbok \(xls\)\. Öppna filen i Excel/],
  ["p.xls", compoundFile("x", "Book"), /gammal Excel-arbetsbok \(xls\)/],
  ["q.xlsx", compoundFile("EncryptedPackage"), /låst med lösenord\. Spara den utan lösenord/],
  ["r.doc", compoundFile("1Table", "WordDocument"), /Word-dokument \(doc\)/],
  ["s.msg", compoundFile("__properties_version1.0"), /ett mejl \(msg\)/],
  ["t.xls", compoundFile(), /äldre Office-fil/],
  [
    "u.ods",
    zipOf({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>" }),
    /LibreOffice \(ods\)\. Öppna filen i Excel/,
  ],
  ["v.xlsb", zipOf({ ...WORKBOOK, "xl/workbook.bin": "" }), /binär Excel-arbetsbok \(xlsb\)/],
  ["w.docx", zipOf({ ...WORKBOOK, "word/document.xml": "" }), /Word-dokument \(docx\)/],
  ["x.numbers", zipOf({ "Index/Document.iwa": "", "Data/a.jpg": "" }), /Numbers .* Exportera till, Excel/],
  ["y.zip", zipOf({ "april.csv": "a;b", "mars.csv": "a;b" }), /zip-arkiv med 2 filer\. Packa upp det/],
  ["z.zip", zipOf({}), /tomt zip-arkiv/],
  ["å.zip", zipOf({ "april.csv": "a;b\n1;2\n" }, { flags: 1 }), /låst med lösenord/],
  ["ä.gz", gzipSync(zipOf({ "a.csv": "a;b\n1;2" })), /zip-arkiv som är packat en gång till/],
];

Deno.test("readExtract() calls another format by its name and says what to do, whatever the file is called", async (t) => {
  for (const [file, content, message] of refused) {
    await t.step(file, async () => {
      await assert.rejects(readBytes(content, file), (error) => {
        assert(error instanceof ExtractError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

Deno.test("readExtract() reads tables whose first characters look like another format's", async () => {
  const tables = ["<31 dagar;>31 dagar\n1;2\n", "[region];{antal}\n1;2\n", "<a>;<b>\n1;2\n", "{a};b\n1;2\n"];
  for (const table of tables) {
    assert.deepEqual(allFields(await readBytes(utf8(table), "a.csv")), [["1", "2"]]);
  }
});

Deno.test("readExtract() reads a zip archive with one file as it reads gzip", async () => {
  const csv = "region;antal\r\nÖrebro;12\r\n";
  const leftovers = { "uttag/": "", "__MACOSX/uttag/._april.csv": "x", "uttag/.DS_Store": "y" };
  const archives: Record<string, string>[] = [{ "april.csv": csv }, { ...leftovers, "uttag/april.csv": csv }];
  for (const parts of archives) {
    const extract = await readBytes(zipOf(parts), "april.zip");
    assert.deepEqual(allFields(extract), [["Örebro", "12"]]);
    assert.deepEqual([extract.name, extract.bytes], ["april.zip", zipOf(parts).length]);
    assert.equal(extract.assumed[0], `Packning: zip (uppackad: ${utf8(csv).length} byte)`);
    assert.deepEqual(extract.place(0, 1), { file: "april.zip", line: 2, column: 8 });
  }
});

Deno.test("readExtract() reads a workbook that is alone in a zip archive", async () => {
  const workbook = zipOf(WORKBOOK);
  const extract = await readBytes(zipOf({ "april.xlsx": workbook }), "april.zip");
  assert.deepEqual([extract.format, ...allFields(extract)], ["xlsx", ["Örebro", "12"]]);
});

Deno.test("parseExtract() refuses what readExtract() unpacks or reads as no text", () => {
  for (const start of [[0x50, 0x4b, 3, 4], [0x50, 0x41, 0x52, 0x31], [0x1f, 0x8b, 8]]) {
    assert.throws(
      () => parseExtract(Uint8Array.of(...start, 0, 1, 2), "april"),
      (error) =>
        error instanceof ExtractError &&
        /ska vara en textfil .* men innehållet är .*(xlsx|Parquet|gzip)/.test(error.message),
    );
  }
});
