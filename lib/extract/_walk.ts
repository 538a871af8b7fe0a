import { WALK_CODE } from "./_walk_code.ts";

/** Why a walk ended, as _walk.as numbers it. */
export const FULL = 0, END = 1, MORE = 2, BLANK = 3, BROKEN = 4;

/** The different cells of a column, by their numbers; number 0 is the empty cell. */
export interface DifferentCells {
  /** Where each was met first. */
  readonly from: Uint32Array<ArrayBuffer>;
  /** Each cell's length, doubled, and one more where quotes are written twice in it. */
  readonly lengths: Uint32Array<ArrayBuffer>;
}

/** How the records of a text are laid out. */
export interface WalkOptions {
  /** What parts the fields, as a byte. */
  readonly delimiter: number;
  /** How many columns there are. */
  readonly columns: number;
  /** The fewest fields of a good record. */
  readonly fewest: number;
  /** Whether the text holds a NUL byte. */
  readonly hasNul: boolean;
  /** Whether it ends in the middle of a character. */
  readonly cut: boolean;
  /** Bytes that are walked at a time, at most a MiB; a longer record is read from a piece of its own. */
  readonly pieceBytes: number;
}

/** What _walk.as exports. */
interface WalkExports {
  readonly memory: WebAssembly.Memory;
  readonly PIECE: WebAssembly.Global<"i32">;
  readonly piece: WebAssembly.Global<"i32">;
  readonly starts: WebAssembly.Global<"i32">;
  readonly lines: WebAssembly.Global<"i32">;
  readonly at: WebAssembly.Global<"i32">;
  readonly row: WebAssembly.Global<"i32">;
  readonly seen: WebAssembly.Global<"i32">;
  readonly line: WebAssembly.Global<"i32">;
  open(delimiter: number, columns: number, fewest: number, hasNul: boolean, cut: boolean): void;
  walk(end: number, size: number, last: boolean, base: number): number;
  codeOf(column: number, length: number, place: number): number;
  mark(size: number): void;
  makePlain(column: number): void;
  firstOf(column: number): number;
  narrow(column: number): void;
  afterOf(column: number): number;
  sizeOf(column: number): number;
  cellsOf(column: number): number;
}

let compiled: WebAssembly.Module | undefined;

/** The code with a memory of its own. What it exports is known from its source; WebAssembly has no types for it. */
function instance(): WalkExports {
  compiled ??= new WebAssembly.Module(Uint8Array.fromBase64(WALK_CODE));
  return new WebAssembly.Instance(compiled).exports as unknown as WalkExports;
}

/**
 * Which bytes that text seldom has are in `bytes`: NUL and those beyond ASCII, 1 for each that is there. The same text is
 * looked through only once.
 */
export function rareBytes(bytes: Uint8Array): Uint8Array {
  const known = rare.get(bytes);
  if (known !== undefined) return known;
  const code = instance();
  code.open(0, 0, 0, false, false);
  const { memory, piece, seen, mark } = code;
  for (let from = 0; from < bytes.length; from += 1 << 18) {
    const part = bytes.subarray(from, from + (1 << 18));
    new Uint8Array(memory.buffer, piece.value).set(part);
    mark(part.length);
  }
  const found = new Uint8Array(memory.buffer, seen.value, 256).slice();
  rare.set(bytes, found);
  return found;
}

const rare = new WeakMap<Uint8Array, Uint8Array>();

/**
 * Walks over a text's bytes in WebAssembly, a piece at a time, and gives its records in blocks. Its memory holds a piece, a
 * block and the different cells, and so does not grow with the text.
 */
export class Walk {
  readonly #code: WalkExports;
  readonly #text: Uint8Array;
  readonly #pieceBytes: number;
  /** The piece: where it begins in the text, and its size. */
  #base = 0;
  #size = 0;

  /** A walk over the bytes of `text` from the byte `from` on, whose line has the number `line`. */
  constructor(text: Uint8Array, from: number, line: number, options: WalkOptions) {
    this.#code = instance();
    this.#text = text;
    this.#pieceBytes = options.pieceBytes;
    const { delimiter, columns, fewest, hasNul, cut } = options;
    this.#code.open(delimiter, columns, fewest, hasNul, cut);
    this.#base = from;
    this.line = line;
  }

