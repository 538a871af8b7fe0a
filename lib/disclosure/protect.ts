import type { Month } from "../calendar/mod.ts";
import type { CubeCell, Status } from "../cube/mod.ts";
import {
  activelyWaiting,
  type DayBand,
  GUARANTEE_DAYS,
  medianWait,
  PUBLISHED_BANDS,
} from "../indicators/mod.ts";
import { auditTables, joinReports } from "./audit.ts";
import { type ConcentrationRule, isConcentrated } from "./concentration.ts";
import { decide, type Decision, openPlaces, type Rounding } from "./_decide.ts";
import { DisclosureError } from "./disclosure_error.ts";
import { type Guarded, HIDDEN, isHidden } from "./guarded.ts";
import type { LinkedTables } from "./linked_tables.ts";
import { bandKey, type DeviationMeasure } from "./measure_axis.ts";
import { medianTellsNothing, type Span } from "./_median.ts";
import {
  type KnownZeros,
  offeringKey,
  offeringOf,
  offeringsOf,
  type PageCell,
  pageTables,
  whereKey,
  whereOf,
} from "./page_tables.ts";
import { contentName, type PlacedCell, placeKey, placeOf, placesOf, togetherKey } from "./place_axis.ts";
import { publishedCounts, type PublishedTables } from "./published_tables.ts";
import type { CountedOn, HiddenCount, Protection, ProtectionRule } from "./protection.ts";

/** Options for {@linkcode protect}. */
export interface ProtectOptions extends Partial<ProtectionRule> {
  /** Those who wait, or those operated. @default {"vantande"} */
  readonly status?: Status;
  /** The secret that the mode "round" draws lots by, which must be the same for all pages of a store. */
  readonly key?: Uint8Array;
  /** The bands of those who wait, from day 0 on without gaps. @default {PUBLISHED_BANDS} */
  readonly bands?: readonly DayBand[];
  /** The limit in whole days; a band must end there. @default {90} */
  readonly limitDays?: number;
  /** Whether nothing but the regions is to be shown, as of earlier months in a series. @default {false} */
  readonly regionsOnly?: boolean;
  /**
   * Whether small numbers are hidden also from each hospital that knows its own. On a page beside an earlier one of fewer
   * regions, the regions' own numbers are hidden only where all hospitals but one have less than k. @default {false}
   */
  readonly insiders?: boolean;
  /** Rules of concentration for numbers of regions and of vårdutbud, by hospital. @default none */
  readonly concentration?: ConcentrationRule;
  /** Which of PvV and MoV the deliveries report: one that they do not is no small number. @default both */
  readonly reported?: readonly DeviationMeasure[];
  /**
   * Which hospital is known to have no contact of a vårdutbud. Protection against one who knows all zeros of the
   * month protects against one who knows those that are always zero, and these are known wherever people live.
   * @default all that the cells have none of
   */
  readonly isNever?: KnownZeros;
  /**
   * Places and vårdutbud of other months, which are named where nobody waits now too: a row that is gone would say that
   * its numbers are 0. @default none
   */
  readonly named?: readonly (PlacedCell & Pick<CubeCell, "vardutbud">)[];
  /**
   * What stands published of the same month, of fewer regions, the fewest first: late deliveries have come since. What
   * was shown is shown, what was hidden is hidden, and the old totals are taken as known. @default none
   */
  readonly before?: readonly PublishedTables[];
}

/** A cell as {@linkcode protect} needs it. */
export type ProtectedCell = PageCell & Pick<CubeCell, "manad">;

