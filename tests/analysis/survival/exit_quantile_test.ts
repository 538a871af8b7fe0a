import assert from "node:assert/strict";
import fc from "fast-check";
import {
  aalenJohansen,
  exitCells,
  kaplanMeier,
  operationQuantile,
  waitQuantile,
} from "../../../lib/analysis/survival/mod.ts";
import { rows } from "./_waits.ts";

Deno.test("waitQuantile() counts a share reached exactly as reached, in spite of rounding", () => {
  const curve = kaplanMeier(
    exitCells(Array.from({ length: 10 }, (_, index) => ({ days: index + 1, outcome: "operated" }))),
  );
  for (const tenths of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    assert.equal(waitQuantile(curve, tenths / 10).days.value, tenths);
  }
});

Deno.test("quantiles lie in their intervals and grow with the share", () => {
  fc.assert(fc.property(rows, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (list, p) => {
    const cells = exitCells(list);
    for (
      const [smaller, larger] of [
        [waitQuantile(kaplanMeier(cells), p), waitQuantile(kaplanMeier(cells), p + 0.05)],
        [operationQuantile(aalenJohansen(cells), p), operationQuantile(aalenJohansen(cells), p + 0.05)],
      ]
    ) {
      const days = smaller.days.value ?? Infinity;
      if (smaller.low.value !== null) assert.ok(smaller.low.value <= days);
      if (smaller.high.value !== null) assert.ok(smaller.high.value >= days);
      assert.ok((larger.days.value ?? Infinity) >= days);
    }
  }));
});

Deno.test("operationQuantile() is never sooner than the quantile that takes the withdrawn as waiting", () => {
  fc.assert(fc.property(rows, (list) => {
    const cells = exitCells(list);
    const naive = waitQuantile(kaplanMeier(cells, { events: ["operated"] }), 0.5).days.value ?? Infinity;
    assert.ok((operationQuantile(aalenJohansen(cells), 0.5).days.value ?? Infinity) >= naive);
  }));
});

Deno.test("quantiles say why there are none when too few have left", () => {
  const cells = exitCells([{ days: 5, outcome: "waiting" }]);
  const reason = "Andelen nås inte så länge någon har följts";
  assert.deepEqual(waitQuantile(kaplanMeier(cells), 0.5).days, { value: null, reason });
  assert.deepEqual(operationQuantile(aalenJohansen(cells), 0.5).high, { value: null, reason });
});

Deno.test("quantiles refuse shares of nothing and of all", () => {
  assert.throws(() => waitQuantile(kaplanMeier([]), 0), RangeError);
  assert.throws(() => operationQuantile(aalenJohansen([]), 1), RangeError);
});
