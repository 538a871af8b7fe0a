import type { FieldValue } from "../contract/mod.ts";
import type { DimensionDefinition, DimensionValue } from "../cube/mod.ts";
import { type Codes, pairCodes } from "./_pair_codes.ts";
import type { TypedField } from "./read_fields.ts";
import { fromNumber, type Texts } from "./typed_value.ts";

/** A dimension of the cube for every record: its code, the number of the value that a code means, and the values. */
export interface DimensionCodes {
  readonly codes: Codes;
  readonly numbers: Int32Array;
  readonly values: readonly DimensionValue[];
}

/** The tuple of several fields' values of each record, by a code. */
interface Tuples {
  readonly codes: Codes;
  readonly tuples: readonly (string | null)[][];
}

/** Makes dimensions of fields; a definition is asked once for each different tuple of values. */
export class DimensionMaker {
  readonly #fields: ReadonlyMap<string, TypedField>;
  readonly #texts: Texts;
  readonly #records: number;
  readonly #known = new Map<string, Tuples>();

  /** Makes dimensions of these fields of so many records. */
  constructor(fields: readonly TypedField[], texts: Texts, records: number) {
    this.#fields = new Map(fields.map((field) => [field.name, field]));
    this.#texts = texts;
    this.#records = records;
  }

  /** The dimension of a definition. */
  make({ fields, make }: DimensionDefinition): DimensionCodes {
    const { codes, tuples } = this.#tuples(fields);
    const numbers = new Map<DimensionValue, number>();
    const made = Int32Array.from(tuples, (tuple) => {
      const value = make(...tuple), number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    });
    return { codes, numbers: made, values: [...numbers.keys()] };
  }

  /** Tuples of fewer fields are remembered, as dimensions share them. */
  #tuples(names: readonly string[]): Tuples {
    if (names.length === 0) return { codes: new Uint16Array(this.#records), tuples: [[]] };
    const key = names.join("\n"), known = this.#known.get(key);
    if (known !== undefined) return known;
    const part = this.#part(names[names.length - 1]);
    let made: Tuples = { codes: part.codes, tuples: part.values.map((value) => [value]) };
    if (names.length > 1) {
      const before = this.#tuples(names.slice(0, -1));
      const { codes, pairs } = pairCodes(before.codes, before.tuples.length, part.codes, part.values.length);
      made = { codes, tuples: pairs.map(([tuple, value]) => [...before.tuples[tuple], part.values[value]]) };
    }
    this.#known.set(key, made);
    return made;
  }

  #part(name: string): { codes: Codes; values: (string | null)[] } {
    const field = this.#fields.get(name);
    if (field === undefined || field.codes === "constant") {
      const value = field === undefined ? null : this.#text(field, field.values[0]);
      return { codes: new Uint16Array(this.#records), values: [value] };
    }
    const codes = field.codes === "record"
      ? Uint32Array.from({ length: this.#records }, (_, record) => record)
      : field.codes;
    return { codes, values: Array.from(field.values, (value) => this.#text(field, value)) };
  }

  #text({ spec, plain }: TypedField, number: number): string | null {
    if (plain !== null) throw new TypeError("Cannot make a dimension as its fields must not be free text");
    const value: FieldValue = fromNumber(number, spec.kind, this.#texts);
    return value === null ? null : String(value);
  }
}
