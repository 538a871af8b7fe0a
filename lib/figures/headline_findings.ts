import { findings } from "./findings.ts";
import type { Figure } from "./figure.ts";
import type { Panel } from "./panel.ts";

/**
 * What figures say, as a list of findings that lead to them (slutsatser).
 *
 * @param figures The figures, and where on the page each stands ("#f1"); nothing for one that the page does not show.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { headlineFindings, needsAndOffers, signalBoard } from "vantelage";
 * const figure = needsAndOffers(signalBoard([], { asAt: "2024-04-30" }));
 * assert.equal(headlineFindings([[figure, "#t1"]]).text(), "– Ingen region har sagt vad den behöver.");
 * ```
 */
export function headlineFindings(figures: readonly (readonly [figure: Figure, href?: string])[]): Panel {
  return findings(
    figures.map(([{ headline }, href]) => ({ text: headline, ...(href === undefined ? {} : { href }) })),
  );
}
