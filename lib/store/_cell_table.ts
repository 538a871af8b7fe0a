import { type CubeCell, type Dimension, DIMENSIONS } from "../cube/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { readColumns } from "./_columns.ts";
import type { CellFilter, CellQuery } from "./cell_query.ts";

/** What a dimension may hold. */
type Value = string | boolean | null;

/** Days and count of the cells of one file, beside the numbers of their dimensions' values. */
interface Chunk {
  readonly codes: Readonly<Record<Dimension, Uint32Array>>;
  readonly lo: Int32Array;
  /** The most days, -1 in an open last band. */
  readonly hi: Int32Array;
  readonly antal: Float64Array;
  readonly length: number;
  /** The dimensions in which all cells agree, with the number of their value: a question may pass the file by. */
  readonly alike: ReadonlyMap<Dimension, number>;
}

/** Days above this do not occur, as every date has a year of four digits; two of them are one whole number. */
const DAY_RADIX = 2 ** 22;

/**
 * Cells read from Parquet, column by column, and the one question that is asked of them. It spares a notebook that
 * wants only cells the start of an engine, which takes longer than all the rest.
 */
export class CellTable {
  readonly #values: Readonly<Record<Dimension, Value[]>>;
  readonly #numbers: Readonly<Record<Dimension, Map<Value, number>>>;
  readonly #chunks: Chunk[] = [];

  constructor() {
    this.#values = Object.fromEntries(DIMENSIONS.map((name) => [name, []])) as unknown as Record<
      Dimension,
      Value[]
    >;
    this.#numbers = Object.fromEntries(DIMENSIONS.map((name) => [name, new Map()])) as unknown as Record<
      Dimension,
      Map<Value, number>
    >;
  }

  /** Adds a file's cells; with `regions`, only those of these regions. */
  async add(parquet: Uint8Array, regions: readonly string[] | null): Promise<void> {
    const columns = await readColumns<Value | number | bigint>(parquet, regions, { regionColumn: "region" });
    const column = <V>(name: string) => (columns.get(name) ?? []) as V[];
    const last = column<number | null>("hi"), counts = column<number | bigint>("antal"), { length } = counts;
    const hi = new Int32Array(length), antal = new Float64Array(length);
    for (let row = 0; row < length; row++) {
      hi[row] = last[row] ?? -1;
      antal[row] = Number(counts[row]);
    }
    const codes = Object.fromEntries(
      DIMENSIONS.map((name) => [name, this.#coded(name, column<Value>(name))]),
    );
    const alike = DIMENSIONS.flatMap((name) => {
      const first = codes[name][0];
      return length > 0 && codes[name].every((code) => code === first) ? [[name, first] as const] : [];
    });
    this.#chunks.push({
      alike: new Map(alike),
      codes: codes as Record<Dimension, Uint32Array>,
      lo: Int32Array.from(column<number>("lo")),
      ...{ hi, antal, length },
    });
  }

  /** Cells that agree in the dimensions kept and in their days, merged, in the order of their dimensions and days. */
  select<D extends Dimension>(
    { where = {}, by = DIMENSIONS as readonly D[], bands = [] }: CellQuery<D>,
  ): (Pick<CubeCell, D> & WaitCell)[] {
    const allowed = Object.entries(where).filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({
        name: name as Dimension,
        numbers: this.#allowed(name as Dimension, value),
      }));
    const groups = new Map<number, Map<number, number>>();
    const radices = by.map((name) => this.#values[name].length);
    for (const { codes, lo, hi, antal, length, alike } of this.#chunks) {
      const isPassed = ({ name, numbers }: typeof allowed[number]) => {
        const number = alike.get(name);
        return number !== undefined && numbers[number] !== 1;
      };
      if (allowed.some(isPassed)) continue;
      const kept = by.map((name) => codes[name]);
      const tests = allowed.filter(({ name }) => !alike.has(name))
        .map(({ name, numbers }) => ({ column: codes[name], numbers }));
      // Cells lie in the order of their dimensions, so that the next is mostly of the same group.
      let groupKey = -1, group = new Map<number, number>();
      rows: for (let row = 0; row < length; row++) {
        for (const { column, numbers } of tests) if (numbers[column[row]] !== 1) continue rows;
        let key = 0;
        for (let index = 0; index < kept.length; index++) key = key * radices[index] + kept[index][row];
        const days = daysKey(lo[row], hi[row], bands);
        if (key !== groupKey) {
          groupKey = key;
          group = groups.get(key) ?? new Map();
          groups.set(key, group);
        }
        group.set(days, (group.get(days) ?? 0) + antal[row]);
      }
    }
    return [...groups].map(([key, days]) => ({ values: this.#decode(key, by, radices), days }))
      .sort((a, b) => compareAll(a.values, b.values))
      .flatMap(({ values, days }) => {
        const key = Object.fromEntries(by.map((name, index) => [name, values[index]])) as Pick<CubeCell, D>;
        return Array.from(Float64Array.from(days.keys()).sort(), (span) => {
          const last = span % DAY_RADIX;
          return {
            ...key,
            lo: Math.floor(span / DAY_RADIX),
            hi: last === DAY_RADIX - 1 ? null : last,
            antal: days.get(span)!,
          };
        });
      });
  }

  #coded(name: Dimension, column: readonly Value[]): Uint32Array {
    const values = this.#values[name], numbers = this.#numbers[name];
    const coded = new Uint32Array(column.length);
    // Cells are kept in the order of their dimensions, so that the next value is mostly the same.
    let value: Value | undefined, number = 0;
    for (let row = 0; row < column.length; row++) {
      const next = column[row] ?? null;
      if (next !== value) {
        value = next;
        number = numbers.get(value) ?? values.push(value) - 1;
        numbers.set(value, number);
      }
      coded[row] = number;
    }
    return coded;
  }

  /** For each value of a dimension 1 where the filter allows it. */
  #allowed(name: Dimension, filter: CellFilter[Dimension]): Uint8Array {
    const wanted: readonly (Value | undefined)[] = [filter].flat();
    return Uint8Array.from(this.#values[name], (value) => wanted.includes(value) ? 1 : 0);
  }

  #decode(key: number, by: readonly Dimension[], radices: readonly number[]): Value[] {
    const values: Value[] = [];
    for (let index = by.length - 1; index >= 0; index--) {
      values[index] = this.#values[by[index]][key % radices[index]];
      key = Math.floor(key / radices[index]);
    }
    return values;
  }
}

/** The days of a cell as one number, or those of the band that holds all of them; `hi` is -1 in an open last band. */
function daysKey(lo: number, hi: number, bands: readonly number[]): number {
  const own = lo * DAY_RADIX + (hi < 0 ? DAY_RADIX - 1 : hi);
  if (bands.length === 0) return own;
  let band = bands.length - 1;
  while (lo < bands[band]) band--;
  const next = bands[band + 1];
  if (next === undefined) return bands[band] * DAY_RADIX + DAY_RADIX - 1;
  return hi < 0 || hi >= next ? own : bands[band] * DAY_RADIX + next - 1;
}

/** As SQL orders: value by value, missing last. */
function compareAll(a: readonly Value[], b: readonly Value[]): number {
  for (let index = 0; index < a.length; index++) {
    const [left, right] = [a[index], b[index]];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
