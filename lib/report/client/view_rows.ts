/** The rows of a view: what the notebook's selection computes from its store, from the page's own cells. */
import { boundedName } from "../../reference/bounded_name.ts";
import { addMonths, type Month, monthRange } from "../../calendar/month.ts";
import {
  type CellColumns,
  PACKED_DIMENSIONS,
  type PackedDimension,
  type RolledCell,
  unpackColumns,
} from "../../cube/pack_cells.ts";
import { isAnswered } from "../../cube/answered_cells.ts";
import {
  type Answering,
  answering,
  countedWords,
  type CoveredSlot,
  type Gap,
  onlyOfferings,
} from "../../cube/cover.ts";
import { rollColumns } from "../../cube/roll_columns.ts";
import { performed } from "../../indicators/performed.ts";
import { performedTable, type PerformedTableRow } from "../../indicators/performed_table.ts";
import { monthlySeries, type SeriesPoint } from "../../indicators/series.ts";
import {
  dimensionsOf,
  type TableDimension,
  waitTable,
  type WaitTableRow,
} from "../../indicators/wait_table.ts";
import { activelyWaiting, medianWait, overLimit } from "../../indicators/waiting.ts";
import { countContacts, estimateOf } from "../../numeric/wait_cell.ts";
import { memberRegions, regionShortName } from "../../reference/regions.ts";
import { capitalise } from "../../reference/sentence.ts";
import type { EmbeddedSelections } from "../../selection/embedded.ts";
import type { Choices, View } from "./view.ts";

/** A cell of a series; its vårdutbud is known where it matters. */
type MonthCell =
  & Omit<RolledCell<typeof MEASURED[number] | "region" | "manad">, "vardutbud">
  & { readonly vardutbud: string | null };

/** What a series of months measures. */
export type SeriesMeasure = "overShare" | "waiting" | "median" | "performedShare" | "performed";

/** What every figure of a view is told. */
export interface ViewOptions {
  readonly manad: Month;
  readonly limitDays: number;
  readonly selection: string;
  readonly missing: readonly string[];
  readonly omitted?: readonly Gap[];
  readonly definition?: string;
}

/** How many of the latest views are remembered, for those who go back and forth. */
const REMEMBERED = 16;

/** What every measure looks at. */
const MEASURED = ["status", "avvikelse", "vardgaranti"] as const;

/** What a delivery that does not answer is known by. */
const COVERED = ["region", "vardutbud"] as const;

