import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import {
  Figure,
  FIGURE_MIME,
  findings,
  keyFigures,
  letterHead,
  overLimitByRegion,
  PANEL_MIME,
  waitTableFigure,
} from "../../lib/figures/mod.ts";
import type { WaitTableRow } from "../../lib/indicators/mod.ts";
import type { Output } from "../../lib/notebook/mod.ts";
import { renderReport } from "../../lib/report/mod.ts";
import { executed, options, page, shown } from "./_executed.ts";

const bounded = (value: number) => ({ value, low: value, high: value });

/** A region with 100 waiting, of whom this many over 90 days. */
function row(name: string, over: number): WaitTableRow {
  return {
    name,
    region: name,
    total: false,
    bands: [100 - over, 0, 0, over, 0].map(bounded),
    median: bounded(15),
    antal: 100,
    pvv: 1,
    mov: 2,
    deviationShare: 3 / 103,
    over: bounded(over),
    overShare: bounded(over / 100),
    overIncluding: bounded(over + 1),
    long: bounded(0),
    per1000: 2,
    per1000Including: 2.06,
    inhabitants: 50_000,
  };
}

const rows = [row("Dalarna", 40), row("<img src=x onerror=alert(1)>", 30)];
const chart = () => cellOf(overLimitByRegion(rows, { manad: "2024-04" }));
const table = () => cellOf(waitTableFigure(rows, { manad: "2024-04", by: "region" }));

/** A code cell that shows this object as the kernel would: through JSON. */
function cellOf(object: object): { code: string; outputs: Output[] } {
  const display: unknown = Reflect.get(object, Symbol.for("Jupyter.display"));
  assert.ok(typeof display === "function");
  return { code: "figur", outputs: [shown(JSON.parse(JSON.stringify(display.call(object))))] };
}

Deno.test("renderReport() numbers charts and tables each for themselves, in the order they come", () => {
  const document = page(
    renderReport(executed(["# T", chart(), table(), chart(), "## Se [bilden](#f2)"]), options).html,
  );
  const figures = [...document.querySelectorAll("figure")].map((figure) => [
    figure.id,
    figure.querySelector(".no")?.textContent,
    figure.getAttribute("aria-labelledby"),
  ]);
  assert.deepEqual(figures, [["f1", "Figur 1", "f1-h"], ["t1", "Tabell 1", "t1-h"], [
    "f2",
    "Figur 2",
    "f2-h",
  ]]);
});

Deno.test("renderReport() draws each chart for both widths, with its table, and no inline style for the policy to block", () => {
  const { html } = renderReport(executed(["# T", chart(), table()]), options);
  const document = page(html);
  assert.equal(document.querySelectorAll("#f1 .wide svg, #f1 .narrow svg").length, 2);
  assert.equal(document.querySelectorAll("#f1 details table").length, 1);
  assert.equal(document.querySelectorAll("[style],main style,script,img,[onerror]").length, 0);
  assert.match(document.querySelector("main")?.textContent ?? "", /<img src=x onerror=alert\(1\)>/);
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
});

Deno.test("renderReport() draws the same figure alike on two pages", () => {
  const once = renderReport(executed(["# T", chart()]), options);
  assert.equal(renderReport(executed(["# T", chart()]), options).html, once.html);
});

Deno.test("renderReport() puts key figures and findings on the page, and leads findings to their figures", () => {
  const panels = [
    keyFigures([{ label: "Väntande", value: "40\u00a0193" }]),
    findings([
      {
        text: "Dalarna har störst andel",
        detail: "40,0\u00a0%",
        figure: overLimitByRegion(rows, { manad: "2024-04" }),
      },
      { text: "Ingen ökar" },
      { text: "Finns inte här", figure: overLimitByRegion([], { manad: "2024-04" }) },
    ]),
  ].map(cellOf);
  const report = renderReport(executed(["# T", "Ingress", ...panels, chart()]), options);
  const document = page(report.html);
  const order = [...document.querySelectorAll("main>:is(dl,ul,figure,details)")].map(({ className }) =>
    className
  );
  assert.deepEqual(order, ["tiles", "findings", "", "glossary"], "no code between them");
  assert.equal(document.querySelector("main .tiles dd")?.textContent, "40\u00a0193");
  const links = [...document.querySelectorAll(":is(.lead,main .findings) a")].map((a) =>
    a.getAttribute("href")
  );
  assert.deepEqual(links, ["#f1"], "no link to a figure that the page does not show");
  assert.equal(report.mainFinding, "Dalarna har störst andel, 40,0\u00a0%.");
});

