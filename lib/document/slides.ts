import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
// @ts-types="./_pptxgenjs.d.ts"
import PptxGenJS, { type BorderProps, type IChartOpts, type Slide, type TableCell } from "pptxgenjs";
import {
  cellAt,
  cellText,
  type Figure,
  type FigureTable,
  lightPalette,
  picturePng,
  pictureSvg,
} from "../figures/mod.ts";
import { type ChartNumbers, chartNumbers } from "./_chart_shapes.ts";
import {
  type Block,
  commentsIn,
  type FactsBlock,
  type FigureBlock,
  type PageContent,
  type TextTableBlock,
  type WriteOptions,
} from "./content.ts";
import { numberOf } from "./shown_number.ts";
import { pictureSize } from "./_picture_size.ts";
import { withLook } from "./_slide_template.ts";
import { markLine, titleOf } from "./_words.ts";

/** Places on a slide of 13.33 by 7.5 inches. */
const LEFT = 0.6,
  WIDTH = 12.13,
  BODY = { x: LEFT, y: 1.35, w: WIDTH, h: 4.95 },
  SCOPE_Y = 6.35,
  FOOT_Y = 7.05;

/** How much of a table, and how many lines of what is said of a figure, a slide shows. */
const MOST = { rows: 13, columns: 9, lines: 6 };

/** A line of small text over the whole width. */
const LINE_SIGNS = 120, LINE_HEIGHT = 0.21;

/** The fonts of the theme, which a template may choose. */
const FONT = "+mn-lt", THEME_FONT = "Calibri";

const colourOf = (name: keyof typeof lightPalette): string => lightPalette[name].slice(1);

/**
 * A page as slides (bilder), 16:9: its title, its key figures and findings, its decisions, and a slide for each figure with the
 * finding as title, a chart that can be edited where PowerPoint has its kind and a picture elsewhere, the scope below, and what
 * the words mean in the notes. Every slide has the page's marks.
 *
 * @param page The page.
 * @param template A deck of ours whose look somebody has changed: it lends its layouts, theme and their pictures.
 * @returns The file (pptx).
 * @throws {DocumentTemplateError} If the template cannot be used.
 */
export async function slides(
  page: PageContent,
  { template }: WriteOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const deck = new PptxGenJS(), pictures = new Map<string, Uint8Array>();
  deck.layout = "LAYOUT_WIDE";
  deck.title = titleOf(page);
  deck.author = "Vänteläge";
  deck.subject = markLine(page, null);
  deck.company = "Sjukvårdsregion Mellansverige";
  deck.theme = { headFontFace: THEME_FONT, bodyFontFace: THEME_FONT };
  master(deck, "INNEHÅLL", {
    x: LEFT,
    y: 0.35,
    w: WIDTH,
    h: 0.75,
    valign: "middle",
    ...text(26, "ink"),
  });
  master(deck, "FRAMSIDA", {
    x: LEFT + 0.3,
    y: 2.05,
    w: 11.5,
    h: 1.1,
    valign: "bottom",
    ...text(40, "ink"),
  });
  titleSlide(deck, page);
  summarySlide(deck, page);
  const cards = cardsOf(page.matter);
  if (cards.length > 0) decisionsSlide(deck, cards);
  for (const card of cards) cardSlide(deck, card);
  for (const block of page.matter) {
    if (block.block === "figure") await figureSlide(deck, block, page, pictures);
  }
  const written = await deck.write({ outputType: "uint8array" });
  if (!(written instanceof Uint8Array)) throw new TypeError("Cannot write the slides as bytes");
  return mended(written, pictures, template);
}

/** What slides of a kind have in common: the title's place, a line above the foot, and the slide's number. */
function master(deck: PptxGenJS, title: string, place: object): void {
  deck.defineSlideMaster({
    title,
    background: { color: colourOf("paper") },
    objects: [
      {
        placeholder: {
          options: { name: "rubrik", type: "title", ...place, bold: true, align: "left", margin: 0 },
          text: "",
        },
      },
      { line: { x: LEFT, y: FOOT_Y - 0.05, w: WIDTH, h: 0, line: { color: colourOf("line"), width: 0.75 } } },
    ],
    slideNumber: { x: 12.2, y: FOOT_Y, w: 0.55, h: 0.3, align: "right", ...small("muted") },
  });
}

