import {
  type CubeDefinition,
  type Deviation,
  type Dimension,
  DIMENSIONS,
  type DimensionValue,
} from "../cube/mod.ts";
import { BLOCK } from "./_block_values.ts";
import { CellKeys } from "./_cell_keys.ts";
import { ConditionCompiler } from "./compile_condition.ts";
import { type DimensionCodes, DimensionMaker } from "./dimension_codes.ts";
import type { Codes } from "./_pair_codes.ts";
import { compareValues, JudgedCells, OPEN } from "./judged_cells.ts";
import { type TypedField, valuesOf } from "./read_fields.ts";
import { NULL, type Texts } from "./typed_value.ts";

/** Contacts by the record they come from and their days: `lo` to `hi`, which is {@linkcode OPEN} without a last day. */
interface Entries {
  readonly records: Uint32Array;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
  /** What each counts; `null` when one. */
  readonly counts: Float64Array | null;
  /** Each entry's own deviation; `null` where it is a dimension of the records. */
  readonly deviations: readonly (Deviation | null)[] | null;
}

/**
 * Counts accepted records into the cells of the wait cube.
 *
 * @param definition How rows become cells.
 * @param fields The fields as read.
 * @param texts The texts of their values.
 * @param accepted 1 for each accepted record.
 * @returns The cells, in the order of their dimensions and days.
 */
export function countCells(
  { dimensions, waits }: CubeDefinition,
  fields: readonly TypedField[],
  texts: Texts,
  accepted: Uint8Array,
): JudgedCells {
  const entries = waits.kind === "one"
    ? singleEntries(waits.days, fields, texts, accepted)
    : severalEntries(waits.spans, fields, texts, accepted);
  const maker = new DimensionMaker(fields, texts, accepted.length), { records, lo, hi } = entries;
  const coded = DIMENSIONS.map((name): EntryCodes => {
    const definition = dimensions[name];
    if (definition !== undefined) return ofRecords(maker.make(definition));
    return ofEntries(name === "avvikelse" ? entries.deviations ?? [] : [], records.length);
  });
  const keys = new CellKeys({
    records,
    allRecords: accepted.length,
    mostCodes: Math.max(1, ...coded.map(({ ranks }) => ranks?.length ?? 0)),
    counts: entries.counts,
  });
  // The key's parts in the order of the cells, the least informative first.
  for (const days of hi === lo ? [lo] : [hi, lo]) {
    const { least, size } = daySpan(days);
    keys.addNumbers(days, least, size, OPEN);
  }
  for (const { numbers, ranks, values } of coded.toReversed()) {
    if (ranks === null) keys.addNumbers(numbers, 0, values.length, OPEN);
    else keys.addCodes(numbers, ranks, values.length);
  }
  const { firsts, sums } = keys.sum(), from = taken(records, firsts, new Uint32Array(firsts.length));
  const columns = Object.fromEntries(
    DIMENSIONS.map((name, index) => [name, {
      values: coded[index].values,
      codes: codesOf(coded[index], firsts, from),
    }]),
  ) as Record<Dimension, { values: readonly DimensionValue[]; codes: Uint32Array }>;
  return new JudgedCells({
    dimensions: columns,
    lo: taken(lo, firsts, new Int32Array(firsts.length)),
    hi: taken(hi, firsts, new Int32Array(firsts.length)),
    antal: sums,
  });
}

/** The numbers of a dimension's values of some entries, which come from some records. */
function codesOf(
  { numbers, ranks, values }: EntryCodes,
  entries: Uint32Array,
  records: Uint32Array,
): Uint32Array {
  const codes = new Uint32Array(entries.length);
  if (values.length <= 1) return codes;
  if (ranks === null) return taken(numbers, entries, codes);
  for (let at = 0; at < codes.length; at++) codes[at] = ranks[numbers[records[at]]];
  return codes;
}

/** Fills `own` with the values at some places. */
function taken<A extends Uint32Array | Int32Array>(
  values: Uint32Array | Int32Array,
  places: Uint32Array,
  own: A,
): A {
  for (let at = 0; at < places.length; at++) own[at] = values[places[at]];
  return own;
}

