import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addDays,
  Day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  isDay,
  weekday,
} from "../../lib/calendar/mod.ts";

Deno.test("isDay() accepts only days of the calendar, written in full", () => {
  assert.ok(isDay("2024-02-29") && isDay("2000-02-29") && isDay("1969-12-31"));
  for (
    const text of [
      "2023-02-29",
      "1900-02-29",
      "2024-13-01",
      "2024-00-10",
      "2024-04-31",
      "2024-4-3",
      "20240430",
      "",
      "2024-04-30T00",
    ]
  ) {
    assert.equal(isDay(text), false, text);
  }
  assert.equal(Day.safeParse("2024-04-31").success, false);
});

Deno.test("dayFromNumber() undoes dayNumber() for every day", () => {
  fc.assert(fc.property(fc.integer({ min: -200_000, max: 200_000 }), (number) => {
    assert.equal(dayNumber(dayFromNumber(number)), number);
  }));
  assert.throws(() => dayNumber("30/4 2024"), RangeError);
  assert.throws(() => dayFromNumber(1.5), RangeError);
});

Deno.test("daysBetween() counts whole days across a change of clock and a leap day", () => {
  assert.equal(daysBetween("2024-03-30", "2024-04-01"), 2);
  assert.equal(daysBetween("2024-02-28", "2024-03-01"), 2);
  assert.equal(daysBetween("2024-05-05", "2024-05-01"), -4);
  assert.equal(addDays("2024-01-01", -1), "2023-12-31");
});

Deno.test("weekday() follows ISO 8601", () => {
  assert.equal(weekday("1970-01-01"), 4);
  assert.equal(weekday("1969-12-28"), 7);
});
