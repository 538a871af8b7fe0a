import { findings } from "./findings.ts";
import type { Figure } from "./figure.ts";
import type { Panel } from "./panel.ts";

/**
 * What figures say, as a list of findings (slutsatser). Each links to its figure on a page that shows it.
 *
 * @param figures The figures, the most important first.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { headlineFindings, signalBoard } from "vantelage";
 * import { needsAndOffers } from "vantelage/figures";
 * const figure = needsAndOffers(signalBoard([], { asAt: "2024-04-30" }));
 * assert.equal(headlineFindings([figure]).text(), "– Inga signaler är levererade.");
 * ```
 */
export function headlineFindings(figures: readonly Figure[]): Panel {
  const own = figures.map(({ rests }) => rests);
  const rests = own.every((kinds) => kinds !== undefined) ? [...new Set(own.flat())] : undefined;
  return findings(figures.map((figure) => ({ text: figure.headline, figure })), { rests });
}
