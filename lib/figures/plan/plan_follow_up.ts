import { monthName } from "../../calendar/mod.ts";
import { CARE_SOURCES, careSourceNames, deviationCauseNames, type OutcomeSum } from "../../plan/mod.ts";
import { offeringWords, regionShortName } from "../../reference/mod.ts";
import type { Figure } from "../marks/figure.ts";
import { formatChange } from "../marks/format.ts";
import type { PlanFigureOptions } from "./plan_by_month.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, lowerFirst, numberWord } from "../marks/_wording.ts";

/**
 * Outcome against plan for each region and month, with the cause stated, and where one is wanted (uppföljning av planen).
 *
 * @param sums Outcomes by region and month.
 * @param options The plan.
 * @returns A table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planFollowUp } from "vantelage/figures";
 * const sum = { region: "Region Dalarna", manad: "2024-01", plan: 100, utfall: 90, orsaker: [], orsakSaknas: true,
 *   avvikelse: { egen: -10, samverkan: 0, utanfor: 0, privat: 0 } };
 * assert.equal(planFollowUp([sum], { ar: 2024, version: 1 }).headline, "En stor avvikelse saknar orsak");
 * ```
 */
export function planFollowUp(sums: readonly OutcomeSum[], options: PlanFigureOptions): Figure {
  const missing = sums.filter(({ orsakSaknas }) => orsakSaknas).length;
  const { ar, version, selection = "Alla regioner och vårdutbud" } = options;
  return tableFigure({
    rests: ["planer", "leveranser", "kopt_vard", "planavvikelser"],
    headline: sums.length === 0
      ? "Utfallet av planen är inte levererat"
      : missing === 0
      ? "Alla stora avvikelser har en orsak"
      : missing === 1
      ? "En stor avvikelse saknar orsak"
      : `${capitalise(numberWord(missing))} stora avvikelser saknar orsak`,
    subtitle: `Antal operationer, utfall mot plan. ${selection}, plan för ${ar}, version ${version}`,
    caption: `Utfall mot plan ${ar} per region och månad`,
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "manad", label: "Månad", format: "text" },
      { key: "plan", label: "Plan", format: "count" },
      { key: "utfall", label: "Utfall", format: "count" },
      { key: "avvikelse", label: "Avvikelse", format: "count" },
      { key: "andel", label: "Avvikelse", unit: "% av plan", format: "share" },
      { key: "storst", label: "Störst del", format: "text" },
      { key: "orsak", label: "Orsak enligt regionen", format: "text" },
    ],
    rows: sums.map((sum) => ({
      cells: {
        region: sum.region === null ? "Alla" : regionShortName(sum.region),
        manad: monthName(sum.manad),
        plan: sum.plan,
        utfall: sum.utfall,
        avvikelse: sum.utfall - sum.plan,
        andel: sum.plan === 0 ? null : (sum.utfall - sum.plan) / sum.plan,
        storst: largestPart(sum),
        orsak: causeText(sum),
      },
    })),
    note:
      "Större avvikelser än fem procent av planen ska ha en orsak. En orsak kan gälla ett vårdutbud eller hela regionen.",
  });
}

/** The source that differs most from the plan. */
function largestPart({ avvikelse }: OutcomeSum): string {
  const [most] = CARE_SOURCES.toSorted((a, b) => Math.abs(avvikelse[b]) - Math.abs(avvikelse[a]));
  return avvikelse[most] === 0
    ? "ingen"
    : `${lowerFirst(careSourceNames[most])} ${formatChange(avvikelse[most], "count")}`;
}

function causeText({ orsaker, orsakSaknas }: OutcomeSum): string {
  if (orsaker.length === 0) return orsakSaknas ? "saknas" : "";
  return orsaker.map(({ orsak, vardutbud, kommentar }) =>
    `${deviationCauseNames[orsak]}${vardutbud === null ? "" : `, ${offeringWords(vardutbud)}`}: ${kommentar}`
  ).join(" ");
}
