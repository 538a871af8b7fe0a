import type { Condition, Term } from "../contract/mod.ts";
import { BLOCK, type Block, blockLoader, filledBlock } from "./_block_values.ts";
import { compare, type Step } from "./_compare_blocks.ts";
import type { TypedField } from "./read_fields.ts";
import { firstDayNumber, NULL, type Texts, toNumber, yearOfDay } from "./typed_value.ts";

/**
 * Compiles conditions to steps, each one loop over a block of typed arrays. What several conditions share is computed
 * once a block.
 */
export class ConditionCompiler {
  readonly #steps: Step[] = [];
  readonly #terms = new Map<string, Block>();
  readonly #masks = new Map<string, Uint8Array>();
  readonly #fields: ReadonlyMap<string, TypedField>;
  readonly #texts: Texts;

  /** Compiles for these fields; texts of constants are numbered like those of the fields. */
  constructor(fields: readonly TypedField[], texts: Texts) {
    this.#fields = new Map(fields.map((field) => [field.name, field]));
    this.#texts = texts;
  }

  /** Computes everything that was compiled for the records from `first`, at most {@linkcode BLOCK} of them. */
  run(first: number, count: number): void {
    for (const step of this.#steps) step(first, count);
  }

  /** The array that holds the answers of a condition after {@linkcode run}: 1 where it holds. */
  mask(condition: Condition): Uint8Array {
    const key = JSON.stringify(condition), known = this.#masks.get(key);
    if (known !== undefined) return known;
    const mask = new Uint8Array(BLOCK);
    this.#steps.push(this.#step(condition, mask));
    this.#masks.set(key, mask);
    return mask;
  }

  /** The array that holds the values of a term after {@linkcode run}; `kind` says what a constant is. */
  values(term: Term, kind?: ValueKind): Block {
    const key = JSON.stringify([term, term.term === "constant" ? kind : null]), known = this.#terms.get(key);
    if (known !== undefined) return known;
    const values = this.#compute(term, kind);
    this.#terms.set(key, values);
    return values;
  }

  #step(condition: Condition, mask: Uint8Array): Step {
    switch (condition.test) {
      case "missing": {
        const values = this.values(condition.of);
        return (_, count) => {
          for (let row = 0; row < count; row++) mask[row] = values[row] === NULL ? 1 : 0;
        };
      }
      case "and":
      case "or": {
        const parts = condition.of.map((part) => this.mask(part)), and = condition.test === "and";
        return (_, count) => {
          mask.fill(and ? 1 : 0, 0, count);
          for (const part of parts) {
            if (and) { for (let row = 0; row < count; row++) mask[row] &= part[row]; }
            else for (let row = 0; row < count; row++) mask[row] |= part[row];
          }
        };
      }
      case "not": {
        const part = this.mask(condition.of);
        return (_, count) => {
          for (let row = 0; row < count; row++) mask[row] = part[row] ^ 1;
        };
      }
      default: {
        const { test, left, right } = condition, kind = this.#comparedKind(condition);
        return compare(test, this.values(left, kind), this.values(right, kind), mask);
      }
    }
  }

  /** What both sides of a comparison are. */
  #comparedKind({ test, left, right }: Comparison): ValueKind {
    const kinds = [left, right].map((term) => this.#kindOf(term));
    const [kind = "text", ...others] = new Set(kinds.filter((kind) => kind !== null && kind !== undefined));
    const refuse = (must: string) => {
      throw new TypeError(
        `Cannot compile a condition as ${must}: got ${JSON.stringify({ test, left, right })}`,
      );
    };
    if (others.length > 0) refuse("both sides must be of one kind");
    if (kind === "text" && test !== "=" && test !== "<>" && !kinds.includes(undefined)) {
      refuse("texts have no order");
    }
    if ([left, right].some((term) => term.term === "field" && this.#fields.get(term.name)?.plain)) {
      refuse("of free text it is only known whether it is there");
    }
    return kind;
  }

  #compute(term: Term, kind?: ValueKind): Block {
    switch (term.term) {
      case "field": {
        const { block, load } = blockLoader(this.#fields.get(term.name));
        this.#steps.push(load);
        return block;
      }
      case "constant": {
        const { value } = term;
        if (typeof value === "number") return filledBlock(value);
        return filledBlock(toNumber(value, kind === "day" || kind === "month" ? kind : "text", this.#texts));
      }
      case "firstDay":
        return this.#each(this.values(term.month, "month"), firstDayNumber);
      case "lastDay":
        return this.#each(this.values(term.month, "month"), (month) => firstDayNumber(month + 1) - 1);
      case "year":
        return this.#each(this.values(term.day, "day"), yearOfDay);
      case "days": {
        const from = this.values(term.from, "day"), to = this.values(term.to, "day");
        const days = new Int32Array(BLOCK);
        this.#steps.push((_, count) => {
          for (let row = 0; row < count; row++) {
            days[row] = from[row] === NULL || to[row] === NULL ? NULL : to[row] - from[row];
          }
        });
        return days;
      }
      case "sum": {
        const parts = term.of.map((part) => this.values(part, "number")), sums = new Float64Array(BLOCK);
        this.#steps.push((_, count) => {
          sums.fill(NULL, 0, count);
          for (const part of parts) {
            for (let row = 0; row < count; row++) {
              if (part[row] !== NULL) sums[row] = sums[row] === NULL ? part[row] : sums[row] + part[row];
            }
          }
        });
        return sums;
      }
    }
  }

  /** A function of one value; the value of the record before is mostly the same. */
  #each(values: Block, make: (value: number) => number): Block {
    const made = new Int32Array(BLOCK);
    let last = NULL, result = NULL;
    this.#steps.push((_, count) => {
      for (let row = 0; row < count; row++) {
        if (values[row] !== last) result = (last = values[row]) === NULL ? NULL : make(last);
        made[row] = result;
      }
    });
    return made;
  }

  /** What a term is; `null` for a text constant, which may be a day as well, `undefined` for a field that is not there. */
  #kindOf(term: Term): ValueKind | null | undefined {
    switch (term.term) {
      case "firstDay":
      case "lastDay":
        return "day";
      case "field": {
        const kind = this.#fields.get(term.name)?.spec.kind;
        if (kind === undefined || kind === "day" || kind === "month") return kind;
        return kind === "whole" || kind === "decimal" ? "number" : "text";
      }
      case "constant":
        return typeof term.value === "number" ? "number" : null;
      default:
        return "number";
    }
  }
}

type ValueKind = "day" | "month" | "number" | "text";
type Comparison = Extract<Condition, { readonly left: Term }>;
