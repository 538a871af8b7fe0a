import * as z from "zod";
import { Day, type Month, monthRange } from "../calendar/mod.ts";
import { CareOffering, MemberRegion } from "../reference/mod.ts";
import { MonthCounts, type SourcedBasis, sourcedBasis } from "./_fields.ts";
import { type DataKind, dataKind, OwnDataError, readDataFolder, SafeText } from "../form/mod.ts";
import { planFolder } from "./plan_folder.ts";

/** What a region plans for one vårdutbud: contacts from January to December. */
export interface PlanRow {
  /** The region whose inhabitants it is about, official name. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The need (behov), contacts a month. */
  readonly behov: readonly number[];
  /** Done at the region's own hospitals, contacts a month. */
  readonly egen: readonly number[];
  /** Done by another of the seven regions, contacts a month. */
  readonly samverkan: readonly number[];
  /** Bought outside the sjukvårdsregion, contacts a month. */
  readonly utanfor: readonly number[];
  /** Bought of private providers, contacts a month. */
  readonly privat: readonly number[];
}

/** A production and purchase plan (produktions- och inköpsplan) for a year. A changed plan is a new version. */
export interface Plan extends SourcedBasis {
  /** The year. */
  readonly ar: number;
  /** 1, 2, … within the year. */
  readonly version: number;
  /** The day it was decided; `null` while it is a draft. */
  readonly faststalld: Day | null;
  /** Who decided: a role or a board. @default not known */
  readonly faststalld_av?: string;
  /** One row for each region and vårdutbud. */
  readonly rader: readonly PlanRow[];
}

/** A production and purchase plan, checked: twelve whole numbers a row. */
export const Plan: z.ZodType<Plan> = z.strictObject({
  ar: z.int().min(2000).max(2100),
  version: z.int().positive(),
  faststalld: Day.nullable(),
  faststalld_av: SafeText.optional(),
  ...sourcedBasis,
  rader: z.array(z.strictObject({
    region: MemberRegion,
    vardutbud: CareOffering,
    behov: MonthCounts,
    egen: MonthCounts,
    samverkan: MonthCounts,
    utanfor: MonthCounts,
    privat: MonthCounts,
  })),
});

const twelve = (antal: number): number[] => Array.from({ length: 12 }, () => antal);

/** Production and purchase plans as files of data (planer). */
export const planKind: DataKind<Plan> = dataKind({
  folder: "planer",
  title: "Produktions- och inköpsplan",
  about:
    "Produktions- och inköpsplanen för ett år (rapport 43, 50 och 51). Ett utkast skriver deno task plan --ar ÅÅÅÅ; en ändrad plan sparas som en ny version, och fastställs med deno task plan VERSION --faststall.",
  schema: Plan,
  fields: {
    faststalld: "dagen då planen beslutades; tom för ett utkast, skrivs av deno task plan --faststall",
    faststalld_av: "vem som beslutade; tom för ett utkast",
    "rader.region": "regionen vars invånare det gäller",
    "rader.vardutbud": "en rad för varje region och vårdutbud",
  },
  template: {
    ...{ ar: 2026, version: 1, faststalld: null, underlag: "Exempel: regionernas behov, lämnade i oktober" },
    syntetisk: false,
    rader: [{
      ...{ region: "Region Dalarna", vardutbud: "Gråstarr", behov: twelve(100), egen: twelve(80) },
      ...{ samverkan: twelve(5), utanfor: twelve(0), privat: twelve(10) },
    }],
  },
  distinct: { rader: ["region", "vardutbud"] },
  identity: ["ar", "version"],
  fileName: ({ ar, version }) => `${ar}_v${version}`,
  refuses: (after, before) => {
    if (before !== null && before.faststalld !== null) {
      return `planen för ${before.ar}, version ${before.version}, är fastställd ${before.faststalld} och ändras inte. En ändring är en ny version: skriv nästa nummer på raden Version, och töm Fastställd och Fastställd av`;
    }
    return after.faststalld === null
      ? null
      : `planen läses in som utkast: töm Fastställd, och fastställ den sedan med deno task plan ${after.ar}_v${after.version} --faststall --av "ROLL ELLER NÄMND"`;
  },
});

