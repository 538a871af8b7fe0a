import { type Month, monthName } from "../../calendar/mod.ts";
import { escapeHtml } from "./escape_html.ts";
import { Panel } from "./panel.ts";

/** Who a letter is to and from, and the month it is about. */
export interface LetterHead {
  /** Who it is to. */
  readonly till: string;
  /** Who it is from. */
  readonly fran: string;
  /** The month. */
  readonly manad: Month;
}

/**
 * The head of a letter (brevhuvud). A page that has one is printed on a single sheet: closely set, without the glossary
 * and the list of deliveries, which stay on the screen.
 *
 * @param head To, from and month.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { letterHead } from "vantelage/figures";
 * const panel = letterHead({ till: "Ledningsgruppen", fran: "Produktionsplaneringsgruppen", manad: "2024-04" });
 * assert.equal(panel.text(), "Till Ledningsgruppen från Produktionsplaneringsgruppen, april 2024");
 * ```
 */
export function letterHead(head: LetterHead): Panel {
  const { till, fran, manad } = head;
  const text = `Till ${till} från ${fran}, ${monthName(manad)}`;
  return new Panel({
    kind: "letterHead",
    rests: [],
    html: [`<p class="letter">${escapeHtml(text)}</p>`],
    text,
  });
}
