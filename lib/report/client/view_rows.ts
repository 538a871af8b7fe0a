/** The rows of a view: what the notebook's selection computes from its store, from the page's own cells. */
import { addMonths, type Month, monthRange } from "../../calendar/month.ts";
import { type PackedCell, unpackCells } from "../../cube/pack_cells.ts";
import { rollUp } from "../../cube/roll_up.ts";
import { performed } from "../../indicators/performed.ts";
import { performedTable, type PerformedTableRow } from "../../indicators/performed_table.ts";
import { monthlySeries, type SeriesPoint } from "../../indicators/series.ts";
import { type TableDimension, waitTable, type WaitTableRow } from "../../indicators/wait_table.ts";
import { activelyWaiting, medianWait, overLimit } from "../../indicators/waiting.ts";
import { countContacts } from "../../numeric/wait_cell.ts";
import { memberRegions, regionShortName } from "../../reference/regions.ts";
import type { EmbeddedSelections } from "../../selection/embedded.ts";
import type { Choices, View } from "./view.ts";

/** What a series of months measures. */
export type SeriesMeasure = "overShare" | "waiting" | "median" | "performedShare" | "performed";

/** What every figure of a view is told. */
export interface ViewOptions {
  readonly manad: Month;
  readonly limitDays: number;
  readonly selection: string;
  readonly missing: readonly string[];
  readonly definition?: string;
}

/** How many of the latest views are remembered with their rows, for those who go back and forth. */
const REMEMBERED = 8;

