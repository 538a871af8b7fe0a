import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import {
  calibrateProjection,
  project,
  type ProjectionCell,
  type ProjectionRow,
} from "../analysis/projection/mod.ts";
import { activelyWaiting, GUARANTEE_DAYS, overLimit } from "../indicators/mod.ts";
import { countContacts } from "../numeric/mod.ts";
import type { CareFlow, FlowSourceCell } from "./care_flow.ts";
import type { WaitingCell } from "./draft_plan.ts";
import type { NeedRow } from "./need_row.ts";
import { countOf, needRows, partOfYear, place, sumOf } from "./_year.ts";

/** What {@linkcode needFromProjection} counts on. */
export interface ProjectedNeedOptions {
  /** The year to plan. */
  readonly ar: number;
  /** The last month known; months after it are projected. */
  readonly asAt: Month;
  /** What a working day of each calendar month counts, January first: `seasonPerDay`. */
  readonly season: readonly number[];
  /** Operations by home region, that say where those on a list live. */
  readonly homes: readonly FlowSourceCell[];
  /** Operations whose level a year keeps where no list says it: those bought outside the seven regions. */
  readonly flows: readonly CareFlow[];
  /** The basis of `flows`: whole months. */
  readonly months: readonly Month[];
  /** Who waits by home region at the end of the year before; none when that is not known yet, then it is projected. */
  readonly before: readonly WaitingCell[];
  /** Those over this many whole days when the year begins are to be operated within it. @default {90} */
  readonly limitDays?: number;
}

/** A year's need, and what could not be projected. */
export interface ProjectedNeed {
  /** Twelve rows for each region and vårdutbud with anybody, whole contacts. */
  readonly rows: readonly NeedRow[];
  /** Regions whose lists could not be projected, each with the reason in Swedish; their patients are not in the need. */
  readonly missing: readonly { readonly region: string; readonly reason: string }[];
}

/**
 * The need of a year, from the lists months ahead (behov enligt framskrivning).
 *
 * Net new on a list = new decisions less those who leave it without an operation: month by month as it was where the
 * month has been, and as {@linkcode project} gives it where it has not; a month beyond twelve ahead is as that month a
 * year before. To the year's sum come those who wait actively over the limit when the year begins, and what is bought
 * outside the seven regions. A list's need is its patients' home regions', in proportion to who was operated there. The
 * season spreads the year over its months.
 *
 * @param cells Everybody who waits and who was operated, by region and vårdutbud, of 13 to 25 months.
 * @param options The year, the last month known, the homes and the list when the year begins.
 * @returns The need, and the regions that have too little history.
 * @throws {RangeError} If the season or the basis is empty.
 *
 * @example Without history nothing is projected, and it is said
 * ```ts
 * import assert from "node:assert/strict";
 * import { needFromProjection } from "vantelage/plan";
 * const cells = [{ manad: "2023-12", status: "vantande", region: "Region Dalarna", vardutbud: "Gråstarr", lo: 5, hi: 5,
 *   antal: 9 }] as const;
 * const { rows, missing } = needFromProjection(cells, { ar: 2024, asAt: "2023-12", season: Array(12).fill(1), homes: [],
 *   flows: [], months: ["2023-12"], before: [] });
 * assert.deepEqual([rows.length, missing[0].region], [0, "Region Dalarna"]);
 * ```
 */
