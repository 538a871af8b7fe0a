import { type PlainBytes, plainValues, type Present } from "./_plain_values.ts";
import type {
  BytesParquetColumn,
  CodedParquetColumn,
  ParquetColumn,
  PlainParquetColumn,
} from "./parquet_column.ts";

/** Which rows of a column have a value. */
interface Presence {
  /** How many have none. */
  readonly nulls: number;
  /** For each row 1 where it has a value; `null` where every row has. */
  readonly present: Int32Array | null;
}

/** Some rows of a column, as the pages of a file hold them: their different values and codes, or their values. */
export type ChunkValues =
  & Presence
  & (
    | {
      readonly kind: "coded";
      readonly values: readonly Present[];
      readonly codes: Int32Array;
      /** How many runs of the same code there are. */
      readonly runs: number;
    }
    | { readonly kind: "plain"; readonly plain: PlainBytes }
  );

/** Whole numbers that are less than this apart are coded by their distance from the least. */
const NEAR = 2 ** 16;

/** What stands for NULL among the numbers of values. */
const NULL = -1;

/**
 * The values of some rows of a column.
 *
 * @param column The column.
 * @param rows The numbers of the rows.
 * @throws {TypeError | RangeError} If a row has no value, or one of another type.
 */
export function chunkValues(column: ParquetColumn, rows: Uint32Array): ChunkValues {
  switch (column.kind) {
    case "coded":
      return fromCodes(column, rows);
    case "plain":
      return near(column, rows) ?? fromValues(column, rows);
    case "bytes":
      return fromBytes(column, rows);
  }
}

/** Numbers of rows that are needed until the next chunk: made once, as new ones for every chunk cost more than their use. */
const rooms = [0, 1, 2].map(() => new Int32Array(0));

/** Room for as many numbers, which hold what was left in them; the next chunk takes it again. */
function roomFor(use: 0 | 1 | 2, length: number): Int32Array {
  if (rooms[use].length < length) rooms[use] = new Int32Array(length);
  return rooms[use].subarray(0, length);
}

/** Values are numbered in the order in which the rows have them, so that a file shows nothing of the dictionary. */
function fromCodes({ name, type, dictionary, codes }: CodedParquetColumn, rows: Uint32Array): ChunkValues {
  const own = roomFor(0, rows.length);
  const { used, runs } = numberCodes(codes, rows, new Int32Array(dictionary.length).fill(-1), own);
  const values: Present[] = [], known = new Map<Present, number>();
  const numbers = Int32Array.from(used, (code) => {
    const value = dictionary[code];
    if (value === undefined) throw noValue(name, code, dictionary.length);
    if (value === null) return NULL;
    const number = known.get(value) ?? values.push(value) - 1;
    known.set(value, number);
    return number;
  });
  const { codes: held, present, runs: heldRuns } = values.length === used.length
    ? { codes: own, present: null, runs }
    : renumber(own, numbers);
  const nulls = rows.length - held.length;
  if (type !== "boolean") return { nulls, present, kind: "coded", values, codes: held, runs: heldRuns };
  // Booleans have no dictionary page.
  const each: Present[] = [];
  for (let index = 0; index < held.length; index++) each.push(values[held[index]]);
  return { nulls, present, kind: "plain", plain: plainValues(type, each, name) };
}

/**
 * Numbers the codes of some rows in the order in which they come first. A loop without a call, as every row of every
 * column comes by.
 *
 * @param numbers For each code -1.
 * @param own Takes the number of each row's code.
 * @returns The codes by their numbers, and how many runs of the same one there are; a code above those of `numbers` may
 * be among them more than once.
 */
function numberCodes(
  codes: CodedParquetColumn["codes"],
  rows: Uint32Array,
  numbers: Int32Array,
  own: Int32Array,
): { used: number[]; runs: number } {
  const used: number[] = [];
  let runs = 0, latest = -1, index = 0;
  // Many columns have the same value in all rows: the first ones are passed over at a glance.
  while (index < rows.length && codes[rows[index]] === codes[rows[0]]) index++;
  if (index > 0) {
    used.push(codes[rows[0]]);
    numbers[used[0]] = 0;
    own.fill(0, 0, index);
    runs = 1;
    latest = 0;
  }
  for (; index < rows.length; index++) {
    const code = codes[rows[index]];
    let number = numbers[code];
    if (!(number >= 0)) {
      numbers[code] = number = used.length;
      used.push(code);
    }
    if (number !== latest) {
      runs++;
      latest = number;
    }
    own[index] = number;
  }
  return { used, runs };
}

