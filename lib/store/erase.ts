import type { Month } from "../calendar/mod.ts";
import type { Status } from "../cube/mod.ts";
import { fileOf, keepFile } from "./_delivery_files.ts";
import { keyed, storeKey } from "./_store_key.ts";
import { erasing } from "./_unnamed.ts";
import { type Cut, mentionTest, type Place, type Remainder, scrubbed, without } from "./_without.ts";
import type { Delivery } from "./delivery.ts";
import { type Erased, ERASED_FILE, type Erasure, signed } from "./erasure.ts";
import { lockStore } from "./lock.ts";
import { commitWhole, lastNumber, type Manifest, readManifest } from "./manifest.ts";
import { StoreError } from "./writing.ts";

/** What is to be erased: a delivery, a region's month, or the records that have a value in a field. */
export type ErasureTarget =
  | { readonly sequence: number }
  | { readonly region: string; readonly manad: Month; readonly status?: Status }
  | { readonly field: string; readonly value: string };

/** Options for {@linkcode eraseFromStore}. */
export interface EraseOptions {
  /** Who decided it: a role, as it is kept for ever. */
  readonly by: string;
  /** Why, as it is kept for ever. */
  readonly reason: string;
  /** When. */
  readonly at: Date;
  /** Whether it is only worked out what would go. @default {false} */
  readonly dry?: boolean;
}

/** What an erasure took, or would take. */
export interface ErasureReport extends Pick<Erasure, "deliveries" | "records" | "rejected"> {
  /** The deliveries that it took something of, as they were. */
  readonly touched: readonly Delivery[];
  /** The months that it took something of, in order. */
  readonly months: readonly Month[];
  /** The files removed, from the store's folder. */
  readonly removed: readonly string[];
  /** What the store says of it; `null` where it was only worked out. */
  readonly erasure: Erasure | null;
}

/** The fields that {@linkcode ErasureTarget} names by themselves. */
const SLOT_FIELDS = ["region", "regionkod", "manad", "matperiod", "status"];

/**
 * Erases from a store (raderar), with everything that follows from it: rows, cells, rejected records, what was found,
 * and the history's files. What is left is counted again. Of replaced and withdrawn deliveries as of those in force. A
 * signed line stays, which never holds an erased value, and the disk is freed before it returns. Stopped in between,
 * the next writer goes on.
 *
 * It does not reach what lies elsewhere: the files that were loaded, exports, reports, and copies of the store.
 *
 * @param folder The store's folder.
 * @param target What goes.
 * @param options Who said so, why and when.
 * @returns What went.
 * @throws {StoreError} If the store has nothing of it, a file that stays is damaged, or rows cannot be counted again
 *   without the records: nothing is changed then.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore } from "vantelage";
 * import { eraseFromStore } from "vantelage/store";
 * const folder = await Deno.makeTempDir(), store = `${folder}/lager`;
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30\n2024-04;väntande;Dalarna;3\n2024-04;väntande;Uppsala;5\n");
 * await loadFiles(store, [`${folder}/april.csv`]);
 * const target = { region: "Region Dalarna", manad: "2024-04" } as const;
 * const { records } = await eraseFromStore(store, target, { by: "registerhållaren", reason: "gallring", at: new Date("2024-05-02") });
 * using opened = await openStore(store);
 * assert.deepEqual([records, opened.regionsOf("2024-04")], [1, ["Region Uppsala"]]);
 * ```
 */
export async function eraseFromStore(
  folder: string,
  target: ErasureTarget,
  options: EraseOptions,
): Promise<ErasureReport> {
  using _lock = await lockStore(folder);
  const manifest = await readManifest(folder);
  const { steps, what } = erasedBy(manifest, target, await storeKey(folder));
  return await eraseDeliveries(folder, manifest, { what, steps }, options);
}

/** What is left of a delivery. */
export type Step = (delivery: Delivery, place: Place) => Promise<Remainder>;

/** An erasure, and what it does to a delivery. */
interface Erasing {
  readonly what: Erased;
  readonly steps: Step;
}

/**
 * Takes something of deliveries, and commits it.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @param manifest What it holds.
 * @param erasing What is erased, and how.
 * @param options Who said so, why and when.
 * @returns What went.
 * @throws {StoreError} If it is nothing.
 */
