import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import { flowRate } from "../analysis/queueing/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { GUARANTEE_DAYS } from "../indicators/mod.ts";
import { type Bounded, type Computed, countContacts, seededRandom, type WaitCell } from "../numeric/mod.ts";
import { memberRegions } from "../reference/mod.ts";
import { type Equality, equality, type GroupValues } from "./equality.ts";
import { priority, type PriorityRule, STANDARD_PRIORITY, type Wait } from "./priority_rule.ts";

/** Contacts that wait alike: no row of a person, only how many. */
export interface QueueCell extends Wait {
  /** The region whose list they stand on. */
  readonly region: string;
  /** The region they live in; `null` where unknown, then the list's region counts. */
  readonly hemregion: string | null;
  /** Contacts. */
  readonly antal: number;
}

/** How many a region operates. */
export interface OperationRate {
  /** The region. */
  readonly region: string;
  /** Operations a day, over the whole year. */
  readonly perDag: number;
}

/** A cell as {@linkcode operationRates} needs it. */
export type RateCell = WaitCell & Pick<CubeCell, "manad" | "status" | "region">;

/**
 * How many operations a day each region does (operationstakt): the twelve months up to a month, as far as they are
 * delivered. A month without operations is taken for one that was not delivered.
 *
 * @param cells Cells of one vårdutbud.
 * @param options The last month.
 * @returns A row for each region with operations, in the order met.
 *
 * @example 61 in the 61 days of March and April
 * ```ts
 * import assert from "node:assert/strict";
 * import { operationRates } from "vantelage/cooperation";
 * const cell = (manad: string, antal: number) =>
 *   ({ manad, status: "genomforda", region: "Region Dalarna", lo: 9, hi: 9, antal }) as const;
 * const rates = operationRates([cell("2024-03", 40), cell("2024-04", 21)], { asAt: "2024-04" });
 * assert.deepEqual(rates, [{ region: "Region Dalarna", perDag: 1 }]);
 * ```
 */
export function operationRates(cells: readonly RateCell[], options: { asAt: Month }): OperationRate[] {
  return [...countsByRegion(cells, options)].flatMap(([region, counts]) => {
    const perDag = flowRate(counts).rate.value?.count ?? 0;
    return perDag > 0 ? [{ region, perDag }] : [];
  });
}

/**
 * How uncertain each region's operation rate is: the standard error of a mean of months that come as unevenly as they do.
 *
 * Formula: √(φ × operations) / days, with φ Pearson's χ² of the months about the rate over its degrees of freedom, never
 * below 1. Of a single month φ is 1.
 *
 * @param cells Cells of one vårdutbud.
 * @param options The last month.
 * @returns Operations a day, for each region that {@linkcode operationRates} has a rate for.
 *
 * @example 31 in the 31 days of March and 30 in the 30 of April: as even as can be
 * ```ts
 * import assert from "node:assert/strict";
 * import { operationRateErrors } from "vantelage/cooperation";
 * const cell = (manad: string, antal: number) =>
 *   ({ manad, status: "genomforda", region: "Region Dalarna", lo: 9, hi: 9, antal }) as const;
 * const errors = operationRateErrors([cell("2024-03", 31), cell("2024-04", 30)], { asAt: "2024-04" });
 * assert.deepEqual([...errors], [["Region Dalarna", Math.sqrt(61) / 61]]);
 * ```
 */
export function operationRateErrors(
  cells: readonly RateCell[],
  options: { asAt: Month },
): Map<string, number> {
  const counts = countsByRegion(cells, options);
  return new Map([...counts].flatMap(([region, months]): [string, number][] => {
    const { rate, cv } = flowRate(months), perDay = rate.value?.count ?? 0;
    const all = months.reduce((sum, { count }) => sum + count, 0);
    const phi = Math.max(1, (cv.value ?? 1) ** 2);
    return perDay > 0 ? [[region, Math.sqrt(phi * all) / (all / perDay)]] : [];
  }));
}

