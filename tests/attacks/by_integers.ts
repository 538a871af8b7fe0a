import {
  bandKey,
  isHidden,
  type KnownZeros,
  offeringKey,
  offeringsOf,
  performedMeasures,
  type PlacedCell,
  placeKey,
  placeOf,
  placesOf,
  type ProtectedCell,
  type Protection,
  type PublishedTables,
  waitingMeasures,
} from "../../lib/disclosure/mod.ts";
import { PUBLISHED_BANDS } from "../../lib/indicators/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";
import { type Highs, highs, type Model } from "../../lib/optimise/solver.ts";
import type { Status } from "../../lib/cube/mod.ts";

/** What somebody who attacks a month knows beside its pages. */
export interface Insight {
  /** Which hospital is known to have no contact of a vårdutbud. @default all that have none */
  readonly isNever?: KnownZeros;
  /** A hospital that knows its own numbers. @default none */
  readonly insider?: PlacedCell;
  /** How far from what pages show the numbers are less than, contacts: as they were rounded. @default {1} */
  readonly base?: number;
  /** Medians that pages show: of a place and a vårdutbud, by their keys, in whole days. @default none */
  readonly medians?: readonly ShownMedian[];
  /** Whether the pages are of other deliveries than the cells: it is then not known which hidden numbers are small. @default {false} */
  readonly isChanged?: boolean;
}

/** A median that a page shows: of which place, which vårdutbud, and how many days. */
export type ShownMedian = readonly [place: string, offering: string, days: number];

/** The medians that the tables of a page show. */
export function mediansOf({ places, offerings, median }: Protection): ShownMedian[] {
  const wheres = [
    {},
    ...places.flatMap(({ region, sjukhus }) =>
      sjukhus === null ? [{ region }] : [{ region }, { region, sjukhus }]
    ),
    ...offerings.map((vardutbud) => ({ vardutbud })),
  ];
  return wheres.flatMap(({ vardutbud, ...place }: Parameters<Protection["median"]>[0]) => {
    const days = median({ ...place, ...vardutbud !== undefined && { vardutbud } });
    return isHidden(days) ? [] : [[placeKey(place), offeringKey(vardutbud), days] as const];
  });
}

/** A hidden number that is narrower than promised. */
export interface Narrowed {
  /** What it counts. */
  readonly name: string;
  /** The number, contacts. */
  readonly value: number;
}

/** What an attack found. */
export interface Found {
  /** Hidden numbers that were attacked. */
  readonly hidden: number;
  /** Those that are narrower than promised. */
  readonly broken: readonly Narrowed[];
  /** Those that the solver did not come to an end with in time. */
  readonly open: number;
}

/** HiGHS's status for a model solved to the end, and for one that has no answer. */
const OPTIMAL = 7, INFEASIBLE = 8;

/** Seconds that a question may take. */
const TIME_LIMIT_S = 20;

/** How many tables are drawn by lot at most before each hidden number is asked for by itself, and how many without gain. */
const ROUNDS = 24, IDLE_ROUNDS = 4;

/** As good as no bound, contacts. */
const MANY = 1e6;

/**
 * Attacks all pages of a month together, in whole numbers: every hospital, vårdutbud, band and deviation is a number that
 * is not known, every number shown on any page a sum of them. It knows the code, but not how pages were decided, and
 * shares no model with it. A small number must be able to be each of 0 to k − 1, another hidden one k different numbers;
 * to a hospital that knows its own numbers this holds of what small numbers of the others stand behind a hidden one.
 */
