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

/**
 * Where a reader goes from here: links to other pages of the report (vidare). A page that the run does not make is left out.
 *
 * @param items What each page is about, and its notebook.
 * @returns The panel; in Jupyter it names the notebooks.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { onward } from "vantelage";
 * const panel = onward([{ text: "Förslagen", page: "42_f" }, { text: "Planen", page: "43_p" }]);
 * assert.equal(panel.html(undefined, { pages: (page) => page === "42_f" ? "42_f.html" : null }),
 *   '<ul class="onward"><li><a href="42_f.html">Förslagen</a></li></ul>');
 * ```
 */
export function onward(items: readonly { readonly text: string; readonly page: string }[]): Panel {
  return new Panel({
    kind: "onward",
    // It says nothing of data.
    rests: [],
    html: ['<ul class="onward">', ...items.map((link) => ({ ...link, item: true as const })), "</ul>"],
    text: items.map(({ text, page }) => `→ ${text}: ${page}`).join("\n"),
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