/** The cells of a page, sorted into what views ask for. */
export class PageCells {
  /** What may be chosen. */
  readonly choices: Choices;
  /** The page's own view. */
  readonly initial: View;
  /** The hospitals of each region, both in Swedish alphabetical order. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  readonly #data: EmbeddedSelections;
  readonly #columns: CellColumns;
  readonly #rows = new Map<string, ViewRows>();
  readonly #cells = new Map<string, unknown>();
  readonly #covers = new Map<string, unknown>();

  /**
   * Sorts the cells.
   *
   * @param data What the page carries.
   * @param bytes Its packed cells, inflated.
   */
  constructor(data: EmbeddedSelections, bytes: Uint8Array) {
    this.#data = data;
    this.#columns = unpackColumns({ names: data.names, bytes });
    const swedish = new Intl.Collator("sv").compare;
    const present = (values: Iterable<string | null>) =>
      [...new Set(values)].filter((value) => value !== null).sort(swedish);
    const valuesOf = (dimension: PackedDimension) =>
      present(data.names[PACKED_DIMENSIONS.indexOf(dimension)].map((value) => value as string | null));
    const regions = Map.groupBy(
      rollColumns(this.#columns, { by: ["region", "sjukhus"] }),
      (cell) => cell.region,
    );
    this.places = new Map(
      present(regions.keys()).map((region) =>
        [region, present((regions.get(region) ?? []).map((cell) => cell.sjukhus))] as const
      ),
    );
    this.choices = {
      manad: data.months,
      vardutbud: valuesOf("vardutbud"),
      agarform: valuesOf("agarform"),
      plats: [...this.places].flatMap(([region, hospitals]) => [region, ...hospitals]),
    };
    this.initial = {
      status: "vantande",
      manad: data.manad,
      vardutbud: null,
      agarform: null,
      plats: null,
      niva: "region",
      inkl: false,
      limitDays: data.limitDays,
    };
  }

  /** The rows of a view. */
  rows(view: View): ViewRows {
    return remembered(this.#rows, JSON.stringify(view), () => new ViewRows(view, this, this.#data));
  }

  /** What was delivered of a month and status, by the regions of the sjukvårdsregion that have. */
  covers(manad: Month, status: View["status"]): readonly CoveredSlot[] {
    return remembered(this.#covers, `${manad} ${status}`, () => {
      const { cover, otherCovers = [], absent } = this.#data;
      const isOf = (slot: { manad: Month; status: string }) => slot.manad === manad && slot.status === status;
      const without = new Set(absent.filter(isOf).map(({ region }) => region));
      const others = new Map(otherCovers.filter(isOf).map((slot) => [slot.region, slot.cover]));
      return memberRegions.filter((region) => !without.has(region))
        .map((region) => ({ region, manad, status, cover: others.get(region) ?? cover }));
    });
  }

  /** The region of a place: of a hospital, or the region itself. */
  regionOf(plats: string): string {
    return this.places.has(plats)
      ? plats
      : [...this.places].find(([, hospitals]) => hospitals.includes(plats))?.[0] ?? plats;
  }

  /** Whether the page has hospitals of a region's month; it has none of the year before those to choose from. */
  hasHospitals(region: string, manad: Month, status: View["status"]): boolean {
    return remembered(
      this.#covers,
      `hospitals ${region} ${manad} ${status}`,
      () =>
        rollColumns(this.#columns, { by: ["sjukhus"], where: { region, manad, status } })
          .some(({ sjukhus }) => sjukhus !== null),
    );
  }

  /** The chosen cells of a view, told apart by some dimensions; of its month, or of all. */
  cells<D extends PackedDimension>(view: View, by: readonly D[], months: "one" | "all"): RolledCell<D>[] {
    const { manad, vardutbud, agarform, plats } = view;
    const where = {
      ...(months === "one" ? { manad } : {}),
      ...(vardutbud === null ? {} : { vardutbud }),
      ...(agarform === null ? {} : { agarform }),
      ...(plats === null ? {} : { region: this.regionOf(plats) }),
      ...(plats === null || this.places.has(plats) ? {} : { sjukhus: plats }),
    };
    return remembered(
      this.#cells,
      JSON.stringify([by, where]),
      () => rollColumns(this.#columns, { by, where }),
    );
  }
}

/** What has been computed for a name, or else is now; the latest are kept. */
function remembered<T>(known: Map<string, unknown>, name: string, compute: () => T): T {
  const value = known.has(name) ? known.get(name) as T : compute();
  known.delete(name);
  known.set(name, value);
  if (known.size > REMEMBERED) known.delete([...known.keys()][0]);
  return value;
}

/** The rows that tables and figures of one view are made of. Each is computed once, when asked for. */
export class ViewRows {
  /** The view. */
  readonly view: View;
  /** What every figure of those who wait is told. */
  readonly options: ViewOptions;
  readonly #page: PageCells;
  readonly #data: EmbeddedSelections;
  readonly #known = new Map<string, unknown>();

  /** Made by {@linkcode PageCells.rows}. */
  constructor(view: View, page: PageCells, data: EmbeddedSelections) {
    this.view = view;
    this.#page = page;
    this.#data = data;
    const definition = countedWords(this.#answering(view.manad, "vantande").deviations, view.inkl);
    this.options = {
      ...this.#about("vantande"),
      ...definition !== "exkl. PvV och MoV" && { definition },
    };
  }

  /** What every figure of those operated is told. */
  get performedOptions(): ViewOptions {
    return this.#about("genomforda");
  }

  #about(status: View["status"]): ViewOptions {
    const { manad, limitDays, plats } = this.view, { gaps, vardutbud } = this.#answering(manad, status);
    const absent = this.#absent(manad, status);
    // Of a chosen place without a delivery nothing is known; without it nobody could be told from somebody.
    const omitted = plats === null
      ? gaps
      : [...gaps, ...absent.map((region) => ({ region, reason: "månaden är inte levererad" }))];
    return {
      manad,
      limitDays,
      selection: labelOf(this.view, vardutbud),
      missing: plats === null ? absent : [],
      ...omitted.length > 0 && { omitted },
    };
  }

  /** What the deliveries of a month answer, of the view's regions; as another answer counts, where one is given. */
  #answering(manad: Month, status: View["status"], like?: Answering): Answering {
    return this.#once(`answering ${manad} ${status} ${like !== undefined}`, () => {
      const { vardutbud, agarform, inkl } = this.view, regions = this.#regions();
      const slots = this.#page.covers(manad, status).filter(({ region }) => regions.includes(region));
      const { deviations, vardutbud: only } = like ?? {
        deviations: inkl ? "inkl" as const : "exkl" as const,
        vardutbud: vardutbud === null ? null : [vardutbud],
      };
      const answer = answering(slots, { vardutbud: only, agarform: agarform !== null, deviations });
      if (this.hospital === null) return answer;
      const has = (region: string) => this.#page.hasHospitals(region, manad, status);
      return {
        ...answer,
        regions: answer.regions.filter(has),
        gaps: [
          ...answer.gaps,
          ...answer.regions.filter((region) => !has(region))
            .map((region) => ({ region, reason: "leveransen anger inte sjukhus" })),
        ],
      };
    });
  }

  /** The hospital that the view is about; `null` for a region or all. */
  get hospital(): string | null {
    const { plats } = this.view;
    return plats === null || this.#page.places.has(plats) ? null : plats;
  }

