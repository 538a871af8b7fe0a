import type { Month } from "../calendar/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { GUARANTEE_DAYS, performed, type PerformedCell } from "../indicators/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { memberRegions, UNKNOWN_CARE_OFFERING } from "../reference/mod.ts";
import type { CareFlow } from "./care_flow.ts";
import { isBought } from "./source.ts";

/** How many more a region could take of a vårdutbud in a month. */
export interface SpareCapacity {
  /** The region, with its public hospitals. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The month. */
  readonly manad: Month;
  /** Contacts. */
  readonly antal: number;
}

/** When a region is taken to have room for more. All of it is an assumption that a report has to state. */
export interface SpareOptions {
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
  /** The least share operated within the limit that month, 0–1. @default {0.8} */
  readonly leastShare?: number;
  /** The fewest operated that month, contacts. @default {10} */
  readonly leastVolume?: number;
  /** How much more it could have done, in proportion to what it did. @default {0.1} */
  readonly extraShare?: number;
}

/** The part of a cell that {@linkcode spareWithin} looks at. */
export type SpareCell = PerformedCell & Pick<CubeCell, "manad" | "region" | "vardutbud" | "agarform">;

/**
 * Where there was room to do more within the guarantee (möjligt utrymme): regions whose own hospitals operated most of
 * a vårdutbud's patients in time could have done some more of it that month.
 *
 * @param cells Cells of performed operations.
 * @param options When there is room, and how much.
 * @returns A row for each region, vårdutbud and month with room, whole contacts rounded down.
 *
 * @example 20 done, 18 of them in time: room for 2 more
 * ```ts
 * import assert from "node:assert/strict";
 * import { spareWithin } from "vantelage/plan";
 * const cell = (days: number, antal: number) => ({ manad: "2024-04", region: "Region Dalarna", vardutbud: "Gråstarr",
 *   agarform: "offentlig", status: "genomforda", avvikelse: null, vardgaranti: true, lo: days, hi: days, antal }) as const;
 * assert.equal(spareWithin([cell(40, 18), cell(120, 2)])[0].antal, 2);
 * assert.deepEqual(spareWithin([cell(40, 15), cell(120, 5)]), []);
 * ```
 */
export function spareWithin(cells: readonly SpareCell[], options: SpareOptions = {}): SpareCapacity[] {
  const { limitDays = GUARANTEE_DAYS, leastShare = 0.8, leastVolume = 10, extraShare = 0.1 } = options;
  const groups = Map.groupBy(
    cells.filter(({ agarform }) => agarform !== "privat"),
    ({ region, vardutbud, manad }) => [region, vardutbud, manad].join("\u0000"),
  );
  return [...groups.values()].flatMap((group) => {
    const [{ region, vardutbud, manad }] = group;
    const { volume, shareWithin } = performed(group, { limitDays });
    const room = volume >= leastVolume && shareWithin !== null && shareWithin.value >= leastShare;
    const antal = room ? Math.floor(volume * extraShare) : 0;
    return antal > 0 ? [{ region, vardutbud: vardutbud ?? UNKNOWN_CARE_OFFERING, manad, antal }] : [];
  });
}

/** How much bought care of a vårdutbud could have been done within the sjukvårdsregion. */
export interface CouldStay {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Bought, contacts. */
  readonly kopt: number;
  /** Of these, could have been done within the sjukvårdsregion in time, contacts. */
  readonly mojligt: number;
}

/**
 * How much of what was bought could have been done within the sjukvårdsregion in time (köpt vård som kunde ha stannat).
 *
 * For each vårdutbud and month the least of what was bought and what the seven regions had room for; so no room is used
 * twice, and room in one month does not help another.
 *
 * @param flows Flows of any source; only bought ones count.
 * @param spare The room, from {@linkcode spareWithin}.
 * @param options The home regions whose flows count.
 * @returns A row for each vårdutbud bought, most bought first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { couldHaveStayed } from "vantelage/plan";
 * const flow = { manad: "2024-04", hemregion: "Region Dalarna", utforarregion: "Region Stockholm", utforare: null,
 *   agarform: "privat", vardutbud: "Gråstarr", antal: 9, kalla: "privat" } as const;
 * const spare = [{ region: "Region Uppsala", vardutbud: "Gråstarr", manad: "2024-04", antal: 4 }];
 * assert.deepEqual(couldHaveStayed([flow], spare), [{ vardutbud: "Gråstarr", kopt: 9, mojligt: 4 }]);
 * ```
 */
export function couldHaveStayed(
  flows: readonly CareFlow[],
  spare: readonly SpareCapacity[],
  options: {
    /** Those whose care is delivered whole. @default all seven */
    readonly regions?: readonly string[];
  } = {},
): CouldStay[] {
  const rooms = roomByMonth(spare), { regions = memberRegions } = options;
  const bought = Map.groupBy(
    flows.filter(({ kalla, hemregion }) => isBought(kalla) && regions.includes(hemregion)),
    ({ vardutbud }) => vardutbud,
  );
  return [...bought].map(([vardutbud, own]) => ({
    vardutbud,
    kopt: countOf(own),
    mojligt: [...Map.groupBy(own, ({ manad }) => manad)].reduce(
      (sum, [manad, flows]) => sum + Math.min(countOf(flows), rooms.get(`${vardutbud} ${manad}`) ?? 0),
      0,
    ),
  })).sort((a, b) => b.kopt - a.kopt || a.vardutbud.localeCompare(b.vardutbud, "sv"));
}

/** The room of all regions by vårdutbud and month: "Gråstarr 2024-04". */
export function roomByMonth(spare: readonly SpareCapacity[]): Map<string, number> {
  const groups = Map.groupBy(spare, ({ vardutbud, manad }) => `${vardutbud} ${manad}`);
  return new Map([...groups].map(([key, rows]) => [key, countOf(rows)]));
}

/**
 * The share of all bought care that could have been done within the sjukvårdsregion in time.
 *
 * @param rows What {@linkcode couldHaveStayed} gave.
 * @returns The share, 0–1; nothing with its reason where nothing was bought.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareThatCouldStay } from "vantelage/plan";
 * assert.deepEqual(shareThatCouldStay([{ vardutbud: "Gråstarr", kopt: 8, mojligt: 2 }]), { value: 0.25 });
 * assert.equal(shareThatCouldStay([]).value, null);
 * ```
 */
export function shareThatCouldStay(rows: readonly CouldStay[]): Computed {
  const kopt = rows.reduce((sum, row) => sum + row.kopt, 0);
  if (kopt === 0) return { value: null, reason: "Ingen vård köptes" };
  return { value: rows.reduce((sum, row) => sum + row.mojligt, 0) / kopt };
}

const countOf = (rows: readonly { readonly antal: number }[]): number =>
  rows.reduce((sum, { antal }) => sum + antal, 0);
