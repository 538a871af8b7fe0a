import { transferGoals, transfersFor } from "./transfers.ts";
import { filledRules, type TransferProblem } from "./transfer_problem.ts";

/** The rules that may hold transfers back. */
export type BindingRule = "kapacitet" | "resvilja" | "minsta grupp" | "egen gräns" | "avtal";

/** A rule, and what would be without it. */
export interface RuleEffect {
  /** The rule. */
  readonly regel: BindingRule;
  /** What it is, in Swedish. */
  readonly text: string;
  /** How many fewer would be over the limit without it; `null` when nothing is possible with it nor without it. */
  readonly farre: number | null;
}

const RULES: Readonly<
  Record<BindingRule, { text: string; without: (problem: TransferProblem) => TransferProblem }>
> = {
  kapacitet: {
    text: "Den lediga kapaciteten räcker inte till fler",
    without: (problem) => {
      const over = problem.lists.reduce((sum, list) => sum + list.over, 0);
      return { ...problem, free: problem.free.map((row) => ({ ...row, antal: row.antal + over })) };
    },
  },
  resvilja: {
    text: "Fler vill inte resa så långt",
    without: (problem) => withRules(problem, { acceptance: [{ km: Infinity, andel: 1 }] }),
  },
  "minsta grupp": {
    text: "Grupperna blir mindre än vad som är meningsfullt",
    without: (problem) => withRules(problem, { smallestGroup: 1 }),
  },
  "egen gräns": {
    text: "Mottagaren skulle gå över sin egen gräns",
    without: (problem) => withRules(problem, { receiverShare: 1, displacement: 0 }),
  },
  avtal: {
    text: "Avtalen tillåter inte fler, eller kräver mer än vad som går",
    without: (problem) => withRules(problem, { contracts: [] }),
  },
};

function withRules(problem: TransferProblem, rules: Partial<TransferProblem["rules"]>): TransferProblem {
  return { ...problem, rules: { ...problem.rules, ...rules } };
}

/**
 * The rules that hold the transfers back (vad som begränsar): without one of them, fewer would be over the limit, or
 * anything would be possible at all. This is what answers for an empty proposal and for one that cannot be made.
 *
 * @param problem The problem, in any order.
 * @returns The rules that bind, the one that costs most first; none when everybody over the limit is moved or nobody
 *   waits over it. Two rules that bind only together are not found.
 *
 * @example Nobody has room
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindingRules } from "vantelage";
 * const vardutbud = "Knäled protes", varmland = { region: "Region Värmland", sjukhus: null };
 * const orebro = { region: "Region Örebro län", sjukhus: null };
 * const lists = [{ ...varmland, vardutbud, vantande: 40, over: 20, medelvantan: 90 }];
 * const free = [{ ...orebro, vardutbud, manad: "2024-05", antal: 4, kalla: "signal" } as const];
 * const binding = await bindingRules({ lists, free, rules: { months: ["2024-05"] } });
 * assert.deepEqual(binding.map(({ regel, farre }) => [regel, farre]), [["kapacitet", 10], ["minsta grupp", 4]]);
 * ```
 */
export async function bindingRules(problem: TransferProblem): Promise<RuleEffect[]> {
  const before = await reached(problem);
  const found: RuleEffect[] = [];
  for (
    const [regel, { text, without }] of Object.entries(RULES) as [BindingRule, typeof RULES[BindingRule]][]
  ) {
    const after = await reached(without(problem));
    if (after === null) continue;
    const farre = before === null ? null : before - after;
    if (farre === null || farre > 0) found.push({ regel, text, farre });
  }
  return found.sort((a, b) => (b.farre ?? Infinity) - (a.farre ?? Infinity));
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
 * import { transferScenarios } from "vantelage";
 * const scenarios = await transferScenarios({ lists: [], free: [], rules: { months: ["2024-05"] } });
 * assert.deepEqual(scenarios[0], { andring: "Som föreslaget", flyttas: 0, over: 0 });
 * ```
 */
export async function transferScenarios(problem: TransferProblem): Promise<TransferScenario[]> {
  const { acceptance, smallestGroup } = filledRules(problem.rules);
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
    ["Dubbelt så stor minsta grupp", withRules(problem, { smallestGroup: 2 * smallestGroup })],
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

/** How many would be over the limit; `null` when the agreements cannot be kept. */
async function reached(problem: TransferProblem): Promise<number | null> {
  const transfers = await transfersFor(problem, 1);
  return transfers && transferGoals(problem, transfers).over;
}
