/** Markup that another process hands over, held to a list of what may stand in a page. */

/** The elements of a panel. */
const HTML: ReadonlySet<string> = new Set(
  "div p ul li dl dt dd h3 details summary span small wbr table caption thead tbody tfoot tr th td".split(
    " ",
  ),
);

/** The elements of a chart. */
const SVG: ReadonlySet<string> = new Set(
  ("g rect title line text tspan path circle ellipse polygon polyline defs clipPath marker mask linearGradient " +
    "radialGradient stop pattern").split(" "),
);

/** Attributes of a chart whose values are numbers, names, or functions of these. */
const DRAWING: ReadonlySet<string> = new Set(
  ("fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin " +
    "stroke-miterlimit stroke-opacity stroke-width opacity paint-order visibility color text-anchor " +
    "dominant-baseline font-family font-size font-style font-variant font-weight letter-spacing transform d points " +
    "x y x1 x2 y1 y2 dx dy cx cy r rx ry width height viewBox preserveAspectRatio offset stop-color stop-opacity " +
    "gradientUnits gradientTransform spreadMethod fx fy patternUnits patternTransform clipPathUnits clip-path " +
    "clip-rule maskUnits mask markerWidth markerHeight markerUnits orient refX refY marker-start marker-mid " +
    "marker-end vector-effect shape-rendering text-rendering").split(" "),
);

/** Attributes whose values are words of a form. */
const WORDS: Readonly<Record<string, RegExp>> = {
  class: /^[\w -]*$/,
  role: /^(?:img|group)$/,
  scope: /^(?:col|row)$/,
  tabindex: /^0$/,
  hidden: /^$/,
  "aria-hidden": /^true$/,
  "aria-label": /^/,
  id: /^figur-\d+$/,
};

/** Functions of numbers and names, which fetch nothing; other than in these no value has a bracket. */
const FUNCTIONS = /\b(?:var|rgba?|hsla?|translate|rotate|scale|matrix|skew[XY])\([^\\()]*\)/g;

/** Something of the chart's own. */
const OWN = /^url\(#figur-\d+\)$/;

const TOKEN =
  /([^<>&"\p{Cc}]+|[\t\n\r]|&(?:amp|lt|gt|quot|#39);)|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z:-]+[0-9]?(?:="[^"<>]*")?)*)(\/?)>/uy;

/**
 * The first piece of some markup that a page does not accept. Accepted are, as {@linkcode escapeHtml} and svgText write
 * them, texts and the elements and attributes that figures and panels are made of; nothing that runs, fetches, links
 * or brings a style.
 *
 * @param markup Any text.
 * @returns The piece; `null` when all of it is accepted.
 */
export function refusedMarkup(markup: string): string | null {
  const open: string[] = [];
  for (let at = 0; at < markup.length;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(markup);
    if (token === null) return markup.slice(at, at + 40);
    const [piece, text, closing, name, attributes, single] = token;
    at += piece.length;
    if (text !== undefined) continue;
    const inChart = open.includes("svg"), inside = open[open.length - 1];
    if (closing) {
      if (attributes + single !== "" || open.pop() !== name) return piece;
      continue;
    }
    const known = inChart ? SVG.has(name) && inside !== "title" : name === "svg" || HTML.has(name);
    if (!known || (single && !inChart) || !areKnown(attributes)) return piece;
    if (!single && name !== "wbr") open.push(name);
  }
  return open.length > 0 ? `<${open[open.length - 1]}>` : null;
}

function areKnown(attributes: string): boolean {
  return [...attributes.matchAll(/ ([^= ]+)(?:="([^"]*)")?/g)].every(([, name, value = ""]) => {
    if (/&(?!(?:amp|lt|gt|quot|#39);)|(?![\t\n\r])\p{Cc}/u.test(value)) return false;
    if (Object.hasOwn(WORDS, name)) return WORDS[name].test(value);
    return DRAWING.has(name) && (OWN.test(value) || !/[\\()]/.test(value.replace(FUNCTIONS, "")));
  });
}
