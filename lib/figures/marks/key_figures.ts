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
  /** How it has changed. */
  readonly change?: string;
  /** The months up to it, drawn as a small line from zero, each a step; `null` where a month's number is not known. */
  readonly line?: readonly (number | null)[];
  /** Its colour: beyond the limit, or beyond a year. */
  readonly tone?: "late" | "verylate";
}

/** The size of a small line, in pixels, and the room for its end. */
const LINE = { width: 104, height: 26, end: 3 };

/**
 * Two to five numbers that say how things are (nyckeltal).
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
  const html = tiles.map(({ label, value, note, change, line = [], tone }) =>
    `<div${tone ? ` class="${escapeHtml(tone)}"` : ""}><dt>${escapeHtml(label)}</dt><dd class="figure">${
      escapeHtml(value)
    }</dd>${change ? `<dd class="change">${escapeHtml(change)}</dd>` : ""}${
      note ? `<dd class="about">${escapeHtml(note)}</dd>` : ""
    }${smallLine(line)}</div>`
  ).join("");
  return new Panel({
    kind: "keyFigures",
    rests,
    html: [`<dl class="tiles">${html}</dl>`],
    text: tiles.map(({ label, value, note, change }) => {
      const about = [change, note].filter((part) => part !== undefined).join("; ");
      return `${label}: ${value}${about && ` (${about})`}`;
    }).join("\n"),
  });
}

/** The line of a tile, which only repeats what the words say; empty where less than two months are known. */
function smallLine(line: readonly (number | null)[]): string {
  const most = Math.max(0, ...line.map((value) => value ?? 0)), last = line[line.length - 1] ?? null;
  if (line.filter((value) => value !== null).length < 2 || most === 0) return "";
  const { width, height, end } = LINE;
  const x = (at: number) => round(end + at * (width - 2 * end) / (line.length - 1));
  const y = (value: number) => round(height - end - value * (height - 2 * end) / most);
  const path = line.map((value, at) =>
    value === null ? "" : `${(line[at - 1] ?? null) === null ? "M" : "L"}${x(at)},${y(value)}`
  ).join("");
  const dot = last === null ? "" : `<circle cx="${x(line.length - 1)}" cy="${y(last)}" r="${end}"/>`;
  return `<dd class="line"><svg viewBox="0 0 ${width} ${height}" aria-hidden="true"><path d="${path}"/>${dot}</svg></dd>`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
