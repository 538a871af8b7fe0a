import * as z from "zod";
import { SafeText } from "../cooperation/mod.ts";
import { addMonths, firstDay, lastDay, Month, monthRange, workingDays } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { careOfferings, hospitals, MemberRegion } from "../reference/mod.ts";
import { Count } from "./_fields.ts";
import type { CareFlow } from "./care_flow.ts";
import { planFolder, readJsonFolder } from "./read_data.ts";

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
export const CareOrders: z.ZodType<{
  readonly ar: number;
  readonly underlag: string;
  readonly syntetisk: boolean;
  readonly rader: readonly Omit<CareOrder, "ar">[];
}> = z.strictObject({
  ar: z.int().min(2000).max(2100),
  underlag: SafeText,
  syntetisk: z.boolean(),
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
export const SpecialisedCareFile: z.ZodType<{
  readonly underlag: string;
  readonly syntetisk: boolean;
  readonly rader: readonly (Omit<SpecialisedCare, "manad" | "antal"> & {
    readonly fran: Month;
    readonly antal: readonly number[];
  })[];
}> = z.strictObject({
  underlag: SafeText,
  syntetisk: z.boolean(),
  rader: z.array(z.strictObject({
    sjukhus: z.enum(universityHospitals),
    hemregion: MemberRegion,
    omrade: SafeText,
    fran: Month,
    antal: z.array(Count).min(1),
  })),
});

/**
 * Reads the orders of every year.
 *
 * @param folder The folder. @default bestallningar in the data folder
 * @returns The orders; none when the folder is not there.
 * @throws {PlanDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readOrders } from "vantelage";
 * assert.deepEqual(await readOrders(await Deno.makeTempDir()), []);
 * ```
 */
export async function readOrders(folder: string = planFolder("bestallningar")): Promise<CareOrder[]> {
  return (await readJsonFolder(folder, CareOrders)).flatMap(({ ar, rader }) =>
    rader.map((row) => ({ ar, ...row }))
  );
}

/**
 * Reads the highly specialised care that no delivery holds.
 *
 * @param folder The folder. @default hogspecialiserad_vard in the data folder
 * @returns The contacts month by month; none when the folder is not there.
 * @throws {PlanDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readSpecialisedCare } from "vantelage";
 * assert.deepEqual(await readSpecialisedCare(await Deno.makeTempDir()), []);
 * ```
 */
export async function readSpecialisedCare(
  folder: string = planFolder("hogspecialiserad_vard"),
): Promise<SpecialisedCare[]> {
  return (await readJsonFolder(folder, SpecialisedCareFile)).flatMap(({ rader }) =>
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
 * import { specialisedFromFlows } from "vantelage";
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
  /** What of the order falls on the months so far, by working days; contacts, not rounded. */
  readonly hittills: number;
  /** What was done in them, contacts. */
  readonly utfall: number;
  /** Outcome / order so far; nothing with its reason where nothing is ordered. */
  readonly andel: Computed;
}

/**
 * Outcome against order up to a month (utfall mot beställning). The order is spread over the year's working days, July
 * counting as a third of one: highly specialised care hardly closes in summer, but it does less.
 *
 * @param orders Orders of any year; those of the month's year count.
 * @param care What was done, from any source.
 * @param options The last month that counts.
 * @returns One for each order, in their order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { orderOutcomes } from "vantelage";
 * const where = { sjukhus: "Akademiska sjukhuset", omrade: "Thoraxkirurgi" };
 * const [row] = orderOutcomes([{ ...where, ar: 2024, region: "Region Dalarna", volym: 120 }],
 *   [{ ...where, hemregion: "Region Dalarna", manad: "2024-12", antal: 90 }], { until: "2024-12" });
 * assert.deepEqual([row.hittills, row.utfall, row.andel.value], [120, 90, 0.75]);
 * ```
 */
export function orderOutcomes(
  orders: readonly CareOrder[],
  care: readonly SpecialisedCare[],
  options: { until: Month },
): OrderOutcome[] {
  const { until } = options, ar = Number(until.slice(0, 4));
  const done = Map.groupBy(
    care.filter(({ manad }) => manad.startsWith(`${ar}-`) && manad <= until),
    ({ sjukhus, hemregion, omrade }) => [sjukhus, hemregion, omrade].join("\u0000"),
  );
  const weights = monthRange(`${ar}-01`, `${ar}-12`).map((manad) =>
    workingDays(firstDay(manad), lastDay(manad)) * (manad.endsWith("-07") ? SUMMER : 1)
  );
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const part = sum(weights.slice(0, Number(until.slice(5)))) / sum(weights);
  return orders.filter((order) => order.ar === ar).map((order) => {
    const hittills = order.volym * part;
    const utfall = sum(
      (done.get([order.sjukhus, order.region, order.omrade].join("\u0000")) ?? []).map(({ antal }) => antal),
    );
    const andel = hittills === 0 ? { value: null, reason: "Inget beställt" } : { value: utfall / hittills };
    return { ...order, hittills, utfall, andel };
  });
}

const SUMMER = 1 / 3;

/**
 * Outcomes summed over areas, regions or hospitals.
 *
 * @param outcomes Outcomes of orders.
 * @param by What to tell apart.
 * @returns Sums in order of first appearance.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { orderSums } from "vantelage";
 * const row = { ar: 2024, sjukhus: "A", omrade: "Thoraxkirurgi", volym: 9, hittills: 3, utfall: 2, andel: { value: 2 / 3 } };
 * const [sum] = orderSums([{ ...row, region: "Region Dalarna" }, { ...row, region: "Region Uppsala" }], "omrade");
 * assert.deepEqual([sum.namn, sum.hittills, sum.utfall], ["Thoraxkirurgi", 6, 4]);
 * ```
 */
export function orderSums(
  outcomes: readonly OrderOutcome[],
  by: "omrade" | "region" | "sjukhus",
): (Pick<OrderOutcome, "volym" | "hittills" | "utfall" | "andel"> & { readonly namn: string })[] {
  return [...Map.groupBy(outcomes, (row) => row[by])].map(([namn, rows]) => {
    const sum = (of: "volym" | "hittills" | "utfall") => rows.reduce((total, row) => total + row[of], 0);
    const hittills = sum("hittills"), utfall = sum("utfall");
    const andel = hittills === 0 ? { value: null, reason: "Inget beställt" } : { value: utfall / hittills };
    return { namn, volym: sum("volym"), hittills, utfall, andel };
  });
}