/** Each region's operations in the months of the year that it has any in. */
function countsByRegion(
  cells: readonly RateCell[],
  { asAt }: { asAt: Month },
): Map<string, { manad: Month; count: number }[]> {
  const months = monthRange(addMonths(asAt, -11), asAt);
  const performed = cells.filter(({ status, manad }) => status === "genomforda" && months.includes(manad));
  return new Map(
    [...Map.groupBy(performed, ({ region }) => region)].map(([region, own]) => [
      region,
      [...Map.groupBy(own, ({ manad }) => manad)].map(([manad, of]) => ({ manad, count: countContacts(of) })),
    ]),
  );
}

/** What the joint list means for those who live in one region. */
export interface JointListRow {
  /** The region they live in. */
  readonly region: string;
  /** Contacts that wait. */
  readonly antal: number;
  /** Expected days until operation today, in the order of their own list: the mean. */
  readonly idag: Computed;
  /** Expected days until operation in the order of the joint list: the mean. */
  readonly gemensam: Computed;
  /** How much longer they wait for living where they live, days; negative when they wait shorter. */
  readonly extra: Computed;
  /** Expected days of equally many who wait alike, today and on the joint list, for measures of equality. */
  readonly varden: readonly {
    /** Contacts. */
    readonly antal: number;
    /** Days today. */
    readonly idag: number;
    /** Days on the joint list. */
    readonly gemensam: number;
  }[];
}

/** Options for {@linkcode jointList}. */
export interface JointListOptions {
  /** How many each region operates. */
  readonly rates: readonly OperationRate[];
  /** Who comes first. @default STANDARD_PRIORITY */
  readonly rule?: PriorityRule;
  /** The home regions to say of; who lives elsewhere stands in the queues, too. @default memberRegions */
  readonly homes?: readonly string[];
}

/**
 * The lists of several regions as one (gemensam väntelista): who would wait how long if the priority rule decided and
 * not the home region.
 *
 * The same rule orders the lists of today and the joint one, so that the region is the only difference. Expected days
 * until operation are the place in the queue over operations a day: today those of the list's own region, on the
 * joint list those of all. Who comes after today is taken to stand behind, and everybody could be operated anywhere.
 *
 * @param cells Who waits for one vårdutbud, in any order.
 * @param options Rates, rule and home regions.
 * @returns A row for each home region, the one that waits longest extra first; without cells none. A list where nobody
 *   is operated has no expected days: those of its patients' regions are reported as a reason.
 *
 * @example Two alike in each region, but Dalarna operates one in two days and Uppsala one a day
 * ```ts
 * import assert from "node:assert/strict";
 * import { jointList } from "vantelage";
 * const cell = (region: string) => ({ region, hemregion: region, dagar: 50, tillMaldatum: null, antal: 3 });
 * const rows = jointList([cell("Region Dalarna"), cell("Region Uppsala")],
 *   { rates: [{ region: "Region Dalarna", perDag: 0.5 }, { region: "Region Uppsala", perDag: 1 }] });
 * assert.deepEqual(rows.map(({ extra }) => extra.value), [4 - 3.5 / 1.5, 2 - 3.5 / 1.5]);
 * ```
 */