  /** The text's byte that is read next. */
  get at(): number {
    return this.#base + this.#code.at.value;
  }
  set at(byte: number) {
    if (byte >= this.#base + this.#size) [this.#base, this.#size] = [byte, 0];
    this.#code.at.value = byte - this.#base;
  }

  /** The number of the line that is read next. */
  get line(): number {
    return this.#code.line.value;
  }
  set line(number: number) {
    this.#code.line.value = number;
  }

  /** The records in the block. */
  get rows(): number {
    return this.#code.row.value;
  }

  /** The bytes where the block's records begin. Like all that is of a block, it holds until the walk goes on. */
  get starts(): Uint32Array {
    return this.#numbers(this.#code.starts.value, this.rows);
  }

  /** The lines where the block's records begin. */
  get lines(): Uint32Array {
    return this.#numbers(this.#code.lines.value, this.rows);
  }

  /** For each record of the block the number of the column's cell, or where that is plain its first byte. */
  firstOf(column: number): Uint32Array {
    return this.#numbers(this.#code.firstOf(column), this.rows);
  }

  /** As {@linkcode firstOf} gives them, and instead of it, the numbers of a column with at most 65 536 different cells. */
  narrowFirstOf(column: number): Uint16Array {
    this.#code.narrow(column);
    return new Uint16Array(this.#code.memory.buffer, this.#code.firstOf(column) >>> 0, this.rows);
  }

  /** For each record of the block the byte after its cell in a plain column. */
  afterOf(column: number): Uint32Array {
    return this.#numbers(this.#code.afterOf(column), this.rows);
  }

  /** How many different cells a column has, the empty one among them. */
  sizeOf(column: number): number {
    return this.#code.sizeOf(column);
  }

  /** The different cells of a column. */
  cellsOf(column: number): DifferentCells {
    const size = this.sizeOf(column), cells = this.#numbers(this.#code.cellsOf(column), size * 3);
    const from = new Uint32Array(size), lengths = new Uint32Array(size);
    for (let code = 0; code < size; code++) {
      from[code] = cells[code * 3];
      lengths[code] = cells[code * 3 + 1];
    }
    return { from, lengths };
  }

  /** The number in a column of the cell that lies in the text from the byte `from` on; a new one when it has not been met before. */
  codeOf(column: number, from: number, length: number): number {
    const { memory, piece, codeOf } = this.#code;
    [this.#base, this.#size, this.#code.at.value] = [this.at, 0, 0];
    new Uint8Array(memory.buffer, piece.value).set(this.#text.subarray(from, from + (length >> 1)));
    return codeOf(column, length, from);
  }

  /** From the next block on, the column is plain: the places of its cells are kept. */
  makePlain(column: number): void {
    this.#code.makePlain(column);
  }

  /** Begins a new block. */
  clear(): void {
    this.#code.row.value = 0;
  }

  /**
   * Reads records that begin before the byte `end` into the block.
   *
   * @returns `FULL` or `END`; `BLANK` after a blank line, and `BROKEN` before a record that cannot be read.
   */
  go(end: number): number {
    const { walk, PIECE } = this.#code;
    while (this.at < end) {
      if (this.#size === 0) this.#load(this.at, this.#pieceBytes);
      const isLast = this.#base + this.#size === this.#text.length;
      const ended = walk(Math.min(end - this.#base, this.#size), this.#size, isLast, this.#base);
      if (ended !== MORE) return ended;
      this.#load(this.at, this.at === this.#base ? PIECE.value : this.#pieceBytes);
    }
    return END;
  }

  #load(from: number, most: number): void {
    const { memory, piece } = this.#code, size = Math.min(most, this.#text.length - from);
    const bytes = new Uint8Array(memory.buffer, piece.value, size + 1);
    bytes.set(this.#text.subarray(from, from + size));
    bytes[size] = 0x0a;
    this.#base = from;
    this.#size = size;
    this.#code.at.value = 0;
  }

  #numbers(at: number, count: number): Uint32Array {
    // An address beyond 2 GiB comes as a negative number.
    return new Uint32Array(this.#code.memory.buffer, at >>> 0, count);
  }
}