/** A dimension: its values in order, and the number of each entry's value, or the code of each record and the codes' ranks. */
type EntryCodes =
  & { readonly values: readonly DimensionValue[] }
  & ({ readonly numbers: Int32Array; readonly ranks: null } | {
    readonly numbers: Codes;
    readonly ranks: Uint32Array;
  });

function ofRecords({ codes, numbers, values }: DimensionCodes): EntryCodes {
  const { ordered, rank } = ranks(values);
  return { numbers: codes, ranks: Uint32Array.from(numbers, (number) => rank[number]), values: ordered };
}

function ofEntries(given: readonly DimensionValue[], length: number): EntryCodes {
  const { ordered } = ranks([...new Set<DimensionValue>([null, ...given])]);
  const numbers = new Map(ordered.map((value, number) => [value, number]));
  return {
    numbers: Int32Array.from({ length }, (_, at) => numbers.get(given[at] ?? null) ?? 0),
    ranks: null,
    values: ordered,
  };
}

/** Values in order, and each one's place in it. */
function ranks(values: readonly DimensionValue[]): { ordered: readonly DimensionValue[]; rank: Uint32Array } {
  const ordered = values.toSorted(compareValues),
    places = new Map(ordered.map((value, place) => [value, place]));
  return { ordered, rank: Uint32Array.from(values, (value) => places.get(value) ?? 0) };
}

/** The least of days, and how many there are from it to the most, with a place more for those without a last day. */
function daySpan(days: Int32Array): { least: number; size: number } {
  let least = Infinity, most = -Infinity;
  for (let at = 0; at < days.length; at++) {
    if (days[at] === OPEN) continue;
    if (days[at] < least) least = days[at];
    if (days[at] > most) most = days[at];
  }
  return least > most ? { least: 0, size: 1 } : { least, size: most - least + 2 };
}

/** Each accepted record once, with its days. */
function singleEntries(
  days: Extract<CubeDefinition["waits"], { kind: "one" }>["days"],
  fields: readonly TypedField[],
  texts: Texts,
  accepted: Uint8Array,
): Entries {
  const compiler = new ConditionCompiler(fields, texts);
  const choices = days.map(({ when, days }) => ({
    mask: compiler.mask(when),
    values: compiler.values(days),
  }));
  const records = new Uint32Array(accepted.length), lo = new Int32Array(accepted.length);
  let count = 0;
  for (let first = 0; first < accepted.length; first += BLOCK) {
    const size = Math.min(BLOCK, accepted.length - first);
    compiler.run(first, size);
    for (let row = 0; row < size; row++) {
      if (accepted[first + row] === 0) continue;
      let wait = NULL;
      for (let at = 0; at < choices.length && wait === NULL; at++) {
        if (choices[at].mask[row] === 1) wait = choices[at].values[row];
      }
      if (wait === NULL) {
        throw new Error(
          `Cannot count record ${first + row} as every accepted record must have its days: got none`,
        );
      }
      records[count] = first + row;
      lo[count++] = wait;
    }
  }
  const own = lo.subarray(0, count);
  return { records: records.subarray(0, count), lo: own, hi: own, counts: null, deviations: null };
}

function severalEntries(
  spansOf: Extract<CubeDefinition["waits"], { kind: "several" }>["spans"],
  fields: readonly TypedField[],
  texts: Texts,
  accepted: Uint8Array,
): Entries {
  const values = new Map(fields.map((field) => [field.name, valuesOf(field, texts)]));
  const records: number[] = [], lo: number[] = [], hi: number[] = [], counts: number[] = [];
  const deviations: (Deviation | null)[] = [];
  for (let record = 0; record < accepted.length; record++) {
    if (accepted[record] === 0) continue;
    for (const span of spansOf((name) => values.get(name)?.(record) ?? null)) {
      records.push(record);
      lo.push(span.lo);
      hi.push(span.hi ?? OPEN);
      counts.push(span.antal);
      deviations.push(span.deviation);
    }
  }
  return {
    records: Uint32Array.from(records),
    lo: Int32Array.from(lo),
    hi: Int32Array.from(hi),
    counts: Float64Array.from(counts),
    deviations,
  };
}
