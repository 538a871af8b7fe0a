import { type Batch, Type } from "@uwdata/flechette";
import { decimalNumber, int128, wholeNumber } from "./_numbers.ts";
import { textReader } from "./_texts.ts";
import { dayText, timestampText, timeText } from "./_times.ts";
import { DatabaseError } from "./database_error.ts";
import type { Cell } from "./row.ts";

/** Reads the cell at a row of one Arrow batch. */
export type CellReader = (index: number) => Cell;

/**
 * The reader of one column's batch, chosen once by its type so that reading a cell does not ask again.
 *
 * It takes Arrow's own buffers where flechette's values would lose something: integers of 64 and 128 bits, decimals,
 * microseconds.
 */
export function cellReader(batch: Batch<unknown>, column: string): CellReader {
  const read = valueReader(batch, column);
  return batch.nullCount > 0 ? (index) => batch.isValid(index) ? read(index) : null : read;
}

function valueReader(batch: Batch<unknown>, column: string): CellReader {
  const { type } = batch;
  switch (type.typeId) {
    case Type.Null:
      return () => null;
    case Type.Bool:
    case Type.Dictionary:
      return (index) => batch.value(index) as Cell;
    case Type.Utf8:
      return textReader(batch.values as Uint8Array, batch.offsets as Int32Array, batch.length);
    case Type.Float:
      return numbers(batch);
    case Type.Int:
      return type.bitWidth === 64 ? wholeNumbers(batch) : numbers(batch);
    case Type.Decimal:
      return decimals(batch, type.scale);
    case Type.Date:
      return days(batch, column);
    case Type.Time:
      return times(batch, 3 * type.unit);
    case Type.Timestamp:
      return timestamps(batch, column, 3 * type.unit, type.timezone === null ? "" : "Z");
    case Type.List:
      return lists(batch, column);
    case Type.FixedSizeList:
      return arrays(batch, column, type.stride);
    case Type.Struct:
      return structs(batch, column, type.children.map((child) => child.name));
    default:
      throw unreadable(column, "its type has no counterpart among the cells");
  }
}

function numbers(batch: Batch<unknown>): CellReader {
  const values = batch.values as ArrayLike<number>;
  return (index) => values[index];
}

function wholeNumbers(batch: Batch<unknown>): CellReader {
  const values = batch.values as ArrayLike<bigint>;
  return (index) => wholeNumber(values[index]);
}

function decimals(batch: Batch<unknown>, scale: number): CellReader {
  const words = batch.values as BigUint64Array;
  return scale === 0
    ? (index) => wholeNumber(int128(words, index))
    : (index) => decimalNumber(int128(words, index), scale);
}

function days(batch: Batch<unknown>, column: string): CellReader {
  const values = batch.values as ArrayLike<number>;
  return (index) => dayText(values[index]) ?? fail(column);
}

function times(batch: Batch<unknown>, digits: number): CellReader {
  const values = batch.values as ArrayLike<number | bigint>;
  return (index) => timeText(Number(values[index]), digits);
}

function timestamps(batch: Batch<unknown>, column: string, digits: number, zone: "" | "Z"): CellReader {
  const values = batch.values as ArrayLike<bigint>;
  return (index) => (timestampText(values[index], digits) ?? fail(column)) + zone;
}

function lists(batch: Batch<unknown>, column: string): CellReader {
  const read = cellReader(batch.children[0], column);
  const offsets = batch.offsets as ArrayLike<number>;
  return (index) => cellsBetween(read, offsets[index], offsets[index + 1]);
}

function arrays(batch: Batch<unknown>, column: string, length: number): CellReader {
  const read = cellReader(batch.children[0], column);
  return (index) => cellsBetween(read, index * length, (index + 1) * length);
}

function structs(batch: Batch<unknown>, column: string, names: readonly string[]): CellReader {
  const readers = batch.children.map((child) => cellReader(child, column));
  return (index) => Object.fromEntries(names.map((name, i) => [name, readers[i](index)]));
}

/** The cells of a list. */
export function cellsBetween(read: CellReader, start: number, end: number): Cell[] {
  return Array.from({ length: end - start }, (_, i) => read(start + i));
}

/** Refuses a day that "yyyy-mm-dd" cannot write. */
export function fail(column: string): never {
  throw unreadable(column, "a day lies outside the years 0000-9999");
}

/** The error for a column whose cells cannot be read. */
export function unreadable(column: string, why: string): DatabaseError {
  return new DatabaseError(
    `Cannot read the column "${column}" as ${why}: cast it in SQL, for example to VARCHAR`,
  );
}
