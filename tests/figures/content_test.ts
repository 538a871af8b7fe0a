import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import {
  Figure,
  type FigureContent,
  FigureData,
  findings,
  keyFigures,
  knowledgeBank,
  letterHead,
  overLimitByHospital,
  overLimitByRegion,
  Panel,
  PanelData,
  show,
} from "../../lib/figures/mod.ts";
import { everyFigure } from "./_every_figure.ts";
import { example } from "./_example.ts";
import { aprilByRegion, waitRow } from "./_rows.ts";

const EVIL = '"></title></svg><img src=x onerror=alert(1)>';
const manad = "2024-04";
const journey = (shown: Figure | Panel): unknown => JSON.parse(JSON.stringify(shown));
const parsed = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;

const DEMO: FigureContent = {
  ...{ kind: "demo", headline: "Ingen väntar", subtitle: "april 2024", alt: "Tomt" },
  table: { caption: "Väntande", columns: [{ key: "a", label: "A", format: "text" }], rows: [] },
};

Deno.test("every kind of figure has the same HTML after a journey as JSON, under any id", () => {
  for (const figure of Object.values(everyFigure())) {
    const again = new Figure(FigureData.parse(journey(figure)));
    assert.equal(again.html({ id: "f1" }), figure.html({ id: "f1" }));
    assert.equal(again.html({ id: "f2", number: "Figur 2" }), figure.html({ id: "f2", number: "Figur 2" }));
    assert.equal(again.text(), figure.text());
  }
});

Deno.test("every kind of panel has the same HTML after a journey as JSON, its links too", () => {
  const figure = overLimitByRegion(aprilByRegion, { manad });
  const panels = [
    keyFigures([{ label: EVIL, value: "7", note: "av 9", tone: "late" }]),
    findings([{ text: EVIL, detail: "42,1 %", figure }, { text: "Utan figur" }]),
    letterHead({ till: EVIL, fran: "gruppen", manad }),
    show([{ namn: EVIL, antal: 7, median: { value: 60, low: 31, high: 90 } }]),
    show([]),
    knowledgeBank([{ ...example, rubrik: EVIL }]),
    knowledgeBank([]),
  ];
  for (const panel of panels) {
    const again = new Panel(PanelData.parse(journey(panel)));
    assert.equal(again.html(() => "f1"), panel.html(() => "f1"));
    assert.equal(again.html(), panel.html());
    assert.deepEqual(again.toJSON(), journey(panel));
    assert.equal(parsed(again.html()).querySelector("img"), null);
  }
});

Deno.test("a finding links to its own figure when another is of the same kind, and nowhere when it is not shown", () => {
  const [all, cataract] = ["Alla", "Gråstarr"].map((selection) =>
    overLimitByRegion(aprilByRegion, { manad, selection })
  );
  const panel = findings([{ text: "Alla", figure: all }, { text: "Gråstarr", figure: cataract }]);
  const html = panel.html(({ subtitle }) => subtitle === cataract.subtitle ? "f2" : null);
  assert.equal(html, '<ul class="findings"><li>Alla.</li><li><a href="#f2">Gråstarr</a>.</li></ul>');
});

