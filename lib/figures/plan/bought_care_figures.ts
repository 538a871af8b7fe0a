import { type Month, monthName } from "../../calendar/mod.ts";
import {
  CARE_SOURCES,
  careCost,
  type CareFlow,
  type CareSource,
  careSourceNames,
  type CouldStay,
  isBought,
  type PriceList,
  priceListNote,
  priceRows,
  type ProcurementRow,
  shareThatCouldStay,
} from "../../plan/mod.ts";
import { memberRegions, offeringWords, regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { monthColumns } from "../marks/month_columns.ts";
import { tableFigure } from "../marks/table_figure.ts";
import {
  capitalise,
  firstAlike,
  joinNames,
  NOT_DELIVERED,
  numberWord,
  someNames,
} from "../marks/_wording.ts";

/** What figures of bought care are given with their rows. */
export interface BoughtCareOptions {
  /** The months in words: "maj 2023–april 2024". */
  readonly span: string;
  /** The price list for costs. */
  readonly prices: PriceList;
  /** The regions whose inhabitants' care is delivered whole; the others are named, not counted. @default all seven */
  readonly regions?: readonly string[];
}

/** The flows of the regions that are counted, and the words for those that are not. */
function counted(
  flows: readonly CareFlow[],
  { regions = memberRegions }: Pick<BoughtCareOptions, "regions">,
): { flows: CareFlow[]; none: boolean; absent: string } {
  const others = memberRegions.filter((region) => !regions.includes(region));
  return {
    flows: flows.filter(({ hemregion }) => regions.includes(hemregion)),
    none: regions.length === 0,
    absent: others.length === 0
      ? ""
      : `Inte levererat, och därför inte räknat: ${joinNames(others.map(regionShortName))}.`,
  };
}

/** By which prices the last of some months are computed; "" without flows. */
function pricedBy(flows: readonly CareFlow[], prices: PriceList): string {
  const last = flows.map(({ manad }) => manad).sort().at(-1);
  return last === undefined ? "" : priceListNote(prices, Number(last.slice(0, 4)));
}

/** The texts that there are, as one note; none where all are empty. */
function noteOf(...texts: readonly string[]): string | undefined {
  return texts.filter((text) => text !== "").join(" ") || undefined;
}

/** What a figure of bought care says where no region's is delivered. */
const NOTHING_DELIVERED = "Köpt vård är inte levererad";

const countOf = (flows: readonly CareFlow[]): number => flows.reduce((sum, { antal }) => sum + antal, 0);
const millions = (kronor: number): number => kronor / 1e6;

/**
 * How much care each region's inhabitants got elsewhere, and what of it was bought (köpt vård per hemregion).
 *
 * @param flows Flows of any source.
 * @param options The time and the prices.
 * @returns The figure; a bar for bought care, cooperation in the table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { boughtByRegion } from "vantelage/figures";
 * const prices = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 10_000 }],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1, privat: 1 } };
 * const flow = { manad: "2024-04", hemregion: "Region Dalarna", utforarregion: "Region Stockholm", utforare: null,
 *   agarform: "privat", vardutbud: "Gråstarr", antal: 9, kalla: "privat" } as const;
 * assert.equal(boughtByRegion([flow], { span: "april 2024", prices }).headline, "Dalarna köper mest vård, 9 operationer");
 * ```
 */
export function boughtByRegion(all: readonly CareFlow[], options: BoughtCareOptions): Figure {
  const { span, prices, regions = memberRegions } = options, { flows, none, absent } = counted(all, options);
  const rows = regions.map((region) => {
    const own = flows.filter(({ hemregion }) => hemregion === region);
    const of = (kalla: CareFlow["kalla"]) => countOf(own.filter((flow) => flow.kalla === kalla));
    const bought = own.filter(({ kalla }) => isBought(kalla));
    return {
      name: regionShortName(region),
      egen: of("egen"),
      samverkan: of("samverkan"),
      utanfor: of("utanfor"),
      privat: of("privat"),
      kopt: countOf(bought),
      kostnad: careCost(bought, prices).kronor,
    };
  }).sort((a, b) => b.kopt - a.kopt);
  const most = firstAlike(rows, ({ kopt }) => formatCount(kopt));
  const unpriced = careCost(flows.filter(({ kalla }) => isBought(kalla)), prices).utanPris;
  return barFigure({
    rests: ["leveranser", "kopt_vard", "priser"],
    headline: none
      ? NOTHING_DELIVERED
      : most[0].kopt === 0
      ? absent === "" ? "Ingen region köper vård" : "Ingen av de regioner som har levererat köper vård"
      : `${capitalise(someNames(most.map(({ name }) => name), "regioner"))} köper mest vård, ${
        formatCount(most[0].kopt)
      } operationer${most.length > 1 ? " var" : ""}${absent === "" ? "" : ", av dem som har levererat"}`,
    subtitle: `Antal köpta operationer, kostnad enligt ${
      listName(prices)
    } i stapeln. Privata vårdgivare, och alla utanför sjukvårdsregionen, ${span}`,
    alt: "Liggande staplar: köpta operationer per hemregion",
    note: noteOf(
      unpriced > 0
        ? `${formatCount(unpriced)} köpta operationer saknar pris och ingår inte i kostnaden.`
        : "",
      absent,
      pricedBy(flows, prices),
    ),
    caption: `Var invånarna opererades, ${span}`,
    columns: [
      { key: "name", label: "Hemregion", format: "text" },
      { key: "egen", label: "Egen vård", format: "count" },
      { key: "samverkan", label: "Samverkan", format: "count" },
      { key: "utanfor", label: "Köpt utanför", format: "count" },
      { key: "privat", label: "Köpt privat", format: "count" },
      { key: "kostnad", label: "Köpt vård", unit: "mnkr", format: "rate" },
    ],
    rows: [
      ...rows.map(({ kopt: _, ...cells }) => ({ cells: { ...cells, kostnad: millions(cells.kostnad) } })),
      ...memberRegions.filter((region) => !regions.includes(region)).map((region) => ({
        cells: {
          name: regionShortName(region),
          ...Object.fromEntries(NUMBERS.map((key) => [key, NOT_DELIVERED])),
        },
      })),
    ],
    bars: rows.map(({ name, kopt, kostnad }, index) => ({
      name,
      value: kopt,
      text: formatCount(kopt),
      inside: kopt > 0 ? `${formatRate(millions(kostnad))}\u00a0mnkr` : undefined,
      tone: index < most.length ? "b3" : "b2",
    })),
  });
}

/** The columns with numbers of {@linkcode boughtByRegion}. */
const NUMBERS = ["egen", "samverkan", "utanfor", "privat", "kostnad"];

/** A price list by its year. */
const listName = ({ ar }: PriceList): string => `prislistan för ${ar}`;

/**
 * How much care was bought month by month, inside and outside the sjukvårdsregion (köpt vård per månad).
 *
 * @param flows Flows of any source; only bought ones count.
 * @param options The time and the prices; and the months, of which one without purchases counts as none.
 * @returns The figure; the cost of each month stands in its table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { boughtByMonth } from "vantelage/figures";
 * const prices = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 1e6 }],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1, privat: 1 } };
 * const flow = { manad: "2024-04", hemregion: "Region Dalarna", utforarregion: "Region Stockholm", utforare: null,
 *   agarform: "privat", vardutbud: "Gråstarr", antal: 9, kalla: "privat" } as const;
 * const figure = boughtByMonth([flow], { span: "mars–april 2024", prices, months: ["2024-03", "2024-04"] });
 * assert.equal(figure.headline, "Flest operationer köptes i april 2024: 9 för 9,0\u00a0mnkr");
 * ```
 */
export function boughtByMonth(
  all: readonly CareFlow[],
  options: BoughtCareOptions & { readonly months: readonly Month[] },
): Figure {
  const { span, prices, months } = options, { flows, none, absent } = counted(all, options);
  const bought = flows.filter(({ kalla }) => isBought(kalla));
  const inside = ({ utforarregion }: CareFlow) => memberRegions.includes(utforarregion);
  const columns = months.map((manad) => {
    const own = bought.filter((flow) => flow.manad === manad);
    const outside = own.filter((flow) => !inside(flow));
    return {
      manad,
      values: [
        countOf(own.filter(inside)),
        countOf(outside.filter(({ kalla }) => kalla === "privat")),
        countOf(outside.filter(({ kalla }) => kalla === "utanfor")),
      ],
      mark: null,
      beside: millions(careCost(own, prices).kronor),
    };
  });
  const total = ({ values }: typeof columns[number]) => values.reduce((sum, value) => sum + value, 0);
  const most = columns.toSorted((a, b) => total(b) - total(a)).at(0);
  return monthColumns(columns, {
    rests: ["leveranser", "kopt_vard", "priser"],
    headline: none
      ? NOTHING_DELIVERED
      : most === undefined || total(most) === 0
      ? "Ingen vård köptes"
      : `Flest operationer köptes i ${monthName(most.manad)}: ${formatCount(total(most))} för ${
        formatRate(most.beside)
      }\u00a0mnkr`,
    subtitle: `Antal köpta operationer per månad; kostnaden enligt ${listName(prices)} står i tabellen. ${
      capitalise(span)
    }`,
    alt: "Staplar per månad",
    note: noteOf(absent, pricedBy(flows, prices)),
    caption: `Köpt vård per månad, ${span}`,
    parts: [
      { label: "Privat i sjukvårdsregionen", tone: "b3" },
      { label: "Privat utanför", tone: "b2" },
      { label: "Offentlig utanför", tone: "n2" },
    ],
    beside: { label: "Kostnad", unit: "mnkr" },
  });
}

/**
 * The largest flows of bought care: from which region to which provider, what and how much (flöden av köpt vård).
 *
 * @param flows Flows of any source; only bought ones count.
 * @param options The time, the prices, and how many flows to show.
 * @returns A table, with the others together and the total below.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { boughtFlows } from "vantelage/figures";
 * const prices = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1, privat: 1 } };
 * assert.equal(boughtFlows([], { span: "april 2024", prices }).headline, "Ingen vård köptes");
 * ```
 */
export function boughtFlows(
  all: readonly CareFlow[],
  options: BoughtCareOptions & { readonly top?: number },
): Figure {
  const { span, prices, top = 15 } = options, { flows, none, absent } = counted(all, options);
  const bought = flows.filter(({ kalla }) => isBought(kalla));
  const groups = [
    ...Map.groupBy(
      bought,
      ({ hemregion, utforare, vardutbud }) => [hemregion, utforare ?? "", vardutbud].join("\u0000"),
    ).values(),
  ].map((own) => ({ ...own[0], antal: countOf(own), flows: own })).sort((a, b) => b.antal - a.antal);
  const shown = groups.slice(0, top), others = groups.slice(top).flatMap((group) => group.flows);
  const cost = (rows: readonly CareFlow[]) => millions(careCost(rows, prices).kronor);
  const [first] = groups;
  const isAlone = firstAlike(groups, ({ antal }) => formatCount(antal)).length === 1;
  return tableFigure({
    rests: ["leveranser", "kopt_vard", "priser"],
    headline: none
      ? NOTHING_DELIVERED
      : first === undefined
      ? "Ingen vård köptes"
      : `${isAlone ? "Det största flödet" : "Ett av de största flödena"} går från ${
        regionShortName(first.hemregion)
      } till ${first.utforare ?? "okänd vårdgivare"}`,
    subtitle: `Köpta operationer och kostnad enligt ${
      listName(prices)
    }. Privata vårdgivare, och alla utanför sjukvårdsregionen, ${span}`,
    caption: `Flöden av köpt vård, ${span}`,
    columns: [
      { key: "fran", label: "Från", format: "text" },
      { key: "till", label: "Till", format: "text" },
      { key: "region", label: "I region", format: "text" },
      { key: "agarform", label: "Ägarform", format: "text" },
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "antal", label: "Antal", format: "count" },
      { key: "kostnad", label: "Kostnad", unit: "mnkr", format: "rate" },
    ],
    rows: [
      ...shown.map((group) => ({
        cells: {
          fran: regionShortName(group.hemregion),
          till: group.utforare ?? "Okänd vårdgivare",
          region: regionShortName(group.utforarregion),
          agarform: group.agarform === "privat" ? "Privat" : "Offentlig",
          vardutbud: group.vardutbud,
          antal: group.antal,
          kostnad: cost(group.flows),
        },
      })),
      ...(others.length > 0
        ? [{
          cells: {
            fran: "Övriga flöden",
            till: "",
            region: "",
            agarform: "",
            vardutbud: `${formatCount(groups.length - shown.length)} flöden`,
            antal: countOf(others),
            kostnad: cost(others),
          },
        }]
        : []),
      {
        total: true,
        cells: {
          fran: "Alla",
          till: "",
          region: "",
          agarform: "",
          vardutbud: "",
          antal: countOf(bought),
          kostnad: cost(bought),
        },
      },
    ],
    note: noteOf(
      `${careSourceNames.privat} räknas var den än ligger, även i hemregionen.`,
      absent,
      pricedBy(flows, prices),
    ),
  });
}

