import assert from "node:assert/strict";
import fc from "fast-check";
import {
  auditTables,
  knownWhenHidden,
  leewayWhenHidden,
  LinkedTables,
  makeAxis,
} from "../../lib/disclosure/mod.ts";
import { bruteForce, plainTables } from "./_tables.ts";

const K = 4;

Deno.test("auditTables() finds a single hidden number in a row", async () => {
  const tables = plainTables([2, 2], [2, 20, 20, 20]);
  const hidden = Uint8Array.from(tables.counts, (value) => value < K ? 1 : 0);
  const report = await auditTables(
    tables,
    knownWhenHidden(tables, hidden),
    leewayWhenHidden(tables, hidden, K),
  );
  assert.equal(report.passed, false);
  assert.deepEqual(report.weaknesses.map(({ keys, low, high }) => ({ keys, low, high })), [
    { keys: ["0", "0"], low: 2, high: 2 },
  ]);
});

Deno.test("auditTables() finds two hidden numbers whose known sum leaves them no room", async () => {
  const tables = plainTables([4], [1, 1, 20, 20]);
  const hidden = Uint8Array.of(0, 1, 1, 0, 0);
  const report = await auditTables(
    tables,
    knownWhenHidden(tables, hidden),
    leewayWhenHidden(tables, hidden, K),
  );
  assert.deepEqual(report.weaknesses.map(({ low, high }) => [low, high]), [[0, 2], [0, 2]]);
});

Deno.test("auditTables() finds three hidden corners of a rectangle, where every row has two", async () => {
  // Rows and columns with two hidden numbers each, but only along a path: the ends give it away.
  const tables = plainTables([3, 3], [2, 9, 9, 9, 9, 9, 9, 9, 9]);
  const hidden = new Uint8Array(tables.counts.length);
  for (const keys of [["0", "0"], ["0", "1"], ["1", "0"]]) hidden[tables.indexOf(keys)!] = 1;
  const report = await auditTables(
    tables,
    knownWhenHidden(tables, hidden),
    leewayWhenHidden(tables, hidden, K),
  );
  assert.equal(report.weaknesses.length, 3);
  hidden[tables.indexOf(["1", "1"])!] = 1;
  const whole = await auditTables(
    tables,
    knownWhenHidden(tables, hidden),
    leewayWhenHidden(tables, hidden, K),
  );
  assert.equal(whole.passed, true);
});

Deno.test("auditTables() finds a number that whole contacts pin down and halves of contacts would not", async () => {
  // With a + b + c, b + d and c + d known, a can only change by two: from 1 to 3, never to 0; 0, 1.5, 1.5 and 2.5 would fit.
  const groups = { abc: [0, 1, 2], bd: [1, 3], cd: [2, 3], a: [0], b: [1], c: [2], d: [3] };
  const axis = makeAxis("grupp", 4, Object.entries(groups).map(([key, leaves]) => ({ key, leaves })), []);
  const tables = new LinkedTables([axis], Int32Array.of(1, 1, 1, 3));
  const hidden = Uint8Array.of(0, 0, 0, 1, 1, 1, 1);
  for (const mostWhole of [400, 0]) {
    const report = await auditTables(
      tables,
      knownWhenHidden(tables, hidden),
      leewayWhenHidden(tables, hidden, 2),
      { mostWhole },
    );
    assert.deepEqual(report.weaknesses.map(({ keys, low, high }) => [keys, low, high]), [[["a"], 1, 3]]);
  }
});

Deno.test("auditTables() says the same as brute force, and calls nothing safe that is not when there is much to search", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 6, maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      async (finest, chosen) => {
        const tables = plainTables([2, 3], finest);
        const hidden = Uint8Array.from(
          tables.counts,
          (value, count) => count > 0 && (value < K || chosen[count]) ? 1 : 0,
        );
        const leeways = leewayWhenHidden(tables, hidden, K);
        const report = await auditTables(tables, knownWhenHidden(tables, hidden), leeways);
        const { low, high } = bruteForce(tables, hidden, 40);
        const narrowed = leeways.filter((leeway) =>
          low[leeway.count] > leeway.low || high[leeway.count] < leeway.high ||
          high[leeway.count] - low[leeway.count] < leeway.width
        );
        const found = report.weaknesses.map(({ count }) => count);
        assert.deepEqual(found.sort(), narrowed.map(({ count }) => count).sort());
        const known = knownWhenHidden(tables, hidden);
        const near = (await auditTables(tables, known, leeways, { mostWhole: 0 })).weaknesses;
        assert.ok(found.every((each) => near.some(({ count }) => count === each)));
      },
    ),
    { numRuns: 15, seed: 11 },
  );
});
