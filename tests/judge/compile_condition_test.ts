import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, addMonths } from "../../lib/calendar/mod.ts";
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
  type Term,
  yearOf,
} from "../../lib/contract/mod.ts";
import { BLOCK } from "../../lib/judge/_block_values.ts";
import { ConditionCompiler } from "../../lib/judge/compile_condition.ts";
import { fieldsOf, type MadeField, spec } from "./_fields.ts";

const KINDS = {
  day: "day",
  later: "day",
  month: "month",
  n: "whole",
  m: "decimal",
  a: "text",
  b: "text",
} as const;
type Name = keyof typeof KINDS;
type Record_ = Readonly<Record<Name, FieldValue>>;

/** The answers of compiled conditions for every record. */
function compiled(conditions: readonly Condition[], records: readonly Record_[]): boolean[][] {
  const made = Object.fromEntries(
    Object.entries(KINDS).map(([name, kind]): [string, MadeField] => [name, {
      spec: spec(kind),
      cells: records.map((record) => String(record[name as Name] ?? "")),
    }]),
  );
  const { fields, texts } = fieldsOf(made), compiler = new ConditionCompiler(fields, texts);
  const masks = conditions.map((condition) => compiler.mask(condition)),
    answers: boolean[][] = conditions.map(() => []);
  for (let first = 0; first < records.length; first += BLOCK) {
    const count = Math.min(BLOCK, records.length - first);
    compiler.run(first, count);
    masks.forEach((mask, index) =>
      answers[index].push(...Array.from(mask.subarray(0, count), (bit) => bit === 1))
    );
  }
  return answers;
}

const leap: Record_ = {
  day: "2024-02-29",
  later: "2024-03-01",
  month: "2024-02",
  n: 3,
  m: 2.5,
  a: "x",
  b: null,
};

Deno.test("ConditionCompiler decides each kind of condition, and a comparison with a missing value does not hold", () => {
  const cases: [Condition, boolean][] = [
    [isMissing(field("b")), true],
    [isMissing(field("unheard of")), true],
    [isPresent(field("n")), true],
    [isBefore(field("day"), field("later")), true],
    [isBefore(field("day"), field("day")), false],
    [isBefore(field("day"), constant("2024-03-01")), true],
    [isBefore(constant("2024-02-29"), field("day")), false],
    [isAtMost(field("day"), field("day")), true],
    [isAfter(field("later"), lastDayOf(field("month"))), true],
    [isEqual(field("day"), lastDayOf(field("month"))), true],
    [isEqual(field("day"), lastDayOf(constant("2024-02"))), true],
    [isEqual(field("month"), constant("2024-02")), true],
    [isBefore(field("day"), firstDayOf(field("month"))), false],
    [isEqual(daysFromTo(field("day"), field("later")), constant(1)), true],
    [isEqual(daysFromTo(constant("2024-01-01"), field("day")), constant(59)), true],
    [isEqual(yearOf(field("day")), constant(2024)), true],
    [isEqual(yearOf(constant("1999-12-31")), constant(1999)), true],
    [isEqual(sumOf(field("n"), field("m"), field("unheard of")), constant(5.5)), true],
    [isMissing(sumOf(field("unheard of"))), true],
    [isMissing(sumOf()), true],
    [isEqual(field("a"), constant("x")), true],
    [isDifferent(field("a"), constant("never seen")), true],
    [isDifferent(field("a"), field("b")), false],
    [isEqual(field("b"), field("b")), false],
    [{ test: "not", of: isEqual(field("n"), field("m")) }, true],
    [isMissing(daysFromTo(field("day"), field("unheard of"))), true],
    [isBefore(field("unheard of"), constant("2024-01-01")), false],
    [allOf(isPresent(field("n")), isMissing(field("n"))), false],
    [anyOf(isPresent(field("n")), isMissing(field("n"))), true],
    [allOf(), true],
    [anyOf(), false],
  ];
  const conditions = cases.map(([condition]) => condition);
  for (const [index, [answer]] of compiled(conditions, [leap]).entries()) {
    assert.equal(answer, cases[index][1], JSON.stringify(conditions[index]));
    assert.equal(holds(conditions[index], leap), answer, JSON.stringify(conditions[index]));
  }
});

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const dayText = fc.integer({ min: -400, max: 400 }).map((days) => addDays("2024-02-29", days));
const anyDay = fc.oneof(
  { weight: 8, arbitrary: dayText },
  fc.constantFrom("1800-01-01", "2199-12-31", "1970-01-01"),
);
const anyMonth = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -9, max: 9 }).map((months) => addMonths("2024-02", months)) },
  fc.constantFrom("1900-01", "2199-12", "2023-12"),
);
const anyText = fc.constantFrom("x", "y", "__proto__", "0");
const record: fc.Arbitrary<Record_> = fc.record({
  day: orNull(anyDay),
  later: orNull(anyDay),
  month: orNull(anyMonth),
  n: orNull(fc.integer({ min: -2, max: 400 })),
  m: orNull(fc.constantFrom(0, 1, 2.5, 2024, 999_999_999_999)),
  a: orNull(anyText),
  b: orNull(anyText),
});

