import type { FieldValue, Layout, TotalDimension } from "../contract/mod.ts";
import { type TypedField, valuesOf } from "./read_fields.ts";
import type { Texts } from "./typed_value.ts";

/** A record's value in one of the dimensions that a row may be a total over: the total, empty, or a name. */
const TOTAL = "t", EMPTY = "e", NAMED = "n";

type ValueOf = (record: number) => FieldValue;

/** Rows that break down the same dimensions. */
interface Kind {
  /** For each dimension {@linkcode TOTAL}, {@linkcode EMPTY} or {@linkcode NAMED}. */
  readonly pattern: string;
  /** How much it is worth that they break these down. */
  readonly worth: number;
  readonly records: number[];
}

/**
 * The totals among an aggregate's records whose parts are in the file too.
 *
 * A record is a part of a total when it has the same month, status and region, agrees in every dimension that the total
 * breaks down, and breaks down dimensions that are worth more. Time and memory grow with the records, not with their
 * pairs.
 *
 * @param layout The layout, whose `totals` say what a row may be a total over.
 * @param fields Its fields as read.
 * @param texts The texts of their values.
 * @param candidates The records that are not skipped already.
 * @returns The numbers of the totals, in order.
 */
export function findTotals(
  { totals }: Pick<Layout, "totals">,
  fields: readonly TypedField[],
  texts: Texts,
  candidates: readonly number[],
): number[] {
  if (totals === null) return [];
  const values = valueFinder(fields, texts), within = totals.within.map(values);
  const same = totals.same.map(values), over = totals.over.map(({ field }) => values(field));
  const kinds = kindsOf(
    totals.over,
    over,
    candidates.filter((record) => within.every((value) => value(record) !== null)),
  );
  const key = (record: number, dimensions: readonly number[]) =>
    JSON.stringify([...within, ...same, ...dimensions.map((at) => over[at])].map((value) => value(record)));
  const found = kinds.filter(({ pattern }) => pattern.includes(TOTAL)).flatMap((total) => {
    const parts = kinds.filter(({ worth }) => worth > total.worth).map((part) => {
      const compared = comparedDimensions(totals.over, total.pattern, part.pattern);
      return { compared, keys: new Set(part.records.map((record) => key(record, compared))) };
    });
    return total.records.filter((record) =>
      parts.some(({ compared, keys }) => keys.has(key(record, compared)))
    );
  });
  return found.sort((a, b) => a - b);
}

function kindsOf(
  dimensions: readonly TotalDimension[],
  over: readonly ValueOf[],
  candidates: readonly number[],
): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const record of candidates) {
    let pattern = "", worth = 0;
    for (const [at, { total, worth: own }] of dimensions.entries()) {
      const value = over[at](record);
      pattern += value === null ? EMPTY : value === total ? TOTAL : NAMED;
      if (value !== null && value !== total) worth += own;
    }
    const kind = kinds.get(pattern);
    if (kind === undefined) kinds.set(pattern, { pattern, worth, records: [record] });
    else kind.records.push(record);
  }
  return [...kinds.values()];
}

/** The dimensions in which a total of one kind must agree with parts of another: those that both break down. */
function comparedDimensions(dimensions: readonly TotalDimension[], total: string, part: string): number[] {
  return dimensions.flatMap(({ emptyIsTotal }, at) =>
    total[at] === TOTAL || part[at] === TOTAL || (emptyIsTotal && total[at] === EMPTY) ? [] : [at]
  );
}

/**
 * The totals over the bands that are skipped although they are not the sum of the bands in the file. A total whose
 * bands all lack a count is not compared.
 *
 * @param layout The layout; only one with a band and a count in each row has any.
 * @param fields Its fields as read.
 * @param texts The texts of their values.
 * @param records The totals that are skipped, and the records that are not skipped.
 * @returns The numbers of the totals that differ, in order.
 */
export function findDifferentTotals(
  { totals }: Pick<Layout, "totals">,
  fields: readonly TypedField[],
  texts: Texts,
  records: { readonly totals: readonly number[]; readonly kept: readonly number[] },
): number[] {
  if (totals === null || totals.count === null || records.totals.length === 0) return [];
  const [band] = totals.over, { count } = totals, values = valueFinder(fields, texts);
  const bandOf = values(band.field), countOf = values(count);
  const same = fields.filter(({ name }) => name !== band.field && name !== count).map(({ name }) =>
    values(name)
  );
  const key = (record: number) => JSON.stringify(same.map((value) => value(record)));
  const sums = new Map<string, number>();
  for (const record of records.kept) {
    const own = countOf(record);
    if (bandOf(record) === null || bandOf(record) === band.total || own === null) continue;
    sums.set(key(record), (sums.get(key(record)) ?? 0) + Number(own));
  }
  return records.totals.filter((record) => {
    const sum = bandOf(record) === band.total ? sums.get(key(record)) : undefined, own = countOf(record);
    return sum !== undefined && own !== null && sum !== own;
  });
}

function valueFinder(fields: readonly TypedField[], texts: Texts): (name: string) => ValueOf {
  const known = new Map(fields.map((field) => [field.name, field]));
  return (name) => {
    const field = known.get(name);
    return field === undefined ? () => null : valuesOf(field, texts);
  };
}
