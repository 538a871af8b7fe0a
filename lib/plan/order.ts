import * as z from "zod";
import { addMonths, firstDay, lastDay, Month, monthRange, workingDays } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { careOfferings, hospitals, MemberRegion } from "../reference/mod.ts";
import { Count, type SourcedBasis, sourcedBasis } from "./_fields.ts";
import type { CareCover } from "./care_cover.ts";
import type { CareFlow } from "./care_flow.ts";
import { type DataKind, dataKind, readDataFolder, rowClaims, SafeText } from "../form/mod.ts";
import { planFolder } from "./plan_folder.ts";

/** The two university hospitals. */
export const universityHospitals: readonly string[] = hospitals
  .filter(({ niva }) => niva === "universitetssjukhus").map(({ namn }) => namn);

/** What a region has ordered of a university hospital for a year (beställning). */
export interface CareOrder {
  /** The year. */
  readonly ar: number;
  /** The university hospital. */
  readonly sjukhus: string;
  /** The region that orders. */
  readonly region: string;
  /** The area of care. */
  readonly omrade: string;
  /** Contacts in the year. */
  readonly volym: number;
}

/** A year's orders, checked. */
export const CareOrders: z.ZodType<
  SourcedBasis & { readonly ar: number; readonly rader: readonly Omit<CareOrder, "ar">[] }
> = z.strictObject({
  ar: z.int().min(2000).max(2100),
  ...sourcedBasis,
  rader: z.array(z.strictObject({
    sjukhus: z.enum(universityHospitals),
    region: MemberRegion,
    omrade: SafeText,
    volym: Count,
  })),
});

/** How many of a region's inhabitants a university hospital treated in an area of care and a month. */
export interface SpecialisedCare {
  /** The university hospital. */
  readonly sjukhus: string;
  /** The region the patients live in. */
  readonly hemregion: string;
  /** The area of care. */
  readonly omrade: string;
  /** The month. */
  readonly manad: Month;
  /** Contacts. */
  readonly antal: number;
}

/** Highly specialised care as the university hospitals account for it, checked. */
export const SpecialisedCareFile: z.ZodType<
  & SourcedBasis
  & {
    readonly rader: readonly (Omit<SpecialisedCare, "manad" | "antal"> & {
      readonly fran: Month;
      readonly antal: readonly number[];
    })[];
  }
> = z.strictObject({
  ...sourcedBasis,
  rader: z.array(z.strictObject({
    sjukhus: z.enum(universityHospitals),
    hemregion: MemberRegion,
    omrade: SafeText,
    fran: Month,
    antal: z.array(Count).min(1),
  })),
});

/** Orders as files of data (bestallningar). */
export const orderKind: DataKind<z.infer<typeof CareOrders>> = dataKind({
  folder: "bestallningar",
  title: "Beställningar av högspecialiserad vård",
  about: "Vad regionerna har beställt av universitetssjukhusen för ett år (rapport 45 och 50).",
  schema: CareOrders,
  fields: {
    "rader.region": "regionen som beställer",
    "rader.omrade": "vårdområdet, som i hogspecialiserad_vard",
    "rader.volym": "antal under året",
  },
  template: {
    ...{ ar: 2026, underlag: "Exempel: beställningsunderlaget från oktober", syntetisk: false },
    rader: [{
      ...{ sjukhus: "Akademiska sjukhuset", region: "Region Dalarna" },
      ...{ omrade: "Thoraxkirurgi", volym: 100 },
    }],
  },
  distinct: { rader: ["sjukhus", "region", "omrade"] },
  claims: (orders) => rowClaims(orderKind, orders).map((claim) => `${orders.ar}: ${claim}`),
});

/** Highly specialised care as files of data (hogspecialiserad_vard). */
export const specialisedCareKind: DataKind<z.infer<typeof SpecialisedCareFile>> = dataKind({
  folder: "hogspecialiserad_vard",
  title: "Högspecialiserad vård",
  about:
    "Vad universitetssjukhusen har gjort i områden som leveranserna inte har (rapport 45 och 50). En månad som inte står här är inte levererad, inte noll.",
  schema: SpecialisedCareFile,
  fields: {
    "rader.hemregion": "regionen där patienterna bor",
    "rader.omrade": "vårdområdet, som i bestallningar",
    "rader.antal": "antal vårdtillfällen",
  },
  template: {
    ...{ underlag: "Exempel: redovisning från universitetssjukhuset", syntetisk: false },
    rader: [{
      ...{ sjukhus: "Akademiska sjukhuset", hemregion: "Region Dalarna", omrade: "Thoraxkirurgi" },
      ...{ fran: "2026-01", antal: [8, 9, 7] },
    }],
  },
  distinct: { rader: ["sjukhus", "hemregion", "omrade"] },
  happened: ["fran"],
});

