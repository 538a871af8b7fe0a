import * as z from "zod";
import {
  addDays,
  addMonths,
  Day,
  daysBetween,
  lastDay,
  type Month,
  monthOf,
  monthRange,
} from "../calendar/mod.ts";
import type { TransferContract } from "../cooperation/mod.ts";
import { CareOffering, hospitals, MemberRegion, memberRegions } from "../reference/mod.ts";
import { type Basis, basis } from "./_fields.ts";
import type { CareCover } from "./care_cover.ts";
import type { CareFlow } from "./care_flow.ts";
import { type DataKind, dataKind, readDataFolder, SafeText } from "../form/mod.ts";
import { planFolder } from "./plan_folder.ts";

/** An agreement on care (vårdavtal): who buys what of whom, how much, and until when. */
export interface CareContract {
  /** What the regions call it. */
  readonly namn: string;
  /** The regions that buy. */
  readonly kopare: readonly string[];
  /** The hospital or provider that does it. */
  readonly leverantor: string;
  /** The vårdutbud it covers. */
  readonly vardutbud: readonly string[];
  /** The agreed volume, contacts over the whole time. */
  readonly volym: number;
  /** The first day. */
  readonly fran: Day;
  /** The last day. */
  readonly till: Day;
  /** A prolongation that the buyers may choose: its last day, and by when; `null` when there is none left. */
  readonly option: { readonly till: Day; readonly senast: Day } | null;
}

/** Agreements, checked. */
export const CareContracts: z.ZodType<
  Basis & { readonly rader: readonly CareContract[] }
> = z.strictObject({
  ...basis,
  rader: z.array(
    z.strictObject({
      namn: SafeText,
      kopare: z.array(MemberRegion).min(1),
      leverantor: SafeText,
      vardutbud: z.array(CareOffering).min(1),
      volym: z.int().positive(),
      fran: Day,
      till: Day,
      option: z.strictObject({ till: Day, senast: Day }).nullable(),
    }).refine(({ fran, till }) => fran <= till, "Avtalet ska börja innan det slutar")
      .refine(({ till, option }) => option === null || option.till > till, "Optionen ska förlänga avtalet"),
  ),
});

/** Agreements as files of data (avtal). */
export const contractKind: DataKind<z.infer<typeof CareContracts>> = dataKind({
  folder: "avtal",
  title: "Vårdavtal",
  about: "Vårdavtal: vem som köper vad av vem, hur mycket och till när (rapport 42, 44 och 51).",
  schema: CareContracts,
  fields: {
    "rader.namn": "vad avtalet kallas",
    "rader.kopare": "regionerna som köper",
    "rader.leverantor": "sjukhuset som i leveranserna, eller vårdgivaren som i kopt_vard",
    "rader.vardutbud": "vad som ingår",
    "rader.volym": "avtalad volym under hela tiden",
    "rader.fran": "första dagen",
    "rader.till": "sista dagen",
    "rader.option.till": "sista dagen om avtalet förlängs; tom om ingen option finns",
    "rader.option.senast": "när förlängningen senast ska avropas; tom om ingen option finns",
  },
  template: {
    ...{ underlag: "Exempel: avtalsregistret", syntetisk: false },
    rader: [{
      namn: "Gråstarr 2026–2027",
      kopare: ["Region Dalarna"],
      leverantor: "Vårdgivarens namn",
      vardutbud: ["Gråstarr"],
      volym: 400,
      ...{ fran: "2026-01-01", till: "2027-12-31" },
      option: { till: "2028-12-31", senast: "2027-06-30" },
    }],
  },
  distinct: { rader: ["namn", "leverantor", "fran"] },
});

/**
 * Reads the agreements of a folder.
 *
 * @param folder The folder. @default avtal in the data folder
 * @returns The agreements of every file; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readContracts } from "vantelage/plan";
 * assert.deepEqual(await readContracts(await Deno.makeTempDir()), []);
 * ```
 */
export async function readContracts(folder: string = planFolder("avtal")): Promise<CareContract[]> {
  return (await readDataFolder(contractKind, folder)).flatMap(({ rader }) => rader);
}

/** Something about an agreement that its buyers have to act on. */
export type ContractWarning = "lopt_ut" | "fullt" | "snart_fullt" | "blir_fullt" | "option" | "gar_ut";

/** What the reader sees of a warning. */
export const contractWarningNames: Readonly<Record<ContractWarning, string>> = {
  lopt_ut: "har löpt ut",
  fullt: "är fullt",
  snart_fullt: "är nästan fullt",
  blir_fullt: "blir fullt i förtid",
  option: "optionen måste avropas snart",
  gar_ut: "går snart ut",
};

