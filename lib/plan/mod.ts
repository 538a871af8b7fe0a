/**
 * What regions plan to do, buy and do for each other in a year, and how it went: the production and purchase plan, the
 * flows between home and performing region, contracts, prices, orders at the university hospitals, hired staff, and
 * the knowledge bank. The files lie in the data folder, each with a schema here; a plan's need may come from any source.
 *
 * @module
 */
export * from "./source.ts";
export type { Basis, SourcedBasis } from "./_fields.ts";
export * from "./plan_folder.ts";
export * from "./data_kinds.ts";
export * from "./plan.ts";
export * from "./plan_table.ts";
export * from "./care_flow.ts";
export * from "./care_cover.ts";
export * from "./decision_outcome.ts";
export * from "./draft_plan.ts";
export * from "./need_row.ts";
export * from "./need_from_projection.ts";
export * from "./more_operations.ts";
export * from "./plan_outcome.ts";
export * from "./price.ts";
export {
  couldHaveStayed,
  type CouldStay,
  shareThatCouldStay,
  type SpareCapacity,
  type SpareCell,
  type SpareOptions,
  spareWithin,
} from "./bought_care.ts";
export * from "./own_production.ts";
export * from "./competence_gap.ts";
export * from "./contract.ts";
export * from "./hired_staff.ts";
export * from "./order.ts";
export * from "./relief.ts";
export * from "./university_proposals.ts";
export * from "./imaging_need.ts";
export * from "./procurement.ts";
export * from "./joint_unit.ts";
export * from "./waiting_cost.ts";
export * from "./knowledge_bank.ts";
export * from "./yearly_report.ts";
export * from "./goal_measures.ts";
