import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import {
  type Answering,
  answering,
  countedWords,
  type CoverQuestion,
  type CubeCell,
  type Gap,
  isAnswered,
  onlyOfferings,
  type Status,
  unreportedOf,
} from "../cube/mod.ts";
import {
  activelyWaiting,
  GUARANTEE_DAYS,
  medianWait,
  monthlySeries,
  overLimit,
  performed,
  performedTable,
  type PerformedTableRow,
  type SeriesPoint,
  type TableDimension,
  waitTable,
  type WaitTableRow,
} from "../indicators/mod.ts";
import { countContacts, estimateOf } from "../numeric/mod.ts";
import { capitalise, memberRegions, type Ownership } from "../reference/mod.ts";
import { type Store, StoreError } from "../store/mod.ts";
import { askedOffering, askedRegion } from "./_asked_name.ts";

/** What to look at. */
export interface SelectionOptions {
  /** The month. @default The latest that any region has delivered. */
  readonly manad?: Month;
  /** One vårdutbud only, in any spelling that is known. */
  readonly vardutbud?: string;
  /** One ownership only. */
  readonly agarform?: Ownership;
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
}

/** What figures of a selection are told. */
export interface SelectionFigureOptions {
  /** The month. */
  readonly manad: Month;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** The selection in words. */
  readonly selection: string;
  /** The regions of the sjukvårdsregion that have not delivered. */
  readonly missing: readonly string[];
  /** The regions whose deliveries do not cover what is selected, and why; left out where there are none. */
  readonly omitted?: readonly Gap[];
  /** Who of the waiting are counted, where that is not "exkl. PvV och MoV". */
  readonly definition?: string;
}

/** What a series can measure of those who wait actively, or of those operated. */
export type Measure = "over" | "overShare" | "waiting" | "median" | "long" | "performed" | "performedShare";

/**
 * One selection of a store: a month, and perhaps a vårdutbud or an ownership. It answers with the rows that tables
 * and figures are made of, so that a notebook asks and shows, and all of them count alike.
 */
export class Selection {
  /** The month looked at. */
  readonly manad: Month;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** The vårdutbud, `null` for all. */
  readonly vardutbud: string | null;
  /** The ownership, `null` for all. */
  readonly agarform: Ownership | null;
  /** What the month's deliveries of those who wait answer, and which of them do not. */
  readonly answering: Answering;
  /** The regions of the sjukvårdsregion that have not delivered the month. */
  readonly missing: readonly string[];
  /** The month's cells, waiting and performed, of the deliveries that cover what is selected. */
  readonly cells: readonly CubeCell[];
  readonly #store: Store;
  readonly #performed: Answering;

