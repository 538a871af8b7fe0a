import duckdb, { type Vector } from "@duckdb/node-bindings";
import { type DuckDBType, DuckDBTypeId, DuckDBUUIDValue } from "@duckdb/node-api";
import { type CellReader, cellsBetween, fail, unreadable } from "./_cells.ts";
import { decimalNumber, int128, wholeNumber } from "./_numbers.ts";
import { dayText, timestampText, timeText } from "./_times.ts";

/**
 * The reader of one vector of native DuckDB, as `cellReader` is of one Arrow batch.
 *
 * It takes the engine's own buffers: the package's values are slower, and lose a byte order mark that begins a text.
 *
 * @param vector The vector. Its chunk must be kept as long as the reader is used.
 * @param type Its type.
 * @param count How many cells it holds.
 * @param column What to call it in an error.
 */
export function vectorReader(vector: Vector, type: DuckDBType, count: number, column: string): CellReader {
  const read = valueReader(vector, type, count, column);
  const valid: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  return valid ? (index) => valid[index >> 3] & (1 << (index & 7)) ? read(index) : null : read;
}

function valueReader(vector: Vector, type: DuckDBType, count: number, column: string): CellReader {
  const values = <T>(Values: ValuesOf<T>): T => valuesOf(vector, count, Values);
  switch (type.typeId) {
    case DuckDBTypeId.SQLNULL:
      return () => null;
    case DuckDBTypeId.BOOLEAN: {
      const flags = values(Uint8Array);
      return (index) => flags[index] !== 0;
    }
    case DuckDBTypeId.TINYINT:
      return numbers(values(Int8Array));
    case DuckDBTypeId.SMALLINT:
      return numbers(values(Int16Array));
    case DuckDBTypeId.INTEGER:
      return numbers(values(Int32Array));
    case DuckDBTypeId.UTINYINT:
      return numbers(values(Uint8Array));
    case DuckDBTypeId.USMALLINT:
      return numbers(values(Uint16Array));
    case DuckDBTypeId.UINTEGER:
      return numbers(values(Uint32Array));
    case DuckDBTypeId.FLOAT:
      return numbers(values(Float32Array));
    case DuckDBTypeId.DOUBLE:
      return numbers(values(Float64Array));
    case DuckDBTypeId.BIGINT:
      return wholeNumbers(values(BigInt64Array));
    case DuckDBTypeId.UBIGINT:
      return wholeNumbers(values(BigUint64Array));
    case DuckDBTypeId.HUGEINT: {
      const words = valuesOf(vector, 2 * count, BigUint64Array);
      return (index) => wholeNumber(int128(words, index));
    }
    case DuckDBTypeId.DECIMAL:
      return decimals(vector, count, type);
    case DuckDBTypeId.VARCHAR:
      return texts(valuesOf(vector, 16 * count, Uint8Array));
    case DuckDBTypeId.ENUM: {
      const codes = enumCodes(vector, count, type.internalTypeId);
      return (index) => type.values[codes[index]];
    }
    case DuckDBTypeId.UUID: {
      const words = valuesOf(vector, 2 * count, BigUint64Array);
      return (index) => DuckDBUUIDValue.fromStoredHugeInt(int128(words, index)).toString();
    }
    case DuckDBTypeId.DATE: {
      const days = values(Int32Array);
      return (index) => dayText(days[index]) ?? fail(column);
    }
    case DuckDBTypeId.TIME: {
      const micros = values(BigInt64Array);
      return (index) => timeText(Number(micros[index]), 6);
    }
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_NS:
    case DuckDBTypeId.TIMESTAMP_TZ: {
      const ticks = values(BigInt64Array), zone = type.typeId === DuckDBTypeId.TIMESTAMP_TZ ? "Z" : "";
      return (index) => (timestampText(ticks[index], DIGITS[type.typeId]) ?? fail(column)) + zone;
    }
    case DuckDBTypeId.LIST: {
      const bounds = valuesOf(vector, 2 * count, BigUint64Array);
      const child = duckdb.list_vector_get_child(vector);
      const read = vectorReader(child, type.valueType, duckdb.list_vector_get_size(vector), column);
      return (index) => {
        const start = Number(bounds[2 * index]);
        return cellsBetween(read, start, start + Number(bounds[2 * index + 1]));
      };
    }
    case DuckDBTypeId.ARRAY: {
      const { length, valueType } = type;
      const read = vectorReader(duckdb.array_vector_get_child(vector), valueType, length * count, column);
      return (index) => cellsBetween(read, index * length, (index + 1) * length);
    }
    case DuckDBTypeId.STRUCT: {
      const readers = type.entryTypes.map((entry, i) =>
        vectorReader(duckdb.struct_vector_get_child(vector, i), entry, count, column)
      );
      return (index) => Object.fromEntries(type.entryNames.map((name, i) => [name, readers[i](index)]));
    }
    default:
      throw unreadable(column, "its type has no counterpart among the cells");
  }
}

