import type { Month } from "../calendar/mod.ts";
import type { ListAge } from "../cooperation/mod.ts";
import { GUARANTEE_DAYS } from "../indicators/mod.ts";
import type { Store } from "../store/mod.ts";
import { overdueContacts } from "./_overdue_contacts.ts";

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
 * import { openStore } from "vantelage";
 * import { listAges } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(await listAges(store, { manad: "2024-04", vardutbud: ["Gallsten"] }), []);
 * ```
 */
export async function listAges(store: Store, options: ListAgesOptions): Promise<ListAge[]> {
  const { manad, vardutbud, limitDays = GUARANTEE_DAYS } = options, year = Number(manad.slice(0, 4));
  if (vardutbud.length === 0) return [];
  const counted = new Map<string, ListAge & { antal: number }>();
  for (
    const { region, vardutbud: offering, row } of await overdueContacts(store, ["fodelsear"], {
      manad,
      limitDays,
    })
  ) {
    if (row.fodelsear === null || !vardutbud.includes(offering)) continue;
    const alder = year - Number(row.fodelsear),
      key = [region, offering, String(alder).padStart(3, "0")].join("|");
    const count = counted.get(key);
    if (count) count.antal++;
    else counted.set(key, { region, vardutbud: offering, alder, antal: 1 });
  }
  return [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
