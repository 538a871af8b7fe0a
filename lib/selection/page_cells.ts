import type { Month } from "../calendar/month.ts";
import type { Status } from "../cube/cell.ts";
import type { CoveredSlot } from "../cube/cover.ts";
import {
  type CellColumns,
  PACKED_DIMENSIONS,
  type PackedDimension,
  type RolledCell,
  unpackColumns,
} from "../cube/pack_cells.ts";
import { rollColumns } from "../cube/roll_columns.ts";
import { type CellQuestion, type CellSource, expectedRegions, placeOf } from "./cell_source.ts";
import { coversOf, type EmbeddedSelections } from "./embedded.ts";
import type { Scope } from "./scope.ts";

/** How many of the latest answers are remembered, for those who go back and forth. */
const REMEMBERED = 16;

/** The cells that a page carries, as what its selections answer from. */
export class PageCells implements CellSource {
  readonly regions: readonly string[];
  /** The hospitals of each region, both in Swedish alphabetical order. */
  readonly hospitals: ReadonlyMap<string, readonly string[]>;
  readonly #data: EmbeddedSelections;
  readonly #columns: CellColumns;
  readonly #cells = new Map<string, unknown>();
  readonly #covers: ReadonlyMap<string, readonly CoveredSlot[]>;

  /**
   * Sorts the cells.
   *
   * @param data What the page carries.
   * @param bytes Its packed cells, inflated.
   */
  constructor(data: EmbeddedSelections, bytes: Uint8Array) {
    this.#data = data;
    this.#columns = unpackColumns({ names: data.names, bytes });
    this.#covers = Map.groupBy(coversOf(data), ({ manad, status }) => `${manad} ${status}`);
    this.regions = expectedRegions(data.held.map(({ region }) => region));
    const regions = Map.groupBy(
      rollColumns(this.#columns, { by: ["region", "sjukhus"] }),
      (cell) => cell.region,
    );
    this.hospitals = new Map(
      present(regions.keys()).map((region) =>
        [region, present((regions.get(region) ?? []).map((cell) => cell.sjukhus))] as const
      ),
    );
  }

  /** The values of a dimension, in Swedish alphabetical order. */
  valuesOf(dimension: PackedDimension): string[] {
    return present(
      this.#data.names[PACKED_DIMENSIONS.indexOf(dimension)].map((value) => value as string | null),
    );
  }

  /** The page's own month, which it carries to the day. */
  get own(): Month {
    return this.#data.manad;
  }

  covers(manad: Month, status: Status): readonly CoveredSlot[] {
    return this.#covers.get(`${manad} ${status}`) ?? [];
  }

  from({ sjukhus, vardutbud }: Scope): Month {
    const { from, months, hospitalsFrom = months[0], offeringsFrom = from } = this.#data;
    return sjukhus !== null ? hospitalsFrom : vardutbud !== null ? offeringsFrom : from;
  }

  cells<D extends PackedDimension>({ scope, status, by, months }: CellQuestion<D>): readonly RolledCell<D>[] {
    const where = { ...placeOf(scope), status, ...months === undefined && { manad: scope.manad } };
    return remembered(
      this.#cells,
      JSON.stringify([by, where]),
      () => rollColumns(this.#columns, { by, where }),
    );
  }
}

const swedish = new Intl.Collator("sv").compare;

function present(values: Iterable<string | null>): string[] {
  return [...new Set(values)].filter((value) => value !== null).sort(swedish);
}

/** What has been computed for a name, or else is now; the latest are kept. */
export function remembered<T>(known: Map<string, unknown>, name: string, compute: () => T): T {
  const value = known.has(name) ? known.get(name) as T : compute();
  known.delete(name);
  known.set(name, value);
  if (known.size > REMEMBERED) known.delete([...known.keys()][0]);
  return value;
}
