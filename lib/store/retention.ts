import * as z from "zod";
import type { Day } from "../calendar/mod.ts";
import { isAbsent, storePath } from "./_store_path.ts";
import { without } from "./_without.ts";
import { type Delivery, holders, slotKey, standing } from "./delivery.ts";
import { allOf, eraseDeliveries, noneOf } from "./erase.ts";
import type { Manifest } from "./manifest.ts";
import { StoreError } from "./writing.ts";

/** The file in the store. */
const FILE = "store.json";

/** How long a store keeps what it does not need to answer (gallringsregeln). */
export interface RetentionRule {
  /** Days that a delivery is kept after it was replaced or withdrawn. @default for ever */
  readonly ersatta_dagar?: number;
  /** Days that rejected records are kept after their delivery was loaded. @default for ever */
  readonly underkanda_dagar?: number;
}

/** How long a store keeps what it does not need, checked. */
const RetentionRule: z.ZodType<RetentionRule> = z.strictObject({
  ersatta_dagar: z.int().nonnegative().optional(),
  underkanda_dagar: z.int().nonnegative().optional(),
});

const DAY_MS = 86_400_000;

/**
 * The rule of a store, kept in it as `store.json`: `{ "ersatta_dagar": 365, "underkanda_dagar": 90 }`.
 *
 * @param folder The store's folder.
 * @returns The rule; an empty one where there is none.
 * @throws {StoreError} If the file is no rule.
 */
export async function retentionRule(folder: string): Promise<RetentionRule> {
  try {
    return RetentionRule.parse(JSON.parse(await Deno.readTextFile(storePath(folder, FILE))));
  } catch (cause) {
    if (isAbsent(cause)) return {};
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new StoreError(
      `${folder}/${FILE} är ingen regel för gallring. Inget har ändrats. Skriv till exempel { "ersatta_dagar": 365, "underkanda_dagar": 90 }`,
      { cause },
    );
  }
}

/**
 * Erases what a store's rule no longer keeps.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @param manifest What it holds.
 * @param now The time.
 * @returns The paths removed, from the store's folder.
 */
export async function obeyRetention(
  folder: string,
  manifest: Manifest,
  now: Date,
): Promise<readonly string[]> {
  const { ersatta_dagar: replacedDays = null, underkanda_dagar: rejectedDays = null } = await retentionRule(
    folder,
  );
  const { deliveries } = manifest;
  const loaded = new Map<Delivery, number>();
  for (const delivery of deliveries) loaded.set(delivery, await loadedAt(folder, delivery, now));
  const isOlder = (since: number, days: number | null) =>
    days !== null && now.getTime() - since >= days * DAY_MS;
  const gone = new Set(
    deliveries.filter((delivery) => isOlder(replacedAt(delivery, deliveries, loaded), replacedDays)),
  );
  const stripped = new Set(
    deliveries.filter((delivery) =>
      delivery.files.some(({ kind }) => kind === "rejected") && isOlder(loaded.get(delivery)!, rejectedDays)
    ),
  );
  if (gone.size + stripped.size === 0) return [];
  const { removed } = await eraseDeliveries(folder, manifest, {
    what: { kind: "retention", replacedDays, rejectedDays },
    steps: async (delivery, place) => {
      if (gone.has(delivery)) return allOf(delivery);
      return stripped.has(delivery) ? await without(place, delivery, { kind: "rejected" }) : noneOf(delivery);
    },
  }, { by: FILE, reason: "lagrets regel för gallring", at: now });
  return removed;
}

/** When a delivery was loaded, as a time: its day, or when its oldest file was written. */
async function loadedAt(folder: string, { inlast, files }: Delivery, now: Date): Promise<number> {
  if (inlast !== undefined) return dayTime(inlast.dag);
  const times = await Promise.all(files.map(async ({ path }) => {
    try {
      return (await Deno.lstat(storePath(folder, path))).mtime?.getTime() ?? now.getTime();
    } catch (error) {
      if (isAbsent(error)) return now.getTime();
      throw error;
    }
  }));
  return Math.min(now.getTime(), ...times);
}

/** When a delivery ceased to hold anything: never, as infinity, while it holds something. */
function replacedAt(
  delivery: Delivery,
  deliveries: readonly Delivery[],
  loaded: ReadonlyMap<Delivery, number>,
): number {
  if (delivery.aterkallad !== undefined) return dayTime(delivery.aterkallad);
  const active = holders(deliveries),
    newer = standing(deliveries).filter(({ sequence }) => sequence > delivery.sequence);
  return Math.max(...delivery.slots.map((slot) => {
    if (active.get(slotKey(slot)) === delivery) return Infinity;
    const by = newer.filter(({ slots }) => slots.some((other) => slotKey(other) === slotKey(slot)));
    return Math.min(...by.map((each) => loaded.get(each)!));
  }));
}

const dayTime = (day: Day): number => Date.parse(day);