/** A slide with the page's marks at its foot, whatever look its kind has. */
function marked(deck: PptxGenJS, masterName: string): Slide {
  const slide = deck.addSlide({ masterName });
  slide.addText(deck.subject, { x: LEFT, y: FOOT_Y, w: 10, h: 0.3, ...small("late") });
  return slide;
}

function titleSlide(deck: PptxGenJS, page: PageContent): void {
  const slide = marked(deck, "FRAMSIDA");
  const lead = page.opening.find((block) => block.block === "paragraph" && block.role === "lead");
  slide.addShape("rect", { x: LEFT, y: 2.15, w: 0.09, h: 1.6, fill: { color: colourOf("late") } });
  slide.addText(page.title, { placeholder: "rubrik", align: "left", bold: true, ...text(40, "ink") });
  slide.addText(titleOf(page).slice(page.title.length).replace(/^[, ]+/, ""), {
    ...{ x: LEFT + 0.3, y: 3.2, w: 11.5, h: 0.55, ...text(22, "muted") },
  });
  if (lead?.block === "paragraph") {
    slide.addText(lead.text, { x: LEFT + 0.3, y: 4.1, w: 10.5, h: 1.4, ...text(18, "ink"), valign: "top" });
  }
  const said = commentsIn(page.opening);
  if (said.length > 0) {
    slide.addText(said.join("\n"), {
      ...{ x: LEFT + 0.3, y: 5.6, w: 10.5, h: 1.3, ...text(14, "ink"), valign: "top", fit: "shrink" },
    });
  }
}

/** The key figures in a row, and the findings below. */
function summarySlide(deck: PptxGenJS, { matter }: PageContent): void {
  const tiles = matter.find((block) => block.block === "facts" && block.keyFigures) as FactsBlock | undefined;
  const lists = matter.filter((block) => block.block === "list" && block.findings);
  const items = lists.flatMap((block) => block.block === "list" ? block.items : []);
  if (tiles === undefined && items.length === 0) return;
  const slide = titled(deck, "Läget i korthet");
  let y = BODY.y;
  if (tiles !== undefined) {
    const width = WIDTH / tiles.facts.length;
    for (const [at, { term, texts: [value = "", ...about] }] of tiles.facts.entries()) {
      slide.addText([
        { text: term, options: { ...text(13, "muted"), breakLine: true } },
        { text: value, options: { ...text(30, "ink"), bold: true, breakLine: true } },
        { text: about.join("; "), options: text(12, "muted") },
      ], { x: LEFT + at * width, y, w: width - 0.1, h: 1.5, margin: 0, valign: "top" });
    }
    y += 1.75;
  }
  if (items.length > 0) {
    slide.addText(
      items.flatMap(({ text: says, topic }) => [
        ...topic === undefined ? [] : [{ text: topic, options: { ...text(13, "muted"), breakLine: true } }],
        {
          text: says,
          options: {
            ...text(items.length > 7 ? 14 : 18, "ink"),
            bullet: true,
            breakLine: true,
            paraSpaceAfter: 6,
          },
        },
      ]),
      { x: LEFT, y, w: WIDTH, h: SCOPE_Y + 0.6 - y, margin: 0, valign: "top", fit: "shrink" },
    );
  }
}

/** A decision: what is decided, of what, and what is said of it. */
interface Card {
  readonly number: string;
  readonly title: string;
  readonly table: TextTableBlock | null;
  readonly facts: FactsBlock | null;
  readonly ask: string;
}

