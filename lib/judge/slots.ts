import type { Month } from "../calendar/mod.ts";
import { cellCounts } from "../extract/mod.ts";
import { type CountedReading, cubeDefinition, type Dimension, Status } from "../cube/mod.ts";
import type { DeliveredSlot } from "../plausibility/mod.ts";
import type { Judgement } from "./judge.ts";
import { numbersOf, type TypedField, valuesOf } from "./read_fields.ts";
import { NULL } from "./typed_value.ts";

/** The dimensions of a slot, what a delivery answers for. */
const SLOT = ["region", "manad", "status"] as const satisfies readonly Dimension[];

/** The accepted records of a region, month and status, and where they are. */
export interface JudgedSlot extends DeliveredSlot {
  /** The numbers of its records in the file, in order. */
  readonly records: Uint32Array;
}

/**
 * The accepted records by region, month and status.
 *
 * @param judgement The verdict.
 * @param reading How the delivery was read.
 * @returns One slot for each that has accepted records, in the order of their first records.
 */
export function judgedSlots(
  { fields, texts, accepted }: Pick<Judgement, "fields" | "texts" | "accepted">,
  reading: CountedReading,
): JudgedSlot[] {
  const { dimensions } = cubeDefinition(reading);
  const own = SLOT.map((name) => fields.find((field) => field.name === dimensions[name]?.fields[0])!);
  const { slotOf, firsts, counts } = numberSlots(own, accepted);
  const records = counts.map((count) => new Uint32Array(count)), filled = counts.map(() => 0);
  for (let record = 0; record < accepted.length; record++) {
    const slot = slotOf[record];
    if (slot >= 0) records[slot][filled[slot]++] = record;
  }
  const missing = fields.filter(({ given, values }) => given && values.includes(NULL))
    .map((field) => ({ name: field.name, counts: countMissing(field, slotOf, counts) }));
  const values = own.map((field) => valuesOf(field, texts));
  return firsts.map((first, slot) => {
    const [region, manad, status] = values.map((value) => String(value(first)));
    return {
      region,
      manad: manad as Month,
      status: Status.parse(status),
      rows: counts[slot],
      missing: Object.fromEntries(
        missing.filter(({ counts }) => counts[slot] > 0).map(({ name, counts }) => [name, counts[slot]]),
      ),
      records: records[slot],
    };
  });
}

/** The number of each accepted record's slot, -1 for others; each slot's first record and its number of records. */
function numberSlots(
  own: readonly TypedField[],
  accepted: Uint8Array,
): { slotOf: Int32Array; firsts: number[]; counts: number[] } {
  const numbers = own.map(numbersOf), slotOf = new Int32Array(accepted.length).fill(-1);
  const known = new Map<string, number>(), firsts: number[] = [], counts: number[] = [];
  const differs = differsFromBefore(own, accepted.length);
  let slot = -1, isSame = false;
  for (let record = 0; record < accepted.length; record++) {
    // Records of one slot mostly follow each other.
    if (differs[record] === 1) isSame = false;
    if (accepted[record] === 0) continue;
    if (!isSame) {
      const key = numbers.map((number) => number(record)).join(" "), found = known.get(key);
      slot = found ?? firsts.push(record) - 1;
      if (found === undefined) {
        known.set(key, slot);
        counts.push(0);
      }
      isSame = true;
    }
    slotOf[record] = slot;
    counts[slot]++;
  }
  return { slotOf, firsts, counts };
}

/** 1 for each record whose cell in one of the fields is another than that of the record before. */
function differsFromBefore(fields: readonly TypedField[], records: number): Uint8Array {
  const differs = new Uint8Array(records);
  for (const { codes } of fields) {
    if (codes === "record") differs.fill(1);
    if (typeof codes === "string") continue;
    for (let record = 1; record < records; record++) {
      if (codes[record] !== codes[record - 1]) differs[record] = 1;
    }
  }
  return differs;
}

/** How many records of each slot lack a value. */
function countMissing(
  { column, codes, values }: TypedField,
  slotOf: Int32Array,
  counts: readonly number[],
): readonly number[] | Uint32Array {
  // One cell for all of them, and it is missing.
  if (codes !== "record" && values.length === 1) return counts;
  const isMissing = Uint8Array.from(values, (value) => value === NULL ? 1 : 0);
  const missing = new Uint32Array(counts.length);
  if (
    column?.kind === "coded" &&
    cellCounts(column).every((count, cell) => count === 0 || isMissing[cell] === 0)
  ) {
    return missing;
  }
  for (let record = 0; record < slotOf.length; record++) {
    const cell = typeof codes === "string" ? record : codes[record];
    if (isMissing[cell] === 1 && slotOf[record] >= 0) missing[slotOf[record]]++;
  }
  return missing;
}
