/** What of a notebook's figures and panels the page's cells would give again: that alone may follow its reader. */
import type { FigureData } from "../figures/figure.ts";
import { panelFromData } from "../figures/figure_from_data.ts";
import { type FindingItem, FindingItems } from "../figures/findings.ts";
import type { PanelData } from "../figures/panel.ts";
import {
  type FindingPlaces,
  findingsOf,
  followFigure,
  followPanel,
  type OwnOptions,
} from "./client/follow.ts";
import type { ViewRows } from "./client/view_rows.ts";

/**
 * The options of its own that a figure of the notebook follows the view with.
 *
 * @param data What the notebook showed.
 * @param rows The rows of the page's own view.
 * @returns The options; `null` when the page's cells would not give this very figure: then it stays as it is.
 */
export function ownOptions(data: FigureData, rows: ViewRows): OwnOptions | null {
  const own = Object.fromEntries(
    Object.entries(data.options ?? {}).filter(([name]) => !Object.hasOwn(rows.options, name)),
  );
  const figure = followFigure({ kind: data.kind, own }, rows);
  return figure !== null && same(figure.toJSON(), data) ? own : null;
}

/**
 * Where a panel of the notebook leads to.
 *
 * @param data What the notebook showed.
 * @param rows The rows of the page's own view.
 * @returns The places; `null` when the page's cells would not give this very panel: then it stays as it is.
 */
export function ownPlaces(data: PanelData, rows: ViewRows): FindingPlaces | null {
  const hrefs: FindingPlaces = data.kind === "findings" ? placesOf(FindingItems.parse(data.items), rows) : {};
  const panel = followPanel({ kind: data.kind, hrefs }, rows);
  return panel !== null && panel.html() === panelFromData(data).html() ? hrefs : null;
}

/** What each finding is about shows by a mark where its link would stand. */
function placesOf(items: readonly FindingItem[], rows: ViewRows): FindingPlaces {
  const marks = { overLimit: "#overLimit", long: "#long", groups: "#groups", deviations: "#deviations" };
  const marked = findingsOf(rows, marks);
  return Object.fromEntries(
    Object.entries(marks).flatMap(([name, mark]) => {
      const href = items[marked.findIndex((item) => item.href === mark)]?.href;
      return href === undefined ? [] : [[name, href]];
    }),
  );
}

/** Whether two plain values are equal, whatever the order of their fields. */
function same(a: unknown, b: unknown): boolean {
  // Sums of parts of bands may differ in their last digit, by the order of their terms.
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= 1e-9 * Math.abs(a);
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size &&
    left.every(([name, value]) => right.has(name) && same(value, right.get(name)));
}
