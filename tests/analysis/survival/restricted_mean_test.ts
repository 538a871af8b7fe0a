import assert from "node:assert/strict";
import fc from "fast-check";
import { exitCells, kaplanMeier, restrictedMean } from "../../../lib/analysis/survival/mod.ts";
import { near, plainRows } from "./_waits.ts";

Deno.test("restrictedMean() without anybody still waiting is the mean of the waits cut at the limit", () => {
  fc.assert(fc.property(plainRows, fc.integer({ min: 1, max: 60 }), (list, limitDays) => {
    const ended = list.map(({ days }) => ({ days, outcome: "operated" as const }));
    const cut = ended.map(({ days }) => Math.min(days, limitDays));
    const mean = cut.reduce((sum, days) => sum + days, 0) / cut.length;
    const variance = cut.reduce((sum, days) => sum + (days - mean) ** 2, 0) / cut.length;
    const found = restrictedMean(kaplanMeier(exitCells(ended)), { limitDays }).value!;
    near(found.days, mean);
    const { standardError, low, high } = found;
    if (list.length === 1) return assert.deepEqual([standardError, low, high], [null, null, null]);
    near(standardError! ** 2, variance / cut.length);
    assert.ok(0 <= low! && low! <= found.days && found.days <= high! && high! <= limitDays);
  }));
});

Deno.test("restrictedMean() says why there is none beyond the last day seen", () => {
  const curve = kaplanMeier(exitCells([{ days: 10, outcome: "operated" }, { days: 60, outcome: "waiting" }]));
  assert.equal(restrictedMean(curve, { limitDays: 60 }).value?.days, 35);
  assert.deepEqual(restrictedMean(curve, { limitDays: 90 }), {
    value: null,
    reason: "Ingen har följts i 90 dagar",
  });
  assert.equal(restrictedMean(kaplanMeier([]), { limitDays: 90 }).value, null);
});

Deno.test("restrictedMean() refuses a limit of no days", () => {
  assert.throws(() => restrictedMean(kaplanMeier([]), { limitDays: 0 }), RangeError);
});
