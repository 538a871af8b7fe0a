/** A chart as a picture that stands by itself: with its finding, what it measures, its colours and its note. */
import { escapeHtml } from "../../../figures/marks/escape_html.ts";
import type { ColourName } from "../../../figures/marks/palette.ts";

const MARGIN = 24, FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,sans-serif', PIXELS = 2;

interface Line {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly fill: ColourName;
}

/** The chart as SVG, on paper's colours. */
export function chartSvg(figure: Element): string {
  const charts = [...figure.querySelectorAll<SVGSVGElement>(".plot")];
  const chart = charts.find((one) => one.getBoundingClientRect().width > 0) ?? charts[0];
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const [width, height] = ["width", "height"].map((name) => Number(chart.getAttribute(name)));
  const lines = (selector: string, size: number, weight: number, fill: ColourName): Line[] =>
    wrapped(figure.querySelector(selector)?.textContent ?? "", size, weight, width)
      .map((text) => ({ text, size, weight, fill }));
  let y = MARGIN, body = "";
  const write = (all: readonly Line[]) => {
    for (const { text, size, weight, fill } of all) {
      y += size * 1.35;
      body += `<text x="${MARGIN}" y="${
        y - size * 0.35
      }" font-size="${size}" font-weight="${weight}" fill="var(--${fill})">${escapeHtml(text)}</text>`;
    }
  };
  write(lines("h3", 18, 640, "ink"));
  write(lines(".sub", 13, 400, "muted"));
  write(lines(".mark", 13, 400, "muted"));
  y += 8;
  let x = MARGIN;
  for (const item of figure.querySelectorAll(".legend li")) {
    const tone = item.querySelector(".key")?.classList[1], text = item.textContent ?? "";
    const needed = widthOf(text, 13, 400) + 40;
    if (x > MARGIN && x + needed > width + MARGIN) {
      x = MARGIN;
      y += 20;
    }
    body += `<rect x="${x}" y="${y}" width="12" height="12" rx="2" fill="var(--${tone})"/>` +
      `<text x="${x + 18}" y="${y + 11}" font-size="13" fill="var(--muted)">${escapeHtml(text)}</text>`;
    x += needed;
  }
  if (x > MARGIN) y += 24;
  for (const name of ["class", "tabindex"]) copy.removeAttribute(name);
  for (const [name, value] of [["x", MARGIN], ["y", y], ["width", width], ["height", height]]) {
    copy.setAttribute(String(name), String(value));
  }
  body += new XMLSerializer().serializeToString(copy);
  y += height + 4;
  write(lines("figure>.note", 12, 400, "muted"));
  const [wholeWidth, wholeHeight] = [width + 2 * MARGIN, Math.ceil(y + MARGIN)];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wholeWidth}" height="${wholeHeight}" viewBox="0 0 ${wholeWidth} ${wholeHeight}" ` +
    `font-family="${escapeHtml(FONT)}"><title>${escapeHtml(chart.getAttribute("aria-label") ?? "")}</title>` +
    `<rect width="100%" height="100%" fill="var(--paper)"/>${body}</svg>`;
  const palette = lightColours();
  return svg.replace(/var\((--[\w-]+)\)/g, (_, name) => palette.getPropertyValue(name));
}

/** The colours of paper, with which the page's stylesheet begins. */
function lightColours(): CSSStyleDeclaration {
  const [first] = document.styleSheets[0].cssRules;
  return (first as CSSStyleRule).style;
}

/** The chart as a picture of twice its pixels. */
export async function chartPng(figure: Element): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(chartSvg(figure))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * PIXELS;
  canvas.height = image.height * PIXELS;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("Cannot make the picture")))
  );
}

const measuring = document.createElement("canvas").getContext("2d");

function widthOf(text: string, size: number, weight: number): number {
  if (!measuring) return text.length * size * 0.6;
  measuring.font = `${weight} ${size}px ${FONT}`;
  return measuring.measureText(text).width;
}

/** A text in lines that fit a width. */
function wrapped(text: string, size: number, weight: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((word) => word !== "")) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && widthOf(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
