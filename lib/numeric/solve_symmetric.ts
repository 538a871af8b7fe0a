/**
 * Solves a symmetric positive definite system of equations (Cholesky).
 *
 * @param matrix Rows of equal length; only the lower triangle is read, and nothing is changed.
 * @param right The right-hand side.
 * @returns The solution; `null` when the matrix is not positive definite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { solveSymmetric } from "vantelage/numeric";
 * assert.deepEqual([...solveSymmetric([[4, 0], [0, 16]], [8, 16])!], [2, 1]);
 * ```
 */
export function solveSymmetric(
  matrix: readonly ArrayLike<number>[],
  right: ArrayLike<number>,
): Float64Array | null {
  const size = right.length, lower: Float64Array[] = [];
  const first: number[] = []; // the first place of each row that is not 0: what lies before it stays 0
  for (let row = 0; row < size; row++) {
    const own = new Float64Array(row + 1);
    let from = 0;
    while (from < row && matrix[row][from] === 0) from++;
    first.push(from);
    for (let column = from; column <= row; column++) {
      const other = column === row ? own : lower[column];
      let rest = matrix[row][column];
      for (let place = Math.max(from, first[column]); place < column; place++) {
        rest -= own[place] * other[place];
      }
      if (column < row) own[column] = rest / other[column];
      else if (rest > 0) own[row] = Math.sqrt(rest);
      else return null;
    }
    lower.push(own);
  }
  const solved = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let rest = right[row];
    for (let place = first[row]; place < row; place++) rest -= lower[row][place] * solved[place];
    solved[row] = rest / lower[row][row];
  }
  for (let row = size - 1; row >= 0; row--) {
    solved[row] /= lower[row][row];
    for (let place = first[row]; place < row; place++) solved[place] -= lower[row][place] * solved[row];
  }
  return solved;
}
