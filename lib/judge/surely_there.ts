import { missingMarkers } from "../contract/mod.ts";

/** For each first byte the lengths (as bits) of the markers of a missing value that begin with it. */
const MARKED = new Int32Array(256);
for (const marker of missingMarkers) {
  const bytes = new TextEncoder().encode(marker);
  if (bytes.length > 0) MARKED[bytes[0]] |= 1 << Math.min(bytes.length, 31);
}

/**
 * Whether a cell surely holds a value and no blanks at its ends, seen from its ends and its length alone. Most cells do,
 * and need not be made text.
 */
export function isSurelyThere(bytes: Uint8Array, from: number, to: number): boolean {
  if (to === from) return false;
  const first = bytes[from], last = bytes[to - 1];
  // Blanks are spaces, control characters, or characters of several bytes.
  return first > 32 && first < 128 && last > 32 && last < 128 &&
    (MARKED[first] >>> Math.min(to - from, 31) & 1) === 0;
}
