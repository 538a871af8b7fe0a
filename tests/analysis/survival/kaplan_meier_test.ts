import assert from "node:assert/strict";
import fc from "fast-check";
import {
  aalenJohansen,
  type ExitCell,
  exitCells,
  exitsAfter,
  kaplanMeier,
  operationQuantile,
  shareWaitingAfter,
} from "../../../lib/analysis/survival/mod.ts";
import { near, oneByOne, rows } from "./_waits.ts";

Deno.test("kaplanMeier() agrees with counting contacts one by one, with ties, late entry and weights", () => {
  fc.assert(fc.property(rows, (list) => {
    const contacts = oneByOne(list);
    let share = 1;
    const days = [...new Set(contacts.filter((row) => row.outcome !== "waiting").map((row) => row.days))];
    const { points, brokenAt } = kaplanMeier(exitCells(list));
    const isSeen = (day: number) => brokenAt === null || day < brokenAt;
    assert.deepEqual(points.map((point) => point.days), days.sort((a, b) => a - b).filter(isSeen));
    if (brokenAt !== null) {
      const atRisk = (day: number) =>
        contacts.filter((row) => (row.entryDays ?? -1) < day && row.days >= day);
      const isEnd = (day: number) =>
        atRisk(day).every((row) => row.days === day && row.outcome !== "waiting");
      const last = contacts.map((row) =>
        row.days
      ).filter((day) => day >= brokenAt && isEnd(day)).sort((a, b) => a - b)[0];
      assert.ok(last === brokenAt || atRisk(brokenAt).length < 10);
      assert.ok(contacts.some((row) =>
        row.days > last
      ));
    }
    points.forEach((point) => {
      const atRisk = contacts.filter((row) =>
        (row.entryDays ?? -1) < point.days && row.days >= point.days
      ).length;
      const events = contacts.filter((row) => row.outcome !== "waiting" && row.days === point.days).length;
      share *= 1 - events / atRisk;
      assert.deepEqual([point.atRisk, point.events], [atRisk, events]);
      near(point.waiting.value, share);
    });
  }));
});

Deno.test("kaplanMeier() does not care for the order of cells, and a weight is that many contacts", () => {
  fc.assert(fc.property(rows, (list) => {
    const curve = kaplanMeier(exitCells(list));
    assert.deepEqual(kaplanMeier(exitCells(list.toReversed())), curve);
    assert.deepEqual(kaplanMeier(exitCells(oneByOne(list))), curve);
  }));
});

Deno.test("kaplanMeier() without anybody still waiting is the empirical share, with its binomial error", () => {
  const { points } = kaplanMeier(exitCells([1, 1, 2, 3, 5].map((days) => ({ days, outcome: "operated" }))));
  assert.deepEqual(points.map(({ waiting }) => waiting.value.toFixed(12)), [
    "0.600000000000",
    "0.400000000000",
    "0.200000000000",
    "0.000000000000",
  ]);
  near(points[1].waiting.standardError, Math.sqrt(0.4 * 0.6 / 5));
  assert.equal(points[3].waiting.interval.value, null);
});

Deno.test("kaplanMeier() is one minus both exits of aalenJohansen(), and has its standard error", () => {
  fc.assert(fc.property(rows, (list) => {
    const curves = aalenJohansen(exitCells(list));
    for (const { days, waiting } of kaplanMeier(exitCells(list)).points) {
      const point = curves.points.find((each) => each.days === days)!;
      near(waiting.value, point.waiting.value);
      near(waiting.standardError, point.waiting.standardError);
    }
  }));
});

Deno.test("kaplanMeier() gives log intervals on request, cut at 1", () => {
  const cells = exitCells([
    { days: 1, outcome: "operated" },
    ...Array.from({ length: 19 }, () => ({ days: 9, outcome: "waiting" as const })),
  ]);
  const { interval } = kaplanMeier(cells, { scale: "log" }).points[0].waiting;
  assert.equal(interval.value?.high, 1);
  near(interval.value!.low, 0.95 * Math.exp(-1.959963984540054 * Math.sqrt(1 / (20 * 19))));
});

Deno.test("kaplanMeier() of nobody is an empty curve of which nothing can be said", () => {
  const curve = kaplanMeier([]);
  assert.deepEqual(curve, { points: [], contacts: 0, lastDays: null, brokenAt: null });
  assert.deepEqual(shareWaitingAfter(curve, 0), { value: null, reason: "Ingen har följts så länge" });
  assert.deepEqual(kaplanMeier([{ lo: 500, hi: 500, antal: 0, outcome: "waiting" }]), curve);
});

Deno.test("shareWaitingAfter() is 0 for ever once all have left", () => {
  assert.deepEqual(shareWaitingAfter(kaplanMeier(exitCells([{ days: 3, outcome: "operated" }])), 1000), {
    value: 0,
  });
});

Deno.test("kaplanMeier() refuses bands, negative days and counts, and waits that ended before they were seen", () => {
  const cell: ExitCell = { lo: 5, hi: 5, antal: 1, outcome: "operated" };
  for (
    const wrong of [{ hi: 6 }, { hi: null }, { lo: -1, hi: -1 }, { antal: -1 }, { antal: NaN }, {
      entryDays: 5,
    }]
  ) {
    assert.throws(() => kaplanMeier([{ ...cell, ...wrong }]), RangeError, JSON.stringify(wrong));
  }
});

Deno.test("kaplanMeier() and aalenJohansen() end where a few are followed from early and all leave, and say so", () => {
  const cells = exitCells([
    ...[2, 3].map((days) => ({ days, outcome: "operated" as const })),
    ...[40, 60, 80].map((days) => ({ days, outcome: "operated" as const, entryDays: 30 })),
  ]);
  const curve = kaplanMeier(cells), curves = aalenJohansen(cells);
  for (const { points, lastDays, brokenAt } of [curve, curves]) {
    assert.deepEqual([points.map(({ days }) => days), lastDays, brokenAt], [[], 1, 2]);
  }
  assert.equal(shareWaitingAfter(curve, 1).value, 1);
  assert.match(JSON.stringify(shareWaitingAfter(curve, 90)), /lämnade listan från dag 2/);
  assert.match(JSON.stringify(exitsAfter(curves, 90)), /lämnade listan från dag 2/);
  assert.match(JSON.stringify(operationQuantile(curves, 0.9).days), /lämnade listan från dag 2/);
});