  /** Made by {@linkcode select}. */
  constructor(
    store: Store,
    manad: Month,
    cells: readonly CubeCell[],
    { vardutbud, agarform, limitDays }: SelectionOptions,
  ) {
    this.#store = store;
    this.manad = manad;
    this.limitDays = limitDays ?? GUARANTEE_DAYS;
    this.vardutbud = vardutbud ?? null;
    this.agarform = agarform ?? null;
    this.answering = answering(store.coversOf(manad), this.#question());
    this.#performed = answering(store.coversOf(manad, "genomforda"), this.#question());
    const answers = { vantande: this.answering, genomforda: this.#performed };
    this.cells = cells.filter((cell) => isAnswered(cell, answers[cell.status]));
    this.missing = memberRegions.filter((region) => !store.regionsOf(manad).includes(region));
  }

  /** The regions whose deliveries of those who wait cover what is selected. */
  get delivered(): readonly string[] {
    return this.answering.regions;
  }

  /** The selection in words, for subtitles: "Gråstarr, alla ägarformer". */
  get label(): string {
    return this.#label(this.answering);
  }

  /** What every figure of those who wait is told: month, limit, the selection in words, and who is not counted. */
  get options(): SelectionFigureOptions {
    const { manad, limitDays, label: selection, missing, answering: { deviations } } = this;
    return {
      manad,
      limitDays,
      selection,
      missing,
      ...unreportedOf(deviations).length > 0 && { definition: countedWords(deviations) },
      ...omittedOf(this.answering),
    };
  }

  /** What every figure of those operated is told; the missing regions are those that have not delivered them. */
  get performedOptions(): SelectionFigureOptions {
    const { manad, limitDays } = this, there = this.#store.regionsOf(manad, "genomforda");
    const missing = memberRegions.filter((region) => !there.includes(region));
    return {
      manad,
      limitDays,
      selection: this.#label(this.#performed),
      missing,
      ...omittedOf(this.#performed),
    };
  }

  #question(): CoverQuestion {
    return {
      vardutbud: this.vardutbud === null ? null : [this.vardutbud],
      agarform: this.agarform !== null,
    };
  }

  #label({ vardutbud }: Answering): string {
    return [
      this.vardutbud ?? (vardutbud === null ? "Alla vårdutbud" : capitalise(onlyOfferings(vardutbud))),
      this.agarform === null ? "alla ägarformer" : `${this.agarform} ägarform`,
    ].join(", ");
  }

  /**
   * Those who wait at the end of the month, as the planning group's table.
   *
   * @param by What the rows tell apart.
   * @returns The rows and their total; none when nobody waits.
   */
  waiting(by: TableDimension): WaitTableRow[] {
    const { manad, limitDays, delivered, answering: { deviations } } = this;
    return waitTable(this.cells, { by, manad, limitDays, delivered, deviations });
  }

  /**
   * Those operated in the month.
   *
   * @param by What the rows tell apart.
   * @returns The rows and their total; none when nobody was operated.
   */
  performed(by: TableDimension): PerformedTableRow[] {
    return performedTable(this.cells, {
      by,
      limitDays: this.limitDays,
      delivered: this.#performed.regions,
    });
  }

  /**
   * A measure month by month up to the selection's month, beside the year before.
   *
   * @param measure What to measure: contacts over the limit, their share (0–1), waiting, median days, over 365 days,
   *   performed contacts, their share within the limit (0–1).
   * @param options How many months, and one region only when asked.
   * @returns A point a month; a month without every region of the sjukvårdsregion says which are missing.
   * @throws {StoreError} If there is no region of that name.
   */
  async months(measure: Measure, options: { count?: number; region?: string } = {}): Promise<SeriesPoint[]> {
    const { count = 13 } = options;
    const region = options.region === undefined ? undefined : askedRegion(this.#store, options.region);
    const status: Status = measure === "performed" || measure === "performedShare"
      ? "genomforda"
      : "vantande";
    const first = addMonths(this.manad, 1 - count), all = monthRange(addMonths(first, -12), this.manad);
    const { vardutbud, deviations } = status === "vantande" ? this.answering : this.#performed;
    const answers = new Map(all.map((manad) => [
      manad,
      // Every month is counted as the selection's own month is.
      answering(this.#store.coversOf(manad, status), { ...this.#question(), vardutbud, deviations }),
    ]));
    const cells = await this.#store.cells({
      where: {
        manad: all,
        status,
        ...(this.vardutbud === null ? {} : { vardutbud: this.vardutbud }),
        ...(this.agarform === null ? {} : { agarform: this.agarform }),
        ...(region === undefined ? {} : { region }),
      },
      by: [
        ...["manad", "status", "region", "avvikelse", "vardgaranti"] as const,
        // Where only some vårdutbud count, the others are told apart.
        ...this.vardutbud === null && vardutbud !== null ? ["vardutbud" as const] : [],
      ],
    });
    const isCounted = (cell: Pick<CubeCell, "manad" | "region"> & Partial<Pick<CubeCell, "vardutbud">>) =>
      isAnswered({ vardutbud: null, ...cell }, answers.get(cell.manad));
    return monthlySeries(cells.filter(isCounted), {
      months: monthRange(first, this.manad),
      regions: region === undefined ? memberRegions : [region],
      delivered: (manad) => answers.get(manad)?.regions ?? [],
      measure: (cells) => MEASURES[measure](cells, this.limitDays),
    });
  }
}

/**
 * Takes one selection out of a store.
 *
 * @param store An open store.
 * @param options The month, vårdutbud, ownership and limit.
 * @returns The selection, with the month's cells.
 * @throws {StoreError} If the store is empty, has nothing of the month, or there is no vårdutbud of that name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, select } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;3;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const selection = await select(store);
 * assert.equal(selection.waiting("region")[0].overShare?.value, 0.25);
 * assert.equal(selection.missing.length, 6);
 * ```
 */
export async function select(store: Store, options: SelectionOptions = {}): Promise<Selection> {
  const latest = store.latestMonth();
  if (latest === null) {
    throw new StoreError(
      `Lagret ${store.folder} är tomt. Läs in leveranser med deno task load FIL…, eller exempeldata med deno task sample --load.`,
    );
  }
  const manad = options.manad ?? latest;
  const months = [...new Set(store.holdings.map((holding) => holding.manad))];
  if (!months.includes(manad)) {
    throw new StoreError(`Lagret har inget för ${manad}. Det har ${months[0]} till ${months.at(-1)}.`);
  }
  const vardutbud = options.vardutbud === undefined
    ? undefined
    : await askedOffering(store, options.vardutbud);
  const wanted = {
    ...vardutbud !== undefined && { vardutbud },
    ...options.agarform !== undefined && { agarform: options.agarform },
  };
  const cells = await store.cells({ where: { manad, ...wanted } });
  return new Selection(store, manad, cells, { ...options, vardutbud });
}

function omittedOf({ gaps }: Answering): Pick<SelectionFigureOptions, "omitted"> {
  return gaps.length > 0 ? { omitted: gaps } : {};
}

type MeasureCell = Parameters<typeof performed>[0][number];

const MEASURES: Readonly<
  Record<Measure, (cells: readonly MeasureCell[], limitDays: number) => number | null>
> = {
  over: (cells, limitDays) => estimateOf(overLimit(activelyWaiting(cells), { limitDays }).count),
  overShare: (cells, limitDays) => estimateOf(overLimit(activelyWaiting(cells), { limitDays }).share),
  waiting: (cells) => countContacts(activelyWaiting(cells)),
  median: (cells) => medianWait(activelyWaiting(cells))?.value ?? null,
  long: (cells) => estimateOf(overLimit(activelyWaiting(cells), { limitDays: 365 }).count),
  performed: (cells) => performed(cells).volume,
  performedShare: (cells, limitDays) => performed(cells, { limitDays }).shareWithin?.value ?? null,
};
