import type { Month } from "../calendar/mod.ts";
import { cubeDefinition, type Dimension, Status } from "../cube/mod.ts";
import type { Reading } from "../contract/mod.ts";
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
  reading: Reading,
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
    .map((field) => ({ name: field.name, counts: countMissing(field, slotOf, counts.length) }));
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
  const before = numbers.map(() => NaN);
  let slot = -1;
  for (let record = 0; record < accepted.length; record++) {
    if (accepted[record] === 0) continue;
    let isSame = true;
    for (let at = 0; at < numbers.length; at++) {
      const value = numbers[at](record);
      if (value === before[at]) continue;
      before[at] = value;
      isSame = false;
    }
    // Records of one slot mostly follow each other.
    if (!isSame) {
      const key = before.join(" "), found = known.get(key);
      slot = found ?? firsts.push(record) - 1;
      if (found === undefined) {
        known.set(key, slot);
        counts.push(0);
      }
    }
    slotOf[record] = slot;
    counts[slot]++;
  }
  return { slotOf, firsts, counts };
}

function countMissing({ codes, values }: TypedField, slotOf: Int32Array, slots: number): Uint32Array {
  const counts = new Uint32Array(slots);
  for (let record = 0; record < slotOf.length; record++) {
    const cell = codes === "constant" ? 0 : codes === "record" ? record : codes[record];
    if (slotOf[record] >= 0 && values[cell] === NULL) counts[slotOf[record]]++;
  }
  return counts;
}
