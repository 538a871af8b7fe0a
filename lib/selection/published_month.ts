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
  type HiddenCount,
  joinReports,
  protect,
  type ProtectedPerformedRow,
  ProtectedPerformedRows,
  protectedPerformedTable,
  type ProtectedPoint,
  ProtectedPoints,
  protectedSeries,
  type ProtectedWaitRow,
  ProtectedWaitRows,
  protectedWaitTable,
  type Protection,
  type ProtectionRule,
  protectionStatement,
} from "../disclosure/mod.ts";
import type { SeriesPoint } from "../indicators/mod.ts";
import { memberRegions } from "../reference/mod.ts";
import { defaultStore, openStore, type Store, StoreError } from "../store/mod.ts";

/** The environment variable that names the file with the month that a public report is made of. */
export const PUBLISHED_VARIABLE = "VANTELAGE_PUBLISHED";

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
  readonly waiting: Readonly<Record<"region" | "sjukhus" | "vardutbud", readonly ProtectedWaitRow[]>>;
  /** Those operated, by region. */
  readonly performed: readonly ProtectedPerformedRow[];
  /** Thirteen months of all regions together, beside the year before. */
  readonly series: Readonly<Record<PublishedMeasure, readonly PublishedPoint[]>>;
}

/** A month of a public series: the regions that delivered it, and those that did not. */
export type PublishedPoint = ProtectedPoint & Pick<SeriesPoint, "regions" | "missing">;

const PublishedPoints: z.ZodType<PublishedPoint[]> = z.array(z.looseObject({
  regions: z.array(z.string()),
  missing: z.array(z.string()),
})).transform((points) => {
  const values = ProtectedPoints.parse(points.map(({ regions: _, missing: __, ...point }) => point));
  return values.map((value, index) => ({
    ...value,
    regions: points[index].regions,
    missing: points[index].missing,
  }));
});

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
  waiting: z.strictObject({
    region: ProtectedWaitRows,
    sjukhus: ProtectedWaitRows,
    vardutbud: ProtectedWaitRows,
  }),
  performed: ProtectedPerformedRows,
  series: z.strictObject({ overShare: PublishedPoints, waiting: PublishedPoints, median: PublishedPoints }),
});

/** A month protected for publication, and what stays in the house. */
export interface ProtectedMonth {
  /** What may be shown. */
  readonly published: PublishedMonth;
  /** What the audit found. */
  readonly audit: AuditReport;
  /** The hidden numbers, for the last scan of the files. */
  readonly secrets: readonly HiddenCount[];
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
 * @returns What may be shown, and what stays in the house.
 * @throws {DisclosureError} If the audit finds a number that can be narrowed to less than the rule allows.
 * @throws {StoreError} If nobody waits in the month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, loadFiles, openStore, protectMonth, shown } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`,
 *   "månad;status;region;0-30;31-60;61-90;91-365;>365\n2024-04;väntande;Dalarna;30;20;10;9;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const { published } = await protectMonth(store, "2024-04");
 * const [dalarna] = published.waiting.region;
 * assert.deepEqual([dalarna.antal, dalarna.over, dalarna.long], [shown(70), shown(10), HIDDEN]);
 * assert.deepEqual([dalarna.pvv, published.definition], [null, "PvV och MoV anges inte"]);
 * ```
 */