/**
 * The months of a plan.
 *
 * @param plan The plan.
 * @returns January to December of its year.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planMonths } from "vantelage/plan";
 * assert.deepEqual(planMonths({ ar: 2024 }).slice(0, 2), ["2024-01", "2024-02"]);
 * ```
 */
export function planMonths({ ar }: Pick<Plan, "ar">): Month[] {
  return monthRange(`${ar}-01`, `${ar}-12`);
}

/**
 * Reads the plans of a folder, every version.
 *
 * @param folder The folder. @default planer in the data folder
 * @returns The plans by year and version; none when the folder is not there.
 * @throws {OwnDataError} If a file is no plan.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readPlans } from "vantelage/plan";
 * assert.deepEqual(await readPlans(await Deno.makeTempDir()), []);
 * ```
 */
export async function readPlans(folder: string = planFolder("planer")): Promise<Plan[]> {
  return (await readDataFolder(planKind, folder)).sort((a, b) => a.ar - b.ar || a.version - b.version);
}

/**
 * The plan that holds for a year: the latest version that is decided; where none is, the latest draft.
 *
 * @param plans Plans in any order.
 * @param ar The year.
 * @param options Only what was decided on or before `asAt`, and no draft.
 * @returns The plan; `null` when there is none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planOfYear } from "vantelage/plan";
 * const plan = (version: number, faststalld: string | null) =>
 *   ({ ar: 2024, version, faststalld, underlag: "Prov", syntetisk: true, rader: [] });
 * const plans = [plan(1, "2023-12-14"), plan(2, "2024-03-14"), plan(3, null)];
 * assert.equal(planOfYear(plans, 2024)?.version, 2);
 * assert.equal(planOfYear(plans, 2024, { asAt: "2024-01-31" })?.version, 1);
 * assert.equal(planOfYear(plans, 2025), null);
 * ```
 */
export function planOfYear(plans: readonly Plan[], ar: number, options: { asAt?: Day } = {}): Plan | null {
  const { asAt } = options, own = plans.filter((plan) => plan.ar === ar);
  const decided = own.filter(({ faststalld }) =>
    faststalld !== null && (asAt === undefined || faststalld <= asAt)
  );
  return latest(decided) ?? (asAt === undefined ? latest(own) : null);
}

function latest(versions: readonly Plan[]): Plan | null {
  return versions.toSorted((a, b) => a.version - b.version).at(-1) ?? null;
}

/**
 * The version of a plan before it (föregående version).
 *
 * @param plans Plans in any order.
 * @param plan The plan.
 * @returns The latest earlier version of the same year; `null` for the first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { previousPlan } from "vantelage/plan";
 * const plans = [1, 2, 3].map((version) =>
 *   ({ ar: 2024, version, faststalld: null, underlag: "Prov", syntetisk: true, rader: [] }));
 * assert.equal(previousPlan(plans, plans[2])?.version, 2);
 * assert.equal(previousPlan(plans, plans[0]), null);
 * ```
 */
export function previousPlan(
  plans: readonly Plan[],
  { ar, version }: Pick<Plan, "ar" | "version">,
): Plan | null {
  return latest(plans.filter((plan) => plan.ar === ar && plan.version < version));
}

/**
 * Reads the plan that holds for a year.
 *
 * @param ar The year.
 * @param folder The folder. @default planer in the data folder
 * @returns Its latest version.
 * @throws {OwnDataError} If the year has no plan, or a file is no plan.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readPlan } from "vantelage/plan";
 * await assert.rejects(readPlan(2024, await Deno.makeTempDir()), /Det finns ingen plan för 2024/);
 * ```
 */
export async function readPlan(ar: number, folder: string = planFolder("planer")): Promise<Plan> {
  const plan = planOfYear(await readPlans(folder), ar);
  if (plan === null) {
    throw new OwnDataError(`Det finns ingen plan för ${ar}. Gör ett utkast med deno task plan --ar ${ar}`);
  }
  return plan;
}
