/** How each figure and panel follows a view: what it would have been, had the notebook made that selection. */
import { figureFromData, panelFromData } from "../../figures/figure_from_data.ts";
import type { Figure, FigureData } from "../../figures/figure.ts";
import { type FindingItem, FindingItems, findings } from "../../figures/findings.ts";
import { formatBounded, formatCount, formatShare } from "../../figures/format.ts";
import { keyFigures } from "../../figures/key_figures.ts";
import { monthFindings, type MonthFindingsOptions } from "../../figures/month_findings.ts";
import type { Panel, PanelData } from "../../figures/panel.ts";
import { performedByRegion } from "../../figures/performed_by_region.ts";
import { performedDefinition, performedTableFigure } from "../../figures/performed_table_figure.ts";
import { monthKeyFigures } from "../../figures/summary.ts";
import type { SeriesMeasure, ViewRows } from "./view_rows.ts";

/** A figure's options beside those that the view decides: how many groups, which words. */
export type OwnOptions = Readonly<Record<string, unknown>>;

/** A figure of the page that follows the view. */
export interface FollowingFigure {
  /** Its id on the page. */
  readonly id: string;
  /** What it is called: "Figur 1". */
  readonly number: string;
  /** Its kind in the notebook. */
  readonly kind: string;
  /** Its options beside those that the view decides. */
  readonly own: OwnOptions;
}

/** A panel of the page that follows the view. */
export interface FollowingPanel {
  /** The id of the element around it. */
  readonly id: string;
  /** Its kind in the notebook. */
  readonly kind: string;
  /** Where on the page its findings are shown. */
  readonly hrefs: FindingPlaces;
}

/** Where on a page findings are shown, by what they are about. */
export type FindingPlaces = NonNullable<MonthFindingsOptions["hrefs"]>;

/** What of a page follows the view. */
export interface Following {
  readonly figures: readonly FollowingFigure[];
  readonly panels: readonly FollowingPanel[];
}

type Follow = (rows: ViewRows, own: OwnOptions) => FigureData | null;

const of = (kind: string, rows: unknown, { options }: ViewRows, own: OwnOptions = {}): FigureData => ({
  kind,
  rows,
  options: { ...own, ...options },
});

const dimension = ({ by }: OwnOptions): "region" | "sjukhus" | "vardutbud" | "agarform" =>
  by === "sjukhus" || by === "vardutbud" || by === "agarform" ? by : "region";

/** A comparison of regions compares hospitals when the view says so. */
const level = (rows: ViewRows, own: OwnOptions) =>
  dimension(own) === "region" ? rows.view.niva : dimension(own);

const WAITING: Readonly<Record<string, Follow>> = {
  overLimitByRegion: (rows) => {
    const { niva } = rows.view;
    return of(niva === "region" ? "overLimitByRegion" : "overLimitByHospital", rows.waiting(niva), rows);
  },
  overLimitByHospital: (rows) => of("overLimitByHospital", rows.waiting("sjukhus"), rows),
  waitTableFigure: (rows, own) => {
    const by = level(rows, own);
    return of("waitTableFigure", rows.waiting(by), rows, { by });
  },
  largestGroups: (rows, own) => of("largestGroups", rows.waiting("vardutbud"), rows, own),
  waitingByBandFigure: (rows) => of("waitingByBandFigure", rows.waiting("region"), rows),
  longWaitersByRegion: (rows) => of("longWaitersByRegion", rows.waiting("region"), rows),
  deviationsByRegion: (rows) => of("deviationsByRegion", rows.waiting("region", false), rows),
  monthsWithYearBefore: (rows, own) => {
    const { limitDays } = rows.view;
    if (own.measure === "share") {
      return months(rows, own, "overShare", `Andel väntande över ${limitDays} dagar`);
    }
    if (own.measure === "count") return months(rows, own, "waiting", "Antal väntande");
    return months(rows, own, "median", "Median väntetid");
  },
  performedByRegion: (rows) => of("performedByRegion", rows.performed("region"), rows),
  performedTableFigure: (rows, own) => performedOf(rows, level(rows, own)),
};

