/** What the words of a report mean. */
import { dayName, lastDay, type Month } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";

/** The entries that words of the text lead to, each by the words that it explains. */
const WORDS: Readonly<Record<string, RegExp>> = {
  vardgaranti: /vårdgaranti(?:n|ns)?/iu,
  langvantare: /långvänta(?:re|rna|rnas|rens?)/iu,
  pvv: /PvV/u,
  mov: /MoV/u,
  vardutbud: /vårdutbud(?:et|en|ets)?/iu,
};

/** The terms in the order to be read, each with what it means here. */
function terms(manad: Month): readonly (readonly [string, string])[] {
  return [
    [
      "Vårdgaranti",
      "Operation eller åtgärd ska erbjudas inom 90 dagar från beslutet. Dag 90 är inom gränsen, dag 91 är över den.",
    ],
    [
      "Väntetid",
      `Hela dagar från beslutet om åtgärd. För den som väntar räknas dagarna till månadens sista dag, ${
        dayName(lastDay(manad))
      }; för en genomförd åtgärd till dagen då den gjordes.`,
    ],
    [
      "Långväntare",
      "Den som har väntat mer än 365 dagar.",
    ],
    [
      "PvV, patientvald väntan",
      "Patienten har erbjudits en tid inom gränsen men valt att vänta. Redovisas vid sidan om och ingår varken i intervallen, medianen eller andelarna.",
    ],
    [
      "MoV, medicinskt orsakad väntan",
      "Patientens hälsa tillåter inte åtgärden ännu. Redovisas vid sidan om bland väntande, men ingår bland genomförda.",
    ],
    [
      "Vårdutbud",
      "Den grupp av åtgärder som väntan gäller, till exempel gråstarr eller knäledsprotes.",
    ],
    [
      "Median",
      "Hälften har väntat högst så många dagar. När en leverans bara anger intervall är medianen beräknad inom sitt intervall; den skrivs då med ≈ och de gränser den säkert ligger mellan.",
    ],
    [
      "Andel genomförda inom 90 dagar",
      "De som opererades inom 90 dagar från beslutet, som andel av de genomförda som omfattas av vårdgarantin och inte är patientvald väntan. Median och medelvärde gäller däremot alla genomförda.",
    ],
    [
      "Vad som räknas",
      "Väntande insatser, inte personer: en person kan vänta på flera åtgärder. Patienter från andra regioner räknas där vården ges. En region som inte har levererat en månad saknas den månaden; den räknas inte som noll.",
    ],
  ];
}

/**
 * A text with the first of each term in it made a link to its entry. Headings, links and code are left as they are.
 *
 * @param html Running text as HTML.
 */
export function linkTerms(html: string): string {
  const left = new Map(Object.entries(WORDS));
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

function linkedText(text: string, left: Map<string, RegExp>): string {
  const words = [...left].map(([id, word]) => `(?<${id}>${word.source})`);
  if (words.length === 0) return text;
  return text.replace(new RegExp(`(?<!\\p{L})(?:${words.join("|")})(?!\\p{L})`, "giu"), (found, ...rest) => {
    const groups: Record<string, string | undefined> = rest.at(-1);
    const id = Object.keys(groups).find((name) => groups[name] !== undefined) ?? "";
    return left.delete(id) ? `<a class="term" href="#om-${id}">${found}</a>` : found;
  });
}

/** The section "Om siffrorna" for a month. */
export function glossaryHtml(manad: Month): string {
  const items = terms(manad).map(([term, meaning]) => {
    const [id] = Object.entries(WORDS).find(([, word]) => word.exec(term)?.index === 0) ?? [];
    return `<div${id ? ` id="om-${id}"` : ""}><dt>${escapeHtml(term)}</dt><dd>${
      escapeHtml(meaning)
    }</dd></div>`;
  });
  return `<h2 id="om">Om siffrorna</h2>\n<dl class="glossary">\n${items.join("\n")}\n</dl>`;
}
