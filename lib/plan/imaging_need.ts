import * as z from "zod";
import type { Month } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { inhabitants, MemberRegion } from "../reference/mod.ts";
import { type DataKind, dataKind, readDataFolder, SafeText } from "../form/mod.ts";
import { type SourcedBasis, sourcedBasis } from "./_fields.ts";
import { planFolder } from "./plan_folder.ts";

/** What is assumed of the need of an examination and of the cameras that do it. */
export interface ImagingAssumptions extends SourcedBasis {
  /** The examination. */
  readonly undersokning: string;
  /** The groups of age, youngest first, with examinations a year per 1 000 inhabitants. */
  readonly aldersgrupper: readonly { readonly namn: string; readonly behov_per_1000: number }[];
  /** Examinations that one camera does in a year. */
  readonly per_kamera: number;
  /** The share of a camera's time that is to be used, 0–1. */
  readonly belaggning: number;
  /** What one camera costs in a year with staff and tracers, thousands of kronor. @default not stated */
  readonly kamera_tkr?: number;
  /** What an examination costs that is bought elsewhere, kronor. @default not stated */
  readonly kopt_kr?: number;
  /** The regions: the share of inhabitants in each group of age (0–1, together 1), and the cameras there. */
  readonly regioner: readonly {
    readonly region: string;
    readonly aldersandelar: readonly number[];
    readonly kameror: number;
    /** Days from referral to examination, the median. @default not stated */
    readonly vantan_dagar?: number;
  }[];
}

/** Assumptions of need and cameras, checked: a share for each group of age, together 1. */
export const ImagingAssumptions: z.ZodType<ImagingAssumptions> = z.strictObject({
  undersokning: SafeText,
  ...sourcedBasis,
  aldersgrupper: z.array(
    z.strictObject({ namn: SafeText, behov_per_1000: z.number().nonnegative() }),
  ).min(1),
  per_kamera: z.int().positive(),
  belaggning: z.number().positive().max(1),
  kamera_tkr: z.number().positive().optional(),
  kopt_kr: z.number().positive().optional(),
  regioner: z.array(z.strictObject({
    region: MemberRegion,
    aldersandelar: z.array(z.number().min(0).max(1)),
    kameror: z.number().nonnegative(),
    vantan_dagar: z.number().nonnegative().optional(),
  })),
}).superRefine(({ aldersgrupper, regioner }, context) => {
  for (const [index, { region, aldersandelar }] of regioner.entries()) {
    const all = aldersandelar.reduce((sum, share) => sum + share, 0);
    if (aldersandelar.length !== aldersgrupper.length || Math.abs(all - 1) > 0.001) {
      context.addIssue({
        code: "custom",
        path: ["regioner", index],
        message:
          `${region} ska ha en andel för var och en av de ${aldersgrupper.length} åldersgrupperna, tillsammans 1`,
      });
    }
  }
});

/** Assumptions of need and cameras as files of data (ctpet). */
export const imagingKind: DataKind<ImagingAssumptions> = dataKind({
  folder: "ctpet",
  title: "CT-PET",
  about: "Antaganden om behovet av en undersökning och kamerorna (rapport 47).",
  schema: ImagingAssumptions,
  fields: {
    per_kamera: "undersökningar per kamera och år",
    belaggning: "del av kamerans tid som används, 0–1",
    kamera_tkr: "vad en kamera kostar om året med personal och spårämnen, tusen kronor; får utelämnas",
    kopt_kr: "vad en undersökning kostar som köps någon annanstans, kronor; får utelämnas",
    "aldersgrupper.behov_per_1000": "antal undersökningar per 1 000 invånare och år",
    "regioner.aldersandelar": "del av invånarna i varje grupp i ordning, 0–1 och tillsammans 1",
    "regioner.kameror": "antal kameror",
    "regioner.vantan_dagar": "mediantid från remiss till undersökning, dagar; får utelämnas",
  },
  template: {
    ...{
      undersokning: "CT-PET",
      underlag: "Exempel: regionernas befolkningsstatistik och radiologin",
      syntetisk: false,
    },
    aldersgrupper: [{ namn: "0–64 år", behov_per_1000: 2 }, { namn: "65 år och äldre", behov_per_1000: 10 }],
    ...{ per_kamera: 1500, belaggning: 0.85, kamera_tkr: 14000, kopt_kr: 17000 },
    regioner: [{ region: "Region Dalarna", aldersandelar: [0.75, 0.25], kameror: 1, vantan_dagar: 21 }],
  },
  distinct: { aldersgrupper: ["namn"], regioner: ["region"] },
  identity: ["undersokning"],
});