export async function eraseDeliveries(
  folder: string,
  manifest: Manifest,
  { what, steps }: Erasing,
  { by, reason, at, dry = false }: EraseOptions,
): Promise<ErasureReport> {
  const keep: Place["keep"] = dry
    ? (content) => Promise.resolve(fileOf(content))
    : (content) => keepFile(folder, content);
  const place: Place = { folder, keep };
  const taken: Taken[] = [];
  for (const before of manifest.deliveries) taken.push({ before, ...await steps(before, place) });
  const touched = taken.filter(({ before, delivery, records, rejected }) =>
    delivery === null || records + rejected > 0 || delivery.slots.length < before.slots.length
  );
  if (touched.length === 0 && taken.every(({ before, delivery }) => delivery === before)) {
    throw new StoreError(`Lagret ${folder} har inget av det som ska raderas. Inget har ändrats.`);
  }
  const sum = (count: (each: Taken) => number) => taken.reduce((total, each) => total + count(each), 0);
  const numbers = {
    deliveries: sum(({ delivery }) => delivery === null ? 1 : 0),
    records: sum(({ records }) => records),
    rejected: sum(({ rejected }) => rejected),
  };
  const report = {
    ...numbers,
    touched: touched.map(({ before }) => before),
    months: monthsOf(touched, what),
  };
  if (dry) return { ...report, removed: [], erasure: null };
  const gone = taken.filter(({ delivery }) => delivery === null).map(({ before: { file } }) => file);
  const mentions = gone.length === 0 ? () => false : mentionTest(gone);
  const key = await storeKey(folder);
  const erasure = signed(key, {
    number: manifest.erasures.length + 1,
    at: at.toISOString(),
    by,
    reason,
    what,
    ...numbers,
    last: lastNumber(manifest),
    files: touched.map(({ before: { sha256 } }) => keyed(key, ERASED_FILE, sha256)),
    after: manifest.head,
  });
  const removed = await erasing(folder, () =>
    commitWhole(folder, {
      head: manifest.head,
      deliveries: taken.flatMap(({ delivery }) => delivery === null ? [] : [scrubbed(delivery, mentions)]),
      erasures: [...manifest.erasures, erasure],
    }));
  return { ...report, removed, erasure };
}

/** A delivery as it was, and what is left of it. */
interface Taken extends Remainder {
  readonly before: Delivery;
}

function monthsOf(touched: readonly Taken[], what: Erased): Month[] {
  if (what.kind === "month") return [what.manad];
  return [...new Set(touched.flatMap(({ before }) => before.slots.map(({ manad }) => manad)))].sort();
}

function erasedBy(
  { deliveries }: Manifest,
  target: ErasureTarget,
  key: Uint8Array,
): { what: Erased; steps: Step } {
  if ("sequence" in target) {
    const { sequence } = target;
    return {
      what: { kind: "delivery", sequence },
      steps: (delivery) =>
        Promise.resolve(delivery.sequence === sequence ? allOf(delivery) : noneOf(delivery)),
    };
  }
  if ("field" in target) {
    const { field, value } = target;
    if (SLOT_FIELDS.includes(field)) {
      throw new StoreError(
        `Poster raderas inte efter ${field}. Ange region och månad: deno task store erase --region REGION --manad ÅÅÅÅ-MM`,
      );
    }
    if (value.trim().length < 3) {
      throw new StoreError(
        "Värdet ska ha minst tre tecken: kortare står på många ställen som inte ska bort.",
      );
    }
    const cut: Cut = { kind: "value", field, value };
    return {
      what: { kind: "value", field, keyedValue: keyed(key, "vantelage-varde", value.trim().toLowerCase()) },
      steps: async (delivery, place) => refuseLeft(await without(place, delivery, cut), value),
    };
  }
  const { region, manad, status } = target;
  const slots = deliveries.flatMap((delivery) => delivery.slots).filter((slot) =>
    slot.region === region && slot.manad === manad && (status === undefined || slot.status === status)
  );
  const cut: Cut = { kind: "slots", slots };
  return {
    what: { kind: "month", region, manad, status: status ?? null },
    steps: (delivery, place) =>
      slots.length === 0 ? Promise.resolve(noneOf(delivery)) : without(place, delivery, cut),
  };
}

/** Takes all of a delivery. */
export function allOf({ loaded, rejected }: Delivery): Remainder {
  return { delivery: null, records: loaded, rejected };
}

/** Takes nothing of a delivery. */
export function noneOf(delivery: Delivery): Remainder {
  return { delivery, records: 0, rejected: 0 };
}

/** A value may also be a header or a name that other records share: then it is not gone. */
function refuseLeft(remainder: Remainder, value: string): Remainder {
  const { delivery } = remainder;
  if (delivery === null || !mentionTest([value])(JSON.stringify(delivery))) return remainder;
  throw new StoreError(
    `Inget har raderats: värdet står också i det som lagret vet om leverans ${delivery.sequence} (rubriker eller namn). Radera hela leveransen med deno task store erase ${delivery.sequence}.`,
  );
}