Deno.test("renderReport() leads a finding to its figure wherever it is, before or after the list", () => {
  const [april, march] = ["2024-04", "2024-03"].map((manad) => overLimitByRegion(rows, { manad }));
  const list = findings([{ text: "April", figure: april }, { text: "Mars", figure: march }]);
  const links = (figures: Figure[]) => {
    const [first, ...rest] = figures.map(cellOf);
    const { html } = renderReport(executed(["# T", first, cellOf(list), ...rest]), options);
    return [...html.matchAll(/<a href="#(f\d)">(April|Mars)/g)].map(([, id, text]) => `${text} ${id}`);
  };
  assert.deepEqual(links([april, march]), ["April f1", "Mars f2"]);
  assert.deepEqual(links([march, april]), ["April f2", "Mars f1"]);
  assert.deepEqual(links([march]), ["Mars f1"]);
});

Deno.test("renderReport() takes the first figure's headline for its finding when there is no list of findings", () => {
  const report = renderReport(executed(["# T\n\nIngress", chart()]), options);
  assert.equal(report.mainFinding, overLimitByRegion(rows, { manad: "2024-04" }).headline);
});

Deno.test("renderReport() gives the front page a letter's key figures, findings and first chart, which link to the letter", () => {
  const figure = overLimitByRegion(rows, { manad: "2024-04" });
  const head = cellOf(letterHead({ till: "ledningsgruppen", fran: "gruppen", manad: "2024-04" }));
  const found = cellOf(findings([
    { topic: "Vad?", text: "Störst", figure },
    { text: "Mer", page: "42_f" },
    { text: "Annat", page: "43_g" },
  ]));
  const pages = [{ fileName: "01_a.html", question: "" }, { fileName: "42_f.html", question: "" }];
  const { front } = renderReport(executed(["# T", head, found, table(), chart(), chart()]), {
    ...options,
    pages,
  });
  assert.match(front, /<p class="letter">Till ledningsgruppen/);
  assert.match(front, /<span class="topic">Vad\?<\/span><a href="[^"#]+\.html#f1">Störst<\/a>/);
  assert.match(front, /<a href="42_f\.html">Mer<\/a>.*<li>Annat\./);
  assert.equal(front.match(/<figure/g)?.length, 1);
  assert.equal(renderReport(executed(["# T", found, chart()]), options).front, "");
});

Deno.test("renderReport() leads with the first finding, or what the first chart says where none stands before it", () => {
  const leads = (cells: Parameters<typeof executed>[0]) =>
    [...page(renderReport(executed(cells), options).html).querySelectorAll("header :is(.lead,.ingress)")]
      .map(({ className, textContent }) => `${className}: ${textContent}`);
  const { headline } = overLimitByRegion(rows, { manad: "2024-04" });
  assert.deepEqual(leads(["# T\n\nIngress.", table(), chart()]), [`lead: ${headline}.`, "ingress: Ingress."]);
  assert.equal(leads(["# T\n\nIngress.", table()]).length, 2);
  const found = cellOf(
    findings([{ text: "Sagt", figure: overLimitByRegion(rows, { manad: "2024-04" }) }, { text: "Mer" }]),
  );
  assert.deepEqual(leads(["# T\n\nIngress.", found, chart()]), ["lead: Sagt.", "ingress: Ingress."]);
  const document = page(renderReport(executed(["# T", found, chart()]), options).html);
  assert.equal(document.querySelector(".lead a")?.getAttribute("href"), "#f1");
  assert.deepEqual([...document.querySelectorAll(".findings li")].map((li) => li.textContent), ["Mer."]);
  // What stands after a figure leads on from it, and is no answer.
  assert.deepEqual(leads(["# T", chart(), found]), [`lead: ${headline}.`]);
});

Deno.test("renderReport() reads who a page is for, and does not show it", () => {
  const report = renderReport(
    executed(["# Vem väntar? <!-- läsare: ledningsgruppen 2 -->\n\nMånga."]),
    options,
  );
  assert.deepEqual([report.question, report.reader], ["Vem väntar?", { group: "ledningsgruppen", place: 2 }]);
  assert.doesNotMatch(report.html, /läsare/);
  assert.equal(renderReport(executed(["# T"]), options).reader, null);
});

Deno.test("renderReport() never lets in HTML that a cell shows: its text instead, else a note", () => {
  const html = "<b onclick=alert(1)>x</b><script>alert(1)</script>";
  const cells = ["# T", {
    code: "a",
    outputs: [
      shown({ "text/html": html, "text/plain": "<b>text</b>" }),
      shown({ "text/html": html, "image/svg+xml": "<svg onload=alert(1)>" }),
      shown({}),
    ],
  }];
  const main = page(renderReport(executed(cells), options).html).querySelector("main");
  assert.equal(main?.querySelectorAll("b,script,svg").length, 0);
  assert.equal(main?.querySelector("pre.result")?.textContent, "<b>text</b>");
  assert.deepEqual([...main?.querySelectorAll(".note") ?? []].map((note) => note.textContent), [
    "Resultatet visas inte i rapporten (text/html, image/svg+xml).",
  ]);
});

Deno.test("renderReport() shows Markdown that a cell shows as text of the page, its headings too", () => {
  const cells = ["# T", "## Ett", {
    code: "a",
    outputs: [shown({ "text/markdown": "## Två\n\n<i>kursivt</i> **fet**" })],
  }];
  const document = page(renderReport(executed(cells), options).html);
  assert.deepEqual([...document.querySelectorAll("main h2")].map(({ id }) => id), ["ett", "tva", "om"]);
  assert.equal(document.querySelector("main p strong")?.textContent, "fet");
  assert.equal(document.querySelectorAll("main i").length, 0);
});

Deno.test("renderReport() shows printed text where the keyboard can scroll it, and errors as text", () => {
  const cells = ["# T", {
    code: "a",
    outputs: [
      { type: "stream", name: "stdout", text: "</pre><script>\n" },
      { type: "error", ename: "TypeError", evalue: "nej", traceback: [] },
    ] satisfies Output[],
  }];
  const printed = [...page(renderReport(executed(cells), options).html).querySelectorAll("pre.stream")];
  assert.deepEqual(printed.map(({ textContent }) => textContent), ["</pre><script>", "TypeError: nej"]);
  assert.ok(printed.every((pre) => pre.getAttribute("tabindex") === "0"));
});

Deno.test("renderReport() cuts long output and says how much is left", () => {
  const printed = (text: string) => {
    const cells = ["# T", {
      code: "a",
      outputs: [{ type: "stream", name: "stdout", text }] satisfies Output[],
    }];
    const main = page(renderReport(executed(cells), options).html).querySelector("main");
    return [main?.querySelector("pre")?.textContent, main?.querySelector(".note")?.textContent];
  };
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `rad ${i}`);
  assert.deepEqual(printed(`${lines(40).join("\n")}\n`), [lines(40).join("\n"), undefined]);
  assert.deepEqual(printed(`${lines(42).join("\n")}\n`), [
    lines(40).join("\n"),
    "Avkortad. 2 rader till visas i anteckningsboken.",
  ]);
  assert.deepEqual(printed("x".repeat(6001)), [
    "x".repeat(6000),
    "Avkortad. Resten visas i anteckningsboken.",
  ]);
});

