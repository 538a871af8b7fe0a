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
 * import { solveSymmetric } from "vantelage";
 * assert.deepEqual([...solveSymmetric([[4, 0], [0, 16]], [8, 16])!], [2, 1]);
 * ```
 */
export function solveSymmetric(
  matrix: readonly ArrayLike<number>[],
  right: ArrayLike<number>,
): Float64Array | null {
  const size = right.length, lower: Float64Array[] = [];
  for (let row = 0; row < size; row++) {
    const own = new Float64Array(row + 1);
    for (let column = 0; column <= row; column++) {
      const other = column === row ? own : lower[column];
      let rest = matrix[row][column];
      for (let place = 0; place < column; place++) rest -= own[place] * other[place];
      if (column < row) own[column] = rest / other[column];
      else if (rest > 0) own[row] = Math.sqrt(rest);
      else return null;
    }
    lower.push(own);
  }
  const solved = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let rest = right[row];
    for (let place = 0; place < row; place++) rest -= lower[row][place] * solved[place];
    solved[row] = rest / lower[row][row];
  }
  for (let row = size - 1; row >= 0; row--) {
    let rest = solved[row];
    for (let place = row + 1; place < size; place++) rest -= lower[place][row] * solved[place];
    solved[row] = rest / lower[row][row];
  }
  return solved;
}