export async function byIntegers(
  pages: readonly PublishedTables[],
  cells: readonly ProtectedCell[],
  status: Status,
  k: number,
  { isNever = () => true, insider, base = 1, medians = [], isChanged = false }: Insight = {},
): Promise<Found> {
  const counted = cells.filter((cell) => cell.status === status), units = placesOf(counted);
  const { axis, leafOf } = status === "vantande"
    ? waitingMeasures(counted, { bands: PUBLISHED_BANDS, limitDays: 90 })
    : performedMeasures(counted, { limitDays: 90 });
  const nameOf = (place: PlacedCell, offering: string, leaf: number) =>
    JSON.stringify([place.region, place.sjukhus, place.agarform, offering, leaf]);
  const truth = new Map<string, number>();
  for (const cell of counted) {
    const name = nameOf(cell, offeringKey(cell.vardutbud), leafOf(cell));
    truth.set(name, (truth.get(name) ?? 0) + cell.antal);
  }
  const held = new Set(counted.map((cell) => nameOf(cell, offeringKey(cell.vardutbud), -1)));
  const isOwn = (place: PlacedCell) =>
    insider !== undefined && place.region === insider.region && place.sjukhus === insider.sjukhus;
  const columns = units.flatMap((place) =>
    offeringsOf(counted).filter((offering) =>
      held.has(nameOf(place, offeringKey(offering), -1)) || !isNever(place, offering)
    ).flatMap((offering) =>
      [...Array(axis.size).keys()].map((leaf) => ({
        place,
        offering: offeringKey(offering),
        leaf,
        value: truth.get(nameOf(place, offeringKey(offering), leaf)) ?? 0,
        isOwn: isOwn(place),
      }))
    )
  );
  /** The unknown numbers that a published number is the sum of. */
  const columnsOf = (
    regions: readonly string[],
    place: string,
    offering: string,
    measure: string,
  ): number[] => {
    const at = placeOf(place), group = axis.groupOf.get(measure);
    const leaves = new Set(group === undefined ? [] : axis.groups[group].leaves);
    return columns.flatMap((column, index) =>
      regions.includes(column.place.region) &&
        (at.region === undefined || at.region === column.place.region) &&
        (at.sjukhus === undefined || at.sjukhus === column.place.sjukhus) &&
        (at.agarform === undefined || at.agarform === column.place.agarform) &&
        (offering === offeringKey() || offering === column.offering) && leaves.has(column.leaf)
        ? [index]
        : []
    );
  };
  const rows = new Map<string, { of: readonly number[]; shown: number }>();
  const hidden = new Map<string, { of: readonly number[]; name: string }>();
  for (const { regions, counts } of pages) {
    for (const [place, offering, measure, shown] of counts) {
      const of = columnsOf(regions, place, offering, measure);
      if (of.length === 0) continue;
      if (shown === null) hidden.set(of.join(), { of, name: `${place} ${offering} ${measure}` });
      else rows.set(of.join(), { of, shown });
    }
  }
  const secrets = [...hidden.values()];
  const asked = secrets.map(({ of, name }) => {
    const others = of.filter((column) => !columns[column].isOwn);
    const value = others.reduce((sum, column) => sum + columns[column].value, 0);
    return { name, others, value, isSmall: !isChanged && value < k };
  }).filter(({ others, isSmall }) => others.length > 0 && (insider === undefined || isSmall));
  // At least half wait as long as the band of a median that was rounded to days, and half no longer.
  const halves = medians.flatMap(([place, offering, days]) => {
    const regions = units.map(({ region }) => region);
    const all = rows.get(columnsOf(regions, place, offering, "antal").join());
    if (all === undefined) return [];
    const inBands = (isIn: (band: { lo: number; hi: number | null }) => boolean) =>
      PUBLISHED_BANDS.filter(isIn).flatMap((band) => columnsOf(regions, place, offering, bandKey(band)));
    return [
      { of: inBands(({ lo }) => lo <= days + 0.5), low: Math.ceil((all.shown - base + 1) / 2), high: MANY },
      {
        of: inBands(({ hi }) => hi !== null && hi < days - 0.5),
        low: 0,
        high: Math.floor((all.shown + base - 1) / 2),
      },
    ].filter(({ of }) => of.length > 0);
  });
  const random = seededRandom("attack"), solver = await highs();
  const shownRows = [
    ...[...rows.values()].map(({ of, shown }) => ({
      of,
      low: Math.max(0, shown - base + 1),
      high: shown + base - 1,
    })),
    ...halves,
  ];
  const models = [3 * k, MANY].map((spread) =>
    new Programme(
      solver,
      columns.map(({ value, isOwn }) => isOwn ? [value, value] : [0, isChanged ? MANY : value + spread]),
      shownRows,
      asked.map(({ others }) => others),
    )
  );
  /** The least and the most that each hidden number is in the tables found so far, from the truth on. */
  const seen = asked.map(({ value }) => isChanged ? null : { low: value, high: value });
  const far = k - 1;
  /** Which way a hidden number has still to be seen, down or up; 0 where it was seen as far as is asked. */
  const wanted = (secret: number, isDown: boolean): number => {
    const known = seen[secret], { isSmall } = asked[secret];
    if (known === null) return isDown ? -1 : 1;
    if (!isSmall) return known.high - known.low >= far ? 0 : isDown ? -1 : 1;
    return isDown ? (known.low <= 0 ? 0 : -1) : known.high >= far ? 0 : 1;
  };
  for (let round = 0, idle = 0; round < ROUNDS && idle < IDLE_ROUNDS; round++) {
    const ways = asked.map((_, secret) => wanted(secret, round % 2 === 0));
    if (asked.every((_, secret) => wanted(secret, true) === 0 && wanted(secret, false) === 0)) break;
    const found = models[0].stray(ways.map((way) => -way * (0.25 + random.next())));
    idle++;
    for (const [secret, value] of found?.entries() ?? []) {
      const { low, high } = seen[secret] ?? { low: value, high: value };
      if (value < low || value > high) idle = 0;
      seen[secret] = { low: Math.min(low, value), high: Math.max(high, value) };
    }
  }
  /** Whether a hidden number can lie between two limits; `null` when that was not found out in time. */
  const canBe = (secret: number, low: number, high: number): boolean | null => {
    const known = seen[secret];
    // Tables of whole numbers form no line, but the ends that were seen are tables.
    if (
      known !== null && (known.low >= low && known.low <= high || known.high >= low && known.high <= high)
    ) {
      return true;
    }
    return low > high ? false : models[0].canBe(secret, low, high) || models[1].canBe(secret, low, high);
  };
  const broken: Narrowed[] = [];
  let open = 0;
  for (const [secret, { name, value, isSmall }] of asked.entries()) {
    const known = seen[secret];
    const isSafe = !isSmall && known !== null && known.high - known.low >= far
      ? true
      : isSmall
      ? both(canBe(secret, 0, 0), () => canBe(secret, far, MANY))
      : canBe(secret, value + far, MANY) || canBe(secret, 0, value - far) ||
        models[1].isWide(secret, far);
    if (isSafe === null) open++;
    else if (!isSafe) broken.push({ name, value });
  }
  for (const model of models) model[Symbol.dispose]();
  return { hidden: asked.length, broken, open };
}

