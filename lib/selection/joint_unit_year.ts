import { addMonths, type Month, monthName, monthRange, monthSpanName } from "../calendar/mod.ts";
import { careFlows, type JointUnit, jointUnit } from "../plan/mod.ts";
import type { Store } from "../store/mod.ts";

/** A unit for some vårdutbud out of a store, with how many of each were done, and when. */
export interface JointUnitYear {
  /** The unit. */
  readonly unit: JointUnit;
  /** The vårdutbud, and how many of each were done. */
  readonly care: readonly { readonly vardutbud: string; readonly antal: number }[];
  /** The months in words. */
  readonly span: string;
}

/**
 * What it would mean that one unit did all operations of some vårdutbud, out of a store's year (gemensam produktionsenhet).
 *
 * @param store An open store.
 * @param options The last month, and the vårdutbud.
 * @returns The unit; without places where nobody has delivered where patients live.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { jointUnitYear } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * const { unit } = await jointUnitYear(store, { manad: "2024-04", vardutbud: ["Knäled protes"] });
 * assert.deepEqual(unit.platser, []);
 * ```
 */
export async function jointUnitYear(
  store: Store,
  { manad, vardutbud }: { readonly manad: Month; readonly vardutbud: readonly string[] },
): Promise<JointUnitYear> {
  const asked = [...vardutbud], year = monthRange(addMonths(manad, -11), manad);
  const performed = await store.cells({
    where: { status: "genomforda", manad: year, vardutbud: asked },
    by: ["manad", "status", "region", "sjukhus", "agarform", "hemregion", "vardutbud"],
  });
  const known = performed.filter(({ hemregion }) => hemregion !== null);
  const months = [...new Set(known.map((cell) => cell.manad))].sort();
  const waiting = await store.cells({
    where: { status: "vantande", manad, vardutbud: asked, avvikelse: null },
    by: ["region"],
  });
  const flows = careFlows(known), [first = manad] = months, last = months[months.length - 1] ?? manad;
  const regions = Map.groupBy(waiting, ({ region }) => region);
  return {
    unit: jointUnit(
      flows,
      [...regions].map(([region, cells]) => ({ region, antal: countOf(cells) })),
      Math.max(1, months.length),
    ),
    care: asked.map((name) => ({
      vardutbud: name,
      antal: countOf(flows.filter((flow) => flow.vardutbud === name)),
    })),
    span: first === last ? monthName(first) : monthSpanName(first, last),
  };
}

const countOf = (rows: readonly { readonly antal: number }[]): number =>
  rows.reduce((sum, { antal }) => sum + antal, 0);
