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
  const attributes = (element: Element, size: number): string =>
    placeOf(element, size, Array.from(element.attributes).filter(({ name }) => !DROPPED.has(name)))
      .map(({ name, value }) => [name, attributeText(name, value, rename)])
      .sort(([a], [b]) => a < b ? -1 : 1)
      .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join("");
  const content = (element: Element, size: number): string =>
    Array.from(element.childNodes).map((node) =>
      node.nodeType === 1 ? tag(node as Element, size) : escapeHtml(node.textContent ?? "")
    ).join("");
  const tag = (element: Element, around: number): string => {
    if (element.localName === "style") return "";
    const size = sizeOf(element, around), inside = content(element, size);
    const start = `<${element.localName}${attributes(element, size)}`;
    return inside === "" ? `${start}/>` : `${start}>${inside}</${element.localName}>`;
  };
  const [width, height] = ["width", "height"].map((name) => svg.getAttribute(name) ?? "0");
  return `<svg class="plot" role="img" aria-label="${escapeHtml(alt)}"` +
    ` viewBox="0 0 ${width} ${height}"${attributes(svg, sizeOf(svg, 0))}>${
      content(svg, sizeOf(svg, 0))
    }</svg>`;
}

function sizeOf(element: Element, around: number): number {
  return Number(element.getAttribute("font-size") ?? around);
}

const SHIFTED = /^translate\((-?[\d.]+),(-?[\d.]+)\)$/, EMS = /^(-?[\d.]+)em$/;

/** A line of text that Plot moves to its place and down by part of its size, where it stands: a third of the letters. */
function placeOf(element: Element, size: number, attributes: readonly Attribute[]): readonly Attribute[] {
  const valueOf = (name: string) => attributes.find((attribute) => attribute.name === name)?.value ?? "";
  const to = SHIFTED.exec(valueOf("transform")), down = EMS.exec(valueOf("y"));
  const isLine = element.localName === "text" && element.getElementsByTagName("tspan").length === 0;
  if (!isLine || !to || !down || size === 0 || valueOf("x") !== "") return attributes;
  return [
    ...attributes.filter(({ name }) => name !== "transform" && name !== "y"),
    { name: "x", value: to[1] },
    { name: "y", value: String(Number(to[2]) + Number(down[1]) * size) },
  ];
}

interface Attribute {
  readonly name: string;
  readonly value: string;
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