/** The cells of a page, sorted into what views ask for. */
export class PageCells {
  /** What may be chosen. */
  readonly choices: Choices;
  /** The page's own view. */
  readonly initial: View;
  /** The hospitals of each region, both in Swedish alphabetical order. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  readonly #data: EmbeddedSelections;
  readonly #months = new Map<Month, PackedCell[]>();
  readonly #byCare = new Map<string | null, PackedCell[]>();
  readonly #byRegion: PackedCell[];
  readonly #rows = new Map<string, ViewRows>();

  /**
   * Sorts the cells.
   *
   * @param data What the page carries.
   * @param bytes Its packed cells, inflated.
   */
  constructor(data: EmbeddedSelections, bytes: Uint8Array) {
    this.#data = data;
    const cells = unpackCells({ names: data.names, bytes });
    for (const cell of cells) {
      collect(this.#months, cell.manad, cell);
      collect(this.#byCare, cell.vardutbud, cell);
    }
    this.#byRegion = rollUp(cells, ["status", "region", "agarform", "avvikelse", "vardgaranti", "manad"])
      .map((cell) => ({ ...cell, sjukhus: null, vardutbud: null }));
    const swedish = new Intl.Collator("sv").compare;
    const present = (values: Iterable<string | null>) =>
      [...new Set(values)].filter((value) => value !== null).sort(swedish);
    const regions = Map.groupBy(cells, (cell) => cell.region);
    this.places = new Map(
      present(regions.keys()).map((region) =>
        [region, present((regions.get(region) ?? []).map((cell) => cell.sjukhus))] as const
      ),
    );
    this.choices = {
      manad: data.months,
      vardutbud: present(cells.map((cell) => cell.vardutbud)),
      agarform: present(cells.map((cell) => cell.agarform)),
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
    const name = JSON.stringify(view);
    const known = this.#rows.get(name) ?? new ViewRows(view, this, this.#data);
    this.#rows.delete(name);
    this.#rows.set(name, known);
    if (this.#rows.size > REMEMBERED) this.#rows.delete([...this.#rows.keys()][0]);
    return known;
  }

  /** The cells of a view's month. */
  ofMonth(view: View): PackedCell[] {
    return (this.#months.get(view.manad) ?? []).filter(chosenBy(view));
  }

  /** The cells of a view in all months. Without a hospital or a vårdutbud they come already added together. */
  ofAllMonths(view: View): PackedCell[] {
    const hospital = view.plats !== null && !this.places.has(view.plats);
    if (view.vardutbud !== null) return (this.#byCare.get(view.vardutbud) ?? []).filter(chosenBy(view));
    if (!hospital) return this.#byRegion.filter(chosenBy(view));
    return [...this.#byCare.values()].flatMap((cells) => cells.filter(chosenBy(view)));
  }
}

/** The rows that tables and figures of one view are made of. Each is computed once, when asked for. */
export class ViewRows {
  /** The view. */
  readonly view: View;
  /** What every figure is told. */
  readonly options: ViewOptions;
  readonly #page: PageCells;
  readonly #data: EmbeddedSelections;
  readonly #cells: PackedCell[];
  readonly #known = new Map<string, unknown>();

  /** Made by {@linkcode PageCells.rows}. */
  constructor(view: View, page: PageCells, data: EmbeddedSelections) {
    this.view = view;
    this.#page = page;
    this.#data = data;
    this.#cells = page.ofMonth(view);
    this.options = {
      manad: view.manad,
      limitDays: view.limitDays,
      selection: labelOf(view),
      missing: this.#absent(view.manad),
      ...(view.inkl ? { definition: "inkl. PvV och MoV" } : {}),
    };
  }

  /** Those who wait, PvV and MoV among them when the view says so. */
  waiting(by: TableDimension, including: boolean = this.view.inkl): WaitTableRow[] {
    const { manad, limitDays } = this.view;
    return this.#once(
      `waiting ${by} ${including}`,
      () => waitTable(this.#cells, { by, manad, limitDays, including, delivered: this.#delivered(manad) }),
    );
  }

  /** Those operated. */
  performed(by: TableDimension): PerformedTableRow[] {
    const { limitDays } = this.view;
    return this.#once(`performed ${by}`, () => performedTable(this.#cells, { by, limitDays }));
  }

  /** A measure in the view's month and the twelve before it, as far as the page goes back. */
  months(measure: SeriesMeasure): SeriesPoint[] {
    const { manad, limitDays, inkl } = this.view;
    const counted = (cells: readonly PackedCell[]) =>
      inkl ? cells.filter(({ status }) => status === "vantande") : activelyWaiting(cells);
    const measures: Record<SeriesMeasure, (cells: readonly PackedCell[]) => number | null> = {
      overShare: (cells) => overLimit(counted(cells), { limitDays }).share?.value ?? null,
      waiting: (cells) => countContacts(counted(cells)),
      median: (cells) => medianWait(counted(cells))?.value ?? null,
      performedShare: (cells) => performed(cells, { limitDays }).shareWithin?.value ?? null,
      performed: (cells) => performed(cells).volume,
    };
    const status = measure.startsWith("performed") ? "genomforda" : "vantande";
    return this.#once(
      `months ${measure}`,
      () =>
        monthlySeries(this.#once("cells", () => this.#page.ofAllMonths(this.view)), {
          months: monthRange(addMonths(manad, -12), manad).filter((month) => month >= this.#data.from),
          regions: this.#regions(),
          delivered: (month) => month < this.#data.from ? [] : this.#delivered(month, status),
          measure: measures[measure],
        }),
    );
  }

  /** The regions that the view is about. */
  #regions(): readonly string[] {
    const { plats } = this.view;
    if (plats === null) return memberRegions;
    const [region] =
      [...this.#page.places].find(([name, hospitals]) => name === plats || hospitals.includes(plats)) ??
        [plats];
    return [region];
  }

  /** Those of them that have delivered a month. */
  #delivered(manad: Month, status: View["status"] = "vantande"): readonly string[] {
    const absent = this.#absent(manad, status);
    return this.#regions().filter((region) => !absent.includes(region));
  }

  /** Those of them that have not delivered a month. */
  #absent(manad: Month, status: View["status"] = "vantande"): readonly string[] {
    const absent = this.#data.absent.filter((gap) => gap.manad === manad && gap.status === status)
      .map(({ region }) => region);
    return this.#regions().filter((region) => absent.includes(region));
  }

  #once<T>(name: string, compute: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, compute());
    return this.#known.get(name) as T;
  }
}

function collect<K>(groups: Map<K, PackedCell[]>, key: K, cell: PackedCell): void {
  const group = groups.get(key);
  if (group) group.push(cell);
  else groups.set(key, [cell]);
}

function chosenBy({ vardutbud, agarform, plats }: View): (cell: PackedCell) => boolean {
  return (cell) =>
    (vardutbud === null || cell.vardutbud === vardutbud) &&
    (agarform === null || cell.agarform === agarform) &&
    (plats === null || cell.region === plats || cell.sjukhus === plats);
}

/** The view in words, as the notebook's selection says it: "Gråstarr, alla ägarformer". */
function labelOf({ plats, vardutbud, agarform }: View): string {
  return [
    ...(plats === null ? [] : [regionShortName(plats)]),
    vardutbud ?? (plats === null ? "Alla vårdutbud" : "alla vårdutbud"),
    agarform === null ? "alla ägarformer" : `${agarform} ägarform`,
  ].join(", ");
}
