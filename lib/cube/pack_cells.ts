import type { WaitCell } from "../numeric/mod.ts";
import type { CubeCell, Dimension } from "./cell.ts";

/** The dimensions that packed cells distinguish: all but where the patients live. */
export const PACKED_DIMENSIONS = [
  "status",
  "avvikelse",
  "vardgaranti",
  "region",
  "sjukhus",
  "agarform",
  "vardutbud",
  "manad",
] as const satisfies readonly Dimension[];

/** A dimension that packed cells distinguish. */
export type PackedDimension = typeof PACKED_DIMENSIONS[number];

/** A cell that has been packed. */
export type PackedCell = Omit<CubeCell, "hemregion">;

/** A packed cell that says some dimensions alone; the others are `null`. */
export type RolledCell<D extends PackedDimension> =
  & Pick<PackedCell, D>
  & Readonly<Record<Exclude<PackedDimension, D>, null>>
  & WaitCell;

/** Cells in few bytes: for a page that carries its own. They pack closer still when the bytes are deflated. */
export interface PackedCells {
  /** The values of each dimension, in the order of {@linkcode PACKED_DIMENSIONS}; a cell says which by its number. */
  readonly names: readonly (readonly (string | boolean | null)[])[];
  /** Column by column, most as differences from the row above, in base 128. */
  readonly bytes: Uint8Array;
}

/**
 * Packs cells (packar celler): sorted so that neighbours are alike, and written as differences.
 *
 * @param cells Cells in any order; not changed. What they say of home regions is not kept.
 * @returns The bytes and the names they point to; the same cells give the same bytes.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { packCells, unpackCells } from "vantelage/cube";
 * const cells = [{ manad: "2024-04", status: "vantande", region: "Region Dalarna", sjukhus: null, vardutbud: "Gråstarr",
 *   agarform: null, avvikelse: null, vardgaranti: null, lo: 366, hi: null, antal: 7 }] as const;
 * assert.deepEqual(unpackCells(packCells(cells)), cells);
 * ```
 */
export function packCells(cells: readonly PackedCell[]): PackedCells {
  const names = PACKED_DIMENSIONS.map((dimension) =>
    [...new Set(cells.map((cell) => cell[dimension]))].sort((a, b) => String(a) < String(b) ? -1 : 1)
  );
  const columns = Array.from({ length: COLUMNS }, () => new Int32Array(cells.length));
  cells.forEach(({ lo, hi, antal }, row) => {
    columns[SPAN][row] = hi === null ? 0 : hi - lo + 1;
    columns[LO][row] = lo;
    columns[CONTACTS][row] = antal;
  });
  for (const [dimension, name] of PACKED_DIMENSIONS.entries()) {
    const numbers = new Map(names[dimension].map((value, number) => [value, number]));
    const column = columns[name === "manad" ? MONTH : dimension + 1];
    for (let row = 0; row < cells.length; row++) column[row] = numbers.get(cells[row][name]) ?? 0;
  }
  const order = sortedRows(columns);
  const bytes = new ByteWriter();
  bytes.write(cells.length);
  for (const [index, column] of columns.entries()) {
    let last = 0;
    for (let place = 0; place < order.length; place++) {
      const value = column[order[place]];
      bytes.write(index === CONTACTS ? value : zigzag(value - last));
      last = value;
    }
  }
  return { names, bytes: bytes.taken() };
}

/** The rows in the order of their columns, the first first. */
function sortedRows(columns: readonly Int32Array[]): Uint32Array {
  const { length } = columns[0];
  // Several columns are one number each as far as whole numbers reach, so that few are compared.
  const keys: Float64Array[] = [];
  let room = 0;
  for (const column of columns) {
    let radix = 1;
    for (let row = 0; row < length; row++) radix = Math.max(radix, column[row] + 1);
    if (keys.length === 0 || room * radix > Number.MAX_SAFE_INTEGER) {
      keys.push(new Float64Array(length));
      room = 1;
    }
    const key = keys[keys.length - 1];
    for (let row = 0; row < length; row++) key[row] = key[row] * radix + column[row];
    room *= radix;
  }
  return Uint32Array.from({ length }, (_, row) => row).sort((a, b) => {
    for (const key of keys) if (key[a] !== key[b]) return key[a] - key[b];
    return a - b;
  });
}

/** Cells column by column, as a page keeps what it carries. */
export interface CellColumns {
  /** How many cells. */
  readonly length: number;
  /** The values of each dimension, in the order of {@linkcode PACKED_DIMENSIONS}. */
  readonly names: PackedCells["names"];
  /** Which of its values each cell has, in the same order. */
  readonly keys: readonly Int32Array[];
  /** The fewest days. */
  readonly lo: Int32Array;
  /** How many days from the fewest to the most; 0 in an open last band. */
  readonly span: Int32Array;
  /** The contacts. */
  readonly antal: Int32Array;
}

