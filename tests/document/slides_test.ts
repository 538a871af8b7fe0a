import assert from "node:assert/strict";
import { posix } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { CHART_SHAPES } from "../../lib/document/_chart_shapes.ts";
import { writeDocument } from "../../lib/document/mod.ts";
import { openZip } from "../../lib/extract/_zip.ts";
import { readSheets } from "../../lib/extract/mod.ts";
import { everyFigure } from "../figures/_every_figure.ts";
import { page } from "../report/_executed.ts";
import { chart, commented, examplePage, numbersOf, pageTexts, partsOf, table } from "./_page.ts";

const report = examplePage();
const archive = await writeDocument("pptx", report.content());
const parts = partsOf(archive);
const slides = [...parts].filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).map(([, xml]) => xml);
const textsOf = (xml: string) => [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text);

Deno.test("slides() gives each finding a slide of its own, its headline as title", () => {
  const titles = slides.map((xml) => /<p:ph type="title"\/>[^]*?<a:t>([^<]*)</.exec(xml)?.[1]);
  assert.deepEqual(titles, ["Vem väntar?", "Läget i korthet", chart.headline, table.headline]);
  const mark = "Sjukvårdsregion Mellansverige, april 2024. Internt arbetsmaterial. Syntetiska data";
  for (const xml of slides) assert.ok(textsOf(xml).includes(mark));
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

/** A deck that somebody has given another look: its layouts in other places, another theme and a logotype. */
function restyled(change: (name: string, xml: string) => string): Uint8Array {
  const files = Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith("/")).map((
    [name, bytes],
  ) =>
    [
      name.replace("slideLayout2", "slideLayout9"),
      /\.(?:xml|rels)$/.test(name)
        ? strToU8(change(name, strFromU8(bytes).replaceAll("slideLayout2", "slideLayout9")))
        : bytes,
    ] as const
  );
  return zipSync({ ...Object.fromEntries(files), "ppt/media/logga.gif": new Uint8Array([71, 73, 70]) });
}

Deno.test("slides() takes masters, layouts, theme and their pictures of a template, and nothing that its slides say", async () => {
  const template = restyled((name, xml) =>
    name === "[Content_Types].xml"
      ? xml.replace('Extension="gif"', 'Extension="g"').replace(
        "<Override",
        '<Default Extension="gif" ContentType="image/gif"/><Override',
      )
      : name === "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
      ? xml.replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="x/image" Target="../media/logga.gif"/></Relationships>',
      )
      : name === "ppt/theme/theme1.xml"
      ? xml.replaceAll("Calibri", "Gill Sans")
      : xml.replaceAll("<a:t>Vem väntar?</a:t>", "<a:t>Mallens</a:t>")
  );
  const made = partsOf(await writeDocument("pptx", report.content(), { template }));
  assert.match(made.get("ppt/theme/theme1.xml")!, /Gill Sans/);
  assert.ok(made.has("ppt/media/logga.gif"));
  assert.doesNotMatch([...made.values()].join(), /Mallens/);
  const layouts = [1, 2].map((slide) =>
    /slideLayouts\/([^"]*)/.exec(made.get(`ppt/slides/_rels/slide${slide}.xml.rels`)!)![1]
  );
  const names = layouts.map((name) =>
    /<p:cSld name="([^"]*)"/.exec(made.get(`ppt/slideLayouts/${name}`)!)![1]
  );
  assert.deepEqual([layouts[1], names], ["slideLayout9.xml", ["FRAMSIDA", "INNEHÅLL"]]);
  for (const [name, xml] of made) {
    if (!name.endsWith(".rels")) continue;
    const from = posix.join(posix.dirname(name), "..");
    for (const [, target] of xml.matchAll(/Target="(?!https?:)\/?([^"]*)"(?![^>]*External)/g)) {
      assert.ok(made.has(posix.join(from, target)) || made.has(target), `${name}: ${target}`);
    }
  }
  const types = made.get("[Content_Types].xml")!;
  const named = [...types.matchAll(/PartName="\/([^"]*)"/g)].map(([, name]) => name);
  assert.deepEqual(named.filter((name) => !made.has(name)), []);
  assert.deepEqual(
    [...made.keys()].filter((name) => /slideLayouts\/[^/]*xml$/.test(name) && !named.includes(name)),
    [],
  );
});

Deno.test("slides() says what a template lacks", async () => {
  const using = (template: Uint8Array) => writeDocument("pptx", report.content(), { template });
  await assert.rejects(using(new Uint8Array(9)), /går inte att läsa som en PowerPoint-fil/);
  await assert.rejects(using(restyled((_, xml) => xml.replace('name="INNEHÅLL"', 'name="Rubrik"'))), {
    message: "den saknar layouten INNEHÅLL",
  });
  await assert.rejects(
    using(restyled((_, xml) => xml.replace('cx="12192000"', 'cx="9144000"'))),
    /^DocumentTemplateError: bilderna är 9144000/,
  );
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

Deno.test("slides() shows what is said of a figure on its slide and in its notes, and of the page on the first", async () => {
  const ofPage = "Kommentar från Region Uppsala: nytt journalsystem.";
  const said = [
    "Kommentar till Figur 1 från Region Dalarna: två salar stängda.",
    `Också ${"en till ".repeat(120)}`,
  ];
  const parts = partsOf(await writeDocument("pptx", commented(report.content(), ofPage, () => said)));
  const [first, , ofChart, ofTable] = [1, 2, 3, 4].map((slide) => parts.get(`ppt/slides/slide${slide}.xml`)!);
  assert.ok(textsOf(first).includes(ofPage));
  for (const xml of [ofChart, ofTable]) {
    // The second has no room.
    assert.deepEqual(textsOf(xml).filter((text) => /^Kommentar|^Också/.test(text)), [said[0]]);
  }
  const height = (xml: string) => Number(/<p:graphicFrame>[^]*?<a:ext cx="\d+" cy="(\d+)"/.exec(xml)?.[1]);
  assert.ok(height(ofChart) < height(slides[2]));
  for (const text of said) {
    const notes = [...parts].filter(([name]) => /notesSlide\d+\.xml$/.test(name)).map(([, xml]) => xml);
    assert.equal(notes.filter((xml) => xml.includes(text.trim())).length, 2);
  }
});