Deno.test("renderReport() shows a figure that a cell made itself, and refuses one that would run something", () => {
  const figure = new Figure({
    ...{ kind: "egen", headline: "Två streck", subtitle: "Antal", alt: "Streck" },
    table: { caption: "Streck", columns: [{ key: "a", label: "A", format: "text" }], rows: [] },
    draw: ({ width, document }) => Plot.plot({ width, document, clip: true, marks: [Plot.lineY([1, 2])] }),
  });
  const { html } = renderReport(executed(["# T", cellOf(figure), cellOf(figure)]), options);
  const ids = [...page(html).querySelectorAll("[id]")].map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
  assert.equal(page(html).querySelector("#f2 h3")?.textContent, "Två streck");
  const hostile = figure.toJSON(), wide = '<svg class="plot"><g onload="alert(1)"/></svg>';
  const cell = {
    code: "1",
    outputs: [shown({ [FIGURE_MIME]: { ...hostile, chart: { wide, narrow: wide } } })],
  };
  assert.throws(() => renderReport(executed(["# T", cell]), options), {
    name: "ReportError",
    message:
      'Figuren "egen" kan inte visas i rapporten: chart.wide sidan tar inte emot "<g onload=\\"alert(1)\\"/>"',
  });
  const panel = { kind: "egen", html: ["<script>alert(1)</script>"], text: "" };
  assert.throws(
    () => renderReport(executed(["# T", { code: "1", outputs: [shown({ [PANEL_MIME]: panel })] }]), options),
    /Rutan "egen" kan inte visas i rapporten: html sidan tar inte emot "<script>"/,
  );
});