  /** The rows of a region, and the total, as those of the chosen hospital, or of the ownership in each: "Uppsala (privat)". */
  #named<R extends { readonly name: string; readonly total: boolean }>(rows: R[], by: TableDimension): R[] {
    const { hospital, view: { agarform } } = this;
    if (hospital === null && agarform === null) return rows;
    const nameOf = (name: string) =>
      hospital === null ? `${regionShortName(name)} (${agarform})` : boundedName(hospital);
    return rows.map((row) => by === "region" || row.total ? { ...row, name: nameOf(row.name) } : row);
  }

  /** Those who wait, PvV and MoV among them when the view says so. */
  waiting(by: TableDimension, including: boolean = this.view.inkl): WaitTableRow[] {
    const { manad, limitDays } = this.view;
    const { regions: delivered, deviations } = this.#answering(manad, "vantande");
    return this.#once(
      `waiting ${by} ${including}`,
      () => {
        const rows = this.#named(
          waitTable(this.#cells(by, "vantande"), { by, manad, limitDays, including, delivered, deviations }),
          by,
        );
        // A hospital has no inhabitants.
        return this.hospital === null
          ? rows
          : rows.map((row) => ({ ...row, per1000: null, per1000Including: null, inhabitants: null }));
      },
    );
  }

  /** Those operated. */
  performed(by: TableDimension): PerformedTableRow[] {
    const { manad, limitDays } = this.view, { regions: delivered } = this.#answering(manad, "genomforda");
    return this.#once(
      `performed ${by}`,
      () => this.#named(performedTable(this.#cells(by, "genomforda"), { by, limitDays, delivered }), by),
    );
  }

  /** The cells of the deliveries that answer. */
  #cells(by: TableDimension, status: View["status"]): RolledCell<typeof MEASURED[number] | TableDimension>[] {
    const kept: readonly (typeof MEASURED[number] | TableDimension)[] = [...MEASURED, ...dimensionsOf(by)];
    const answer = this.#answering(this.view.manad, status);
    if (answer.gaps.length === 0 && answer.vardutbud === null) {
      return this.#page.cells(this.view, kept, "one");
    }
    return this.#page.cells(this.view, [...kept, ...COVERED], "one").filter((cell) =>
      isAnswered(cell, answer)
    );
  }

  /** A measure in the view's month and the twelve before it, as far as the page goes back. */
  months(measure: SeriesMeasure): SeriesPoint[] {
    const { manad, limitDays, inkl } = this.view;
    const counted = (cells: readonly MonthCell[]) =>
      inkl ? cells.filter(({ status }) => status === "vantande") : activelyWaiting(cells);
    const measures: Record<SeriesMeasure, (cells: readonly MonthCell[]) => number | null> = {
      overShare: (cells) => estimateOf(overLimit(counted(cells), { limitDays }).share),
      waiting: (cells) => countContacts(counted(cells)),
      median: (cells) => medianWait(counted(cells))?.value ?? null,
      performedShare: (cells) => performed(cells, { limitDays }).shareWithin?.value ?? null,
      performed: (cells) => performed(cells).volume,
    };
    const status = measure.startsWith("performed") ? "genomforda" : "vantande";
    const own = this.#answering(manad, status);
    // Every month is counted as the view's own month is.
    const answerOf = (month: Month) => this.#answering(month, status, own);
    const first = this.hospital === null ? this.#data.from : this.#data.months[0];
    return this.#once(
      `months ${measure}`,
      () =>
        monthlySeries(
          this.#seriesCells(status, own).filter((cell) => isAnswered(cell, answerOf(cell.manad))),
          {
            months: monthRange(addMonths(manad, -12), manad).filter((month) => month >= first),
            regions: this.#regions(),
            delivered: (month) => month < first ? [] : answerOf(month).regions,
            measure: measures[measure],
          },
        ),
    );
  }

  /** The cells of all months; with their vårdutbud where not all of them count. */
  #seriesCells(
    status: View["status"],
    { vardutbud }: Answering,
  ): MonthCell[] {
    const by = [...MEASURED, "region", "manad"] as const;
    const cells = vardutbud === null
      ? this.#page.cells(this.view, by, "all")
      : this.#page.cells(this.view, [...by, "vardutbud"], "all");
    return cells.filter((cell) => cell.status === status);
  }

  /** The regions that the view is about. */
  #regions(): readonly string[] {
    const { plats } = this.view;
    if (plats === null) return memberRegions;
    return [this.#page.regionOf(plats)];
  }

  /** Those of them that have not delivered a month. */
  #absent(manad: Month, status: View["status"]): readonly string[] {
    const absent = this.#data.absent.filter((gap) => gap.manad === manad && gap.status === status)
      .map(({ region }) => region);
    return this.#regions().filter((region) => absent.includes(region));
  }

  #once<T>(name: string, compute: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, compute());
    return this.#known.get(name) as T;
  }
}

/** The view in words, as the notebook's selection says it: "Gråstarr, alla ägarformer". */
function labelOf({ plats, vardutbud, agarform }: View, only: readonly string[] | null): string {
  const offerings = only === null ? "alla vårdutbud" : onlyOfferings(only);
  return [
    ...(plats === null ? [] : [boundedName(regionShortName(plats))]),
    vardutbud ?? (plats === null ? capitalise(offerings) : offerings),
    agarform === null ? "alla ägarformer" : `${agarform} ägarform`,
  ].join(", ");
}