/** The decisions of a page, each a number, a heading, a table, facts and the words to decide. */
function cardsOf(matter: readonly Block[]): Card[] {
  const cards: Card[] = [];
  let parts: Block[] = [];
  for (const block of matter) {
    if (block.block === "paragraph" && block.role === "number") parts = [];
    parts.push(block);
    if (block.block !== "paragraph" || block.role !== "ask") continue;
    const [number, title] = parts;
    cards.push({
      number: number.block === "paragraph" ? number.text : "",
      title: title?.block === "heading" ? title.text : "",
      table: parts.find((part) => part.block === "table") ?? null,
      facts: parts.find((part) => part.block === "facts") ?? null,
      ask: block.text,
    });
  }
  return cards;
}

function decisionsSlide(deck: PptxGenJS, cards: readonly Card[]): void {
  const slide = titled(
    deck,
    cards.length === 1 ? "Ett beslut" : `${cards.length} beslut att ta ställning till`,
  );
  const effect = (card: Card) =>
    card.facts?.facts.find(({ term }) => term.startsWith("Effekt"))?.texts.join("; ") ?? "";
  grid(slide, ["Beslut", "Vad", "Effekt"], cards.map((card) => [card.number, card.title, effect(card)]), {
    ...{ y: BODY.y, isNumber: [], totals: new Set(), widths: [1.5, 5.6, 5.03] },
  });
}

function cardSlide(deck: PptxGenJS, { number, title, table, facts, ask }: Card): void {
  const slide = titled(deck, title), rows = table?.rows ?? [];
  slide.addText(number, { x: LEFT, y: 1.05, w: WIDTH, h: 0.3, margin: 0, ...text(13, "muted") });
  if (table !== null) {
    grid(slide, table.head, rows, {
      ...{
        y: 1.45,
        totals: new Set(),
        isNumber: table.head.map((_, at) => numberOf(rows[0]?.[at] ?? "") !== null),
      },
    });
  }
  const y = 1.45 + 0.3 * (rows.length + 1) + 0.35;
  slide.addText(
    (facts?.facts ?? []).flatMap(({ term, texts }) => [
      { text: `${term}: `, options: { ...text(13, "ink"), bold: true } },
      { text: texts.join("; "), options: { ...text(13, "ink"), breakLine: true } },
    ]),
    { x: LEFT, y, w: WIDTH, h: Math.max(1, 6.1 - y), margin: 0, valign: "top", fit: "shrink" },
  );
  slide.addText(ask, {
    x: LEFT,
    y: 6.15,
    w: WIDTH,
    h: 0.7,
    margin: 0,
    ...text(15, "ink"),
    bold: true,
    valign: "middle",
  });
  slide.addNotes(ask);
}

async function figureSlide(
  deck: PptxGenJS,
  block: FigureBlock,
  page: PageContent,
  pictures: Map<string, Uint8Array>,
): Promise<void> {
  const { number, figure, mark } = block;
  const { headline, subtitle, note, alt, table } = figure, numbers = chartNumbers(figure);
  const slide = titled(deck, headline), said = commentsIn(page.matter, block);
  const height = BODY.h - commentsOn(slide, said);
  if (numbers !== null) chart(slide, numbers, alt, height);
  else if (figure.hasChart) await picture(slide, figure, page.invented, pictures, height);
  else tableOn(slide, table, height);
  const says = [subtitle, mark, `${number} i ${titleOf(page)}`].filter((part) => part !== null);
  slide.addText(says.join(". "), {
    x: LEFT,
    y: SCOPE_Y,
    w: WIDTH,
    h: 0.6,
    margin: 0,
    ...text(12, "muted"),
    valign: "top",
  });
  slide.addNotes([headline, subtitle, alt, note ?? [], said, definitions(figure, page)].flat().join("\n\n"));
}

/** What is said of a figure, over the scope, as far as it has room; the notes have all. The height that it takes. */
function commentsOn(slide: Slide, said: readonly string[]): number {
  const lines = said.map((text) => Math.ceil(text.length / LINE_SIGNS));
  const shown = said.filter((_, at) =>
    lines.slice(0, at + 1).reduce((sum, each) => sum + each, 0) <= MOST.lines
  );
  if (shown.length === 0) return 0;
  const height = 0.1 + LINE_HEIGHT * lines.slice(0, shown.length).reduce((sum, each) => sum + each, 0);
  slide.addText(shown.join("\n"), {
    ...{ x: LEFT, y: SCOPE_Y - height, w: WIDTH, h: height, margin: 0, ...text(12, "ink"), valign: "top" },
  });
  return height;
}

