import assert from "node:assert/strict";
import fc from "fast-check";
import { exitCells, logRank } from "../../../lib/analysis/survival/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";
import { near, rows } from "./_waits.ts";

Deno.test("logRank() shares out all events, and does not care for the order of groups or cells", () => {
  fc.assert(fc.property(rows, rows, rows, (a, b, c) => {
    const groups = [a, b, c].map(exitCells);
    const forward = logRank(groups), back = logRank(groups.toReversed().map((cells) => cells.toReversed()));
    near(
      forward.observed.reduce((sum, count) => sum + count, 0),
      forward.expected.reduce((sum, count) => sum + count, 0),
    );
    assert.deepEqual(back.observed, forward.observed.toReversed());
    if (forward.test.value === null || back.test.value === null) return;
    near(back.test.value.chiSquare, forward.test.value.chiSquare, 1e-6);
  }));
});

Deno.test("logRank() of equal groups finds no difference", () => {
  const group = exitCells([1, 2, 3, 4, 5].map((days) => ({ days, outcome: "operated" })));
  const { test } = logRank([group, group]);
  assert.deepEqual([test.value?.chiSquare, test.value?.p], [0, 1]);
});

Deno.test("logRank() finds p below 5 % in about 5 of 100 comparisons of three equal lists", () => {
  const random = seededRandom("log-rank"), runs = 400;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const group = () =>
      exitCells(Array.from({ length: 40 }, () => {
        const exit = Math.ceil(-60 * Math.log(1 - random.next())), seen = Math.ceil(150 * random.next());
        return { days: Math.min(exit, seen), outcome: exit <= seen ? "operated" : "waiting" };
      }));
    if (logRank([group(), group(), group()]).test.value!.p < 0.05) found++;
  }
  assert.ok(found > 8 && found < 35, `${found} of ${runs}`);
});

Deno.test("logRank() says why groups that never wait at the same time cannot be compared", () => {
  const early = exitCells([{ days: 1, outcome: "operated" }]);
  const late = exitCells([{ days: 9, outcome: "operated", entryDays: 5 }]);
  const reason = "Grupperna väntar aldrig samtidigt, så de kan inte jämföras";
  assert.deepEqual(logRank([early, late]).test, { value: null, reason });
  assert.deepEqual(logRank([early, []]).test, { value: null, reason });
});

Deno.test("logRank() says that nobody has left, where nobody has", () => {
  const still = exitCells([10, 20].map((days) => ({ days, outcome: "waiting" as const })));
  const { test } = logRank([still, still]);
  assert.deepEqual(test, { value: null, reason: "Ingen har lämnat listan, så det finns inget att jämföra" });
});

Deno.test("logRank() refuses a single group", () => {
  assert.throws(() => logRank([[]]), RangeError);
});
