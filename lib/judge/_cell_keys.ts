import { partition, roomFor } from "./_partition.ts";

/**
 * The keys of entries, in as many words of 31 bits as their parts need. Keys compare as their parts do, the part that
 * was added last before all others.
 */
export class CellKeys {
  readonly #words: Int32Array[];
  #factor = 1;
  readonly #total: number;

  /** Keys of so many entries, all alike yet. */
  constructor(total: number) {
    this.#total = total;
    this.#words = [new Int32Array(total)];
  }

  /** Adds a part that has `size` values: `put` adds its number, times the factor, to each entry of the word. */
  add(size: number, put: (word: Int32Array, factor: number) => void): void {
    if (size <= 1) return;
    if (this.#factor * size >= 2 ** 31) {
      this.#words.push(new Int32Array(this.#total));
      this.#factor = 1;
    }
    put(this.#words[this.#words.length - 1], this.#factor);
    this.#factor *= size;
  }

  /**
   * Adds the entries of the same key up.
   *
   * @param counts What each entry counts; `null` when each counts one.
   * @returns For each different key its first entry and its sum, in the order of the keys.
   */
  sum(counts: Float64Array | null): { firsts: Uint32Array; sums: Float64Array } {
    const { order, ends } = partition(this.#hashes());
    const found = new FoundKeys(this.#words, counts, this.#total);
    let table = new Int32Array(0);
    for (let part = 0; part + 1 < ends.length; part++) {
      const room = roomFor(ends[part + 1] - ends[part]);
      if (table.length < room) table = new Int32Array(room);
      else table.fill(0, 0, room);
      found.addPart(order.subarray(ends[part], ends[part + 1]), table, room - 1);
    }
    return found.inOrder();
  }

  /** A hash of each entry's key, never 0. */
  #hashes(): Int32Array {
    const hashes = new Int32Array(this.#total);
    for (const word of this.#words) {
      for (let at = 0; at < hashes.length; at++) {
        hashes[at] = Math.imul(hashes[at] ^ word[at], 0x9e3779b1) + (hashes[at] >>> 15) | 0;
      }
    }
    for (let at = 0; at < hashes.length; at++) {
      let hash = Math.imul(hashes[at] ^ hashes[at] >>> 15, 0x2c1b3c6d);
      hash ^= hash >>> 12;
      hashes[at] = hash === 0 ? 1 : hash;
    }
    return hashes;
  }
}

/** The different keys that were met. */
class FoundKeys {
  size = 0;
  readonly firsts: Uint32Array;
  readonly sums: Float64Array;
  /** The words of each key that was met, side by side. */
  readonly #keys: Int32Array;

  constructor(readonly words: readonly Int32Array[], readonly counts: Float64Array | null, most: number) {
    this.firsts = new Uint32Array(most);
    this.sums = new Float64Array(most);
    this.#keys = new Int32Array(words.length * most);
  }

  /** The first entries and the sums in the order of their keys, sorted by half a word at a time. */
  inOrder(): { firsts: Uint32Array; sums: Float64Array } {
    let order: Uint32Array = Uint32Array.from({ length: this.size }, (_, at) => at);
    for (let word = 0; word < this.words.length; word++) {
      for (const shift of [0, 16]) order = this.#sortedBy(order, word, shift);
    }
    const firsts = new Uint32Array(this.size), sums = new Float64Array(this.size);
    for (let at = 0; at < order.length; at++) {
      firsts[at] = this.firsts[order[at]];
      sums[at] = this.sums[order[at]];
    }
    return { firsts, sums };
  }

  #sortedBy(order: Uint32Array, word: number, shift: number): Uint32Array {
    const keys = this.#keys, width = this.words.length, starts = new Uint32Array(0x10001);
    for (let at = 0; at < this.size; at++) starts[(keys[at * width + word] >>> shift & 0xffff) + 1]++;
    if (starts[1] === this.size) return order;
    for (let digit = 0; digit < 0x10000; digit++) starts[digit + 1] += starts[digit];
    const sorted = new Uint32Array(order.length);
    for (let at = 0; at < order.length; at++) {
      const digit = keys[order[at] * width + word] >>> shift & 0xffff;
      sorted[starts[digit]++] = order[at];
    }
    return sorted;
  }

  /** Adds the entries of a part; `table` is empty and has `mask` + 1 places. */
  addPart(entries: Uint32Array, table: Int32Array, mask: number): void {
    const { words, counts, sums } = this, keys = this.#keys, width = words.length;
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at];
      let hash = 0;
      for (let word = 0; word < width; word++) {
        hash = Math.imul(hash ^ words[word][entry], 0x2c1b3c6d) ^ hash >>> 9;
      }
      let slot = hash >>> 9 & mask, known = table[slot];
      while (known !== 0 && !isSame(keys, (known - 1) * width, words, entry)) {
        slot = (slot + 1) & mask;
        known = table[slot];
      }
      if (known === 0) {
        this.firsts[this.size] = entry;
        for (let word = 0; word < width; word++) keys[this.size * width + word] = words[word][entry];
        known = table[slot] = ++this.size;
      }
      sums[known - 1] += counts === null ? 1 : counts[entry];
    }
  }
}

function isSame(keys: Int32Array, at: number, words: readonly Int32Array[], entry: number): boolean {
  for (let word = 0; word < words.length; word++) if (keys[at + word] !== words[word][entry]) return false;
  return true;
}
