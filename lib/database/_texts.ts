// Without ignoreBOM a text that begins with U+FEFF would lose it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads texts out of Arrow's UTF-8: all of them decoded at once and then cut, which is several times quicker than
 * decoding each by itself.
 *
 * @param bytes The texts, end to end.
 * @param offsets Where in `bytes` each text begins, and after the last where it ends.
 * @param count How many texts there are.
 */
export function textReader(
  bytes: Uint8Array,
  offsets: ArrayLike<number>,
  count: number,
): (index: number) => string {
  const used = bytes.subarray(offsets[0], offsets[count]);
  const all = decoder.decode(used);
  const starts = all.length === used.length
    ? Int32Array.from({ length: count + 1 }, (_, index) => offsets[index] - offsets[0])
    : startsInUtf16(used, offsets, count);
  return (index) => all.slice(starts[index], starts[index + 1]);
}

/** The offsets counted in UTF-16 units: one for each byte that begins a character, two for the longest characters. */
function startsInUtf16(bytes: Uint8Array, offsets: ArrayLike<number>, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  let units = 0;
  for (let index = 0, at = 0; index < count; index++) {
    for (const end = offsets[index + 1] - offsets[0]; at < end; at++) {
      if ((bytes[at] & 0xc0) !== 0x80) units += bytes[at] >= 0xf0 ? 2 : 1;
    }
    starts[index + 1] = units;
  }
  return starts;
}
