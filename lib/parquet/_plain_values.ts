import type { ParquetType, ParquetValue } from "./parquet_column.ts";

/** A value that is there. */
export type Present = NonNullable<ParquetValue>;

/** Values as they are in a file, with the least and the greatest where they are in an order. */
export interface PlainBytes {
  readonly bytes: Uint8Array;
  readonly min?: Present | Uint8Array;
  readonly max?: Present | Uint8Array;
}

const encoder = new TextEncoder();

/**
 * Values in Parquet's PLAIN encoding.
 *
 * @param type What they are.
 * @param values None of them missing.
 * @param name The column, for messages.
 * @throws {TypeError | RangeError} If a value is of another type, or too large for it.
 */
export function plainValues(type: ParquetType, values: ArrayLike<Present>, name: string): PlainBytes {
  switch (type) {
    case "text":
      return texts(values, name);
    case "boolean":
      return booleans(values, name);
    case "double":
      return doubles(values, name);
    case "int64":
      return longs(values, name);
    case "int32":
    case "date":
      return integers(type, values, name);
  }
}

function texts(values: ArrayLike<Present>, name: string): PlainBytes {
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "string") throw wrongType("text", value, name);
    most += 4 + 3 * value.length;
  }
  const bytes = new Uint8Array(most), view = new DataView(bytes.buffer);
  let at = 0, min: Uint8Array | undefined, max: Uint8Array | undefined;
  for (let index = 0; index < values.length; index++) {
    const first = at + 4, end = writeText(bytes, first, values[index] as string);
    view.setInt32(at, end - first, true);
    const text = bytes.subarray(first, end);
    if (min === undefined || compareBytes(text, min) < 0) min = text;
    if (max === undefined || compareBytes(text, max) > 0) max = text;
    at = end;
  }
  return { bytes: bytes.subarray(0, at), min, max };
}

/** Writes a text as UTF-8; says where the next byte goes. The encoder is only asked for what is not ASCII. */
function writeText(bytes: Uint8Array, first: number, text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return first + encoder.encodeInto(text, bytes.subarray(first)).written;
    bytes[first + index] = code;
  }
  return first + text.length;
}

function booleans(values: ArrayLike<Present>, name: string): PlainBytes {
  const bytes = new Uint8Array(Math.ceil(values.length / 8));
  let min: boolean | undefined, max: boolean | undefined;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "boolean") throw wrongType("boolean", value, name);
    if (value) bytes[index >> 3] |= 1 << (index & 7);
    min = min === undefined ? value : min && value;
    max = max === undefined ? value : max || value;
  }
  return { bytes, min, max };
}

function doubles(values: ArrayLike<Present>, name: string): PlainBytes {
  const out = new Float64Array(values.length);
  let min = Infinity, max = -Infinity, ordered = values.length > 0;
  for (let index = 0; index < out.length; index++) {
    const value = values[index];
    if (typeof value !== "number") throw wrongType("double", value, name);
    out[index] = value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value !== value) ordered = false;
  }
  // Of the two zeros a reader may look for either; a number that is none is in no order.
  return ordered
    ? { bytes: bytesOf(out), min: min === 0 ? -0 : min, max: max === 0 ? 0 : max }
    : { bytes: bytesOf(out) };
}

function integers(type: "int32" | "date", values: ArrayLike<Present>, name: string): PlainBytes {
  const out = new Int32Array(values.length);
  let min = 0x7fffffff, max = -0x80000000;
  for (let index = 0; index < out.length; index++) {
    const value = values[index];
    if (typeof value !== "number") throw wrongType(type, value, name);
    out[index] = value;
    if (out[index] !== value) throw tooLarge(type, value, name);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return out.length > 0 ? { bytes: bytesOf(out), min, max } : { bytes: bytesOf(out) };
}

function longs(values: ArrayLike<Present>, name: string): PlainBytes {
  const out = new BigInt64Array(values.length);
  let min: bigint | undefined, max: bigint | undefined;
  for (let index = 0; index < out.length; index++) {
    const value = values[index];
    if (typeof value !== "bigint" && typeof value !== "number") throw wrongType("int64", value, name);
    if (typeof value === "number" && !Number.isSafeInteger(value)) throw tooLarge("int64", value, name);
    const long = out[index] = BigInt(value);
    if (out[index] !== long) throw tooLarge("int64", value, name);
    if (min === undefined || long < min) min = long;
    if (max === undefined || long > max) max = long;
  }
  return { bytes: bytesOf(out), min, max };
}

/** In the order of their code points, as every reader orders texts. */
function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (left[index] !== right[index]) return left[index] - right[index];
  }
  return left.length - right.length;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

// Messages name the type of a value, never the value: it may be a person's.
function wrongType(type: ParquetType, value: unknown, name: string): TypeError {
  return new TypeError(
    `Cannot write the column "${name}" as ${type}: a value is a ${typeof value}. Give it another type, or its values`,
  );
}

function tooLarge(type: ParquetType, value: number | bigint, name: string): RangeError {
  return new RangeError(
    `Cannot write the column "${name}" as ${type}: a ${typeof value} is not whole or outside its range. Give it ` +
      `another type, or its values`,
  );
}