/** What stands in a figure's place when the view is about those operated; a figure without one is not shown. */
const PERFORMED: Readonly<Record<string, Follow>> = {
  overLimitByRegion: (rows) =>
    rows.view.niva === "region"
      ? of("performedByRegion", rows.performed("region"), rows)
      : performedOf(rows, "sjukhus"),
  overLimitByHospital: (rows) => performedOf(rows, "sjukhus"),
  waitTableFigure: (rows, own) => performedOf(rows, level(rows, own)),
  largestGroups: (rows) => performedOf(rows, "vardutbud"),
  monthsWithYearBefore: (rows, own) => {
    const { limitDays } = rows.view;
    if (own.measure === "share") {
      const label = `Andel genomförda inom ${limitDays} dagar`;
      return months(rows, { ...own, definition: performedDefinition }, "performedShare", label);
    }
    if (own.measure !== "count") return null;
    return months(rows, { ...own, definition: "alla genomförda" }, "performed", "Antal genomförda");
  },
  performedByRegion: WAITING.performedByRegion,
  performedTableFigure: WAITING.performedTableFigure,
};

function performedOf(rows: ViewRows, by: "region" | "sjukhus" | "vardutbud" | "agarform"): FigureData {
  return of("performedTableFigure", rows.performed(by), rows, { by });
}

function months(rows: ViewRows, own: OwnOptions, measure: SeriesMeasure, label: string): FigureData {
  const { options, view } = rows;
  // Earlier months are kept in bands that part at 90 and 365 days.
  const estimated = measure.endsWith("Share") && ![90, 365].includes(view.limitDays);
  return {
    kind: "monthsWithYearBefore",
    rows: rows.months(measure),
    options: {
      ...options,
      ...(own.definition === undefined ? {} : { definition: own.definition }),
      measure: own.measure,
      label: estimated ? `${label}, uppskattad ur intervall` : label,
    },
  };
}

const PANELS: Readonly<Record<string, (rows: ViewRows, hrefs: FindingPlaces) => Panel>> = {
  keyFigures: (rows) =>
    rows.view.status === "vantande"
      ? monthKeyFigures(rows.waiting("region"), rows.options)
      : performedKeyFigures(rows),
  findings: (rows, hrefs) =>
    rows.view.status === "vantande" ? findings(findingsOf(rows, hrefs)) : findings([
      { text: performedByRegion(rows.performed("region"), rows.options).headline },
      { text: performedTableFigure(rows.performed("region"), { by: "region", ...rows.options }).headline },
    ]),
};

function findingsOf(rows: ViewRows, hrefs: FindingPlaces): FindingItem[] {
  return monthFindings(rows.waiting("region"), rows.waiting("vardutbud"), { ...rows.options, hrefs });
}

function performedKeyFigures(rows: ViewRows): Panel {
  const total = rows.performed("region").find((row) => row.total);
  if (!total) return keyFigures([{ label: "Genomförda", value: "0" }]);
  const { limitDays } = rows.view;
  return keyFigures([
    { label: "Genomförda", value: formatCount(total.volume), note: "alla" },
    {
      label: `Inom ${limitDays} dagar`,
      value: formatShare(total.shareWithin?.value ?? null),
      note: `av ${formatCount(total.covered)} som omfattas`,
    },
    { label: "Median", value: formatBounded(total.median, "days"), note: "dagar, alla genomförda" },
    { label: "Medelväntetid", value: formatBounded(total.mean, "days"), note: "dagar, alla genomförda" },
  ]);
}

/**
 * A figure as it is in a view.
 *
 * @param figure Its kind and its own options.
 * @param rows The view's rows.
 * @returns The figure; `null` when it has nothing to say in the view.
 */
export function followFigure(figure: Pick<FollowingFigure, "kind" | "own">, rows: ViewRows): Figure | null {
  const follow = (rows.view.status === "vantande" ? WAITING : PERFORMED)[figure.kind];
  const data = follow?.(rows, figure.own) ?? null;
  return data === null ? null : figureFromData(data);
}

/** A panel as it is in a view; `null` when it does not follow any. */
export function followPanel(
  { kind, hrefs }: Pick<FollowingPanel, "kind" | "hrefs">,
  rows: ViewRows,
): Panel | null {
  return PANELS[kind]?.(rows, hrefs) ?? null;
}

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