export async function protectMonth(
  store: Store,
  manad: Month,
  rule: ProtectionRule = { k: 5, mode: "suppress", base: 5 },
): Promise<ProtectedMonth> {
  if (store.regionsOf(manad).length === 0) {
    throw new StoreError(`Lagret har inga väntande för ${manad}, så det finns inget att publicera.`);
  }
  const months = monthRange(addMonths(manad, -12), manad);
  const answer = answering(store.coversOf(manad)),
    waiting = await protectOne(store, manad, answer, "vantande", rule);
  const done = answering(store.coversOf(manad, "genomforda"));
  const performed = done.regions.length === 0
    ? null
    : await protectOne(store, manad, done, "genomforda", rule);
  // Every month is counted as the report's own month is.
  const answerOf = (month: Month) => answering(store.coversOf(month), answer);
  const earlier: Protection[] = [];
  for (const month of monthRange(addMonths(manad, -24), addMonths(manad, -1))) {
    const before = answerOf(month);
    if (before.regions.length > 0) {
      earlier.push(await protectOne(store, month, before, "vantande", rule, true));
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
  const seriesOf = (measure: PublishedMeasure): PublishedPoint[] =>
    protectedSeries([...earlier, waiting], { months, measure }).map((point) => {
      const regions = memberRegions.filter((region) => answerOf(point.manad).regions.includes(region));
      return { ...point, regions, missing: memberRegions.filter((region) => !regions.includes(region)) };
    });
  const absent = (status: Status) =>
    memberRegions.filter((region) => !store.regionsOf(manad, status).includes(region));
  const tableBy = (by: "region" | "sjukhus" | "vardutbud") =>
    protectedWaitTable(waiting, { by }).map((row) => asReported(row, answer));
  const groups = tableBy("vardutbud");
  const published = {
    manad,
    missing: absent("vantande"),
    missingPerformed: absent("genomforda"),
    ...answer.gaps.length > 0 && { omitted: answer.gaps },
    ...done.gaps.length > 0 && { omittedPerformed: done.gaps },
    ...unreportedOf(answer.deviations).length > 0 && { definition: countedWords(answer.deviations) },
    statement,
    offered,
    hidden,
    waiting: {
      region: tableBy("region"),
      sjukhus: tableBy("sjukhus"),
      vardutbud: groups.some((row) => !row.total && !row.antal.hidden) ? groups : [],
    },
    performed: performed === null ? [] : protectedPerformedTable(performed, { by: "region" }),
    series: {
      overShare: seriesOf("overShare"),
      waiting: seriesOf("waiting"),
      median: seriesOf("median"),
    },
  };
  return { published, audit, secrets: now.flatMap((protection) => protection.secrets()) };
}

/** A row without the PvV and MoV that the deliveries do not report: the cells cannot know them from zero. */
function asReported(row: ProtectedWaitRow, { deviations: { pvv, mov } }: Answering): ProtectedWaitRow {
  return {
    ...row,
    pvv: pvv === "reported" ? row.pvv : null,
    mov: mov === "reported" ? row.mov : null,
    per1000Including: pvv === "unknown" || mov === "unknown" ? null : row.per1000Including,
  };
}

async function protectOne(
  store: Store,
  manad: Month,
  answer: Answering,
  status: Status,
  rule: ProtectionRule,
  regionsOnly = false,
): Promise<Protection> {
  const cells = (await store.cells({ where: { manad, status } })).filter((cell) => isAnswered(cell, answer));
  return await protect(cells, { status, ...rule, regionsOnly });
}

/**
 * The month that a public report is made of (månaden som får publiceras).
 *
 * A public report's run protects it first and hands over the file that {@linkcode PUBLISHED_VARIABLE} names, so that
 * the notebook never sees the store. In Jupyter the latest month of the store is protected here and now.
 *
 * @returns The month, protected.
 * @throws {StoreError} If there is neither a file nor anybody waiting in the store.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { PUBLISHED_VARIABLE, publishedMonth } from "vantelage";
 * const month = { manad: "2024-04", missing: [], missingPerformed: [], statement: [], offered: 0, hidden: 0, performed: [],
 *   waiting: { region: [], sjukhus: [], vardutbud: [] }, series: { overShare: [], waiting: [], median: [] } };
 * const file = await Deno.makeTempFile();
 * await Deno.writeTextFile(file, JSON.stringify(month));
 * Deno.env.set(PUBLISHED_VARIABLE, file);
 * assert.deepEqual(await publishedMonth(), month);
 * ```
 */
export async function publishedMonth(): Promise<PublishedMonth> {
  const file = Deno.env.get(PUBLISHED_VARIABLE);
  if (file !== undefined && file !== "") {
    return PublishedMonth.parse(JSON.parse(await Deno.readTextFile(file)));
  }
  using store = await openStore();
  const manad = store.latestMonth("vantande");
  if (manad === null) throw new StoreError(`Lagret ${defaultStore()} är tomt.`);
  return (await protectMonth(store, manad)).published;
}

/**
 * A series of a published month as the points that figures draw.
 *
 * @param month The month.
 * @param measure What is measured.
 * @returns Thirteen points.
 * @throws {DisclosureError} If a number is hidden: a chart must not draw what it cannot show.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { DisclosureError, HIDDEN, publishedSeries, shown } from "vantelage";
 * const point = { manad: "2024-04", value: shown(7), yearBefore: null, change: null, regions: [], missing: [] };
 * const series = { overShare: [], waiting: [point], median: [{ ...point, value: HIDDEN }] };
 * assert.equal(publishedSeries({ series }, "waiting")[0].value, 7);
 * assert.throws(() => publishedSeries({ series }, "median"), DisclosureError);
 * ```
 */
export function publishedSeries(
  { series }: Pick<PublishedMonth, "series">,
  measure: PublishedMeasure,
): SeriesPoint[] {
  const points = series[measure];
  const numberOf = (value: ProtectedPoint["value"]): number | null => {
    if (value === null) return null;
    if (value.hidden) throw new DisclosureError("Serien kan inte ritas: ett av dess tal är dolt.");
    return value.value;
  };
  return points.map((point) => ({
    ...point,
    value: numberOf(point.value),
    yearBefore: numberOf(point.yearBefore),
    change: numberOf(point.change),
  }));
}
