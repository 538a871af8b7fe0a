import assert from "node:assert/strict";
import fc from "fast-check";
import { aalenJohansen, type DatedWait, exitsInWindow } from "../../../lib/analysis/survival/mod.ts";
import { addDays } from "../../../lib/calendar/mod.ts";

const window = { from: "2024-04-01", to: "2024-04-30" };
const waits: fc.Arbitrary<DatedWait[]> = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 150 }),
    stay: fc.integer({ min: 0, max: 100 }),
    exit: fc.constantFrom(null, "operated" as const, "withdrawn" as const),
  }).map(({ start, stay, exit }) => ({
    decided: addDays("2024-01-01", start),
    left: exit && addDays("2024-01-01", start + stay),
    exit,
  })),
  { maxLength: 30 },
);

Deno.test("exitsInWindow() sees who waited before, who came in it and who waits on", () => {
  const seen = exitsInWindow([
    { decided: "2024-03-31", left: null, exit: null },
    { decided: "2024-04-01", left: "2024-04-01", exit: "operated" },
    { decided: "2024-04-30", left: "2024-05-03", exit: "withdrawn" },
    { decided: "2024-03-01", left: "2024-04-01", exit: "withdrawn" },
    { decided: "2024-03-01", left: "2024-03-31", exit: "operated" },
    { decided: "2024-05-01", left: null, exit: null },
  ], window);
  assert.deepEqual(seen.map(({ lo, outcome, entryDays }) => [lo, outcome, entryDays]), [
    [30, "waiting", 0],
    [0, "operated", undefined],
    [0, "waiting", undefined],
    [31, "withdrawn", 30],
  ]);
});

Deno.test("exitsInWindow() as at its last day gives the same from a longer history", () => {
  fc.assert(fc.property(waits, (list) => {
    const known = list.filter(({ decided }) => decided <= window.to).map((wait) =>
      wait.left !== null && wait.left > window.to ? { ...wait, left: null, exit: null } : wait
    );
    assert.deepEqual(exitsInWindow(list, window), exitsInWindow(known, window));
    aalenJohansen(exitsInWindow(list, window)); // makes sense as it is
  }));
});

Deno.test("exitsInWindow() refuses somebody who left before the decision", () => {
  assert.throws(
    () => exitsInWindow([{ decided: "2024-04-02", left: "2024-04-01", exit: "operated" }], window),
    RangeError,
  );
});

Deno.test("exitsInWindow() lets who came to the list after the decision enter when first seen", () => {
  const wait = { decided: "2024-01-01", listed: "2024-04-11", left: "2024-04-21", exit: "operated" } as const;
  assert.deepEqual(exitsInWindow([wait], { from: "2024-04-01", to: "2024-04-30" }), [
    { lo: 111, hi: 111, antal: 1, outcome: "operated", entryDays: 100 },
  ]);
  assert.deepEqual(exitsInWindow([wait], { from: "2024-03-01", to: "2024-03-31" }), []);
});
