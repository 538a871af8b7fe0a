import { type ListChange, listChange, type ListedContact } from "../analysis/queueing/mod.ts";
import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import type { Status } from "../cube/mod.ts";
import { GUARANTEE_DAYS, waitTable, type WaitTableRow } from "../indicators/mod.ts";
import type { Store } from "../store/mod.ts";
import { askedOffering } from "./_asked_name.ts";
import { OFFERING_FIELDS, rowOffering } from "./_row_offering.ts";
import { countedAlike, type ListOptions, listOptions } from "./counted_alike.ts";

/** A list at the end of a month. */
export type ListNumbers = Pick<WaitTableRow, "antal" | "over" | "overShare" | "median">;

/** How a list has changed between two months, and why. */
export interface ComparedList {
  /** The region, or the vårdutbud; the regions together are named as in tables. */
  readonly name: string;
  /** What the row is of. */
  readonly of: "region" | "total" | "vardutbud";
  /** At the end of the first month; `null` where nobody waited. */
  readonly before: ListNumbers | null;
  /** At the end of the last month; `null` where nobody waits. */
  readonly after: ListNumbers | null;
  /** Why; `null` where some region cannot be followed contact by contact. */
  readonly change: ListChange | null;
}

/** Two months compared. */
export interface MonthComparison {
  /** The first month. */
  readonly from: Month;
  /** The last month. */
  readonly to: Month;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** Regions in alphabetical order, their total where there are several, then vårdutbud, the largest change over the limit first. */
  readonly rows: readonly ComparedList[];
  /** The regions that are not compared, and the month that they have not delivered so. */
  readonly missing: readonly { readonly region: string; readonly manad: Month }[];
  /** The regions whose change cannot be explained: no rows of contacts are delivered of a month, or no operations. */
  readonly unexplained: readonly string[];
  /** The regions that have delivered a month again, and how many deliveries the last one took the place of. */
  readonly redelivered: readonly { readonly region: string; readonly manad: Month; readonly times: number }[];
  /** What figures and sentences are reported: the vårdutbud in words, and who is counted. */
  readonly options: ListOptions;
}

/** Options for {@linkcode compareMonths}. */
export interface CompareMonthsOptions {
  /** The last month. */
  readonly to: Month;
  /** The first month. @default {the month before the last} */
  readonly from?: Month;
  /** One vårdutbud only. */
  readonly vardutbud?: string;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
}

/**
 * Compares the waiting lists of two months and says why they differ (månadsjämförelse).
 *
 * A region is compared where both months are delivered alike. Where it has delivered rows of contacts for both months
 * and all operations after the first, the difference is explained contact by contact ({@linkcode listChange}); the
 * numbers then add up. Of a region that has delivered a month again the deliveries that hold now are compared.
 *
 * @param store An open store.
 * @param options The months, the vårdutbud and the limit.
 * @returns The comparison; without rows where nobody has delivered both months alike.
 * @throws {StoreError} If there is no vårdutbud of that name.
 * @throws {RangeError} If the last month is not later than the first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compareMonths, loadFiles, openStore } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * const rows = ["2024-03;väntande;Dalarna;30;2", "2024-04;väntande;Dalarna;28;5"];
 * await Deno.writeTextFile(`${folder}/bada.csv`, `månad;status;region;0-90;91-\n${rows.join("\n")}\n`);
 * await loadFiles(`${folder}/lager`, [`${folder}/bada.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const { rows: [dalarna], unexplained } = await compareMonths(store, { to: "2024-04" });
 * assert.deepEqual([dalarna.before?.antal, dalarna.after?.antal, dalarna.after?.over.value], [32, 33, 5]);
 * assert.deepEqual(unexplained, ["Region Dalarna"]);
 * ```
 */
