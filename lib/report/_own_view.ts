/** What of a notebook's figures and panels the page's cells would give again: that alone may follow its reader. */
import type { FigureReference } from "../figures/marks/content.ts";
import type { Figure } from "../figures/marks/figure.ts";
import type { FigurePlaces, Panel } from "../figures/marks/panel.ts";
import { followFigure, followPanel, type KindPlaces, type OwnOptions } from "./client/follow.ts";
import type { ViewRows } from "./client/view_rows.ts";

/**
 * The options of its own that a figure of the notebook follows the view with.
 *
 * @param figure What the notebook showed.
 * @param rows The rows of the page's own view.
 * @returns The options; `null` when the page's cells would not give this very figure: then it stays as it is.
 */
export function ownOptions(figure: Figure, rows: ViewRows): OwnOptions | null {
  if (figure.follows === undefined) return null;
  const own = Object.fromEntries(
    Object.entries(figure.follows).filter(([name]) => !Object.hasOwn(rows.options, name)),
  );
  const drawn = followFigure({ kind: figure.kind, own }, rows);
  return drawn !== null && shownOf(drawn) === shownOf(figure) ? own : null;
}

/** All that a reader is shown but the wide chart, which is of the same numbers as the narrow one. */
function shownOf(figure: Figure): string {
  return figure.html({ id: "f", widths: [345] });
}

/**
 * The figures of the page that a panel of the notebook links to.
 *
 * @param panel What the notebook showed.
 * @param rows The rows of the page's own view.
 * @param places Where the page shows figures.
 * @returns Their ids by kind; `null` when the page's cells would not give this very panel: then it stays as it is.
 */
export function ownPlaces(panel: Panel, rows: ViewRows, places: FigurePlaces): KindPlaces | null {
  const followed = followPanel({ kind: panel.kind }, rows);
  if (followed?.html(fullName) !== panel.html(fullName)) return null;
  return Object.fromEntries(
    panel.toJSON().html.flatMap((piece) => {
      if (typeof piece === "string" || !("figure" in piece)) return [];
      const id = places(piece.figure);
      return id === null ? [] : [[piece.figure.kind, id]];
    }),
  );
}

/** All that names a figure: another of the same kind is another target. */
function fullName({ kind, headline, subtitle }: FigureReference): string {
  return JSON.stringify([kind, headline, subtitle]);
}
