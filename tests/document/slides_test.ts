import assert from "node:assert/strict";
import { CHART_SHAPES } from "../../lib/document/_chart_shapes.ts";
import { writeDocument } from "../../lib/document/mod.ts";
import { openZip } from "../../lib/extract/_zip.ts";
import { readSheets } from "../../lib/extract/mod.ts";
import { everyFigure } from "../figures/_every_figure.ts";
import { page } from "../report/_executed.ts";
import { chart, examplePage, numbersOf, pageTexts, partsOf, table } from "./_page.ts";

const report = examplePage();
const archive = await writeDocument("pptx", report.content());
const parts = partsOf(archive);
const slides = [...parts].filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).map(([, xml]) => xml);
const textsOf = (xml: string) => [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text);

Deno.test("slides() gives each finding a slide of its own, its headline as title", () => {
  const titles = slides.map((xml) => /<p:ph type="title"\/>[^]*?<a:t>([^<]*)</.exec(xml)?.[1]);
  assert.deepEqual(titles, ["Vem väntar?", "Läget i korthet", chart.headline, table.headline]);
  for (const xml of [...parts].filter(([name]) => /^ppt\/slideLayouts\/.*\.xml$/.test(name)).slice(-1)) {
    assert.ok(
      textsOf(xml[1]).includes(
        "Sjukvårdsregion Mellansverige, april 2024. Internt arbetsmaterial. Syntetiska data",
      ),
    );
  }
});

Deno.test("slides() draws bars that can be edited: a chart of PowerPoint's with its workbook, and an alternative text", () => {
  const [xml] = [...parts].filter(([name]) => /^ppt\/charts\/chart\d+\.xml$/.test(name)).map(([, xml]) =>
    xml
  );
  const values = [...xml.match(/<c:val>[^]*<\/c:val>/)![0].matchAll(/<c:v>([^<]*)<\/c:v>/g)].map(([, text]) =>
    text
  );
  assert.deepEqual(values, ["0", "0.223", "0.523"]);
  assert.ok(slides[2].includes(`descr="${chart.alt}"`));
  const [name] = [...parts.keys()].filter((name) => /^ppt\/embeddings\/.*\.xlsx$/.test(name));
  const [{ rows }] = readSheets(openZip(archive, "prov").read(name)!, "bakom.xlsx");
  assert.deepEqual(rows.slice(1).map(({ cells }) => cells), [
    ["Gävleborg", "0"],
    ["Uppsala", "0.223"],
    ["Dalarna", "0.523"],
  ]);
});

Deno.test("slides() mends what the library leaves wrong", () => {
  for (const [name, xml] of parts) {
    if (!/^ppt\/.*\.xml$/.test(name)) continue;
    assert.doesNotMatch(xml, /lang="en-US"|<a:tblPr\/>|<c:v><\/c:v>/, name);
  }
  assert.match(slides[3], /<a:tblPr firstRow="1"/);
  const named = [...parts.get("[Content_Types].xml")!.matchAll(/PartName="\/([^"]*)"/g)].map(([, name]) =>
    name
  );
  assert.deepEqual(named.filter((name) => !parts.has(name)), []);
});

Deno.test("every number on a slide is on the page", () => {
  const onPage = numbersOf(pageTexts(page(report.html)));
  const notes = [...parts].filter(([name]) => /^ppt\/notesSlides\/.*\.xml$/.test(name)).map(([, xml]) => xml);
  const own = slides.map((xml) => xml.replace(/<a:fld[^]*?<\/a:fld>/g, ""));
  const written = numbersOf(
    [...own, ...notes.map((xml) => xml.replace(/<a:fld[^]*?<\/a:fld>/g, ""))].flatMap(textsOf).join(" | "),
  );
  assert.ok(written.size > 25);
  assert.deepEqual([...written].filter((number) => !onPage.has(number)), []);
});

Deno.test("each kind of chart that PowerPoint draws has its columns, and only the kinds whose numbers are all known", () => {
  const figures = Object.values(everyFigure());
  for (const [kind, { names, values }] of Object.entries(CHART_SHAPES)) {
    const own = figures.filter((figure) => figure.kind === kind && figure.hasChart);
    assert.ok(own.length > 0, kind);
    for (const { table: { columns } } of own) {
      const keys = columns.map(({ key }) => key);
      for (const key of [names, ...Object.keys(values)]) {
        assert.ok(keys.includes(key), `${kind}: ${key} av ${keys}`);
      }
    }
  }
});
