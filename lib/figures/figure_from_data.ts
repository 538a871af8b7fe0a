import { barFigure, BarFigureRows, BarFigureTexts } from "./bar_figure.ts";
import { Figure, FigureData } from "./figure.ts";
import { MonthColumns, monthColumns, MonthColumnsContent } from "./month_columns.ts";
import { capacityTargetFigure, CapacityTargetOptions } from "./capacity_target_figure.ts";
import { deferredDebt, DeferredDebtOptions } from "./deferred_debt.ts";
import { projectionFan, ProjectionFanOptions } from "./projection_fan.ts";
import { CapacityRows, DeferredRows, FanMonths, ScenarioOutcomes, WorkOffRows } from "./_projection_rows.ts";
import { scenarioComparison } from "./scenario_comparison.ts";
import { shownRows } from "./show.ts";
import { workOffFigure, WorkOffFigureOptions } from "./work_off_figure.ts";
import { deviationsByRegion } from "./deviations_by_region.ts";
import { exitCurvesFigure } from "./exit_curves_figure.ts";
import { FigureTable } from "./figure_table.ts";
import { LetterHead, letterHead } from "./letter_head.ts";
import { hospitalMap } from "./hospital_map.ts";
import { longWaitersByRegion } from "./long_waiters_by_region.ts";
import { MonthsOptions, monthsWithYearBefore } from "./months_with_year_before.ts";
import { overLimitByHospital, overLimitByRegion, performedByRegion } from "./share_ranking.ts";
import { performedTableFigure } from "./performed_table_figure.ts";
import { queueBalance } from "./queue_balance.ts";
import { queueTableFigure, QueueTableFigureOptions } from "./queue_table_figure.ts";
import {
  ExitRows,
  ListFlows,
  QueueRows,
  ShareUnits,
  StandardisedRows,
  TwoWaitsRows,
  XmrMonths,
} from "./_queue_rows.ts";
import { standardisedFigure } from "./standardised_figure.ts";
import { shareFunnelFigure } from "./funnel_figure.ts";
import { twoWaitsFigure } from "./two_waits_figure.ts";
import { xmrFigure, XmrFigureOptions } from "./xmr_figure.ts";
import { tableFigure, TableFigureTexts } from "./table_figure.ts";
import { ProtectedWaitRows } from "../disclosure/protected_rows.ts";
import { guardedTable, GuardedTableOptions } from "./guarded_figures.ts";
import { FigureOptions } from "./figure_options.ts";
import { jointListFigure, JointListRows } from "./joint_list_figure.ts";
import { FindingItems, findings } from "./findings.ts";
import { KeyFigures, keyFigures } from "./key_figures.ts";
import { knowledgeBank, KnowledgeItems } from "./knowledge_bank.ts";
import { largestGroups, LargestGroupsOptions } from "./largest_groups.ts";
import { type Panel, PanelData } from "./panel.ts";
import { PerformedTableRows, SeriesPoints, WaitTableRows } from "./_rows.ts";
import { TransferFlowOptions, transferFlows, TransferMapData } from "./transfer_flows.ts";
import { TableFigureOptions } from "./table_figure_options.ts";
import { waitTableFigure } from "./wait_table_figure.ts";
import { waitingByBandFigure } from "./waiting_by_band.ts";

type Build = (data: FigureData) => Figure;

