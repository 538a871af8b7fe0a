import * as z from "zod";
import { addMonths, Month, monthRange } from "../calendar/mod.ts";
import { type CubeCell, groupCells } from "../cube/mod.ts";
import { countContacts, type WaitCell } from "../numeric/mod.ts";
import {
  CareOffering,
  MemberRegion,
  memberRegions,
  Ownership,
  regions,
  UNKNOWN_CARE_OFFERING,
} from "../reference/mod.ts";
import { Count, type SourcedBasis, sourcedBasis } from "./_fields.ts";
import { type DataKind, dataKind, readDataFolder, rowClaims, SafeText } from "../form/mod.ts";
import { planFolder } from "./plan_folder.ts";
import { type CareSource, careSource } from "./source.ts";

/** How many of a region's inhabitants were operated where, in a month (vårdflöde). */
export interface CareFlow {
  /** The month of the operations. */
  readonly manad: Month;
  /** The region they live in: one of the seven. */
  readonly hemregion: string;
  /** The region where the care was given. */
  readonly utforarregion: string;
  /** The hospital or provider; `null` where the delivery does not report. */
  readonly utforare: string | null;
  /** Who runs it; `null` where unknown. */
  readonly agarform: Ownership | null;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Contacts. */
  readonly antal: number;
  /** Seen from the home region: own, cooperation, or bought. */
  readonly kalla: CareSource;
}

/** What {@linkcode careFlows} needs of a cell. */
export type FlowSourceCell =
  & WaitCell
  & Pick<CubeCell, "manad" | "region" | "sjukhus" | "vardutbud" | "agarform" | "hemregion">;

/**
 * Who was operated where, from cells of performed operations (vårdflöden).
 *
 * A contact whose home region is not delivered counts as its performing region's own. Patients from outside the seven
 * regions are no inhabitants to plan for and are left out.
 *
 * @param cells Cells of performed operations.
 * @returns One flow for each month, home, place, ownership and vårdutbud; none without cells.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { careFlows } from "vantelage/plan";
 * const cell = { manad: "2024-04", region: "Region Uppsala", sjukhus: "Akademiska sjukhuset", vardutbud: "Gråstarr",
 *   agarform: "offentlig", lo: 40, hi: 40, antal: 3 } as const;
 * const flows = careFlows([{ ...cell, hemregion: "Region Dalarna" }, { ...cell, hemregion: "Region Stockholm" }]);
 * assert.deepEqual(flows.map(({ hemregion, kalla, antal }) => [hemregion, kalla, antal]), [["Region Dalarna", "samverkan", 3]]);
 * ```
 */
export function careFlows(cells: readonly FlowSourceCell[]): CareFlow[] {
  const located = cells.map((cell) => ({ ...cell, hemregion: cell.hemregion ?? cell.region }))
    .filter(({ hemregion }) => memberRegions.includes(hemregion));
  const by = ["manad", "hemregion", "region", "sjukhus", "agarform", "vardutbud"] as const;
  return groupCells(located, by).map(({ key, cells }) => {
    const origin = {
      hemregion: key.hemregion ?? key.region,
      utforarregion: key.region,
      agarform: key.agarform,
    };
    return {
      manad: key.manad,
      ...origin,
      utforare: key.sjukhus,
      vardutbud: key.vardutbud ?? UNKNOWN_CARE_OFFERING,
      antal: countContacts(cells),
      kalla: careSource(origin),
    };
  });
}

/** Care that regions have bought where no delivery reaches, as they account for it themselves. */
export interface BoughtCareFile extends SourcedBasis {
  /** The regions and months that it answers for: where it has no row nothing was bought. @default those of its rows */
  readonly omfattar?: readonly BoughtCareCover[];
  /** One row for each home, provider and vårdutbud. */
  readonly rader: readonly BoughtCareRow[];
}

/** The months that a region has accounted for what it bought. */
export interface BoughtCareCover {
  /** The region. */
  readonly region: string;
  /** The first month. */
  readonly fran: Month;
  /** The last month. */
  readonly till: Month;
}

/** What one region bought of one provider, month by month. */
export interface BoughtCareRow extends Pick<CareFlow, "hemregion" | "utforarregion" | "vardutbud"> {
  /** The provider. */
  readonly utforare: string;
  /** Who runs it. */
  readonly agarform: Ownership;
  /** The first month. */
  readonly fran: Month;
  /** Contacts in that month and those that follow. */
  readonly antal: readonly number[];
}

/**
 * Care bought where no delivery reaches, checked: the provider lies outside the seven regions, and rows in what the file
 * answers for.
 */
