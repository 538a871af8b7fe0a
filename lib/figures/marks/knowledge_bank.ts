import type { KnowledgeExample } from "../../plan/mod.ts";
import { regionShortName } from "../../reference/mod.ts";
import { escapeHtml } from "./escape_html.ts";
import { Panel } from "./panel.ts";

/**
 * Examples that regions share, as a list to read and, where the page has JavaScript, to search (kunskapsbank).
 *
 * @param examples The examples, in the order to show them.
 * @returns The panel; it says so when there are none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { knowledgeBank } from "vantelage/figures";
 * const panel = knowledgeBank([{ rubrik: "Samma rum hela dagen", region: "Region Dalarna", omrade: "Ortopedi",
 *   vad: "Ett rum för proteser", effekt: "En operation till om dagen", kontakt: "Verksamhetschef",
 *   syntetisk: "ja", text: [] }]);
 * assert.match(panel.html(), /<h3>Samma rum hela dagen<\/h3>/);
 * ```
 */
export function knowledgeBank(examples: readonly KnowledgeExample[]): Panel {
  const entries = examples.map(({ rubrik, region, omrade, vad, effekt, kontakt, syntetisk, text }) => {
    const facts = [["Vad", vad], ["Effekt", effekt], ["Fråga", kontakt]].map(([name, value]) =>
      `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`
    );
    const paragraphs = text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
    const where = [
      regionShortName(region),
      omrade.toLowerCase(),
      ...(syntetisk === "ja" ? ["påhittat exempel"] : []),
    ];
    return `<li><p class="about">${escapeHtml(where.join(", "))}</p><h3>${escapeHtml(rubrik)}</h3>` +
      `<dl>${facts.join("")}</dl>${paragraphs.join("")}</li>`;
  });
  const none = "Kunskapsbanken är tom.";
  return new Panel({
    kind: "knowledgeBank",
    rests: ["kunskapsbank"],
    html: [examples.length === 0 ? `<p>${none}</p>` : `<div class="bank"><ul>${entries.join("")}</ul></div>`],
    text: examples.map(({ rubrik, region, effekt }) =>
      `– ${rubrik} (${regionShortName(region)}): ${effekt}`
    ).join("\n") ||
      none,
  });
}
