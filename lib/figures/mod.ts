/**
 * Rows in, a figure out: a chart drawn for wide and narrow pages, with a headline that says the finding, a subtitle
 * with measure, unit, selection and month, an alternative text, and the table of the very numbers drawn. Headlines are
 * computed and true for every outcome. The same functions draw in a notebook, in the exporter and in a browser; a
 * browser imports the named files, since only this list brings the document that draws elsewhere.
 *
 * @module
 */
import "./_server_document.ts";

export * from "./palette.ts";
export * from "./css.ts";
export * from "./format.ts";
export * from "./escape_html.ts";
export * from "./drawing_document.ts";
export * from "./figure_table.ts";
export * from "./figure.ts";
export * from "./content.ts";
export * from "./figure_options.ts";
export * from "./share_ranking.ts";
export * from "./waiting_by_band.ts";
export * from "./largest_groups.ts";
export * from "./table_figure_options.ts";
export * from "./wait_table_figure.ts";
export * from "./guarded_figures.ts";
export * from "./hospital_map.ts";
export * from "./long_waiters_by_region.ts";
export * from "./deviations_by_region.ts";
export * from "./months_with_year_before.ts";
export * from "./performed_table_figure.ts";
export * from "./queue_balance.ts";
export * from "./queue_table_figure.ts";
export * from "./exit_curves_figure.ts";
export * from "./two_waits_figure.ts";
export * from "./xmr_figure.ts";
export * from "./funnel_figure.ts";
export * from "./standardised_figure.ts";
export * from "./table_figure.ts";
export * from "./signal_board.ts";
export * from "./joint_list_figure.ts";
export * from "./transfer_flows.ts";
export * from "./transfer_tables.ts";
export * from "./panel.ts";
export * from "./key_figures.ts";
export * from "./findings.ts";
export * from "./show.ts";
export * from "./month_findings.ts";
export * from "./projection_fan.ts";
export * from "./scenario_comparison.ts";
export * from "./capacity_target_figure.ts";
export * from "./deferred_debt.ts";
export * from "./work_off_figure.ts";
export * from "./summary.ts";
export * from "./deliveries.ts";
export * from "./validation.ts";
export * from "./bar_figure.ts";
export * from "./month_columns.ts";
export { backtestFigure } from "./backtest_figure.ts";
export * from "./plan_by_month.ts";
export * from "./plan_follow_up.ts";
export * from "./bought_care_figures.ts";
export * from "./contract_use_figure.ts";
export * from "./university_figures.ts";
export * from "./resource_figures.ts";
export * from "./headline_findings.ts";
export * from "./knowledge_bank.ts";
export * from "./yearly_figures.ts";
export * from "./letter_head.ts";
