import assert from "node:assert/strict";
import {
  addMonths,
  dayName,
  firstDay,
  lastDay,
  Month,
  monthName,
  monthOf,
  monthRange,
} from "../../lib/calendar/mod.ts";

Deno.test("addMonths() passes the turn of the year both ways", () => {
  assert.equal(addMonths("2024-01", -13), "2022-12");
  assert.equal(addMonths("2023-12", 1), "2024-01");
  assert.throws(() => addMonths("2024-1", 1), RangeError);
  assert.throws(() => addMonths("2024-01", 0.5), RangeError);
});

Deno.test("lastDay() knows leap years", () => {
  assert.equal(lastDay("2024-02"), "2024-02-29");
  assert.equal(lastDay("2023-02"), "2023-02-28");
  assert.equal(lastDay("2023-12"), "2023-12-31");
  assert.equal(firstDay("2024-02"), "2024-02-01");
  assert.equal(monthOf("2024-02-29"), "2024-02");
});

Deno.test("monthRange() includes both ends and is empty backwards", () => {
  assert.equal(monthRange("2023-04", "2024-04").length, 13);
  assert.deepEqual(monthRange("2024-04", "2024-03"), []);
});

Deno.test("monthName() and dayName() write Swedish", () => {
  assert.equal(monthName("2024-05"), "maj 2024");
  assert.equal(dayName("2024-01-05"), "5 januari 2024");
  assert.match(Month.safeParse("april").error!.issues[0].message, /åååå-mm/);
});