/**
 * Reads assumptions of need and cameras.
 *
 * @param folder The folder. @default ctpet in the data folder
 * @returns One for each file; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readImagingAssumptions } from "vantelage/plan";
 * assert.deepEqual(await readImagingAssumptions(await Deno.makeTempDir()), []);
 * ```
 */
export async function readImagingAssumptions(
  folder: string = planFolder("ctpet"),
): Promise<ImagingAssumptions[]> {
  return await readDataFolder(imagingKind, folder);
}

/** A region's need of examinations and what its cameras can do. */
export interface ImagingNeed {
  /** The region. */
  readonly region: string;
  /** Inhabitants; `null` where unknown. */
  readonly invanare: number | null;
  /** Examinations needed in a year; nothing with its reason where the inhabitants are unknown. */
  readonly behov: Computed;
  /** The same per 1 000 inhabitants: what age makes of the need. */
  readonly per1000: number;
  /** Examinations that the cameras there can do in a year. */
  readonly kapacitet: number;
  /** The cameras there. */
  readonly kameror: number;
  /** Days from referral to examination; `null` where not stated. */
  readonly vantan: number | null;
  /** The cameras that the need takes, not rounded; nothing with its reason where the need is unknown. */
  readonly kameror_behov: Computed;
}

/**
 * The need of an examination and the cameras it takes (behov och kapacitet, till exempel CT-PET).
 *
 * Need = inhabitants × Σ share of age × examinations per 1 000 of that age. A camera does `per_kamera` × `belaggning`.
 *
 * @param assumptions The assumptions.
 * @param options The month whose inhabitants count, and by which factor the need per inhabitant is to grow.
 * @returns One for each region, in the order of the assumptions.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { inhabitants } from "vantelage";
 * import { imagingNeeds } from "vantelage/plan";
 * const [need] = imagingNeeds({ undersokning: "CT-PET", underlag: "Prov", syntetisk: true, per_kamera: 2000, belaggning: 0.8,
 *   aldersgrupper: [{ namn: "0–64 år", behov_per_1000: 2 }, { namn: "65 år och äldre", behov_per_1000: 12 }],
 *   regioner: [{ region: "Region Dalarna", aldersandelar: [0.75, 0.25], kameror: 1 }] }, { manad: "2024-04" });
 * assert.equal(need.per1000, 4.5);
 * assert.equal(need.behov.value, 4.5 * 287_451 / 1000);
 * assert.equal(need.kapacitet, 1600);
 * ```
 */
export function imagingNeeds(
  assumptions: ImagingAssumptions,
  options: { manad: Month; growth?: number },
): ImagingNeed[] {
  const { manad, growth = 1 } = options;
  const { aldersgrupper, per_kamera, belaggning } = assumptions;
  const perCamera = per_kamera * belaggning;
  return assumptions.regioner.map(({ region, aldersandelar, kameror, vantan_dagar = null }) => {
    const invanare = inhabitants(region, manad);
    const per1000 = growth *
      aldersgrupper.reduce(
        (sum, { behov_per_1000 }, index) => sum + aldersandelar[index] * behov_per_1000,
        0,
      );
    const unknown = { value: null, reason: "Invånarantalet är inte känt" } as const;
    const behov: Computed = invanare === null ? unknown : { value: per1000 * invanare / 1000 };
    return {
      region,
      invanare,
      behov,
      per1000,
      kapacitet: kameror * perCamera,
      kameror,
      vantan: vantan_dagar,
      kameror_behov: behov.value === null ? unknown : { value: behov.value / perCamera },
    };
  });
}

