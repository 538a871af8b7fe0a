/** What public reports of a month showed, beside what the deliveries that hold now say. */
import { type Month, monthName } from "../calendar/mod.ts";
import { answering, isAnswered, type Status, STATUSES } from "../cube/mod.ts";
import { offeringOf, placeOf, protect, type PublishedCount } from "../disclosure/mod.ts";
import { joinNames } from "../reference/mod.ts";
import type { Store } from "../store/mod.ts";
import { statusWord, ToldError } from "./_command.ts";
import { type PublishedNumbers, publishedNumbers } from "./_publications.ts";
import type { Compared } from "./compare.ts";

/** A number that a public report showed, and the same number now. */
interface Revised {
  readonly status: Status;
  readonly name: string;
  readonly measure: string;
  readonly published: number;
  /** `null` where it is no longer counted. */
  readonly now: number | null;
}

/**
 * Compares what stands published of a month with what is known now.
 *
 * @param store An open store.
 * @param manad The month.
 * @returns Every number that was shown and is another now.
 * @throws {ToldError} If no public report of the month stands with its numbers.
 */
export async function publishedSince(store: Store, manad: Month): Promise<Compared> {
  const standing = (await publishedNumbers(store.folder)).filter((each) =>
    each.manad === manad && !each.isWithdrawn
  );
  if (standing.length === 0) {
    throw new ToldError(
      `Lagret ${store.folder} har ingen publik rapport av ${manad} med sina tal. Gör en: deno task report --mottagare publik --parameter manad=${manad}`,
    );
  }
  const reports = await Promise.all(
    standing.map(async (each) => ({ each, ...await revisedIn(store, each) })),
  );
  return {
    tables: reports.filter(({ revised }) => revised.length > 0).map(({ each, revised }) => ({
      heading: `Publicerat ${each.started.slice(0, 10)} av ${monthName(manad)}, och enligt leveranserna nu`,
      head: ["", "mått", "publicerat", "nu", "skillnad"],
      rows: revised.map(({ status, name, measure, published, now }) => [
        name,
        `${statusWord(status)}: ${measure}`,
        published,
        now,
        now === null ? null : now - published,
      ]),
    })),
    notes: reports.flatMap(({ each, shown, revised }) => [
      `Rapporten från ${each.started.slice(0, 10)} visade ${shown} antal; ${
        revised.length === 0 ? "inget" : revised.length
      } av dem är ett annat nu.`,
      ...each.rule.mode === "round"
        ? [
          `Dess antal är avrundade till multiplar av ${each.rule.base}: bara skillnader på minst ${each.rule.base} är med.`,
        ]
        : [],
    ]),
    data: reports.map(({ each, shown, revised }) => ({ manad, started: each.started, shown, revised })),
  };
}

async function revisedIn(
  store: Store,
  { manad, rule, record }: PublishedNumbers,
): Promise<{ shown: number; revised: Revised[] }> {
  const found = await Promise.all(STATUSES.map(async (status) => {
    const tables = record.tables[status];
    const shown = (tables?.counts ?? []).filter((count) => count[3] !== null);
    const now = tables === undefined
      ? new Map<string, number>()
      : await countsNow(store, manad, status, tables.regions);
    const revised = shown.flatMap((count): Revised[] => {
      const [place, offering, measure, published] = count, current = now.get(keyOf(count)) ?? null;
      const least = rule.mode === "round" ? rule.base : 1;
      if (published === null || current !== null && Math.abs(current - published) < least) return [];
      return [{ status, name: nameOf(place, offering), measure, published, now: current }];
    });
    return { shown: shown.length, revised };
  }));
  return {
    shown: found.reduce((sum, { shown }) => sum + shown, 0),
    revised: found.flatMap(({ revised }) => revised),
  };
}

/** Every count of a month as it is now, of the regions that were published. */
async function countsNow(
  store: Store,
  manad: Month,
  status: Status,
  regions: readonly string[],
): Promise<Map<string, number>> {
  const answer = answering(store.coversOf(manad, status));
  const cells = (await store.cells({ where: { manad, status, region: regions } })).filter((cell) =>
    isAnswered(cell, answer)
  );
  if (cells.length === 0) return new Map();
  const { counts } = (await protect(cells, { status, k: 0 })).published();
  return new Map(counts.flatMap((count) => count[3] === null ? [] : [[keyOf(count), count[3]]]));
}

function keyOf([place, offering, measure]: PublishedCount): string {
  return JSON.stringify([place, offering, measure]);
}

function nameOf(place: string, offering: string): string {
  const { region, sjukhus, agarform } = placeOf(place), { vardutbud } = offeringOf(offering);
  const names = [region, sjukhus, agarform, vardutbud].filter((name) => typeof name === "string");
  return names.length === 0 ? "Alla" : joinNames(names);
}
