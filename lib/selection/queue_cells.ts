import type { QueueCell } from "../cooperation/mod.ts";
import { answering, type Gap } from "../cube/mod.ts";
import { dayNumber, lastDay, type Month } from "../calendar/mod.ts";
import { countyCodes, memberRegions } from "../reference/mod.ts";
import { type Store } from "../store/mod.ts";
import { askedOffering } from "./_asked_name.ts";
import { OFFERING_FIELDS, rowOffering } from "./_row_offering.ts";

/** Who waits for a vårdutbud, by day and medical target date. */
export interface QueueCells {
  /** Contacts that wait alike; nobody's row leaves. */
  readonly cells: readonly QueueCell[];
  /** How many of them have a medicinskt måldatum. */
  readonly medMaldatum: number;
  /** The regions of the sjukvårdsregion that have not delivered those who wait. */
  readonly missing: readonly string[];
  /** Those that have, and whose delivery has no row for each contact, or does not cover the vårdutbud; left out where there are none. */
  readonly omitted?: readonly Gap[];
}

/**
 * Who waits for a vårdutbud, counted by list, home region, days waited and days to medicinskt måldatum (köceller).
 *
 * The rows are read and counted here; only counts are given away. Those with PvV or MoV are left out. A region that
 * delivers bands has no days and no måldatum, and is named with that reason.
 *
 * @param store An open store.
 * @param options The month and the vårdutbud.
 * @returns The cells in no particular order; none when no rows are kept of the month.
 * @throws {StoreError} If a file of the store is missing or damaged, or there is no vårdutbud of that name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { queueCells } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * const { cells, missing } = await queueCells(store, { manad: "2024-04", vardutbud: "Gallsten" });
 * assert.deepEqual([cells.length, missing.length], [0, 7]);
 * ```
 */
export async function queueCells(
  store: Store,
  options: { manad: Month; vardutbud: string },
): Promise<QueueCells> {
  const { manad } = options, vardutbud = await askedOffering(store, options.vardutbud);
  const answer = answering(store.coversOf(manad), { vardutbud: [vardutbud] });
  const delivered = store.holdings.filter((holding) =>
    holding.manad === manad && holding.status === "vantande" && holding.hasContacts
  ).map(({ region }) => region).filter((region) => answer.regions.includes(region));
  const there = store.regionsOf(manad);
  const missing = memberRegions.filter((region) => !there.includes(region));
  const bands = answer.regions.filter((region) => !delivered.includes(region))
    .map((region) => ({ region, reason: "lagret har inte en rad för varje väntande" }));
  const omitted = [...answer.gaps, ...bands], gaps = { missing, ...omitted.length > 0 && { omitted } };
  if (delivered.length === 0) return { cells: [], medMaldatum: 0, ...gaps };
  const census = dayNumber(lastDay(manad));
  const counted = new Map<string, QueueCell & { antal: number }>();
  for (const row of await store.fields(FIELDS, { status: "vantande", manad })) {
    const { regionkod, lkf, beslut_datum, medicinskt_maldatum, avvikelsekod } = row;
    if (avvikelsekod !== null || regionkod === null || beslut_datum === null) continue;
    if (!delivered.includes(regionkod) || rowOffering(row) !== vardutbud) continue;
    const dagar = census - dayNumber(beslut_datum);
    const tillMaldatum = medicinskt_maldatum === null ? null : dayNumber(medicinskt_maldatum) - census;
    const hemregion = countyCodes.get(lkf?.slice(0, 2) ?? "") ?? null;
    const key = [regionkod, hemregion, dagar, tillMaldatum].join("|");
    const cell = counted.get(key);
    if (cell) cell.antal++;
    else counted.set(key, { region: regionkod, hemregion, dagar, tillMaldatum, antal: 1 });
  }
  const cells = [...counted.values()];
  const medMaldatum = cells.reduce(
    (sum, { tillMaldatum, antal }) => tillMaldatum === null ? sum : sum + antal,
    0,
  );
  return { cells, medMaldatum, ...gaps };
}

const FIELDS = [
  "regionkod",
  "lkf",
  "beslut_datum",
  "medicinskt_maldatum",
  "avvikelsekod",
  ...OFFERING_FIELDS,
] as const;
