import { escapeHtml } from "./escape_html.ts";

/** Attributes of Plot's own English labels, as the chart as a whole has its alternative text; and styles, which no page lets in. */
const DROPPED = new Set(["aria-label", "aria-hidden", "class", "xmlns", "xmlns:xlink", "viewBox", "style"]);

/**
 * A drawn chart as text: the same bytes for the same drawing, wherever it was drawn. Plot's style element is left out
 * (the stylesheet has its rules), attributes are sorted, coordinates rounded to a tenth of a pixel, and ids, which
 * Plot counts over the whole process, are renamed: figur-1, figur-2.
 */
export function svgText(svg: Element, alt: string): string {
  const names = new Map<string, string>();
  const rename = (name: string): string => {
    if (!names.has(name)) names.set(name, `figur-${names.size + 1}`);
    return names.get(name) ?? name;
  };
  const attributes = (element: Element): string =>
    Array.from(element.attributes)
      .filter(({ name }) => !DROPPED.has(name))
      .map(({ name, value }) => [name, attributeText(name, value, rename)])
      .sort(([a], [b]) => a < b ? -1 : 1)
      .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join("");
  const content = (element: Element): string =>
    Array.from(element.childNodes).map((node) =>
      node.nodeType === 1 ? tag(node as Element) : escapeHtml(node.textContent ?? "")
    ).join("");
  const tag = (element: Element): string => {
    if (element.localName === "style") return "";
    const inside = content(element);
    const start = `<${element.localName}${attributes(element)}`;
    return inside === "" ? `${start}/>` : `${start}>${inside}</${element.localName}>`;
  };
  const [width, height] = ["width", "height"].map((name) => svg.getAttribute(name) ?? "0");
  return `<svg class="plot" role="img" aria-label="${escapeHtml(alt)}"` +
    ` viewBox="0 0 ${width} ${height}"${attributes(svg)}>${content(svg)}</svg>`;
}

/** Attributes that say where something is, in pixels. */
const PLACES = new Set("cx cy d height points r transform width x x1 x2 y y1 y2".split(" "));

function attributeText(name: string, value: string, rename: (name: string) => string): string {
  if (name === "id") return rename(value);
  const renamed = value.replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${rename(id)})`);
  const inPixels = PLACES.has(name) && !value.endsWith("em"), one = inPixels ? 10 : 100;
  return renamed.replace(
    inPixels ? /-?\d+\.\d{2,}(?:e-?\d+)?/g : /-?\d+\.\d{3,}(?:e-?\d+)?/g,
    (number) => String(Math.round(Number(number) * one) / one),
  );
}