/** What the words of a figure mean, as the page says it. */
function definitions({ headline, subtitle, table }: Figure, { about }: PageContent): string[] {
  const said = [headline, subtitle, ...table.columns.map(({ label }) => label)].join(" ").toLowerCase();
  return about.flatMap((block) =>
    block.block === "facts"
      ? block.facts.filter(({ term }) => said.includes(term.split(",")[0].toLowerCase()))
        .map(({ term, texts }) => `${term}: ${texts.join(" ")}`)
      : []
  );
}

/** A chart that is PowerPoint's own: its numbers lie in a workbook behind it. */
function chart(
  slide: Slide,
  { form, names, series, format }: ChartNumbers,
  alt: string,
  height: number,
): void {
  // Bars are drawn from below.
  const inOrder = <T>(values: readonly T[]): T[] => form === "lines" ? [...values] : values.toReversed();
  const data = series.map(({ name, values }) => ({
    ...{ name, labels: inOrder(names), values: inOrder(values) },
  }));
  const many = names.length > 14;
  const common: IChartOpts = {
    ...BODY,
    h: height,
    displayBlanksAs: "gap",
    altText: alt,
    catAxisLabelFontFace: FONT,
    catAxisLabelColor: colourOf("ink"),
    valAxisLabelFontFace: FONT,
    valAxisLabelColor: colourOf("muted"),
    valAxisLabelFontSize: 11,
    valAxisLabelFormatCode: format.replace(/\.0%$/, "%"),
    valGridLine: { color: colourOf("line"), size: 0.5 },
    catGridLine: { style: "none" },
    showLegend: series.length > 1,
    legendPos: "t",
    legendFontSize: 12,
    legendFontFace: FONT,
    legendColor: colourOf("ink"),
    dataLabelFormatCode: format,
    dataLabelFontFace: FONT,
    dataLabelFontSize: many ? 10 : 12,
    showTitle: false,
  };
  const colours = series.map(({ tone }) => colourOf(tone));
  if (form === "lines") {
    slide.addChart("line", data, {
      ...common,
      chartColors: colours,
      catAxisLabelFontSize: 11,
      lineSize: 2.5,
      lineDataSymbol: "none",
      valAxisMinVal: 0,
      ...names.length > 24 && { catAxisLabelFrequency: String(Math.ceil(names.length / 12)) },
    });
    return;
  }
  const isStack = form === "stack",
    [longest] = names.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)).sort((
      a,
      b,
    ) => b - a);
  slide.addChart("bar", data, {
    ...common,
    barDir: "bar",
    barGrouping: isStack ? "stacked" : "clustered",
    barGapWidthPct: 35,
    // The first bar is the one that the headline names.
    chartColors: isStack ? colours : inOrder(names.map((_, at) => colourOf(at === 0 ? "late" : "late-soft"))),
    catAxisLabelFontSize: many ? 10 : 13,
    valAxisMinVal: 0,
    // Pieces of a whole.
    ...isStack && longest > 0.95 && longest < 1.05 && { valAxisMaxVal: 1 },
    valAxisHidden: !isStack,
    ...!isStack && { valGridLine: { style: "none" } },
    showValue: true,
    dataLabelPosition: isStack ? "ctr" : "outEnd",
    dataLabelColor: isStack ? "FFFFFF" : colourOf("ink"),
  });
}

