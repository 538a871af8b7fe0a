import * as z from "zod";
import { type DataKind, dataKind, readDataFolder } from "../form/mod.ts";
import { CareOffering } from "../reference/mod.ts";
import { type SourcedBasis, sourcedBasis } from "./_fields.ts";
import { planFolder } from "./plan_folder.ts";

/** What it costs that somebody waits, by vårdutbud (kostnad av att vänta). Assumptions; data, never code. */
export interface WaitingCosts extends SourcedBasis {
  /** The range of each vårdutbud, kronor for one who waits a month. */
  readonly rader: readonly {
    readonly vardutbud: string;
    /** The least it is thought to cost. */
    readonly lagst_kr: number;
    /** The most. */
    readonly hogst_kr: number;
  }[];
}

/** Costs of waiting, checked: the most is at least the least. */
export const WaitingCosts: z.ZodType<WaitingCosts> = z.strictObject({
  ...sourcedBasis,
  rader: z.array(
    z.strictObject({
      vardutbud: CareOffering,
      lagst_kr: z.number().nonnegative(),
      hogst_kr: z.number().nonnegative(),
    }).refine(({ lagst_kr, hogst_kr }) => lagst_kr <= hogst_kr, {
      path: ["hogst_kr"],
      message: "ska vara minst lagst_kr",
    }),
  ),
});

/** Costs of waiting as files of data (vantekostnad). */
export const waitingCostKind: DataKind<WaitingCosts> = dataKind({
  folder: "vantekostnad",
  title: "Kostnad av att vänta",
  about:
    "Antaganden om vad en månads väntan kostar för en patient: sjukskrivning, hjälp i vardagen och vård under tiden (rapport 42).",
  schema: WaitingCosts,
  fields: {
    "rader.lagst_kr": "kronor för en patient och månad, lågt räknat",
    "rader.hogst_kr": "kronor för en patient och månad, högt räknat",
  },
  template: {
    ...{ underlag: "Exempel: regionens hälsoekonom", syntetisk: false },
    rader: [{ vardutbud: "Knäled protes", lagst_kr: 3000, hogst_kr: 9000 }],
  },
  distinct: { rader: ["vardutbud"] },
  claims: () => ["kostnaden av att vänta"],
});

/**
 * Reads the assumed costs of waiting.
 *
 * @param folder The folder. @default vantekostnad in the data folder
 * @returns The costs; `null` where none are given.
 * @throws {OwnDataError} If a file has another layout, or there are two.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readWaitingCosts } from "vantelage/plan";
 * assert.equal(await readWaitingCosts(await Deno.makeTempDir()), null);
 * ```
 */
export async function readWaitingCosts(
  folder: string = planFolder("vantekostnad"),
): Promise<WaitingCosts | null> {
  return (await readDataFolder(waitingCostKind, folder)).at(0) ?? null;
}

/** What a month's wait of some patients costs. */
export interface MonthOfWaiting {
  /** Kronor, at least. */
  readonly low: number;
  /** Kronor, at most. */
  readonly high: number;
  /** The vårdutbud that nothing is assumed of, and that are not counted. */
  readonly without: readonly string[];
}

/**
 * What it costs that patients wait a month more (kostnad av att vänta).
 *
 * @param rows Patients by vårdutbud.
 * @param costs The assumptions.
 * @returns Kronor as a range.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthOfWaiting } from "vantelage/plan";
 * const costs = { underlag: "", syntetisk: true, rader: [{ vardutbud: "Gråstarr", lagst_kr: 1000, hogst_kr: 3000 }] };
 * const rows = [{ vardutbud: "Gråstarr", antal: 40 }, { vardutbud: "Gallsten", antal: 5 }];
 * assert.deepEqual(monthOfWaiting(rows, costs), { low: 40_000, high: 120_000, without: ["Gallsten"] });
 * ```
 */
export function monthOfWaiting(
  rows: readonly { readonly vardutbud: string; readonly antal: number }[],
  costs: WaitingCosts,
): MonthOfWaiting {
  const known = new Map(costs.rader.map((row) => [row.vardutbud, row]));
  const sum = (key: "lagst_kr" | "hogst_kr") =>
    rows.reduce((total, { vardutbud, antal }) => total + antal * (known.get(vardutbud)?.[key] ?? 0), 0);
  const without = rows.map(({ vardutbud }) => vardutbud).filter((name) => !known.has(name));
  return { low: sum("lagst_kr"), high: sum("hogst_kr"), without: [...new Set(without)] };
}
