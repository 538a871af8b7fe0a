/** Bits that codes below a number need; readers differ on no bits at all, so that it is at least one. */
export function bitsFor(codes: number): number {
  return Math.max(1, 32 - Math.clz32(codes - 1));
}

/** The same code so many times, in Parquet's RLE/bit-packing hybrid. */
export function repeated(code: number, length: number, bits: number): Uint8Array {
  const out = new Uint8Array(5 + bytesFor(bits));
  return out.subarray(0, run(out, 0, code, length, bits));
}

/**
 * Codes in Parquet's RLE/bit-packing hybrid: all as runs where that is shorter, else all packed.
 *
 * @param codes The codes, less than 2 ** `bits` each.
 * @param bits Bits of a code, 1 to 24.
 * @param runs How many runs of the same code there are.
 */
export function hybrid(codes: Int32Array, bits: number, runs: number): Uint8Array {
  // The length of a run mostly takes two bytes.
  const most = Math.floor(codes.length * bits / 8 / (2 + bytesFor(bits)));
  return runs <= most ? asRuns(codes, bits, runs) : packed(codes, bits);
}

/** How many runs of the same code there are. */
export function countRuns(codes: Int32Array): number {
  let runs = 0, latest = -1;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === latest) continue;
    latest = codes[row];
    runs++;
  }
  return runs;
}

function asRuns(codes: Int32Array, bits: number, runs: number): Uint8Array {
  const out = new Uint8Array(runs * (5 + bytesFor(bits)));
  let at = 0;
  for (let row = 0; row < codes.length;) {
    const code = codes[row], from = row;
    while (row < codes.length && codes[row] === code) row++;
    at = run(out, at, code, row - from, bits);
  }
  return out.subarray(0, at);
}

function packed(codes: Int32Array, bits: number): Uint8Array {
  const groups = Math.ceil(codes.length / 8), out = new Uint8Array(5 + groups * bits);
  const from = varint(out, 0, groups * 2 + 1);
  let at = from, held = 0, room = 0;
  for (let row = 0; row < codes.length; row++) {
    held |= codes[row] << room;
    room += bits;
    while (room >= 8) {
      out[at++] = held;
      held >>>= 8;
      room -= 8;
    }
  }
  if (room > 0) out[at] = held;
  return out.subarray(0, from + groups * bits);
}

/** Writes a run; says where the next byte goes. */
function run(out: Uint8Array, at: number, code: number, length: number, bits: number): number {
  at = varint(out, at, length * 2);
  for (let bit = 0; bit < bits; bit += 8) out[at++] = code >>> bit;
  return at;
}

function varint(out: Uint8Array, at: number, value: number): number {
  for (; value > 0x7f; value >>>= 7) out[at++] = (value & 0x7f) | 0x80;
  out[at++] = value;
  return at;
}

function bytesFor(bits: number): number {
  return Math.ceil(bits / 8);
}
