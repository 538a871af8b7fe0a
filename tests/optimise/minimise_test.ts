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
