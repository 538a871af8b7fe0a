import { addMonths, type Month, monthRange } from "../calendar/month.ts";
import { isAnswered } from "../cube/answered_cells.ts";
import type { Status } from "../cube/cell.ts";
import { type Answering, answering, countedWords, type Gap, guaranteeWords } from "../cube/cover.ts";
import type { RolledCell } from "../cube/pack_cells.ts";
import { KEY_MEASURES, type KeyMonths, type Measure, measureOf } from "../indicators/measures.ts";
import { limitBands } from "../indicators/limits.ts";
import { longestWaits, type LongestWaitsRow } from "../indicators/longest_waits.ts";
import { performedTable, type PerformedTableRow } from "../indicators/performed_table.ts";
import type { ComparedShare } from "../indicators/compared_share.ts";
import { monthlySeries, type RegionSeries, type SeriesPoint } from "../indicators/series.ts";
import { dimensionsOf, type TableDimension, waitTable, type WaitTableRow } from "../indicators/wait_table.ts";
import { boundedName } from "../reference/bounded_name.ts";
import { regionShortName } from "../reference/regions.ts";
import type { CellQuestion, CellSource } from "./cell_source.ts";
import { type Scope, scopeWords } from "./scope.ts";

/** Options for figures of a selection. */
export interface SelectionFigureOptions {
  /** The month. */
  readonly manad: Month;
  /** Whom the rows count, where it is not those who wait. */
  readonly status?: Status;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** The selection in words. */
  readonly selection: string;
  /** The regions of the sjukvårdsregion that have not delivered. */
  readonly missing: readonly string[];
  /** The regions whose deliveries do not cover what is selected, and why; left out where there are none. */
  readonly omitted?: readonly Gap[];
  /** Whom the share operated in time is counted on, where that is not those whom the guarantee covers, without PvV. */
  readonly covered?: string;
  /** Who of the waiting are counted, where that is not "exkl. PvV och MoV". */
  readonly definition?: string;
  /** The whole country's share, where it is delivered: to compare with, never summed. */
  readonly compared?: readonly ComparedShare[];
}

/** What every measure looks at. */
const MEASURED = ["status", "avvikelse", "vardgaranti"] as const;

/** What a delivery that does not answer is known by. */
const COVERED = ["region", "vardutbud"] as const;

/** A counted cell; dimensions that it does not keep are `null`. */
export type CountedCell = RolledCell<"status" | "avvikelse" | "vardgaranti" | TableDimension>;

/**
 * What answers for a scope: the rows that tables and figures are made of, out of a store or a page. All of them count
 * alike, ask what the deliveries cover before they count, and are computed once, when asked for.
 */
export class Selection {
  /** What is counted. */
  readonly scope: Scope;
  readonly #source: CellSource;
  readonly #compared: readonly ComparedShare[];
  readonly #known = new Map<string, unknown>();

  /**
   * Made by `select` and by a page.
   *
   * @param source Where the cells come from.
   * @param scope What is counted.
   * @param compared What its shares are compared with, of either status.
   */
  constructor(source: CellSource, scope: Scope, compared: readonly ComparedShare[] = []) {
    this.scope = scope;
    this.#source = source;
    this.#compared = compared;
  }

  /** The month looked at. */
  get manad(): Month {
    return this.scope.manad;
  }

  /** The limit in whole days. */
  get limitDays(): number {
    return this.scope.limitDays;
  }

  /** The vårdutbud, `null` for all. */
  get vardutbud(): string | null {
    return this.scope.vardutbud;
  }

  /** The regions whose deliveries of those who wait cover what is selected. */
  get delivered(): readonly string[] {
    return this.#answering(this.manad, "vantande").regions;
  }

  /** The regions that should have delivered those who wait, and have not. */
  get missing(): readonly string[] {
    return this.options.missing;
  }

  /** The selection in words, for subtitles: "Gråstarr, alla ägarformer". */
  get label(): string {
    return this.options.selection;
  }

  /** Options for figures of those who wait: month, limit, the selection in words, and who is not counted. */
  get options(): SelectionFigureOptions {
    return this.#once("options", () => {
      const definition = countedWords(this.#answering(this.manad, "vantande").deviations, this.scope.inkl);
      return { ...this.#about("vantande"), ...definition !== "exkl. PvV och MoV" && { definition } };
    });
  }

