import assert from "node:assert/strict";
import { flowRate, kingmanCapacity, queueTable, reliefCapacity } from "../../../lib/analysis/queueing/mod.ts";
import { addDays } from "../../../lib/calendar/mod.ts";

const target = { share: 0.92, days: 90 };
const months = { from: "2024-01", asAt: "2024-03" };

/** Somebody decided each of the 91 days of January to March 2024; every `nth` of them is operated the same day. */
function list(name: string, nth: number) {
  return Array.from({ length: 91 }, (_, day) => {
    const decided = addDays("2024-01-01", day), done = day % nth === 0;
    return { name, decided, left: done ? decided : null, exit: done ? "operated" as const : null };
  });
}

Deno.test("queueTable() gives each list's rates, target and what its course needs, the longest first", () => {
  const rows = queueTable([...list("a", 1), ...list("b", 7)], { ...months, by: ({ name }) => name, target });
  assert.deepEqual(rows.map(({ name, queue, growth }) => [name, queue, growth]), [["b", 78, 78], [
    "a",
    0,
    0,
  ]]);
  const [b, a] = rows;
  assert.deepEqual([a.load.value, b.load.value, b.decisionsPerWeek, b.performedPerWeek], [1, 7, 7, 1]);
  assert.equal(b.targetQueue.toFixed(2), (90 / -Math.log(0.08)).toFixed(2));
  assert.equal(b.course, "relief");
  const demand = { count: 7, per: "week" } as const;
  const relief = reliefCapacity(demand, { queue: 78, targetQueue: b.targetQueue, days: 364 });
  assert.equal(b.requiredPerWeek, relief.count);
  assert.equal(b.shortfallPerWeek, relief.count - 1);
  assert.equal(a.course, "hold");
  const cvOf = (counts: number[], others: number[]) =>
    flowRate(counts.map((count, index) => ({ manad: `2024-0${index + 1}`, count })), {
      others: (manad) => others[Number(manad.slice(5)) - 1],
    }).cv.value!;
  const cvDemand = cvOf([31, 29, 31], [31, 29, 31]), cvCapacity = cvOf([31, 29, 31], [5, 4, 4]);
  assert.equal(cvDemand, 0);
  assert.equal(a.requiredPerWeek, kingmanCapacity(demand, target, { cvDemand, cvCapacity }).count);
});

Deno.test("queueTable() measures the pressure of those who wait, and says why there is none", () => {
  const waiting = { decided: "2024-01-01", left: null, exit: null };
  const [row] = queueTable([waiting], { ...months, by: () => "x", target });
  assert.equal(row.pressure.value?.value, 2);
  assert.equal(row.pressure.value?.zone, "strained");
  assert.equal(row.load.value, null);
  assert.equal(queueTable(list("a", 1), { ...months, by: () => "x", target })[0].pressure.value, null);
  assert.deepEqual(queueTable([], { ...months, by: () => "x", target }), []);
});

Deno.test("queueTable() takes those who leave without an operation off what is required, and tells both loads", () => {
  const spells = list("a", 2).map((spell, day) =>
    day % 4 === 1 ? { ...spell, left: spell.decided, exit: "withdrawn" as const } : spell
  );
  const [row] = queueTable(spells, { ...months, by: ({ name }) => name, target });
  // 91 decided, 46 operated, 23 left: 22 wait, and the list grew as 68 > 46
  assert.deepEqual([row.queue, row.growth, row.withdrawn], [22, 22, 23]);
  assert.equal(row.load.value!.toFixed(6), (91 / 46).toFixed(6));
  assert.equal(row.netLoad.value!.toFixed(6), (68 / 46).toFixed(6));
  const net = { count: 68 / 13, per: "week" } as const;
  assert.ok(Math.abs(row.requiredPerWeek - kingmanCapacity(net, target).count) < 1e-9);
});

Deno.test("queueTable() does not take a summer stop that all lists have for variation", () => {
  const year = { from: "2023-01", asAt: "2023-12" };
  const spells = ["a", "b", "c"].flatMap((name) =>
    Array.from({ length: 365 }, (_, day) => addDays("2023-01-01", day)).flatMap((decided) =>
      Array.from({ length: decided.slice(5, 7) === "07" ? 1 : 8 }, () => ({
        ...{ name, decided, left: decided },
        exit: "operated" as const,
      }))
    )
  );
  const [row] = queueTable(spells, { ...year, by: ({ name }) => name, target });
  assert.ok(
    Math.abs(row.requiredPerWeek - row.decisionsPerWeek) < 0.01,
    `${row.requiredPerWeek} of ${row.decisionsPerWeek}`,
  );
});

Deno.test("queueTable() does not depend on the order of the contacts", () => {
  const spells = [...list("a", 3), ...list("b", 5)];
  const options = { ...months, by: ({ name }: { name: string }) => name, target };
  assert.deepEqual(queueTable(spells.toReversed(), options), queueTable(spells, options));
});
