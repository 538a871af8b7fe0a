import { dataFolder } from "../reference/mod.ts";

/** The folders that the planning group keeps, in the data folder. */
export type PlanFolder =
  | "planer"
  | "planavvikelser"
  | "avtal"
  | "priser"
  | "kopt_vard"
  | "hyrpersonal"
  | "bestallningar"
  | "hogspecialiserad_vard"
  | "ctpet"
  | "vantekostnad"
  | "arsrapport"
  | "kunskapsbank";

/**
 * Where the planning group's files lie that go with the store that was opened last, as {@linkcode dataFolder} says.
 *
 * @param folder The folder's name.
 * @returns Its path.
 * @throws {TypeError} If no store has been opened, and `VANTELAGE_DATA` is not set.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { planFolder } from "vantelage/plan";
 * using _store = await openStore(`${await Deno.makeTempDir()}/lager`);
 * assert.match(planFolder("avtal"), /uppgifter.avtal$/);
 * ```
 */
export function planFolder(folder: PlanFolder): string {
  return `${dataFolder()}/${folder}`;
}
