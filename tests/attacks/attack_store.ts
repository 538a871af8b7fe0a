import type { Month } from "../../lib/calendar/mod.ts";
import { publishedNumbers } from "../../lib/cli/_publications.ts";
import { type Status, STATUSES } from "../../lib/cube/mod.ts";
import {
  DisclosureError,
  offeringKey,
  pageTables,
  placeKey,
  type ProtectedCell,
  publishedDecisions,
  type PublishedTables,
} from "../../lib/disclosure/mod.ts";
import { PUBLISHED_BANDS } from "../../lib/indicators/mod.ts";
import type { PublishedPoint } from "../../lib/selection/mod.ts";
import type { Store } from "../../lib/store/mod.ts";
import { byIntegers, type Found } from "./by_integers.ts";

/** What an attack on all pages of a month found. */
export interface FoundIn extends Found {
  readonly manad: Month;
  readonly status: Status;
  /** Pages of the month that stand, and series of later pages that follow it. */
  readonly pages: number;
}

/**
 * Attacks everything that a store has published and that stands, month by month: the months' own pages, of more and more
 * regions, and the series of other pages that follow them. Knows which hospital has which vårdutbud.
 */
export async function attackStore(store: Store, k: number): Promise<FoundIn[]> {
  const standing = (await publishedNumbers(store.folder)).filter(({ isWithdrawn }) => !isWithdrawn);
  const found: FoundIn[] = [];
  for (const manad of new Set(standing.map((page) => page.manad))) {
    for (const status of STATUSES) {
      const own = standing.filter((page) => page.manad === manad).flatMap(({ record }) =>
        record.tables[status] ?? []
      );
      if (own.length === 0) continue;
      const series = status === "genomforda"
        ? []
        : standing.flatMap(({ record }) =>
          record.points.filter((point) => point.manad === manad).flatMap(pageOf)
        );
      const regions = new Set(own.flatMap(({ regions }) => regions));
      const cells = (await store.cells({ where: { manad, status } })).filter(({ region }) =>
        regions.has(region)
      );
      const isChanged = own.some((page) => !agrees(page, cells, status));
      found.push({
        manad,
        status,
        pages: own.length + series.length,
        ...await byIntegers([...own, ...series], cells, status, k, { isChanged }),
      });
    }
  }
  return found;
}

/** What a series tells of a month. */
function pageOf({ regions, values: { waiting, overShare } }: PublishedPoint): PublishedTables[] {
  if (typeof waiting !== "number") return [];
  const all = [placeKey({}), offeringKey()] as const;
  const over = typeof overShare === "number"
    ? [[...all, "over", Math.round(overShare * waiting)] as const]
    : [];
  return [{ regions, counts: [[...all, "antal", waiting], ...over] }];
}

/** Whether a page was made of the cells that the store now has. */
function agrees(page: PublishedTables, cells: readonly ProtectedCell[], status: Status): boolean {
  const tables = pageTables(cells.filter(({ region }) => page.regions.includes(region)), status, {
    ...{ bands: PUBLISHED_BANDS, limitDays: 90, byOffering: true },
    together: [page.regions],
  });
  try {
    publishedDecisions(tables, [page]);
    return true;
  } catch (error) {
    if (error instanceof DisclosureError) return false;
    throw error;
  }
}
