/** What a public page may show: figures that the exporter draws again, of the protected numbers at its own hand. */
import { wholeRows } from "../disclosure/guarded.ts";
import { DisclosureError } from "../disclosure/disclosure_error.ts";
import {
  deviationsByRegion,
  type Figure,
  FIGURE_MIME,
  FigureOptions,
  guardedTable,
  GuardedTableOptions,
  longWaitersByRegion,
  MonthsOptions,
  monthsWithYearBefore,
  overLimitByRegion,
  PANEL_MIME,
  performedByRegion,
  performedFigure,
  waitingByBandFigure,
} from "../figures/mod.ts";
import type { WaitTableRow } from "../indicators/mod.ts";
import type { ExecutedNotebook, Output } from "../notebook/mod.ts";
import { type PublishedMeasure, type PublishedMonth, publishedSeries } from "../selection/mod.ts";
import { figureOf, panelOf } from "./_content.ts";
import type { ReportOptions } from "./options.ts";
import { ReportError } from "./report_error.ts";

/** Draws a figure of a published month. */
type Draw = (month: PublishedMonth, options: unknown) => Figure;

const ofRegions = (draw: (rows: readonly WaitTableRow[], options: FigureOptions) => Figure): Draw => {
  return ({ waiting }, options) => draw(wholeRows(waiting.region), FigureOptions.parse(options));
};

/** The figures that a public page may show, by kind. */
const DRAWN: ReadonlyMap<string, Draw> = new Map<string, Draw>([
  ["overLimitByRegion", ofRegions(overLimitByRegion)],
  ["waitingByBandFigure", ofRegions(waitingByBandFigure)],
  ["longWaitersByRegion", ofRegions(longWaitersByRegion)],
  ["deviationsByRegion", ofRegions(deviationsByRegion)],
  ["guardedTable", ({ waiting }, given) => {
    const options = GuardedTableOptions.parse(given);
    return guardedTable(options.by === "agarform" ? [] : waiting[options.by], options);
  }],
  ["monthsWithYearBefore", (month, given) => {
    const options = MonthsOptions.parse(given), { measure } = options;
    return monthsWithYearBefore(isPublished(month, measure) ? publishedSeries(month, measure) : [], options);
  }],
  [
    "performedByRegion",
    ({ performed }, options) => performedByRegion(wholeRows(performed), FigureOptions.parse(options)),
  ],
  ["guardedPerformed", ({ performed }, options) => performedFigure(performed, FigureOptions.parse(options))],
]);

function isPublished({ series }: PublishedMonth, measure: string): measure is PublishedMeasure {
  return Object.hasOwn(series, measure);
}

/** The panels that a public page may show: sentences and single numbers, which the last scan reads. */
const PANELS: ReadonlySet<string> = new Set(["keyFigures", "findings", "letterHead"]);

/**
 * Holds a page for the public to what may be published: every figure is what the protected month gives, drawn again here.
 *
 * @throws {ReportError} If the month is missing, or a cell shows anything else.
 */
export function checkPublic({ name, cells }: ExecutedNotebook, { published }: ReportOptions): void {
  const refuse = (reason: string): never => {
    throw new ReportError(`Kan inte skriva rapporten "${name}" för publicering: ${reason}`);
  };
  if (published === undefined) return refuse("inga små tal har skyddats");
  for (
    const { index, output } of cells.flatMap(({ index, outputs }) =>
      outputs.map((output) => ({ index, output }))
    )
  ) {
    const data = ours(output);
    if (data === null) {
      refuse(`cell ${index + 1} visar annat än figurer, till exempel utskriven text eller val för läsaren`);
    } else if (FIGURE_MIME in data) {
      checkFigure(figureOf(data[FIGURE_MIME]), published, refuse);
    } else {
      const panel = panelOf(data[PANEL_MIME]);
      if (!PANELS.has(panel.kind) || /<(?:svg|table)\b/.test(panel.html())) {
        refuse(`rutan "${panel.kind}" i cell ${index + 1} hör inte till dem som får publiceras`);
      }
    }
  }
}

/** What a cell hands over, if it is a figure or a panel. */
function ours(output: Output): Readonly<Record<string, unknown>> | null {
  return "data" in output && (FIGURE_MIME in output.data || PANEL_MIME in output.data) ? output.data : null;
}

function checkFigure(figure: Figure, published: PublishedMonth, refuse: (reason: string) => never): void {
  const { kind, headline, follows } = figure, draw = DRAWN.get(kind);
  if (draw === undefined) {
    return refuse(`"${headline}" är en ${kind}, som inte hör till dem som får publiceras`);
  }
  const drawn = drawnOf(() => draw(published, follows));
  if (drawn === null) return refuse(`"${headline}" är ett diagram av tal som är dolda`);
  if (drawn.html() !== figure.html()) {
    refuse(`"${headline}" är inte vad månadens skyddade tal ger`);
  }
}

/** The figure; `null` where it would be drawn of hidden numbers. */
function drawnOf(draw: () => Figure): Figure | null {
  try {
    return draw();
  } catch (error) {
    if (error instanceof DisclosureError) return null;
    throw error;
  }
}
