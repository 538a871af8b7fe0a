import assert from "node:assert/strict";
import { isWorkingDay, swedishHolidays, workingDays, workingDaysIn } from "../../lib/calendar/mod.ts";

Deno.test("swedishHolidays() gives the movable days of known years", () => {
  const day = (year: number, name: string) =>
    swedishHolidays(year).find((holiday) => holiday.name === name)?.day;
  assert.equal(day(2024, "Påskdagen"), "2024-03-31");
  assert.equal(day(2025, "Påskdagen"), "2025-04-20");
  assert.equal(day(2008, "Påskdagen"), "2008-03-23");
  assert.equal(day(2024, "Midsommardagen"), "2024-06-22");
  assert.equal(day(2020, "Midsommardagen"), "2020-06-20");
  assert.equal(day(2026, "Alla helgons dag"), "2026-10-31");
  assert.equal(day(2024, "Kristi himmelsfärdsdag"), "2024-05-09");
  assert.equal(day(2004, "Annandag pingst"), "2004-05-31");
  assert.equal(day(2004, "Sveriges nationaldag"), undefined);
  assert.throws(() => swedishHolidays(2024.5), RangeError);
});

Deno.test("isWorkingDay() leaves out weekends, holidays and the three eves", () => {
  for (const day of ["2024-04-27", "2024-04-28", "2024-06-21", "2024-12-24", "2024-12-31", "2024-01-01"]) {
    assert.equal(isWorkingDay(day), false, day);
  }
  assert.ok(isWorkingDay("2024-04-29"));
});

Deno.test("workingDays() counts both ends", () => {
  assert.equal(workingDays("2024-04-29", "2024-05-03"), 4);
  assert.equal(workingDays("2024-04-30", "2024-04-30"), 1);
  assert.equal(workingDays("2024-04-30", "2024-04-29"), 0);
});

Deno.test("workingDaysIn() counts the working days of a month", () => {
  assert.deepEqual(["2024-04", "2024-05", "2024-12"].map(workingDaysIn), [21, 21, 18]);
});
