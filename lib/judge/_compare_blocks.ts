import type { Block } from "./_block_values.ts";
import { NULL } from "./typed_value.ts";

/** A step of judging a block: the records from `first`, `count` of them. */
export type Step = (first: number, count: number) => void;

/** Compares two blocks into a mask; where a value is missing the comparison does not hold. */
export function compare(test: "<" | "<=" | "=" | "<>", left: Block, right: Block, mask: Uint8Array): Step {
  // One loop a test: a comparison chosen inside the loop would cost more than the loop.
  switch (test) {
    case "<":
      return (_, count) => {
        for (let row = 0; row < count; row++) {
          mask[row] = left[row] < right[row] && left[row] !== NULL && right[row] !== NULL ? 1 : 0;
        }
      };
    case "<=":
      return (_, count) => {
        for (let row = 0; row < count; row++) {
          mask[row] = left[row] <= right[row] && left[row] !== NULL && right[row] !== NULL ? 1 : 0;
        }
      };
    case "=":
      return (_, count) => {
        for (let row = 0; row < count; row++) {
          mask[row] = left[row] === right[row] && left[row] !== NULL && right[row] !== NULL ? 1 : 0;
        }
      };
    case "<>":
      return (_, count) => {
        for (let row = 0; row < count; row++) {
          mask[row] = left[row] !== right[row] && left[row] !== NULL && right[row] !== NULL ? 1 : 0;
        }
      };
  }
}
