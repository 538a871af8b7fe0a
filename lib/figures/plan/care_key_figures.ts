import { type Month, monthName } from "../../calendar/mod.ts";
import type { CareCover, CareFlow } from "../../plan/mod.ts";
import { memberRegions } from "../../reference/mod.ts";
import { formatCount } from "../marks/format.ts";
import { keyFigures } from "../marks/key_figures.ts";
import { NOT_DELIVERED, numberWord } from "../marks/_wording.ts";
import type { Panel } from "../marks/panel.ts";

/** Operations that a key figure counts. */
export interface CountedCare {
  /** What they are. */
  readonly label: string;
  /** The operations. */
  readonly flows: readonly CareFlow[];
}

/**
 * Key figures of a year's care: how many operations of each kind in its last month, in all of it, and month by month as
 * a small line (nyckeltal).
 *
 * @param kinds The kinds.
 * @param options The months, and what is delivered of them: a month that some region has not delivered has no number.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { careKeyFigures } from "vantelage/figures";
 * const cover = { performed: () => true, bought: () => true };
 * const panel = careKeyFigures([{ label: "Samverkan", flows: [] }], { months: ["2024-03", "2024-04"], cover });
 * assert.equal(panel.text(), "Samverkan: 0 (i april 2024; 0 på två månader)");
 * ```
 */
export function careKeyFigures(
  kinds: readonly CountedCare[],
  { months, cover }: { readonly months: readonly Month[]; readonly cover: CareCover },
): Panel {
  const last = months[months.length - 1];
  const tiles = kinds.map(({ label, flows }) => {
    const needsBought = flows.some(({ kalla }) => kalla === "utanfor");
    const isKnown = (month: Month) =>
      memberRegions.every((region) =>
        cover.performed(region, month) && (!needsBought || cover.bought(region, month))
      );
    const line = months.map((month) =>
      isKnown(month)
        ? flows.filter(({ manad }) => manad === month).reduce((sum, { antal }) => sum + antal, 0)
        : null
    );
    const known = line.filter((count) => count !== null), now = line[line.length - 1];
    const sum = formatCount(known.reduce((total, count) => total + count, 0));
    return {
      label,
      value: now === null ? NOT_DELIVERED : formatCount(now),
      note: `i ${monthName(last)}; ${sum} på ${numberWord(known.length, "en")} ${
        known.length === 1 ? "månad" : "månader"
      }`,
      line,
    };
  });
  return keyFigures(tiles, { rests: ["leveranser", "kopt_vard"] });
}
