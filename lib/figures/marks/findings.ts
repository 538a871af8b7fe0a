import { escapeHtml } from "./escape_html.ts";
import type { FigureReference, PanelLink } from "./content.ts";
import { Panel } from "./panel.ts";

/** Something found, with its size, and the figure that shows it. */
export interface FindingItem {
  /** The finding. It links to the figure on a page that shows it. */
  readonly text: string;
  /** Its size, after the finding. */
  readonly detail?: string;
  /** The figure that shows it: a figure, or its kind, headline and subtitle. */
  readonly figure?: FigureReference;
  /** The notebook of the page that shows it, where no figure of this page does. */
  readonly page?: string;
  /** What it and those after it answer: "Vad har ändrats". @default that of the finding before it, or nothing */
  readonly topic?: string;
}

/**
 * A list of findings, each with a link to the figure that shows it (slutsatser).
 *
 * @param items The findings, the most important first.
 * @param options The kinds of data that it rests on.
 * @returns The panel. A finding has no link where the page does not show its figure, as in Jupyter.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findings, overLimitByRegion } from "vantelage";
 * const figure = overLimitByRegion([], { manad: "2024-04" });
 * const panel = findings([{ text: "Värmland har störst andel", detail: "42,1 %", figure }]);
 * assert.equal(panel.html(({ kind }) => kind === "overLimitByRegion" ? "f1" : null),
 *   '<ul class="findings"><li><a href="#f1">Värmland har störst andel</a>, 42,1 %.</li></ul>');
 * assert.equal(panel.html(), '<ul class="findings"><li>Värmland har störst andel, 42,1 %.</li></ul>');
 * ```
 */
export function findings(
  items: readonly FindingItem[],
  { rests }: { readonly rests?: readonly string[] } = {},
): Panel {
  const said = items.map(({ text, detail }) => `${text}${detail ? `, ${detail}` : ""}.`);
  const isTopical = items.some(({ topic }) => topic !== undefined);
  return new Panel({
    kind: "findings",
    rests,
    html: [
      `<ul class="findings${isTopical ? " topical" : ""}">`,
      ...items.flatMap(({ text, detail, topic, ...to }) => [
        topic === undefined ? "<li>" : `<li><span class="topic">${escapeHtml(topic)}</span>`,
        linked(text, to),
        `${detail ? `, ${escapeHtml(detail)}` : ""}.</li>`,
      ]),
      "</ul>",
    ],
    text: said.map((sentence, at) => {
      const { topic } = items[at];
      return `${topic === undefined ? "" : `${topic}\n`}– ${sentence}`;
    }).join("\n"),
    says: said[0],
  });
}

function linked(text: string, { figure, page }: Pick<FindingItem, "figure" | "page">): string | PanelLink {
  if (figure !== undefined) return { text, figure: referenceOf(figure) };
  return page === undefined ? escapeHtml(text) : { text, page };
}

/** A figure's name alone: what it draws is not handed over with a panel. */
function referenceOf({ kind, headline, subtitle }: FigureReference): FigureReference {
  return { kind, headline, subtitle };
}