/**
 * Decides which numbers of a month may be shown, over all tables that a page can make of them: by region; by hospital
 * and ownership; and by vårdutbud, also within a region. Each with bands, PvV and MoV, and all their totals.
 *
 * By default counts below 5 are hidden, 0 among them, and as many more that none of them can be derived. In the
 * mode "round" every count is rounded to a multiple of `base` instead, by lot, and only those that could be narrowed
 * all the same are hidden; regions, hospitals and ownership are then decided together, and vårdutbud are not shown.
 *
 * The tables are decided from coarse to fine. The regions come first, by themselves, so that a region's numbers are
 * shown alike whatever else a report holds. The hospitals, ownerships and vårdutbud are then decided together with
 * them, as everybody knows which hospital has which vårdutbud ({@linkcode ProtectOptions.isNever}): that ties the two.
 * Vårdutbud are shown for all regions together only, and not at all where there are too few contacts to protect them
 * beside the hospitals, and these not where there are too few to protect them beside the regions.
 *
 * @param cells Cells of one month; those of the other status are left out.
 * @param options The status, the rule, the bands and the limit.
 * @returns The numbers as they may be shown.
 * @throws {RangeError} If `k` or `base` is no threshold, or no band ends at the limit.
 * @throws {TypeError} If numbers are to be rounded without a key.
 * @throws {DisclosureError} If the cells are of several months or none, or a delivery's bands do not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { HIDDEN, protect } from "vantelage/disclosure";
 * const cells = ["A", "B", "C"].flatMap((region, index) => [10, 45, 75, 100, 400].flatMap((days) =>
 *   ([null, "PvV", "MoV"] as const).map((avvikelse) => ({ manad: "2024-04", status: "vantande" as const, region, sjukhus: null,
 *     agarform: null, vardutbud: null, vardgaranti: true, avvikelse, lo: days, hi: days, antal: index === 0 && days === 400 ? 1 : 20 }))));
 * const protection = await protect(cells);
 * assert.equal(protection.count({ region: "A" }, "d366"), HIDDEN);
 * assert.equal(protection.count({ region: "A" }, "over"), 21);
 * assert.equal(protection.count({}, "d366"), 41);
 * ```
 */
