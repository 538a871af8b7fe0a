import assert from "node:assert/strict";
import { listChange, type ListedContact, type Reconciled } from "../../../lib/analysis/queueing/mod.ts";
import { daysBetween } from "../../../lib/calendar/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

const on = (id: string, decided: string, counted = true): ListedContact => ({ id, decided, counted });
const MONTHS = { from: "2024-03", to: "2024-04", limitDays: 90 };

Deno.test("listChange() names why each contact came or left, worked by hand", () => {
  const before = [
    on("stays", "2024-03-01"),
    on("ages", "2024-01-15"), // 76 days at the end of March, 106 at the end of April
    on("operated", "2023-11-01"),
    on("withdrawn", "2024-02-01"),
    on("defers", "2023-10-01"),
    on("returns", "2023-09-01", false),
    on("redated", "2023-12-01"),
    on("apart", "2023-01-01", false),
  ];
  const after = [
    on("stays", "2024-03-01"),
    on("ages", "2024-01-15"),
    on("defers", "2023-10-01", false),
    on("returns", "2023-09-01"),
    on("redated", "2024-03-20"),
    on("apart", "2023-01-01", false),
    on("new", "2024-04-02"),
    on("late", "2023-08-01"),
  ];
  const none = { new: 0, late: 0, returned: 0, aged: 0, operated: 0, withdrawn: 0, deferred: 0, redated: 0 };
  const { all, over } = listChange(before, after, new Set(["operated"]), MONTHS);
  assert.deepEqual(all, {
    ...none,
    ...{ before: 6, after: 6, new: 1, late: 1, returned: 1, operated: 1, withdrawn: 1, deferred: 1 },
  });
  assert.deepEqual(over, {
    ...none,
    ...{ before: 3, after: 3, aged: 1, late: 1, returned: 1, operated: 1, deferred: 1, redated: 1 },
  });
});

Deno.test("listChange() adds up and counts as the lists themselves, whatever the lists are", () => {
  const random = seededRandom("listChange");
  for (let round = 0; round < 200; round++) {
    const list = () =>
      Array.from({ length: Math.floor(random.next() * 12) }, () =>
        on(
          `k${Math.floor(random.next() * 9)}`,
          `2024-0${1 + Math.floor(random.next() * 4)}-1${Math.floor(random.next() * 9)}`,
          random.next() < 0.7,
        ));
    const before = list().filter(({ decided }) => decided <= "2024-03-31"), after = list();
    const operated = new Set(list().map(({ id }) => id));
    const { all, over } = listChange(before, after, operated, MONTHS);
    for (const counts of [all, over]) {
      assert.equal(sum(counts), counts.after, JSON.stringify({ before, after }));
    }
    const counted = (contacts: ListedContact[]) => contacts.filter(({ counted }) => counted);
    assert.deepEqual([all.before, all.after], [counted(before).length, counted(after).length]);
    const long = (contacts: ListedContact[], end: string) =>
      counted(contacts).filter(({ decided }) => daysBetween(decided, end) > 90).length;
    assert.deepEqual([over.before, over.after], [long(before, "2024-03-31"), long(after, "2024-04-30")]);
    assert.equal(all.aged + all.redated, 0);
  }
});

Deno.test("listChange() refuses months in the wrong order", () => {
  assert.throws(() => listChange([], [], new Set(), { ...MONTHS, to: "2024-03" }), RangeError);
});

function sum(counts: Reconciled): number {
  return counts.before + counts.new + counts.late + counts.returned + counts.aged -
    counts.operated - counts.withdrawn - counts.deferred - counts.redated;
}
