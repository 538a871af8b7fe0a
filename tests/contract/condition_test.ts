import assert from "node:assert/strict";
import {
  allOf,
  anyOf,
  type Condition,
  constant,
  daysFromTo,
  field,
  type FieldValue,
  firstDayOf,
  holds,
  isAfter,
  isAtMost,
  isBefore,
  isDifferent,
  isEqual,
  isMissing,
  isPresent,
  lastDayOf,
  sumOf,
  yearOf,
} from "../../lib/contract/mod.ts";

const record: Record<string, FieldValue> = {
  day: "2024-02-29",
  later: "2024-03-01",
  month: "2024-02",
  n: 3,
  none: null,
};
const cases: [Condition, boolean][] = [
  [isMissing(field("none")), true],
  [isMissing(field("unheard of")), true],
  [isPresent(field("n")), true],
  [isBefore(field("day"), field("later")), true],
  [isBefore(field("day"), field("day")), false],
  [isAtMost(field("day"), field("day")), true],
  [isAfter(field("later"), lastDayOf(field("month"))), true],
  [isEqual(field("day"), lastDayOf(field("month"))), true],
  [isBefore(field("day"), firstDayOf(field("month"))), false],
  [isEqual(daysFromTo(field("day"), field("later")), constant(1)), true],
  [isEqual(yearOf(field("day")), constant(2024)), true],
  [isEqual(sumOf(field("n"), field("none")), constant(3)), true],
  [isMissing(sumOf(field("none"), field("none"))), true],
  [isDifferent(field("n"), field("none")), false],
  [isEqual(field("none"), field("none")), false],
  [{ test: "not", of: isEqual(field("n"), field("none")) }, true],
  [isMissing(daysFromTo(field("day"), field("none"))), true],
  [allOf(isPresent(field("n")), isMissing(field("n"))), false],
  [anyOf(isPresent(field("n")), isMissing(field("n"))), true],
];

Deno.test("holds() decides each kind of condition, and a comparison with a missing value does not hold", () => {
  for (const [condition, expected] of cases) {
    assert.equal(holds(condition, record), expected, JSON.stringify(condition));
  }
});
