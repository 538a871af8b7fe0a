import { type Highs, highs, type HighsSolution } from "./solver.ts";

/** So many times a variable. */
export interface LinearTerm {
  /** The variable's place in {@linkcode LinearProgramme.variables}. */
  readonly variable: number;
  /** How many times. */
  readonly times: number;
}

/** A number to be found, at least 0. */
export interface LinearVariable {
  /** The most it can be. */
  readonly most: number;
  /** Whether it must be whole. */
  readonly whole: boolean;
}

/** A sum that must lie between two numbers. */
export interface LinearConstraint {
  /** The sum. */
  readonly terms: readonly LinearTerm[];
  /** The least it may be. @default nothing bounds it below */
  readonly least?: number;
  /** The most it may be. @default nothing bounds it above */
  readonly most?: number;
}

/** A linear programme: numbers to be found, and what must hold of them. */
export interface LinearProgramme {
  /** The numbers. */
  readonly variables: readonly LinearVariable[];
  /** What must hold. */
  readonly constraints: readonly LinearConstraint[];
}

/** How far a number that the solver gives may be from what it should be. */
const TOLERANCE = 1e-6;

/**
 * The numbers that make one sum as small as possible, then a second without losing anything of the first, and so on
 * (lexikografisk optimering, by HiGHS).
 *
 * @param programme The numbers to be found and what must hold.
 * @param goals Sums, the most important first.
 * @returns A value for each variable, exactly whole where it must be; `null` when nothing meets every constraint. The
 *   same programme gives the same values.
 * @throws {RangeError} If a goal can become as small as one likes.
 * @throws {Error} If the solver fails, or gives values that break a constraint.
 *
 * @example As many as possible, then as few of the second kind as possible
 * ```ts
 * import assert from "node:assert/strict";
 * import { minimiseInOrder } from "vantelage/optimise";
 * const [a, b] = [0, 1].map((variable) => ({ variable, times: 1 }));
 * const programme = { variables: [{ most: 5, whole: true }, { most: 5, whole: true }],
 *   constraints: [{ terms: [a, b], most: 7.5 }] };
 * assert.deepEqual(await minimiseInOrder(programme, [[{ ...a, times: -1 }, { ...b, times: -1 }], [b]]), [5, 2]);
 * ```
 */
export async function minimiseInOrder(
  programme: LinearProgramme,
  goals: readonly (readonly LinearTerm[])[],
): Promise<number[] | null> {
  const { variables } = programme;
  if (variables.length === 0) return meets(programme, []) ? [] : null;
  const solver = await highs();
  const constraints = [...programme.constraints];
  let values: number[] | null = null;
  for (const goal of goals) {
    const steps = goal.every(({ variable, times }) => variables[variable].whole && Number.isInteger(times));
    // Between two whole sums there is nothing better to look for.
    const options = { ...OPTIONS, mip_abs_gap: steps ? 0.99 : TOLERANCE / 10 };
    const solution = solved(solver, textOf({ variables, constraints }, goal), options);
    if (solution.Status === "Infeasible") {
      if (values === null) return null;
      throw new Error("Cannot reach a goal as HiGHS finds nothing once the goals before it are kept");
    }
    if (solution.Status === "Unbounded" || solution.Status === "Primal infeasible or unbounded") {
      throw new RangeError(`Cannot minimise as every goal must have a least value: got ${solution.Status}`);
    }
    if (solution.Status !== "Optimal") {
      throw new Error(`Cannot minimise as HiGHS must find the best: got ${solution.Status}`);
    }
    values = variables.map(({ whole, most }, index) => {
      const value = solution.Columns[`x${index}`]?.Primal ?? 0;
      return Math.min(most, Math.max(0, whole ? Math.round(value) : value));
    });
    if (!meets(programme, values)) throw new Error("Cannot use the answer as it breaks a constraint");
    const reached = sumOf(goal, values);
    constraints.push({ terms: goal, most: steps ? Math.round(reached) + 0.5 : reached + TOLERANCE });
  }
  return values;
}

/** The programmes solved last with their solutions: a page asks the same again and again. */
const SOLVED = new Map<string, HighsSolution>();
const SOLVED_MOST = 1000;

/** What to try in turn: HiGHS gives up on a few small programmes that it solves with another tolerance for what is whole. */
const TRIES: readonly Readonly<Record<string, number>>[] = [{}, { mip_feasibility_tolerance: 1e-7 }, {
  mip_feasibility_tolerance: 1e-8,
}];

function solved(
  solver: Highs,
  programme: string,
  options: typeof OPTIONS & { mip_abs_gap: number },
): HighsSolution {
  const key = `${options.mip_abs_gap} ${programme}`, solution = SOLVED.get(key) ?? firstOf();
  SOLVED.delete(key);
  if (SOLVED.set(key, solution).size > SOLVED_MOST) SOLVED.delete(SOLVED.keys().next().value!);
  return solution;

  function firstOf(): HighsSolution {
    let failed: unknown;
    for (const also of TRIES) {
      try {
        return solver.solve(programme, { ...options, ...also });
      } catch (error) {
        failed = error;
      }
    }
    throw new Error("Cannot minimise as HiGHS must solve the programme", { cause: failed });
  }
}

const OPTIONS = { output_flag: false, mip_rel_gap: 0, mip_heuristic_effort: 0, threads: 1, random_seed: 0 };

function sumOf(terms: readonly LinearTerm[], values: readonly number[]): number {
  return terms.reduce((sum, { variable, times }) => sum + times * values[variable], 0);
}

function meets({ constraints }: LinearProgramme, values: readonly number[]): boolean {
  return constraints.every(({ terms, least = -Infinity, most = Infinity }) => {
    const sum = sumOf(terms, values), slack = TOLERANCE * Math.max(1, Math.abs(sum));
    return sum >= least - slack && sum <= most + slack;
  });
}

/** The programme in CPLEX's LP format, which HiGHS reads; a line holds few terms, as its length is limited. */
function textOf({ variables, constraints }: LinearProgramme, goal: readonly LinearTerm[]): string {
  const expression = (terms: readonly LinearTerm[]): string =>
    terms.length === 0
      ? "0 x0"
      : terms.map(({ variable, times }, index) =>
        `${times < 0 ? "-" : "+"} ${Math.abs(times)} x${variable}${index % 8 === 7 ? "\n" : ""}`
      ).join(" ");
  const rows = constraints.flatMap(({ terms, least, most }) => [
    ...(most === undefined ? [] : [`${expression(terms)} <= ${most}`]),
    ...(least === undefined ? [] : [`${expression(terms)} >= ${least}`]),
  ]);
  const whole = variables.flatMap((variable, index) => variable.whole ? [`x${index}`] : []);
  return [
    "Minimize",
    ` goal: ${expression(goal)}`,
    "Subject To",
    ...rows.map((row, index) => ` c${index}: ${row}`),
    "Bounds",
    ...variables.map(({ most }, index) => ` 0 <= x${index} <= ${most === Infinity ? "+inf" : most}`),
    ...(whole.length > 0 ? ["General", ...whole.map((name) => ` ${name}`)] : []),
    "End",
  ].join("\n");
}