/**
 * The cells that were packed, column by column.
 *
 * @param packed What {@linkcode packCells} gave.
 * @returns The columns.
 * @throws {RangeError} If the bytes end too early, or point outside the names.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { packCells, unpackColumns } from "vantelage/cube";
 * assert.equal(unpackColumns(packCells([])).length, 0);
 * ```
 */
export function unpackColumns({ names, bytes }: PackedCells): CellColumns {
  const read = numberReader(bytes);
  const length = read();
  const columns = Array.from({ length: COLUMNS }, (_, column) => {
    const values = new Int32Array(length);
    for (let index = 0, value = 0; index < length; index++) {
      values[index] = column === CONTACTS ? read() : value += unzigzag(read());
    }
    return values;
  });
  const keys = PACKED_DIMENSIONS.map((name, dimension) => {
    const numbers = columns[name === "manad" ? MONTH : dimension + 1];
    const outside = numbers.find((number) => number < 0 || number >= names[dimension].length);
    if (outside !== undefined) {
      throw new RangeError(
        `Cannot unpack the cells as ${name} must be one of ${
          names[dimension].length
        } names: got number ${outside}`,
      );
    }
    return numbers;
  });
  return { length, names, keys, lo: columns[LO], span: columns[SPAN], antal: columns[CONTACTS] };
}

/**
 * The cells that were packed.
 *
 * @param packed What {@linkcode packCells} gave.
 * @returns The cells, sorted.
 * @throws {RangeError} If the bytes end too early, or point outside the names.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { packCells, unpackCells } from "vantelage/cube";
 * assert.deepEqual(unpackCells(packCells([])), []);
 * ```
 */
export function unpackCells(packed: PackedCells): PackedCell[] {
  const columns = unpackColumns(packed);
  return Array.from({ length: columns.length }, (_, row) => cellOf(columns, row, PACKED_DIMENSIONS));
}

/**
 * One cell of the columns.
 *
 * @param columns The columns.
 * @param row Which, from 0.
 * @param by The dimensions to keep; the others are `null`.
 * @param antal The contacts. @default those of the row
 * @returns The cell.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellOf, packCells, unpackColumns } from "vantelage/cube";
 * const cell = { manad: "2024-04", status: "vantande", region: "Region Dalarna", sjukhus: null, vardutbud: "Gråstarr",
 *   agarform: null, avvikelse: null, vardgaranti: null, lo: 9, hi: 9, antal: 7 } as const;
 * assert.equal(cellOf(unpackColumns(packCells([cell])), 0, ["region"]).vardutbud, null);
 * ```
 */
export function cellOf<D extends PackedDimension>(
  columns: CellColumns,
  row: number,
  by: readonly D[],
  antal: number = columns.antal[row],
): RolledCell<D> {
  const { names, keys, lo, span } = columns;
  const told: Record<string, string | boolean | number | null> = {};
  for (let dimension = 0; dimension < PACKED_DIMENSIONS.length; dimension++) {
    const name = PACKED_DIMENSIONS[dimension];
    told[name] = isAmong(name, by) ? names[dimension][keys[dimension][row]] : null;
  }
  told.lo = lo[row];
  told.hi = span[row] === 0 ? null : lo[row] + span[row] - 1;
  told.antal = antal;
  return told as RolledCell<D>;
}

function isAmong(name: PackedDimension, by: readonly PackedDimension[]): boolean {
  return by.includes(name);
}

// The columns, in the order of the sorting: how many days, the dimensions, the first day, the month, the contacts.
// Cells of like width stand together and the months last, since what comes again every month deflates to little.
const SPAN = 0, LO = PACKED_DIMENSIONS.length, MONTH = LO + 1, CONTACTS = MONTH + 1, COLUMNS = CONTACTS + 1;

const zigzag = (number: number): number => number < 0 ? -2 * number - 1 : 2 * number;
const unzigzag = (number: number): number => number % 2 === 1 ? -(number + 1) / 2 : number / 2;

/** Whole numbers in base 128, the lowest seven bits first. */
class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  write(number: number): void {
    // No number takes more than eight bytes.
    if (this.#length + 8 > this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#bytes.length);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = rest % 128 + 128;
    this.#bytes[this.#length++] = rest;
  }

  taken(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

function numberReader(bytes: Uint8Array): () => number {
  let at = 0;
  return () => {
    let number = 0;
    for (let scale = 1;; scale *= 128) {
      if (at >= bytes.length) {
        throw new RangeError(`Cannot unpack the cells as there must be more than ${bytes.length} bytes`);
      }
      const byte = bytes[at++];
      number += (byte % 128) * scale;
      if (byte < 128) return number;
    }
  };
}
