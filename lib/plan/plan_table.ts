import type { Month } from "../calendar/mod.ts";
import { memberRegions } from "../reference/mod.ts";
import { type Plan, planMonths } from "./plan.ts";

/** What is planned for one region, one vårdutbud and one month, contacts. Need = the four sources + gap, always. */
export interface PlanCell {
  /** The region whose inhabitants it is about. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The month. */
  readonly manad: Month;
  /** The need. */
  readonly behov: number;
  /** Own hospitals. */
  readonly egen: number;
  /** Another of the seven regions. */
  readonly samverkan: number;
  /** Bought outside the sjukvårdsregion. */
  readonly utanfor: number;
  /** Bought of private providers. */
  readonly privat: number;
  /** What of the need nobody is planned to do (glapp); below 0 more is planned than is needed. */
  readonly glapp: number;
}

/** The sums of a plan over some of its cells. */
export type PlanSum = Omit<PlanCell, "region" | "vardutbud" | "manad"> & {
  /** What the cells have in common: a region, a vårdutbud or a month. */
  readonly namn: string;
};

/**
 * A plan cell by cell.
 *
 * @param plan The plan.
 * @returns A cell for each region, vårdutbud and month; none for an empty plan, or without one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planCells } from "vantelage/plan";
 * const every = (antal: number) => Array.from({ length: 12 }, () => antal);
 * const [january] = planCells({ ar: 2024, version: 1, faststalld: null, underlag: "Prov", syntetisk: true, rader: [{
 *   region: "Region Dalarna", vardutbud: "Gråstarr",
 *   behov: every(100), egen: every(80), samverkan: every(5), utanfor: every(2), privat: every(3) }] });
 * assert.equal(january.glapp, 10);
 * ```
 */
export function planCells(plan: Plan | null): PlanCell[] {
  if (plan === null) return [];
  return plan.rader.flatMap(({ region, vardutbud, behov, egen, samverkan, utanfor, privat }) =>
    planMonths(plan).map((manad, index) => ({
      region,
      vardutbud,
      manad,
      behov: behov[index],
      egen: egen[index],
      samverkan: samverkan[index],
      utanfor: utanfor[index],
      privat: privat[index],
      glapp: behov[index] - egen[index] - samverkan[index] - utanfor[index] - privat[index],
    }))
  );
}

/**
 * Sums of a plan by region, vårdutbud or month.
 *
 * @param cells Cells of a plan, all or some of them.
 * @param by What to distinguish.
 * @returns One sum for each name that occurs: regions in Swedish alphabetical order, months in order, vårdutbud in the
 *   order of the cells. None without cells.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planSums } from "vantelage/plan";
 * const cell = { region: "Region Dalarna", vardutbud: "Gråstarr", behov: 9, egen: 5, samverkan: 1, utanfor: 1, privat: 1, glapp: 1 };
 * const [sum] = planSums([{ ...cell, manad: "2024-01" }, { ...cell, manad: "2024-02" }], "region");
 * assert.deepEqual([sum.namn, sum.behov, sum.glapp], ["Region Dalarna", 18, 2]);
 * ```
 */
export function planSums(cells: readonly PlanCell[], by: "region" | "vardutbud" | "manad"): PlanSum[] {
  const sums = [...Map.groupBy(cells, (cell) => cell[by])].map(([namn, group]) => planTotal(group, namn));
  if (by === "region") {
    sums.sort((a, b) => memberRegions.indexOf(a.namn) - memberRegions.indexOf(b.namn));
  } else if (by === "manad") sums.sort((a, b) => a.namn < b.namn ? -1 : 1);
  return sums;
}

/**
 * The sum of a plan's cells.
 *
 * @param cells Cells of a plan, all or some of them.
 * @param namn What to call the sum.
 * @returns The sum; noughts without cells.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planTotal } from "vantelage/plan";
 * assert.equal(planTotal([], "Alla").behov, 0);
 * ```
 */
export function planTotal(cells: readonly PlanCell[], namn: string): PlanSum {
  const sum = (of: keyof Omit<PlanSum, "namn">) => cells.reduce((total, cell) => total + cell[of], 0);
  return {
    namn,
    behov: sum("behov"),
    egen: sum("egen"),
    samverkan: sum("samverkan"),
    utanfor: sum("utanfor"),
    privat: sum("privat"),
    glapp: sum("glapp"),
  };
}
