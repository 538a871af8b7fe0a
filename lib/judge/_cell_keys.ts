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
    const order = this.#sorted(), firsts = new Uint32Array(this.#total), sums = new Float64Array(this.#total);
    let size = 0;
    for (let at = 0; at < order.length; at++) {
      const entry = order[at];
      if (size === 0 || !this.#isSame(firsts[size - 1], entry)) firsts[size++] = entry;
      sums[size - 1] += counts === null ? 1 : counts[entry];
    }
    return { firsts: firsts.slice(0, size), sums: sums.slice(0, size) };
  }

  /** The entries in the order of their keys, those of one key as they came: sorted by a digit at a time, the least first. */
  #sorted(): Uint32Array {
    let order = new Uint32Array(this.#total), sorted = new Uint32Array(this.#total);
    for (let at = 0; at < order.length; at++) order[at] = at;
    for (const word of this.#words) {
      for (let shift = 0; shift < 31; shift += DIGIT_BITS) {
        const starts = digitStarts(word, shift);
        if (starts === null) continue;
        for (let at = 0; at < order.length; at++) {
          const entry = order[at];
          sorted[starts[word[entry] >>> shift & DIGIT]++] = entry;
        }
        [order, sorted] = [sorted, order];
      }
    }
    return order;
  }

  #isSame(one: number, other: number): boolean {
    for (const word of this.#words) if (word[one] !== word[other]) return false;
    return true;
  }
}

/** Bits of a digit: so few that the place where each digit's next entry goes stays in the processor's nearest cache. */
const DIGIT_BITS = 11, DIGIT = 2 ** DIGIT_BITS - 1;

/** Where the entries of each digit begin when they are sorted by it; `null` where all have the same. */
function digitStarts(word: Int32Array, shift: number): Uint32Array | null {
  const starts = new Uint32Array(DIGIT + 2);
  for (let at = 0; at < word.length; at++) starts[(word[at] >>> shift & DIGIT) + 1]++;
  for (let digit = 0; digit <= DIGIT; digit++) {
    if (starts[digit + 1] === word.length) return null;
    starts[digit + 1] += starts[digit];
  }
  return starts;
}
