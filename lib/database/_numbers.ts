/** A whole number as a number where that is exact, else as itself. */
export function wholeNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The 128-bit signed integer at `index` of Arrow's little-endian pairs of 64 bits. */
export function int128(words: BigUint64Array, index: number): bigint {
  return (BigInt.asIntN(64, words[2 * index + 1]) << 64n) | words[2 * index];
}

/** The number nearest to `unscaled` / 10^`scale`. */
export function decimalNumber(unscaled: bigint, scale: number): number {
  const number = Number(unscaled);
  // Both exact as numbers: one division rounds once. Otherwise let the decimal text be read, which rounds once too.
  return Number.isSafeInteger(number) && scale <= 22 ? number / 10 ** scale : Number(`${unscaled}e-${scale}`);
}