/** One way to meet a need that the cameras do not, and what it takes. */
export interface ImagingOption {
  /** The way, in Swedish. */
  readonly namn: string;
  /** What it takes beyond what there is. */
  readonly kameror: number;
  /** Examinations that are bought elsewhere in a year. */
  readonly kopta: number;
  /** Kronor a year beyond today's; nothing with its reason where a price is not stated. */
  readonly kronor: Computed;
}

/**
 * The ways to meet a need that cameras do not (alternativ): to buy examinations, to use the cameras more, or more cameras.
 *
 * @param assumptions The assumptions, with prices where they are known.
 * @param options The month whose inhabitants count; by which factor the need is to grow; the largest share of a camera's time.
 * @returns Buying first, then more use, then cameras. The sjukvårdsregion is taken as one.
 *
 * @example 2 400 are needed, a camera does 1 600
 * ```ts
 * import assert from "node:assert/strict";
 * import { imagingOptions } from "vantelage/plan";
 * const assumptions = { undersokning: "CT-PET", underlag: "Prov", syntetisk: true, per_kamera: 2000, belaggning: 0.8,
 *   kamera_tkr: 10_000, kopt_kr: 15_000, aldersgrupper: [{ namn: "alla", behov_per_1000: 2_400_000 / 287_451 }],
 *   regioner: [{ region: "Region Dalarna", aldersandelar: [1], kameror: 1 }] };
 * const options = imagingOptions(assumptions, { manad: "2024-04" });
 * assert.deepEqual(options.map(({ kameror, kopta }) => [kameror, kopta]), [[0, 800], [0, 500], [1, 0]]);
 * assert.deepEqual(options.map(({ kronor }) => kronor.value), [12_000_000, 7_500_000, 10_000_000]);
 * ```
 */
export function imagingOptions(
  assumptions: ImagingAssumptions,
  options: { manad: Month; growth?: number; mostUse?: number },
): ImagingOption[] {
  const { mostUse = 0.95 } = options, { per_kamera, belaggning, kamera_tkr, kopt_kr } = assumptions;
  const needs = imagingNeeds(assumptions, options);
  const sum = (of: (need: ImagingNeed) => number) => needs.reduce((total, need) => total + of(need), 0);
  const lacking = Math.max(
    0,
    Math.round(sum(({ behov }) => behov.value ?? 0) - sum(({ kapacitet }) => kapacitet)),
  );
  const more = Math.floor(
    sum(({ kameror }) => kameror) * per_kamera * Math.max(0, mostUse - belaggning) + 1e-9,
  );
  const cameras = Math.ceil(lacking / (per_kamera * belaggning)), left = Math.max(0, lacking - more);
  const priced = (number: number, price: number | undefined, reason: string): Computed =>
    number === 0 ? { value: 0 } : price === undefined ? { value: null, reason } : { value: number * price };
  const bought = (number: number) =>
    priced(number, kopt_kr, "Priset för en köpt undersökning är inte angivet");
  return [
    { namn: "Köpa det som saknas", kameror: 0, kopta: lacking, kronor: bought(lacking) },
    {
      namn: `Använda kamerorna ${Math.round(100 * mostUse)} % av tiden och köpa resten`,
      kameror: 0,
      kopta: left,
      kronor: bought(left),
    },
    {
      namn: "Skaffa fler kameror",
      kameror: cameras,
      kopta: 0,
      kronor: priced(
        cameras,
        kamera_tkr === undefined ? undefined : 1000 * kamera_tkr,
        "Kostnaden för en kamera är inte angiven",
      ),
    },
  ];
}