  /** Options for figures of those operated; the missing regions are those that have not delivered them. */
  get performedOptions(): SelectionFigureOptions {
    return this.#once("performed options", () => {
      const status = "genomforda";
      const { regions } = this.#answering(this.manad, status);
      const covered = guaranteeWords(
        this.#source.covers(this.manad, status).filter(({ region }) => regions.includes(region)),
      );
      return {
        ...this.#about(status),
        status,
        definition: "alla genomförda",
        ...covered !== null && { covered },
      };
    });
  }

  /**
   * Those who wait at the end of the month, as the planning group's table.
   *
   * @param by What the rows distinguish.
   * @param including Whether PvV and MoV are counted. @default as the scope says
   * @returns The rows and their total; none when nobody waits. A hospital has no inhabitants.
   */
  waiting(by: TableDimension, including: boolean = this.scope.inkl): WaitTableRow[] {
    const { manad, limitDays, sjukhus } = this.scope;
    return this.#once(`waiting ${by} ${including}`, () => {
      const { regions: delivered, deviations } = this.#answering(manad, "vantande");
      const options = { by, manad, limitDays, including, delivered, deviations };
      const rows = this.#named(waitTable(this.cells(dimensionsOf(by)), options), by);
      return sjukhus === null
        ? rows
        : rows.map((row) => ({ ...row, per1000: null, per1000Including: null, inhabitants: null }));
    });
  }

  /**
   * Those operated in the month.
   *
   * @param by What the rows distinguish.
   * @returns The rows and their total; none when nobody was operated.
   */
  performed(by: TableDimension): PerformedTableRow[] {
    const { manad, limitDays } = this.scope;
    return this.#once(`performed ${by}`, () => {
      const { regions: delivered } = this.#answering(manad, "genomforda");
      return this.#named(
        performedTable(this.cells(dimensionsOf(by), "genomforda"), { by, limitDays, delivered }),
        by,
      );
    });
  }

  /**
   * Those operated in the month, by how long they had waited: the other face of {@linkcode waiting}. All are counted,
   * PvV, MoV and what the guarantee does not cover among them.
   *
   * @param by What the rows distinguish.
   * @returns The rows and their total; none when nobody was operated.
   */
  operated(by: TableDimension): WaitTableRow[] {
    const { manad, limitDays } = this.scope, status = "genomforda";
    return this.#once(`operated ${by}`, () => {
      const { regions: delivered } = this.#answering(manad, status);
      const cells = this.cells(dimensionsOf(by), status);
      return this.#named(waitTable(cells, { by, manad, limitDays, delivered, status }), by);
    });
  }

  /**
   * The longest waits of the month by region, and which of them are breaches of the guarantee. A page does not carry whom
   * of those who wait the guarantee covers: there no breach is known.
   *
   * @returns The rows and their total; none when nobody waits.
   */
  longestWaits(): LongestWaitsRow[] {
    const { manad, limitDays, inkl: including } = this.scope;
    return this.#once("longest waits", () => {
      const cells = [...this.cells(["region"]), ...this.cells(["region"], "genomforda")];
      // An aggregate does not report: the cube counts all of it as covered.
      const reporting = this.#source.covers(manad, "vantande")
        .flatMap(({ region, cover: { limits } }) => limits === "days" ? [region] : []);
      const told = cells.some(({ status, vardgaranti }) => status === "vantande" && vardgaranti !== null);
      return this.#named(
        longestWaits(cells, { limitDays, including, reporting: told ? reporting : [] }),
        "region",
      );
    });
  }

  /**
   * The counted cells of one status.
   *
   * @param by The dimensions to keep, beside those that every measure needs.
   * @param status Waiting or performed.
   * @returns Cells of the deliveries that cover what is selected.
   */
  cells(by: readonly TableDimension[], status: Status = "vantande"): CountedCell[] {
    const answer = this.#answering(this.manad, status);
    const isWhole = answer.gaps.length === 0 && answer.vardutbud === null;
    const kept = [...MEASURED, ...by, ...isWhole ? [] : COVERED];
    const cells = this.#source.cells({ scope: this.scope, status, by: kept });
    return isWhole ? [...cells] : cells.filter((cell) => isAnswered(cell, answer));
  }

  /**
   * A measure month by month up to the selection's month, beside the year before. Every month is counted as the
   * selection's own month is.
   *
   * @param measure What to measure.
   * @param options How many months. @default {{ count: 13 }}
   * @returns A point a month, from the first that the source has; a month without every region says which are missing.
   */
  async months(measure: Measure, options: { count?: number } = {}): Promise<SeriesPoint[]> {
    await this.#source.fetch?.(this.#seriesQuestion(measure, options.count));
    return this.series(measure, options);
  }

  /** The measures of the month's key figures, each as {@linkcode months} gives it. */
  async keyMonths(): Promise<KeyMonths> {
    for (const measure of KEY_MEASURES) await this.#source.fetch?.(this.#seriesQuestion(measure));
    return this.keySeries();
  }

  /** The same, of a source that has the months at hand. */
  keySeries(): KeyMonths {
    const [waiting, over, long, performed] = KEY_MEASURES.map((measure) => this.series(measure));
    return { waiting, over, long, performed };
  }

  /**
   * A measure of each region month by month, as {@linkcode months} gives it of all together.
   *
   * @param measure What to measure.
   * @returns The regions that the selection is about, in order, each with a point a month.
   */
  async regionMonths(measure: Measure): Promise<RegionSeries[]> {
    await this.#source.fetch?.(this.#seriesQuestion(measure));
    return this.regionSeries(measure);
  }

  /** The same, of a source that has the months at hand. */
  regionSeries(measure: Measure): RegionSeries[] {
    const rows = measureOf(measure).status === "vantande" ? this.waiting("region") : this.operated("region");
    const { sjukhus } = this.scope;
    return this.#regions().map((region) => ({
      name: sjukhus === null ? region : boundedName(sjukhus),
      region,
      antal: rows.find((row) => row.region === region && !row.total)?.antal ?? 0,
      points: this.series(measure, { region }),
    }));
  }

  /** {@linkcode months} of a source that has the months at hand; of one region where it is given. */
  series(measure: Measure, { count = 13, region }: { count?: number; region?: string } = {}): SeriesPoint[] {
    const { manad, limitDays, inkl } = this.scope, { status, needsDays } = measureOf(measure);
    return this.#once(`months ${measure} ${count} ${region ?? ""}`, () => {
      const own = this.#answering(manad, status), from = this.#source.from(this.scope);
      // Where nothing answers of that month, each is counted as it can be.
      const like = own.regions.length > 0 ? own : undefined;
      const answerOf = (month: Month) => this.#answering(month, status, like);
      const isThere = (month: Month) => from === null || month >= from;
      return monthlySeries(
        this.#once(`cells ${status} ${needsDays ?? false} ${count}`, () => {
          const cells = this.#source.cells(this.#seriesQuestion(measure, count));
          return [...Map.groupBy(cells, ({ manad }) => manad)].flatMap(([manad, cells]) => {
            const answer = answerOf(manad);
            return cells.filter((cell) => isAnswered(cell, answer));
          });
        }),
        {
          months: monthRange(addMonths(manad, 1 - count), manad).filter(isThere),
          regions: region === undefined ? this.#regions() : [region],
          delivered: (month) => isThere(month) ? answerOf(month).regions : [],
          measure: (cells) => measureOf(measure).compute(cells, { limitDays, including: inkl }),
        },
      );
    });
  }

  #seriesQuestion(
    measure: Measure,
    count = 13,
  ): CellQuestion<typeof MEASURED[number] | typeof COVERED[number] | "manad"> {
    const { manad, limitDays } = this.scope, { status, needsDays } = measureOf(measure);
    // Where all vårdutbud count, the cells need not keep them.
    const byOffering = this.#answering(manad, status).vardutbud !== null;
    return {
      scope: this.scope,
      status,
      by: [...MEASURED, "region", "manad", ...byOffering ? ["vardutbud" as const] : []],
      months: monthRange(addMonths(manad, -11 - count), manad),
      ...!needsDays && { bands: limitBands(limitDays) },
    };
  }

  #about(status: Status): SelectionFigureOptions {
    const { manad, limitDays, region } = this.scope, { gaps, vardutbud } = this.#answering(manad, status);
    const there = new Set(this.#source.covers(manad, status).map((slot) => slot.region));
    const absent = this.#regions().filter((each) => !there.has(each));
    // Without a delivery of the chosen place, nobody waiting and not delivered would look the same.
    const omitted = region === null
      ? gaps
      : [...gaps, ...absent.map((each) => ({ region: each, reason: "månaden är inte levererad" }))];
    const compared = this.#compared.filter((other) => other.status === status);
    return {
      manad,
      limitDays,
      selection: scopeWords(this.scope, vardutbud),
      missing: region === null ? absent : [],
      ...omitted.length > 0 && { omitted },
      ...compared.length > 0 && { compared },
    };
  }

  /** What the deliveries of a month answer; as another answer counts, where one is given. */
  #answering(manad: Month, status: Status, like?: Answering): Answering {
    return this.#once(`answering ${manad} ${status} ${like !== undefined}`, () => {
      const { vardutbud, agarform, sjukhus, inkl } = this.scope, regions = this.#regions();
      const slots = this.#source.covers(manad, status).filter(({ region }) => regions.includes(region));
      const from = this.#source.from(this.scope),
        answer = answering(slots, {
          vardutbud: like ? like.vardutbud : vardutbud === null ? null : [vardutbud],
          agarform: agarform !== null,
          sjukhus: sjukhus !== null,
          deviations: like ? like.deviations : inkl ? "inkl" : "exkl",
        });
      if (from === null || manad >= from) return answer;
      // What a page does not carry is unknown, whatever was delivered.
      const reason = `sidan har ${sjukhus === null ? "inte" : "inga sjukhus för"} så tidiga månader`;
      return { ...answer, regions: [], gaps: regions.map((region) => ({ region, reason })) };
    });
  }

  /** The rows of a region, and the total, as those of the chosen hospital, or of the ownership in each: "Uppsala (privat)". */
  #named<R extends { readonly name: string; readonly total: boolean }>(rows: R[], by: TableDimension): R[] {
    const { sjukhus, agarform } = this.scope;
    if (sjukhus === null && agarform === null) return rows;
    const nameOf = (name: string) =>
      sjukhus === null ? `${regionShortName(name)} (${agarform})` : boundedName(sjukhus);
    return rows.map((row) => by === "region" || row.total ? { ...row, name: nameOf(row.name) } : row);
  }

  /** The regions that the scope is about: its own, or the sjukvårdsregion's and any other that has delivered. */
  #regions(): readonly string[] {
    return this.scope.region === null ? this.#source.regions : [this.scope.region];
  }

  #once<T>(name: string, compute: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, compute());
    return this.#known.get(name) as T;
  }
}
