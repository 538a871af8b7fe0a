/** What of a notebook's figures and panels the page's cells would give again: that alone may follow its reader. */
import type { FigureData } from "../figures/figure.ts";
import { panelFromData } from "../figures/figure_from_data.ts";
import { FindingItems } from "../figures/findings.ts";
import type { FigurePlaces, PanelData } from "../figures/panel.ts";
import { followFigure, followPanel, type KindPlaces, type OwnOptions } from "./client/follow.ts";
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
 * The figures of the page that a panel of the notebook links to.
 *
 * @param data What the notebook showed.
 * @param rows The rows of the page's own view.
 * @param places Where the page shows figures.
 * @returns Their ids by kind; `null` when the page's cells would not give this very panel: then it stays as it is.
 */
export function ownPlaces(data: PanelData, rows: ViewRows, places: FigurePlaces): KindPlaces | null {
  const panel = followPanel({ kind: data.kind }, rows);
  if (panel === null || panel.html() !== panelFromData(data).html()) return null;
  const items = data.kind === "findings" ? FindingItems.parse(data.items) : [];
  return Object.fromEntries(items.flatMap(({ figure }) => {
    const id = figure === undefined ? null : places(figure);
    return figure === undefined || id === null ? [] : [[figure.kind, id]];
  }));
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
