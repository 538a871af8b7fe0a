/** The most different cells of a column that are told apart. */
export const MOST_VALUES = 512;

/** A cell of at most this many bytes is known by its tail alone. */
const TAIL_BYTES = 8;
const SLOTS = 2048;
const DIGIT_0 = 48, DIGIT_9 = 57;

/**
 * What the cells of one column have in common. Equal cells are looked at once, as long as there are few different.
 *
 * A cell comes with its place and with its last eight bytes as two whole numbers of 32 bits (`high`, `low`; 0 before a
 * shorter cell), which whoever looks for its end has at no cost. With its length they tell short cells apart.
 */
export class CellValues {
  /** How many digits a cell has at most, where all cells are digits; 0 where some is not, -1 before the first. */
  longest = -1;
  /** How many different cells there are; more than `most` when they are no longer told apart. */
  count = 0;

  readonly #body: Uint8Array;
  readonly #most: number;
  /** The different cells: where they stand and how they end. */
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  #kept = 0;
  /** The number of a cell plus one, by its hash. */
  readonly #slots = new Uint16Array(SLOTS);
  #last = -1;
  /** Whether all cells have the first one's form. */
  #alike = true;

  /** Nothing yet of a column of `body`, of which at most `most` different cells are told apart. */
  constructor(body: Uint8Array, most: number) {
    this.#body = body;
    this.#most = most;
    [this.#from, this.#to] = [new Uint32Array(most + 1), new Uint32Array(most + 1)];
    [this.#high, this.#low] = [new Int32Array(most + 1), new Int32Array(most + 1)];
  }

  /** Looks at a cell that is not empty, and answers whether it may be a new one. */
  see(from: number, to: number, high: number, low: number): boolean {
    if (this.count <= this.#most) {
      if (this.#last >= 0 && this.#isCell(this.#last, from, to, high, low)) return false;
      let slot = (Math.imul(low ^ Math.imul(high, 0x9e3779b1) ^ (to - from), 0x85ebca6b) >>> 21) &
        (SLOTS - 1);
      for (let number = this.#slots[slot]; number > 0; number = this.#slots[slot]) {
        if (this.#isCell(number - 1, from, to, high, low)) {
          this.#last = number - 1;
          return false;
        }
        slot = (slot + 1) & (SLOTS - 1);
      }
      if (++this.count <= this.#most || this.#kept === 0) this.#keep(slot, from, to, high, low);
    }
    this.#lookAt(from, to);
    return true;
  }

  /** No longer tells the cells apart. */
  giveUp(): void {
    this.count = Math.max(this.count, this.#most + 1);
  }

  /** Where the different cells stand, or `null` when they are more than are told apart. */
  places(): (readonly [from: number, to: number])[] | null {
    if (this.count > this.#most) return null;
    return Array.from({ length: this.#kept }, (_, number) => [this.#from[number], this.#to[number]]);
  }

  /** Where a cell stands whose form all have, or `null`. */
  form(): readonly [from: number, to: number] | null {
    return this.#alike && this.#kept > 0 ? [this.#from[0], this.#to[0]] : null;
  }

  #keep(slot: number, from: number, to: number, high: number, low: number): void {
    const number = this.#kept++;
    [this.#from[number], this.#to[number], this.#high[number], this.#low[number]] = [from, to, high, low];
    this.#slots[slot] = this.#kept;
    this.#last = number;
  }

  #isCell(number: number, from: number, to: number, high: number, low: number): boolean {
    if (this.#low[number] !== low || this.#high[number] !== high) return false;
    const start = this.#from[number], length = to - from;
    if (this.#to[number] - start !== length) return false;
    const body = this.#body;
    for (let at = 0; at < length - TAIL_BYTES; at++) if (body[start + at] !== body[from + at]) return false;
    return true;
  }

  #lookAt(from: number, to: number): void {
    const body = this.#body;
    if (this.longest !== 0) {
      let at = from;
      while (at < to && isDigit(body[at])) at++;
      this.longest = at < to ? 0 : Math.max(this.longest, to - from);
    }
    if (!this.#alike) return;
    const first = this.#from[0];
    this.#alike = this.#kept > 0 && this.#to[0] - first === to - from;
    for (let at = from, other = first; this.#alike && at < to; at++, other++) {
      this.#alike = body[at] === body[other] || (isDigit(body[at]) && isDigit(body[other]));
    }
  }
}

function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= DIGIT_9;
}