function both(one: boolean | null, other: () => boolean | null): boolean | null {
  return one === true ? other() : one;
}

/** All that is known, as a programme in whole numbers; each hidden number is a column of its own, the sum of others. */
class Programme implements Disposable {
  readonly #model: Model;
  readonly #first: number;

  constructor(
    solver: Highs,
    bounds: readonly (readonly [number, number])[],
    rows: readonly { readonly of: readonly number[]; readonly low: number; readonly high: number }[],
    secrets: readonly (readonly number[])[],
  ) {
    const starts = [0], indices: number[] = [], values: number[] = [];
    const add = (of: readonly number[], times: number) => {
      for (const column of of) {
        indices.push(column);
        values.push(times);
      }
    };
    for (const { of } of rows) {
      add(of, 1);
      starts.push(indices.length);
    }
    for (const [secret, of] of secrets.entries()) {
      add(of, 1);
      add([bounds.length + secret], -1);
      starts.push(indices.length);
    }
    this.#first = bounds.length;
    const numCols = bounds.length + secrets.length, numRows = rows.length + secrets.length;
    this.#model = solver.createModel({
      numCols,
      numRows,
      colCost: Array.from({ length: numCols }, () => 0),
      colLower: [...bounds.map(([low]) => low), ...secrets.map(() => 0)],
      colUpper: [...bounds.map(([, high]) => high), ...secrets.map(() => MANY)],
      rowLower: [...rows.map(({ low }) => low), ...secrets.map(() => 0)],
      rowUpper: [...rows.map(({ high }) => high), ...secrets.map(() => 0)],
      matrix: { format: "csr", numRows, numCols, starts, indices, values },
      integrality: Array.from({ length: numCols }, () => 1),
    });
    this.#model.options.set({ output_flag: false, time_limit: TIME_LIMIT_S, random_seed: 1 });
  }

  /** Whether some whole numbers agree with all, and leave a hidden one between two limits; `null` when time ran out. */
  canBe(secret: number, low: number, high: number): boolean | null {
    this.#model.changeColBounds(this.#first + secret, low, high);
    const status = this.#run();
    this.#model.changeColBounds(this.#first + secret, 0, MANY);
    return status === OPTIMAL ? true : status === INFEASIBLE ? false : null;
  }

  /** A table in which hidden numbers are small or large by these costs; `null` when none was found in time. */
  stray(costs: readonly number[]): number[] | null {
    const secrets = costs.map((_, secret) => this.#first + secret);
    for (const [secret, column] of secrets.entries()) this.#model.changeColCost(column, costs[secret]);
    this.#model.options.set({ mip_rel_gap: 0.3 });
    const status = this.#run(), { colValue } = this.#model.getSolution();
    const found = secrets.map((column) => Math.round(colValue[column]));
    for (const column of secrets) this.#model.changeColCost(column, 0);
    this.#model.options.set({ mip_rel_gap: 1e-6 });
    return status === OPTIMAL ? found : null;
  }

  /** Whether a hidden number's least and most lie so far apart; `null` when time ran out. */
  isWide(secret: number, far: number): boolean | null {
    const ends = ([1, -1] as const).map((sign) => {
      this.#model.changeColCost(this.#first + secret, sign);
      const status = this.#run(), end = this.#model.getSolution().colValue[this.#first + secret];
      this.#model.changeColCost(this.#first + secret, 0);
      return status === OPTIMAL ? Math.round(end) : null;
    });
    const [least, most] = ends;
    return least === null || most === null ? null : most - least >= far;
  }

  #run(): number {
    this.#model.clearSolver();
    this.#model.zeroAllClocks();
    this.#model.run();
    return this.#model.getModelStatus();
  }

  /** Gives the solver's memory back. */
  [Symbol.dispose](): void {
    this.#model.dispose();
  }
}
