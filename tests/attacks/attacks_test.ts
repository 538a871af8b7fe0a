import assert from "node:assert/strict";
import { HIDDEN, protect, type Protection, shown } from "../../lib/disclosure/mod.ts";
import { byMedian, byMonths, byOrder, byPercent, byReading, bySubtraction } from "./attacks.ts";
import { smallPage } from "./_page.ts";

for (const [k, seed] of [[5, "ett"], [5, "två"], [20, "ett"]] as const) {
  Deno.test(`the attacks recover nothing of the page "${seed}" protected with k = ${k}`, async () => {
    const months = await Promise.all(
      ["2023-04", "2024-04"].map((manad) => protect(smallPage(seed + manad, manad), { k })),
    );
    const [, now] = months;
    assert.equal((await now.audit()).passed, true);
    assert.ok(now.secrets().some(({ value }) => value < k), "there is something to recover");
    assert.ok(now.hidden < now.offered, "and something is shown");
    const found = {
      subtraction: bySubtraction(now),
      percent: byPercent(now),
      median: byMedian(now),
      months: byMonths(months),
      order: byOrder(now),
      reading: byReading(now),
    };
    assert.deepEqual(found, {
      subtraction: [],
      percent: [],
      median: [],
      months: [],
      order: [],
      reading: [],
    });
  });
}

Deno.test("the attacks recover numbers from a page that only hides what is small", async () => {
  const cells = smallPage("ett").filter(({ lo, vardutbud }) => lo >= 75 && vardutbud === "Gråstarr");
  const open = await protect(cells, { k: 0 }), guarded = await protect(cells, { k: 5 });
  const careless: Protection = {
    ...guarded,
    rule: { ...guarded.rule },
    count: (where, measure) => {
      const count = open.count(where, measure);
      return count.hidden || count.value < 5 ? HIDDEN : shown(count.value);
    },
    median: open.median,
  };
  assert.ok(bySubtraction(careless).length > 0);
  assert.ok(byMedian(careless).length > 0);
});
