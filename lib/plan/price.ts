import { basename } from "node:path";
import * as z from "zod";
import type { Month } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { CareOffering } from "../reference/mod.ts";
import { type DataKind, dataKind, OwnDataError, readDataFolder } from "../form/mod.ts";
import { type SourcedBasis, sourcedBasis } from "./_fields.ts";
import { planFolder } from "./plan_folder.ts";
import { CARE_SOURCES, type CareSource } from "./source.ts";

/** The price of one contact of a vårdutbud, whole kronor. */
export interface PriceRow {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Kronor for one contact. */
  readonly pris: number;
}

/** A year's price list (prislista). A changed list is a new version. */
export interface PriceList extends SourcedBasis {
  /** The year. */
  readonly ar: number;
  /** 1, 2, … within the year. */
  readonly version: number;
  /** What a source costs in proportion to the list. */
  readonly faktor: Readonly<Record<CareSource, number>>;
  /** The list. */
  readonly rader: readonly PriceRow[];
}

const factor = z.number().positive();

/** A price list, checked. */
export const PriceList: z.ZodType<PriceList> = z.strictObject({
  ar: z.int().min(2000).max(2100),
  version: z.int().positive(),
  ...sourcedBasis,
  faktor: z.strictObject({ egen: factor, samverkan: factor, utanfor: factor, privat: factor }),
  rader: z.array(z.strictObject({ vardutbud: CareOffering, pris: z.int().positive() })),
});

/** Price lists as files of data (priser). */
export const priceKind: DataKind<PriceList> = dataKind({
  folder: "priser",
  title: "Prislista",
  about: "Årets prislista (rapport 42, 43 och 44). En ändrad lista sparas som en ny version.",
  schema: PriceList,
  fields: {
    "faktor.egen": "vad egen vård kostar i förhållande till listan",
    "faktor.samverkan": "vad vård i samverkan kostar i förhållande till listan",
    "faktor.utanfor": "vad vård utanför sjukvårdsregionen kostar i förhållande till listan",
    "faktor.privat": "vad privat vård kostar i förhållande till listan",
    "rader.pris": "hela kronor för en operation",
  },
  template: {
    ...{ ar: 2026, version: 1, underlag: "Exempel: sjukvårdsregionala prislistan, beslutad i november" },
    syntetisk: false,
    faktor: { egen: 1, samverkan: 1, utanfor: 1, privat: 1 },
    rader: [{ vardutbud: "Gråstarr", pris: 10_000 }],
  },
  distinct: { rader: ["vardutbud"] },
  identity: ["ar", "version"],
  fileName: ({ ar, version }) => `${ar}_v${version}`,
});

/**
 * Reads the price lists of a folder, every version.
 *
 * @param folder The folder. @default priser in the data folder
 * @returns The lists by year and version; none when the folder is not there.
 * @throws {OwnDataError} If a file is no price list.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readPriceLists } from "vantelage/plan";
 * assert.deepEqual(await readPriceLists(await Deno.makeTempDir()), []);
 * ```
 */
export async function readPriceLists(folder: string = planFolder("priser")): Promise<PriceList[]> {
  return (await readDataFolder(priceKind, folder)).sort((a, b) => a.ar - b.ar || a.version - b.version);
}

/**
 * Reads the price list that holds for a year: its latest version, else that of the latest year before it.
 *
 * @param ar The year.
 * @param folder The folder. @default priser in the data folder
 * @returns The list.
 * @throws {OwnDataError} If there is no list for the year or an earlier one, or a file is no price list.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readPriceList } from "vantelage/plan";
 * await assert.rejects(readPriceList(2024, await Deno.makeTempDir()), /Det finns ingen prislista för 2024/);
 * ```
 */
export async function readPriceList(ar: number, folder: string = planFolder("priser")): Promise<PriceList> {
  const list = priceListOf(await readPriceLists(folder), ar);
  if (list === null) {
    throw new OwnDataError(`Det finns ingen prislista för ${ar} eller tidigare i ${basename(folder)}`);
  }
  return list;
}