export function jointList(cells: readonly QueueCell[], options: JointListOptions): JointListRow[] {
  const { rates, rule = STANDARD_PRIORITY, homes = memberRegions } = options;
  const rateOf = new Map(rates.map(({ region, perDag }) => [region, perDag]));
  const all = rates.reduce((sum, { perDag }) => sum + perDag, 0);
  const ordered = cells.filter(({ antal }) => antal > 0).map((cell) => ({
    ...cell,
    weight: priority(cell, rule),
  }));
  const together = places(ordered);
  const apart = new Map(
    [...Map.groupBy(ordered, ({ region }) => region).values()].flatMap((own) => [...places(own)]),
  );
  return [...byHome(ordered, homes)].map(([region, own]): JointListRow => {
    const antal = own.reduce((sum, cell) => sum + cell.antal, 0);
    const stopped = [...new Set(own.map((cell) => cell.region))].filter((list) =>
      !((rateOf.get(list) ?? 0) > 0)
    );
    if (stopped.length > 0) {
      const none = { value: null, reason: `Inga operationer är kända i ${stopped.join(", ")}` };
      return { region, antal, idag: none, gemensam: none, extra: none, varden: [] };
    }
    const varden = own.map((cell) => ({
      antal: cell.antal,
      idag: (apart.get(cell) ?? 0) / (rateOf.get(cell.region) ?? 1),
      gemensam: (together.get(cell) ?? 0) / all,
    }));
    const mean = (of: (value: typeof varden[number]) => number) =>
      varden.reduce((sum, value) => sum + value.antal * of(value), 0) / antal;
    const idag = mean((value) => value.idag), gemensam = mean((value) => value.gemensam);
    return {
      region,
      antal,
      idag: { value: idag },
      gemensam: { value: gemensam },
      extra: { value: idag - gemensam },
      varden,
    };
  }).sort((a, b) =>
    (b.extra.value ?? -Infinity) - (a.extra.value ?? -Infinity) || (a.region < b.region ? -1 : 1)
  );
}

/** Options for {@linkcode jointListUncertainty}. */
export interface JointListUncertaintyOptions extends JointListOptions {
  /** The standard error of each region's rate, operations a day: {@linkcode operationRateErrors}. */
  readonly errors: ReadonlyMap<string, number>;
  /** How many times the rates are drawn. @default {200} */
  readonly draws?: number;
  /** How much of what is drawn an interval holds, in (0, 1). @default {0.95} */
  readonly level?: number;
  /** The seed of the draws; the same gives the same. @default {"takt"} */
  readonly seed?: string;
}

/** How uncertain the joint list's days are. */
export interface JointListUncertainty {
  /** The extra days of each home region with a number: between which they lie. */
  readonly extra: ReadonlyMap<string, { readonly low: number; readonly high: number }>;
  /** How unequal the regions' days today are, with bounds. */
  readonly idag: Equality<Bounded>;
}

/**
 * How uncertain the days of {@linkcode jointList} are (osäkerhet i väntan): the places in the queue are known, the
 * operations a day are not. The rates are drawn again from normal distributions with their standard errors.
 *
 * @param cells Who waits for one vårdutbud, in any order.
 * @param options As for the joint list, and the rates' errors.
 * @returns Bounds for each home region, and for the inequality between them.
 * @throws {RangeError} If `level` lies outside (0, 1).
 *
 * @example Rates that are known leave nothing in doubt
 * ```ts
 * import assert from "node:assert/strict";
 * import { jointListUncertainty } from "vantelage/cooperation";
 * const cell = (region: string) => ({ region, hemregion: region, dagar: 50, tillMaldatum: null, antal: 3 });
 * const rates = [{ region: "Region Dalarna", perDag: 0.5 }, { region: "Region Uppsala", perDag: 1 }];
 * const { extra } = jointListUncertainty([cell("Region Dalarna"), cell("Region Uppsala")], { rates, errors: new Map() });
 * assert.equal(extra.get("Region Dalarna")?.low, extra.get("Region Dalarna")?.high);
 * ```
 */
