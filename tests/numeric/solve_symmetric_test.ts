import assert from "node:assert/strict";
import { seededRandom, solveSymmetric } from "../../lib/numeric/mod.ts";

Deno.test("solveSymmetric() solves what it was made from, with rows that begin with zeros, and refuses what has no root", () => {
  const random = seededRandom("ekvationer");
  for (let round = 0; round < 40; round++) {
    const size = 1 + random.integer(9), band = random.integer(size + 1);
    const lower = Array.from(
      { length: size },
      (_, row) =>
        Array.from(
          { length: size },
          (_, column) =>
            column > row || row - column > band ? 0 : column === row ? 1 + random.next() : random.normal(),
        ),
    );
    const matrix = lower.map((one) =>
      lower.map((other) => one.reduce((sum, value, at) => sum + value * other[at], 0))
    );
    const truth = lower.map(() => random.normal());
    const right = matrix.map((row) => row.reduce((sum, value, at) => sum + value * truth[at], 0));
    const solved = solveSymmetric(matrix, right)!;
    truth.forEach((value, at) => assert.ok(Math.abs(solved[at] - value) < 1e-6, `${solved[at]} of ${value}`));
  }
  assert.equal(solveSymmetric([[1, 2], [2, 1]], [1, 1]), null);
});