/**
 * What of the bought care could have been done within the sjukvårdsregion in time, by vårdutbud.
 *
 * @param rows From `couldHaveStayed`.
 * @param options The time in words, the regions that the rows are of, and how many vårdutbud to draw.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { couldStayFigure } from "vantelage/figures";
 * assert.equal(couldStayFigure([{ vardutbud: "Gråstarr", kopt: 8, mojligt: 2 }], { span: "april 2024" }).headline,
 *   "Med det utrymme som antas hade 25,0\u00a0% av den köpta vården rymts inom sjukvårdsregionen");
 * ```
 */
export function couldStayFigure(
  rows: readonly CouldStay[],
  options: Pick<BoughtCareOptions, "span" | "regions"> & {
    readonly top?: number;
    /** What it comes to with less and with more room than assumed, each with how much more a region could have done. */
    readonly range?: readonly { readonly extra: number; readonly rows: readonly CouldStay[] }[];
  },
): Figure {
  const { span, top = 12, range = [] } = options, { none, absent } = counted([], options);
  const kopt = rows.reduce((sum, row) => sum + row.kopt, 0);
  const mojligt = rows.reduce((sum, row) => sum + row.mojligt, 0);
  const drawn = rows.toSorted((a, b) => b.mojligt - a.mojligt).filter((row) => row.mojligt > 0).slice(0, top);
  return barFigure({
    rests: ["leveranser", "kopt_vard"],
    headline: none
      ? NOTHING_DELIVERED
      : kopt === 0
      ? "Ingen vård köptes"
      : mojligt === 0
      ? "Inget av det köpta hade rymts inom sjukvårdsregionen med det utrymme som antas"
      : `Med det utrymme som antas hade ${
        formatShare(mojligt / kopt)
      } av den köpta vården rymts inom sjukvårdsregionen${
        range.length === 0
          ? ""
          : `, med andra antaganden ${
            joinNames(range.map(({ rows }) => formatShare(shareThatCouldStay(rows).value ?? 0)), "eller")
          }`
      }`,
    subtitle:
      `Antal köpta operationer som det antas ha funnits utrymme för inom 90 dagar; del av de köpta i stapeln. ${
        capitalise(span)
      }`,
    alt:
      "Liggande staplar: köpta operationer som det antas ha funnits utrymme för inom sjukvårdsregionen, per vårdutbud",
    note: noteOf(
      "Utrymme: en region vars egna sjukhus opererade minst 80 % inom gränsen, och minst tio patienter, kunde den månaden ha gjort en tiondel till. Ett antagande, inte ett löfte." +
        range.map(({ extra, rows }) =>
          ` Kunde den ha gjort ${formatShare(extra, 0)} till: ${
            formatCount(rows.reduce((sum, row) => sum + row.mojligt, 0))
          } operationer, ${formatShare(shareThatCouldStay(rows).value ?? 0)}.`
        ).join(""),
      absent,
    ),
    caption: `Köpt vård och antaget utrymme, ${span}`,
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "kopt", label: "Köpt", format: "count" },
      { key: "mojligt", label: "Möjligt inom sjukvårdsregionen", format: "count" },
      { key: "andel", label: "Andel", format: "share" },
    ],
    rows: [
      ...rows.map((row) => ({ cells: { ...row, andel: row.kopt === 0 ? null : row.mojligt / row.kopt } })),
      {
        total: true,
        cells: { vardutbud: "Alla vårdutbud", kopt, mojligt, andel: kopt === 0 ? null : mojligt / kopt },
      },
    ],
    bars: drawn.map((row) => ({
      name: row.vardutbud,
      value: row.mojligt,
      text: formatCount(row.mojligt),
      inside: formatShare(row.mojligt / row.kopt, 0),
      tone: "b2",
    })),
  });
}

