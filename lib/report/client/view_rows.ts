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
import { countContacts } from "../../numeric/wait_cell.ts";
import { memberRegions, regionShortName } from "../../reference/regions.ts";
import type { EmbeddedSelections } from "../../selection/embedded.ts";
import type { Choices, View } from "./view.ts";

type MonthCell = RolledCell<typeof MEASURED[number] | "region" | "manad">;

/** What a series of months measures. */
export type SeriesMeasure = "overShare" | "waiting" | "median" | "performedShare" | "performed";

/** What every figure of a view is told. */
export interface ViewOptions {
  readonly manad: Month;
  readonly limitDays: number;
  readonly selection: string;
  readonly missing: readonly string[];
  readonly silent?: readonly string[];
  readonly definition?: string;
}

/** How many of the latest views are remembered, for those who go back and forth. */
const REMEMBERED = 16;

/** What every measure looks at. */
const MEASURED = ["status", "avvikelse", "vardgaranti"] as const;

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
  readonly #silent = new Map<string, unknown>();

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

  /**
   * The regions that have cells of a month and status, none of which tells apart what the view asks for: of a delivery of
   * all vårdutbud together nobody knows how many wait for one.
   */
  silent({ vardutbud, agarform }: View, manad: Month, status: View["status"]): readonly string[] {
    const dimensions = ([["vardutbud", vardutbud], ["agarform", agarform]] as const)
      .flatMap(([name, chosen]) => chosen === null ? [] : [name]);
    return dimensions.flatMap((dimension) => this.#silentIn(dimension).get(`${manad} ${status}`) ?? []);
  }

  /** By month and status the regions that never tell a dimension. */
  #silentIn(dimension: "vardutbud" | "agarform"): ReadonlyMap<string, readonly string[]> {
    return remembered(this.#silent, dimension, () => {
      const slots = Map.groupBy(
        rollColumns(this.#columns, { by: ["manad", "status", "region", dimension] }),
        ({ manad, status, region }) => JSON.stringify([manad, status, region]),
      );
      const silent = [...slots.values()].filter((told) => told.every((cell) => cell[dimension] === null))
        .map(([{ manad, status, region }]) => ({ slot: `${manad} ${status}`, region: String(region) }));
      const bySlot = Map.groupBy(silent, ({ slot }) => slot);
      return new Map([...bySlot].map(([slot, all]) => [slot, all.map(({ region }) => region)]));
    });
  }

  /** The chosen cells of a view, told apart by some dimensions; of its month, or of all. */
  cells<D extends PackedDimension>(view: View, by: readonly D[], months: "one" | "all"): RolledCell<D>[] {
    const { manad, vardutbud, agarform, plats } = view;
    const where = {
      ...(months === "one" ? { manad } : {}),
      ...(vardutbud === null ? {} : { vardutbud }),
      ...(agarform === null ? {} : { agarform }),
      ...(plats === null ? {} : { [this.places.has(plats) ? "region" : "sjukhus"]: plats }),
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
    this.options = {
      manad: view.manad,
      limitDays: view.limitDays,
      selection: labelOf(view),
      ...this.#without("vantande"),
      ...(view.inkl ? { definition: "inkl. PvV och MoV" } : {}),
    };
  }

  /** What every figure of those operated is told. */
  get performedOptions(): ViewOptions {
    const { silent: _, ...options } = this.options;
    return { ...options, ...this.#without("genomforda") };
  }

  /** The regions whose contacts of the month are not among the rows, and why. */
  #without(status: View["status"]): Pick<ViewOptions, "missing" | "silent"> {
    const silent = this.#silent(this.view.manad, status);
    return { missing: this.#absent(this.view.manad, status), ...silent.length > 0 && { silent } };
  }

  /** Those who wait, PvV and MoV among them when the view says so. */
  waiting(by: TableDimension, including: boolean = this.view.inkl): WaitTableRow[] {
    const { manad, limitDays } = this.view;
    const delivered = this.#delivered(manad);
    const untold = (this.#data.untold ?? []).filter((entry) =>
      entry.manad === manad && delivered.includes(entry.region)
    );
    return this.#once(
      `waiting ${by} ${including}`,
      () => waitTable(this.#cells(by), { by, manad, limitDays, including, delivered, untold }),
    );
  }

  /** Those operated. */
  performed(by: TableDimension): PerformedTableRow[] {
    const { manad, limitDays } = this.view;
    const delivered = this.#delivered(manad, "genomforda");
    return this.#once(`performed ${by}`, () => performedTable(this.#cells(by), { by, limitDays, delivered }));
  }

  #cells(by: TableDimension): RolledCell<typeof MEASURED[number] | TableDimension>[] {
    const kept: readonly (typeof MEASURED[number] | TableDimension)[] = [...MEASURED, ...dimensionsOf(by)];
    return this.#page.cells(this.view, kept, "one");
  }

  /** A measure in the view's month and the twelve before it, as far as the page goes back. */
  months(measure: SeriesMeasure): SeriesPoint[] {
    const { manad, limitDays, inkl } = this.view;
    const counted = (cells: readonly MonthCell[]) =>
      inkl ? cells.filter(({ status }) => status === "vantande") : activelyWaiting(cells);
    const measures: Record<SeriesMeasure, (cells: readonly MonthCell[]) => number | null> = {
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
        monthlySeries(this.#page.cells(this.view, [...MEASURED, "region", "manad"], "all"), {
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

  /** Those of them that have delivered a month, and tell apart what the view asks for. */
  #delivered(manad: Month, status: View["status"] = "vantande"): readonly string[] {
    const without = [...this.#absent(manad, status), ...this.#silent(manad, status)];
    return this.#regions().filter((region) => !without.includes(region));
  }

  /** Those of them that do not tell apart what the view asks for. */
  #silent(manad: Month, status: View["status"]): readonly string[] {
    const silent = this.#page.silent(this.view, manad, status);
    return this.#regions().filter((region) => silent.includes(region));
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

/** The view in words, as the notebook's selection says it: "Gråstarr, alla ägarformer". */
function labelOf({ plats, vardutbud, agarform }: View): string {
  return [
    ...(plats === null ? [] : [boundedName(regionShortName(plats))]),
    vardutbud ?? (plats === null ? "Alla vårdutbud" : "alla vårdutbud"),
    agarform === null ? "alla ägarformer" : `${agarform} ägarform`,
  ].join(", ");
}
