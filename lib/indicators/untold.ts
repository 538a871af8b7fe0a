import type { UntoldDeviation, UntoldRegion } from "../cube/cell.ts";

/** What some regions do not tell. */
export interface Untold {
  /** Those of the regions that do not tell PvV, MoV or either. */
  readonly regions: readonly string[];
  /** The deviations that none of the regions tells: these are missing. */
  readonly missing: readonly UntoldDeviation[];
}

/**
 * What is not told of PvV and MoV in a row that is over some regions.
 *
 * @param regions The row's regions.
 * @param untold What regions do not tell.
 * @returns The regions that do not tell all, and what none of them tells.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { untoldOver } from "vantelage";
 * const untold = [{ region: "Region Dalarna", untold: ["MoV"] as const }];
 * assert.deepEqual(untoldOver(["Region Dalarna"], untold), { regions: ["Region Dalarna"], missing: ["MoV"] });
 * assert.deepEqual(untoldOver(["Region Dalarna", "Region Uppsala"], untold), { regions: ["Region Dalarna"], missing: [] });
 * ```
 */
export function untoldOver(regions: readonly string[], untold: readonly UntoldRegion[]): Untold {
  const silent = untold.filter(({ region }) => regions.includes(region));
  return {
    regions: silent.map(({ region }) => region),
    missing: (["PvV", "MoV"] as const).filter((deviation) =>
      silent.length > 0 && silent.length === regions.length &&
      silent.every(({ untold }) => untold.includes(deviation))
    ),
  };
}