export const BoughtCareFile: z.ZodType<BoughtCareFile> = z.strictObject({
  ...sourcedBasis,
  omfattar: z.array(
    z.strictObject({ region: MemberRegion, fran: Month, till: Month }).refine(
      ({ fran, till }) => fran <= till,
      {
        path: ["till"],
        message: "Den sista månaden är före den första",
      },
    ),
  ).min(1).optional(),
  rader: z.array(z.strictObject({
    hemregion: MemberRegion,
    utforarregion: z.enum(regions.map(({ namn }) => namn).filter((namn) => !memberRegions.includes(namn)), {
      error: "Regionen ska ligga utanför sjukvårdsregionen: vård inom den levereras redan",
    }),
    utforare: SafeText,
    agarform: Ownership,
    vardutbud: CareOffering,
    fran: Month,
    antal: z.array(Count).min(1),
  })),
}).superRefine(({ omfattar, rader }, context) => {
  for (const [index, { hemregion, fran, antal }] of rader.entries()) {
    const isCovered = (manad: Month) =>
      omfattar?.some((own) => own.region === hemregion && own.fran <= manad && manad <= own.till) ?? true;
    const outside = antal.findIndex((_, at) => !isCovered(addMonths(fran, at)));
    if (outside < 0) continue;
    context.addIssue({
      code: "custom",
      path: ["rader", index, "antal", outside],
      message: `filen svarar inte för vad ${hemregion} köpte ${addMonths(fran, outside)}: ändra Omfattar`,
    });
  }
});

/** Bought care as files of data (kopt_vard). */
export const boughtCareKind: DataKind<BoughtCareFile> = dataKind({
  folder: "kopt_vard",
  title: "Köpt vård",
  about:
    "Vad regionerna har köpt utanför de sju regionerna, som leveranserna inte har (rapport 43, 44, 50 och 51). En region som inte står här är inte levererad, inte noll.",
  schema: BoughtCareFile,
  fields: {
    "omfattar.region": "en region som filen svarar för: där den inte har någon rad köptes inget",
    "omfattar.fran": "första månaden",
    "omfattar.till": "sista månaden",
    "rader.hemregion": "regionen som köper",
    "rader.utforarregion": "regionen där vården ges, utanför de sju",
    "rader.utforare": "vårdgivaren",
    "rader.agarform": "vem som driver den",
    "rader.vardutbud": "vad som köptes",
    "rader.antal": "antal operationer",
  },
  template: {
    ...{ underlag: "Exempel: redovisning från ekonomisystemet", syntetisk: false },
    omfattar: [{ region: "Region Dalarna", fran: "2026-01", till: "2026-10" }],
    rader: [{
      ...{ hemregion: "Region Dalarna", utforarregion: "Region Stockholm", utforare: "Vårdgivarens namn" },
      ...{
        agarform: "privat",
        vardutbud: "Gråstarr",
        fran: "2026-01",
        antal: [12, 9, 14, 10, 11, 12, 6, 9, 13, 12],
      },
    }],
  },
  distinct: {
    omfattar: ["region", "fran", "till"],
    rader: ["hemregion", "utforarregion", "utforare", "agarform", "vardutbud"],
  },
  happened: ["fran", "till"],
  claims: (file) => [
    ...rowClaims(boughtCareKind, { ...file, omfattar: [] }),
    ...(file.omfattar ?? []).flatMap(({ region, fran, till }) =>
      fran <= till ? monthRange(fran, till).map((manad) => `allt som ${region} köpte ${manad}`) : []
    ),
  ],
});

/**
 * Reads what the regions have bought outside the sjukvårdsregion, which its own deliveries do not hold.
 *
 * @param folder The folder. @default kopt_vard in the data folder
 * @returns The flows of every file; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readBoughtCare } from "vantelage/plan";
 * assert.deepEqual(await readBoughtCare(await Deno.makeTempDir()), []);
 * ```
 */
export async function readBoughtCare(folder: string = planFolder("kopt_vard")): Promise<CareFlow[]> {
  return (await readDataFolder(boughtCareKind, folder)).flatMap(({ rader }) =>
    rader.flatMap(({ fran, antal, ...row }) =>
      antal.map((number, index) => ({
        ...row,
        manad: addMonths(fran, index),
        antal: number,
        kalla: careSource(row),
      }))
    )
  );
}

/**
 * What the regions have accounted for of the care that they bought: what is outside is not delivered, never nought.
 *
 * @param folder The folder. @default kopt_vard in the data folder
 * @returns The months of each region in each file: as the file says, else from the first to the last of the region's rows.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readBoughtCareCovers } from "vantelage/plan";
 * assert.deepEqual(await readBoughtCareCovers(await Deno.makeTempDir()), []);
 * ```
 */
export async function readBoughtCareCovers(
  folder: string = planFolder("kopt_vard"),
): Promise<BoughtCareCover[]> {
  return (await readDataFolder(boughtCareKind, folder)).flatMap(({ omfattar, rader }) =>
    omfattar ?? [...Map.groupBy(rader, ({ hemregion }) => hemregion)].map(([region, own]) => ({
      region,
      fran: own.map(({ fran }) => fran).sort()[0],
      till: own.map(({ fran, antal }) => addMonths(fran, antal.length - 1)).sort()[own.length - 1],
    }))
  );
}

/**
 * Whether any of what the regions are said to have bought is made up, as the file that comes with the project is.
 *
 * @param folder The folder. @default kopt_vard in the data folder
 * @returns True if a file says so.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isBoughtCareSynthetic } from "vantelage/plan";
 * assert.equal(await isBoughtCareSynthetic(await Deno.makeTempDir()), false);
 * ```
 */
export async function isBoughtCareSynthetic(folder: string = planFolder("kopt_vard")): Promise<boolean> {
  return (await readDataFolder(boughtCareKind, folder)).some(({ syntetisk }) => syntetisk);
}
