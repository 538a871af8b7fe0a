import type { DataSource } from "../../reference/invented.ts";
import { escapeHtml } from "../marks/escape_html.ts";
import { Panel } from "../marks/panel.ts";

/** What a card says, each under its name. */
export type Facts = readonly (readonly [string, string])[];

/** A decision as a card: what it is about, its parts, what to know of it, and the words to decide. */
export interface Card {
  /** "Beslut 1 av 3". */
  readonly number: string;
  /** Who does what. */
  readonly title: string;
  /** What its rows say. */
  readonly columns: readonly string[];
  /** Its parts; the first cell names each. */
  readonly rows: readonly (readonly string[])[];
  /** What to know of it. */
  readonly facts: Facts;
  /** The words to decide. */
  readonly ask: string;
  /** A text to go on from. */
  readonly draft?: { readonly title: string; readonly paragraphs: readonly string[] };
}

/** Cards under what holds for all of them together. */
export function cardsPanel(
  cards: readonly Card[],
  { kind, rests, totals = [] }: {
    readonly kind: string;
    readonly rests: readonly DataSource[];
    readonly totals?: Facts;
  },
): Panel {
  return new Panel({
    kind,
    rests,
    html: [
      ...totals.length === 0 ? [] : [`<div class="card">${factList(totals)}</div>`],
      ...cards.map(({ number, title, columns, rows, facts, ask, draft }) =>
        `<div class="card"><p class="no">${number}</p><h3>${escapeHtml(title)}</h3><table><thead><tr>${
          columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("")
        }</tr></thead><tbody>${
          rows.map(([name, ...cells]) =>
            `<tr><th scope="row">${escapeHtml(name)}</th>${
              cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")
            }</tr>`
          ).join("")
        }</tbody></table>${factList(facts)}<p class="ask">${escapeHtml(ask)}</p>${
          draft === undefined
            ? ""
            : `<details><summary>${escapeHtml(draft.title)}, utkast att kopiera</summary>${
              draft.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join("")
            }</details>`
        }</div>`
      ),
    ],
    text: [
      ...totals.length === 0 ? [] : [totals.map(([name, text]) => `${name}: ${text}`).join("\n")],
      ...cards.map(({ number, title, rows, facts, ask }) =>
        [
          `${number}: ${title}`,
          ...rows.map((cells) => `  ${cells.join(", ")}`),
          ...facts.map(([name, text]) => `${name}: ${text}`),
          ask,
        ].join("\n")
      ),
    ].join("\n\n"),
  });
}

function factList(facts: Facts): string {
  return `<dl>${
    facts.map(([name, text]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd></div>`).join(
      "",
    )
  }</dl>`;
}