/**
 * What is left to procure when the regions' own room is used first (att upphandla), by vårdutbud.
 *
 * @param rows From `procurementRows`.
 * @param options The year behind and the months ahead in words, and the price list for what is left.
 * @returns A table, what is planned to be bought the most first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { procurementTable } from "vantelage/figures";
 * const prices = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 9000 }],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1.2, privat: 1 } };
 * const rows = [{ vardutbud: "Gråstarr", kopt: 40, planerat: 20, ryms: [5, 10] }] as const;
 * assert.equal(procurementTable(rows, { span: "maj 2023–april 2024", ahead: "maj–december 2024", prices }).headline,
 *   "Av 20 operationer som planeras att köpas maj–december 2024 ryms 5–10 inom sjukvårdsregionen; 10–15 är att upphandla");
 * ```
 */
export function procurementTable(
  rows: readonly ProcurementRow[],
  { span, ahead, prices }: Pick<BoughtCareOptions, "span" | "prices"> & { readonly ahead: string },
): Figure {
  const sum = (of: (row: ProcurementRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const all: ProcurementRow = {
    ...{
      vardutbud: "Alla vårdutbud",
      kopt: sum(({ kopt }) => kopt),
      planerat: sum(({ planerat }) => planerat),
    },
    ryms: [sum(({ ryms: [low] }) => low), sum(({ ryms: [, high] }) => high)],
  };
  const list = priceRows(prices, "privat"), priced = rows.map((row) => costRange(row, list));
  const unpriced = priced.filter((cost, at) => cost === null && rows[at].planerat > 0).length;
  const range = (low: number, high: number) =>
    low === high ? formatCount(low) : `${formatCount(low)}–${formatCount(high)}`;
  const left = ({ planerat, ryms: [low, high] }: ProcurementRow) => range(planerat - high, planerat - low);
  const cost = (of: readonly [number, number] | null) => {
    const [low, high] = (of ?? []).map((value) => formatRate(value));
    return of === null ? null : low === high ? low : `${low}–${high}`;
  };
  const known = priced.flatMap((each) => each === null ? [] : [each]);
  const total: readonly [number, number] = [
    known.reduce((sum, [low]) => sum + low, 0),
    known.reduce((sum, [, high]) => sum + high, 0),
  ];
  return tableFigure({
    rests: ["leveranser", "kopt_vard", "planer", "priser"],
    headline: all.planerat === 0
      ? `Ingen vård planeras att köpas ${ahead}`
      : `Av ${formatCount(all.planerat)} operationer som planeras att köpas ${ahead} ryms ${
        range(...all.ryms)
      } inom sjukvårdsregionen; ${left(all)} är att upphandla`,
    subtitle:
      `Antal operationer, och kostnad i mnkr enligt prislistan för ${prices.ar} för det som återstår. Köpt: ${span}; planerat: ${ahead}`,
    caption: `Att upphandla ${ahead}`,
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "kopt", label: "Köpt", unit: "senaste året", format: "count" },
      { key: "planerat", label: "Planerat köp", unit: ahead, format: "count" },
      { key: "ryms", label: "Ryms i sjukvårdsregionen", format: "text" },
      { key: "kvar", label: "Att upphandla", format: "text" },
      { key: "kostnad", label: "Kostnad", unit: "mnkr", format: "text" },
    ],
    rows: [
      ...rows.map((row, at) => ({ cells: procurementCells(row, range, left, cost(priced[at])) })),
      { total: true, cells: procurementCells(all, range, left, cost(total)) },
    ],
    note: noteOf(
      "Ryms: samma del som av det köpta det senaste året, när en region med kort väntan kunde ha gjort 5 till 20 % fler. Ett antagande: fråga regionerna innan något upphandlas.",
      unpriced === 0 ? "" : `${formatCount(unpriced)} vårdutbud saknar pris.`,
    ),
  });
}