/** Decimals of a second in a tick. */
const DIGITS = {
  [DuckDBTypeId.TIMESTAMP_S]: 0,
  [DuckDBTypeId.TIMESTAMP_MS]: 3,
  [DuckDBTypeId.TIMESTAMP]: 6,
  [DuckDBTypeId.TIMESTAMP_NS]: 9,
  [DuckDBTypeId.TIMESTAMP_TZ]: 6,
};

/** A typed array's class. */
interface ValuesOf<T> {
  new (buffer: ArrayBufferLike, start: number, count: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/** The vector's data: native DuckDB's memory itself, not copied. */
function valuesOf<T>(vector: Vector, count: number, Values: ValuesOf<T>): T {
  const { buffer, byteOffset } = duckdb.vector_get_data(vector, count * Values.BYTES_PER_ELEMENT);
  return new Values(buffer, byteOffset, count);
}

function numbers(values: ArrayLike<number>): CellReader {
  return (index) => values[index];
}

function wholeNumbers(values: ArrayLike<bigint>): CellReader {
  return (index) => wholeNumber(values[index]);
}

/** An enum is stored as the number of its value, in the least integer that holds them all. */
function enumCodes(vector: Vector, count: number, stored: DuckDBTypeId): ArrayLike<number> {
  if (stored === DuckDBTypeId.UTINYINT) return valuesOf(vector, count, Uint8Array);
  return stored === DuckDBTypeId.USMALLINT
    ? valuesOf(vector, count, Uint16Array)
    : valuesOf(vector, count, Uint32Array);
}

/** A decimal is stored in the least integer that holds its digits. */
function decimals(
  vector: Vector,
  count: number,
  { width, scale }: { width: number; scale: number },
): CellReader {
  const unscaled = unscaledReader(vector, count, width);
  return scale === 0
    ? (index) => wholeNumber(unscaled(index))
    : (index) => decimalNumber(unscaled(index), scale);
}

function unscaledReader(vector: Vector, count: number, width: number): (index: number) => bigint {
  if (width > 18) {
    const words = valuesOf(vector, 2 * count, BigUint64Array);
    return (index) => int128(words, index);
  }
  if (width > 9) {
    const values = valuesOf(vector, count, BigInt64Array);
    return (index) => values[index];
  }
  const values = width > 4 ? valuesOf(vector, count, Int32Array) : valuesOf(vector, count, Int16Array);
  return (index) => BigInt(values[index]);
}

// Without ignoreBOM a text that begins with U+FEFF would lose it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** DuckDB writes a text as its length and then, in 12 bytes, the text or where it lies. */
function texts(data: Uint8Array): CellReader {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return (index) => {
    const at = 16 * index, length = view.getUint32(at, true);
    return decoder.decode(
      length <= 12
        ? data.subarray(at + 4, at + 4 + length)
        : duckdb.get_data_from_pointer(data.buffer as ArrayBuffer, data.byteOffset + at + 8, length),
    );
  };
}
