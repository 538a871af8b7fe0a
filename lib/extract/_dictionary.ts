/** The bytes after a text that a dictionary may read. */
export const READ_AFTER = 8;

/** Numbers of a slot: a cell's number, two words that distinguish it from nearly all others, and its length as in `lengths`. */
const SLOT = 4;

/** Cells of at most this many bytes are their two words. */
const SHORT = 8;

/** The bits of the first four bytes, and of the four after, that cells of 0 to 8 bytes have. */
const FIRST = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1, -1);
const SECOND = Int32Array.of(0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, -1);

/** Finds the number of a cell from its bytes, by open addressing. Bytes of the same hash are compared, so it is exact. */
export class Dictionary {
  /** How many different cells there are; number 0 is the empty cell. */
  size = 1;
  /** Where each cell was met first. */
  from: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  /** Each cell's length, doubled, and one more where quotes are written twice in it. */
  lengths: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  #slots = new Int32Array(512 * SLOT);
  readonly #view: DataView;

  /** A dictionary of cells in `bytes`, after which {@linkcode READ_AFTER} bytes more can be read. */
  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The number of the cell in [from, to), a new one when it has not been met before. */
  codeOf(from: number, to: number, doubled: 0 | 1): number {
    const view = this.#view, slots = this.#slots, mask = slots.length - 1;
    const bytes = to - from, length = bytes * 2 + doubled;
    let one: number, two: number;
    if (bytes <= SHORT) {
      one = view.getInt32(from, true) & FIRST[bytes];
      two = view.getInt32(from + 4, true) & SECOND[bytes];
    } else {
      one = this.#hash(from, to);
      two = view.getInt32(to - 4, true);
    }
    for (let slot = slotOf(one, two) & mask;; slot = (slot + SLOT) & mask) {
      const code = slots[slot];
      if (code === 0) return this.#add(slot, one, two, from, length);
      if (
        slots[slot + 1] === one && slots[slot + 2] === two && slots[slot + 3] === length &&
        (bytes <= SHORT || this.#isSame(this.from[code], from, to))
      ) return code;
    }
  }

  #hash(from: number, to: number): number {
    const view = this.#view, words = to - 3;
    let hash = to - from;
    for (let at = from; at < words; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1) ^ (hash >>> 13);
    }
    return hash;
  }

  #isSame(known: number, from: number, to: number): boolean {
    const view = this.#view, words = to - 3;
    let at = from;
    for (; at < words; at += 4, known += 4) {
      if (view.getInt32(at, true) !== view.getInt32(known, true)) return false;
    }
    for (; at < to; at++, known++) if (view.getUint8(at) !== view.getUint8(known)) return false;
    return true;
  }

  #add(slot: number, one: number, two: number, from: number, length: number): number {
    const code = this.size++;
    if (code === this.from.length) {
      this.from = larger(this.from);
      this.lengths = larger(this.lengths);
    }
    this.from[code] = from;
    this.lengths[code] = length;
    put(this.#slots, slot, code, one, two, length);
    if (code * 2 * SLOT >= this.#slots.length) this.#spread();
    return code;
  }

  #spread(): void {
    const before = this.#slots, slots = new Int32Array(before.length * 2), mask = slots.length - 1;
    for (let at = 0; at < before.length; at += SLOT) {
      const code = before[at], one = before[at + 1], two = before[at + 2];
      if (code === 0) continue;
      let slot = slotOf(one, two) & mask;
      while (slots[slot] !== 0) slot = (slot + SLOT) & mask;
      put(slots, slot, code, one, two, before[at + 3]);
    }
    this.#slots = slots;
  }
}

/** Where the slots of two words begin, before it is cut to the number of slots. */
function slotOf(one: number, two: number): number {
  const hash = Math.imul(one ^ Math.imul(two, 0x85ebca6b), 0x9e3779b1);
  return (hash ^ hash >>> 15) << 2;
}

function put(slots: Int32Array, slot: number, code: number, one: number, two: number, length: number): void {
  slots[slot] = code;
  slots[slot + 1] = one;
  slots[slot + 2] = two;
  slots[slot + 3] = length;
}

/** A copy with room for twice as many. */
export function larger(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(16, numbers.length * 2));
  more.set(numbers);
  return more;
}