function procurementCells(
  row: ProcurementRow,
  span: (low: number, high: number) => string,
  left: (row: ProcurementRow) => string,
  kostnad: string | null,
): Record<string, string | number | null> {
  const { vardutbud, kopt, planerat, ryms } = row;
  return { vardutbud, kopt, planerat, ryms: span(...ryms), kvar: left(row), kostnad };
}

/** What the rest costs, millions of kronor, with the most and the least room; `null` without a price. */
function costRange(
  { vardutbud, planerat, ryms: [low, high] }: ProcurementRow,
  prices: readonly { readonly vardutbud: string; readonly pris: number }[],
): readonly [number, number] | null {
  const price = prices.find((row) => row.vardutbud === vardutbud)?.pris;
  return price === undefined ? null : [(planerat - high) * price / 1e6, (planerat - low) * price / 1e6];
}

/**
 * The price list itself (prislistan): what an operation of each vårdutbud costs by where it is given.
 *
 * @param prices The list.
 * @param options The year whose costs it is used for.
 * @returns A table, the dearest first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { priceListTable } from "vantelage/figures";
 * const prices = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 9000 }],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1.2, privat: 1.1 } };
 * assert.equal(priceListTable(prices, { ar: 2024 }).headline,
 *   "En operation av grå starr kostar 9\u00a0000\u00a0kronor hemma och 10\u00a0800\u00a0kronor köpt utanför sjukvårdsregionen");
 * ```
 */