/** A chart as PowerPoint shows pictures: sharp as SVG, and as PNG where that is not known. */
async function picture(
  slide: Slide,
  figure: Figure,
  invented: readonly string[],
  pictures: Map<string, Uint8Array>,
  most: number,
): Promise<void> {
  const options = { titled: false, invented };
  const svg = pictureSvg(figure, options), { width, height } = pictureSize(svg, { width: 1e9, height: 1e9 });
  pictures.set(svg, await picturePng(figure, options));
  const scale = Math.min(BODY.w / width, most / height), w = width * scale, h = height * scale;
  slide.addImage({
    data: `image/svg+xml;base64,${new TextEncoder().encode(svg).toBase64()}`,
    ...{ x: BODY.x + (BODY.w - w) / 2, y: BODY.y, w, h },
    altText: figure.alt,
  });
}

/** A figure's table; of a long or a wide one its first rows and columns, and its totals. */
function tableOn(slide: Slide, { columns, rows }: FigureTable, height: number): void {
  const body = rows.filter(({ total }) => !total), totals = rows.filter(({ total }) => total);
  const most = Math.floor(MOST.rows * height / BODY.h);
  const shown = [...body.slice(0, Math.max(1, most - totals.length)), ...totals];
  const first = columns.slice(0, MOST.columns);
  grid(
    slide,
    first.map(({ label, unit }) => unit === undefined ? label : `${label} (${unit})`),
    shown.map(({ cells }) => first.map(({ key, format }) => cellText(cellAt(cells, key), format))),
    {
      y: BODY.y,
      isNumber: first.map(({ format }) => format !== "text"),
      totals: new Set(shown.flatMap(({ total }, at) => total ? [at] : [])),
    },
  );
  const isCut = [
    ...shown.length < rows.length ? ["raderna"] : [],
    ...first.length < columns.length ? ["kolumnerna"] : [],
  ];
  if (isCut.length === 0) return;
  slide.addText(`De första ${isCut.join(" och ")} visas. Hela tabellen finns på sidan och i arbetsboken.`, {
    ...{ x: LEFT, y: BODY.y + height - 0.25, w: WIDTH, h: 0.28, margin: 0, ...text(11, "muted") },
  });
}

function grid(
  slide: Slide,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  { y, isNumber, totals, widths }: {
    readonly y: number;
    readonly isNumber: readonly boolean[];
    readonly totals: ReadonlySet<number>;
    readonly widths?: readonly number[];
  },
): void {
  const size = rows.length > 10 || heads.length > 7 ? 11 : 13;
  const border = (name: keyof typeof lightPalette): BorderProps => ({
    type: "solid",
    pt: 0.75,
    color: colourOf(name),
  });
  const cell = (value: string, at: number, row: number): TableCell => ({
    text: value,
    options: {
      ...text(size, "ink"),
      bold: row < 0 || totals.has(row),
      align: isNumber[at] ? "right" : "left",
      valign: row < 0 ? "bottom" : "middle",
      margin: [0.02, 0.06, 0.02, 0.06],
      border: [{ type: "none" }, { type: "none" }, border(row < 0 ? "muted" : "line"), { type: "none" }],
      ...row < 0 && { fill: { color: colourOf("wash") } },
    },
  });
  const lengths = heads.map((head, at) =>
    Math.min(
      42,
      Math.max(
        6,
        ...head.split(/\s/).map(({ length }) => length),
        ...rows.map((row) => (row[at] ?? "").length),
      ),
    )
  );
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  slide.addTable(
    [
      heads.map((head, at) => cell(head, at, -1)),
      ...rows.map((row, index) => heads.map((_, at) => cell(row[at] ?? "", at, index))),
    ],
    { x: LEFT, y, w: WIDTH, colW: [...widths ?? lengths.map((length) => WIDTH * length / whole)] },
  );
}

function titled(deck: PptxGenJS, title: string): Slide {
  const slide = marked(deck, "INNEHÅLL");
  slide.addText(title, {
    ...{ placeholder: "rubrik", align: "left", bold: true },
    ...text(title.length > 110 ? 19 : title.length > 75 ? 22 : 26, "ink"),
  });
  return slide;
}

function text(
  fontSize: number,
  colour: keyof typeof lightPalette,
): { fontSize: number; color: string; fontFace: string } {
  return { fontSize, color: colourOf(colour), fontFace: FONT };
}

