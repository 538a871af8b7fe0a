/** What the words of a report mean. */
import { dayName, lastDay, type Month } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";
import { terms } from "../reference/mod.ts";

/** The terms that have an entry, in the order to be read. */
const ENTRIES = terms.flatMap(({ id, betydelse, ...term }) =>
  id === undefined || betydelse === undefined ? [] : [{ id, betydelse, ...term }]
);

/**
 * A text with the first of each term in it made a link to its entry. Headings, links and code are left as they are.
 *
 * @param html Running text as HTML.
 */
export function linkTerms(html: string): string {
  const left = new Map(ENTRIES.flatMap(({ id, former }) => former === undefined ? [] : [[id, former]]));
  let inside = 0;
  return html.split(/(<[^>]*>)/).map((part) => {
    const [, end, name] = /^<(\/?)(\w+)/.exec(part) ?? [];
    if (name !== undefined) {
      if (/^(?:a|h\d|code|pre|th)$/.test(name)) inside += end === "/" ? -1 : 1;
      return part;
    }
    return inside > 0 ? part : linkedText(part, left);
  }).join("");
}

function linkedText(text: string, left: Map<string, string>): string {
  const words = [...left].map(([id, word]) => `(?<${id}>${word})`);
  if (words.length === 0) return text;
  return text.replace(new RegExp(`(?<!\\p{L})(?:${words.join("|")})(?!\\p{L})`, "giu"), (found, ...rest) => {
    const groups: Record<string, string | undefined> = rest.at(-1);
    const id = Object.keys(groups).find((name) => groups[name] !== undefined) ?? "";
    return left.delete(id) ? `<a class="term" href="#om-${id}">${found}</a>` : found;
  });
}

/** The section "Om siffrorna" for a month. */
export function glossaryHtml(manad: Month): string {
  const items = ENTRIES.map(({ id, term, betydelse }) =>
    `<div id="om-${id}"><dt>${escapeHtml(term)}</dt><dd>${
      escapeHtml(betydelse.replace("{sista dagen}", dayName(lastDay(manad))))
    }</dd></div>`
  );
  return `<h2 id="om">Om siffrorna</h2>\n<dl class="glossary">\n${items.join("\n")}\n</dl>`;
}
