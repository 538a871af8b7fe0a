import type { FigureReference, PanelData } from "./content.ts";
import { escapeHtml } from "./escape_html.ts";
import { inventedMark, inventedSources } from "../../reference/invented.ts";
import { jupyterHtml } from "./_jupyter.ts";
import { markHtml } from "./_mark.ts";

/** The MIME type under which a panel hands over its content. */
export const PANEL_MIME = "application/vnd.vantelage.panel+json";

/** Gives the id of a figure on a page; `null` when the page does not show it. */
export type FigurePlaces = (figure: FigureReference) => string | null;

/** Gives the file of the page that is made of a notebook, by the notebook's name; `null` when there is none. */
export type PageFiles = (notebook: string) => string | null;

/** Options for {@linkcode Panel.html}. */
export interface PanelHtmlOptions {
  /** The files of other pages. @default {none} */
  readonly pages?: PageFiles;
  /** The kinds of which data is invented. @default {none} */
  readonly invented?: readonly string[];
}

/**
 * Key figures or findings: something that stands on the page without a number, a caption or a table of its own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Panel } from "vantelage/figures";
 * assert.equal(new Panel({ kind: "demo", html: ["<p>Hej</p>"], text: "Hej" }).text(), "Hej");
 * ```
 */
export class Panel {
  readonly #content: PanelData;

  /**
   * Makes a panel of its parts.
   *
   * @param content What the panel is made of.
   */
  constructor(content: PanelData) {
    this.#content = content;
  }

  /** The name of the function that makes it. */
  get kind(): string {
    return this.#content.kind;
  }

  /**
   * The panel for a page that has the stylesheet.
   *
   * @param places Where the page shows figures. @default nowhere
   * @param options Where other pages are, and the kinds of which data is invented: a panel that rests on one of them is
   * marked. @default {{}}
   * @returns HTML without inline styles or scripts.
   */
  html(
    places: FigurePlaces = () => null,
    { pages = () => null, invented = [] }: PanelHtmlOptions = {},
  ): string {
    const html = this.#content.html.map((piece) => {
      if (typeof piece === "string") return piece;
      const text = escapeHtml(piece.text), id = "figure" in piece ? places(piece.figure) : pages(piece.page);
      const isItem = "item" in piece && piece.item;
      if (id === null) return isItem ? "" : text;
      const link = `<a href="${
        "figure" in piece ? `#${escapeHtml(id)}` : encodeURIComponent(id)
      }">${text}</a>`;
      return isItem ? `<li>${link}</li>` : link;
    });
    return `${html.join("")}${markHtml(inventedMark(invented, this.#content.rests))}`;
  }

  /**
   * The panel as lines of text.
   *
   * @returns Text.
   */
  text(): string {
    return this.#content.text;
  }

  /**
   * The panel as plain data.
   *
   * @returns What a report shows of it.
   */
  toJSON(): PanelData {
    return this.#content;
  }

  /** How the panel shows itself in Jupyter. */
  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    return this.display();
  }

  /**
   * What a notebook shows, also for an object that shows itself as this panel.
   *
   * @returns HTML with its stylesheet, text, and the panel's content, by MIME type.
   */
  display(): Record<string, unknown> {
    return {
      "text/html": jupyterHtml(this.html(undefined, { invented: inventedSources() })),
      "text/plain": this.text(),
      [PANEL_MIME]: this.toJSON(),
    };
  }
}