export function priceListTable(prices: PriceList, { ar }: { readonly ar: number }): Figure {
  const rows = CARE_SOURCES.map((kalla) => [kalla, priceRows(prices, kalla)] as const);
  const listed = prices.rader.toSorted((a, b) => b.pris - a.pris);
  const costOf = (
    vardutbud: string,
    kalla: CareSource,
  ) => (rows.find(([name]) => name === kalla)?.[1].find((row) => row.vardutbud === vardutbud)?.pris ?? 0);
  const common = prices.rader.find(({ vardutbud }) => vardutbud === "Gråstarr") ?? listed[0];
  return tableFigure({
    rests: ["priser"],
    headline: common === undefined
      ? "Prislistan är tom"
      : `En operation av ${offeringWords(common.vardutbud)} kostar ${
        formatCount(costOf(common.vardutbud, "egen"))
      }\u00a0kronor hemma och ${
        formatCount(costOf(common.vardutbud, "utanfor"))
      }\u00a0kronor köpt utanför sjukvårdsregionen`,
    subtitle: `Kronor per operation, efter var vården ges. Prislistan för ${prices.ar}`,
    caption: `Prislistan för ${prices.ar}`,
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      ...CARE_SOURCES.map((kalla) => ({
        key: kalla,
        label: careSourceNames[kalla],
        unit: "kronor",
        format: "count" as const,
      })),
    ],
    rows: listed.map(({ vardutbud }) => ({
      cells: {
        vardutbud,
        ...Object.fromEntries(CARE_SOURCES.map((kalla) => [kalla, costOf(vardutbud, kalla)])),
      },
    })),
    note: priceListNote(prices, ar),
  });
}

