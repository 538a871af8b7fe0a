import { scenarioKind } from "../analysis/projection/scenario.ts";
import { commentKind, decisionKind, priorityKind, signalKind, suitabilityKind } from "../cooperation/mod.ts";
import { type DataKind, inhabitantsKind } from "../form/mod.ts";
import { boughtCareKind } from "./care_flow.ts";
import { contractKind } from "./contract.ts";
import { staffCostKind } from "./hired_staff.ts";
import { imagingKind } from "./imaging_need.ts";
import { orderKind, specialisedCareKind } from "./order.ts";
import { planKind } from "./plan.ts";
import { statedCausesKind } from "./plan_outcome.ts";
import { priceKind } from "./price.ts";
import { waitingCostKind } from "./waiting_cost.ts";
import { yearlyReportKind } from "./yearly_report.ts";

/** Every kind of data of one's own that is kept as JSON and has an Excel form. */
export const dataKinds: readonly DataKind[] = [
  planKind,
  statedCausesKind,
  contractKind,
  priceKind,
  boughtCareKind,
  staffCostKind,
  orderKind,
  specialisedCareKind,
  imagingKind,
  waitingCostKind,
  inhabitantsKind,
  yearlyReportKind,
  signalKind,
  decisionKind,
  commentKind,
  priorityKind,
  suitabilityKind,
  scenarioKind,
];