export async function protect(
  cells: readonly ProtectedCell[],
  options: ProtectOptions = {},
): Promise<Protection> {
  const { status = "vantande", k = 5, mode = "suppress", base = 5 } = options;
  const { bands = PUBLISHED_BANDS, limitDays = GUARANTEE_DAYS, regionsOnly = false, before = [], reported } =
    options;
  const { isNever = () => true, named = [], insiders = false, concentration } = options;
  const counted = cells.filter((cell) => cell.status === status);
  const manad = monthOf(counted);
  const rule: ProtectionRule = { k, mode, base }, together = before.map(({ regions }) => regions);
  if (before.length > 0 && mode === "round") {
    throw new DisclosureError("Avrundade tal kan inte skyddas mot en sida med färre regioner.");
  }
  const held = [...new Set(counted.map(({ region }) => region))];
  const rounding = roundingBy(options, ([where, measure]) => {
    const [place, offering] = whereOf(where);
    return [manad, status, contentName(place, held), offering, measure].join("\u0000");
  });
  const axes = { bands, limitDays, together, reported, isNever };
  const decideOn = (
    cells: readonly ProtectedCell[],
    coarser?: Decision,
    byOffering = false,
  ): Promise<Decision> => {
    const tables = pageTables(cells, status, { ...axes, byOffering });
    const knowing = insiders && cells === counted ? insidersOf(tables, counted) : [];
    const tellsTooMuch = (contributions: readonly number[]) =>
      concentration !== undefined && isConcentrated(contributions, concentration) ||
      insiders && leavesFew(contributions, k);
    const sensitive = concentration === undefined && !insiders ? undefined : ofContributions(
      tables,
      pageTables(counted, status, { ...axes, byOffering: true }),
      tellsTooMuch,
    );
    return decide(tables, rule, rounding, { coarser, before, insiders: knowing, sensitive });
  };
  const inRegions = counted.map((cell) => ({ ...cell, sjukhus: null, agarform: null }));
  const roundsTogether = mode === "round" && k > 0 && !regionsOnly;
  // A hospital that knows its own numbers may narrow another region's, so that regions must then be open to be hidden.
  const decidesTogether = roundsTogether || insiders && k > 0 && !regionsOnly && before.length === 0;
  const regions = await decideOn(decidesTogether ? counted : inRegions);
  if (before.length > 0) refuseUnlessOpen(regions, before);
  const areAllOpen = openPlaces(regions).every((each) => each);
  const showsOfferings = mode === "suppress" && !regionsOnly && (areAllOpen || before.length === 0);
  const decideFiner = (byOffering: boolean) => decideOn(counted, regions, byOffering).catch(noneIfTooFew);
  const offerings = showsOfferings ? await decideFiner(true) : null;
  const places = roundsTogether ? regions : regionsOnly ? null : offerings ?? await decideFiner(false);
  const decisions = [...new Set([regions, places, offerings])].filter((decision) => decision !== null);
  const offered = decisions.reduce((sum, { offered }) => sum + offered.length, 0);

  const find = (where: CountedOn, measure: string): { decision: Decision; index: number } | null => {
    const { vardutbud, region, sjukhus, agarform } = where;
    const byPlace = sjukhus !== undefined || agarform !== undefined;
    if (vardutbud !== undefined && (byPlace || region !== undefined)) return null;
    const decision = byPlace ? places : vardutbud !== undefined ? offerings : regions;
    const place = byPlace ? { region, sjukhus, agarform } : { region };
    if (decision === null) return null;
    const index = decision.tables.indexOf([whereKey(placeKey(place), offeringKey(vardutbud)), measure]);
    return index === undefined ? null : { decision, index };
  };
  const has = (measure: string): boolean => regions.tables.axes[1].groupOf.has(measure);
  const count = (where: CountedOn, measure: string): Guarded => {
    const found = find(where, measure);
    if (found === null) return HIDDEN;
    const { decision: { hidden, values }, index } = found;
    return hidden[index] ? HIDDEN : values[index];
  };
  const spanOf = (where: CountedOn, measure: string): Span => {
    const found = find(where, measure);
    if (found === null) return { low: 0, high: Infinity };
    const { decision: { known }, index } = found;
    return { low: known.low[index], high: known.high[index] };
  };
  const hiddenCounts = (): HiddenCount[] =>
    decisions.flatMap(({ tables, offered, hidden }) =>
      offered.filter((index) => hidden[index]).map((index) => {
        const [where, measure] = tables.keysOf(index), [place, offering] = whereOf(where);
        return {
          where: { ...placeOf(place), ...offeringOf(offering) },
          measure,
          value: tables.counts[index],
        };
      })
    );
  const hospital = ({ region, sjukhus }: PlacedCell) => placeKey({ region, sjukhus });
  const hospitals = new Set(counted.map(hospital));
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
    rule,
    bands,
    limitDays,
    places: placesOf([...counted, ...named.filter((one) => !hospitals.has(hospital(one)))]),
    offerings: offeringsOf([...counted, ...named]),
    besides: mode === "round" || k === 0 ? [] : besidesOf(insiders, concentration),
    leftOut: k === 0 || regionsOnly ? [] : [
      ...offerings !== null
        ? []
        : [`Vårdutbud visas inte: ${
          mode === "round"
            ? "avrundade tal kan inte skyddas per vårdutbud bredvid de andra tabellerna."
            : showsOfferings
            ? "tillsammans med de andra tabellerna finns för få insatser för att skydda de små talen."
            : "månaden har publicerats med färre regioner, och något tal är dolt per region."
        }`],
      ...places !== null
        ? []
        : ["Sjukhus visas inte: det finns för få insatser för att skydda de små talen."],
    ],
    offered,
    hidden: hiddenCounts().length,
    has,
    count,
    median: (where) => {
      const all = count(where, status === "vantande" ? "antal" : "volym");
      if (isHidden(all)) return HIDDEN;
      const cells = pool(where), median = medianWait(cells);
      if (median === null || k > 0 && cells.reduce((sum, { antal }) => sum + antal, 0) < 2 * k) return HIDDEN;
      const whole = Math.round(median.value);
      if (k === 0) return whole;
      if (status === "genomforda") return has("inom") && isHidden(count(where, "inom")) ? HIDDEN : whole;
      const tellsNothing = medianTellsNothing(
        bands.findIndex(({ hi }) => hi === null || median.value <= hi),
        {
          all: spanOf(where, "antal"),
          within: spanOf(where, "inom gränsen"),
          over: spanOf(where, "over"),
          bands: bands.map((band) => spanOf(where, bandKey(band))),
        },
        bands.filter(({ hi }) => hi !== null && hi <= limitDays).length,
      );
      return tellsNothing ? whole : HIDDEN;
    },
    audit: async () => {
      const reports = [];
      for (const { tables, known, leeways } of decisions) {
        reports.push(await auditTables(tables, known, leeways));
      }
      return joinReports(reports);
    },
    secrets: hiddenCounts,
    published: () => ({
      regions: [...new Set(counted.map(({ region }) => region))],
      counts: ([
        [regions, ["", "region"], false],
        [places, ["region,sjukhus"], false],
        [offerings, [""], true],
      ] as const).flatMap(([decision, by, ofOfferings]) =>
        decision === null ? [] : publishedCounts(
          decision.tables,
          decision,
          (place, offering) =>
            by.some((each) => each === Object.keys(placeOf(place)).join()) &&
            (offering !== offeringKey()) === ofOfferings,
        )
      ),
    }),
  };
}

