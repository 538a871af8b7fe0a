import assert from "node:assert/strict";
import fc from "fast-check";
import { aalenJohansen, exitCells, type ExitRow, exitsAfter } from "../../../lib/analysis/survival/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";
import { near, oneByOne, rows } from "./_waits.ts";

Deno.test("aalenJohansen() agrees with counting contacts one by one, with ties, late entry and weights", () => {
  fc.assert(fc.property(rows, (list) => {
    const contacts = oneByOne(list);
    let waiting = 1, operated = 0, withdrawn = 0;
    for (const point of aalenJohansen(exitCells(list)).points) {
      const atRisk = contacts.filter((row) =>
        (row.entryDays ?? -1) < point.days && row.days >= point.days
      ).length;
      const on = (outcome: string): number =>
        contacts.filter((row) => row.days === point.days && row.outcome === outcome).length;
      operated += waiting * on("operated") / atRisk;
      withdrawn += waiting * on("withdrawn") / atRisk;
      waiting *= 1 - (on("operated") + on("withdrawn")) / atRisk;
      near(point.operated.value, operated);
      near(point.withdrawn.value, withdrawn);
      near(point.waiting.value, waiting);
      near(point.operated.value + point.withdrawn.value + point.waiting.value, 1);
    }
  }));
});

Deno.test("aalenJohansen() does not care for the order of cells, and a weight is that many contacts", () => {
  fc.assert(fc.property(rows, (list) => {
    const curves = aalenJohansen(exitCells(list));
    assert.deepEqual(aalenJohansen(exitCells(list.toReversed())), curves);
    assert.deepEqual(aalenJohansen(exitCells(oneByOne(list))), curves);
  }));
});

Deno.test("aalenJohansen() without anybody still waiting has the multinomial shares and errors", () => {
  fc.assert(fc.property(rows, (list) => {
    const ended = oneByOne(list).map(({ days, outcome }) => ({
      days,
      outcome: outcome === "waiting" ? "operated" : outcome,
    }));
    for (const { days, operated } of aalenJohansen(exitCells(ended)).points) {
      const share = ended.filter((row) => row.outcome === "operated" && row.days <= days).length /
        ended.length;
      near(operated.value, share);
      near(operated.standardError ** 2, share * (1 - share) / ended.length);
    }
  }));
});

Deno.test("aalenJohansen()'s 95 % interval covers the truth in about 95 of 100 simulated lists", () => {
  const random = seededRandom("täckning"), runs = 400, limit = 90;
  // operated at rate 0.01 a day, leaving at 0.003, last seen after an even 0–200 days
  const truth = 0.01 / 0.013 * (1 - Math.exp(-0.013 * limit));
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const contacts = Array.from({ length: 150 }, (): ExitRow => {
      const exit = -Math.log(1 - random.next()) / 0.013, seen = 200 * random.next();
      if (seen < exit) return { days: seen, outcome: "waiting" };
      return { days: exit, outcome: random.next() < 10 / 13 ? "operated" : "withdrawn" };
    });
    const { points } = aalenJohansen(exitCells(contacts));
    const { low, high } = points.findLast((point) => point.days <= limit)!.operated.interval.value!;
    if (low <= truth && truth <= high) covered++;
  }
  assert.ok(covered / runs > 0.92 && covered / runs < 0.98, `${covered} of ${runs}`);
});

Deno.test("exitsAfter() says nothing beyond the last day seen, unless all have left", () => {
  const seen = aalenJohansen(
    exitCells([{ days: 10, outcome: "operated" }, { days: 50, outcome: "waiting" }]),
  );
  assert.deepEqual(exitsAfter(seen, 9).value, { operated: 0, withdrawn: 0, waiting: 1 });
  assert.deepEqual(exitsAfter(seen, 51), { value: null, reason: "Ingen har följts så länge" });
  const gone = aalenJohansen(exitCells([{ days: 10, outcome: "withdrawn" }]));
  assert.deepEqual(exitsAfter(gone, 51).value, { operated: 0, withdrawn: 1, waiting: 0 });
  assert.equal(exitsAfter(aalenJohansen([]), 0).value, null);
});
