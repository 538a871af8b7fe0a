import type { KnowledgeExample } from "../../plan/mod.ts";
import { memberRegions, regionShortName } from "../../reference/mod.ts";
import { escapeHtml } from "./escape_html.ts";
import type { FindingItem } from "./findings.ts";
import { Panel } from "./panel.ts";
import { capitalise, joinNames, numberWord } from "./_wording.ts";

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

/**
 * How many examples there are, of how many regions, and who has given none (slutsats).
 *
 * @param examples The examples.
 * @returns The finding.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { knowledgeFinding } from "vantelage/figures";
 * assert.equal(knowledgeFinding([]).text, "Kunskapsbanken är tom");
 * ```
 */
export function knowledgeFinding(examples: readonly KnowledgeExample[]): FindingItem {
  if (examples.length === 0) return { text: "Kunskapsbanken är tom" };
  const from = new Set(examples.map(({ region }) => region));
  const silent = memberRegions.filter((region) => !from.has(region)).map(regionShortName);
  return {
    text: `${capitalise(numberWord(examples.length, "ett"))} exempel från ${
      from.size === 1 ? "en region" : `${numberWord(from.size)} regioner`
    }${silent.length === 0 || silent.length > 3 ? "" : `; inget från ${joinNames(silent)}`}`,
  };
}
