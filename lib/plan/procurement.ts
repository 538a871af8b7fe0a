import { type Month, monthRange } from "../calendar/mod.ts";
import type { CouldStay } from "./bought_care.ts";
import type { PlanCell } from "./plan_table.ts";

/** What is planned to be bought of a vårdutbud, and what the sjukvårdsregion could do of it (att upphandla). */
export interface ProcurementRow {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Bought in the year behind, contacts. */
  readonly kopt: number;
  /** Planned to be bought in the months ahead, contacts. */
  readonly planerat: number;
  /** Of these, what there is room for within the sjukvårdsregion, contacts: at least, and at most. */
  readonly ryms: readonly [low: number, high: number];
}

/**
 * What is left to procure when the regions' own room is used first (att upphandla): of what is planned to be bought, as
 * large a share could be done within the sjukvårdsregion as of what was bought in the year behind.
 *
 * @param plan The plan's cells; all that is bought outside or of private providers counts.
 * @param behind What was bought, and of it what could have stayed: with less room assumed, and with more.
 * @param options The months ahead, first and last.
 * @returns A row for each vårdutbud that was bought or is to be, the most planned first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { procurementRows } from "vantelage/plan";
 * const cell = { region: "Region Dalarna", vardutbud: "Gråstarr", manad: "2024-05", behov: 90, egen: 60, samverkan: 10,
 *   utanfor: 5, privat: 15, glapp: 0 };
 * const stay = (mojligt: number) => [{ vardutbud: "Gråstarr", kopt: 40, mojligt }];
 * assert.deepEqual(procurementRows([cell], [stay(10), stay(20)], { from: "2024-05", to: "2024-12" }),
 *   [{ vardutbud: "Gråstarr", kopt: 40, planerat: 20, ryms: [5, 10] }]);
 * ```
 */
export function procurementRows(
  plan: readonly PlanCell[],
  behind: readonly [low: readonly CouldStay[], high: readonly CouldStay[]],
  { from, to }: { readonly from: Month; readonly to: Month },
): ProcurementRow[] {
  const ahead = new Set(monthRange(from, to));
  const planned = Map.groupBy(plan.filter(({ manad }) => ahead.has(manad)), ({ vardutbud }) => vardutbud);
  const names = new Set([...planned.keys(), ...behind[0].map(({ vardutbud }) => vardutbud)]);
  return [...names].map((vardutbud): ProcurementRow => {
    const planerat = (planned.get(vardutbud) ?? []).reduce(
      (sum, { utanfor, privat }) => sum + utanfor + privat,
      0,
    );
    const [low, high] = behind.map((rows) => rows.find((row) => row.vardutbud === vardutbud));
    const room = (row: CouldStay | undefined) =>
      row === undefined || row.kopt === 0 ? 0 : Math.round(planerat * row.mojligt / row.kopt);
    return { vardutbud, kopt: low?.kopt ?? 0, planerat, ryms: [room(low), room(high)] };
  }).filter(({ kopt, planerat }) => kopt + planerat > 0)
    .sort((a, b) =>
      b.planerat - a.planerat || b.kopt - a.kopt || a.vardutbud.localeCompare(b.vardutbud, "sv")
    );
}
