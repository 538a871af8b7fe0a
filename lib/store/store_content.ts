import type { Month } from "../calendar/mod.ts";
import type { CubeCell, Dimension, Status } from "../cube/mod.ts";
import type { Queryable } from "../database/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import type { CellQuery } from "./cell_query.ts";
import type { Delivery, StoredFile } from "./delivery.ts";

/** A table that questions in SQL are put to: the cells of the wait cube, or the accepted rows of the register's layout. */
export type StoreTable = "celler" | "rader";

/** Rows of a month, and of a layout. */
export interface RowQuery {
  /** Waiting or performed. */
  readonly status: Status;
  /** The month. */
  readonly manad: Month;
  /** The layout, whose fields are the columns. @default {"register"} */
  readonly layout?: Delivery["layout"];
}

/** Where the cells and rows of an open store are: in the files of a folder, or in the tables of a cluster. */
export interface StoreContent extends Disposable {
  /** Cells that agree in the dimensions kept and in their days, merged, in the order of these. */
  cells<D extends Dimension>(query: CellQuery<D>): Promise<readonly (Pick<CubeCell, D> & WaitCell)[]>;
  /** What answers questions in SQL, with these tables. */
  tables(names: readonly StoreTable[]): Promise<Queryable>;
  /** Makes a table of a month's rows, and says how many there are. */
  rows(table: string, where: RowQuery): Promise<number>;
  /** Some fields of a month's rows of the register's layout; days as "yyyy-mm-dd". */
  fields<F extends string>(fields: readonly F[], where: RowQuery): Promise<Record<F, string | null>[]>;
  /** What takes long to make and may be asked for again: made now, or before under the same name. */
  remembered<T>(name: string, make: () => Promise<T>): Promise<T>;
  /** The bytes of a file. */
  read(file: StoredFile, delivery: Delivery): Promise<Uint8Array>;
}