export async function compareMonths(store: Store, options: CompareMonthsOptions): Promise<MonthComparison> {
  const { to, from = addMonths(to, -1), limitDays = GUARANTEE_DAYS } = options;
  if (to <= from) {
    throw new RangeError(
      `Cannot compare months as the last must be later than the first: got ${from} and ${to}`,
    );
  }
  const vardutbud = options.vardutbud === undefined
    ? undefined
    : await askedOffering(store, options.vardutbud);
  const { counts } = countedAlike(store, to, vardutbud);
  const months = [from, to], waits = { status: "vantande" } as const;
  const held = months.map((manad) =>
    store.regionsOf(manad).filter((region) =>
      counts({ ...waits, manad, region, vardutbud: vardutbud ?? null })
    )
  );
  const all = [...new Set(months.flatMap((manad) => store.regionsOf(manad)))].sort(swedish);
  const regions = all.filter((region) => held.every((names) => names.includes(region)));
  const cells = (await store.cells({
    where: { ...waits, manad: months, region: regions, ...vardutbud && { vardutbud } },
  }))
    .filter((cell) => counts(cell));
  const asked = { from, to, vardutbud, counts };
  const followed = await followedBetween(store, regions, asked);
  const changesBy = (by: "region" | "vardutbud") => {
    const [before, after] = [followed.before, followed.after].map((contacts) =>
      Map.groupBy(contacts, (contact) => contact[by])
    );
    const change = (before: readonly Followed[] = [], after: readonly Followed[] = []): ListChange =>
      listChange(before, after, followed.operated, { from, to, limitDays });
    return (key: string | null) =>
      key === null ? change(followed.before, followed.after) : change(before.get(key), after.get(key));
  };
  const tables = (by: "region" | "vardutbud") =>
    months.map((manad) => {
      const own = cells.filter((cell) => cell.manad === manad);
      return waitTable(own, { by, manad, limitDays, delivered: regions });
    });
  const rowsOf = (by: "region" | "vardutbud", explains: (name: string) => boolean): ComparedList[] => {
    const [before, after] = tables(by).map((rows) =>
      new Map(rows.map((row) => [row.total ? null : row.name, row]))
    );
    const changeOf = changesBy(by), total = after.get(null)?.name ?? before.get(null)?.name;
    return [...new Set([...before.keys(), ...after.keys()])].map((key) => ({
      name: key ?? total!,
      of: key === null ? "total" : by,
      before: before.get(key) ?? null,
      after: after.get(key) ?? null,
      change: explains(key ?? "") ? changeOf(key) : null,
    }));
  };
  const isWhole = followed.regions.length === regions.length;
  const byRegion = rowsOf("region", (name) => isWhole || followed.regions.includes(name));
  const byOffering = vardutbud === undefined ? rowsOf("vardutbud", () => isWhole) : [];
  return {
    ...{ from, to, limitDays },
    rows: [
      ...byRegion.filter(({ of }) => of === "region").sort((a, b) => swedish(a.name, b.name)),
      ...byRegion.filter(({ of }) => of === "total" && regions.length > 1),
      ...byOffering.filter(({ of }) => of === "vardutbud").sort((a, b) => movedOver(b) - movedOver(a)),
    ],
    missing: all.flatMap((region) =>
      months.filter((_, index) => !held[index].includes(region)).map((manad) => ({ region, manad }))
    ),
    unexplained: regions.filter((region) => !followed.regions.includes(region)),
    redelivered: months.flatMap((manad) => regions.flatMap((region) => redeliveries(store, region, manad))),
    options: listOptions(store, to, vardutbud),
  };
}

/** A contact that can be followed. */
interface Followed extends ListedContact {
  readonly region: string;
  readonly vardutbud: string;
}

interface Asked {
  readonly from: Month;
  readonly to: Month;
  readonly vardutbud: string | undefined;
  readonly counts: ReturnType<typeof countedAlike>["counts"];
}

/** The contacts of the regions that have delivered rows of both months, and rows of all operations in between. */
async function followedBetween(store: Store, regions: readonly string[], asked: Asked) {
  const { from, to } = asked, between = monthRange(addMonths(from, 1), to);
  const rows = new Set(
    store.holdings.filter((holding) => holding.hasContacts)
      .map(({ region, manad, status }) => `${region} ${manad} ${status}`),
  );
  const needed = [`${from} vantande`, `${to} vantande`, ...between.map((manad) => `${manad} genomforda`)];
  const own = regions.filter((region) => needed.every((each) => rows.has(`${region} ${each}`)));
  const read = (status: Status, manad: Month) =>
    own.length === 0 ? [] : contactsOf(store, own, status, manad, asked);
  const operated = await Array.fromAsync(between, (manad) => read("genomforda", manad));
  return {
    regions: own,
    before: await read("vantande", from),
    after: await read("vantande", to),
    operated: new Set(operated.flat().map(({ id }) => id)),
  };
}

async function contactsOf(
  store: Store,
  regions: readonly string[],
  status: Status,
  manad: Month,
  { vardutbud, counts }: Asked,
): Promise<Followed[]> {
  return (await store.fields(FIELDS, { status, manad })).flatMap((row) => {
    const { regionkod: region, vardkontakt_id, beslut_datum: decided, avvikelsekod } = row;
    if (region === null || vardkontakt_id === null || decided === null || !regions.includes(region)) {
      return [];
    }
    const offering = rowOffering(row), cell = { manad, status, region, vardutbud: offering };
    // Somebody operated under another vårdutbud has been operated all the same.
    const isAsked = status === "genomforda" ||
      (vardutbud === undefined || offering === vardutbud) && counts(cell);
    const contact = { id: `${region} ${vardkontakt_id}`, decided, counted: avvikelsekod === null };
    return isAsked ? [{ ...contact, region, vardutbud: offering }] : [];
  });
}

const FIELDS = ["regionkod", "vardkontakt_id", "beslut_datum", "avvikelsekod", ...OFFERING_FIELDS] as const;

/** How often a region has delivered the waiting list of a month again. */
function redeliveries(store: Store, region: string, manad: Month): MonthComparison["redelivered"] {
  const times = store.deliveries.filter(({ aterkallad, slots }) =>
    aterkallad === undefined &&
    slots.some((slot) => slot.region === region && slot.manad === manad && slot.status === "vantande")
  ).length - 1;
  return times > 0 ? [{ region, manad, times }] : [];
}

/** How much the number over the limit has moved, either way. */
function movedOver({ before, after }: ComparedList): number {
  return Math.abs((after?.over.value ?? 0) - (before?.over.value ?? 0));
}

const swedish = new Intl.Collator("sv").compare;
