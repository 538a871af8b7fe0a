import type { Month } from "../calendar/mod.ts";
import type { FieldValue, Reading } from "../contract/mod.ts";
import type { Dimension, Dimensions, Status } from "../cube/mod.ts";

/** A row of a delivery, typed by field of its layout. */
export type TypedRow = Readonly<Record<string, FieldValue>>;

/** Contacts of some dimensions; `lo` is the first day of their waits, 0 where days are not asked for. */
export type RolledCell<D extends Dimension> = Pick<Dimensions, D> & {
  readonly lo: number;
  readonly antal: number;
};

/** The accepted records of a region, month and status. */
export interface DeliveredSlot {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: Month;
  /** Waiting or performed. */
  readonly status: Status;
  /** Records accepted. */
  readonly rows: number;
  /** Records without a value, by field that the file holds. */
  readonly missing: Readonly<Record<string, number>>;
}

/** A column that no field is read from, with a cell for each of {@linkcode Delivered.rows}. */
export interface UnreadColumn {
  /** Its header. */
  readonly header: string;
  /** Its cells, in the order of the accepted rows. */
  readonly cells: readonly string[];
}

/** A judged delivery, as the checks of this folder look at it. */
export interface Delivered {
  /** How it was read. */
  readonly reading: Reading;
  /** The names of the file's columns. */
  readonly header: readonly string[];
  /** The accepted rows of an aggregate; none of the register's. */
  readonly rows: readonly TypedRow[];
  /** The columns that are not read, aligned with `rows`; none of the register's. */
  readonly unread: readonly UnreadColumn[];
  /** The rows that were skipped as totals of others, with their cells of the columns that are not read. */
  readonly totals: readonly {
    readonly row: TypedRow;
    readonly cells: readonly string[];
    /** Where it is in the file. */
    place(): string;
  }[];
  /**
   * Contacts summed over the accepted cells.
   *
   * @param by The dimensions to keep.
   * @param days Whether to keep the first day of each wait too.
   * @returns One cell for each combination that occurs, in any order.
   */
  roll<D extends Dimension>(by: readonly D[], days?: boolean): RolledCell<D>[];
  /** The accepted records by region, month and status. */
  readonly slots: readonly DeliveredSlot[];
  /**
   * Where a field of an accepted row is in the file.
   *
   * @param row The row's number in `rows`.
   * @param field The field.
   * @returns The place, "file:line:column" or "file, Blad1!C7".
   */
  place(row: number, field: string): string;
}
