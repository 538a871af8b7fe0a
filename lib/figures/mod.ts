/**
 * Rows in, a figure out: a chart drawn for wide and narrow pages, with a headline that says the finding, a subtitle
 * with measure, unit, selection and month, an alternative text, and the table of the very numbers drawn. Headlines are
 * computed and true for every outcome. The same functions draw in a notebook, in the exporter and in a browser; a
 * browser imports the named files, since only this list brings the document that draws elsewhere.
 *
 * @module
 */
import "./marks/_server_document.ts";

export * from "./marks/palette.ts";
export * from "./marks/css.ts";
export * from "./marks/format.ts";
export * from "./marks/escape_html.ts";
export * from "./marks/drawing_document.ts";
export * from "./marks/figure_table.ts";
export {
  Figure,
  FIGURE_MIME,
  type FigureContent,
  type FigureHtmlOptions,
  type FigureWidth,
  type Frame,
  type PictureOptions,
} from "./marks/figure.ts";
export * from "./marks/picture.ts";
export * from "./marks/content.ts";
export * from "./marks/figure_options.ts";
export * from "./waiting/share_ranking.ts";
export * from "./waiting/waiting_by_band.ts";
export { largestGroups, LargestGroupsOptions } from "./waiting/largest_groups.ts";
export * from "./marks/table_figure_options.ts";
export * from "./waiting/wait_table_figure.ts";
export * from "./waiting/table_text.ts";
export * from "./public/guarded_figures.ts";
export * from "./waiting/hospital_map.ts";
export * from "./waiting/list_change_figure.ts";
export * from "./waiting/long_waiters_by_region.ts";
export * from "./waiting/longest_waits_figure.ts";
export * from "./waiting/deviations_by_region.ts";
export * from "./waiting/months_with_year_before.ts";
export * from "./waiting/region_trends.ts";
export * from "./waiting/performed_table_figure.ts";
export * from "./queue/queue_balance.ts";
export * from "./queue/queue_table_figure.ts";
export * from "./queue/exit_curves_figure.ts";
export * from "./queue/two_waits_figure.ts";
export * from "./queue/joining_tables.ts";
export * from "./queue/xmr_figure.ts";
export * from "./queue/funnel_figure.ts";
export * from "./queue/standardised_figure.ts";
export * from "./marks/table_figure.ts";
export * from "./cooperation/signal_board.ts";
export * from "./cooperation/joint_list_figure.ts";
export * from "./cooperation/decision_cards.ts";
export * from "./cooperation/university_cards.ts";
export * from "./cooperation/decision_follow_up.ts";
export * from "./cooperation/transfer_flows.ts";
export * from "./cooperation/transfer_tables.ts";
export * from "./marks/panel.ts";
export * from "./marks/key_figures.ts";
export * from "./marks/findings.ts";
export * from "./marks/show.ts";
export { changeFinding, monthFindings } from "./waiting/month_findings.ts";
export * from "./queue/projection_fan.ts";
export * from "./queue/scenario_comparison.ts";
export * from "./queue/deferred_debt.ts";
export * from "./queue/work_off_figure.ts";
export * from "./waiting/summary.ts";
export * from "./delivery/deliveries.ts";
export * from "./delivery/validation.ts";
export * from "./marks/bar_figure.ts";
export * from "./marks/month_columns.ts";
export { backtestFigure } from "./queue/backtest_figure.ts";
export * from "./plan/plan_by_month.ts";
export * from "./plan/more_operations_figure.ts";
export * from "./plan/plan_follow_up.ts";
export * from "./plan/bought_care_figures.ts";
export * from "./plan/own_production_figure.ts";
export * from "./plan/contract_use_figure.ts";
export * from "./plan/care_key_figures.ts";
export * from "./plan/joint_unit_table.ts";
export * from "./plan/university_figures.ts";
export * from "./plan/resource_figures.ts";
export * from "./marks/headline_findings.ts";
export * from "./marks/knowledge_bank.ts";
export * from "./plan/yearly_figures.ts";
export * from "./marks/letter_head.ts";