Deno.test("a chart of a notebook's own survives the journey, its clips and markers with ids of the page", () => {
  const figure = new Figure({
    ...DEMO,
    draw: ({ width, document }) =>
      Plot.plot({
        ...{ width, document, clip: true },
        marks: [
          Plot.line([[0, 1], [1, 3], [2, 2]], { marker: "arrow", stroke: "#036" }),
          Plot.dot([[1, 3]], {
            symbol: "star",
            fill: "rgb(10 20 30)",
            title: () => EVIL,
            mixBlendMode: "multiply",
          }),
          Plot.axisX({ label: EVIL }),
        ],
      }),
  });
  const html = new Figure(FigureData.parse(journey(figure))).html({ id: "f7" });
  assert.match(html, /id="f7-w-1"[^]*url\(#f7-w-1\)[^]*id="f7-n-1"[^]*url\(#f7-n-1\)/);
  assert.doesNotMatch(html, /figur-\d|style=/);
  assert.equal(parsed(html).querySelector("img"), null);
});

const SVG = '<svg class="plot" width="9" height="9">';
const chartOf = (inside: string) => `${SVG}${inside}</svg>`;

Deno.test("a chart that would run, fetch, link or style something is refused", () => {
  const taken = (wide: string) =>
    FigureData.safeParse({ ...DEMO, chart: { wide, narrow: chartOf("") } }).success;
  const fine = [
    "",
    "<g/>",
    "<title>a &lt;b&gt;\nc</title>",
    '<path d="M0,0L1,1" fill="var(--late)"/>',
    '<clipPath id="figur-1"><rect width="1" height="1"/></clipPath><g clip-path="url(#figur-1)"/>',
  ];
  for (const inside of fine) assert.ok(taken(chartOf(inside)), inside);
  const hostile = [
    "<script>alert(1)</script>",
    "<style>*{}</style>",
    "<foreignObject><p>x</p></foreignObject>",
    "<image/>",
    '<a href="javascript:alert(1)">x</a>',
    '<use href="#f1"/>',
    '<animate attributeName="href"/>',
    "<set/>",
    "<title><g/></title>",
    "<div>x</div>",
    "<p>x</p>",
    "<svg/>",
    '<g onload="alert(1)"/>',
    '<g ONLOAD="alert(1)"/>',
    "<g onload=alert(1)/>",
    "<g\nonload='alert(1)'/>",
    '<g/onload="alert(1)"/>',
    '<g style="fill:red"/>',
    '<g fill="url(https://x.se/a)"/>',
    '<g fill="u&#114;l(https://x.se/a)"/>',
    '<g fill="u\\72l(https://x.se/a)"/>',
    '<g fill="URL(//x.se)"/>',
    '<g fill="image-set(x)"/>',
    '<g mask="url(#f1)"/>',
    '<g id="innehall"/>',
    '<g xlink:href="#a"/>',
    '<g data-x="1"/>',
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<?xml x?>",
    "<!doctype x>",
    "<g>",
    "</svg>",
    "</g>",
    '<text>"</text>',
    "<text>&nbsp;</text>",
    "<text>a\u0000b</text>",
    '<text y="&#x22;"/>',
    "</svg><script>alert(1)</script><svg>",
    "</svg><svg>",
  ];
  for (const inside of hostile) assert.equal(taken(chartOf(inside)), false, inside);
  for (
    const text of ["", "text", "<p>x</p>", `x${chartOf("")}`, `${chartOf("")}x`, `${chartOf("")}<p>x</p>`]
  ) {
    assert.equal(taken(text), false, text);
  }
});

Deno.test("a panel that would run, fetch, link or style something is refused, in pieces too", () => {
  const taken = (...html: unknown[]) => PanelData.safeParse({ kind: "demo", html, text: "" }).success;
  const link = { text: EVIL, figure: { kind: "a", headline: EVIL, subtitle: "c" } };
  assert.ok(taken('<p class="note">', link, "</p>"));
  for (
    const html of [
      ["<script>", "</script>"],
      ["<scr", "ipt></scr", "ipt>"],
      ['<p onclick="a()">x</p>'],
      ['<a href="https://x.se">x</a>'],
      ['<a href="#f1">x</a>'],
      ['<p class="', link, '"></p>'],
      ["<p ", link, "></p>"],
      ["<p", link, "></p>"],
      ['<img src="x">'],
      ['<iframe src="x"></iframe>'],
      ["<form></form>"],
      ["<h2>x</h2>"],
      ['<p id="om">x</p>'],
      ['<p style="color:red">x</p>'],
      ["<template><p>x</p></template>"],
      ["<table/>"],
      ["<p>"],
      ["</div><p>x</p><div>"],
      ["<path/>"],
      [{ ...link, href: "javascript:alert(1)" }],
    ]
  ) assert.equal(taken(...html), false, JSON.stringify(html));
});

Deno.test("texts of a figure stay texts, whatever they are, and what is not a figure is refused", () => {
  const rows = [waitRow(EVIL, [30, 0, 0, 3, 1], { region: EVIL })];
  const figure = overLimitByHospital(rows, { manad, selection: EVIL, missing: [EVIL] });
  const data = JSON.parse(JSON.stringify(figure));
  const told = {
    ...data,
    headline: EVIL,
    alt: EVIL,
    note: EVIL,
    legend: { label: EVIL, items: [{ tone: "b1", label: EVIL }] },
  };
  const document = parsed(new Figure(FigureData.parse(told)).html({ id: "f1" }));
  assert.equal(document.querySelector("img, script"), null);
  assert.ok(document.querySelector("h3")?.textContent?.startsWith('"></title>'));
  for (
    const other of [
      null,
      {},
      { ...data, headline: 1 },
      { ...data, rows: [] },
      { ...data, table: { rows: [] } },
      { ...data, legend: { label: "", items: [{ tone: 'b1"><img src=x>', label: "" }] } },
    ]
  ) assert.equal(FigureData.safeParse(other).success, false);
});