/**
 * Reads the orders of every year.
 *
 * @param folder The folder. @default bestallningar in the data folder
 * @returns The orders; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readOrders } from "vantelage/plan";
 * assert.deepEqual(await readOrders(await Deno.makeTempDir()), []);
 * ```
 */
export async function readOrders(folder: string = planFolder("bestallningar")): Promise<CareOrder[]> {
  return (await readDataFolder(orderKind, folder)).flatMap(({ ar, rader }) =>
    rader.map((row) => ({ ar, ...row }))
  );
}

/**
 * Reads the highly specialised care that no delivery holds.
 *
 * @param folder The folder. @default hogspecialiserad_vard in the data folder
 * @returns The contacts month by month; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readSpecialisedCare } from "vantelage/plan";
 * assert.deepEqual(await readSpecialisedCare(await Deno.makeTempDir()), []);
 * ```
 */
export async function readSpecialisedCare(
  folder: string = planFolder("hogspecialiserad_vard"),
): Promise<SpecialisedCare[]> {
  return (await readDataFolder(specialisedCareKind, folder)).flatMap(({ rader }) =>
    rader.flatMap(({ fran, antal, ...row }) =>
      antal.map((number, index) => ({ ...row, manad: addMonths(fran, index), antal: number }))
    )
  );
}

/**
 * The planned operations of the university hospitals by area, from the deliveries: the area is the vårdutbud's speciality.
 *
 * @param flows Flows of any hospital.
 * @returns Those at a university hospital.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { specialisedFromFlows } from "vantelage/plan";
 * const flow = { manad: "2024-04", hemregion: "Region Dalarna", utforarregion: "Region Uppsala", agarform: "offentlig",
 *   vardutbud: "Gråstarr", antal: 2, kalla: "samverkan" } as const;
 * const flows = [{ ...flow, utforare: "Akademiska sjukhuset" }, { ...flow, utforare: "Lasarettet i Enköping" }];
 * assert.deepEqual(specialisedFromFlows(flows).map(({ omrade, antal }) => [omrade, antal]), [["Ögon", 2]]);
 * ```
 */
export function specialisedFromFlows(flows: readonly CareFlow[]): SpecialisedCare[] {
  const areas = new Map(careOfferings.map(({ namn, omrade }) => [namn, omrade]));
  return flows.flatMap(({ utforare, hemregion, vardutbud, manad, antal }) =>
    utforare !== null && universityHospitals.includes(utforare)
      ? [{ sjukhus: utforare, hemregion, omrade: areas.get(vardutbud) ?? vardutbud, manad, antal }]
      : []
  );
}

/** Outcome against order. */
export interface OrderOutcome extends CareOrder {
  /** The months so far whose outcome is delivered: the others are in neither number. */
  readonly manader: readonly Month[];
  /** What of the order falls on these months, by working days; contacts, not rounded. */
  readonly hittills: number;
  /** What was done in them, contacts. */
  readonly utfall: number;
  /** Outcome / order so far; nothing with its reason where nothing is ordered or delivered. */
  readonly andel: Computed;
}

/** What {@linkcode orderOutcomes} counts. */
export interface OrderOutcomeOptions {
  /** The last month that counts. */
  readonly until: Month;
  /** What the regions have delivered, from which come the areas that planned operations have. */
  readonly cover: Pick<CareCover, "performed">;
}

/**
 * Outcome against order up to a month (utfall mot beställning). The order is spread over the year's working days, July
 * counting as a third of one: highly specialised care hardly closes in summer, but it does less.
 *
 * Only delivered months count. An area that the deliveries' vårdutbud have is delivered with the hospital's region; any
 * other in the months that the hospital has accounted for.
 *
 * @param orders Orders of any year; those of the month's year count.
 * @param care What was done, from any source.
 * @param options The last month that counts, and what has been delivered.
 * @returns One for each order, in their order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { orderOutcomes } from "vantelage/plan";
 * const where = { sjukhus: "Akademiska sjukhuset", omrade: "Thoraxkirurgi" };
 * const [row] = orderOutcomes([{ ...where, ar: 2024, region: "Region Dalarna", volym: 120 }],
 *   [{ ...where, hemregion: "Region Dalarna", manad: "2024-01", antal: 6 }], { until: "2024-12", cover: { performed: () => false } });
 * assert.deepEqual([row.manader, Math.round(row.hittills), row.utfall], [["2024-01"], 11, 6]);
 * ```
 */
