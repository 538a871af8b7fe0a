import type { Month } from "../calendar/mod.ts";
import type { CubeCell, Status } from "../cube/mod.ts";
import {
  activelyWaiting,
  type DayBand,
  GUARANTEE_DAYS,
  medianWait,
  PUBLISHED_BANDS,
} from "../indicators/mod.ts";
import { auditTables } from "./audit.ts";
import { decideHiding, decideRounding } from "./_decide.ts";
import { DisclosureError } from "./disclosure_error.ts";
import { type Guarded, HIDDEN, shown } from "./guarded.ts";
import { bandKey } from "./measure_axis.ts";
import { medianTellsNothing, type Span } from "./_median.ts";
import { offeringKey, offeringOf, type PageCell, pageTables } from "./page_tables.ts";
import { placeKey, placeOf, placesOf } from "./place_axis.ts";
import type { CountedOn, Protection, ProtectionRule } from "./protection.ts";

/** Options for {@linkcode protect}. */
export interface ProtectOptions extends Partial<ProtectionRule> {
  /** Those who wait, or those operated. @default {"vantande"} */
  readonly status?: Status;
  /** The bands of those who wait, from day 0 on without gaps. @default {PUBLISHED_BANDS} */
  readonly bands?: readonly DayBand[];
  /** The limit in whole days; a band must end there. @default {90} */
  readonly limitDays?: number;
}

/** A cell as {@linkcode protect} needs it. */
export type ProtectedCell = PageCell & Pick<CubeCell, "manad">;

/**
 * Decides which numbers of a month may be shown, over all tables that a page can make of them: by region, hospital,
 * ownership and vårdutbud, with bands, PvV and MoV, and all their totals.
 *
 * By default counts below 5 are hidden, 0 among them, and as many more that none of them can be reckoned out. In the
 * mode "round" every count is rounded to a multiple of `base` instead, by lot, and only those that could be narrowed
 * all the same are hidden.
 *
 * @param cells Cells of one month; those of the other status are left out.
 * @param options The status, the rule, the bands and the limit.
 * @returns The numbers as they may be shown.
 * @throws {RangeError} If `k` or `base` is no threshold, or no band ends at the limit.
 * @throws {DisclosureError} If the cells are of several months or none, or a delivery's bands do not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, protect, shown } from "vantelage";
 * const cell = (region: string, antal: number) => ({ manad: "2024-04", status: "vantande", avvikelse: null, vardgaranti: true, region,
 *   sjukhus: null, agarform: null, vardutbud: null, lo: 10, hi: 10, antal }) as const;
 * const protection = await protect([cell("A", 3), cell("B", 30), cell("C", 9)]);
 * assert.equal(protection.count({ region: "A" }, "antal"), HIDDEN);
 * assert.equal(protection.count({ region: "C" }, "antal"), HIDDEN);
 * assert.deepEqual(protection.count({ region: "B" }, "antal"), shown(30));
 * ```
 */
export async function protect(
  cells: readonly ProtectedCell[],
  options: ProtectOptions = {},
): Promise<Protection> {
  const { status = "vantande", k = 5, mode = "suppress", base = 5 } = options;
  const { bands = PUBLISHED_BANDS, limitDays = GUARANTEE_DAYS } = options;
  const counted = cells.filter((cell) => cell.status === status);
  const manad = monthOf(counted);
  const { tables, offerings } = pageTables(counted, status, { bands, limitDays });
  const { hidden, values, known, leeways } = mode === "round" && k > 0
    ? await decideRounding(tables, base, manad)
    : await decideHiding(tables, k);
  const stands = (index: number) => tables.offers[index] === 1 && !tables.isDerived(index);
  const offered = [...tables.counts.keys()].filter(stands);

  const indexOf = ({ vardutbud, ...place }: CountedOn, measure: string): number | undefined =>
    tables.indexOf([placeKey(place), offeringKey(vardutbud), measure]);
  const count = (where: CountedOn, measure: string): Guarded => {
    const index = indexOf(where, measure);
    if (index === undefined) return k === 0 ? shown(0) : HIDDEN;
    return hidden[index] ? HIDDEN : shown(values[index]);
  };
  const spanOf = (where: CountedOn, measure: string): Span => {
    const index = indexOf(where, measure);
    return index === undefined ? { low: 0, high: 0 } : { low: known.low[index], high: known.high[index] };
  };
  const pooled = Map.groupBy(
    status === "vantande" ? activelyWaiting(counted) : counted,
    (cell) => placeKey(cell),
  );
  const pool = ({ vardutbud, region, sjukhus, agarform }: CountedOn): ProtectedCell[] =>
    [...pooled.values()].filter(([cell]) =>
      (region === undefined || cell.region === region) &&
      (sjukhus === undefined || cell.sjukhus === sjukhus) &&
      (agarform === undefined || cell.agarform === agarform)
    ).flat().filter((cell) => vardutbud === undefined || cell.vardutbud === vardutbud);

  return {
    manad,
    status,
    rule: { k, mode, base },
    bands,
    limitDays,
    places: placesOf(counted),
    offerings,
    offered: offered.length,
    hidden: offered.filter((index) => hidden[index]).length,
    count,
    median: (where) => {
      const all = count(where, status === "vantande" ? "antal" : "volym");
      if (all.hidden) return HIDDEN;
      const cells = pool(where), median = medianWait(cells);
      if (median === null || k > 0 && cells.reduce((sum, { antal }) => sum + antal, 0) < 2 * k) return HIDDEN;
      const whole = shown(Math.round(median.value));
      if (k === 0) return whole;
      if (status === "genomforda") return count(where, "inom").hidden ? HIDDEN : whole;
      const tellsNothing = medianTellsNothing(
        bands.findIndex(({ hi }) => hi === null || median.value <= hi),
        {
          all: spanOf(where, "antal"),
          within: spanOf(where, "inom"),
          over: spanOf(where, "over"),
          bands: bands.map((band) => spanOf(where, bandKey(band))),
        },
        bands.filter(({ hi }) => hi !== null && hi <= limitDays).length,
      );
      return tellsNothing ? whole : HIDDEN;
    },
    audit: () => auditTables(tables, known, leeways),
    secrets: () =>
      offered.filter((index) => hidden[index]).map((index) => {
        const [place, offering, measure] = tables.keysOf(index);
        return {
          where: { ...placeOf(place), ...offeringOf(offering) },
          measure,
          value: tables.counts[index],
        };
      }),
  };
}

/** The one month of some cells. */
function monthOf(cells: readonly ProtectedCell[]): Month {
  const months = [...new Set(cells.map((cell) => cell.manad))];
  if (months.length === 1) return months[0];
  throw new DisclosureError(
    months.length === 0
      ? "Det finns inga tal att skydda för månaden."
      : `Små tal skyddas månad för månad, men här finns ${months.length} månader.`,
  );
}