const FIGURES: Readonly<Record<string, Build>> = {
  overLimitByRegion: ({ rows, options }) =>
    overLimitByRegion(WaitTableRows.parse(rows), FigureOptions.parse(options)),
  waitingByBandFigure: ({ rows, options }) =>
    waitingByBandFigure(WaitTableRows.parse(rows), FigureOptions.parse(options)),
  largestGroups: ({ rows, options }) =>
    largestGroups(WaitTableRows.parse(rows), LargestGroupsOptions.parse(options)),
  overLimitByHospital: ({ rows, options }) =>
    overLimitByHospital(WaitTableRows.parse(rows), FigureOptions.parse(options)),
  hospitalMap: ({ rows, options }) => hospitalMap(WaitTableRows.parse(rows), FigureOptions.parse(options)),
  longWaitersByRegion: ({ rows, options }) =>
    longWaitersByRegion(WaitTableRows.parse(rows), FigureOptions.parse(options)),
  deviationsByRegion: ({ rows, options }) =>
    deviationsByRegion(WaitTableRows.parse(rows), FigureOptions.parse(options)),
  monthsWithYearBefore: ({ rows, options }) =>
    monthsWithYearBefore(SeriesPoints.parse(rows), MonthsOptions.parse(options)),
  performedByRegion: ({ rows, options }) =>
    performedByRegion(PerformedTableRows.parse(rows), FigureOptions.parse(options)),
  performedTableFigure: ({ rows, options }) =>
    performedTableFigure(PerformedTableRows.parse(rows), TableFigureOptions.parse(options)),
  projectionFan: ({ rows, options }) =>
    projectionFan(FanMonths.parse(rows), ProjectionFanOptions.parse(options)),
  scenarioComparison: ({ rows, options }) =>
    scenarioComparison(ScenarioOutcomes.parse(rows), FigureOptions.parse(options)),
  capacityTargetFigure: ({ rows, options }) =>
    capacityTargetFigure(CapacityRows.parse(rows), CapacityTargetOptions.parse(options)),
  deferredDebt: ({ rows, options }) =>
    deferredDebt(DeferredRows.parse(rows), DeferredDebtOptions.parse(options)),
  workOffFigure: ({ rows, options }) =>
    workOffFigure(WorkOffRows.parse(rows), WorkOffFigureOptions.parse(options)),
  queueBalance: ({ rows, options }) => queueBalance(ListFlows.parse(rows), FigureOptions.parse(options)),
  queueTableFigure: ({ rows, options }) =>
    queueTableFigure(QueueRows.parse(rows), QueueTableFigureOptions.parse(options)),
  exitCurvesFigure: ({ rows, options }) =>
    exitCurvesFigure(ExitRows.parse(rows), FigureOptions.parse(options)),
  twoWaitsFigure: ({ rows, options }) =>
    twoWaitsFigure(TwoWaitsRows.parse(rows), FigureOptions.parse(options)),
  xmrFigure: ({ rows, options }) => xmrFigure(XmrMonths.parse(rows), XmrFigureOptions.parse(options)),
  shareFunnelFigure: ({ rows, options }) =>
    shareFunnelFigure(ShareUnits.parse(rows), FigureOptions.parse(options)),
  standardisedFigure: ({ rows, options }) =>
    standardisedFigure(StandardisedRows.parse(rows), FigureOptions.parse(options)),
  tableFigure: ({ rows, options }) => {
    const texts = TableFigureTexts.parse(options);
    const { caption, columns } = texts;
    return tableFigure({ ...texts, rows: FigureTable.parse({ caption, columns, rows }).rows });
  },
  barFigure: ({ rows, options }) =>
    barFigure({ ...BarFigureTexts.parse(options), ...BarFigureRows.parse(rows) }),
  monthColumns: ({ rows, options }) =>
    monthColumns(MonthColumns.parse(rows), MonthColumnsContent.parse(options)),
  jointListFigure: ({ rows, options }) =>
    jointListFigure(JointListRows.parse(rows), FigureOptions.parse(options)),
  transferFlows: ({ rows, options }) =>
    transferFlows(TransferMapData.parse(rows), TransferFlowOptions.parse(options)),
  guardedTable: ({ rows, options }) =>
    guardedTable(ProtectedWaitRows.parse(rows), GuardedTableOptions.parse(options)),
  waitTableFigure: ({ rows, options }) =>
    waitTableFigure(WaitTableRows.parse(rows), TableFigureOptions.parse(options)),
};

const PANELS: Readonly<Record<string, (items: unknown) => Panel>> = {
  keyFigures: (items) => keyFigures(KeyFigures.parse(items)),
  findings: (items) => findings(FindingItems.parse(items)),
  letterHead: (items) => letterHead(LetterHead.parse(items)),
  show: shownRows,
  knowledgeBank: (items) => knowledgeBank(KnowledgeItems.parse(items)),
};

/**
 * The figure that was handed over as plain data: the same as before it was.
 *
 * @param data What {@linkcode Figure.toJSON} gave, after any journey as JSON.
 * @returns The figure.
 * @throws {z.ZodError} If kind, rows or options do not have their form.
 * @throws {TypeError} If there is no such kind of figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figureFromData, overLimitByRegion } from "vantelage";
 * const figure = overLimitByRegion([], { manad: "2024-04" });
 * assert.equal(figureFromData(JSON.parse(JSON.stringify(figure))).html(), figure.html());
 * ```
 */
export function figureFromData(data: unknown): Figure {
  const checked = FigureData.parse(data);
  return known(FIGURES, checked.kind, "figure")(checked);
}

/**
 * The panel that was handed over as plain data.
 *
 * @param data What {@linkcode Panel.toJSON} gave, after any journey as JSON.
 * @returns The panel.
 * @throws {z.ZodError} If kind or items do not have their form.
 * @throws {TypeError} If there is no such kind of panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { keyFigures, panelFromData } from "vantelage";
 * const panel = keyFigures([{ label: "Väntande", value: "7" }]);
 * assert.equal(panelFromData(JSON.parse(JSON.stringify(panel))).html(), panel.html());
 * ```
 */
export function panelFromData(data: unknown): Panel {
  const { kind, items } = PanelData.parse(data);
  return known(PANELS, kind, "panel")(items);
}

function known<B>(builders: Readonly<Record<string, B>>, kind: string, what: string): B {
  if (!Object.hasOwn(builders, kind)) {
    throw new TypeError(
      `Cannot rebuild the ${what} as its kind must be one of ${Object.keys(builders).join(", ")}: got ${
        JSON.stringify(kind)
      }`,
    );
  }
  return builders[kind];
}