export function orderOutcomes(
  orders: readonly CareOrder[],
  care: readonly SpecialisedCare[],
  options: OrderOutcomeOptions,
): OrderOutcome[] {
  const { until, cover } = options, ar = Number(until.slice(0, 4));
  const done = Map.groupBy(
    care.filter(({ manad }) => manad.startsWith(`${ar}-`) && manad <= until),
    ({ sjukhus, hemregion, omrade }) => [sjukhus, hemregion, omrade].join("\u0000"),
  );
  const weight = (manad: Month) =>
    workingDays(firstDay(manad), lastDay(manad)) * (manad.endsWith("-07") ? SUMMER : 1);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const year = sum(monthRange(`${ar}-01`, `${ar}-12`).map(weight));
  const accounted = new Set(care.map(({ sjukhus, omrade, manad }) => `${sjukhus} ${omrade} ${manad}`));
  const isKnown = ({ sjukhus, omrade }: CareOrder, manad: Month) =>
    plannedAreas.has(omrade)
      ? cover.performed(regionOf(sjukhus), manad)
      : accounted.has(`${sjukhus} ${omrade} ${manad}`);
  return orders.filter((order) => order.ar === ar).map((order) => {
    const manader = monthRange(`${ar}-01`, until).filter((manad) => isKnown(order, manad));
    const own = done.get([order.sjukhus, order.region, order.omrade].join("\u0000")) ?? [];
    const hittills = order.volym * sum(manader.map(weight)) / year;
    const utfall = sum(own.filter(({ manad }) => manader.includes(manad)).map(({ antal }) => antal));
    return { ...order, manader, hittills, utfall, andel: shareOf({ manader, hittills, utfall }) };
  });
}

/** The areas that the deliveries' vårdutbud have. */
const plannedAreas: ReadonlySet<string> = new Set(careOfferings.map(({ omrade }) => omrade));

const regionOf = (sjukhus: string): string => hospitals.find(({ namn }) => namn === sjukhus)?.region ?? "";

function shareOf(
  { manader, hittills, utfall }: Pick<OrderOutcome, "manader" | "hittills" | "utfall">,
): Computed {
  if (manader.length === 0) return { value: null, reason: "Inte levererat" };
  return hittills === 0 ? { value: null, reason: "Inget beställt" } : { value: utfall / hittills };
}

const SUMMER = 1 / 3;

/**
 * Outcomes summed over areas, regions or hospitals.
 *
 * @param outcomes Outcomes of orders.
 * @param by What to distinguish.
 * @returns Sums in order of first appearance.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { orderSums } from "vantelage/plan";
 * const row = { ar: 2024, sjukhus: "A", omrade: "Thoraxkirurgi", volym: 9, manader: ["2024-01"], hittills: 3, utfall: 2, andel: { value: 2 / 3 } };
 * const [sum] = orderSums([{ ...row, region: "Region Dalarna" }, { ...row, region: "Region Uppsala" }], "omrade");
 * assert.deepEqual([sum.namn, sum.hittills, sum.utfall], ["Thoraxkirurgi", 6, 4]);
 * ```
 */
export function orderSums(
  outcomes: readonly OrderOutcome[],
  by: "omrade" | "region" | "sjukhus",
): (Pick<OrderOutcome, "volym" | "manader" | "hittills" | "utfall" | "andel"> & { readonly namn: string })[] {
  return [...Map.groupBy(outcomes, (row) => row[by])].map(([namn, rows]) => {
    const sum = (of: "volym" | "hittills" | "utfall") => rows.reduce((total, row) => total + row[of], 0);
    const hittills = sum("hittills"), utfall = sum("utfall");
    const manader = [...new Set(rows.flatMap(({ manader }) => manader))].sort();
    return {
      namn,
      volym: sum("volym"),
      manader,
      hittills,
      utfall,
      andel: shareOf({ manader, hittills, utfall }),
    };
  });
}
