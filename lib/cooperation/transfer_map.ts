import { type CarePlace, hospitals, townOf } from "../reference/mod.ts";
import type { Transfer } from "./transfer_problem.ts";
import { transferPlaceName } from "./transfer_effects.ts";

/** A town on a map. */
export interface MapTown {
  /** Its name. */
  readonly namn: string;
  /** Latitude, degrees. */
  readonly lat: number;
  /** Longitude, degrees. */
  readonly lon: number;
}

/** Patients who go from one place to another. */
export interface MapFlow {
  /** Where they wait. */
  readonly fran: string;
  /** Where they are operated. */
  readonly till: string;
  /** The town of the one. */
  readonly franOrt: string;
  /** The town of the other. */
  readonly tillOrt: string;
  /** Operations, all months and vårdutbud together. */
  readonly antal: number;
  /** The way, km. */
  readonly km: number;
  /** By car, minutes. */
  readonly minuter: number;
}

/** What a map of transfers shows. */
export interface TransferMap {
  /** Every town with a hospital. */
  readonly towns: readonly MapTown[];
  /** Who goes where, the most first. */
  readonly flows: readonly MapFlow[];
}

/**
 * Transfers as ways on a map (flöden mellan sjukhus).
 *
 * @param transfers Transfers in any order.
 * @returns The towns of the seven regions, and one flow for each pair of places.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferMap } from "vantelage/cooperation";
 * const fran = { region: "Region Värmland", sjukhus: null }, till = { region: "Region Örebro län", sjukhus: null };
 * const resa = { km: 111, minuter: 95, uppskattad: false }, offer = { villkor: {}, kalla: "signal", undantrangning: 0 } as const;
 * const { flows } = transferMap([{ fran, till, vardutbud: "Gallsten", manad: "2024-05", antal: 7, resa, ...offer }]);
 * assert.deepEqual([flows[0].franOrt, flows[0].tillOrt, flows[0].antal], ["Karlstad", "Örebro", 7]);
 * ```
 */
export function transferMap(transfers: readonly Transfer[]): TransferMap {
  const towns = new Map(hospitals.map(({ ort, lat, lon }) => [ort, { namn: ort, lat, lon }]));
  const name = (place: CarePlace) => townOf(place)?.ort ?? "";
  const flows = Map.groupBy(
    transfers,
    ({ fran, till }) => `${transferPlaceName(fran)}|${transferPlaceName(till)}`,
  );
  return {
    towns: [...towns.values()],
    flows: [...flows.values()].map(([first, ...rest]): MapFlow => ({
      fran: transferPlaceName(first.fran),
      till: transferPlaceName(first.till),
      franOrt: name(first.fran),
      tillOrt: name(first.till),
      antal: rest.reduce((sum, { antal }) => sum + antal, first.antal),
      km: first.resa.km,
      minuter: first.resa.minuter,
    })).sort((a, b) => b.antal - a.antal || (a.fran + a.till < b.fran + b.till ? -1 : 1)),
  };
}
