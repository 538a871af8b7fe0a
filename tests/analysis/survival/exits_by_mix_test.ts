import assert from "node:assert/strict";
import { addDays } from "../../../lib/calendar/mod.ts";
import { exitsByMix } from "../../../lib/analysis/survival/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

const window = { from: "2024-01-01", to: "2024-12-31" };
const options = {
  window,
  by: ({ lista }: { lista: string }) => lista,
  kind: ({ slag }: { slag: string }) => slag,
};

/** Contacts who wait this long from days drawn in the first half of the year. */
function joined(lista: string, slag: string, days: () => number, count: number) {
  const random = seededRandom(`${lista} ${slag}`);
  return Array.from({ length: count }, () => {
    const decided = addDays("2024-01-01", random.integer(180));
    return { lista, slag, decided, left: addDays(decided, days()), exit: "operated" as const };
  });
}

Deno.test("exitsByMix() compares lists at one mix, and its intervals hold the truth", () => {
  const random = seededRandom("blandning");
  let inside = 0;
  for (let each = 0; each < 60; each++) {
    const quick = () => random.next() < 0.9 ? 30 : 120, slow = () => random.next() < 0.3 ? 30 : 120;
    const rows = exitsByMix([
      ...joined("A", "kort", quick, 300),
      ...joined("A", "lång", slow, 100),
      ...joined("B", "kort", quick, 100),
      ...joined("B", "lång", slow, 300),
    ], options);
    for (const { operated } of rows) {
      const { low, high } = operated.value!;
      if (low <= 0.6 && 0.6 <= high) inside++;
    }
  }
  assert.ok(inside >= 107 && inside < 120, `${inside} of 120`);
});

Deno.test("exitsByMix() says which kinds a list lacks, and gives no share where much of the mix is unknown", () => {
  const rows = exitsByMix([
    ...joined("A", "kort", () => 30, 50),
    ...joined("A", "lång", () => 120, 50),
    ...joined("B", "kort", () => 30, 50),
  ], options);
  assert.deepEqual(rows[1].lacking, [{ kind: "lång", reason: "Ingen har ställts i kö" }]);
  assert.ok(Math.abs(rows[1].known - 2 / 3) < 1e-12);
  assert.ok(rows[1].operated.value === null && /Bara 67 procent/.test(rows[1].operated.reason));
  assert.ok(Math.abs(rows[0].operated.value!.value - 2 / 3) < 1e-12);
  assert.throws(() => exitsByMix([], { ...options, level: 0 }), RangeError);
  assert.deepEqual(exitsByMix([], options), []);
});
