/** How each figure and panel follows a view: what it would have been, had the notebook made that selection. */
import { DELIVERIES } from "../../reference/invented.ts";
import type { Figure } from "../../figures/marks/figure.ts";
import { deviationsByRegion } from "../../figures/waiting/deviations_by_region.ts";
import { type FindingItem, findings } from "../../figures/marks/findings.ts";
import { formatBounded, formatCount } from "../../figures/marks/format.ts";
import { hospitalMap } from "../../figures/waiting/hospital_map.ts";
import { keyFigures } from "../../figures/marks/key_figures.ts";
import { largestGroups, LargestGroupsOptions } from "../../figures/waiting/largest_groups.ts";
import { longWaitersByRegion } from "../../figures/waiting/long_waiters_by_region.ts";
import { monthFindings } from "../../figures/waiting/month_findings.ts";
import { monthsWithYearBefore } from "../../figures/waiting/months_with_year_before.ts";
import {
  overLimitByHospital,
  overLimitByRegion,
  performedByHospital,
  performedByRegion,
} from "../../figures/waiting/share_ranking.ts";
import { regionTrends } from "../../figures/waiting/region_trends.ts";
import { FigureOptions } from "../../figures/marks/figure_options.ts";
import type { FigurePlaces, Panel } from "../../figures/marks/panel.ts";
import type { FigureReference } from "../../figures/marks/content.ts";
import { nobodyOperated, performedTableFigure } from "../../figures/waiting/performed_table_figure.ts";
import { groupFindingItems, monthKeyFigures } from "../../figures/waiting/summary.ts";
import { GUARANTEE_DAYS, LONG_WAIT_DAYS } from "../../indicators/limits.ts";
import { type KeyMonths, type Measure, measureOf, MEASURES } from "../../indicators/measures.ts";
import { waitingByBandFigure } from "../../figures/waiting/waiting_by_band.ts";
import { waitTableFigure } from "../../figures/waiting/wait_table_figure.ts";
import { lowerFirst } from "../../reference/sentence.ts";
import type { ViewRows } from "./view_rows.ts";

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
  /** The ids of the figures that its findings link to, by kind. */
  readonly places: KindPlaces;
  /** Whether what it says first is the page's lead. */
  readonly leads: boolean;
}

/** The ids of figures on a page, by kind. */
export type KindPlaces = Readonly<Record<string, string>>;

/** What of a page follows the view. */
export interface Following {
  readonly figures: readonly FollowingFigure[];
  readonly panels: readonly FollowingPanel[];
  /** The kinds of data of which some is made up: what rests on them is marked. */
  readonly invented: readonly string[];
}

type Follow = (rows: ViewRows, own: OwnOptions) => Figure | null;

const dimension = ({ by }: OwnOptions): "region" | "sjukhus" | "vardutbud" | "agarform" =>
  by === "sjukhus" || by === "vardutbud" || by === "agarform" ? by : "region";

/** A comparison of regions compares hospitals when the view says so, or is about one. */
const level = (rows: ViewRows, own: OwnOptions) =>
  dimension(own) !== "region" ? dimension(own) : rows.scope.sjukhus === null ? rows.niva : "sjukhus";

/** A figure of hospitals, where the page carries those of the month. */
const ofHospitals = (follow: Follow): Follow => (rows, own) => rows.hasHospitals ? follow(rows, own) : null;

/** The options with what the page compares with, which a figure shows where it counts the same. */
function beside(options: FigureOptions, { compared }: OwnOptions): FigureOptions {
  return compared === undefined ? options : FigureOptions.parse({ ...options, compared });
}

