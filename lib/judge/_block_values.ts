import type { TypedField } from "./read_fields.ts";
import { NULL } from "./typed_value.ts";

/** Records that are judged at a time: their values stay in the processor's nearest cache. */
export const BLOCK = 2048;

/** Numbers of a block. */
export type Block = Int32Array | Float64Array;

/** A block for a field's values, and what fills it for the records from `first`. */
export function blockLoader(
  field: TypedField | undefined,
): { block: Block; load: (first: number, count: number) => void } {
  if (field === undefined || field.codes === "constant") {
    return { block: filledBlock(field?.values[0] ?? NULL), load: () => {} };
  }
  const { codes, values } = field;
  const block = values instanceof Int32Array ? new Int32Array(BLOCK) : new Float64Array(BLOCK);
  if (codes === "record") {
    return { block, load: (first, count) => block.set(values.subarray(first, first + count)) };
  }
  return {
    block,
    load: (first, count) => {
      for (let row = 0; row < count; row++) block[row] = values[codes[first + row]];
    },
  };
}

/** A block of one number. */
export function filledBlock(value: number): Block {
  return (value === (value | 0) ? new Int32Array(BLOCK) : new Float64Array(BLOCK)).fill(value);
}
