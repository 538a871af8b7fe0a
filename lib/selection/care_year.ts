import { addMonths, type Month, monthName, monthRange } from "../calendar/mod.ts";
import {
  type CareCover,
  type CareFlow,
  careFlows,
  readBoughtCare,
  readBoughtCareCovers,
  type SpareCapacity,
  spareWithin,
  wholeRegions,
} from "../plan/mod.ts";
import { joinNames, memberRegions, regionShortName } from "../reference/mod.ts";
import { type Store, StoreError } from "../store/mod.ts";
import { careCoverOf } from "./_care_cover.ts";

/** A year of performed operations, as plans, contracts and bought care are followed up on. */
export interface CareYear {
  /** The months, at most twelve: those up to the last whose home regions are delivered. */
  readonly months: readonly Month[];
  /** The months in words, and who has not delivered them: "maj 2023–april 2024, utan Dalarna". */
  readonly span: string;
  /** Who was operated where: from the deliveries, and what was bought where no delivery reaches. */
  readonly flows: readonly CareFlow[];
  /** Where there was room to do more within the guarantee. */
  readonly spare: readonly SpareCapacity[];
  /** The same where a region with room could have done so much more, in proportion to what it did. */
  readonly spareAt: (extraShare: number) => readonly SpareCapacity[];
  /** What has been delivered of it. */
  readonly cover: CareCover;
  /** The regions whose inhabitants' care is known whole in all the months. */
  readonly whole: readonly string[];
  /** The regions whose inhabitants' care is known whole in a month. */
  readonly delivered: (manad: Month) => readonly string[];
}

/**
 * A year of performed operations out of a store (vårdåret): flows between home and performing region, and the room that
 * there was.
 *
 * @param store An open store.
 * @param options The last month.
 * @returns The year; months before the first with home regions are left out.
 * @throws {StoreError} If the store does not know where the last month's patients live.
 *
 * @example A delivery without home regions is no basis
 * ```ts
 * import assert from "node:assert/strict";
 * import { careYear, openStore } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * await assert.rejects(careYear(store, { manad: "2024-04" }), /hemregion/);
 * ```
 */
export async function careYear(store: Store, options: { manad: Month }): Promise<CareYear> {
  const { manad } = options;
  const year = monthRange(addMonths(manad, -11), manad);
  const cells = await store.cells({
    where: { status: "genomforda", manad: year },
    by: [
      "manad",
      "status",
      "region",
      "sjukhus",
      "agarform",
      "hemregion",
      "vardutbud",
      "avvikelse",
      "vardgaranti",
    ],
  });
  const known = new Set(cells.filter(({ hemregion }) => hemregion !== null).map((cell) => cell.manad));
  const months = year.slice(1 + year.findLastIndex((month) => !known.has(month)));
  if (months.length === 0) {
    throw new StoreError(
      `Lagret har inte patienternas hemregion för ${
        monthName(manad)
      }: köpt vård kan inte följas. Ett aggregerat uttag behöver kolumnen hemregion.`,
    );
  }
  const within = cells.filter((cell) => months.includes(cell.manad));
  const bought = (await readBoughtCare()).filter((flow) => months.includes(flow.manad));
  const cover = careCoverOf(within, await readBoughtCareCovers());
  const [first, last] = [months[0], months[months.length - 1]].map(monthName);
  return {
    months,
    span: `${first === last ? first : `${first}–${last}`}${absentWords(cover, months)}`,
    cover,
    whole: wholeRegions(cover, months),
    flows: [...careFlows(within), ...bought],
    spare: spareWithin(within),
    spareAt: (extraShare) => spareWithin(within, { extraShare }),
    delivered: (month) => wholeRegions(cover, [month]),
  };
}

/** Which regions have not delivered all the months' operations, after a comma; empty where all have. */
function absentWords({ performed }: CareCover, months: readonly Month[]): string {
  const absent = memberRegions.filter((region) => !months.every((manad) => performed(region, manad)));
  if (absent.length === 0) return "";
  return `, utan hela leveranser från ${joinNames(absent.map(regionShortName))}`;
}
