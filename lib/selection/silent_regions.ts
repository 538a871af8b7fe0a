import type { Month } from "../calendar/mod.ts";
import type { Status } from "../cube/mod.ts";
import type { Store } from "../store/mod.ts";

/** What a selection asks deliveries to tell apart. */
export interface Asked {
  /** One vårdutbud only. */
  readonly vardutbud?: string;
  /** One ownership only. */
  readonly agarform?: string;
}

/**
 * The regions that have delivered a month and do not tell apart what a selection asks for: of a delivery of all vårdutbud
 * together nobody knows how many wait for one, and that is not nobody.
 *
 * @param store The store.
 * @param months The months, `[first, …, last]`.
 * @param asked What is selected; of nothing selected nobody is silent.
 * @returns Of a month and status the regions, in no order.
 * @throws {StoreError} If a file of the store is missing or damaged.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, silentRegions } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30\n2024-04;väntande;Dalarna;1787\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const silent = await silentRegions(store, ["2024-04"], { vardutbud: "Gråstarr" });
 * assert.deepEqual(silent("2024-04", "vantande"), ["Region Dalarna"]);
 * ```
 */
export async function silentRegions(
  store: Store,
  months: readonly Month[],
  asked: Asked,
): Promise<(manad: Month, status: Status) => readonly string[]> {
  const dimensions = (["vardutbud", "agarform"] as const).filter((name) => asked[name] !== undefined);
  if (dimensions.length === 0) return () => [];
  const cells = await store.cells({
    where: { manad: months },
    by: ["manad", "status", "region", ...dimensions],
  });
  const slots = Map.groupBy(cells, ({ manad, status, region }) => `${manad} ${status} ${region}`);
  const silent = [...slots.values()].filter((told) =>
    dimensions.some((name) => told.every((cell) => cell[name] === null))
  ).map(([{ manad, status, region }]) => ({ manad, status, region }));
  return (manad, status) =>
    silent.filter((slot) => slot.manad === manad && slot.status === status).map(({ region }) => region);
}
