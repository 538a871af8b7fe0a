import { dayNumber, lastDay, type Month } from "../calendar/mod.ts";
import type { ListAge } from "../cooperation/mod.ts";
import { GUARANTEE_DAYS } from "../indicators/mod.ts";
import { type Store } from "../store/mod.ts";
import { OFFERING_FIELDS, rowOffering } from "./_row_offering.ts";
import { countedAlike } from "./counted_alike.ts";

/** Options for {@linkcode listAges}. */
export interface ListAgesOptions {
  /** The month whose lists are looked at. */
  readonly manad: Month;
  /** The vårdutbud to count; nothing is read for none. */
  readonly vardutbud: readonly string[];
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
}

/**
 * How old those are who have waited over the limit, counted by list and year of age (åldrar på listorna).
 *
 * The rows are read and counted here; only counts are given away. Those with PvV or MoV, and those without a year of
 * birth, are left out. A region that delivers no rows has no ages.
 *
 * @param store An open store.
 * @param options The month, the vårdutbud and the limit.
 * @returns A count for each region, vårdutbud and age, in that order; the age is that of the month's year.
 * @throws {StoreError} If a file of the store is missing or damaged.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listAges, openStore } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(await listAges(store, { manad: "2024-04", vardutbud: ["Gallsten"] }), []);
 * ```
 */
export async function listAges(store: Store, options: ListAgesOptions): Promise<ListAge[]> {
  const { manad, vardutbud, limitDays = GUARANTEE_DAYS } = options;
  const delivered = store.holdings.some((holding) =>
    holding.manad === manad && holding.status === "vantande" && holding.hasContacts
  );
  if (!delivered || vardutbud.length === 0) return [];
  const { counts } = countedAlike(store, manad),
    census = dayNumber(lastDay(manad)),
    year = Number(manad.slice(0, 4));
  const counted = new Map<string, ListAge & { antal: number }>();
  for (const row of await store.fields(FIELDS, { status: "vantande", manad })) {
    const { regionkod, beslut_datum, fodelsear, avvikelsekod } = row;
    if (avvikelsekod !== null || regionkod === null || beslut_datum === null || fodelsear === null) continue;
    if (census - dayNumber(beslut_datum) <= limitDays) continue;
    const offering = rowOffering(row);
    if (
      !vardutbud.includes(offering) ||
      !counts({ manad, status: "vantande", region: regionkod, vardutbud: offering })
    ) continue;
    const alder = year - Number(fodelsear),
      key = [regionkod, offering, String(alder).padStart(3, "0")].join("|");
    const count = counted.get(key);
    if (count) count.antal++;
    else counted.set(key, { region: regionkod, vardutbud: offering, alder, antal: 1 });
  }
  return [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}

const FIELDS = ["regionkod", "beslut_datum", "fodelsear", "avvikelsekod", ...OFFERING_FIELDS] as const;
