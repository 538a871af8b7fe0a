/**
 * One selection of the store, as the rows that tables and figures are made of: a month, perhaps one vårdutbud or one
 * ownership; and what was delivered of it. The walks of the notebooks share it, so that all of them count alike.
 *
 * @module
 */
export * from "./select.ts";
export * from "./selection.ts";
export type { Scope } from "./scope.ts";
export type { CellQuestion, CellSource } from "./cell_source.ts";
export * from "./decision_outcomes.ts";
export * from "./deliveries.ts";
export { type ListOptions, listOptions } from "./counted_alike.ts";
export * from "./list_cells.ts";
export * from "./list_ages.ts";
export * from "./long_waiting.ts";
export * from "./list_history.ts";
export * from "./compare_months.ts";
export * from "./compare_deliveries.ts";
export * from "./sql.ts";
export * from "./tabulate.ts";
export { EmbeddedSelections, type HeldMonths, SELECTIONS_MIME } from "./embedded.ts";
export * from "./selections.ts";
export * from "./care_year.ts";
export * from "./university_year.ts";
export * from "./joint_unit_year.ts";
export * from "./own_production.ts";
export * from "./published_month.ts";
export * from "./queue_cells.ts";
export * from "./transfer_basis.ts";
