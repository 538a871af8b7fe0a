import assert from "node:assert/strict";
import { errorWidths } from "../../../lib/analysis/projection/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

const error = (horizon: number, units: number[], sum: number | null = null) => ({
  horizon,
  units,
  sum,
  shares: units.map(() => 1 / units.length),
});

Deno.test("errorWidths() are the conformal quantiles at the only horizon, by hand", () => {
  // 0.8 of 9 + 1 errors: the eighth; 0.95 of 10 is more than there are: the largest
  const [width] = errorWidths([1, 2, 3, 4, 5, 6, 7, 8, 9].map((size) => error(1, [size])), {
    horizons: 1,
    history: 9,
  });
  assert.deepEqual([width.share80, width.share95], [8, 9]);
});

Deno.test("errorWidths() grow with the square root of a horizon that has not been tried, and never shrink", () => {
  const widths = errorWidths([error(1, [0.1])], { horizons: 4, history: 9 });
  assert.deepEqual(widths.map(({ share80 }) => share80.toFixed(3)), ["0.100", "0.141", "0.173", "0.200"]);
  const later = errorWidths([error(1, [0.4]), error(4, [0.1])], { horizons: 4, history: 9 });
  later.slice(1).forEach(({ share80 }, index) => assert.ok(share80 >= later[index].share80));
  assert.deepEqual(errorWidths([], { horizons: 4, history: 9 }), []);
});

Deno.test("errorWidths() hold 80 and 95 % of errors like the earlier ones", () => {
  const random = seededRandom("täckning"), rounds = 400;
  let held80 = 0, held95 = 0;
  for (let round = 0; round < rounds; round++) {
    const size = () => Math.abs(random.normal());
    const earlier = Array.from({ length: 19 }, () => error(6, [size()]));
    const width = errorWidths(earlier, { horizons: 6, history: 19 })[5], next = size();
    if (next <= width.share80) held80++;
    if (next <= width.share95) held95++;
  }
  // 19 errors: 16 of 20 and 19 of 20 exactly, whatever their distribution; two standard errors are 4 and 2.2 points
  assert.ok(Math.abs(held80 / rounds - 0.8) < 0.04, `${held80 / rounds}`);
  assert.ok(Math.abs(held95 / rounds - 0.95) < 0.022, `${held95 / rounds}`);
});

Deno.test("errorWidths() find what errors have in common, drawn towards 0.3 where history is short", () => {
  const together = error(1, [0.2, 0.2], 0.2), apart = error(1, [0.2, 0.2], 0.2 / Math.sqrt(2));
  const common = (errors: ReturnType<typeof error>[], history: number) =>
    errorWidths(errors, { horizons: 1, history })[0].common;
  assert.ok(Math.abs(common([together], 3) - 0.65) < 1e-9); // half of 1, half of 0.3
  assert.ok(Math.abs(common([apart], 3) - 0.15) < 1e-9);
  assert.ok(common([apart], 3000) < 0.001);
  assert.equal(common([error(1, [0.2])], 3), 0.3);
});
