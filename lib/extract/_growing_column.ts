import { decodeUtf8 } from "./_bytes.ts";
import type { DifferentCells, Walk } from "./_walk.ts";
import { cellText, type CodedTableColumn } from "./coded_table.ts";

/** A column becomes plain when it has more different cells than this, and more than half of its records' cells are new. */
const MANY = 8192;

/** A column becomes plain when it has more different cells than this: those of all columns share a memory of 4 GiB. */
const TOO_MANY = 2 ** 20;

/** A column of a part of a text, as another thread has read it. Codes are of cells that lie at `from`. */
export type ColumnPart =
  | { readonly kind: "plain"; readonly from: Uint32Array<ArrayBuffer>; readonly to: Uint32Array<ArrayBuffer> }
  | DifferentCells & { readonly kind: "coded"; readonly codes: Codes };

type Codes = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A column while the file is read: takes a block of codes or places at a time, and chooses how it is kept. */
export class GrowingColumn {
  /** Whether the next block holds places instead of codes. */
  isPlain = false;
  readonly #walk: Walk;
  readonly #index: number;
  #codes: Codes;
  #to: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #records = 0;

  /** The column of a number in a walk, with room for the likely number of records. */
  constructor(walk: Walk, index: number, likely: number) {
    this.#walk = walk;
    this.#index = index;
    this.#codes = new Uint16Array(likely);
  }

  /** Takes the walk's block. */
  takeBlock(): void {
    const walk = this.#walk, index = this.#index;
    if (this.isPlain) this.#takePlaces(walk.firstOf(index), walk.afterOf(index));
    else this.#takeCodes(this.#size > 0x10000 ? walk.firstOf(index) : walk.narrowFirstOf(index));
  }

  #takeCodes(codes: Uint16Array | Uint32Array): void {
    this.#makeRoom(codes.length);
    this.#codes.set(codes, this.#records);
    this.#took(codes.length);
  }

  #takePlaces(from: Uint32Array, to: Uint32Array): void {
    this.#makeRoom(from.length);
    this.#codes.set(from, this.#records);
    this.#to.set(to, this.#records);
    this.#took(from.length);
  }

  /** The column as it is handed to another thread. */
  part(): ColumnPart {
    const codes = this.#codes.subarray(0, this.#records);
    if (!this.isPlain) return { kind: "coded", codes, ...this.#walk.cellsOf(this.#index) };
    return { kind: "plain", from: wide(codes), to: this.#to.subarray(0, this.#records) };
  }

  /** Takes the records of the part that follows, which may be plain only where this column is. */
  append(part: ColumnPart): void {
    if (part.kind === "plain") return this.#takePlaces(part.from, part.to);
    const { codes, from, lengths } = part;
    if (this.isPlain) {
      const to = from.map((first, code) => first + (lengths[code] >> 1));
      return this.#takePlaces(taken(from, codes), taken(to, codes));
    }
    const own = from.map((first, code) => this.#walk.codeOf(this.#index, first, lengths[code]));
    // Columns of few different cells have often met the same cells in the same order.
    if (own.every((code, at) => code === at)) return this.#takeCodes(codes);
    this.#takeCodes(
      codes instanceof Uint16Array && this.#size <= 0x10000 ? narrowTaken(own, codes) : taken(own, codes),
    );
  }

  get #size(): number {
    return this.#walk.sizeOf(this.#index);
  }

  #makeRoom(count: number): void {
    const end = this.#records + count;
    if (end > this.#codes.length) this.#grow(end);
    if (!this.isPlain && this.#size > 0x10000 && this.#codes instanceof Uint16Array) {
      this.#codes = new Uint32Array(this.#codes);
    }
  }

  #took(count: number): void {
    this.#records += count;
    if (this.isPlain) return;
    const size = this.#size;
    if (size > TOO_MANY || (size > MANY && size * 2 > this.#records)) this.#becomePlain();
  }

  /** The column as it is kept: its name, and the text in which its cells lie. */
  done(name: string, bytes: Uint8Array): CodedTableColumn {
    const codes = this.#codes.subarray(0, this.#records);
    if (this.isPlain) {
      return { kind: "plain", name, bytes, from: wide(codes), to: this.#to.subarray(0, this.#records) };
    }
    const { from, lengths } = this.#walk.cellsOf(this.#index), cells = [""];
    for (let code = 1; code < from.length; code++) {
      const first = from[code], length = lengths[code], to = first + (length >> 1);
      // Only doubled quotes distinguish the same bytes within quotes and without.
      cells.push(length & 1 ? cellText(bytes, first, to) : decodeUtf8(bytes.subarray(first, to)));
    }
    return { kind: "coded", name, cells, codes };
  }

  /** Each record's cell has the place where the same cell was met first. */
  #becomePlain(): void {
    const { from, lengths } = this.#walk.cellsOf(this.#index), codes = this.#codes;
    const first = new Uint32Array(codes.length), to = new Uint32Array(codes.length);
    for (let record = 0; record < this.#records; record++) {
      const code = codes[record];
      first[record] = from[code];
      to[record] = from[code] + (lengths[code] >> 1);
    }
    this.#codes = first;
    this.#to = to;
    this.isPlain = true;
    this.#walk.makePlain(this.#index);
  }

  #grow(least: number): void {
    const room = Math.max(least, Math.ceil(this.#codes.length * 1.5));
    const codes = this.#codes instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room);
    codes.set(this.#codes);
    this.#codes = codes;
    if (!this.isPlain) return;
    const to = new Uint32Array(room);
    to.set(this.#to);
    this.#to = to;
  }
}

function wide(codes: Codes): Uint32Array<ArrayBuffer> {
  return codes instanceof Uint32Array ? codes : new Uint32Array(codes);
}

/** For each code the number at its place, which is less than 65 536. */
function narrowTaken(numbers: Uint32Array, codes: Uint16Array): Uint16Array {
  const own = new Uint16Array(codes.length);
  for (let at = 0; at < codes.length; at++) own[at] = numbers[codes[at]];
  return own;
}

/** For each code the number at its place. */
function taken(numbers: Uint32Array, codes: Uint16Array | Uint32Array): Uint32Array {
  const own = new Uint32Array(codes.length);
  for (let at = 0; at < codes.length; at++) own[at] = numbers[codes[at]];
  return own;
}