const WAITING: Readonly<Record<string, Follow>> = {
  overLimitByRegion: (rows, own) =>
    rows.niva === "region"
      ? overLimitByRegion(rows.waiting("region"), beside(rows.options, own))
      : overLimitByHospital(rows.waiting("sjukhus"), rows.options),
  overLimitByHospital: ofHospitals((rows) => overLimitByHospital(rows.waiting("sjukhus"), rows.options)),
  waitTableFigure: (rows, own) => {
    const by = level(rows, own);
    if (by === "sjukhus" && !rows.hasHospitals) return null;
    return waitTableFigure(rows.waiting(by), { by, ...rows.options });
  },
  hospitalMap: ofHospitals((rows) => hospitalMap(rows.waiting("sjukhus"), rows.options)),
  largestGroups: (rows, own) =>
    largestGroups(rows.waiting("vardutbud"), LargestGroupsOptions.parse({ ...own, ...rows.options })),
  waitingByBandFigure: (rows) => waitingByBandFigure(rows.waiting("region"), rows.options),
  longWaitersByRegion: (rows) => longWaitersByRegion(rows.waiting("region"), rows.options),
  deviationsByRegion: (rows) => deviationsByRegion(rows.waiting("region", false), rows.options),
  monthsWithYearBefore: (rows, own) => months(rows, measureIn(own)),
  regionTrends: (rows, own) => isEstimated(rows) ? null : trends(rows, measureIn(own)),
  performedByRegion: (rows, own) =>
    performedByRegion(rows.performed("region"), beside(rows.performedOptions, own)),
  performedTableFigure: (rows, own) => performedOf(rows, level(rows, own)),
};

/** What stands in a figure's place when the view is about those operated; a figure without one is not shown. */
const PERFORMED: Readonly<Record<string, Follow>> = {
  overLimitByRegion: (rows) =>
    rows.niva === "region"
      ? performedByRegion(rows.performed("region"), rows.performedOptions)
      : performedByHospital(rows.performed("sjukhus"), rows.performedOptions),
  overLimitByHospital: ofHospitals((rows) =>
    performedByHospital(rows.performed("sjukhus"), rows.performedOptions)
  ),
  // Those operated in earlier months are carried in bands that part at 90 and 365 days alone.
  waitingByBandFigure: (rows) =>
    rows.isEarlier ? null : waitingByBandFigure(rows.operated("region"), rows.performedOptions),
  longWaitersByRegion: (rows) => longWaitersByRegion(rows.operated("region"), rows.performedOptions),
  waitTableFigure: (rows, own) => performedOf(rows, level(rows, own)),
  hospitalMap: ofHospitals((rows) => hospitalMap(rows.operated("sjukhus"), rows.performedOptions)),
  largestGroups: (rows, { top }) =>
    largestGroups(
      rows.operated("vardutbud"),
      LargestGroupsOptions.parse({ top, ...rows.performedOptions }),
    ),
  monthsWithYearBefore: (rows, own) => {
    const measure = OPERATED[measureIn(own)];
    return measure === undefined ? null : months(rows, measure);
  },
  regionTrends: (rows, own) => {
    const measure = OPERATED[measureIn(own)];
    return measure === undefined ? null : trends(rows, measure);
  },
  performedTableFigure: WAITING.performedTableFigure,
};

function performedOf(rows: ViewRows, by: "region" | "sjukhus" | "vardutbud" | "agarform"): Figure | null {
  if (by === "sjukhus" && !rows.hasHospitals) return null;
  return performedTableFigure(rows.performed(by), { by, ...rows.performedOptions });
}

/** What a series shows of those operated in the place of one of those who wait. */
const OPERATED: Readonly<Partial<Record<Measure, Measure>>> = {
  waiting: "performed",
  overShare: "performedShare",
  median: "performedMedian",
  performed: "performed",
  performedShare: "performedShare",
  performedMedian: "performedMedian",
};

function measureIn({ measure }: OwnOptions): Measure {
  return MEASURES.find((each) => each === measure) ?? "waiting";
}

/** Whether a number over the limit can only be estimated of earlier months, kept in bands that part at 90 and 365 days. */
function isEstimated({ view: { limitDays } }: ViewRows): boolean {
  return ![GUARANTEE_DAYS, LONG_WAIT_DAYS].includes(limitDays);
}

/** The months of the key figures; an estimate is no change. */
function keyMonths(rows: ViewRows): KeyMonths {
  const months = rows.keySeries();
  return isEstimated(rows) ? { ...months, over: [] } : months;
}

function trends(rows: ViewRows, measure: Measure): Figure {
  const options = measureOf(measure).status === "vantande" ? rows.options : rows.performedOptions;
  return regionTrends(rows.regionSeries(measure), rows.series(measure), { measure, ...options });
}

