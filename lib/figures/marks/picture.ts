import { fileURLToPath } from "node:url";
import { inventedMark, inventedSources } from "../../reference/invented.ts";
import { escapeHtml } from "./escape_html.ts";
import { Figure, type FigureWidth, type PictureOptions, providePictures } from "./figure.ts";
import { type ColourName, lightPalette } from "./palette.ts";
import { textWidth } from "./_text_width.ts";

/** The letters of pictures, with what takes their place where they are not at hand. */
const FONT = "Inter, 'Segoe UI', system-ui, sans-serif";

/** The letters' files: a picture made without a browser has no others. */
const FONT_FILES = ["400Regular/Inter_400Regular", "600SemiBold/Inter_600SemiBold"];

/** The room around a picture, in pixels. */
const EDGE = 16;

/** A line of text over or under a chart. */
interface Line {
  readonly text: string;
  readonly size: number;
  readonly colour: ColourName;
  readonly weight?: 600;
}

/**
 * A figure, or a chart of one's own, as a picture that stands by itself (bild): an SVG with its letters named, its colours
 * in it, its legend, and a line that says so where its data is invented.
 *
 * @param chart A figure with a chart; or an element that Plot made, or an SVG as text.
 * @param options Its width, whether the figure's headline and subtitle are over it, and the kinds of which data is invented.
 * @returns SVG as text.
 * @throws {TypeError} If the figure is a table, or there is no `svg` in the element or the text.
 *
 * @example An own chart
 * ```ts
 * import assert from "node:assert/strict";
 * import * as Plot from "@observablehq/plot";
 * import { pictureSvg } from "vantelage";
 * import { drawingDocument } from "vantelage/figures";
 * const own = Plot.plot({ document: drawingDocument(), marks: [Plot.barX([1, 2])] });
 * assert.match(pictureSvg(own), /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
 * ```
 */