export function needFromProjection(
  cells: readonly ProjectionCell[],
  options: ProjectedNeedOptions,
): ProjectedNeed {
  const { ar, asAt, season, homes, flows, months, before, limitDays = GUARANTEE_DAYS } = options;
  const calibration = calibrateProjection(cells, { asAt, limitDays });
  const known = Map.groupBy(
    cells.filter(({ manad }) => manad <= asAt),
    ({ region, vardutbud }) => place(region, vardutbud ?? ""),
  );
  const homesOf = homeShares(homes);
  const needed = new Map<string, number>();
  const add = (region: string, vardutbud: string, antal: number) =>
    needed.set(place(region, vardutbud), (needed.get(place(region, vardutbud)) ?? 0) + antal);
  for (const region of calibration.regions) {
    const { rows } = project({ ...calibration, regions: [region] }, { by: "vardutbud" });
    const ahead = Map.groupBy(rows, ({ name }) => name);
    for (const { vardutbud } of region.lists) {
      if (vardutbud === null) continue;
      const list = known.get(place(region.region, vardutbud)) ?? [], coming = ahead.get(vardutbud) ?? [];
      const netNew = new Map([...netNewUntil(list), ...netNewAhead(coming, waitingAt(list).get(asAt) ?? 0)]);
      const net = sumOf(
        monthRange(`${ar}-01`, `${ar}-12`).map((manad) =>
          netNew.get(manad) ?? netNew.get(addMonths(manad, -12)) ?? 0
        ),
      );
      const first = coming.find(({ manad }) => manad === `${ar - 1}-12`);
      const overdue = before.length > 0 ? 0 : first?.over.value ?? 0;
      for (const [home, share] of homesOf.get(place(region.region, vardutbud)) ?? [[region.region, 1]]) {
        add(home, vardutbud, share * (Math.max(0, net) + overdue));
      }
    }
  }
  const waiting = before.filter(({ status }) => status === "vantande");
  for (
    const own of Map.groupBy(waiting, (cell) => place(cell.hemregion ?? cell.region, cell.vardutbud ?? ""))
      .values()
  ) {
    const [{ hemregion, region, vardutbud }] = own;
    add(hemregion ?? region, vardutbud ?? "", overLimit(activelyWaiting(own), { limitDays }).count.value);
  }
  const part = partOfYear(ar, months, season);
  const outside = Map.groupBy(
    flows.filter(({ kalla, manad }) => kalla === "utanfor" && months.includes(manad)),
    ({ hemregion, vardutbud }) => place(hemregion, vardutbud),
  );
  const rows = needRows(ar, season, (region, vardutbud) => {
    const at = place(region, vardutbud);
    return (needed.get(at) ?? 0) + countOf(outside.get(at)) / part;
  });
  return { rows, missing: calibration.missing };
}

/** Who waits on a list at the end of each month delivered. */
function waitingAt(list: readonly ProjectionCell[]): Map<Month, number> {
  const waiting = list.filter(({ status }) => status === "vantande");
  return new Map(
    [...Map.groupBy(waiting, ({ manad }) => manad)].map(([manad, own]) => [manad, countContacts(own)]),
  );
}

/** What came to a list net of who left it without an operation, in each month whose deliveries are there. */
function netNewUntil(list: readonly ProjectionCell[]): [Month, number][] {
  const waiting = waitingAt(list), performed = Map.groupBy(list, ({ manad, status }) => `${status} ${manad}`);
  return [...waiting].flatMap(([manad, end]): [Month, number][] => {
    const start = waiting.get(addMonths(manad, -1));
    return start === undefined
      ? []
      : [[manad, end - start + countContacts(performed.get(`genomforda ${manad}`) ?? [])]];
  });
}

/** The same in the months ahead. */
function netNewAhead(rows: readonly ProjectionRow[], now: number): [Month, number][] {
  return rows.map(({ manad, performed, waiting }, index) => [
    manad,
    performed + waiting.value - (rows[index - 1]?.waiting.value ?? now),
  ]);
}

/** The homes of those operated of a list, with their shares; who lives outside the seven regions is in none. */
function homeShares(cells: readonly FlowSourceCell[]): Map<string, [home: string, share: number][]> {
  return new Map(
    [...Map.groupBy(cells, ({ region, vardutbud }) => place(region, vardutbud ?? ""))].map(([list, own]) => {
      const all = countContacts(own);
      const homes = Map.groupBy(own, ({ hemregion, region }) => hemregion ?? region);
      return [list, [...homes].map(([home, cells]) => [home, countContacts(cells) / all])];
    }),
  );
}
