import assert from "node:assert/strict";
import {
  activelyWaiting,
  deviationCounts,
  medianWait,
  overLimit,
  perThousand,
  ratio,
  waitingByBand,
} from "../../lib/indicators/mod.ts";
import { cell, days } from "./_cells.ts";

Deno.test("activelyWaiting() leaves PvV, MoV, SoV and everyone operated out", () => {
  const cells = [
    days(1),
    days(2, { avvikelse: "PvV" }),
    days(3, { avvikelse: "MoV" }),
    days(4, { avvikelse: "SoV" }),
    days(5, { status: "genomforda" }),
    days(6, { vardgaranti: false }),
    days(7, { vardgaranti: null }),
  ];
  assert.deepEqual(activelyWaiting(cells).map(({ lo }) => lo), [1, 6, 7]);
  assert.deepEqual(activelyWaiting([]), []);
});

Deno.test("overLimit() counts day 91 and not day 90, at any limit", () => {
  const cells = [days(90), days(91), days(365), days(366)];
  assert.equal(overLimit(cells).count.value, 3);
  assert.equal(overLimit(cells, { limitDays: 365 }).count.value, 1);
  assert.equal(overLimit(cells, { limitDays: 0 }).count.value, 4);
  assert.deepEqual(overLimit(cells).share, { value: 0.75, low: 0.75, high: 0.75 });
  assert.equal(overLimit(cells).total, 4);
});

Deno.test("overLimit() bounds what a band across the limit leaves in doubt", () => {
  const { count, share } = overLimit([cell({ lo: 61, hi: 120, antal: 60 }), days(10, { antal: 40 })]);
  assert.deepEqual(count, { value: 30, low: 0, high: 60 });
  assert.deepEqual(share, { value: 0.3, low: 0, high: 0.6 });
  assert.deepEqual(overLimit([cell({ lo: 0, hi: null, antal: 3 })]).count, {
    value: 0,
    low: 0,
    high: 3,
    unplaced: true,
  });
});

Deno.test("overLimit() has no share of nobody, and refuses half days", () => {
  assert.deepEqual(overLimit([]), { count: { value: 0, low: 0, high: 0 }, share: null, total: 0 });
  for (const limitDays of [-1, 1.5, NaN]) {
    assert.throws(() => overLimit([days(1)], { limitDays }), RangeError);
  }
});

Deno.test("waitingByBand() puts each day into its published band, and into any other bands", () => {
  const cells = [0, 30, 31, 60, 61, 90, 91, 365, 366, 4000].map((count) => days(count));
  assert.deepEqual(waitingByBand(cells).map(({ value }) => value), [2, 2, 2, 2, 2]);
  assert.deepEqual(
    waitingByBand(cells, [{ lo: 0, hi: 126 }, { lo: 127, hi: null }]).map(({ value }) => value),
    [7, 3],
  );
});

Deno.test("medianWait() is the middle, the mean of the two in the middle, or nothing", () => {
  assert.equal(medianWait([days(5), days(60), days(7)])?.value, 7);
  assert.equal(medianWait([days(5), days(60)])?.value, 32.5);
  assert.equal(medianWait([]), null);
});

Deno.test("deviationCounts() counts SoV as MoV, and only among those who wait", () => {
  const cells = [
    days(1, { antal: 6 }),
    days(1, { avvikelse: "PvV", antal: 2 }),
    days(1, { avvikelse: "MoV" }),
    days(1, { avvikelse: "SoV" }),
    days(1, { avvikelse: "PvV", status: "genomforda", antal: 50 }),
  ];
  assert.deepEqual(deviationCounts(cells), { pvv: 2, mov: 2, share: 0.4, total: 10 });
  assert.deepEqual(deviationCounts([]), { pvv: 0, mov: 0, share: null, total: 0 });
});

Deno.test("perThousand() gives two decimals of the published rates, and nothing without inhabitants", () => {
  assert.equal(perThousand(6648, 287_451)?.toFixed(2), "23.13");
  assert.equal(perThousand(0, 287_451), 0);
  assert.equal(perThousand(5, null), null);
  assert.equal(perThousand(5, 0), null);
});

Deno.test("ratio() keeps bounds, and refuses a total of nothing", () => {
  assert.deepEqual(ratio({ value: 1, low: 0, high: null }, 4), { value: 0.25, low: 0, high: null });
  assert.throws(() => ratio({ value: 1, low: 1, high: 1 }, 0), RangeError);
});
