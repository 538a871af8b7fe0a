import { transferGoals, transfersFor } from "./transfers.ts";
import { filledRules, type TransferProblem } from "./transfer_problem.ts";

/** The rules that may hold transfers back. */
export type BindingRule = "kapacitet" | "resvilja" | "minsta grupp" | "egen gräns" | "avtal" | "villkor";

/** A rule, and what would be without it. */
export interface RuleEffect {
  /** The rule. */
  readonly regel: BindingRule;
  /** What it is, in Swedish. */
  readonly text: string;
  /** How many fewer would be over the limit without it; `null` when nothing is possible with it nor without it. */
  readonly farre: number | null;
}

/** A rule that may bind, and the problem without it. */
interface Rule {
  readonly regel: BindingRule;
  readonly text: string;
  readonly without: (problem: TransferProblem) => TransferProblem;
}

const RULES: readonly Rule[] = [
  {
    regel: "kapacitet",
    text: "Den lediga kapaciteten räcker inte till fler",
    without: (problem) => {
      const over = problem.lists.reduce((sum, list) => sum + list.over, 0);
      return { ...problem, free: problem.free.map((row) => ({ ...row, antal: row.antal + over })) };
    },
  },
  {
    regel: "resvilja",
    text: "Fler vill inte resa så långt",
    without: (problem) => withRules(problem, { acceptance: [{ km: Infinity, andel: 1 }] }),
  },
  {
    regel: "minsta grupp",
    text: "Grupperna blir mindre än vad som är meningsfullt",
    without: (problem) => withRules(problem, { smallestGroup: 1, smallestSum: 1 }),
  },
  {
    regel: "egen gräns",
    text: "Mottagaren skulle gå över sin egen gräns",
    without: (problem) => withRules(problem, { receiverShare: 2 }),
  },
  {
    regel: "villkor",
    text: "Mottagarna tar bara emot dem som uppfyller deras villkor",
    without: (problem) => ({ ...problem, free: problem.free.map((row) => ({ ...row, villkor: {} })) }),
  },
  {
    regel: "avtal",
    text: "Avtalen tillåter inte fler, eller kräver mer än vad som går",
    without: (problem) => withRules(problem, { contracts: [] }),
  },
];

function withRules(problem: TransferProblem, rules: Partial<TransferProblem["rules"]>): TransferProblem {
  return { ...problem, rules: { ...problem.rules, ...rules } };
}

/**
 * The rules that hold the transfers back (vad som begränsar): without one of them, fewer would be over the limit, or
 * anything would be possible at all. This is what answers for an empty proposal and for one that cannot be made. Where
 * no rule alone does, the fewest that do together are given as one.
 *
 * @param problem The problem, in any order.
 * @returns The rules that bind, the one that costs most first; none when everybody over the limit is moved, nobody
 *   waits over it, or nothing that these rules say would change anything.
 *
 * @example Nobody has room
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindingRules } from "vantelage/cooperation";
 * const vardutbud = "Knäled protes", varmland = { region: "Region Värmland", sjukhus: null };
 * const orebro = { region: "Region Örebro län", sjukhus: null };
 * const lists = [{ ...varmland, vardutbud, vantande: 40, over: 20, medelvantan: 90 }];
 * const free = [{ ...orebro, vardutbud, manad: "2024-05", antal: 4, kalla: "signal" } as const];
 * const binding = await bindingRules({ lists, free, rules: { months: ["2024-05"] } });
 * assert.deepEqual(binding.map(({ regel, farre }) => [regel, farre]), [["kapacitet", 10], ["minsta grupp", 4]]);
 * ```
 */
