import * as z from "zod";
import { addMonths, Month, monthRange } from "../calendar/mod.ts";
import {
  type Answering,
  answering,
  countedWords,
  type Gap,
  isAnswered,
  type Status,
  unreportedOf,
} from "../cube/mod.ts";
import {
  type AuditReport,
  DisclosureError,
  type Guarded,
  HIDDEN,
  type Hidden,
  type HiddenCount,
  isHidden,
  joinReports,
  protect,
  protectedPerformedTable,
  protectedSeries,
  protectedWaitTable,
  type Protection,
  type ProtectionRule,
  protectionStatement,
  type ProtectOptions,
  type PublishedTables,
} from "../disclosure/mod.ts";
import type { PerformedTableRow, SeriesPoint, WaitTableRow } from "../indicators/mod.ts";
import { memberRegions } from "../reference/mod.ts";
import { defaultStore, openStore, type Store, StoreError } from "../store/mod.ts";

/** The name of the global symbol under which the kernel of a public report finds the month that it is made of. */
export const PUBLISHED_SYMBOL = "vantelage.published";

/** What a series of a public report measures: it follows these from month to month, of all regions together. */
export type PublishedMeasure = "overShare" | "waiting" | "median";

/** Everything that a public report of a month may show, protected; as plain data it holds no hidden number. */
export interface PublishedMonth {
  /** The month. */
  readonly manad: Month;
  /** The regions that have not delivered those who wait. */
  readonly missing: readonly string[];
  /** The regions that have not delivered those operated. */
  readonly missingPerformed: readonly string[];
  /** The regions whose deliveries of those who wait are not counted, and why; left out where there are none. */
  readonly omitted?: readonly Gap[];
  /** The same of deliveries of those operated. */
  readonly omittedPerformed?: readonly Gap[];
  /** Who of the waiting are counted, where that is not "exkl. PvV och MoV". */
  readonly definition?: string;
  /** The rule, how much is hidden and what the audit found: paragraphs for the appendix. */
  readonly statement: readonly string[];
  /** How many counts the tables offer, small numbers aside, and how many of them are hidden. */
  readonly offered: number;
  /** How many of these are hidden. */
  readonly hidden: number;
  /** Those who wait, by region, hospital and vårdutbud; the last is empty when vårdutbud cannot be shown. */
  readonly waiting: Readonly<Record<"region" | "sjukhus" | "vardutbud", readonly WaitTableRow<Hidden>[]>>;
  /** Those operated, by region. */
  readonly performed: readonly PerformedTableRow<Hidden>[];
  /** Thirteen months of all regions together, beside the year before. */
  readonly series: Readonly<Record<PublishedMeasure, readonly SeriesPoint<Hidden>[]>>;
}

const HiddenNumber = z.strictObject({ hidden: z.literal(true) }).transform(() => HIDDEN);
const Count = z.union([z.number(), HiddenNumber]), CountOrNone = Count.nullable();
const Measure = z.union([
  z.strictObject({ value: z.number(), low: z.number(), high: z.number().nullable() }),
  HiddenNumber,
]);
const rowFields = { name: z.string(), region: z.string().nullable(), total: z.boolean() };

const WaitRows: z.ZodType<WaitTableRow<Hidden>[]> = z.array(z.strictObject({
  ...rowFields,
  bands: z.array(Measure),
  median: Measure,
  antal: Count,
  pvv: CountOrNone,
  mov: CountOrNone,
  deviationShare: CountOrNone,
  over: Measure,
  overShare: Measure,
  overIncluding: Measure,
  long: Measure,
  per1000: CountOrNone,
  per1000Including: CountOrNone,
  inhabitants: z.number().nullable(),
}));

const PerformedRows: z.ZodType<PerformedTableRow<Hidden>[]> = z.array(z.strictObject({
  ...rowFields,
  volume: Count,
  shareWithin: Measure.nullable(),
  covered: Count,
  median: Measure,
  mean: z.null(),
}));

const Points: z.ZodType<SeriesPoint<Hidden>[]> = z.array(z.strictObject({
  manad: Month,
  value: CountOrNone,
  yearBefore: CountOrNone,
  change: CountOrNone,
  regions: z.array(z.string()),
  missing: z.array(z.string()),
}));

const Gaps: z.ZodType<Gap[]> = z.array(z.strictObject({ region: z.string(), reason: z.string() }));

