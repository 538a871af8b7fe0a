import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import {
  drawingDocument,
  Figure,
  FIGURE_MIME,
  figureStyles,
  lightPalette,
  notebookStyles,
  overLimitByHospital,
  overLimitByRegion,
  waitTableFigure,
} from "../../lib/figures/mod.ts";
import { sortingScript } from "../../lib/figures/marks/sorting.ts";
import { svgText } from "../../lib/figures/marks/_svg_text.ts";
import { aprilByHospital, aprilByRegion, waitRow } from "./_rows.ts";

const options = { manad: "2024-04" };
const parsed = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;

Deno.test("Figure.html() is named by its headline, and holds both drawings, the note and the numbers", () => {
  const figure = overLimitByRegion(aprilByRegion, { ...options, missing: ["Region Dalarna"] });
  const document = parsed(figure.html({ id: "f1", number: "Figur 1" }));
  assert.equal(document.querySelector("figure")?.getAttribute("aria-labelledby"), "f1-h");
  assert.equal(
    document.querySelector("figcaption h3#f1-h")?.textContent,
    "Värmland har störst andel över 90\u00a0dagar, Västmanland minst",
  );
  assert.equal(document.querySelector("figcaption .no")?.textContent, "Figur 1");
  assert.equal(document.querySelector(".wide svg")?.getAttribute("width"), "680");
  assert.equal(document.querySelector(".narrow svg")?.getAttribute("width"), "345");
  assert.match(document.querySelector(".note")?.textContent ?? "", /Dalarna har inte levererat/);
  assert.equal(document.querySelectorAll("details tbody tr").length, 7);
});

Deno.test("Figure.html() stands under a strict policy: no style, no script, no address, no handler", () => {
  for (
    const figure of [overLimitByRegion(aprilByRegion, options), overLimitByHospital(aprilByHospital, options)]
  ) {
    const html = figure.html({ id: "f1" });
    assert.doesNotMatch(html, / style=|<style|<script| src=| href=| on[a-z]+=|url\(/);
  }
});

Deno.test("Figure.html() gives the same bytes for the same rows, however many were drawn before", () => {
  const first = overLimitByRegion(aprilByRegion, options).html({ id: "f1" });
  overLimitByHospital(aprilByHospital, options).html();
  assert.equal(overLimitByRegion(structuredClone(aprilByRegion), options).html({ id: "f1" }), first);
});

Deno.test("Figure.html() shows a hospital with a hostile name as text, in chart and table", () => {
  const evil = "</style><img src=x onerror=alert(1)>";
  const rows = [
    waitRow(evil, [30, 0, 0, 3, 1], { region: evil }),
    waitRow("Alla", [30, 0, 0, 3, 1], { total: true }),
  ];
  const document = parsed(
    overLimitByHospital(rows, { ...options, selection: evil, missing: [evil] }).html({ id: '"><b>' }),
  );
  assert.equal(document.querySelector("img, b, script"), null);
  assert.ok([...document.querySelectorAll("svg text")].some((text) => text.textContent?.includes(evil)));
});

Deno.test("Figure.html() shows a table that is the figure without folding it away", () => {
  const document = parsed(waitTableFigure(aprilByRegion, { ...options, by: "region" }).html());
  assert.equal(document.querySelector("details"), null);
  assert.equal(document.querySelector("svg.plot"), null);
  assert.equal(document.querySelectorAll("figure.tabular table").length, 1);
});

Deno.test("Figure.svg() is an image with an alternative text that holds the numbers", () => {
  const svg = overLimitByRegion(aprilByRegion, options).svg(680);
  assert.match(
    svg,
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="plot" role="img" aria-label="[^"]+42,1/,
  );
});

