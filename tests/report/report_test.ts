import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type Guarded, HIDDEN, type Hidden, isHidden, wholeRows } from "../../lib/disclosure/mod.ts";
import type { WaitTableRow } from "../../lib/indicators/mod.ts";
import { exactly } from "../../lib/numeric/mod.ts";
import {
  barFigure,
  deviationsByRegion,
  Figure,
  FIGURE_MIME,
  findings,
  guardedTable,
  keyFigures,
  longWaitersByRegion,
  monthsWithYearBefore,
  overLimitByRegion,
  Panel,
  PANEL_MIME,
  performedFigure,
  regionFigure,
  regionKeyFigures,
  show,
  waitingByBandFigure,
  waitTableFigure,
} from "../../lib/figures/mod.ts";
import { waitTable } from "../../lib/indicators/mod.ts";
import { renderIndex, renderReport, type ReportOptions } from "../../lib/report/mod.ts";
import type { PublishedMonth } from "../../lib/selection/mod.ts";
import { executed, options, page, published, shown } from "./_executed.ts";

const OPENING =
  "# Vem väntar för länge?\n\nDrygt en *tredjedel*.\n\nVäntande, exkl. PvV och MoV.\n\n- En rad till";

Deno.test("renderReport() makes the first heading the page's, the next paragraph the lead and the rest small print", () => {
  const report = renderReport(executed([OPENING]), options);
  const document = page(report.html);
  assert.equal(document.documentElement.lang, "sv");
  assert.equal(document.querySelector("header h1")?.textContent, "Vem väntar för länge?");
  assert.equal(document.querySelector("header .lead")?.innerHTML, "Drygt en <em>tredjedel</em>.");
  assert.match(
    document.querySelector("header .meta")?.textContent ?? "",
    /^Väntande, exkl.*En rad till\s*$/s,
  );
  assert.equal(document.title, "Vem väntar för länge? april 2024");
  const { fileName, title, question, mainFinding } = report;
  assert.deepEqual([fileName, title, question, mainFinding], [
    "01_vantelaget.html",
    "Vem väntar för länge? april 2024",
    "Vem väntar för länge?",
    "Drygt en tredjedel.",
  ]);
});

Deno.test("renderReport() names in title and lead what the notebook was run with, and never reads it as Markdown", () => {
  const texts = ["# Vem väntar på {vardutbud}?\n\nListan för {vardutbud} i {manad}, {annat}."];
  const report = (vardutbud: string) =>
    renderReport(executed(texts, { vardutbud, manad: "2024-03" }), options);
  assert.equal(report("Gråstarr").question, "Vem väntar på operation av grå starr?");
  assert.equal(report("Gråstarr").title, "Vem väntar på operation av grå starr? april 2024");
  assert.equal(
    page(report("Knäled protes").html).querySelector(".lead")?.textContent,
    "Listan för knäprotes i mars 2024, {annat}.",
  );
  for (const name of ["<b>", "[a](http://b)", "`a`", "constructor", "__proto__"]) {
    assert.equal(report(name).question, `Vem väntar på ${name}?`);
  }
});

Deno.test("renderReport() puts a comma before the month when the title is no sentence", () => {
  assert.equal(
    renderReport(executed(["# Vänteläget & köerna"]), options).title,
    "Vänteläget & köerna, april 2024",
  );
});

Deno.test("renderReport() makes a report of a heading alone", () => {
  const report = renderReport(executed(["# Tomt"]), options);
  const document = page(report.html);
  assert.equal(report.mainFinding, "");
  assert.equal(document.querySelector(".lead"), null);
  assert.equal(document.querySelector(".meta"), null);
  assert.deepEqual([...document.querySelectorAll("nav ol a")].map((a) => a.textContent), ["Om siffrorna"]);
});

Deno.test("renderReport() throws when the first text cell has no heading, naming the notebook", () => {
  for (const cells of [[], ["Ingen rubrik", "# För sent"], [{ code: "1" }]]) {
    assert.throws(() => renderReport(executed(cells), options), {
      name: "ReportError",
      message: /"01_vantelaget": den första textcellen saknar rubrik/,
    });
  }
});