/** A published month as plain data, checked. */
export const PublishedMonth: z.ZodType<PublishedMonth> = z.strictObject({
  manad: Month,
  missing: z.array(z.string()),
  missingPerformed: z.array(z.string()),
  omitted: Gaps.optional(),
  omittedPerformed: Gaps.optional(),
  definition: z.string().optional(),
  statement: z.array(z.string()),
  offered: z.number(),
  hidden: z.number(),
  waiting: z.strictObject({ region: WaitRows, sjukhus: WaitRows, vardutbud: WaitRows }),
  performed: PerformedRows,
  series: z.strictObject({ overShare: Points, waiting: Points, median: Points }),
});

/** A month of a published series, as it stands. */
export interface PublishedPoint {
  /** The month. */
  readonly manad: Month;
  /** Who of the waiting are counted. */
  readonly definition: string;
  /** The regions that it held. */
  readonly regions: readonly string[];
  /** Every measure as it was shown. */
  readonly values: Readonly<Record<PublishedMeasure, Guarded | null>>;
}

/** Every number that a public page shows or hides, for the store to remember. It stays in the house. */
export interface PublishedRecord {
  /** The month's tables of those who wait and of those operated. */
  readonly tables: Readonly<Partial<Record<Status, PublishedTables>>>;
  /** The month and those before it, as series show them; months without a delivery are left out. */
  readonly points: readonly PublishedPoint[];
}

const Tables: z.ZodType<PublishedTables> = z.strictObject({
  regions: z.array(z.string()),
  counts: z.array(z.tuple([z.string(), z.string(), z.string(), z.number().nullable()])),
});

/** A record of published numbers as plain data, checked. */
export const PublishedRecord: z.ZodType<PublishedRecord> = z.strictObject({
  tables: z.strictObject({ vantande: Tables.optional(), genomforda: Tables.optional() }),
  points: z.array(z.strictObject({
    manad: Month,
    definition: z.string(),
    regions: z.array(z.string()),
    values: z.strictObject({ overShare: CountOrNone, waiting: CountOrNone, median: CountOrNone }),
  })),
});

/** What stands published of a month and of those before it when the month is protected. */
export interface StandingPages {
  /** Pages of the same month that held fewer regions, the fewest first. */
  readonly before: Readonly<Record<Status, readonly PublishedTables[]>>;
  /** Earlier months as they stand. */
  readonly points: readonly PublishedPoint[];
  /** What the page says of its standing: that it is revised, and which months stand as published. Paragraphs. */
  readonly words: readonly string[];
}

/** Options for {@linkcode protectMonth}. */
export interface PublishOptions extends Pick<ProtectOptions, "insiders" | "concentration"> {
  /**
   * What stands published: late deliveries must say nothing of it, and earlier months stay as they are.
   * @default {NOTHING_PUBLISHED}
   */
  readonly standing?: StandingPages;
  /** The store's secret for rounding, where numbers are rounded. */
  readonly key?: Uint8Array;
}

/** Nothing has been published. */
export const NOTHING_PUBLISHED: StandingPages = {
  before: { vantande: [], genomforda: [] },
  points: [],
  words: [],
};

/** A month protected for publication, and what stays in the house. */
export interface ProtectedMonth {
  /** What the page shows and hides, for the store to remember. */
  readonly record: PublishedRecord;
  /** What may be shown. */
  readonly published: PublishedMonth;
  /** What the audit found. */
  readonly audit: AuditReport;
  /** The hidden numbers, for the last scan of the files. */
  readonly secrets: readonly HiddenCount[];
}

/**
 * Who of the waiting a public report of a month counts.
 *
 * @param store An open store.
 * @param manad The month.
 * @returns As figures say it, for example "exkl. PvV och MoV".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { publishedDefinition } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.equal(publishedDefinition(store, "2024-04"), "exkl. PvV och MoV");
 * ```
 */
export function publishedDefinition(store: Store, manad: Month): string {
  return countedWords(answering(store.coversOf(manad)).deviations);
}

/**
 * Protects a month of a store for publication, and audits it.
 *
 * The month is protected with all its tables; the twelve months before it and the year before these, which a report
 * shows as series of all regions together, with their tables of regions.
 *
 * @param store An open store.
 * @param manad The month.
 * @param rule How numbers are protected. @default {{ k: 5, mode: "suppress", base: 5 }}
 * @param options What stands published, and the secret for rounding.
 * @returns What may be shown, and what stays in the house.
 * @throws {DisclosureError} If the audit finds a number that can be narrowed to less than the rule allows, or if a month
 *   that stands published would be counted in another way.
 * @throws {StoreError} If nobody waits in the month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore } from "vantelage";
 * import { HIDDEN } from "vantelage/disclosure";
 * import { protectMonth } from "vantelage/selection";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`,
 *   "månad;status;region;0-30;31-60;61-90;91-365;>365\n2024-04;väntande;Dalarna;30;20;10;9;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const { published } = await protectMonth(store, "2024-04");
 * const [dalarna] = published.waiting.region;
 * assert.deepEqual([dalarna.antal, dalarna.over, dalarna.long], [70, { value: 10, low: 10, high: 10 }, HIDDEN]);
 * assert.deepEqual([dalarna.pvv, published.definition], [null, "PvV och MoV anges inte"]);
 * ```
 */