/**
 * The price list that holds for a year or a month: its year's latest version, else that of the latest year before it.
 *
 * @param lists Lists by year and version.
 * @param time The year, or the month.
 * @returns The list; `null` where there is none for the year or an earlier one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { priceListOf } from "vantelage/plan";
 * assert.equal(priceListOf([], "2024-04"), null);
 * ```
 */
export function priceListOf(lists: readonly PriceList[], time: number | Month): PriceList | null {
  const ar = Number(String(time).slice(0, 4));
  return lists.findLast((list) => list.ar <= ar) ?? null;
}

/**
 * Which price list costs are computed by, with its source; and a warning where it is more than a year older than they.
 *
 * @param list The price list.
 * @param ar The year of the costs.
 * @returns A sentence, or two.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { priceListNote } from "vantelage/plan";
 * const list = { ar: 2024, version: 1, underlag: "Nämndens beslut.", syntetisk: false, rader: [],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1.2, privat: 0.9 } };
 * assert.equal(priceListNote(list, 2024), "Priserna är de för 2024, version 1 (Nämndens beslut).");
 * assert.match(priceListNote(list, 2026), /Prislistan är mer än ett år gammal: kostnaderna gäller 2026\.$/);
 * ```
 */
export function priceListNote({ ar: of, version, underlag }: PriceList, ar: number): string {
  const source = `Priserna är de för ${of}, version ${version} (${underlag.replace(/\.$/, "")}).`;
  return of < ar - 1 ? `${source} Prislistan är mer än ett år gammal: kostnaderna gäller ${ar}.` : source;
}

/** Contacts of one vårdutbud from one source. */
export interface CostedRow {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The source. */
  readonly kalla: CareSource;
  /** Contacts. */
  readonly antal: number;
}

/** What contacts cost. */
export interface Cost {
  /** Whole kronor. */
  readonly kronor: number;
  /** Contacts of vårdutbud that the list does not price; they are not in the sum. */
  readonly utanPris: number;
}

/**
 * What contacts cost by a price list (kostnad): the list's price × the source's factor × contacts.
 *
 * @param rows Contacts.
 * @param list The price list.
 * @returns Kronor, rounded at the end, and how many contacts have no price.
 *
 * @example Three knees bought at 10 % over a list price of 80 000
 * ```ts
 * import assert from "node:assert/strict";
 * import { careCost } from "vantelage/plan";
 * const list = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Knäled protes", pris: 80_000 }],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1.2, privat: 1.1 } };
 * assert.deepEqual(careCost([{ vardutbud: "Knäled protes", kalla: "privat", antal: 3 }], list), { kronor: 264_000, utanPris: 0 });
 * ```
 */
export function careCost(rows: readonly CostedRow[], list: PriceList): Cost {
  const prices = new Map(list.rader.map(({ vardutbud, pris }) => [vardutbud, pris]));
  let kronor = 0, utanPris = 0;
  for (const { vardutbud, kalla, antal } of rows) {
    const pris = prices.get(vardutbud);
    if (pris === undefined) utanPris += antal;
    else kronor += antal * pris * list.faktor[kalla];
  }
  return { kronor: Math.round(kronor), utanPris };
}

/**
 * What a plan costs, source by source.
 *
 * @param rows Planned contacts by source: cells of a plan.
 * @param list The price list.
 * @returns A cost for each source.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planCost } from "vantelage/plan";
 * const list = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 10_000 }],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1.2, privat: 0.9 } };
 * const cost = planCost([{ vardutbud: "Gråstarr", egen: 10, samverkan: 1, utanfor: 0, privat: 2 }], list);
 * assert.deepEqual([cost.egen.kronor, cost.samverkan.kronor, cost.privat.kronor], [100_000, 10_000, 18_000]);
 * ```
 */
export function planCost(
  rows: readonly (Readonly<Record<CareSource, number>> & { readonly vardutbud: string })[],
  list: PriceList,
): Record<CareSource, Cost> {
  const [egen, samverkan, utanfor, privat] = CARE_SOURCES.map((kalla) =>
    careCost(rows.map((row) => ({ vardutbud: row.vardutbud, kalla, antal: row[kalla] })), list)
  );
  return { egen, samverkan, utanfor, privat };
}

