import assert from "node:assert/strict";
import fc from "fast-check";
import { type LinearProgramme, type LinearTerm, minimiseInOrder } from "../../lib/optimise/mod.ts";

const term = (variable: number, times = 1): LinearTerm => ({ variable, times });
const whole = (most: number) => ({ most, whole: true });

Deno.test("minimiseInOrder() keeps the first goal when it comes to the second", async () => {
  // As many as possible: 3. Of the three ways to have 3, the second goal wants most of the second.
  const programme = {
    variables: [whole(3), whole(2)],
    constraints: [{ terms: [term(0), term(1)], most: 3.9 }],
  };
  const most = [term(0, -1), term(1, -1)];
  assert.deepEqual(await minimiseInOrder(programme, [most, [term(0)]]), [1, 2]);
  assert.deepEqual(await minimiseInOrder(programme, [[term(0)], most]), [0, 2]);
});

Deno.test("minimiseInOrder() says when nothing meets the constraints", async () => {
  const programme = { variables: [whole(3)], constraints: [{ terms: [term(0)], least: 4 }] };
  assert.equal(await minimiseInOrder(programme, [[term(0)]]), null);
  assert.equal(await minimiseInOrder({ variables: [], constraints: [{ terms: [], least: 1 }] }, [[]]), null);
  assert.deepEqual(await minimiseInOrder({ variables: [], constraints: [] }, [[]]), []);
});

Deno.test("minimiseInOrder() refuses a goal without a least value", async () => {
  const programme = { variables: [{ most: Infinity, whole: false }], constraints: [] };
  await assert.rejects(minimiseInOrder(programme, [[term(0, -1)]]), RangeError);
});

Deno.test("minimiseInOrder() finds parts of whole numbers where it may", async () => {
  const programme = {
    variables: [{ most: 1, whole: false }],
    constraints: [{ terms: [term(0, 3)], least: 1 }],
  };
  const [value] = await minimiseInOrder(programme, [[term(0)]]) ?? [];
  assert.ok(Math.abs(value - 1 / 3) < 1e-6);
});

/** The best value of each goal in order, by trying every combination. */
function bruteForce(
  { variables, constraints }: LinearProgramme,
  goals: readonly (readonly LinearTerm[])[],
): number[] | null {
  const all = variables.reduce<number[][]>(
    (found, { most }) =>
      found.flatMap((values) => Array.from({ length: most + 1 }, (_, n) => [...values, n])),
    [[]],
  );
  const sum = (terms: readonly LinearTerm[], values: number[]) =>
    terms.reduce((total, { variable, times }) => total + times * values[variable], 0);
  const allowed = all.filter((values) =>
    constraints.every(({ terms, least = -Infinity, most = Infinity }) =>
      sum(terms, values) >= least && sum(terms, values) <= most
    )
  );
  const reached = allowed.map((values) => goals.map((goal) => sum(goal, values)));
  const compare = (a: number[], b: number[]) =>
    a.map((value, index) => value - b[index]).find((by) => by !== 0) ?? 0;
  return reached.sort(compare).at(0) ?? null;
}

Deno.test("minimiseInOrder() reaches what trying every combination reaches", async () => {
  const terms = fc.array(fc.record({ variable: fc.nat(3), times: fc.integer({ min: -3, max: 3 }) }), {
    maxLength: 3,
  })
    .map((list) =>
      list.filter(({ variable }, index) => list.findIndex((it) => it.variable === variable) === index)
    );
  const programme = fc.record({
    variables: fc.constant([whole(3), whole(3), whole(2), whole(2)]),
    constraints: fc.array(
      fc.record({ terms, least: fc.integer({ min: -6, max: 2 }), most: fc.integer({ min: 2, max: 8 }) }),
      { maxLength: 3 },
    ),
  });
  await fc.assert(
    fc.asyncProperty(programme, fc.array(terms, { minLength: 1, maxLength: 3 }), async (programme, goals) => {
      const values = await minimiseInOrder(programme, goals);
      const reached = values &&
        goals.map((goal) => goal.reduce((sum, { variable, times }) => sum + times * values[variable], 0));
      assert.deepEqual(reached, bruteForce(programme, goals));
    }),
    { numRuns: 60 },
  );
});

/**
 * A programme of four months, two senders and one receiver that HiGHS 1.15.3 gives up on with its own tolerance. Months
 * with 5-10 to one of the two, ten in all a month and 40 together, leave 20 and 20: shares 49/108 at most and 29/153 at least.
 */
Deno.test("minimiseInOrder() solves also what HiGHS gives up on at first", async () => {
  const at = (...variables: number[]) => variables.map((variable) => ({ variable, times: 1 }));
  const times = (variable: number, times: number) => ({ variable, times });
  const free = { most: Infinity, whole: false };
  const share = (over: number, of: number, from: readonly number[]) =>
    [[18, "most"], [19, "least"]].map(([end, bound]) => ({
      terms: [...from.map((move) => times(move, -1 / of)), times(Number(end), -1)],
      [bound]: -over / of,
    }));
  const [one, other] = [[0, 1, 2, 3], [4, 5, 6, 7]],
    months = one.flatMap((month) => [
      { terms: at(month, month + 4), most: 10 },
      { terms: at(month + 8, month + 12), most: 2 },
    ]);
  const whole = (moves: number[], most: number, any: number) => [
    { terms: at(...moves), most },
    { terms: [...at(...moves), times(any, -10)], least: 0 },
    { terms: [...at(...moves), times(any, -most)], most: 0 },
  ];
  const programme = {
    variables: [
      ...Array.from({ length: 18 }, (_, index) => ({ most: index < 8 ? 10 : 1, whole: true })),
      ...[free, free, { most: 15, whole: false }, { most: 9, whole: false }],
    ],
    constraints: [
      ...[...one, ...other].flatMap((move) => [
        { terms: [...at(move), times(move + 8, -10)], most: 0 },
        { terms: [...at(move), times(move + 8, -5)], least: 0 },
      ]),
      ...months,
      { terms: at(...one, ...other), most: 40 },
      ...whole(one, 29, 16),
      ...whole(other, 23, 17),
      ...[share(49, 153, one), share(15, 61, []), share(15, 67, []), share(46, 121, other)].flat(),
      ...[share(30, 103, []), share(18, 77, []), share(49, 108, [])].flat(),
      { terms: [...one.map((move) => times(move, -1)), times(20, 1)], most: 0 },
      { terms: [...other.map((move) => times(move, -1)), times(21, 1)], most: 0 },
      {
        terms: [...[...one, ...other].map((move) => times(move, -1)), times(20, -0.5), times(21, -0.5)],
        most: -51.999999,
      },
    ],
  };
  const values = await minimiseInOrder(programme, [[times(18, 1), times(19, -1)]]);
  assert.ok(values !== null && Math.abs(values[18] - values[19] - (49 / 108 - 29 / 153)) < 1e-6);
});
