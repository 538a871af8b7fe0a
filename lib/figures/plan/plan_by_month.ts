import { isMonth } from "../../calendar/mod.ts";
import {
  type Cost,
  type GapCost,
  type MonthCost,
  type OutcomeSum,
  type PlanSum,
  type PriceList,
  priceListNote,
} from "../../plan/mod.ts";
import { offeringWords, regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import type { Figure } from "../marks/figure.ts";
import { formatChange, formatCount, formatRate, formatShare } from "../marks/format.ts";
import { keyFigures } from "../marks/key_figures.ts";
import { monthColumns } from "../marks/month_columns.ts";
import type { Panel } from "../marks/panel.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { firstAlike, NOT_DELIVERED, someNames } from "../marks/_wording.ts";

/** What figures of a plan are given with their rows. */
export interface PlanFigureOptions {
  /** The plan's year. */
  readonly ar: number;
  /** The plan's version. */
  readonly version: number;
  /** What of the plan is shown, in Swedish. @default {"Alla regioner och vårdutbud"} */
  readonly selection?: string;
}

/**
 * Need, plan and gap of a year in four numbers (planens nyckeltal).
 *
 * @param total The plan's sum.
 * @param cost What it costs by source.
 * @param options The plan.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planKeyFigures } from "vantelage/figures";
 * const total = { namn: "Alla", behov: 100, egen: 80, samverkan: 5, utanfor: 2, privat: 3, glapp: 10 };
 * const none = { kronor: 0, utanPris: 0 }, cost = { egen: none, samverkan: none, utanfor: none, privat: none };
 * assert.match(planKeyFigures(total, cost, { ar: 2024, version: 1 }).text(), /^Behov: 100 .*\nGlapp: 10 \(10,0\u00a0% av behovet\)/);
 * ```
 */
export function planKeyFigures(
  total: PlanSum,
  cost: Readonly<Record<"egen" | "samverkan" | "utanfor" | "privat", Cost>>,
  options: PlanFigureOptions,
): Panel {
  const bought = total.utanfor + total.privat;
  const part = (number: number) =>
    total.behov === 0 ? "inget behov" : `${formatShare(number / total.behov)} av behovet`;
  const millions = (...costs: readonly Cost[]) =>
    `${formatRate(costs.reduce((sum, { kronor }) => sum + kronor, 0) / 1e6)}\u00a0mnkr`;
  return keyFigures([
    {
      label: "Behov",
      value: formatCount(total.behov),
      note: `operationer ${options.ar}, plan version ${options.version}`,
    },
    {
      label: "Glapp",
      value: formatCount(total.glapp),
      note: part(total.glapp),
      ...(total.glapp > 0 ? { tone: "late" } : {}),
    },
    {
      label: "Samverkan",
      value: formatCount(total.samverkan),
      note: `${part(total.samverkan)}, ${millions(cost.samverkan)}`,
    },
    {
      label: "Köpt vård",
      value: formatCount(bought),
      note: `${part(bought)}, ${millions(cost.utanfor, cost.privat)}`,
    },
  ], { rests: ["planer", "priser"] });
}

/**
 * The plan month by month: own care, cooperation, bought care and the gap, with the need as a line (produktions- och
 * inköpsplan).
 *
 * @param sums The plan's sums by month.
 * @param options The plan; `null` where there is none.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planByMonth } from "vantelage/figures";
 * const sum = { namn: "2024-01", behov: 100, egen: 80, samverkan: 5, utanfor: 2, privat: 3, glapp: 10 };
 * assert.equal(planByMonth([sum], { ar: 2024, version: 1 }).headline, "Planen täcker 90,0\u00a0% av årets behov");
 * ```
 */
export function planByMonth(sums: readonly PlanSum[], options: PlanFigureOptions | null): Figure {
  if (options === null) return noPlan();
  const months = sums.filter(({ namn }) => isMonth(namn));
  const need = months.reduce((sum, { behov }) => sum + behov, 0);
  const gap = months.reduce((sum, { glapp }) => sum + glapp, 0);
  return monthColumns(
    months.map(({ namn, behov, egen, samverkan, utanfor, privat, glapp }) => ({
      manad: namn,
      values: [egen, samverkan, utanfor + privat, glapp],
      mark: behov,
    })),
    {
      rests: ["planer"],
      headline: need === 0
        ? "Planen har inget behov att täcka"
        : gap > 0
        ? `Planen täcker ${formatShare(1 - gap / need)} av årets behov`
        : "Planen täcker hela årets behov",
      subtitle: subtitleOf("Antal operationer per månad", options),
      alt: "Staplar per månad",
      note: "Glapp är den del av behovet som ingen är planerad att göra.",
      caption: `Plan för ${options.ar} per månad`,
      parts: [
        { label: "Egen vård", tone: "b1" },
        { label: "Samverkan", tone: "b2" },
        { label: "Köpt vård", tone: "n2" },
        { label: "Glapp", tone: "late" },
      ],
      mark: "Behov",
    },
  );
}

/**
 * What the planned care costs month by month (kostnad per månad).
 *
 * @param months The cost of each month, from `planCostByMonth`.
 * @param options The plan, and the price list that the costs are by.
 * @returns The figure, in millions of kronor; its note says how many contacts have no price.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planCostFigure } from "vantelage/figures";
 * const cost = (kronor: number) => ({ kronor, utanPris: 0 });
 * const kostnad = { egen: cost(8e6), samverkan: cost(1e6), utanfor: cost(0), privat: cost(2.5e6) };
 * assert.equal(planCostFigure([{ manad: "2024-01", kostnad }], { ar: 2024, version: 1 }).headline,
 *   "Den planerade vården kostar 12\u00a0mnkr, varav 3 för köpt vård");
 * ```
 */
export function planCostFigure(
  months: readonly MonthCost[],
  options: PlanFigureOptions & { readonly prices?: PriceList },
): Figure {
  const { prices } = options;
  const millions = (...costs: readonly Cost[]) => costs.reduce((sum, { kronor }) => sum + kronor, 0) / 1e6;
  const columns = months.map(({ manad, kostnad: { egen, samverkan, utanfor, privat } }) => ({
    manad,
    values: [millions(egen), millions(samverkan), millions(utanfor, privat)],
    mark: null,
  }));
  const [own, others, bought] = [0, 1, 2].map((part) =>
    columns.reduce((sum, { values }) => sum + values[part], 0)
  );
  const unpriced = months.flatMap(({ kostnad }) => Object.values(kostnad))
    .reduce((sum, { utanPris }) => sum + utanPris, 0);
  return monthColumns(columns, {
    rests: ["planer", "priser"],
    headline: months.length === 0
      ? "Ingen vård är planerad"
      : `Den planerade vården kostar ${formatCount(own + others + bought)}\u00a0mnkr, varav ${
        formatCount(bought)
      } för köpt vård`,
    subtitle: subtitleOf(
      `Kostnad i mnkr per månad enligt prislistan${prices === undefined ? "" : ` för ${prices.ar}`}`,
      options,
    ),
    alt: "Staplar per månad",
    note: [
      unpriced > 0
        ? `${
          formatCount(unpriced)
        } planerade operationer saknar pris och ingår inte. Glappet har ingen kostnad här.`
        : "Det som ingen är planerad att göra, glappet, har ingen kostnad här.",
      ...(prices === undefined ? [] : [priceListNote(prices, options.ar)]),
    ].join(" "),
    caption: `Kostnad för planen ${options.ar} per månad`,
    parts: [
      { label: "Egen vård", tone: "b1" },
      { label: "Samverkan", tone: "b2" },
      { label: "Köpt vård", tone: "n2" },
    ],
    unit: "mnkr",
  });
}

/**
 * Where the plan leaves a gap: the regions or vårdutbud with the largest, with all that is planned in the table.
 *
 * @param sums The plan's sums by region or vårdutbud.
 * @param options The plan, what the sums distinguish, and how many to draw.
 * @returns The figure; sums without a gap stand in the table only.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planGaps } from "vantelage/figures";
 * const sum = { namn: "Gråstarr", behov: 100, egen: 80, samverkan: 5, utanfor: 2, privat: 3, glapp: 10 };
 * assert.equal(planGaps([sum], { ar: 2024, version: 1, by: "vardutbud" }).headline, "Störst är glappet för grå starr, 10 operationer");
 * ```
 */
export function planGaps(
  sums: readonly PlanSum[],
  options: PlanFigureOptions & {
    readonly by: "region" | "vardutbud";
    readonly top?: number;
    /** What it costs to close each gap, as `gapCosts` gives it. @default not shown */
    readonly costs?: readonly GapCost[];
  },
): Figure {
  const { by, top = 12, ar, costs = [] } = options;
  const costOf = (namn: string, of: "lagst" | "hogst") => {
    const kronor = costs.find((cost) => cost.namn === namn)?.[of].value ?? null;
    return kronor === null ? null : kronor / 1e6;
  };
  const all = (of: "lagst" | "hogst") => costs.reduce((sum, cost) => sum + (cost[of].value ?? 0), 0) / 1e6;
  const name = by === "region" ? regionShortName : (name: string) => name;
  const sorted = sums.toSorted((a, b) => b.glapp - a.glapp);
  const gaps = sorted.filter(({ glapp }) => glapp > 0).slice(0, top);
  const largest = firstAlike(gaps, ({ glapp }) => formatCount(glapp));
  const names = largest.map(({ namn }) => by === "region" ? name(namn) : offeringWords(namn));
  const where = by === "region"
    ? `i ${someNames(names, "regioner")}`
    : `för ${someNames(names, "vårdutbud")}`;
  return barFigure({
    rests: costs.length > 0 ? ["planer", "priser"] : ["planer"],
    headline: largest.length > 0
      ? `Störst är glappet ${where}, ${formatCount(largest[0].glapp)} operationer${
        largest.length > 1 ? " i varje" : ""
      }${
        all("hogst") === 0
          ? ""
          : `; att stänga hela glappet kostar ${formatCount(all("lagst"))}–${
            formatCount(all("hogst"))
          }\u00a0mnkr`
      }`
      : "Planen lämnar inget glapp",
    subtitle: subtitleOf("Behov som ingen är planerad att göra; del av behovet i stapeln", options),
    alt: `Liggande staplar: glapp per ${by === "region" ? "region" : "vårdutbud"}`,
    note: [
      ...sorted.filter(({ glapp }) => glapp > 0).length > gaps.length
        ? ["Bilden visar de största; tabellen har alla."]
        : [],
      ...costs.length > 0
        ? ["Att stänga glappet kostar olika efter var vården ges: lägst och högst enligt prislistan."]
        : [],
    ].join(" ") || undefined,
    caption: `Plan för ${ar} per ${by === "region" ? "region" : "vårdutbud"}`,
    columns: [
      { key: "namn", label: by === "region" ? "Region" : "Vårdutbud", format: "text" },
      { key: "behov", label: "Behov", format: "count" },
      { key: "egen", label: "Egen vård", format: "count" },
      { key: "samverkan", label: "Samverkan", format: "count" },
      { key: "utanfor", label: "Köpt utanför", format: "count" },
      { key: "privat", label: "Köpt privat", format: "count" },
      { key: "glapp", label: "Glapp", format: "count" },
      ...costs.length === 0 ? [] : [
        { key: "lagst", label: "Att stänga, lägst", unit: "mnkr", format: "rate" as const },
        { key: "hogst", label: "Att stänga, högst", unit: "mnkr", format: "rate" as const },
      ],
    ],
    rows: sorted.map((sum) => ({
      cells: {
        ...sum,
        namn: name(sum.namn),
        ...costs.length > 0 && { lagst: costOf(sum.namn, "lagst"), hogst: costOf(sum.namn, "hogst") },
      },
    })),
    bars: gaps.map((sum, index) => ({
      name: name(sum.namn),
      value: sum.glapp,
      text: formatCount(sum.glapp),
      inside: formatShare(sum.glapp / sum.behov, 0),
      tone: index < largest.length ? "late" : "late-soft",
    })),
  });
}

/**
 * What a version of a plan changes, region by region (förändringar sedan förra versionen).
 *
 * @param before The earlier version's sums by region; `null` when there is none.
 * @param after The plan's sums by region.
 * @param options The plan.
 * @returns A table, the largest change of the gap first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planChanges } from "vantelage/figures";
 * const sum = { namn: "Region Dalarna", behov: 100, egen: 80, samverkan: 5, utanfor: 2, privat: 3, glapp: 10 };
 * const after = [{ ...sum, behov: 104, glapp: 14 }];
 * assert.equal(planChanges([sum], after, { ar: 2024, version: 2 }).headline,
 *   "Behovet är 4 operationer större än i förra versionen, och glappet 4 större");
 * assert.equal(planChanges(null, after, { ar: 2024, version: 1 }).headline, "Det här är planens första version");
 * ```
 */
export function planChanges(
  before: readonly PlanSum[] | null,
  after: readonly PlanSum[],
  options: PlanFigureOptions,
): Figure {
  const { ar, version } = options;
  const planned = ({ behov, glapp }: PlanSum) => behov - glapp;
  const rows = before === null ? [] : after.map((sum) => {
    const earlier = before.find(({ namn }) => namn === sum.namn);
    const change = (of: (sum: PlanSum) => number) => of(sum) - (earlier === undefined ? 0 : of(earlier));
    return {
      namn: regionShortName(sum.namn),
      behov: sum.behov,
      behovAndrat: change(({ behov }) => behov),
      planerat: planned(sum),
      planeratAndrat: change(planned),
      glapp: sum.glapp,
      glappAndrat: change(({ glapp }) => glapp),
    };
  }).sort((a, b) => Math.abs(b.glappAndrat) - Math.abs(a.glappAndrat));
  const total = (of: "behovAndrat" | "glappAndrat") => rows.reduce((sum, row) => sum + row[of], 0);
  const [need, gap] = [total("behovAndrat"), total("glappAndrat")];
  const size = (number: number) => `${formatCount(Math.abs(number))}`;
  const way = (number: number) => number > 0 ? "större" : "mindre";
  const gapWords = gap === 0 ? "glappet detsamma" : `glappet ${size(gap)} ${way(gap)}`;
  return tableFigure({
    rests: ["planer"],
    headline: before === null
      ? "Det här är planens första version"
      : need === 0
      ? `Behovet är detsamma som i förra versionen, och ${gapWords}`
      : `Behovet är ${size(need)} operationer ${way(need)} än i förra versionen, och ${gapWords}`,
    subtitle: subtitleOf("Operationer under året, och ändringen sedan förra versionen", options),
    caption: `Plan för ${ar}, version ${version} mot den förra`,
    columns: [
      { key: "namn", label: "Region", format: "text" },
      { key: "behov", label: "Behov", format: "count" },
      { key: "behovAndrat", label: "Ändrat", format: "text" },
      { key: "planerat", label: "Planerat", format: "count" },
      { key: "planeratAndrat", label: "Ändrat", format: "text" },
      { key: "glapp", label: "Glapp", format: "count" },
      { key: "glappAndrat", label: "Ändrat", format: "text" },
    ],
    rows: rows.map((row) => ({
      cells: {
        ...row,
        behovAndrat: formatChange(row.behovAndrat, "count"),
        planeratAndrat: formatChange(row.planeratAndrat, "count"),
        glappAndrat: formatChange(row.glappAndrat, "count"),
      },
    })),
  });
}

/**
 * Outcome month by month, with the plan as a line (utfall mot plan).
 *
 * @param sums Outcomes of all regions by month.
 * @param options The plan; `null` where there is none.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { outcomeByMonth } from "vantelage/figures";
 * const sum = { region: null, manad: "2024-01", plan: 100, utfall: 90, orsaker: [], orsakSaknas: true,
 *   avvikelse: { egen: -10, samverkan: 0, utanfor: 0, privat: 0 } };
 * assert.equal(outcomeByMonth([sum], { ar: 2024, version: 1 }).headline, "Hittills 10 operationer färre än planerat, −10,0\u00a0%");
 * ```
 */
export function outcomeByMonth(sums: readonly OutcomeSum[], options: PlanFigureOptions | null): Figure {
  if (options === null) return noPlan();
  const plan = sums.reduce((sum, row) => sum + row.plan, 0);
  const difference = sums.reduce((sum, row) => sum + row.utfall - row.plan, 0);
  const sign = difference > 0 ? "+" : "\u2212";
  return monthColumns(
    sums.map(({ manad, utfall, plan }) => ({ manad, values: [utfall], mark: plan })),
    {
      rests: ["planer", "leveranser", "kopt_vard"],
      headline: sums.length === 0
        ? "Utfallet av planen är inte levererat"
        : plan === 0
        ? "Inget planerat är levererat ännu"
        : difference === 0
        ? "Utfallet är exakt som planerat"
        : `Hittills ${formatCount(Math.abs(difference))} operationer ${
          difference > 0 ? "fler" : "färre"
        } än planerat, ${sign}${formatShare(Math.abs(difference) / plan)}`,
      subtitle: subtitleOf("Antal operationer per levererad månad", options),
      alt: "Staplar per månad",
      caption: `Utfall mot plan ${options.ar}`,
      parts: [{ label: "Utfall", tone: "b1" }],
      mark: "Plan",
    },
  );
}

/** What stands in the place of a plan that has not been delivered. */
function noPlan(): Figure {
  return tableFigure({
    rests: ["planer"],
    headline: "Årets plan är inte levererad",
    subtitle: "Produktions- och inköpsplan",
    caption: "Plan",
    columns: [{ key: "plan", label: "Plan", format: "text" }],
    rows: [{ cells: { plan: NOT_DELIVERED } }],
  });
}

function subtitleOf(measure: string, options: PlanFigureOptions): string {
  const { ar, version, selection = "Alla regioner och vårdutbud" } = options;
  return `${measure}. ${selection}, plan för ${ar}, version ${version}`;
}
