import { decodeUtf8, SPACE } from "./_bytes.ts";
import type { ColumnSurvey } from "./column_survey.ts";

/** The longest cell that is told apart from others, in bytes: a longer one is no code and no name. */
const LONGEST_VALUE = 100;

const SLOTS = 2048;
const DIGIT_0 = 48, DIGIT_9 = 57, DELETE = 127;

/**
 * What the cells of one column have in common. Equal cells are looked at once, as long as there are few different.
 *
 * Each cell of hundreds of megabytes comes here: what is seldom is kept out of the way of what is frequent.
 */
export class ColumnCells {
  /** Some cell is empty. */
  empty = false;

  readonly #text: Uint8Array;
  readonly #most: number;
  /** Where the different cells stand. */
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #kept = 0;
  /** Whether the cells are still told apart. */
  #few = true;
  /** The number of a cell plus one, by its hash. */
  readonly #slots = new Uint16Array(SLOTS);
  /** The cell before, which often comes again. */
  #lastFrom = 0;
  #lastLength = -1;
  /** Whether all cells have the first one's form. */
  #alike = true;
  #digits = true;
  #mostDigits = 0;
  #padded = false;
  #shortest = Infinity;
  #longest = 0;

  /** Nothing yet of a column of `text`, of which at most `most` different cells are told apart. */
  constructor(text: Uint8Array, most: number) {
    this.#text = text;
    this.#most = most;
    [this.#from, this.#to] = [new Int32Array(most + 1), new Int32Array(most + 1)];
  }

  /** Looks at a cell that is not empty. */
  see(from: number, to: number): void {
    if (this.#few) {
      if (this.#lastLength === to - from && isSame(this.#text, this.#lastFrom, from, to)) return;
      if (this.#isKnown(from, to)) return;
    }
    this.#lookAt(from, to);
  }

  /** No longer tells the cells apart, as the bytes of one are not its text. */
  giveUp(): void {
    this.#few = this.#alike = false;
  }

  /** What was seen. */
  survey(): ColumnSurvey {
    const text = (number: number) => decodeUtf8(this.#text.subarray(this.#from[number], this.#to[number]));
    const filled = this.#longest > 0;
    return {
      filled,
      empty: this.empty,
      padded: this.#padded,
      values: this.#few ? Array.from({ length: this.#kept }, (_, number) => text(number)) : null,
      form: this.#alike && this.#kept > 0 ? text(0).replace(/[0-9]/g, "9") : null,
      digits: filled && this.#digits,
      mostDigits: this.#mostDigits,
      bytes: filled ? [this.#shortest, this.#longest] : [0, 0],
    };
  }

  /** Whether the cell has been here; if not it is kept, unless they are too many. */
  #isKnown(from: number, to: number): boolean {
    const text = this.#text, length = to - from;
    let hash = length;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ text[at], 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (let number = this.#slots[slot]; number > 0; number = this.#slots[slot]) {
      const start = this.#from[number - 1];
      if (this.#to[number - 1] - start === length && isSame(text, start, from, to)) {
        this.#lastFrom = start;
        this.#lastLength = length;
        return true;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#kept >= this.#most || length > LONGEST_VALUE) this.#few = false;
    if (this.#few || this.#kept === 0) {
      this.#from[this.#kept] = this.#lastFrom = from;
      this.#to[this.#kept] = to;
      this.#lastLength = length;
      this.#slots[slot] = ++this.#kept;
    }
    return false;
  }

  #lookAt(from: number, to: number): void {
    const text = this.#text, length = to - from;
    // What has the first cell's form has as many digits, and no other ends.
    if (this.#alike && this.#longest > 0 && this.#hasForm(from, length)) return;
    this.#alike &&= this.#longest === 0;
    if (length < this.#shortest) this.#shortest = length;
    if (length > this.#longest) this.#longest = length;
    if (isOdd(text[from]) || isOdd(text[to - 1])) this.#padded = true;
    let digits = 0, beyond = 0;
    for (let at = from; at < to; at++) {
      if (isDigit(text[at])) digits++;
      else if (text[at] > DELETE) beyond++;
    }
    if (digits < length) this.#digits = false;
    if (digits + beyond > this.#mostDigits) this.#mostDigits = digits + beyond;
  }

  /** Whether a cell has the first one's form. */
  #hasForm(from: number, length: number): boolean {
    const text = this.#text, first = this.#from[0];
    if (this.#to[0] - first !== length) return false;
    for (let at = 0; at < length; at++) {
      const one = text[from + at], other = text[first + at];
      if (one !== other && !(isDigit(one) && isDigit(other))) return false;
    }
    return true;
  }
}

/** A byte order mark that begins the first cell is a part of it to some and not to others. */
export function leaveOutMark(text: Uint8Array, start: number, [first]: readonly ColumnCells[]): void {
  if (text[start] === 0xef && text[start + 1] === 0xbb && text[start + 2] === 0xbf) first.giveUp();
}

/** Whether the cell at `start` has the bytes of the one of the same length from `from` to `to`. */
function isSame(text: Uint8Array, start: number, from: number, to: number): boolean {
  for (let at = from, other = start; at < to; at++, other++) if (text[at] !== text[other]) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= DIGIT_9;
}

/** White space or not ASCII. */
function isOdd(byte: number): boolean {
  return byte >= DELETE || byte <= SPACE;
}
