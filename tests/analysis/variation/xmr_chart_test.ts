import assert from "node:assert/strict";
import fc from "fast-check";
import { xmrChart } from "../../../lib/analysis/variation/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

/** The places with a signal. */
function signalled(values: readonly (number | null)[], signal: string, baseline?: number): number[] {
  return xmrChart(values, { baseline }).value!.points.flatMap(({ signals }, place) =>
    signals.some((each) => each === signal) ? [place] : []
  );
}

// limits from these twelve: mean 10, mean moving range 2, so 4.68 and 15.32, the outer thirds beyond 6.45 and 13.55
const STEADY = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11];

Deno.test("xmrChart() sets its limits 2.66 mean moving ranges from the mean", () => {
  const chart = xmrChart(STEADY).value!;
  assert.deepEqual([chart.centre, chart.meanRange, chart.basis], [10, 2, 12]);
  assert.equal(chart.low.toFixed(2), "4.68");
  assert.equal(chart.high.toFixed(2), "15.32");
  assert.equal(chart.rangeHigh.toFixed(3), "6.536");
  assert.deepEqual(chart.points.map(({ movingRange }) => movingRange), [null, ...Array(11).fill(2)]);
  assert.ok(chart.points.every(({ signals }) => signals.length === 0));
});

Deno.test("xmrChart() signals a value outside the limits and the jump that led there", () => {
  assert.deepEqual(signalled([...STEADY, 15.3, 15.4, 4.6], "outside", 12), [13, 14]);
  assert.deepEqual(signalled([...STEADY, 10, 16.5, 16.6], "jump", 12), []);
  assert.deepEqual(signalled([...STEADY, 10, 16.6, 16.5], "jump", 12), [13]);
});

Deno.test("xmrChart() signals two of three in the same outer third, and only those", () => {
  assert.deepEqual(signalled([...STEADY, 14, 10, 14], "nearLimit", 12), [12, 14]);
  assert.deepEqual(signalled([...STEADY, 14, 10, 10, 14], "nearLimit", 12), []);
  assert.deepEqual(signalled([...STEADY, 14, 6], "nearLimit", 12), []);
  assert.deepEqual(signalled([...STEADY, 14, 14, 10], "nearLimit", 12), [12, 13]);
  assert.deepEqual(signalled([...STEADY, 14, null, 14], "nearLimit", 12), []);
});

Deno.test("xmrChart() signals eight in a row on one side, and no fewer", () => {
  const above = (count: number) => [...STEADY, 9, ...Array(count).fill(11)];
  assert.deepEqual(signalled(above(7), "shift", 12), []);
  assert.deepEqual(signalled(above(8), "shift", 12), [13, 14, 15, 16, 17, 18, 19, 20]);
  assert.deepEqual(
    signalled([...above(4), 10, 11, 11, 11, 11], "shift", 12),
    [],
    "a value on the mean is on no side",
  );
});

Deno.test("xmrChart() signals six in a row that rise, and no fewer", () => {
  assert.deepEqual(signalled([...STEADY, 8, 9, 10, 11, 12], "trend", 12), []);
  assert.deepEqual(signalled([...STEADY, 8, 9, 10, 11, 12, 12.5], "trend", 12), [12, 13, 14, 15, 16, 17]);
  assert.deepEqual(signalled([...STEADY, 8, 9, 10, null, 11, 12, 12.5], "trend", 12), []);
});

Deno.test("xmrChart() with a frozen baseline says the same of a month when later months are added", () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 50 })), { minLength: 14, maxLength: 30 });
  fc.assert(fc.property(values, fc.array(fc.integer(), { maxLength: 5 }), (before, later) => {
    const chart = xmrChart(before, { baseline: 12 }),
      longer = xmrChart([...before, ...later], { baseline: 12 });
    assert.equal(longer.value?.high, chart.value?.high);
    assert.equal(longer.value?.low, chart.value?.low);
    assert.deepEqual(
      longer.value?.points.slice(0, before.length).map(({ signals }) => signals.includes("outside")),
      chart.value?.points.map(({ signals }) => signals.includes("outside")),
    );
  }));
});

Deno.test("xmrChart() leaves most of a steady normal series unsignalled", () => {
  const random = seededRandom("xmr");
  const points = xmrChart(Array.from({ length: 2000 }, () => random.normal())).value!.points;
  const outside = points.filter(({ signals }) => signals.includes("outside")).length;
  assert.ok(outside < 15, `${outside}`); // about 0.27 % of 2 000
  assert.ok(points.filter(({ signals }) => signals.length > 0).length < 200);
});

Deno.test("xmrChart() keeps limits inside what is possible", () => {
  const chart = xmrChart([0, 1, 0, 1], { least: 0, most: 1 }).value!;
  assert.deepEqual([chart.low, chart.high], [0, 1]);
});

Deno.test("xmrChart() says why there are no limits when no two values follow each other", () => {
  const reason = "Styrgränser kräver minst två värden i följd";
  for (const values of [[], [1], [1, null, 2]]) assert.deepEqual(xmrChart(values), { value: null, reason });
});

Deno.test("xmrChart() refuses infinite values and runs of one", () => {
  assert.throws(() => xmrChart([1, Infinity]), RangeError);
  assert.throws(() => xmrChart([1, 2], { shiftLength: 1 }), RangeError);
  assert.throws(() => xmrChart([1, 2], { baseline: 1.5 }), RangeError);
});

Deno.test("xmrChart() finds no signal in a constant series, whatever its rounding", () => {
  for (let count = 1; count < 700; count++) {
    const values = Array.from({ length: 28 }, () => count / 697);
    assert.ok(xmrChart(values).value!.points.every(({ signals }) => signals.length === 0), `${count}`);
  }
});

Deno.test("xmrChart() signals an outlier, and neither the way back from it nor the ordinary values about it", () => {
  const values = [...STEADY, 40, ...STEADY], chart = xmrChart(values).value!;
  assert.deepEqual([chart.centre, chart.meanRange], [10, 2]);
  assert.deepEqual(
    chart.points.flatMap(({ signals }, place) => signals.length > 0 ? [[place, ...signals]] : []),
    [[12, "outside", "jump"]],
  );
});

Deno.test("xmrChart() states a new level where eight values or more lie beyond the old limits, and holds each to its own", () => {
  const values = [...STEADY, ...STEADY.map((value) => value + 10)], chart = xmrChart(values).value!;
  assert.deepEqual([chart.since, chart.before?.centre, chart.centre, chart.meanRange], [12, 10, 20, 2]);
  assert.ok(chart.points.every(({ signals }) => signals.length === 0));
  const seven = xmrChart(values.slice(0, 19)).value!;
  assert.equal(seven.before, null, "seven values are no level");
  assert.ok(seven.points.some(({ signals }) => signals.length > 0));
  assert.equal(
    xmrChart([...STEADY, ...STEADY.map((value) => value + 4)]).value!.before,
    null,
    "inside the limits",
  );
});
