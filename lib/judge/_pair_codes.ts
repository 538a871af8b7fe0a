/** The numbers of a column's values, one for each record. */
export type Codes = Uint16Array | Uint32Array;

/** As many pairs as a table has room for; more are looked up in a map. */
const TABLE = 1 << 22;

/** A code for each different pair of two columns' codes, and the pairs. */
export function pairCodes(
  left: Codes,
  leftSize: number,
  right: Codes,
  rightSize: number,
): { codes: Uint32Array; pairs: (readonly [number, number])[] } {
  const pairs: (readonly [number, number])[] = [], codes = new Uint32Array(left.length);
  if (leftSize * rightSize <= TABLE) {
    const table = new Int32Array(leftSize * rightSize);
    for (let record = 0; record < left.length; record++) {
      const at = left[record] * rightSize + right[record];
      let code = table[at];
      if (code === 0) code = table[at] = pairs.push([left[record], right[record]]);
      codes[record] = code - 1;
    }
    return { codes, pairs };
  }
  const map = new Map<number, number>();
  for (let record = 0; record < left.length; record++) {
    const key = left[record] * rightSize + right[record];
    let code = map.get(key);
    if (code === undefined) map.set(key, code = pairs.push([left[record], right[record]]) - 1);
    codes[record] = code;
  }
  return { codes, pairs };
}