/** What a month of a plan costs, by source. */
export interface MonthCost {
  /** The month. */
  readonly manad: Month;
  /** The cost of each source. */
  readonly kostnad: Readonly<Record<CareSource, Cost>>;
}

/**
 * What a plan costs month by month (kostnad per månad).
 *
 * @param rows Planned contacts by month and source: cells of a plan.
 * @param list The price list.
 * @returns A cost of each source for each month, in order of month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planCostByMonth } from "vantelage/plan";
 * const list = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 10_000 }],
 *   faktor: { egen: 1, samverkan: 1, utanfor: 1.2, privat: 0.9 } };
 * const cell = { vardutbud: "Gråstarr", egen: 10, samverkan: 0, utanfor: 1, privat: 2 };
 * const [january] = planCostByMonth([{ ...cell, manad: "2024-01" }], list);
 * assert.deepEqual([january.kostnad.egen.kronor, january.kostnad.utanfor.kronor], [100_000, 12_000]);
 * ```
 */
export function planCostByMonth(
  rows: readonly (Parameters<typeof planCost>[0][number] & { readonly manad: Month })[],
  list: PriceList,
): MonthCost[] {
  return [...Map.groupBy(rows, ({ manad }) => manad)].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([manad, own]) => ({ manad, kostnad: planCost(own, list) }));
}

/**
 * The price list as plain rows for one source, for those who only need a price (transfer proposals).
 *
 * @param list The price list.
 * @param kalla The source whose factor counts.
 * @returns A row for each vårdutbud, whole kronor.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { priceRows } from "vantelage/plan";
 * const list = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 10_000 }],
 *   faktor: { egen: 1, samverkan: 1.05, utanfor: 1.2, privat: 0.9 } };
 * assert.deepEqual(priceRows(list, "samverkan"), [{ vardutbud: "Gråstarr", pris: 10_500 }]);
 * ```
 */
export function priceRows(list: PriceList, kalla: CareSource): PriceRow[] {
  return list.rader.map(({ vardutbud, pris }) => ({
    vardutbud,
    pris: Math.round(pris * list.faktor[kalla]),
  }));
}

/** What it costs to close a gap (priset för att stänga glappet). */
export interface GapCost {
  /** The vårdutbud. */
  readonly namn: string;
  /** Kronor where the care is given where it is cheapest by the list; nothing with its reason where it has no price. */
  readonly lagst: Computed;
  /** Kronor where it is dearest. */
  readonly hogst: Computed;
}

/**
 * What it costs to close the gap of each vårdutbud, as a range: from the cheapest source of care by the list to the dearest.
 *
 * @param sums The plan's sums by vårdutbud; without a gap nothing is to be closed.
 * @param list The price list.
 * @returns One for each sum, in their order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { gapCosts } from "vantelage/plan";
 * const list = { ar: 2024, version: 1, underlag: "Prov", syntetisk: true, rader: [{ vardutbud: "Gråstarr", pris: 10_000 }],
 *   faktor: { egen: 1, samverkan: 1.1, utanfor: 1.2, privat: 0.9 } };
 * const [gap, over, unpriced] = gapCosts([{ namn: "Gråstarr", glapp: 10 }, { namn: "Gråstarr", glapp: -3 },
 *   { namn: "Gallsten", glapp: 2 }], list);
 * assert.deepEqual([gap.lagst.value, gap.hogst.value, over.hogst.value, unpriced.lagst.value], [90_000, 120_000, 0, null]);
 * ```
 */
export function gapCosts(
  sums: readonly { readonly namn: string; readonly glapp: number }[],
  list: PriceList,
): GapCost[] {
  return sums.map(({ namn, glapp }) => {
    const costs = CARE_SOURCES.map((kalla) =>
      careCost([{ vardutbud: namn, kalla, antal: Math.max(0, glapp) }], list)
    );
    const kronor = costs.map((cost) => cost.kronor);
    const of = (value: number): Computed =>
      costs[0].utanPris > 0 ? { value: null, reason: "Saknar pris" } : { value };
    return { namn, lagst: of(Math.min(...kronor)), hogst: of(Math.max(...kronor)) };
  });
}
