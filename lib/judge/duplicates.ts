import { cleanText } from "../contract/mod.ts";
import { type PlainColumn, textAt } from "../extract/mod.ts";
import { partition, roomFor } from "./_partition.ts";
import { isSurelyThere } from "./surely_there.ts";
import type { TypedField } from "./read_fields.ts";

/** Accepted records that share a key, or all of it but a field. */
export interface SharedKeys {
  /** The later ones of those that share the key, in order. */
  readonly later: readonly number[];
  /** Those that an earlier one shares all of the key with but the state, in order. */
  readonly otherState: readonly number[];
}

/**
 * The later ones of the accepted records that share a key, or all of it but a field. Records of the same hash are
 * compared, so it is exact.
 *
 * @param key The fields that together name a record; with none, records may repeat.
 * @param accepted 1 for each accepted record.
 * @param state The field of the key in which what the others name can have one value only.
 */
export function findDuplicates(
  key: readonly TypedField[],
  accepted: Uint8Array,
  state: string | null = null,
): SharedKeys {
  const named = key.filter(({ name }) => name !== state), own = key.filter(({ name }) => name === state);
  if (key.length === 0) return { later: [], otherState: [] };
  const hashes = keyHashes(named, accepted), { order, ends } = partition(hashes);
  const later: number[] = [], otherState: number[] = [];
  let table = new Int32Array(0);
  for (let part = 0; part + 1 < ends.length; part++) {
    // A slot is a hash, never 0, and its record.
    const room = 2 * roomFor((ends[part + 1] - ends[part]) / 2);
    if (table.length < room) table = new Int32Array(room);
    else table.fill(0, 0, room);
    addPart(order.subarray(ends[part], ends[part + 1]), table, room - 1, { named, own, later, otherState });
  }
  return { later: later.sort((a, b) => a - b), otherState: otherState.sort((a, b) => a - b) };
}

/** The key without the state, the state, and what is found. */
interface Found {
  readonly named: readonly TypedField[];
  readonly own: readonly TypedField[];
  readonly later: number[];
  readonly otherState: number[];
}

function addPart(records: Int32Array, table: Int32Array, mask: number, found: Found): void {
  for (let at = 0; at < records.length; at += 2) {
    const hash = records[at], record = records[at + 1];
    let slot = (hash >>> 7) & mask & ~1, isLater = false, hasOther = false;
    for (; table[slot] !== 0 && !isLater; slot = (slot + 2) & mask) {
      if (table[slot] !== hash || !isSame(found.named, record, table[slot + 1])) continue;
      if (isSame(found.own, record, table[slot + 1])) isLater = true;
      else hasOther = true;
    }
    if (isLater) found.later.push(record);
    else {
      table[slot] = hash;
      table[slot + 1] = record;
      if (hasOther) found.otherState.push(record);
    }
  }
}

/** A hash of each accepted record's key, never 0; 0 for all others. */
function keyHashes(key: readonly TypedField[], accepted: Uint8Array): Int32Array {
  const hashes = new Int32Array(accepted.length).fill(0x2545f491);
  for (const { plain, codes, values } of key) {
    if (plain !== null) addTexts(hashes, plain);
    else if (codes === "record") {
      for (let record = 0; record < hashes.length; record++) {
        hashes[record] = mix(hashes[record], values[record]);
      }
    } else if (codes !== "constant") {
      for (let record = 0; record < hashes.length; record++) {
        hashes[record] = mix(hashes[record], values[codes[record]]);
      }
    }
  }
  for (let record = 0; record < hashes.length; record++) {
    const hash = hashes[record] ^ hashes[record] >>> 15;
    hashes[record] = accepted[record] === 0 ? 0 : hash === 0 ? 1 : hash;
  }
  return hashes;
}

const mix = (hash: number, value: number): number => Math.imul((hash << 5 | hash >>> 27) ^ value, 0x9e3779b1);

const QUOTE = 34;

function addTexts(hashes: Int32Array, column: PlainColumn): void {
  const encoder = new TextEncoder(), { bytes, from, to } = column;
  for (let record = 0; record < hashes.length; record++) {
    let text = bytes, at = from[record], end = to[record];
    // A text with blanks at its ends, or with quotes written twice, is hashed as it is read.
    if (!isSurelyThere(bytes, at, end) || bytes[at - 1] === QUOTE) {
      text = encoder.encode(cleanText(textAt(column, record)) ?? "");
      [at, end] = [0, text.length];
    }
    let hash = hashes[record];
    for (; at < end; at++) hash = Math.imul(hash ^ text[at], 0x01000193);
    hashes[record] = hash ^ hash >>> 13;
  }
}

function isSame(key: readonly TypedField[], one: number, other: number): boolean {
  return key.every(({ plain, codes, values }) => {
    if (plain !== null) return cleanText(textAt(plain, one)) === cleanText(textAt(plain, other));
    if (codes === "constant") return true;
    return codes === "record" ? values[one] === values[other] : values[codes[one]] === values[codes[other]];
  });
}
