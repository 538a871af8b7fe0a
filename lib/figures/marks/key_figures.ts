import type { DataSource } from "../../reference/invented.ts";
import { escapeHtml } from "./escape_html.ts";
import { Panel } from "./panel.ts";

/** A number that stands for itself. */
export interface KeyFigure {
  /** What it counts. */
  readonly label: string;
  /** The number, in Swedish form. */
  readonly value: string;
  /** What it is set against. */
  readonly note?: string;
  /** Its colour: beyond the limit, or beyond a year. */
  readonly tone?: "late" | "verylate";
}

/**
 * Two to four numbers that say how things are (nyckeltal).
 *
 * @param tiles The numbers.
 * @param options The kinds of data that it rests on.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { keyFigures } from "vantelage";
 * assert.equal(keyFigures([{ label: "Väntande", value: "40\u00a0193" }]).text(), "Väntande: 40\u00a0193");
 * ```
 */
export function keyFigures(
  tiles: readonly KeyFigure[],
  { rests }: { readonly rests?: readonly DataSource[] } = {},
): Panel {
  const html = tiles.map(({ label, value, note, tone }) =>
    `<div${tone ? ` class="${escapeHtml(tone)}"` : ""}><dt>${escapeHtml(label)}</dt><dd class="figure">${
      escapeHtml(value)
    }</dd>${note ? `<dd class="about">${escapeHtml(note)}</dd>` : ""}</div>`
  ).join("");
  return new Panel({
    kind: "keyFigures",
    rests,
    html: [`<dl class="tiles">${html}</dl>`],
    text: tiles.map(({ label, value, note }) => `${label}: ${value}${note ? ` (${note})` : ""}`).join("\n"),
  });
}