function months(rows: ViewRows, measure: Measure): Figure {
  const { status, format } = measureOf(measure), estimated = format === "share" && isEstimated(rows);
  return monthsWithYearBefore(rows.series(measure), {
    measure,
    ...status === "vantande" ? rows.options : rows.performedOptions,
    ...estimated && { estimated },
  });
}

const PANELS: Readonly<Record<string, (rows: ViewRows) => Panel>> = {
  keyFigures: (rows) =>
    rows.view.status === "vantande"
      ? monthKeyFigures(rows.waiting("region"), rows.options, keyMonths(rows))
      : performedKeyFigures(rows),
  findings: (rows) =>
    rows.view.status === "vantande"
      ? findings([
        ...chosen(rows, rows.options.selection),
        ...foundIn(rows),
      ], { rests: DELIVERIES })
      : findings([
        ...chosen(rows, rows.performedOptions.selection),
        ...["waitTableFigure", "overLimitByRegion", "longWaitersByRegion", "largestGroups"].flatMap(
          (kind) => {
            const figure = PERFORMED[kind](rows, {});
            // The finding leads to the figure that stands in the place of this kind.
            return figure === null ? [] : [{ text: figure.headline, figure: { ...named(figure), kind } }];
          },
        ),
      ], { rests: DELIVERIES }),
};

/** What the page's own kind of findings says of a view. */
function foundIn(rows: ViewRows): FindingItem[] {
  return rows.isOneQueue
    ? groupFindingItems(
      rows.waiting("region"),
      rows.hasHospitals ? rows.waiting("sjukhus") : [],
      rows.options,
    )
    : monthFindings(rows.waiting("region"), rows.waiting("vardutbud"), rows.options);
}

function named({ kind, headline, subtitle }: Figure): FigureReference {
  return { kind, headline, subtitle };
}

/** What the findings are about, when that is not everything: they have no subtitle that says it. */
function chosen({ view, isOneQueue }: ViewRows, selection: string): FindingItem[] {
  const { plats, agarform } = view, vardutbud = isOneQueue ? null : view.vardutbud;
  return plats ?? vardutbud ?? agarform
    ? [{ text: `Det här gäller ${plats === null ? lowerFirst(selection) : selection}` }]
    : [];
}

function performedKeyFigures(rows: ViewRows): Panel {
  const total = rows.performed("region").find((row) => row.total);
  if (!total) {
    const { omitted } = rows.performedOptions;
    return keyFigures([
      omitted === undefined
        ? { label: "Genomförda", value: "0" }
        : { label: "Genomförda", value: "–", note: nobodyOperated(rows.performedOptions) },
    ], { rests: DELIVERIES });
  }
  const { limitDays } = rows.view;
  return keyFigures([
    { label: "Genomförda", value: formatCount(total.volume), note: "alla" },
    {
      label: `Inom ${limitDays} dagar`,
      value: formatBounded(total.shareWithin, "share"),
      note: `av ${formatCount(total.covered)} som ${
        rows.performedOptions.covered === undefined ? "omfattas" : "räknas"
      }`,
    },
    { label: "Median", value: formatBounded(total.median, "days"), note: "dagar, alla genomförda" },
    { label: "Medelväntetid", value: formatBounded(total.mean, "days"), note: "dagar, alla genomförda" },
  ], { rests: DELIVERIES });
}

/**
 * A figure as it is in a view.
 *
 * @param figure Its kind and its own options.
 * @param rows The view's rows.
 * @returns The figure; `null` when it has nothing to say in the view.
 */
export function followFigure(figure: Pick<FollowingFigure, "kind" | "own">, rows: ViewRows): Figure | null {
  const follows = rows.view.status === "vantande" ? WAITING : PERFORMED;
  return Object.hasOwn(follows, figure.kind) ? follows[figure.kind](rows, figure.own) : null;
}

/** A panel as it is in a view; `null` when it does not follow any. */
export function followPanel({ kind }: Pick<FollowingPanel, "kind">, rows: ViewRows): Panel | null {
  return Object.hasOwn(PANELS, kind) ? PANELS[kind](rows) : null;
}

/** Where a panel's findings lead to in every view: to the figure of the same kind. */
export function placesOf({ places }: Pick<FollowingPanel, "places">): FigurePlaces {
  return ({ kind }) => Object.hasOwn(places, kind) ? places[kind] : null;
}