export async function protectMonth(
  store: Store,
  manad: Month,
  rule: ProtectionRule = { k: 5, mode: "suppress", base: 5 },
  { standing = NOTHING_PUBLISHED, key, insiders, concentration }: PublishOptions = {},
): Promise<ProtectedMonth> {
  if (store.regionsOf(manad).length === 0) {
    throw new StoreError(`Lagret har inga väntande för ${manad}, så det finns inget att publicera.`);
  }
  const months = monthRange(addMonths(manad, -12), manad), how = { ...rule, key, insiders, concentration };
  const answer = answering(store.coversOf(manad)),
    waiting = await protectOne(store, manad, answer, "vantande", {
      ...how,
      named: await store.cells({
        where: { manad: months, status: "vantande", region: answer.regions },
        by: ["region", "sjukhus", "agarform", "vardutbud"],
      }),
      before: standing.before.vantande,
    });
  const done = answering(store.coversOf(manad, "genomforda"));
  const performed = done.regions.length === 0 ? null : await protectOne(store, manad, done, "genomforda", {
    ...how,
    before: standing.before.genomforda,
  });
  // Every month is counted as the report's own month is.
  const answerOf = (month: Month) => answering(store.coversOf(month), answer);
  const definition = publishedDefinition(store, manad);
  for (const point of standing.points) {
    if (point.definition === definition) continue;
    throw new DisclosureError(
      `Rapporten får inte spridas: ${point.manad} är publicerad ${point.definition} men skulle nu räknas ${definition}, och skillnaden är små tal.`,
    );
  }
  const published = new Map(
    standing.points.filter((point) => point.manad !== manad).map((point) => [point.manad, point]),
  );
  const span = monthRange(addMonths(manad, -24), manad), earlier: Protection[] = [];
  for (const month of span.filter((month) => month !== manad && !published.has(month))) {
    const before = answerOf(month);
    if (before.regions.length > 0) {
      earlier.push(await protectOne(store, month, before, "vantande", { ...how, regionsOnly: true }));
    }
  }
  const now = performed === null ? [waiting] : [waiting, performed], all = [...now, ...earlier];
  const reports: AuditReport[] = [];
  for (const protection of all) reports.push(await protection.audit());
  const audit = joinReports(reports);
  const offered = all.reduce((sum, protection) => sum + protection.offered, 0);
  const hidden = all.reduce((sum, protection) => sum + protection.hidden, 0);
  const statement = protectionStatement({ ...waiting, offered, hidden }, audit);
  if (!audit.passed) {
    throw new DisclosureError(`Rapporten får inte spridas. ${statement[statement.length - 1]}`);
  }
  const heldIn = (month: Month) => published.get(month)?.regions ?? answerOf(month).regions;
  const seriesOf = (measure: PublishedMeasure, months: readonly Month[]): SeriesPoint<Hidden>[] =>
    protectedSeries([...earlier, waiting], {
      months,
      measure,
      published: new Map(
        [...published].map(([manad, { regions, values }]) => [manad, { regions, value: values[measure] }]),
      ),
    }).map((point) => {
      const regions = memberRegions.filter((region) => heldIn(point.manad).includes(region));
      return { ...point, regions, missing: memberRegions.filter((region) => !regions.includes(region)) };
    });
  const shown = {
    overShare: seriesOf("overShare", span),
    waiting: seriesOf("waiting", span),
    median: seriesOf("median", span),
  };
  const absent = (status: Status) =>
    memberRegions.filter((region) => !store.regionsOf(manad, status).includes(region));
  const tableBy = (by: "region" | "sjukhus" | "vardutbud") =>
    protectedWaitTable(waiting, { by }).map((row) => asReported(row, answer));
  const groups = tableBy("vardutbud");
  const month = {
    manad,
    missing: absent("vantande"),
    missingPerformed: absent("genomforda"),
    ...answer.gaps.length > 0 && { omitted: answer.gaps },
    ...done.gaps.length > 0 && { omittedPerformed: done.gaps },
    ...unreportedOf(answer.deviations).length > 0 && { definition },
    statement: [...statement, ...standing.words],
    offered,
    hidden,
    waiting: {
      region: tableBy("region"),
      sjukhus: tableBy("sjukhus"),
      vardutbud: groups.some((row) => !row.total && !isHidden(row.antal)) ? groups : [],
    },
    performed: performed === null ? [] : protectedPerformedTable(performed, { by: "region" }),
    series: {
      overShare: shown.overShare.slice(-months.length),
      waiting: shown.waiting.slice(-months.length),
      median: shown.median.slice(-months.length),
    },
  };
  const record: PublishedRecord = {
    tables: { vantande: waiting.published(), ...performed !== null && { genomforda: performed.published() } },
    points: span.flatMap((manad, index) => {
      const values = {
        overShare: shown.overShare[index].value,
        waiting: shown.waiting[index].value,
        median: shown.median[index].value,
      };
      return heldIn(manad).length === 0 ? [] : [{ manad, definition, regions: heldIn(manad), values }];
    }),
  };
  return { published: month, record, audit, secrets: now.flatMap((protection) => protection.secrets()) };
}

