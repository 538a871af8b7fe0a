import * as z from "zod";
import { jupyterHtml } from "./_jupyter.ts";

/** The MIME type under which a panel hands over its data. */
export const PANEL_MIME = "application/vnd.vantelage.panel+json";

/** A panel as plain data: what its function was given, so that {@linkcode panelFromData} can build it again. */
export interface PanelData {
  /** The name of the function that makes it. */
  readonly kind: string;
  /** What it shows. */
  readonly items: unknown;
}

/** A panel as plain data, before its items are checked. */
export const PanelData: z.ZodType<PanelData> = z.strictObject({ kind: z.string(), items: z.unknown() });

/** What names a figure: its kind and what it says. A figure names itself. */
export interface FigureReference {
  /** The name of the function that makes it. */
  readonly kind: string;
  /** Its finding. */
  readonly headline: string;
  /** Its measure, selection and month. */
  readonly subtitle: string;
}

/** Gives the id of a figure on a page; `null` when the page does not show it. */
export type FigurePlaces = (figure: FigureReference) => string | null;

/** What a panel is made of. */
export interface PanelContent extends PanelData {
  /** The panel for a page, every text escaped; a function when it links to figures. */
  readonly html: string | ((places: FigurePlaces) => string);
  /** The panel as lines. */
  readonly text: string;
}

/**
 * Key figures or findings: something that stands on the page without a number, a caption or a table of its own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Panel } from "vantelage";
 * assert.equal(new Panel({ kind: "demo", items: [], html: "<p>Hej</p>", text: "Hej" }).text(), "Hej");
 * ```
 */
export class Panel {
  readonly #content: PanelContent;

  /**
   * Makes a panel of its parts.
   *
   * @param content What the panel is made of.
   */
  constructor(content: PanelContent) {
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
   * @returns HTML without inline styles or scripts.
   */
  html(places: FigurePlaces = () => null): string {
    const { html } = this.#content;
    return typeof html === "string" ? html : html(places);
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
   * @returns Kind and items.
   */
  toJSON(): PanelData {
    const { kind, items } = this.#content;
    return { kind, items };
  }

  /** How the panel shows itself in Jupyter. */
  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    return this.display();
  }

  /**
   * What a notebook shows, also for an object that shows itself as this panel.
   *
   * @returns HTML with its stylesheet, text, and the panel's data, by MIME type.
   */
  display(): Record<string, unknown> {
    return { "text/html": jupyterHtml(this.html()), "text/plain": this.text(), [PANEL_MIME]: this.toJSON() };
  }
}