/** Terms of each kind, and conditions of them. */
const { condition } = fc.letrec<{ day: Term; month: Term; number: Term; text: Term; condition: Condition }>(
  (tie) => {
    const compared = fc.oneof(
      fc.tuple(tie("day"), tie("day")),
      fc.tuple(tie("number"), tie("number")),
      fc.tuple(fc.constantFrom(field("month"), field("nowhere")), tie("month")),
    );
    const equal = fc.tuple(fc.constantFrom(field("a"), field("b")), tie("text"));
    return {
      month: fc.oneof(fc.constant(field("month")), anyMonth.map(constant)),
      day: fc.oneof(
        { maxDepth: 2 },
        fc.constantFrom(field("day"), field("later"), field("nowhere")),
        fc.tuple(tie("month"), fc.boolean()).map(([month, first]) =>
          first ? firstDayOf(month) : lastDayOf(month)
        ),
      ),
      number: fc.oneof(
        { maxDepth: 2 },
        fc.constantFrom(field("n"), field("m"), field("nowhere")),
        fc.integer({ min: -2, max: 400 }).map(constant),
        fc.tuple(tie("day"), tie("day")).map(([from, to]) => daysFromTo(from, to)),
        tie("day").map(yearOf),
        fc.array(tie("number"), { maxLength: 3 }).map((terms) => sumOf(...terms)),
      ),
      text: fc.oneof(fc.constantFrom(field("a"), field("b"), field("nowhere")), anyText.map(constant)),
      condition: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(tie("day"), tie("month"), tie("number"), tie("text")).map(isMissing),
        fc.tuple(compared, fc.constantFrom("<", "<=", "=", "<>")).map(([[left, right], test]): Condition => (
          { test, left, right }
        )),
        fc.tuple(equal, fc.constantFrom("=", "<>")).map(([[left, right], test]): Condition => ({
          test,
          left,
          right,
        })),
        fc.array(tie("condition"), { maxLength: 3 }).map((of) => allOf(...of)),
        fc.array(tie("condition"), { maxLength: 3 }).map((of) => anyOf(...of)),
        tie("condition").map((of): Condition => ({ test: "not", of })),
      ),
    };
  },
);

Deno.test("ConditionCompiler answers as holds() does, whatever the conditions and the values", () => {
  const conditions = fc.array(condition, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(conditions, fc.array(record, { minLength: 1, maxLength: 40 }), (conditions, records) => {
      const answers = compiled(conditions, records);
      for (const [index, condition] of conditions.entries()) {
        assert.deepEqual(
          answers[index],
          records.map((record) => holds(condition, record)),
          JSON.stringify(condition),
        );
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("ConditionCompiler answers for records of several blocks", () => {
  const [few] = fc.sample(fc.array(record, { minLength: 97, maxLength: 97 }), { numRuns: 1, seed: 5 });
  const records = Array.from({ length: 2 * BLOCK + 5 }, (_, at) => few[at * 31 % few.length]);
  for (const made of fc.sample(condition, { numRuns: 30, seed: 6 })) {
    const [answers] = compiled([made], records);
    assert.deepEqual(answers, records.map((record) => holds(made, record)), JSON.stringify(made));
  }
});

Deno.test("ConditionCompiler refuses what has no meaning: an order of texts, sides of two kinds, the words of free text", () => {
  const { fields, texts } = fieldsOf({
    a: { spec: spec(), cells: ["x"] },
    free: { spec: spec(), cells: ["x"], plain: true },
    n: { spec: spec("whole"), cells: ["1"] },
    day: { spec: spec("day"), cells: ["2024-04-30"] },
    month: { spec: spec("month"), cells: ["2024-04"] },
  });
  const compiler = new ConditionCompiler(fields, texts);
  for (
    const [left, right] of [[field("a"), constant("x")], [constant("a"), constant("b")], [
      field("a"),
      field("a"),
    ]]
  ) {
    assert.throws(() => compiler.mask(isBefore(left, right)), /texts have no order/);
  }
  for (
    const condition of [
      isEqual(field("a"), constant(1)),
      isEqual(field("n"), field("a")),
      isAtMost(field("day"), field("month")),
      isBefore(field("day"), constant(2024)),
    ]
  ) assert.throws(() => compiler.mask(condition), /both sides must be of one kind/);
  assert.throws(() => compiler.mask(isEqual(field("free"), constant("x"))), /of free text it is only known/);
  assert.doesNotThrow(() => compiler.mask(isMissing(field("free"))));
});
