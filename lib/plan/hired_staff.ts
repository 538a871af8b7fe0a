import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { MemberRegion, memberRegions } from "../reference/mod.ts";
import { type DataKind, dataKind, readDataFolder } from "../form/mod.ts";
import { type SourcedBasis, sourcedBasis } from "./_fields.ts";
import { planFolder } from "./plan_folder.ts";

/** What a region's staff cost in a month, and what of it went to hired staff. */
export interface StaffCostRow {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
  /** Hired staff, thousand kronor. */
  readonly hyrpersonal_tkr: number;
  /** Employed staff, thousand kronor. */
  readonly anstalld_tkr: number;
}

/** Staff costs, checked. */
export const StaffCosts: z.ZodType<
  SourcedBasis & { readonly rader: readonly StaffCostRow[] }
> = z.strictObject({
  ...sourcedBasis,
  rader: z.array(z.strictObject({
    region: MemberRegion,
    manad: Month,
    hyrpersonal_tkr: z.number().nonnegative(),
    anstalld_tkr: z.number().nonnegative(),
  })),
});

/** Staff costs as files of data (hyrpersonal). */
export const staffCostKind: DataKind<z.infer<typeof StaffCosts>> = dataKind({
  folder: "hyrpersonal",
  title: "Personalkostnader",
  about:
    "Personalkostnader per region och månad (rapport 43). En månad som inte står här är inte levererad, inte noll.",
  schema: StaffCosts,
  fields: {
    "rader.hyrpersonal_tkr": "tusen kronor",
    "rader.anstalld_tkr": "tusen kronor",
  },
  template: {
    ...{ underlag: "Exempel: redovisning från ekonomisystemet", syntetisk: false },
    rader: [{ region: "Region Dalarna", manad: "2026-01", hyrpersonal_tkr: 1000, anstalld_tkr: 20_000 }],
  },
  distinct: { rader: ["region", "manad"] },
  happened: ["manad"],
});

/**
 * Reads the staff costs that regions have delivered.
 *
 * @param folder The folder. @default hyrpersonal in the data folder
 * @returns The rows of every file; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readStaffCosts } from "vantelage/plan";
 * assert.deepEqual(await readStaffCosts(await Deno.makeTempDir()), []);
 * ```
 */
export async function readStaffCosts(folder: string = planFolder("hyrpersonal")): Promise<StaffCostRow[]> {
  return (await readDataFolder(staffCostKind, folder)).flatMap(({ rader }) => rader);
}

/** A region's dependence on hired staff. */
export interface HiredShare {
  /** The region. */
  readonly region: string;
  /** Hired staff's share of all staff costs, 0–1; nothing with its reason where months are missing. */
  readonly andel: Computed;
}

/**
 * The dependence on hired staff (hyrberoende): hired staff's share of all staff costs.
 *
 * @param rows Staff costs.
 * @param months The months together. A region that lacks one of them has no share: part of a year is another measure.
 * @returns One for each of the seven regions, in Swedish alphabetical order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { hiredShares } from "vantelage/plan";
 * const rows = [{ region: "Region Dalarna", manad: "2024-04", hyrpersonal_tkr: 5, anstalld_tkr: 95 }];
 * const [dalarna, gavleborg] = hiredShares(rows, ["2024-04"]);
 * assert.equal(dalarna.andel.value, 0.05);
 * assert.equal(gavleborg.andel.value, null);
 * ```
 */
export function hiredShares(rows: readonly StaffCostRow[], months: readonly Month[]): HiredShare[] {
  return memberRegions.map((region) => {
    const own = rows.filter((row) => row.region === region && months.includes(row.manad));
    const missing = months.filter((manad) => !own.some((row) => row.manad === manad));
    const sum = (of: "hyrpersonal_tkr" | "anstalld_tkr") => own.reduce((total, row) => total + row[of], 0);
    const hired = sum("hyrpersonal_tkr"), all = hired + sum("anstalld_tkr");
    const andel: Computed = missing.length > 0
      ? {
        value: null,
        reason: missing.length === months.length
          ? "Inte levererat"
          : `${missing.length} ${missing.length === 1 ? "månad" : "månader"} saknas`,
      }
      : all === 0
      ? { value: null, reason: "Inga personalkostnader" }
      : { value: hired / all };
    return { region, andel };
  });
}
