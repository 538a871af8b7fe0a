import assert from "node:assert/strict";
import { writeDocument } from "../../lib/document/mod.ts";
import { page } from "../report/_executed.ts";
import { chart, examplePage, numbersOf, pageTexts, partsOf } from "./_page.ts";

const report = examplePage();
const parts = partsOf(await writeDocument("docx", report.content()));
const xml = parts.get("word/document.xml")!;
const paragraphs = [...xml.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, inside]) => ({
  style: /<w:pStyle w:val="([^"]*)"/.exec(inside)?.[1] ?? "",
  text: [...inside.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(""),
}));

Deno.test("word() writes the page's headings, captions and charts with their alternative texts", () => {
  const styled = (style: string) => paragraphs.filter((one) => one.style === style).map(({ text }) => text);
  assert.deepEqual(styled("Title"), ["Vem väntar?"]);
  assert.deepEqual(styled("Heading1"), ["Läget i korthet", "Var", "Talen bakom diagrammen", "Om siffrorna"]);
  assert.ok(styled("Heading2").includes(chart.headline));
  assert.ok(styled("Caption").some((text) => /^Figur 1\. .*\. Syntetiska data$/.test(text)));
  assert.ok(xml.includes(`descr="${chart.alt}"`));
  const media = [...parts.keys()].filter((name) => name.startsWith("word/media/")).map((name) =>
    name.slice(-4)
  ).sort();
  assert.deepEqual(media, [".png", ".svg"]);
  assert.match([...parts.values()].find((text) => text.startsWith("<svg"))!, /Syntetiska data/);
});

Deno.test("word() repeats the heads of tables, and marks every sheet", () => {
  const tables = xml.match(/<w:tbl>/g)!.length;
  assert.equal(xml.match(/<w:tblHeader\/>/g)!.length, tables);
  const header = [...parts].find(([name]) => /^word\/header\d*\.xml$/.test(name))![1];
  assert.match(header, /april 2024\. Internt arbetsmaterial\. Syntetiska data/);
});

Deno.test("every number in a document is on the page, and every number of the page's tables in the document", () => {
  const document = page(report.html), onPage = numbersOf(pageTexts(document));
  const written = numbersOf(paragraphs.map(({ text }) => text).join(" | "));
  assert.ok(written.size > 25);
  assert.deepEqual([...written].filter((number) => !onPage.has(number)), []);
  for (const cell of document.querySelectorAll("figure td")) {
    assert.deepEqual([...numbersOf(cell.textContent)].filter((number) => !written.has(number)), []);
  }
});

Deno.test("word() tells in its properties the page's title and no person", () => {
  const properties = parts.get("docProps/core.xml")!;
  assert.match(properties, /<dc:title>Vem väntar\? april 2024<\/dc:title>/);
  assert.deepEqual(
    [...properties.matchAll(/<(dc:creator|cp:lastModifiedBy)>([^<]*)</g)].map(([, , name]) => name),
    ["Vänteläge", "Vänteläge"],
  );
});

Deno.test("word() says that lines grow with what they hold: LibreOffice cuts pictures where nothing says so", () => {
  assert.match(parts.get("word/styles.xml")!, /<w:pPrDefault><w:pPr><w:spacing [^>]*w:lineRule="auto"/);
});