/** Exchanges numbers by those in a list; what is {@linkcode NULL} there is left out, and reported by its row. */
function renumber(
  own: Int32Array,
  numbers: Int32Array,
): { codes: Int32Array; present: Int32Array | null; runs: number } {
  const codes = roomFor(1, own.length), present = roomFor(2, own.length).fill(0);
  let held = 0, runs = 0, latest = NULL;
  for (let index = 0; index < own.length; index++) {
    const number = numbers[own[index]];
    if (number === NULL) continue;
    present[index] = 1;
    codes[held++] = number;
    if (number !== latest) {
      runs++;
      latest = number;
    }
  }
  return held === own.length
    ? { codes, present: null, runs }
    : { codes: codes.subarray(0, held), present, runs };
}

/** Whole numbers as codes where they are near each other, else `null`. */
function near({ name, type, values, missing }: PlainParquetColumn, rows: Uint32Array): ChunkValues | null {
  if (!(values instanceof Int32Array) || type === "double") return null;
  const isMissing = (row: number) => missing !== undefined && missing[row] !== 0;
  let min = Infinity, max = -Infinity;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index], value = values[row];
    if (isMissing(row)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const different = Math.max(0, max - min + 1);
  if (different > NEAR) return null;
  const codes = new Uint32Array(rows.length), places = new Uint32Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    codes[index] = isMissing(row) ? different : values[row] - min;
    places[index] = index;
  }
  const dictionary = Array.from(
    { length: different + 1 },
    (_, code) => code === different ? null : min + code,
  );
  return fromCodes({ name, type, kind: "coded", dictionary, codes }, places);
}

function fromValues({ name, type, values, missing }: PlainParquetColumn, rows: Uint32Array): ChunkValues {
  const held: Present[] = [], present = roomFor(2, rows.length).fill(0);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index], value = missing !== undefined && missing[row] !== 0 ? null : values[row];
    if (value === null) continue;
    present[index] = 1;
    held.push(value);
  }
  const nulls = rows.length - held.length;
  return { nulls, present: nulls > 0 ? present : null, kind: "plain", plain: plainValues(type, held, name) };
}

function fromBytes(
  { bytes, from, to, instead = new Map(), emptyIsNull = false }: BytesParquetColumn,
  rows: Uint32Array,
): ChunkValues {
  const texts = new Map<number, Uint8Array | null>();
  for (const [row, text] of instead) texts.set(row, text === null ? null : new TextEncoder().encode(text));
  const present = roomFor(2, rows.length).fill(0);
  let size = 0, nulls = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index], text = texts.size === 0 ? undefined : texts.get(row);
    const length = text === undefined ? to[row] - from[row] : text === null ? 0 : text.length;
    if (text === null || (emptyIsNull && length === 0)) {
      nulls++;
    } else {
      present[index] = 1;
      size += 4 + length;
    }
  }
  const page = new Uint8Array(size), view = new DataView(page.buffer);
  let at = 0;
  for (let index = 0; index < rows.length; index++) {
    if (present[index] === 0) continue;
    const row = rows[index], text = texts.size === 0 ? undefined : texts.get(row);
    const source = text ?? bytes, first = text ? 0 : from[row], end = text ? text.length : to[row];
    view.setInt32(at, end - first, true);
    at += 4;
    // One by one, since most texts are short, and to hand over a part of an array takes longer.
    for (let place = first; place < end; place++) page[at++] = source[place];
  }
  return { nulls, present: nulls > 0 ? present : null, kind: "plain", plain: { bytes: page } };
}

function noValue(name: string, code: number, values: number): RangeError {
  return new RangeError(
    `Cannot write the column "${name}": a code is the place of a value in its dictionary, from 0 to ${
      values - 1
    }, but one is ${code}. Give the dictionary that the codes are of`,
  );
}