export async function bindingRules(problem: TransferProblem): Promise<RuleEffect[]> {
  const waiting = problem.lists.some(({ over }) => over > 0);
  if (waiting && problem.free.every(({ antal }) => antal <= 0)) {
    return [{ regel: "kapacitet", text: "Ingen region har ledig kapacitet", farre: null }];
  }
  const before = await reached(problem);
  for (let together = 1; together <= RULES.length; together++) {
    const found: RuleEffect[] = [];
    for (const rules of choices(RULES, together)) {
      const after = await reached(rules.reduce((changed, { without }) => without(changed), problem));
      if (after === null || (before !== null && before - after < 1e-6)) continue;
      const texts = rules.map(({ text }, index) =>
        index === 0 ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`
      );
      const farre = before === null ? null : before - after;
      found.push({ regel: rules[0].regel, text: texts.join(", och samtidigt: "), farre });
    }
    if (found.length > 0 || !waiting) {
      return found.sort((a, b) => (b.farre ?? Infinity) - (a.farre ?? Infinity));
    }
  }
  return [];
}

/** All choices of so many, in order. */
function choices<T>(of: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return of.flatMap((first, index) =>
    choices(of.slice(index + 1), count - 1).map((others) => [first, ...others])
  );
}

/** What another assumption would give. */
export interface TransferScenario {
  /** What is changed, in Swedish. */
  readonly andring: string;
  /** Operations moved; `null` when the agreements then cannot be kept. */
  readonly flyttas: number | null;
  /** Over the limit afterwards; `null` likewise. */
  readonly over: number | null;
}

/**
 * What would change the proposals (känslighet): they are made again with one assumption changed at a time.
 *
 * @param problem The problem.
 * @returns The proposals as they are, then one row for each change.
 * @throws {RangeError} If a rule makes no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferScenarios } from "vantelage/cooperation";
 * const scenarios = await transferScenarios({ lists: [], free: [], rules: { months: ["2024-05"] } });
 * assert.deepEqual(scenarios[0], { andring: "Som föreslaget", flyttas: 0, over: 0 });
 * ```
 */
export async function transferScenarios(problem: TransferProblem): Promise<TransferScenario[]> {
  const { acceptance, smallestGroup, smallestSum } = filledRules(problem.rules);
  const accepted = (by: number) =>
    acceptance.map(({ km, andel }) => ({ km, andel: Math.min(1, Math.max(0, andel + by)) }));
  const room = (factor: number) =>
    problem.free.map((row) => ({ ...row, antal: Math.floor(row.antal * factor) }));
  const changes: [string, TransferProblem][] = [
    ["Som föreslaget", problem],
    ["En fjärdedel mer ledig kapacitet", { ...problem, free: room(1.25) }],
    ["En fjärdedel mindre ledig kapacitet", { ...problem, free: room(0.75) }],
    ["Tio procentenheter fler vill resa", withRules(problem, { acceptance: accepted(0.1) })],
    ["Tio procentenheter färre vill resa", withRules(problem, { acceptance: accepted(-0.1) })],
    ["Inga villkor på patienterna", {
      ...problem,
      free: problem.free.map((row) => ({ ...row, villkor: {} })),
    }],
    [
      "Dubbelt så stor minsta grupp",
      withRules(problem, { smallestGroup: 2 * smallestGroup, smallestSum: 2 * smallestSum }),
    ],
    ["Var fjärde mottagen tränger ut en egen patient", withRules(problem, { displacement: 0.25 })],
  ];
  const scenarios: TransferScenario[] = [];
  for (const [andring, changed] of changes) {
    const transfers = await transfersFor(changed, 1);
    scenarios.push({
      andring,
      flyttas: transfers?.reduce((sum, { antal }) => sum + antal, 0) ?? null,
      over: transfers && transferGoals(changed, transfers).over,
    });
  }
  return scenarios;
}

/**
 * The part of a problem that is about one vårdutbud.
 *
 * @param problem The problem.
 * @param vardutbud The vårdutbud.
 * @returns Its lists, room and agreements; an agreement keeps all of its number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ofOffering } from "vantelage/cooperation";
 * assert.deepEqual(ofOffering({ lists: [], free: [], rules: { months: [] } }, "Gallsten").lists, []);
 * ```
 */
export function ofOffering(problem: TransferProblem, vardutbud: string): TransferProblem {
  const { contracts = [] } = problem.rules;
  return {
    lists: problem.lists.filter((list) => list.vardutbud === vardutbud),
    free: problem.free.filter((row) => row.vardutbud === vardutbud),
    rules: {
      ...problem.rules,
      contracts: contracts.filter((contract) => contract.vardutbud.includes(vardutbud))
        .map((contract) => ({ ...contract, vardutbud: [vardutbud] })),
    },
  };
}

/** How many would be over the limit; `null` when the agreements cannot be kept. */
async function reached(problem: TransferProblem): Promise<number | null> {
  const transfers = await transfersFor(problem, 1);
  return transfers && transferGoals(problem, transfers).over;
}
