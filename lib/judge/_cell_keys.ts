import { CELL_KEYS_CODE } from "./_cell_keys_code.ts";
import type { Codes } from "./_pair_codes.ts";

/** What the keys are of. */
export interface CellKeysOptions {
  /** For each entry the record that it comes from. */
  readonly records: Uint32Array;
  /** How many records there are, those without an entry among them. */
  readonly allRecords: number;
  /** The most different codes of a column that is added. */
  readonly mostCodes: number;
  /** What each entry counts; `null` when each counts one. */
  readonly counts: Float64Array | null;
}

/** What _cell_keys.as exports. */
interface CellKeysExports {
  readonly memory: WebAssembly.Memory;
  readonly codes: WebAssembly.Global<"i32">;
  readonly ranks: WebAssembly.Global<"i32">;
  readonly places: WebAssembly.Global<"i32">;
  readonly counts: WebAssembly.Global<"i32">;
  readonly firsts: WebAssembly.Global<"i32">;
  readonly sums: WebAssembly.Global<"i32">;
  open(entries: number, records: number, values: number, several: boolean): void;
  addCodes(size: number, wide: boolean): void;
  addNumbers(size: number, least: number, open: number): void;
  sum(): number;
}

let compiled: WebAssembly.Module | undefined;

/** The most entries that a memory of 4 GiB surely holds with their keys, in order. */
const MOST_ENTRIES = 70_000_000;

/**
 * The keys of entries, in as many words of 31 bits as their parts need, kept and sorted in WebAssembly. Keys compare as
 * their parts do, the part that was added last before all others.
 */
export class CellKeys {
  readonly #code: CellKeysExports;

  /** Keys of entries, all alike yet. @throws {RangeError} If there are more than 70 million. */
  constructor({ records, allRecords, mostCodes, counts }: CellKeysOptions) {
    if (Math.max(records.length, allRecords) > MOST_ENTRIES) {
      throw new RangeError(
        `Cannot count a delivery as it must have at most ${MOST_ENTRIES} rows: got ${allRecords}, and ${records.length} counts. Load it in parts, a month each`,
      );
    }
    compiled ??= new WebAssembly.Module(Uint8Array.fromBase64(CELL_KEYS_CODE));
    // What the code exports is known from its source; WebAssembly has no types for it.
    const code = this.#code = new WebAssembly.Instance(compiled).exports as unknown as CellKeysExports;
    code.open(records.length, allRecords, mostCodes, counts !== null);
    this.#put(code.places, records);
    if (counts !== null) this.#put(code.counts, counts);
  }

  /** Adds a part that has `size` values: of each entry's record the rank of its code. */
  addCodes(codes: Codes, ranks: Uint32Array, size: number): void {
    if (size <= 1) return;
    this.#put(this.#code.codes, codes);
    this.#put(this.#code.ranks, ranks);
    this.#code.addCodes(size, codes instanceof Uint32Array);
  }

  /** Adds a part that has `size` values: each entry's number, `least` or more; `open` comes last. */
  addNumbers(numbers: Int32Array, least: number, size: number, open: number): void {
    if (size <= 1) return;
    this.#put(this.#code.codes, numbers);
    this.#code.addNumbers(size, least, open);
  }

  /** Adds the entries of the same key up: for each different key its first entry and its sum, in the order of the keys. */
  sum(): { firsts: Uint32Array; sums: Float64Array } {
    const { memory, firsts, sums, sum } = this.#code, size = sum();
    return {
      firsts: new Uint32Array(memory.buffer, firsts.value >>> 0, size).slice(),
      sums: new Float64Array(memory.buffer, sums.value >>> 0, size).slice(),
    };
  }

  #put({ value }: WebAssembly.Global<"i32">, numbers: Codes | Int32Array | Float64Array): void {
    new Uint8Array(this.#code.memory.buffer, value >>> 0).set(
      new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
    );
  }
}
