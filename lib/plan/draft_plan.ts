import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { activelyWaiting, GUARANTEE_DAYS, overLimit } from "../indicators/mod.ts";
import { countContacts, type WaitCell } from "../numeric/mod.ts";
import type { CareFlow } from "./care_flow.ts";
import type { NeedRow } from "./need_row.ts";
import type { Plan, PlanRow } from "./plan.ts";
import { CARE_SOURCES } from "./source.ts";
import {
  countOf,
  daysIn,
  needRows,
  overMonths,
  partOfYear,
  place,
  places,
  sumOf,
  yearSeason,
} from "./_year.ts";

/**
 * How much is done on a working day of each calendar month (säsong). Easter and how weekends fall move whole days
 * between months from year to year, so a season of working days carries over to another year, one of months does not.
 *
 * @param flows Operations of at least one of every calendar month; the months that occur count whole.
 * @returns Contacts per working day, January first. Several years of a month count together.
 * @throws {RangeError} If a calendar month is not there, or nothing was done.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { firstDay, lastDay, monthRange, workingDays } from "vantelage";
 * import { seasonPerDay } from "vantelage/plan";
 * const flows = monthRange("2023-05", "2024-04")
 *   .map((manad) => ({ manad, antal: 10 * workingDays(firstDay(manad), lastDay(manad)) }));
 * assert.deepEqual(new Set(seasonPerDay(flows)), new Set([10]));
 * ```
 */
export function seasonPerDay(flows: readonly { readonly manad: Month; readonly antal: number }[]): number[] {
  const rates = Array.from({ length: 12 }, (_, index) => {
    const own = flows.filter(({ manad }) => Number(manad.slice(5)) === index + 1);
    if (own.length === 0) {
      throw new RangeError(
        `Cannot find the season as every calendar month must be there: got none of month ${index + 1}`,
      );
    }
    return countOf(own) / sumOf([...new Set(own.map(({ manad }) => manad))].map(daysIn));
  });
  if (sumOf(rates) === 0) {
    throw new RangeError("Cannot find the season as something must have been done: got 0");
  }
  return rates;
}

/** The part of a cell that says who waits: those of a home region for a vårdutbud. */
export type WaitingCell =
  & WaitCell
  & Pick<CubeCell, "status" | "region" | "hemregion" | "vardutbud" | "avvikelse">;

/** What {@linkcode needFromLists} counts on. */
export interface NeedOptions {
  /** The year to plan. */
  readonly ar: number;
  /** The basis: the months that `flows` covers whole, all of them delivered with home regions. */
  readonly months: readonly Month[];
  /** What a working day of each calendar month counts, January first: {@linkcode seasonPerDay}. */
  readonly season: readonly number[];
  /** Who waited at the end of the month before the basis. */
  readonly before: readonly WaitingCell[];
  /** Who waited at the end of the basis. */
  readonly after: readonly WaitingCell[];
  /** Those over this many whole days when the basis ends are to be operated within the year. @default {90} */
  readonly limitDays?: number;
}

/**
 * The need of a year, from what the lists did (behov).
 *
 * Net new on the list = operated + waiting after − waiting before, raised to a year by the season of the basis. To that
 * come those who wait actively over the limit when the basis ends. The season spreads the year over its months.
 *
 * @param flows Operations by home region.
 * @param options The year, the basis and the lists at its ends.
 * @returns Twelve rows for each of the seven regions and each vårdutbud with anybody, whole contacts.
 *
 * @example 12 operated in a year and 3 more wait, 2 of them over 90 days: 15 net new and 2 to catch up
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthRange } from "vantelage";
 * import { needFromLists } from "vantelage/plan";
 * const months = monthRange("2023-01", "2023-12"), season = months.map(() => 1);
 * const place = { region: "Region Dalarna", hemregion: "Region Dalarna", vardutbud: "Gråstarr" } as const;
 * const flows = months.map((manad) => ({ ...place, manad, utforarregion: "Region Dalarna", utforare: null, agarform: null,
 *   antal: 1, kalla: "egen" as const }));
 * const waiting = (days: number, antal: number) =>
 *   ({ ...place, status: "vantande", avvikelse: null, lo: days, hi: days, antal }) as const;
 * const need = needFromLists(flows, { ar: 2024, months, season, before: [], after: [waiting(10, 1), waiting(91, 2)] });
 * assert.equal(need.reduce((sum, { antal }) => sum + antal, 0), 17);
 * ```
 */
export function needFromLists(flows: readonly CareFlow[], options: NeedOptions): NeedRow[] {
  const { ar, months, season, before, after, limitDays = GUARANTEE_DAYS } = options;
  const part = partOfYear(ar, months, season);
  const operated = byPlace(flows.filter(({ manad }) => months.includes(manad)));
  const [first, last] = [before, after].map((cells) =>
    byPlace(cells.filter(({ status }) => status === "vantande"))
  );
  return needRows(ar, season, (region, vardutbud) => {
    const at = place(region, vardutbud), waiting = last.get(at) ?? [];
    const net = countOf(operated.get(at)) + countContacts(waiting) - countContacts(first.get(at) ?? []);
    return Math.max(0, net) / part + overLimit(activelyWaiting(waiting), { limitDays }).count.value;
  });
}

