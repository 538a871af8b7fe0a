const DASH = 45, COLON = 58, SPACE = 32, T = 84;

/**
 * The digits of the day of a cell written yyyy-mm-dd, or so with a time and no zone, as one number; -1 for any other
 * cell. Such a cell is read as its first ten characters, so cells of one day are read once.
 */
export function isoDayDigits(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length !== 10 && length !== 16 && length !== 19) return -1;
  if (bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return -1;
  const century = pair(bytes, from), decade = pair(bytes, from + 2);
  const month = pair(bytes, from + 5), day = pair(bytes, from + 8);
  if (century < 0 || decade < 0 || month < 0 || day < 0) return -1;
  if (length > 10) {
    const between = bytes[from + 10];
    if ((between !== T && between !== SPACE) || bytes[from + 13] !== COLON) return -1;
    if (pair(bytes, from + 11) < 0 || pair(bytes, from + 14) < 0) return -1;
    if (length === 19 && (bytes[from + 16] !== COLON || pair(bytes, from + 17) < 0)) return -1;
  }
  return (century * 100 + decade) * 10_000 + month * 100 + day;
}

/** The number of two digits, -1 where they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 48, ones = bytes[at + 1] - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
