/** The most different cells of a column that are told apart. */
export const MOST_VALUES = 512;

const SLOTS = 2048;
const DIGIT_0 = 48, DIGIT_9 = 57;

/** What the cells of one column have in common. Equal cells are looked at once, as long as there are few different. */
export class CellValues {
  /** How many digits a cell has at most, where all cells are digits; 0 where some is not, -1 before the first. */
  longest = -1;
  /** How many different cells there are; more than `most` when they are no longer told apart. */
  count = 0;

  readonly #body: Uint8Array;
  readonly #most: number;
  /** Where the different cells stand. */
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #kept = 0;
  /** The number of a cell plus one, by its hash. */
  readonly #slots = new Uint16Array(SLOTS);
  /** The cell before, which often comes again. */
  #lastFrom = 0;
  #lastLength = -1;
  /** Whether all cells have the first one's form. */
  #alike = true;

  /** Nothing yet of a column of `body`, of which at most `most` different cells are told apart. */
  constructor(body: Uint8Array, most: number) {
    this.#body = body;
    this.#most = most;
    [this.#from, this.#to] = [new Int32Array(most + 1), new Int32Array(most + 1)];
  }

  /** Looks at a cell that is not empty, and answers whether it may be a new one. */
  see(from: number, to: number): boolean {
    if (this.count <= this.#most) {
      if (this.#lastLength === to - from && isSame(this.#body, this.#lastFrom, from, to)) return false;
      if (this.#isKnown(from, to)) return false;
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

  /** Whether the cell has been here; if not it is kept, unless they are too many. */
  #isKnown(from: number, to: number): boolean {
    const body = this.#body, length = to - from;
    let hash = length;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ body[at], 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (let number = this.#slots[slot]; number > 0; number = this.#slots[slot]) {
      const start = this.#from[number - 1];
      if (this.#to[number - 1] - start === length && isSame(body, start, from, to)) {
        this.#lastFrom = start;
        this.#lastLength = length;
        return true;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (++this.count > this.#most && this.#kept > 0) return false;
    this.#from[this.#kept] = this.#lastFrom = from;
    this.#to[this.#kept] = to;
    this.#lastLength = length;
    this.#slots[slot] = ++this.#kept;
    return false;
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

/** Whether the cell at `start` has the bytes of the one of the same length from `from` to `to`. */
function isSame(body: Uint8Array, start: number, from: number, to: number): boolean {
  for (let at = from, other = start; at < to; at++, other++) if (body[at] !== body[other]) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= DIGIT_9;
}