/** How an agreement stands on a day. */
export interface ContractUse {
  /** The agreement. */
  readonly avtal: CareContract;
  /** Contacts done under it in the months before the day; `null` where none of these is delivered. */
  readonly anvant: number | null;
  /** The first month that is counted, when the deliveries do not reach back to its beginning: more may have been used. */
  readonly raknatFran: Month | null;
  /** Used of the volume; above 1 more was done than agreed; `null` where that is not known. */
  readonly andel: number | null;
  /** How much of its time has gone, 0–1. */
  readonly tid: number;
  /** The month in which it is full at the pace so far; `null` when nothing is used or it lasts its time. */
  readonly fulltManad: Month | null;
  /** What to act on, the most urgent first. */
  readonly varningar: readonly ContractWarning[];
}

/** When to warn. */
export interface ContractOptions {
  /** The day looked at; months that have ended by then count. */
  readonly asAt: Day;
  /** What has been delivered: the months after the last that lacks count. @default all months from the flows' first on */
  readonly cover?: CareCover;
  /** How long before an end or a last day to warn, days. @default {180} */
  readonly noticeDays?: number;
  /** From which share used an agreement is nearly full, 0–1. @default {0.9} */
  readonly nearlyFull?: number;
}

/**
 * How agreements are used, and which of them to act on (avtal och volymer).
 *
 * A contact counts for the agreement whose buyer, provider and vårdutbud it has, in the months that lie whole in its
 * time. The pace is what was used over the months gone that the flows cover.
 *
 * @param contracts The agreements.
 * @param flows What was done.
 * @param options The day, and when to warn.
 * @returns One for each agreement that has begun, in the order given.
 *
 * @example 30 of 60 used in the first three months of twelve: full in June
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthRange } from "vantelage";
 * import { contractUse } from "vantelage/plan";
 * const avtal = { namn: "Starr", kopare: ["Region Dalarna"], leverantor: "Kliniken", vardutbud: ["Gråstarr"], volym: 60,
 *   fran: "2024-01-01", till: "2024-12-31", option: null };
 * const flows = monthRange("2024-01", "2024-03").map((manad) => ({ manad, hemregion: "Region Dalarna", utforare: "Kliniken",
 *   utforarregion: "Region Stockholm", agarform: "privat", vardutbud: "Gråstarr", antal: 10, kalla: "privat" }) as const);
 * const [use] = contractUse([avtal], flows, { asAt: "2024-03-31" });
 * assert.deepEqual([use.andel, use.fulltManad, use.varningar], [0.5, "2024-06", ["blir_fullt"]]);
 * ```
 */
export function contractUse(
  contracts: readonly CareContract[],
  flows: readonly CareFlow[],
  options: ContractOptions,
): ContractUse[] {
  const { asAt, cover, noticeDays = 180, nearlyFull = 0.9 } = options;
  const since = flows.map(({ manad }) => manad).sort().at(0);
  const isKnown = (avtal: CareContract, manad: Month) =>
    cover === undefined ? since === undefined || manad >= since : isDelivered(avtal, manad, cover);
  return contracts.filter(({ fran }) => fran <= asAt).map((avtal) => {
    const ended = asAt < avtal.till ? asAt : avtal.till;
    const months = monthRange(monthOf(avtal.fran), monthOf(ended)).filter((manad) => lastDay(manad) <= ended);
    const counted = months.slice(1 + months.findLastIndex((manad) => !isKnown(avtal, manad)));
    const used = flows.reduce(
      (sum, flow) => sum + (counted.includes(flow.manad) && covers(avtal, flow) ? flow.antal : 0),
      0,
    );
    const anvant = counted.length === 0 && months.length > 0 ? null : used;
    const fulltManad = fullMonth(avtal, used, counted);
    const soon = (day: Day) => asAt <= day && daysBetween(asAt, day) <= noticeDays;
    const left = avtal.option !== null && asAt <= avtal.option.senast;
    const warns: Readonly<Record<ContractWarning, boolean>> = {
      lopt_ut: avtal.till < asAt,
      fullt: used >= avtal.volym,
      snart_fullt: used < avtal.volym && used >= nearlyFull * avtal.volym,
      blir_fullt: used < nearlyFull * avtal.volym && fulltManad !== null,
      option: avtal.option !== null && soon(avtal.option.senast),
      gar_ut: soon(avtal.till) && !left,
    };
    return {
      avtal,
      anvant,
      raknatFran: counted.length < months.length ? counted[0] ?? null : null,
      andel: anvant === null ? null : anvant / avtal.volym,
      tid: (daysBetween(avtal.fran, ended) + 1) / (daysBetween(avtal.fran, avtal.till) + 1),
      fulltManad,
      varningar: WARNINGS.filter((warning) => warns[warning]),
    };
  });
}

