import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, quantile, type WaitCell } from "../../lib/numeric/mod.ts";

const days = (...waits: number[]): WaitCell[] => waits.map((wait) => ({ lo: wait, hi: wait, antal: 1 }));

Deno.test("quantile() of day-level cells is the common order statistic", () => {
  assert.equal(quantile(days(5), 0.5)?.value, 5);
  assert.equal(quantile(days(1, 2), 0.5)?.value, 1.5);
  assert.equal(quantile(days(90, 91, 140, 140, 30, 119, 190), 0.5)?.value, 119);
  assert.equal(quantile(days(0, 10, 20, 30, 40), 0.9)?.value, 36);
  assert.equal(quantile(days(7, 3), 0)?.value, 3);
  assert.equal(quantile(days(7, 3), 1)?.value, 7);
});

Deno.test("quantile() of nobody is null, and p outside [0, 1] throws", () => {
  assert.equal(quantile([], 0.5), null);
  assert.equal(quantile([{ lo: 1, hi: 1, antal: 0 }], 0.5), null);
  assert.throws(() => quantile(days(1), 1.1), RangeError);
  assert.throws(() => quantile(days(1), NaN), RangeError);
});

Deno.test("quantile() says when it falls in an open band", () => {
  assert.deepEqual(quantile([{ lo: 0, hi: 30, antal: 1 }, { lo: 366, hi: null, antal: 3 }], 0.5), {
    value: 366,
    low: 366,
    high: null,
  });
});

Deno.test("quantile() from bands brackets the quantile of the days behind them", () => {
  const bands = [[0, 30], [31, 60], [61, 90], [91, 365]];
  fc.assert(
    fc.property(
      fc.array(fc.nat(365), { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (waits, p) => {
        const truth = quantile(days(...waits), p)!.value;
        const cells = waits.map((wait) => {
          const [lo, hi] = bands.find(([, last]) => wait <= last)!;
          return { lo, hi, antal: 1 };
        });
        const answer = quantile(cells, p)!;
        assert.ok(answer.low <= truth && truth <= answer.high!, `${truth} in ${JSON.stringify(answer)}`);
        assert.ok(answer.low <= answer.value && answer.value <= answer.high!);
        assert.deepEqual(quantile([...cells].reverse(), p), answer);
      },
    ),
  );
});

Deno.test("mean() is exact for days and bounded for bands", () => {
  assert.equal(mean(days(90, 91, 140, 140, 30, 119, 190))?.value, 800 / 7);
  assert.deepEqual(mean([{ lo: 366, hi: null, antal: 1 }, { lo: 0, hi: 0, antal: 1 }]), {
    value: 183,
    low: 183,
    high: null,
  });
  assert.equal(mean([]), null);
});
