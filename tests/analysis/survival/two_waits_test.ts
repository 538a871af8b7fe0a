import assert from "node:assert/strict";
import { exitsInWindow, twoWaits, twoWaitsByList } from "../../../lib/analysis/survival/mod.ts";
import { addDays, daysBetween } from "../../../lib/calendar/mod.ts";

Deno.test("twoWaits() tells the two answers apart on a list in balance", () => {
  // each day one comes who is operated after 10 days and one who is operated after 100
  const waits = Array.from({ length: 300 }, (_, day) => addDays("2024-01-01", day)).flatMap((decided) => [
    { decided, left: addDays(decided, 10), exit: "operated" as const },
    { decided, left: addDays(decided, 100), exit: "operated" as const },
  ]);
  const to = "2024-10-26";
  const onList = waits.filter(({ left }) => left > to).map(({ decided }) => daysBetween(decided, to));
  const cells = onList.map((days) => ({ lo: days, hi: days, antal: 1 }));
  const { listedToday, onTheListNow } = twoWaits(exitsInWindow(waits, { from: "2024-08-01", to }), cells);
  assert.equal(listedToday.days.value, 10); // half are operated after 10 days
  assert.equal(onTheListNow.value?.value, 44.5); // of the 110 on the list 100 are of the slow kind
});

Deno.test("twoWaits() says why there is no answer for nobody", () => {
  const { listedToday, onTheListNow } = twoWaits([], [], { p: 0.9 });
  assert.equal(listedToday.days.value, null);
  assert.deepEqual(onTheListNow, {
    value: null,
    reason: "Ingen väntar, så det finns ingen väntetid att beräkna",
  });
});

Deno.test("twoWaitsByList() keeps lists apart, whatever order the contacts come in", () => {
  const stay = (list: string, decided: string, left: string | null) =>
    ({ list, decided, left, exit: left === null ? null : "operated" }) as const;
  const waits = [
    stay("B", "2024-04-01", "2024-04-21"),
    stay("A", "2024-04-01", "2024-04-11"),
    stay("A", "2024-03-01", null),
  ];
  const options = {
    window: { from: "2024-03-01", to: "2024-04-30" },
    by: ({ list }: { list: string }) => list,
  };
  const rows = twoWaitsByList(waits, options);
  assert.deepEqual(
    rows.map((
      { name, listedToday, onTheListNow },
    ) => [name, listedToday.days.value, onTheListNow.value?.value]),
    [["A", 10, 60], ["B", 20, undefined]],
  );
  assert.deepEqual(twoWaitsByList(waits.toReversed(), options), rows);
  assert.deepEqual(twoWaitsByList([], options), []);
});
