import { dayNumber, lastDay, type Month } from "../calendar/mod.ts";
import type { LongWaiting } from "../cooperation/mod.ts";
import { GUARANTEE_DAYS, LONG_WAIT_DAYS } from "../indicators/mod.ts";
import type { Store } from "../store/mod.ts";
import { overdueContacts } from "./_overdue_contacts.ts";

/**
 * Who goes first of those over the limit (väntat över ett år, eller passerat medicinskt måldatum), counted by list.
 *
 * The rows are read and counted here; only counts are given away. Those with PvV or MoV are left out. A region that
 * delivers no rows has no count, and one that delivers no target dates is counted by the year alone.
 *
 * @param store An open store.
 * @param options The month and the limit in whole days.
 * @returns A count for each region and vårdutbud with anybody, in that order.
 * @throws {StoreError} If a file of the store is missing or damaged.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { longWaiting, openStore } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(await longWaiting(store, { manad: "2024-04" }), []);
 * ```
 */
export async function longWaiting(
  store: Store,
  options: { readonly manad: Month; readonly limitDays?: number },
): Promise<LongWaiting[]> {
  const { manad, limitDays = GUARANTEE_DAYS } = options, census = dayNumber(lastDay(manad));
  const long = (await overdueContacts(store, ["medicinskt_maldatum"], { manad, limitDays }))
    .filter(({ dagar, row: { medicinskt_maldatum: target } }) =>
      dagar > LONG_WAIT_DAYS || (target !== null && dayNumber(target) < census)
    );
  return [...Map.groupBy(long, ({ region, vardutbud }) => `${region}|${vardutbud}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [{ region, vardutbud }, ...rest]]) => ({ region, vardutbud, antal: 1 + rest.length }));
}