/** A row without the PvV and MoV that the deliveries do not report: the cells cannot know them from zero. */
function asReported(
  row: WaitTableRow<Hidden>,
  { deviations: { pvv, mov } }: Answering,
): WaitTableRow<Hidden> {
  return {
    ...row,
    pvv: pvv === "reported" ? row.pvv : null,
    mov: mov === "reported" ? row.mov : null,
    deviationShare: pvv === "reported" && mov === "reported" ? row.deviationShare : null,
    per1000Including: pvv === "unknown" || mov === "unknown" ? null : row.per1000Including,
  };
}

async function protectOne(
  store: Store,
  manad: Month,
  answer: Answering,
  status: Status,
  options: ProtectOptions,
): Promise<Protection> {
  const cells = (await store.cells({ where: { manad, status } })).filter((cell) => isAnswered(cell, answer));
  const { pvv, mov } = answer.deviations;
  const reported = [
    ...pvv === "reported" ? ["pvv" as const] : [],
    ...mov === "reported" ? ["mov" as const] : [],
  ];
  return await protect(cells, { status, reported, ...options });
}

/**
 * The month that a public report is made of (månaden som får publiceras).
 *
 * A public report's run protects it first and hands it to the kernel ({@linkcode PUBLISHED_SYMBOL}), which may read no
 * file. In Jupyter the latest month of the store is protected here and now.
 *
 * @returns The month, protected.
 * @throws {StoreError} If none was handed over and nobody waits in the store.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { PUBLISHED_SYMBOL, publishedMonth } from "vantelage/selection";
 * const month = { manad: "2024-04", missing: [], missingPerformed: [], statement: [], offered: 0, hidden: 0, performed: [],
 *   waiting: { region: [], sjukhus: [], vardutbud: [] }, series: { overShare: [], waiting: [], median: [] } };
 * Reflect.set(globalThis, Symbol.for(PUBLISHED_SYMBOL), month);
 * assert.deepEqual(await publishedMonth(), month);
 * ```
 */
export async function publishedMonth(): Promise<PublishedMonth> {
  const given: unknown = Reflect.get(globalThis, Symbol.for(PUBLISHED_SYMBOL));
  if (given !== undefined) return PublishedMonth.parse(given);
  using store = await openStore();
  const manad = store.latestMonth("vantande");
  if (manad === null) throw new StoreError(`Lagret ${defaultStore()} är tomt.`);
  return (await protectMonth(store, manad)).published;
}

/**
 * A series of a published month as the points that figures draw: a hidden number is none, and the point says so.
 *
 * @param month The month.
 * @param measure What is measured.
 * @returns Thirteen points.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN } from "vantelage/disclosure";
 * import { publishedSeries } from "vantelage/selection";
 * const point = { manad: "2024-04", value: 7, yearBefore: null, change: null, regions: [], missing: [] };
 * const series = { overShare: [], waiting: [point], median: [{ ...point, value: HIDDEN }] };
 * assert.equal(publishedSeries({ series }, "waiting")[0].value, 7);
 * assert.deepEqual(publishedSeries({ series }, "median")[0], { ...point, value: null, hidden: ["value"] });
 * ```
 */
export function publishedSeries(
  { series }: Pick<PublishedMonth, "series">,
  measure: PublishedMeasure,
): readonly SeriesPoint[] {
  const numbers = ["value", "yearBefore", "change"] as const;
  return series[measure].map(({ value, yearBefore, change, ...rest }) => {
    const all = { value, yearBefore, change }, hidden = numbers.filter((name) => isHidden(all[name]));
    const shown = (number: Guarded | null) => isHidden(number) ? null : number;
    return {
      ...rest,
      value: shown(value),
      yearBefore: shown(yearBefore),
      change: shown(change),
      ...hidden.length > 0 && { hidden },
    };
  });
}
