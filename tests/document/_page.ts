import type { Block, FigureBlock, PageContent } from "../../lib/document/mod.ts";
import { openZip } from "../../lib/extract/_zip.ts";
import { FIGURE_MIME, findings, keyFigures, overLimitByRegion, tableFigure } from "../../lib/figures/mod.ts";
import { PANEL_MIME } from "../../lib/figures/marks/panel.ts";
import { type RenderedReport, renderReport, type ReportOptions } from "../../lib/report/mod.ts";
import { waitTable } from "../../lib/indicators/mod.ts";
import { executed, options as internal, shown } from "../report/_executed.ts";

const cell = (region: string, lo: number, hi: number, antal: number) =>
  ({
    status: "vantande",
    ...{ avvikelse: null, region, sjukhus: null, vardutbud: null, agarform: null, lo, hi, antal },
  }) as const;

/** Who waits in three regions: nobody long in one of them, and one of them in bands so that its share has bounds. */
const ROWS = waitTable([
  cell("Region Uppsala", 10, 10, 1200),
  cell("Region Uppsala", 100, 100, 345),
  cell("Region Dalarna", 61, 120, 700),
  cell("Region Dalarna", 200, 200, 33),
  cell("Region Gävleborg", 10, 10, 500),
], { by: "region", manad: "2024-04" });

/** A chart of the regions. */
export const chart = overLimitByRegion(ROWS, { manad: "2024-04" });

/** A table with a number of every kind, in doubt, missing, hidden, and with a formula for a name. */
export const table = tableFigure({
  headline: "=1+1 har flest av alla",
  subtitle: "Antal, andel och dagar",
  caption: "Allt i en tabell",
  note: "Kön i C_x0041_ räknas inte.",
  columns: [
    { key: "namn", label: "Namn", format: "text" },
    { key: "antal", label: "Antal", format: "count" },
    { key: "andel", label: "Andel", format: "share" },
    { key: "dagar", label: "Median", unit: "dagar", format: "days" },
    { key: "takt", label: "Per vecka", format: "rate" },
    { key: "tal", label: "Per 1 000", format: "rate2" },
  ],
  rows: [
    { cells: { namn: "=1+1", antal: 12894, andel: 0.42137, dagar: 59.5, takt: 3.14159, tal: 23.127 } },
    {
      cells: {
        namn: "osäkert",
        antal: { value: 60.2, low: 31, high: 95 },
        andel: { value: 0.5, low: 0.25, high: 0.75 },
        dagar: { value: 366, low: 366, high: null },
        takt: null,
        tal: { value: 4, low: 0, high: 8, unplaced: true },
      },
    },
    { cells: { namn: "dolt", antal: "dolt", andel: "dolt", dagar: null, takt: -2.04, tal: 0 } },
    { total: true, cells: { namn: "Alla", antal: 13001, andel: 0.4, dagar: 61, takt: 1.5, tal: 27.5 } },
  ],
});

/** A page with a chart, a table, key figures, findings, text with a list and a table, and a printed line. */
export function examplePage(options: Partial<ReportOptions> = {}): RenderedReport {
  const tiles = keyFigures([{ label: "Väntande", value: "2\u00a0278", change: "+17 på ett år" }]);
  const found = findings([{ text: chart.headline, detail: "22,3\u00a0% av alla", figure: chart }]);
  return renderReport(
    executed([
      "# Vem väntar?\n\nMånga väntar länge.",
      {
        code: "a",
        outputs: [shown({ [PANEL_MIME]: tiles.toJSON() }), shown({ [PANEL_MIME]: found.toJSON() })],
      },
      "## Var\n\nI **två** regioner:\n\n- en\n- en till\n\n| a | b |\n|---|--:|\n| x | 1 |",
      { code: "b", outputs: [shown({ [FIGURE_MIME]: chart.toJSON() })] },
      { code: "c", outputs: [shown({ [FIGURE_MIME]: table.toJSON() })] },
    ]),
    { ...internal, ...options },
  );
}

/** The parts of a zip archive that are text, by name. */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  const archive = openZip(bytes, "prov");
  return new Map(archive.paths.map((name) => [name, new TextDecoder().decode(archive.read(name))]));
}

/** The numbers of a text in Swedish form; percents as shares too. */
export function numbersOf(text: string): Set<number> {
  const found = text.matchAll(/([\u2212-]?)(\d{1,3}(?:\u00a0\d{3})+|\d+)(,\d+)?(?=(\u00a0%|%)?)/g);
  return new Set([...found].flatMap(([, minus, whole, decimals = "", percent]) => {
    const number = Number(`${whole.replaceAll("\u00a0", "")}${decimals.replace(",", ".")}`);
    const signs = minus === "" ? [number] : [number, -number];
    return percent === undefined
      ? signs
      : signs.flatMap((value) => [value, Number((value / 100).toFixed(decimals.length + 2))]);
  }));
}

/** All texts of a page, apart from each other: also what is said to those who listen. */
export function pageTexts(document: Document): string {
  const texts: string[] = [];
  const walk = (node: Node) => {
    if (node.nodeType === 3) texts.push(node.textContent ?? "");
    else for (const child of Array.from(node.childNodes)) walk(child);
  };
  walk(document.body);
  return [
    ...texts,
    ...[...document.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label")),
  ]
    .join(" | ");
}

/** The page with what somebody says of it, and of each of its figures, before other text. */
export function commented(
  content: PageContent,
  ofPage: string,
  ofFigure: (figure: FigureBlock) => readonly string[],
): PageContent {
  const comment = (text: string) => ({ block: "paragraph", text, role: "comment" } as const);
  return {
    ...content,
    opening: [...content.opening, comment(ofPage)],
    matter: content.matter.flatMap((block): Block[] =>
      block.block === "figure"
        ? [block, ...ofFigure(block).map(comment), { block: "paragraph", text: "Text." }]
        : [block]
    ),
  };
}