/** What {@linkcode draftPlan} makes a plan of. */
export interface PlanDraftOptions {
  /** The year. */
  readonly ar: number;
  /** The version. */
  readonly version: number;
  /** The need. */
  readonly need: readonly NeedRow[];
  /** The operations whose level the plan keeps. */
  readonly flows: readonly CareFlow[];
  /** The basis: the months of `flows` to count on. */
  readonly months: readonly Month[];
  /** What a working day of each calendar month counts, January first: {@linkcode seasonPerDay}. */
  readonly season: readonly number[];
  /** Whether the plan is made up. */
  readonly syntetisk: boolean;
  /** Where the need comes from, in Swedish. @default {"behovet enligt väntelistorna"} */
  readonly behovet?: string;
}

/**
 * A first plan for a year (planutkast): the need, met as it was met in the basis. What the regions change in it, more
 * cooperation for less bought care, is the planning itself.
 *
 * @param options The year, the need, the operations and the season.
 * @returns A draft, with a row for each region and vårdutbud that is needed or done.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthRange } from "vantelage";
 * import { draftPlan } from "vantelage/plan";
 * const months = monthRange("2023-01", "2023-12"), season = months.map(() => 1);
 * const own = { region: "Region Dalarna", vardutbud: "Gråstarr" };
 * const flows = months.map((manad) => ({ manad, hemregion: own.region, vardutbud: own.vardutbud, utforarregion: own.region,
 *   utforare: null, agarform: null, antal: 8, kalla: "egen" as const }));
 * const need = monthRange("2024-01", "2024-12").map((manad) => ({ ...own, manad, antal: 10 }));
 * const { rader: [row] } = draftPlan({ ar: 2024, version: 1, need, flows, months, season, syntetisk: true });
 * assert.deepEqual([row.behov[0], row.egen[0], row.privat[0]], [10, 8, 0]);
 * ```
 */
export function draftPlan(options: PlanDraftOptions): Plan {
  const { ar, version, need, flows, months, season, syntetisk, behovet = "behovet enligt väntelistorna" } =
    options;
  const year = yearSeason(ar, season), part = partOfYear(ar, months, season);
  const needed = new Map<string, number[]>();
  for (const { region, vardutbud, manad, antal } of need) {
    if (!manad.startsWith(`${ar}-`)) continue;
    const at = place(region, vardutbud), row = needed.get(at) ?? noMonths();
    row[Number(manad.slice(5)) - 1] += antal;
    needed.set(at, row);
  }
  const done = byPlace(flows.filter(({ manad }) => months.includes(manad)));
  const rader = places().flatMap(([region, vardutbud], row): PlanRow[] => {
    const at = place(region, vardutbud), behov = needed.get(at), own = done.get(at);
    if (behov === undefined && own === undefined) return [];
    const [egen, samverkan, utanfor, privat] = CARE_SOURCES.map((kalla) =>
      overMonths(Math.round(countOf(own?.filter((flow) => flow.kalla === kalla)) / part), year, row)
    );
    return [{ region, vardutbud, behov: behov ?? noMonths(), egen, samverkan, utanfor, privat }];
  });
  const [first, last] = [months[0], months[months.length - 1]];
  const underlag =
    `Utkast: vårdens omfattning ${first}–${last} uppräknad till ett år efter säsongen; ${behovet}.`;
  return { ar, version, faststalld: null, underlag, syntetisk, rader };
}

/**
 * The months that a plan can rest on (underlag): up to the last, at most twelve, as far back as the home regions of the
 * month and of the one before it are delivered.
 *
 * @param last The last month.
 * @param known Whether a month's home regions are delivered.
 * @returns The months in order; none when the last or the one before it is not known.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { basisMonths } from "vantelage/plan";
 * assert.deepEqual(basisMonths("2023-06", (manad) => manad >= "2023-04"), ["2023-05", "2023-06"]);
 * ```
 */
export function basisMonths(last: Month, known: (manad: Month) => boolean): Month[] {
  const months = monthRange(addMonths(last, -11), last);
  return months.slice(1 + months.findLastIndex((manad) => !known(manad) || !known(addMonths(manad, -1))));
}

function byPlace<
  T extends {
    readonly region?: string;
    readonly hemregion: string | null;
    readonly vardutbud: string | null;
  },
>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, (row) => place(row.hemregion ?? row.region ?? "", row.vardutbud ?? ""));
}

const noMonths = (): number[] => Array.from({ length: 12 }, () => 0);
