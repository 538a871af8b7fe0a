import type { FlowCell } from "../analysis/queueing/mod.ts";
import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import { rollUp } from "../cube/mod.ts";
import { activelyWaiting } from "../indicators/mod.ts";
import type { Store } from "../store/mod.ts";
import { askedOffering } from "./_asked_name.ts";
import { countedAlike } from "./counted_alike.ts";

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
  /** How many months, the last among them. @default {37} */
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
 * deliveries of bands do not tell MoV apart. Deliveries that do not cover what is asked for, or that treat PvV and MoV
 * otherwise than the last month's, are left out as if they were missing. Who passes between counts as having come to or left the list.
 *
 * @param store An open store.
 * @param options The months, and what the lists tell apart.
 * @returns Cells in no order; none of a month that nobody has delivered.
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
export async function listCells(store: Store, options: ListCellsOptions): Promise<ListCell[]> {
  const { manad, months = 37, by = "region" } = options;
  const vardutbud = options.vardutbud === undefined
    ? undefined
    : await askedOffering(store, options.vardutbud);
  const where = {
    manad: monthRange(addMonths(manad, 1 - months), manad),
    ...(vardutbud === undefined ? {} : { vardutbud }),
  };
  const { counts, byOffering } = countedAlike(store, manad, vardutbud),
    parts = ["manad", "status", "region", "avvikelse"] as const;
  if (by === "vardutbud" || byOffering) {
    const cells = onTheLists((await store.cells({ where, by: [...parts, "vardutbud"] })).filter(counts));
    if (by === "vardutbud") return cells;
    return rollUp(cells, parts).map((cell) => ({ ...cell, vardutbud: vardutbud ?? null }));
  }
  const cells = await store.cells({ where, by: [...parts] });
  return onTheLists(cells.filter(counts)).map((cell) => ({ ...cell, vardutbud: null }));
}

function onTheLists<C extends Parameters<typeof activelyWaiting>[0][number]>(cells: readonly C[]): C[] {
  return [
    ...activelyWaiting(cells),
    ...cells.filter(({ status, avvikelse }) => status === "genomforda" && avvikelse !== "PvV"),
  ];
}
