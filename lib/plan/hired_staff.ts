import * as z from "zod";
import { SafeText } from "../cooperation/mod.ts";
import { Month } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { MemberRegion, memberRegions } from "../reference/mod.ts";
import { planFolder, readJsonFolder } from "./read_data.ts";

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
  { readonly underlag: string; readonly syntetisk: boolean; readonly rader: readonly StaffCostRow[] }
> = z.strictObject({
  underlag: SafeText,
  syntetisk: z.boolean(),
  rader: z.array(z.strictObject({
    region: MemberRegion,
    manad: Month,
    hyrpersonal_tkr: z.number().nonnegative(),
    anstalld_tkr: z.number().nonnegative(),
  })),
});

/**
 * Reads the staff costs that regions have delivered.
 *
 * @param folder The folder. @default hyrpersonal in the data folder
 * @returns The rows of every file; none when the folder is not there.
 * @throws {PlanDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readStaffCosts } from "vantelage";
 * assert.deepEqual(await readStaffCosts(await Deno.makeTempDir()), []);
 * ```
 */
export async function readStaffCosts(folder: string = planFolder("hyrpersonal")): Promise<StaffCostRow[]> {
  return (await readJsonFolder("hyrpersonal", folder, StaffCosts)).flatMap(({ rader }) => rader);
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
 * import { hiredShares } from "vantelage";
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
