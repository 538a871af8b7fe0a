import type { FlowCell } from "../analysis/queueing/mod.ts";
import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import { rollUp, type Status } from "../cube/mod.ts";
import { activelyWaiting } from "../indicators/mod.ts";
import type { Store } from "../store/mod.ts";
import { askedOffering } from "./_asked_name.ts";
import { type CountedAlike, countedAlike } from "./counted_alike.ts";

/** A cell of a list: a region's, or a region's of one vårdutbud. */
export interface ListCell extends FlowCell {
  /** The region that gives the care. */
  readonly region: string;
  /** The vårdutbud; `null` where all are counted together. */
  readonly vardutbud: string | null;
}

/** Options for {@linkcode listCells}. */
export interface ListCellsOptions {
  /** The last month. */
  readonly manad: Month;
  /** How many months, the last among them. @default {61} */
  readonly months?: number;
  /** One list a region, or one a region and vårdutbud. @default {"region"} */
  readonly by?: "region" | "vardutbud";
  /** One vårdutbud only. */
  readonly vardutbud?: string;
}

/**
 * The lists of a store month by month, as projections and deferred care take them (listornas historik).
 *
 * Waiting are those who wait actively, without PvV and MoV: the published measure. Operations are all but PvV, as
 * deliveries of bands do not distinguish MoV. Deliveries that do not cover what is asked for, or that treat PvV and MoV
 * otherwise than the last month's, are left out as if they were missing. Who passes between counts as having come to or left the list.
 *
 * What was delivered follows from the store's holdings and their cover, not from whether anybody is counted: a delivered
 * month of a list has a cell of 0 contacts besides those of its people, so an empty list is not taken for a missing one.
 *
 * @param store An open store.
 * @param options The months, and what the lists distinguish.
 * @returns Cells in no order; none of a month that nobody has delivered. The same question may have the same array as its
 *   answer.
 * @throws {StoreError} If there is no vårdutbud of that name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listCells, openStore } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(await listCells(store, { manad: "2024-04" }), []);
 * ```
 */
export async function listCells(store: Store, options: ListCellsOptions): Promise<readonly ListCell[]> {
  const { manad, months = 61, by = "region" } = options;
  const vardutbud = options.vardutbud === undefined
    ? undefined
    : await askedOffering(store, options.vardutbud);
  const span = monthRange(addMonths(manad, 1 - months), manad);
  const where = { manad: span, ...(vardutbud === undefined ? {} : { vardutbud }) };
  const { counts, byOffering } = countedAlike(store, manad, vardutbud),
    parts = ["manad", "status", "region", "avvikelse"] as const;
  const read = by === "vardutbud" || byOffering ? [...parts, "vardutbud"] as const : parts;
  const all = await store.cells({ where, by: [...read] }),
    key = JSON.stringify([manad, months, by, vardutbud]);
  const known = KNOWN.get(all)?.get(key);
  if (known !== undefined) return known;
  const cells = onTheLists(all.filter(counts));
  const lists = by === "vardutbud"
    ? cells
    : rollUp(cells, parts).map((cell) => ({ ...cell, vardutbud: vardutbud ?? null }));
  const held = store.holdings.filter((holding) => span.includes(holding.manad));
  const unseen = by === "vardutbud" && vardutbud === undefined ? [] : [vardutbud ?? null];
  const made = Object.freeze([...lists, ...emptyCells(lists, held, { unseen, counts })]);
  KNOWN.set(all, (KNOWN.get(all) ?? new Map()).set(key, made));
  return made;
}

/** The lists made of a store's cells, by what was asked: what is learnt of a list is kept with it. */
const KNOWN = new WeakMap<readonly unknown[], Map<string, readonly ListCell[]>>();

/** A cell of nobody for each list in each month that its region has delivered. */
function emptyCells(
  lists: readonly ListCell[],
  held: readonly { readonly manad: Month; readonly status: Status; readonly region: string }[],
  { unseen, counts }: { unseen: readonly (string | null)[] } & Pick<CountedAlike, "counts">,
): ListCell[] {
  const offerings = new Map(
    [...Map.groupBy(lists, ({ region }) => region)]
      .map(([region, own]) => [region, [...new Set(own.map(({ vardutbud }) => vardutbud))]]),
  );
  return held.flatMap(({ manad, status, region }) =>
    (offerings.get(region) ?? unseen)
      .map((vardutbud) => ({ manad, status, region, vardutbud, lo: 0, hi: 0, antal: 0 }))
      .filter(counts)
  );
}

function onTheLists<C extends Parameters<typeof activelyWaiting>[0][number]>(cells: readonly C[]): C[] {
  return [
    ...activelyWaiting(cells),
    ...cells.filter(({ status, avvikelse }) => status === "genomforda" && avvikelse !== "PvV"),
  ];
}
