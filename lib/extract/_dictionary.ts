/** Finds the number of a cell from its bytes, by open addressing. Bytes of the same hash are compared, so it is exact. */
export class Dictionary {
  /** How many different cells there are; number 0 is the empty cell. */
  size = 1;
  /** Where each cell was met first. */
  from: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  /** Each cell's length, doubled, and one more where quotes are written twice in it. */
  lengths: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  #hashes = new Int32Array(256);
  #slots = new Int32Array(512);
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  /** A dictionary of cells in `bytes`, after which at least three bytes more can be read. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The number of the cell in [from, to), a new one when it has not been met before. */
  codeOf(from: number, to: number, doubled: 0 | 1): number {
    const hash = this.#hash(from, to), mask = this.#slots.length - 1, slots = this.#slots;
    const length = (to - from) * 2 + doubled;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const code = slots[slot];
      if (code === 0) break;
      // Different cells of at most four bytes have different hashes.
      if (
        this.#hashes[code] === hash && this.lengths[code] === length &&
        (length < 10 || this.#isSame(this.from[code], from, to))
      ) return code;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, hash, from, length);
  }

  #hash(from: number, to: number): number {
    const view = this.#view, words = to - 3;
    let hash = to - from, at = from;
    for (; at < words; at += 4) hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1) ^ (hash >>> 13);
    // What is left, at most three bytes, is the low part of one more word.
    if (at < to) {
      const left = view.getInt32(at, true) & ((1 << ((to - at) << 3)) - 1);
      hash = Math.imul(hash ^ left, 0x85ebca6b) ^ (hash >>> 13);
    }
    return hash ^ (hash >>> 16);
  }

  #isSame(known: number, from: number, to: number): boolean {
    const bytes = this.#bytes, view = this.#view, words = to - 3;
    let at = from;
    for (; at < words; at += 4, known += 4) {
      if (view.getInt32(at, true) !== view.getInt32(known, true)) return false;
    }
    for (; at < to; at++, known++) if (bytes[at] !== bytes[known]) return false;
    return true;
  }

  #add(slot: number, hash: number, from: number, length: number): number {
    const code = this.size++;
    if (code === this.from.length) {
      this.from = larger(this.from);
      this.lengths = larger(this.lengths);
      const hashes = new Int32Array(2 * code);
      hashes.set(this.#hashes);
      this.#hashes = hashes;
    }
    this.from[code] = from;
    this.lengths[code] = length;
    this.#hashes[code] = hash;
    if (code * 2 < this.#slots.length) this.#slots[slot] = code;
    else this.#spread();
    return code;
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2), mask = slots.length - 1;
    for (let code = 1; code < this.size; code++) {
      const hash = this.#hashes[code];
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}

/** A copy with room for twice as many. */
export function larger(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(16, numbers.length * 2));
  more.set(numbers);
  return more;
}