Deno.test("renderReport() keeps the levels of headings without gaps and gives each its own id", () => {
  const { html } = renderReport(
    executed([
      "# Titel\n\n#### Djup",
      "# Ännu en etta\n\n##### Femma\n\n## Åsa & Örjan?",
      "## Åsa & Örjan?\n\n## ?\n\n## Om\n\n## F1 och t2",
    ]),
    options,
  );
  const headings = [...page(html).querySelectorAll("h1,h2,h3,h4,h5,h6")];
  assert.deepEqual(headings.map(({ tagName, id, textContent }) => [tagName, id, textContent]), [
    ["H1", "", "Titel"],
    ["H2", "djup", "Djup"],
    ["H2", "annu-en-etta", "Ännu en etta"],
    ["H3", "femma", "Femma"],
    ["H2", "asa-orjan", "Åsa & Örjan?"],
    ["H2", "asa-orjan-2", "Åsa & Örjan?"],
    ["H2", "avsnitt", "?"],
    ["H2", "avsnitt-om", "Om"],
    ["H2", "avsnitt-f1-och-t2", "F1 och t2"],
    ["H2", "om", "Om siffrorna"],
  ]);
});

Deno.test("renderReport() lists the sections in the contents", () => {
  const document = page(
    renderReport(executed(["# Titel", "## Ett `två`\n\n### Under\n\n## Tre"]), options).html,
  );
  const links = [...document.querySelectorAll("nav ol a")];
  assert.deepEqual(links.map((link) => [link.getAttribute("href"), link.textContent]), [
    ["#ett-tva", "Ett två"],
    ["#tre", "Tre"],
    ["#om", "Om siffrorna"],
  ]);
});

Deno.test("renderReport() heads what is shown before the first section with a heading that only listeners meet", () => {
  const cells = ["# Titel", { code: "a", outputs: [shown({ "text/plain": "1" })] }, "## Sedan"];
  const document = page(renderReport(executed(cells), options).html);
  assert.deepEqual([...document.querySelectorAll("main h2")].map((h) => [h.id, h.className]), [
    ["laget", "sr"],
    ["sedan", ""],
    ["om", ""],
  ]);
});

Deno.test("renderReport() folds all code away at the foot, and leaves it out for the public", () => {
  const cells = [
    "# Titel",
    { code: 'import {} from "vantelage"' },
    "## Fråga",
    { code: "1 < 2", outputs: [shown({ "text/plain": "true" })] },
    { code: "sist()" },
  ];
  const folds = [
    ...page(renderReport(executed(cells), options).html).querySelectorAll("footer>details.code"),
  ];
  assert.deepEqual(folds.map((fold) => fold.querySelector("code")?.textContent), [
    'import {} from "vantelage"\n\n1 < 2\n\nsist()',
  ]);
  assert.ok(!folds[0].hasAttribute("open"));
  const { html } = renderReport(executed(["# Titel", { code: "1" }]), {
    ...options,
    audience: "public",
    published,
  });
  assert.doesNotMatch(html, /Visa kod/);
});

Deno.test("renderReport() shows nothing of a code cell of which nothing is left to show", () => {
  const { html } = renderReport(executed(["# Titel", "## Fråga\n\nText."]), options);
  assert.doesNotMatch(html, /Visa kod<|<pre/);
});

Deno.test("renderReport() marks the page as internal, and made-up data as made up", () => {
  const marks = (synthetic: boolean) => {
    const { html } = renderReport(executed(["# T"]), {
      ...options,
      provenance: { ...options.provenance, synthetic },
    });
    return [...page(html).querySelectorAll(".mark")].map((mark) => mark.textContent);
  };
  assert.deepEqual(marks(true), ["Internt arbetsmaterial", "Syntetiska data"]);
  assert.deepEqual(marks(false), ["Internt arbetsmaterial"]);
});

Deno.test("renderReport() throws for a link that leads to no place on the page", () => {
  assert.throws(() => renderReport(executed(["# T", "Se [figuren](#f1)."]), options), {
    name: "ReportError",
    message: /"01_vantelaget": länken #f1 leder inte till något/,
  });
  renderReport(executed(["# T", "Se [nedan](#fråga).".replace("fråga", "fraga"), "## Fråga"]), options);
});

Deno.test("renderReport() gives the same bytes for the same notebook, whatever it took to run it", () => {
  const cells = [OPENING, { code: "1", outputs: [shown({ "text/plain": "1" })] }];
  const first = renderReport(executed(cells, { manad: "2024-04" }), options);
  const again = renderReport({
    ...executed(cells, { manad: "2024-04" }),
    seconds: 99,
    path: "någon/annanstans",
  }, options);
  assert.equal(first.html, again.html);
});