/** What {@linkcode contractLimits} counts on. */
export interface ContractLimitOptions {
  /** What has been delivered, as for {@linkcode contractUse}. */
  readonly cover?: CareCover;
  /** The day looked at; months that have ended by then have been used. */
  readonly asAt: Day;
  /** The months to come in which operations may be moved. */
  readonly months: readonly Month[];
}

/**
 * What agreements with hospitals of the seven regions leave room for in the months to come (avtal som gränser).
 *
 * Left is the volume, less what was used, less what the pace so far will use in the same months: what is moved comes
 * beside the patients who go there anyway. An agreement covers the months that lie whole in its time; a prolongation that
 * nobody has chosen does not count. Where its use is not delivered nobody knows what is left, and nothing is.
 *
 * @param contracts The agreements.
 * @param flows What was done.
 * @param options The day and the months.
 * @returns A limit for each agreement in force on the day or later whose provider is a hospital of the seven regions.
 *
 * @example 60 agreed, 20 used in four months, and four more months at the same pace: 20 are left to move
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthRange } from "vantelage";
 * import { contractLimits } from "vantelage/plan";
 * const avtal = { namn: "Starr", kopare: ["Region Dalarna"], leverantor: "Bollnäs sjukhus", vardutbud: ["Gråstarr"], volym: 60,
 *   fran: "2024-01-01", till: "2024-12-31", option: null };
 * const flows = monthRange("2024-01", "2024-04").map((manad) => ({ manad, hemregion: "Region Dalarna", utforare: "Bollnäs sjukhus",
 *   utforarregion: "Region Gävleborg", agarform: "offentlig", vardutbud: "Gråstarr", antal: 5, kalla: "samverkan" }) as const);
 * const [limit] = contractLimits([avtal], flows, { asAt: "2024-04-30", months: monthRange("2024-05", "2024-08") });
 * assert.deepEqual([limit.hogst, limit.slut], [20, "2024-12"]);
 * ```
 */
export function contractLimits(
  contracts: readonly CareContract[],
  flows: readonly CareFlow[],
  options: ContractLimitOptions,
): TransferContract[] {
  const { asAt, months, cover } = options;
  return contracts.filter(({ till }) => till >= asAt).flatMap((avtal): TransferContract[] => {
    const hospital = hospitals.find(({ namn }) => namn === avtal.leverantor);
    if (hospital === undefined) return [];
    const { namn, kopare, vardutbud, volym, fran, till } = avtal;
    const start = monthOf(fran) === monthOf(addDays(fran, -1)) ? addMonths(monthOf(fran), 1) : monthOf(fran);
    const slut = lastDay(monthOf(till)) === till ? monthOf(till) : addMonths(monthOf(till), -1);
    const use = contractUse([avtal], flows, { asAt, cover }).at(0);
    const anvant = use === undefined ? 0 : use.anvant;
    const gone = monthRange(use?.raknatFran ?? start, slut).filter((manad) => lastDay(manad) <= asAt).length;
    const ahead = months.filter((manad) => start <= manad && manad <= slut).length;
    const going = gone === 0 || anvant === null ? 0 : Math.ceil(anvant / gone * ahead);
    return [{
      namn,
      kopare,
      till: { region: hospital.region, sjukhus: hospital.namn },
      vardutbud,
      minst: 0,
      hogst: anvant === null ? 0 : Math.max(0, volym - anvant - going),
      start,
      slut,
    }];
  });
}

const WARNINGS = Object.keys(contractWarningNames) as ContractWarning[];

/** Whether what is done under an agreement in a month is delivered: by its hospital's region, else by all who may say. */
function isDelivered({ leverantor, kopare }: CareContract, manad: Month, cover: CareCover): boolean {
  const hospital = hospitals.find(({ namn }) => namn === leverantor);
  return hospital !== undefined
    ? cover.performed(hospital.region, manad)
    : memberRegions.every((region) => cover.performed(region, manad)) &&
      kopare.every((region) => cover.bought(region, manad));
}

function covers({ kopare, leverantor, vardutbud }: CareContract, flow: CareFlow): boolean {
  return flow.utforare === leverantor && kopare.includes(flow.hemregion) &&
    vardutbud.includes(flow.vardutbud);
}

/** The month in which the volume is reached at the pace of the months gone, when that is before the last. */
function fullMonth({ volym, till }: CareContract, anvant: number, months: readonly Month[]): Month | null {
  if (anvant === 0 || anvant >= volym) return null;
  const left = Math.ceil((volym - anvant) / (anvant / months.length));
  const month = addMonths(months[months.length - 1], left);
  return month < monthOf(till) ? month : null;
}
