import assert from "node:assert/strict";
import fc from "fast-check";
import {
  isOnList,
  joinLists,
  listSizes,
  type ListSpell,
  meanWaitOnList,
  scheduleInTurn,
} from "../../../lib/analysis/queueing/mod.ts";
import { addDays } from "../../../lib/calendar/mod.ts";
import { spells } from "./_spells.ts";

const waiting = (decided: string): ListSpell => ({ decided, left: null, exit: null });

Deno.test("listSizes() counts as isOnList() does, whatever the order", () => {
  fc.assert(fc.property(spells, (list) => {
    const sizes = listSizes(list, { from: "2024-01-01", to: "2024-02-15" });
    assert.deepEqual(listSizes(list.toReversed(), { from: "2024-01-01", to: "2024-02-15" }), sizes);
    sizes.forEach((size, index) => {
      const day = addDays("2024-01-01", index);
      assert.equal(size, list.filter((spell) => isOnList(spell, day)).length, day);
    });
  }));
});

Deno.test("listSizes() gives nothing when the last day comes before the first", () => {
  assert.deepEqual(listSizes([waiting("2024-01-01")], { from: "2024-01-02", to: "2024-01-01" }), []);
});

Deno.test("meanWaitOnList() leaves out who has not come yet and says why when nobody waits", () => {
  const list = [waiting("2024-01-10"), waiting("2024-02-01")];
  assert.deepEqual(meanWaitOnList(list, "2024-01-15"), { value: 5 });
  assert.equal(meanWaitOnList([], "2024-01-15").value, null);
});

Deno.test("joinLists() keeps everybody, in order of decision", () => {
  const joined = joinLists([waiting("2024-03-01"), waiting("2024-01-01")], [waiting("2024-02-01")], []);
  assert.deepEqual(joined.map((spell) => spell.decided), ["2024-01-01", "2024-02-01", "2024-03-01"]);
});

Deno.test("scheduleInTurn() gives each slot to who has waited longest, never on the day of the decision", () => {
  const list = [waiting("2024-01-03"), waiting("2024-01-01")];
  assert.deepEqual(scheduleInTurn(list, ["2024-01-03", "2024-01-03"]), [null, "2024-01-03"]);
  assert.deepEqual(scheduleInTurn(list, ["2024-01-04", "2024-01-01", "2024-01-02"]), [
    "2024-01-04",
    "2024-01-02",
  ]);
});

Deno.test("scheduleInTurn() gives nothing to who has left", () => {
  const left: ListSpell = { decided: "2024-01-01", left: "2024-01-02", exit: "withdrawn" };
  assert.deepEqual(scheduleInTurn([left, waiting("2024-01-02")], ["2024-01-05"]), [null, "2024-01-05"]);
});

Deno.test("isOnList() counts who came to the list after the decision from that day on", () => {
  const spell = { decided: "2024-01-01", listed: "2024-02-01", left: null, exit: null };
  assert.deepEqual(["2024-01-31", "2024-02-01"].map((day) => isOnList(spell, day)), [false, true]);
  assert.deepEqual(listSizes([spell], { from: "2024-01-31", to: "2024-02-01" }), [0, 1]);
});