export function pictureSvg(chart: Figure | Element | string, options: PictureOptions = {}): string {
  const { width = 680, titled = true, invented = inventedSources() } = options;
  const { svg, headline, subtitle, legend, rests } = chart instanceof Figure
    ? partsOf(chart, width)
    : ownParts(chart);
  const [wide, tall] = sizeOf(svg), mark = inventedMark(invented, rests);
  const above: Line[] = titled
    ? [
      ...wrapped({ text: headline, size: 18, colour: "ink", weight: 600 }, wide),
      ...wrapped({ text: subtitle, size: 13, colour: "muted" }, wide),
    ]
    : [];
  const edge = titled ? EDGE : 0;
  let y = edge, body = "";
  const write = (line: Line) => {
    y += line.size * 1.4;
    body += textTag(line, edge, y - line.size * 0.35);
  };
  for (const line of above) write(line);
  if (above.length > 0) y += 8;
  const keys = legendTags(legend, edge, y, wide);
  body += keys.tags;
  y += keys.height;
  body += svg.replace(/<svg\b/, `<svg x="${edge}" y="${round(y)}"`).replace(/ xmlns="[^"]*"/, "");
  y += tall;
  if (mark !== null) write({ text: mark, size: 12, colour: "late" });
  const [fullWidth, fullHeight] = [wide + 2 * edge, round(y + edge)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ` +
    `${fullHeight}" font-family="${FONT}"><rect width="100%" height="100%" fill="${lightPalette.paper}"/>${
      body.replace(/var\(--([a-z0-9-]+)\)/g, (_, name: ColourName) => lightPalette[name])
    }</svg>`;
}

/**
 * A figure, or a chart of one's own, as PNG. Needs no browser and asks no network.
 *
 * @param chart As for {@linkcode pictureSvg}.
 * @param options As for {@linkcode pictureSvg}, and how many pixels of the picture one pixel of the chart takes.
 * @returns The file.
 * @throws {TypeError} As {@linkcode pictureSvg} does.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitByRegion, picturePng, waitTable } from "vantelage";
 * const cell = { status: "vantande", avvikelse: null, region: "Region Dalarna", sjukhus: null, vardutbud: null,
 *   agarform: null, lo: 100, hi: 100, antal: 20 } as const;
 * const figure = overLimitByRegion(waitTable([cell], { by: "region", manad: "2024-04" }), { manad: "2024-04" });
 * assert.deepEqual(await picturePng(figure), await figure.png());
 * ```
 */
export async function picturePng(
  chart: Figure | Element | string,
  options: PictureOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const svg = pictureSvg(chart, options), { Resvg, fonts } = await renderer();
  const drawn = new Resvg(svg, {
    fitTo: { mode: "zoom", value: options.scale ?? 2 },
    font: { fontBuffers: fonts, defaultFontFamily: "Inter", sansSerifFamily: "Inter" },
  });
  const image = drawn.render(), png = new Uint8Array(image.asPng());
  image.free();
  drawn.free();
  return png;
}

providePictures(picturePng);

let loading: Promise<{ Resvg: typeof import("@resvg/resvg-wasm").Resvg; fonts: Uint8Array[] }> | null = null;

/** What draws an SVG, and its letters; loaded when the first picture is asked for. */
async function renderer(): Promise<{ Resvg: typeof import("@resvg/resvg-wasm").Resvg; fonts: Uint8Array[] }> {
  loading ??= (async () => {
    const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
    const read = (path: string) => Deno.readFile(fileURLToPath(import.meta.resolve(path)));
    await initWasm(await read("@resvg/resvg-wasm/index_bg.wasm"));
    return {
      Resvg,
      fonts: await Promise.all(FONT_FILES.map((name) => read(`@expo-google-fonts/inter/${name}.ttf`))),
    };
  })();
  return await loading;
}

/** What a picture is made of. */
interface Parts {
  readonly svg: string;
  readonly headline: string;
  readonly subtitle: string;
  readonly legend: readonly { readonly fill: string; readonly label: string }[];
  readonly rests?: readonly string[];
}

function partsOf(figure: Figure, width: FigureWidth): Parts {
  const { headline, subtitle, rests } = figure, { items = [] } = figure.toJSON().legend ?? {};
  const legend = items.map(({ tone, label }) => ({ fill: `var(--${tone})`, label }));
  return { svg: figure.svg(width), headline, subtitle, legend, rests };
}

/** The parts of a chart of one's own: Plot gives an `svg`, or a `figure` with title and legend before it. */
function ownParts(chart: Element | string): Parts {
  const root = typeof chart === "string" ? null : chart;
  const drawn = root === null ? null : [...root.querySelectorAll("svg")].at(-1) ?? root;
  const text = typeof chart === "string" ? chart : drawn?.outerHTML ?? "";
  const [svg] = /<svg\b[^]*<\/svg>/.exec(text) ?? [];
  if (svg === undefined) {
    throw new TypeError(`Cannot make a picture as there must be an svg: got "${text.slice(0, 40)}"`);
  }
  const swatches = root?.querySelectorAll('[class$="-swatch"]') ?? [];
  const legend = [...swatches].map((swatch) => ({
    fill: swatch.querySelector("svg")?.getAttribute("fill") ?? "currentColor",
    label: (swatch.textContent ?? "").trim(),
  }));
  const said = (name: string) => root?.querySelector(name)?.textContent ?? "";
  return {
    svg: svg.replaceAll("system-ui, sans-serif", FONT),
    ...{ headline: said("h2"), subtitle: said("h3"), legend },
  };
}

function sizeOf(svg: string): [width: number, height: number] {
  const [, width, height] = /viewBox="0[ ,]+0[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg) ?? [];
  const own = (name: string) => new RegExp(`^<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1];
  return [Number(own("width") ?? width ?? 640), Number(own("height") ?? height ?? 400)];
}

/** A text in lines that are no wider than the chart. */
function wrapped(line: Line, width: number): Line[] {
  if (line.text === "") return [];
  const lines: string[] = [];
  for (const word of line.text.split(" ")) {
    const last = lines[lines.length - 1];
    const next = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(next, line.size) <= width) lines[lines.length - 1] = next;
    else lines.push(word);
  }
  return lines.map((text) => ({ ...line, text }));
}

/** The legend's keys and words, in rows. */
function legendTags(
  legend: Parts["legend"],
  left: number,
  top: number,
  width: number,
): { tags: string; height: number } {
  let x = 0, y = 0, tags = "";
  for (const { fill, label } of legend) {
    const room = 18 + textWidth(label, 13) + 14;
    if (x > 0 && x + room > width) [x, y] = [0, y + 22];
    tags += `<rect x="${round(left + x)}" y="${round(top + y + 4)}" width="12" height="12" rx="2" fill="${
      escapeHtml(fill)
    }"/>${textTag({ text: label, size: 13, colour: "ink" }, left + x + 18, top + y + 14.5)}`;
    x += room;
  }
  return { tags, height: legend.length === 0 ? 0 : y + 30 };
}

function textTag({ text, size, colour, weight }: Line, x: number, y: number): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}"${
    weight === undefined ? "" : ` font-weight="${weight}"`
  } fill="var(--${colour})">${escapeHtml(text)}</text>`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