export function jointListUncertainty(
  cells: readonly QueueCell[],
  options: JointListUncertaintyOptions,
): JointListUncertainty {
  const { errors, draws = 200, level = 0.95, seed = "takt", ...list } = options;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`Cannot make an interval as level must lie in (0, 1): got ${level}`);
  }
  const random = seededRandom(seed);
  const drawnRates = () =>
    list.rates.map(({ region, perDag }) => ({
      region,
      perDag: Math.max(perDag / 10, perDag + (errors.get(region) ?? 0) * random.normal()),
    }));
  const drawn = Array.from({ length: draws }, () => jointList(cells, { ...list, rates: drawnRates() }));
  const seen = jointList(cells, list);
  const unequal = (rows: readonly JointListRow[]) =>
    equality(rows.flatMap(({ idag, antal }) => idag.value === null ? [] : [{ varde: idag.value, antal }]));
  const ends = (numbers: readonly number[]) => {
    const ordered = numbers.toSorted((a, b) => a - b), last = ordered.length - 1;
    return {
      low: ordered[Math.floor(last * (1 - level) / 2)],
      high: ordered[Math.ceil(last * (1 + level) / 2)],
    };
  };
  const now = unequal(seen), again = drawn.map(unequal);
  const bounded = (measure: keyof Equality): Computed<Bounded> => {
    const value = now[measure];
    if (value.value === null) return value;
    const { low, high } = ends(again.flatMap((each) => each[measure].value ?? []));
    // What is drawn lies above what is seen, as chance makes some region the largest: see equalityIntervals().
    const equal = measure === "kvot" ? 1 : 0, top = Math.max(high, value.value);
    return {
      value: { value: value.value, low: Math.max(equal, Math.min(low, 2 * value.value - top)), high: top },
    };
  };
  return {
    extra: new Map(seen.flatMap(({ region, extra }) => {
      if (extra.value === null) return [];
      const own = drawn.flatMap((rows) => rows.find((row) => row.region === region)?.extra.value ?? []);
      return [[region, ends(own)]];
    })),
    idag: {
      skillnad: bounded("skillnad"),
      kvot: bounded("kvot"),
      gini: bounded("gini"),
      theil: bounded("theil"),
    },
  };
}

/** Those of each home region. */
function byHome<C extends QueueCell>(cells: readonly C[], homes: readonly string[]): Map<string, C[]> {
  const home = ({ hemregion, region }: C) => hemregion ?? region;
  return Map.groupBy(cells.filter((cell) => homes.includes(home(cell))), home);
}

interface Weighed extends QueueCell {
  readonly weight: number;
}

/** The mean place in the queue of each cell, 1 for the first; those alike share their places. */
function places<C extends Weighed>(cells: readonly C[]): Map<C, number> {
  const found = new Map<C, number>();
  const groups = Map.groupBy(cells, ({ weight, dagar }) => `${weight} ${dagar}`);
  const inOrder = [...groups.values()].sort(([a], [b]) => b.weight - a.weight || b.dagar - a.dagar);
  let before = 0;
  for (const alike of inOrder) {
    const antal = alike.reduce((sum, cell) => sum + cell.antal, 0);
    for (const cell of alike) found.set(cell, before + (antal + 1) / 2);
    before += antal;
  }
  return found;
}

/**
 * Who has waited over a limit in each home region, as values of 0 and 1 for {@linkcode equalityIntervals}.
 *
 * @param cells Who waits, in any order.
 * @param options The limit in whole days, and the home regions.
 * @returns A group for each home region; the mean of its values is its share over the limit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitGroups } from "vantelage/cooperation";
 * const cell = (dagar: number) => ({ region: "Region Dalarna", hemregion: null, dagar, tillMaldatum: null, antal: 2 });
 * assert.deepEqual(overLimitGroups([cell(90), cell(91)])[0].varden, [{ varde: 0, antal: 2 }, { varde: 1, antal: 2 }]);
 * ```
 */
export function overLimitGroups(
  cells: readonly QueueCell[],
  { limitDays = GUARANTEE_DAYS, homes = memberRegions }: { limitDays?: number; homes?: readonly string[] } =
    {},
): GroupValues[] {
  return [...byHome(cells, homes).values()].map((own) => ({
    varden: own.map(({ dagar, antal }) => ({ varde: dagar > limitDays ? 1 : 0, antal })),
  }));
}