/**
 * How many patients each region sends to each private provider (privata vårdgivare), as a matrix with sums.
 *
 * @param all Flows of any source; only those to private providers count.
 * @param options The time, the regions that are delivered whole, and how many providers to show.
 * @returns A table, the provider with the most patients first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { privateProviders } from "vantelage/figures";
 * const flow = { manad: "2024-04", hemregion: "Region Dalarna", utforarregion: "Region Stockholm", utforare: "Kliniken",
 *   agarform: "privat", vardutbud: "Gråstarr", antal: 9, kalla: "privat" } as const;
 * assert.equal(privateProviders([flow], { span: "april 2024" }).headline, "9 operationer gjordes hos en privat vårdgivare");
 * ```
 */
export function privateProviders(
  all: readonly CareFlow[],
  options: Pick<BoughtCareOptions, "span" | "regions"> & { readonly top?: number },
): Figure {
  const { span, regions = memberRegions, top = 15 } = options,
    { flows, none, absent } = counted(all, options);
  const own = flows.filter(({ kalla }) => kalla === "privat");
  const providers = [...Map.groupBy(own, ({ utforare }) => utforare ?? "Okänd vårdgivare")]
    .map(([name, rows]) => ({ name, rows })).sort((a, b) => countOf(b.rows) - countOf(a.rows));
  const rowOf = (name: string, rows: readonly CareFlow[], total = false) => ({
    total,
    cells: {
      name,
      ...Object.fromEntries(
        regions.map((
          region,
        ) => [region, countOf(rows.filter(({ hemregion }) => hemregion === region)) || null]),
      ),
      summa: countOf(rows),
    },
  });
  const others = providers.slice(top).flatMap(({ rows }) => rows);
  return tableFigure({
    rests: ["leveranser", "kopt_vard"],
    headline: none
      ? NOTHING_DELIVERED
      : own.length === 0
      ? "Ingen opererades hos en privat vårdgivare"
      : `${formatCount(countOf(own))} operationer gjordes hos ${
        providers.length === 1 ? "en privat vårdgivare" : `${numberWord(providers.length)} privata vårdgivare`
      }`,
    subtitle: `Antal operationer efter vårdgivare och hemregion. ${capitalise(span)}`,
    caption: `Privata vårdgivare, ${span}`,
    columns: [
      { key: "name", label: "Vårdgivare", format: "text" },
      ...regions.map((region) => ({ key: region, label: regionShortName(region), format: "count" as const })),
      { key: "summa", label: "Summa", format: "count", bar: true },
    ],
    rows: own.length === 0 ? [] : [
      ...providers.slice(0, top).map(({ name, rows }) => rowOf(name, rows)),
      ...others.length === 0 ? [] : [rowOf("Övriga", others)],
      rowOf("Alla", own, true),
    ],
    note: noteOf(absent),
  });
}
