import type { Day } from "../calendar/mod.ts";
import { type Delivery, holders, type Slot, slotKey } from "./delivery.ts";
import { lockStore } from "./lock.ts";
import { commitManifest, readManifest } from "./manifest.ts";
import { StoreError } from "./writing.ts";

/** What came of {@linkcode withdrawDelivery}. */
export interface Withdrawal {
  /** The delivery that was withdrawn. */
  readonly delivery: Delivery;
  /** What it held, each with the delivery that is in force again; `null` where there is none. */
  readonly slots: readonly { readonly slot: Slot; readonly inForce: Delivery | null }[];
}

/**
 * Withdraws a delivery (återkallar en leverans): what it replaced is in force again. It stays in the history, and can
 * be loaded again.
 *
 * @param folder The store's folder.
 * @param sequence The delivery's number.
 * @param options The day.
 * @returns What it held, and what is in force there now.
 * @throws {StoreError} If the store has no such delivery, or it was withdrawn before.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, withdrawDelivery } from "vantelage";
 * const folder = await Deno.makeTempDir(), store = `${folder}/lager`;
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30\n2042-04;väntande;Dalarna;3\n");
 * await loadFiles(store, [`${folder}/april.csv`]);
 * await withdrawDelivery(store, 1, { dag: "2024-05-02" });
 * using opened = await openStore(store);
 * assert.deepEqual([opened.holdings, opened.deliveries[0].aterkallad], [[], "2024-05-02"]);
 * ```
 */
export async function withdrawDelivery(
  folder: string,
  sequence: number,
  options: { readonly dag: Day },
): Promise<Withdrawal> {
  using _lock = await lockStore(folder);
  const manifest = await readManifest(folder);
  const delivery = manifest.deliveries.find((each) => each.sequence === sequence);
  if (delivery === undefined) {
    throw new StoreError(`Lagret ${folder} har ingen leverans med nummer ${sequence}. Inget har ändrats.`);
  }
  if (delivery.aterkallad !== undefined) {
    throw new StoreError(
      `Leverans ${sequence} (${delivery.file}) återkallades ${delivery.aterkallad}. Inget har ändrats.`,
    );
  }
  const held = holders(manifest.deliveries);
  const withdrawn: Delivery = { ...delivery, aterkallad: options.dag };
  const deliveries = manifest.deliveries.map((each) => each === delivery ? withdrawn : each);
  await commitManifest(folder, manifest, deliveries);
  const now = holders(deliveries);
  const slots = delivery.slots.filter((slot) => held.get(slotKey(slot)) === delivery)
    .map((slot) => ({ slot, inForce: now.get(slotKey(slot)) ?? null }));
  return { delivery: withdrawn, slots };
}
