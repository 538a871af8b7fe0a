import type { Dimension, Dimensions } from "../cube/mod.ts";
import type { Delivery, StoredFile } from "./delivery.ts";

/** Which cells to fetch: each dimension may be given one value or several; what is left out is not limited. */
export type CellFilter = {
  readonly [D in Dimension]?: Dimensions[D] | readonly Dimensions[D][];
};

/** Options for `Store.cells()`. */
export interface CellQuery<D extends Dimension> {
  /** Which cells. */
  readonly where?: CellFilter;
  /** The dimensions to keep; cells that agree in them and in their days are merged. @default {DIMENSIONS} */
  readonly by?: readonly D[];
  /** The first days of bands, ascending from 0: cells are merged into these, where one band holds all days of a cell. */
  readonly bands?: readonly number[];
}

/** A stored file, and the regions of it that no later delivery has replaced. */
export interface Part {
  readonly file: StoredFile;
  readonly delivery: Delivery;
  readonly regions: readonly string[];
  readonly whole: boolean;
}
