import assert from "node:assert/strict";
import fc from "fast-check";
import {
  convertRate,
  erlangC,
  planList,
  queueLoad,
  type Rate,
  serviceVariability,
  type TimeUnit,
  waitingListPressure,
} from "../../../lib/analysis/queueing/mod.ts";

const perDay: Rate<"day"> = { count: 2, per: "day" };
const perWeek: Rate<"week"> = { count: 14, per: "week" };

Deno.test("convertRate() counts a week as 7 days and a month as the mean month", () => {
  assert.deepEqual(convertRate(perDay, "week"), perWeek);
  assert.equal(convertRate({ count: 1, per: "day" }, "month").count.toFixed(4), "30.4369");
  assert.deepEqual(convertRate(perDay, "day"), perDay);
});

Deno.test("convertRate() refuses a count that is negative or no number", () => {
  for (const count of [-1, NaN, Infinity]) {
    assert.throws(() => convertRate({ count, per: "day" }, "week"), RangeError);
  }
});

Deno.test("functions of two rates refuse different units, when compiled and when run", () => {
  // @ts-expect-error: a rate per day and one per week do not mix
  assert.throws(() => queueLoad(perDay, perWeek), TypeError);
  // @ts-expect-error: nor do they here
  assert.throws(() => serviceVariability(perWeek, perDay, 1), TypeError);
  // @ts-expect-error: nor here
  assert.throws(() => erlangC(perDay, perWeek, { servers: 1 }), TypeError);
  assert.throws(
    // @ts-expect-error: nor inside a list's state
    () => planList({ demand: perDay, capacity: perWeek, queue: 1 }, { target: { share: 0.92, days: 90 } }),
    TypeError,
  );
});

Deno.test("no verdict of planList() and erlangC() depends on the unit of time", () => {
  const unit = fc.constantFrom<TimeUnit>("day", "week", "month");
  const count = fc.double({ min: 0.01, max: 1000, noNaN: true });
  fc.assert(
    fc.property(
      unit,
      unit,
      count,
      count,
      fc.integer({ min: 0, max: 100_000 }),
      (from, to, come, go, queue) => {
        const state = { demand: { count: come, per: from }, capacity: { count: go, per: from }, queue };
        const target = { share: 0.92, days: 90 };
        const plan = planList<TimeUnit>(state, { target });
        const other = planList<TimeUnit>({
          demand: convertRate(state.demand, to),
          capacity: convertRate(state.capacity, to),
          queue,
        }, { target });
        fc.pre(Math.abs(plan.queueRatio.value! - 2) > 1e-9 && Math.abs(come / go - 1) > 1e-9);
        assert.equal(plan.growing, other.growing);
        assert.equal(plan.course, other.course);
        close(plan.load.value!, other.load.value!);
        close(plan.queueRatio.value!, other.queueRatio.value!);
        close(convertRate(plan.required, "day").count, convertRate(other.required, "day").count);
        const wait = (per: TimeUnit) =>
          erlangC<TimeUnit>(convertRate(state.demand, per), convertRate(state.capacity, per), { servers: 2 });
        fc.pre(Math.abs(wait(from).load - 1) > 1e-6);
        assert.equal(wait(from).meanWaitDays.value === null, wait(to).meanWaitDays.value === null);
        close(wait(from).shareOver.value ?? 0, wait(to).shareOver.value ?? 0, 1e-6);
      },
    ),
  );
  assert.equal(waitingListPressure(7, 14).zone, waitingListPressure(1, 2).zone);
});

function close(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual} ${expected}`,
  );
}