/** What numbers are hidden for besides that they are small. */
function besidesOf(insiders: boolean, { dominance, percent }: ConcentrationRule = {}): string[] {
  const share = (value: number) =>
    value.toLocaleString("sv-SE", { style: "percent", maximumFractionDigits: 1 });
  return [
    ...insiders
      ? [
        "Små tal är dolda också för ett sjukhus som känner sina egna tal.",
      ]
      : [],
    ...dominance === undefined ? [] : [
      `Ett tal för en region eller ett vårdutbud visas inte när ${
        dominance.n === 1 ? "ett sjukhus" : `${dominance.n} sjukhus`
      } har mer än ${share(dominance.share)} av det.`,
    ],
    ...percent === undefined ? [] : [
      `Ett tal för en region eller ett vårdutbud visas inte när det som är kvar utan de två största sjukhusen är mindre än ${
        share(percent / 100)
      } av det största.`,
    ],
  ];
}

/** What each hospital knows of tables: its own finest counts, 1 for each. */
function insidersOf(
  { axes: [where, measures], finest }: LinkedTables,
  cells: readonly ProtectedCell[],
): Uint8Array[] {
  const hospitals = new Set(
    cells.filter(({ sjukhus }) => sjukhus !== null)
      .map(({ region, sjukhus }) => whereKey(placeKey({ region, sjukhus }))),
  );
  return [...hospitals].map((key) => {
    const own = new Set(where.groups[where.groupOf.get(key)!].leaves);
    return Uint8Array.from(finest, (_, at) => own.has(Math.floor(at / measures.size)) ? 1 : 0);
  });
}

/** Whether a hospital that knows its own part sees less than k of all the others. */
function leavesFew(contributions: readonly number[], k: number): boolean {
  return contributions.reduce((sum, each) => sum + each, 0) - Math.max(...contributions) < k;
}

/** 1 for each count of several hospitals that says too much by what each of them has; what one hospital has alone is its own. */
function ofContributions(
  tables: LinkedTables,
  fine: LinkedTables,
  tellsTooMuch: (contributions: readonly number[]) => boolean,
): Uint8Array {
  const [where, measures] = fine.axes;
  const hospitals = [...where.groupOf].flatMap(([key, group]) => {
    const place = placeOf(whereOf(key)[0]);
    return place.region !== undefined && place.sjukhus !== undefined && place.agarform === undefined
      ? [new Set(where.groups[group].leaves)]
      : [];
  });
  return Uint8Array.from(tables.counts, (_, count) => {
    if (tables.offers[count] === 0) return 0;
    const [key, measure] = tables.keysOf(count), group = where.groupOf.get(key);
    const inside = measures.groups[measures.groupOf.get(measure) ?? -1]?.leaves;
    if (group === undefined || inside === undefined) return 0;
    const parts = hospitals.map((own) => where.groups[group].leaves.filter((leaf) => own.has(leaf)))
      .filter(({ length }) => length > 0);
    if (parts.length < 2) return 0;
    const contributions = parts.map((leaves) =>
      leaves.reduce(
        (sum, leaf) => sum + inside.reduce((part, at) => part + fine.finest[leaf * measures.size + at], 0),
        0,
      )
    );
    return tellsTooMuch(contributions) ? 1 : 0;
  });
}

/** How counts are rounded; `null` where they are not. */
function roundingBy({ mode, k, key }: ProtectOptions, nameOf: Rounding["nameOf"]): Rounding | null {
  if (mode !== "round" || k === 0) return null;
  if (key === undefined) throw new TypeError("Cannot round without a key: what it adds could be computed");
  return { key, nameOf };
}

/**
 * A page of more regions says nothing new of the earlier ones' only when it has all of them, and they showed all of
 * their total: then the new total adds nothing to what is known of them, and what was audited then stands.
 */
function refuseUnlessOpen(regions: Decision, before: readonly PublishedTables[]): void {
  const isOpen = openPlaces(regions), { groupOf } = regions.tables.axes[0];
  const groups = before.map((each) => groupOf.get(whereKey(togetherKey(each.regions))));
  if (groups.every((group) => group !== undefined && isOpen[group])) return;
  throw new DisclosureError(
    "Inga rapporter skrivs: månaden är publicerad med andra regioner, och skillnaden mellan sidorna skulle avslöja dolda tal. Dra in den rapporten och lägg till --ersatt",
  );
}

/** Finer tables that cannot be protected are none. */
function noneIfTooFew(error: unknown): null {
  if (error instanceof DisclosureError) return null;
  throw error;
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