Deno.test("renderReport() carries a policy that lets its own style in and no script, and asks the network for nothing", () => {
  const { html } = renderReport(executed([OPENING, "[ut](https://skr.se)"]), options);
  const document = page(html);
  const policy =
    document.querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content") ?? "";
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  assert.equal(
    policy,
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  assert.equal(html.match(/<style/g)?.length, 1);
  assert.equal(document.querySelectorAll("script,link,iframe,object,embed,[src],[style]").length, 0);
  assert.doesNotMatch(style, /url\(|@import/);
});

/** What the script of every page takes at most, as tests/browser finds. */
const SCRIPT = 7_840;

Deno.test("renderReport() writes a page whose frame and script are under 30 kB with all that a month rests on", () => {
  const deliveries = Array.from({ length: 100 }, (_, i) => ({
    ...options.provenance.deliveries[0],
    file: `syntetisk_vastmanland_2023-${i}.csv`,
  }));
  const { html } = renderReport(executed(["# T"]), {
    ...options,
    provenance: { ...options.provenance, deliveries },
  });
  const bytes = new TextEncoder().encode(html).length;
  assert.ok(bytes <= 30_000 - SCRIPT, `${bytes} bytes`);
});

Deno.test("renderReport() writes under 30 kB beside the figures of a page with eight sections of all kinds", () => {
  const rows = waitTable(
    ["Region Dalarna", "Region Uppsala"].flatMap((region) =>
      [10, 45, 75, 100, 400].map((days) => ({
        ...{ status: "vantande" as const, avvikelse: null, region, sjukhus: null, vardutbud: null },
        ...{ agarform: null, lo: days, hi: days, antal: 30 },
      }))
    ),
    { by: "region", manad: "2024-04" },
  );
  const data = (drawn: Figure) => shown({ [FIGURE_MIME]: JSON.parse(JSON.stringify(drawn)) });
  const month = { manad: "2024-04" };
  const figures = [
    overLimitByRegion(rows, month),
    waitingByBandFigure(rows, month),
    waitTableFigure(rows, { by: "region", ...month }),
  ];
  const tiles = keyFigures([{ label: "Väntande", value: "7", tone: "late" }]);
  const items = findings([{ text: "Dalarna har störst andel" }]);
  const code = 'const rader = await urval.months("over");\n'.repeat(4);
  const cells = [
    `${OPENING}\n\nPvV, MoV och vårdutbud.`,
    { code, outputs: [shown({ [PANEL_MIME]: tiles.toJSON() })] },
    { code, outputs: [shown({ [PANEL_MIME]: items.toJSON() })] },
    ...Array.from({ length: 8 }, (_, i) => [
      `## Hur länge har man fått vänta ${i}?\n\n${"Synen avgör om man får köra bil. ".repeat(5)}`,
      { code, outputs: [data(figures[i % 3])] },
    ]).flat(),
  ];
  const deliveries = Array.from({ length: 28 }, () => options.provenance.deliveries[0]);
  const { html } = renderReport(executed(cells, month), {
    ...options,
    provenance: { ...options.provenance, deliveries },
  });
  const beside = new TextEncoder().encode(html.replace(/<figure[^]*?<\/figure>/g, "")).length;
  assert.ok(beside <= 30_000 - SCRIPT, `${beside} bytes`);
});

Deno.test("renderReport() carries the rules of what is on the page and of nothing else", () => {
  const { html } = renderReport(executed(["# T"]), options);
  assert.match(html, /\n\.skip\{/);
  assert.match(html, /\nsummary\{/, "an element's rule stays");
  assert.doesNotMatch(html, /\n\.bank|\.letter|\n\.tiles|\npre\.stream|\nfigure/);
  const tiles = keyFigures([{ label: "Väntande", value: "7" }]);
  const cells = ["# T", { code: "1", outputs: [shown({ [PANEL_MIME]: tiles.toJSON() })] }];
  assert.match(renderReport(executed(cells), options).html, /\.tiles dt\{/);
});

Deno.test("renderReport() has the landmarks of a page, once each, and every id once", () => {
  const { html } = renderReport(executed([OPENING, "## Fråga"]), options);
  const document = page(html);
  for (const landmark of ["header", "nav", "main", "footer"]) {
    assert.equal(document.querySelectorAll(landmark).length, 1, landmark);
  }
  assert.equal(document.querySelector(".skip")?.getAttribute("href"), "#innehall");
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
});

const PUBLIC: ReportOptions = { ...options, audience: "public", published };

Deno.test("renderReport() marks a public page, tells how it is protected, and not what each file held", () => {
  const { html } = renderReport(executed(["# Vem väntar?"]), PUBLIC), document = page(html);
  assert.equal(document.querySelector(".mark")?.textContent, "Publik");
  assert.match(document.querySelector("footer")?.textContent ?? "", /Antal under 5 visas inte\./);
  assert.ok(!html.includes("dalarna_2024-04.csv"));
  assert.doesNotMatch(html, /Kontrollsumma/, "small numbers could be tried out against it");
  assert.match(renderReport(executed(["# Vem väntar?"]), options).html, /dalarna_2024-04\.csv/);
});

Deno.test("renderReport() refuses a public page that shows anything but figures, or is not protected", () => {
  const printed = executed(["# Vem väntar?", { code: "antal", outputs: [shown({ "text/plain": "3" })] }]);
  assert.throws(() => renderReport(printed, PUBLIC), /cell 2 visar annat än figurer/);
  assert.throws(
    () => renderReport(executed(["# Vem väntar?"]), { ...PUBLIC, published: undefined }),
    /inga små tal har skyddats/,
  );
});

/** A page for the public that shows something. */
function publicPage(each: Figure | Panel, month: PublishedMonth = published): string {
  const mime = each instanceof Figure ? FIGURE_MIME : PANEL_MIME;
  const cell = { code: "1", outputs: [shown(JSON.parse(JSON.stringify({ [mime]: each })))] };
  return renderReport(executed(["# T", cell]), { ...PUBLIC, published: month }).html;
}

/** A month in which 100 wait in each of two regions, 40 of them over 90 days. */
function protectedMonth(pvv: Guarded): PublishedMonth {
  const row = (name: string): WaitTableRow<Hidden> => ({
    ...{ name, region: name, total: name === "Totalt", bands: [30, 20, 10, 30, 10].map(exactly) },
    ...{ median: exactly(60), antal: 100, pvv, mov: 8 },
    ...{ deviationShare: isHidden(pvv) ? HIDDEN : 0.1, over: exactly(40) },
    ...{ overShare: exactly(0.4), overIncluding: exactly(45), long: exactly(10) },
    ...{ per1000: null, per1000Including: null, inhabitants: null },
  });
  const region = ["Region Dalarna", "Region Uppsala", "Totalt"].map(row);
  return { ...published, waiting: { ...published.waiting, region } };
}

Deno.test("renderReport() shows the public figures that the protected month gives, drawn again", () => {
  const month = protectedMonth(7), { region } = month.waiting, about = { manad: "2024-04" };
  for (const draw of [overLimitByRegion, waitingByBandFigure, longWaitersByRegion, deviationsByRegion]) {
    assert.match(publicPage(regionFigure(region, draw, about), month), /<figure id="[ft]1"/);
  }
  const hiding = protectedMonth(HIDDEN),
    hides = regionFigure(hiding.waiting.region, deviationsByRegion, about);
  assert.match(publicPage(hides, hiding), /<td>dolt</);
  const trend = { ...about, measure: "overShare" } as const;
  for (
    const figure of [
      guardedTable(region, { by: "region", ...about }),
      monthsWithYearBefore([], trend),
      performedFigure([], about),
    ]
  ) publicPage(figure, month);
  publicPage(regionKeyFigures(region, about), month);
});

Deno.test("renderReport() refuses a public figure of other numbers, of hidden ones, or of another kind", () => {
  const month = protectedMonth(7), about = { manad: "2024-04" };
  const others = wholeRows(month.waiting.region).map((row) => ({ ...row, antal: row.antal + 1 }));
  assert.throws(
    () => publicPage(overLimitByRegion(others, about), month),
    /"[^"]+" är inte vad månadens skyddade tal ger/,
  );
  const drawn = overLimitByRegion(wholeRows(month.waiting.region), about).toJSON();
  const longer = {
    ...drawn,
    chart: { ...drawn.chart!, narrow: drawn.chart!.narrow.replace(/width="\d+/, "$&1") },
  };
  assert.throws(() => publicPage(new Figure(longer), month), /är inte vad månadens skyddade tal ger/);
  assert.throws(
    () => publicPage(deviationsByRegion(wholeRows(month.waiting.region), about), protectedMonth(HIDDEN)),
    /är ett diagram av tal som är dolda/,
  );
  const bars = barFigure({
    ...{ headline: "Flest i Dalarna", subtitle: "april 2024", alt: "Staplar", caption: "Väntande" },
    columns: [{ key: "region", label: "Region", format: "text" }],
    ...{ rows: [], bars: [{ name: "Dalarna", value: 7, text: "7", tone: "late" }] },
  });
  assert.throws(() => publicPage(bars), /"Flest i Dalarna" är en barFigure, som inte hör till dem/);
  assert.throws(() => publicPage(show([{ antal: 3 }])), /rutan "show" i cell 2/);
  const table = show([{ antal: 3 }]).toJSON();
  assert.throws(() => publicPage(new Panel({ ...table, kind: "findings" })), /rutan "findings" i cell 2/);
});

Deno.test("renderReport() links to the list of all pages, and to those before and after by their questions", () => {
  const pages = [
    { fileName: "00_a.html", question: "Vad kom in?" },
    { fileName: "01_vantelaget.html", question: "Vem väntar?" },
    { fileName: "02_b.html", question: "Är <det> rätt?" },
  ];
  const page = executed(["# Vem väntar?"]), { html } = renderReport(page, { ...options, pages });
  assert.match(html, /<a href="index.html">Alla sidor<\/a>/);
  assert.match(html, /rel="prev" href="00_a.html">Föregående: Vad kom in\?/);
  assert.match(html, /rel="next" href="02_b.html">Nästa: Är &lt;det&gt; rätt\?/);
  assert.doesNotMatch(renderReport(page, options).html, /Alla sidor/);
});

Deno.test("comments stand by their figure, under their page's title or on the front page, and in other formats", () => {
  const figure = new Figure({
    ...{ kind: "demo", headline: "Ingen väntar", subtitle: "april 2024", alt: "Tom tabell." },
    table: { caption: "Väntande", columns: [{ key: "a", label: "A", format: "text" }], rows: [] },
  });
  const comment = { page: "01_vantelaget", figure: null, manad: "2024-04", day: "2024-05-03" };
  const from = "Region Dalarna, verksamhetschef";
  const comments = [
    { ...comment, from, figure: "Tabell 1", text: "Två <salar>." },
    { ...comment, from, text: "Hela sidan." },
    { ...comment, from, figure: "Figur 9", text: "En figur som inte finns." },
    { ...comment, from, figure: "Tabell 7", figureName: "demo", text: "Den fanns längre ner." },
    { ...comment, from, figure: "Tabell 1", figureName: "annan 2", text: "En borttagen." },
    { ...comment, from, page: null, text: "Hela månaden." },
    { ...comment, from, page: "02_granskning", text: "En annan sida." },
    { ...comment, from, manad: "2024-03", text: "En annan månad." },
  ];
  const cells = ["# Vem väntar?", { code: "", outputs: [shown({ [FIGURE_MIME]: figure.toJSON() })] }];
  const { html, content } = renderReport(executed(cells), { ...options, comments });
  assert.match(
    html,
    /<\/figure>\n<p class="note comment">Kommentar till Tabell 1 från Region Dalarna, verksamhetschef, 3 maj 2024: Två &lt;salar&gt;\.</,
  );
  assert.match(
    html,
    /<header>[^]*Kommentar från [^]*Hela sidan[^]*Kommentar till Figur 9 från [^]*<\/header>/,
  );
  assert.match(html, /<\/figure>[^]*>Kommentar till Tabell 1 från [^:]*: Den fanns längre ner\./);
  assert.match(
    html,
    /<header>[^]*Kommentar till Tabell 1, som inte längre är med, från [^:]*: En borttagen[^]*<\/header>/,
  );
  assert.doesNotMatch(html, /Hela månaden|En annan/);
  const { opening, matter } = content();
  const texts = (blocks: typeof matter) =>
    blocks.flatMap((block) => block.block === "paragraph" ? block.text : []);
  assert.match(texts(opening).join(), /Hela sidan/);
  assert.match(texts(matter).join(), /Två <salar>\./);
  const front = renderIndex([], { ...options, comments });
  assert.match(
    front,
    /Kommentar till april 2024 från Region Dalarna, verksamhetschef, 3 maj 2024: Hela månaden\./,
  );
  assert.doesNotMatch(front, /Hela sidan|En annan/);
});
