import { type FieldValue, type Layout, specOf } from "../contract/mod.ts";
import { cubeDefinition, type Dimension, DIMENSIONS } from "../cube/mod.ts";
import { countCells } from "../judge/count_cells.ts";
import { JudgedCells, OPEN, readingOf, type TypedField } from "../judge/mod.ts";
import { judgedSlots } from "../judge/slots.ts";
import { Texts, toNumber } from "../judge/typed_value.ts";
import type { DeliveredSlot } from "../plausibility/mod.ts";
import { readColumns } from "./_columns.ts";
import type { StoredValue } from "./_parquet_rows.ts";
import type { Delivery } from "./delivery.ts";

/** What some stored rows come to. */
export interface CountedAgain {
  /** Their cells. */
  readonly cells: JudgedCells;
  /** How many records of each region there are. */
  readonly slots: readonly DeliveredSlot[];
}

/** Counts stored rows again, as a load of them would. */
export type Recount = (isKept: Uint8Array) => CountedAgain;

/**
 * Makes ready to count the rows of a stored file again.
 *
 * @param delivery Their delivery.
 * @param rows The Parquet file of rows.
 * @param cells The Parquet file of their cells.
 * @returns Counts some of the rows; `null` where all rows do not give the cells that are stored, as where what was
 *   given by hand for the load is not kept, or another version counts otherwise.
 */
export async function recountOf(
  delivery: Delivery,
  rows: Uint8Array,
  cells: Uint8Array,
): Promise<Recount | null> {
  const { layout, sources } = readingOf(delivery);
  if (sources === null) return null;
  const columns = await readColumns<StoredValue>(rows, null), texts = new Texts();
  const fields = Object.entries(layout.shape).map(([name, schema]) =>
    typedField(name, schema, columns.get(name), texts, sources[name] !== undefined)
  );
  const reading = { layout, sources }, definition = cubeDefinition(reading);
  const recount: Recount = (accepted) => ({
    cells: countCells(definition, fields, texts, accepted),
    slots: judgedSlots({ fields, texts, accepted }, reading),
  });
  const length = columns.values().next().value?.length ?? 0;
  const all = recount(new Uint8Array(length).fill(1));
  return isSame(all.cells, await storedCells(cells)) ? recount : null;
}

function typedField(
  name: string,
  schema: Layout["shape"][string],
  values: readonly StoredValue[] = [],
  texts: Texts,
  given: boolean,
): TypedField {
  const spec = specOf(schema), numbers = new Map<number, number>();
  const codes = Uint32Array.from(values, (value) => {
    const number = toNumber(fieldValue(value), spec.kind, texts);
    const code = numbers.get(number) ?? numbers.size;
    numbers.set(number, code);
    return code;
  });
  return {
    name,
    spec,
    given,
    codes,
    values: Float64Array.from(numbers.keys()),
    flags: null,
    column: null,
    plain: null,
  };
}

function fieldValue(value: StoredValue): FieldValue {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return value;
}

/** The cells of a stored file. */
export async function storedCells(parquet: Uint8Array): Promise<JudgedCells> {
  const columns = await readColumns<string | boolean | number | bigint | null>(parquet, null);
  const dimensions = DIMENSIONS.map((name) => {
    const column = (columns.get(name) ?? []) as (string | boolean | null)[], values = [...new Set(column)];
    const numbers = new Map(values.map((value, number) => [value, number]));
    return [name, { values, codes: Uint32Array.from(column, (value) => numbers.get(value)!) }] as const;
  });
  return new JudgedCells({
    dimensions: Object.fromEntries(dimensions) as Record<Dimension, typeof dimensions[number][1]>,
    lo: Int32Array.from((columns.get("lo") ?? []) as number[]),
    hi: Int32Array.from((columns.get("hi") ?? []) as (number | null)[], (last) => last ?? OPEN),
    antal: Float64Array.from((columns.get("antal") ?? []) as (number | bigint)[], Number),
  });
}

function isSame(one: JudgedCells, other: JudgedCells): boolean {
  if (one.length !== other.length) return false;
  const text = (cells: JudgedCells, at: number) => JSON.stringify(cells.cell(at));
  for (let at = 0; at < one.length; at++) if (text(one, at) !== text(other, at)) return false;
  return true;
}