function small(colour: keyof typeof lightPalette): { fontSize: number; color: string; fontFace: string } {
  return text(10, colour);
}

/**
 * What the library leaves wrong: a picture's PNG is the SVG again, tables do not say that their first row is heads, titles
 * are not said to be the slides', texts are said to be English, a number that is missing is an empty one,
 * and the list of parts names some that there are not.
 */
function mended(
  bytes: Uint8Array,
  pictures: ReadonlyMap<string, Uint8Array>,
  template?: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const written = unzipSync(bytes), parts = template === undefined ? written : withLook(written, template);
  const names = Object.keys(parts).filter((name) => !name.endsWith("/"));
  // Readers look for the list of types first.
  names.sort((a, b) => Number(b === TYPES) - Number(a === TYPES));
  return new Uint8Array(zipSync(Object.fromEntries(
    names.map((name) => [name, mendedPart(name, parts, names, pictures)]),
  )));
}

/** The list of the parts' types. */
const TYPES = "[Content_Types].xml";

/** The list without the parts that there are not: the library names a master for each slide. */
function onlyThere(types: string, names: readonly string[]): string {
  return types.replace(
    /<Override PartName="\/([^"]*)"[^>]*\/>/g,
    (entry, name: string) => names.includes(name) ? entry : "",
  );
}

function mendedPart(
  name: string,
  parts: Readonly<Record<string, Uint8Array>>,
  names: readonly string[],
  pictures: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const part = parts[name];
  if (name === TYPES) return strToU8(onlyThere(strFromU8(part), names));
  const chart = /^ppt\/embeddings\/\D*(\d+)\.xlsx$/.exec(name)?.[1];
  if (chart !== undefined) return asDrawn(part, strFromU8(parts[`ppt/charts/chart${chart}.xml`]));
  if (/^ppt\/media\/.*\.png$/.test(name)) return pictures.get(strFromU8(part)) ?? part;
  if (!/^ppt\/.*\.xml$/.test(name)) return part;
  const isSlide = name.startsWith("ppt/slides/");
  return strToU8(
    strFromU8(part).replaceAll('lang="en-US"', 'lang="sv-SE"')
      .replace(/<a:tblPr ?(\/?)>/g, '<a:tblPr firstRow="1"$1>')
      .replace(/<p:ph\s+idx="\d+"\s+type="title"[^>]*\/>/g, '<p:ph type="title"/>')
      // Where a slide's title is, its layout says.
      .replace(
        isSlide ? /(<p:ph type="title"\/><\/p:nvPr><\/p:nvSpPr>)<p:spPr>[^]*?<\/p:spPr>/g : /$^/,
        "$1<p:spPr/>",
      )
      .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, "")
      // Names in one level are plain names, which every program reads.
      .replace(/<c:lvl>|<\/c:lvl>/g, "").replaceAll("multiLvlStr", "str"),
  );
}

/** The workbook behind a chart: with its zeros, which the library drops, and without the empty numbers of months that have none. */
function asDrawn(bytes: Uint8Array, chart: string): Uint8Array {
  const parts = unzipSync(bytes), sheet = "xl/worksheets/sheet1.xml";
  const zeros = new Set(
    [...chart.matchAll(/<c:val>[^]*?<\/c:val>/g)].flatMap(([values], series) =>
      [...values.matchAll(/<c:pt idx="(\d+)"><c:v>0<\/c:v>/g)]
        .map(([, at]) => `${String.fromCharCode(66 + series)}${Number(at) + 2}`)
    ),
  );
  const xml = strFromU8(parts[sheet]).replace(
    /<c r="([A-Z]+\d+)"(?: [^>]*)?><v><\/v><\/c>/g,
    (_, cell: string) => zeros.has(cell) ? `<c r="${cell}"><v>0</v></c>` : "",
  );
  const files = Object.entries(parts).filter(([name]) => !name.endsWith("/"));
  return zipSync({ ...Object.fromEntries(files), [sheet]: strToU8(xml) });
}
