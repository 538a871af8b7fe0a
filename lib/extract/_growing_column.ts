import { decodeUtf8 } from "./_bytes.ts";
import { cellText, type CodedTableColumn } from "./coded_table.ts";
import { Dictionary, larger } from "./_dictionary.ts";

/** A column becomes plain when it has more different cells than this, and more than half of its records' cells are new. */
const MANY = 8192;

/** A column of a part of a text, as another thread has read it. Codes are of cells that lie at `from`. */
export type ColumnPart =
  & { readonly from: Uint32Array<ArrayBuffer> }
  & (
    | { readonly kind: "plain"; readonly to: Uint32Array<ArrayBuffer> }
    | {
      readonly kind: "coded";
      readonly codes: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
      /** Each cell's length, doubled, and one more where quotes are written twice in it. */
      readonly lengths: Uint32Array<ArrayBuffer>;
    }
  );

/** A column while the file is read: takes a block of codes or places at a time, and chooses how it is kept. */
export class GrowingColumn {
  /** Whether the next block holds places instead of codes. */
  isPlain = false;
  readonly dictionary: Dictionary;
  #codes: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
  #to: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #records = 0;

  /** A column of cells in `bytes`, with room for the likely number of records. */
  constructor(readonly name: string, readonly bytes: Uint8Array, likely: number) {
    this.dictionary = new Dictionary(bytes);
    this.#codes = new Uint16Array(likely);
  }

  /** Takes the codes of `count` records; of a plain column the first bytes of their cells, and the bytes after. */
  take(first: Int32Array | Uint32Array, after: Int32Array | Uint32Array, count: number): void {
    this.#makeRoom(count);
    this.#codes.set(first.subarray(0, count), this.#records);
    if (this.isPlain) this.#to.set(after.subarray(0, count), this.#records);
    this.#took(count);
  }

  /** The column as it is handed to another thread. */
  part(): ColumnPart {
    const codes = this.#codes.subarray(0, this.#records), { from, lengths, size } = this.dictionary;
    if (!this.isPlain) {
      return { kind: "coded", codes, from: from.subarray(0, size), lengths: lengths.subarray(0, size) };
    }
    const first = codes instanceof Uint32Array ? codes : new Uint32Array(codes);
    return { kind: "plain", from: first, to: this.#to.subarray(0, this.#records) };
  }

  /** Takes the records of the part that follows, which may be plain only where this column is. */
  append(part: ColumnPart): void {
    if (part.kind === "plain") return this.take(part.from, part.to, part.from.length);
    const { codes, from, lengths } = part, count = codes.length;
    if (this.isPlain) {
      const to = from.map((first, code) => first + (lengths[code] >> 1));
      return this.take(taken(from, codes), taken(to, codes), count);
    }
    const own = new Uint32Array(from.length);
    for (let code = 1; code < own.length; code++) {
      own[code] = this.dictionary.codeOf(
        from[code],
        from[code] + (lengths[code] >> 1),
        lengths[code] & 1 ? 1 : 0,
      );
    }
    this.#makeRoom(count);
    for (let record = 0; record < count; record++) this.#codes[this.#records + record] = own[codes[record]];
    this.#took(count);
  }

  #makeRoom(count: number): void {
    const end = this.#records + count;
    if (end > this.#codes.length) this.#grow(end);
    if (!this.isPlain && this.dictionary.size > 0xffff && this.#codes instanceof Uint16Array) {
      this.#codes = new Uint32Array(this.#codes);
    }
  }

  #took(count: number): void {
    this.#records += count;
    if (!this.isPlain && this.dictionary.size > MANY && this.dictionary.size * 2 > this.#records) {
      this.#becomePlain();
    }
  }

  /** The column as it is kept. */
  done(): CodedTableColumn {
    const { name, bytes, dictionary } = this, codes = this.#codes.subarray(0, this.#records);
    if (this.isPlain) {
      const from = codes instanceof Uint32Array ? codes : new Uint32Array(codes);
      return { kind: "plain", name, bytes, from, to: this.#to.subarray(0, this.#records) };
    }
    const cells = [""];
    for (let code = 1; code < dictionary.size; code++) {
      const from = dictionary.from[code], length = dictionary.lengths[code], to = from + (length >> 1);
      // Only doubled quotes distinguish the same bytes within quotes and without.
      cells.push(length & 1 ? cellText(bytes, from, to) : decodeUtf8(bytes.subarray(from, to)));
    }
    return { kind: "coded", name, cells, codes };
  }

  /** Each record's cell has the place where the same cell was met first. */
  #becomePlain(): void {
    const { from, lengths } = this.dictionary, codes = this.#codes;
    const first = new Uint32Array(codes.length), to = new Uint32Array(codes.length);
    for (let record = 0; record < this.#records; record++) {
      const code = codes[record];
      first[record] = from[code];
      to[record] = from[code] + (lengths[code] >> 1);
    }
    this.#codes = first;
    this.#to = to;
    this.isPlain = true;
  }

  #grow(least: number): void {
    const room = Math.max(least, Math.ceil(this.#codes.length * 1.5));
    const codes = this.#codes instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room);
    codes.set(this.#codes);
    this.#codes = codes;
    while (this.isPlain && this.#to.length < room) this.#to = larger(this.#to);
  }
}

/** For each code the number at its place. */
function taken(numbers: Uint32Array, codes: Uint16Array | Uint32Array): Uint32Array {
  const own = new Uint32Array(codes.length);
  for (let at = 0; at < codes.length; at++) own[at] = numbers[codes[at]];
  return own;
}