Deno.test("Figure.svg() with a palette is an image that needs no stylesheet", () => {
  const svg = overLimitByRegion(aprilByRegion, options).svg(680, { palette: lightPalette });
  assert.ok(svg.includes(lightPalette.late));
  assert.doesNotMatch(svg, /var\(|undefined/);
});

Deno.test("Figure.svg() refuses to draw a table", () => {
  assert.throws(() => waitTableFigure(aprilByRegion, { ...options, by: "region" }).svg(680), {
    name: "TypeError",
    message: /must have a chart/,
  });
});

Deno.test("Figure shows itself in Jupyter as HTML with its stylesheet, as text and as data", () => {
  const figure = overLimitByRegion(aprilByRegion, options);
  const display: unknown = Reflect.get(figure, Symbol.for("Jupyter.display"));
  assert.ok(typeof display === "function");
  const shown: Record<string, unknown> = display.call(figure);
  assert.deepEqual(Object.keys(shown), ["text/html", "text/plain", FIGURE_MIME]);
  assert.equal(
    shown["text/html"],
    `<style>${notebookStyles}</style><div class="vantelage">${figure.html()}</div><script>${sortingScript()}</script>`,
  );
  assert.match(String(shown["text/plain"]), /^Värmland har störst andel över 90 dagar, Västmanland minst\n/);
});

Deno.test("the stylesheets close what they open, and the notebook's touches nothing outside the figure", () => {
  for (const styles of [figureStyles, notebookStyles]) {
    assert.equal(styles.split("{").length, styles.split("}").length);
    assert.doesNotMatch(styles, /undefined|<|url\(|@import/);
  }
  for (const line of notebookStyles.split("\n").filter((line) => line.startsWith(":root"))) {
    assert.fail(`The notebook's own colours are touched: ${line}`);
  }
});

Deno.test("svgText() renames the ids that Plot counts over the process, and rounds coordinates", () => {
  const document = drawingDocument();
  const draw = () =>
    Plot.plot({
      document,
      width: 50,
      height: 30,
      axis: null,
      marks: [Plot.barX([1 / 3], { x: 0.1, clip: true })],
    });
  const [first, second] = [draw(), draw()].map((svg) => svgText(svg, 'Två "staplar"'));
  assert.match(first, /^<svg class="plot" [^>]*aria-label="Två &quot;staplar&quot;" viewBox="0 0 50 30"/);
  assert.match(first, /<clipPath id="figur-1">.*clip-path="url\(#figur-1\)"/);
  assert.doesNotMatch(first, /plot-clip|<style|\d\.\d{3}/);
  assert.equal(second, first);
});

Deno.test("Figure hands its table on with the values as computed", () => {
  const { table } = overLimitByRegion(aprilByRegion, options);
  assert.deepEqual(table.rows[4].cells.over, { value: 2894, low: 2894, high: 2894 });
});

Deno.test("Figure shows twenty rows of a long table in a notebook, with the total, and says how many there are", () => {
  const rows = Array.from({ length: 34 }, (_, index) => ({ cells: { sjukhus: `Sjukhus ${index + 1}` } }));
  const figure = new Figure({
    ...{ kind: "prov", headline: "Många sjukhus", subtitle: "Sjukhus", alt: "Tabell." },
    table: {
      caption: "Sjukhus",
      remark: "exkl. PvV",
      columns: [{ key: "sjukhus", label: "Sjukhus", format: "text" }],
      rows: [...rows, { cells: { sjukhus: "Alla" }, total: true }],
    },
  });
  const bundle: Record<string, string> = Reflect.get(figure, Symbol.for("Jupyter.display")).call(figure);
  const document = parsed(bundle["text/html"]);
  assert.equal(document.querySelectorAll("tbody tr:not([hidden])").length, 20);
  assert.equal(document.querySelectorAll("tbody tr").length, 34, "the others can be sorted in");
  assert.equal(document.querySelector("caption small")?.textContent, "exkl. PvV. 20 av 34 rader");
  assert.equal(document.querySelector("tfoot th")?.textContent, "Alla");
  assert.match(bundle["text/plain"], /Sjukhus 20\nAlla\n\n20 av 34 rader$/);
  assert.equal(parsed(figure.html()).querySelectorAll("tbody tr:not([hidden])").length, 34);
});
