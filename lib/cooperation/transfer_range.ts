import { seededRandom } from "../numeric/mod.ts";
import { placeKey, type Transfer, transferPairs, type TransferProblem } from "./transfer_problem.ts";
import { transferGoals } from "./transfers.ts";

/** Options for {@linkcode transferRange}. */
export interface TransferRangeOptions {
  /** How far off the assumed shares that accept may be: a standard deviation, 0–1, alike for all ways. @default {0.1} */
  readonly spread?: number;
  /** How much of what is drawn the range holds, in (0, 1). @default {0.8} */
  readonly level?: number;
  /** How many times it is drawn. @default {400} */
  readonly draws?: number;
  /** The seed of the draws; the same gives the same. @default {"resvilja"} */
  readonly seed?: string;
}

/** Between which numbers something lies. */
export interface OutcomeRange {
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** What becomes of proposals when it is uncertain how many accept. */
export interface TransferRange {
  /** Operations moved. */
  readonly flyttas: OutcomeRange;
  /** Contacts over the limit afterwards. */
  readonly over: OutcomeRange;
}

/**
 * What the proposals come to when fewer or more accept to travel than assumed (utfall vid osäker resvilja).
 *
 * The share that accepts is drawn: the assumed one, off by as much for all ways, and then who of those over the limit
 * accept (binomial, by its normal approximation). Of a proposal no more are moved than accept, and never more than proposed:
 * so the range lies below the proposals as made. It is a range of an assumption, nothing here has measured it.
 *
 * @param problem The lists and rules.
 * @param transfers The proposals.
 * @param options The spread, level, draws and seed.
 * @returns The range.
 * @throws {RangeError} If `spread` lies outside 0–1 or `level` outside (0, 1).
 *
 * @example Nothing proposed, nothing in doubt
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferRange } from "vantelage/cooperation";
 * const range = transferRange({ lists: [], free: [], rules: { months: ["2024-06"] } }, []);
 * assert.deepEqual(range, { flyttas: { low: 0, high: 0 }, over: { low: 0, high: 0 } });
 * ```
 */
export function transferRange(
  problem: TransferProblem,
  transfers: readonly Transfer[],
  options: TransferRangeOptions = {},
): TransferRange {
  const { spread = 0.1, level = 0.8, draws = 400, seed = "resvilja" } = options;
  if (!(spread >= 0 && spread <= 1)) {
    throw new RangeError(`Cannot draw the outcomes as spread must lie in 0–1: got ${spread}`);
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`Cannot draw the outcomes as level must lie in (0, 1): got ${level}`);
  }
  const random = seededRandom(seed);
  const key = ({ fran, till, vardutbud }: Pick<Transfer, "fran" | "till" | "vardutbud">) =>
    `${placeKey(fran)} ${placeKey(till)} ${vardutbud}`;
  const pairs = [...new Set(transfers.map(({ vardutbud }) => vardutbud))].flatMap((vardutbud) =>
    transferPairs(problem, vardutbud).map(({ sender, offer, andel }) => ({
      key: key({ fran: sender, till: offer.place, vardutbud }),
      over: sender.over,
      andel,
    }))
  );
  const proposals = [...Map.groupBy(transfers, key)].map(([name, own]) => {
    const pair = pairs.find((each) => each.key === name);
    return {
      own,
      proposed: own.reduce((sum, { antal }) => sum + antal, 0),
      over: pair?.over ?? 0,
      andel: pair?.andel ?? 1,
    };
  });
  const moved: number[] = [], over: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const off = spread * random.normal();
    const made = proposals.flatMap(({ own, proposed, over: waiting, andel }) => {
      const share = Math.min(1, Math.max(0, andel + off));
      const accepting = Math.round(
        waiting * share + Math.sqrt(waiting * share * (1 - share)) * random.normal(),
      );
      const part = Math.min(1, Math.max(0, accepting / Math.max(1, proposed)));
      return own.map((transfer) => ({ ...transfer, antal: transfer.antal * part }));
    });
    moved.push(made.reduce((sum, { antal }) => sum + antal, 0));
    over.push(transferGoals(problem, made).over);
  }
  const ends = (numbers: number[]): OutcomeRange => {
    const ordered = numbers.toSorted((a, b) => a - b), last = ordered.length - 1;
    return {
      low: Math.round(ordered[Math.floor(last * (1 - level) / 2)]),
      high: Math.round(ordered[Math.ceil(last * (1 + level) / 2)]),
    };
  };
  return { flyttas: ends(moved), over: ends(over) };
}

/**
 * The operations that come about between each pair of regions when it is uncertain how many accept, as
 * {@linkcode transferRange} draws them for each pair by itself.
 *
 * @param problem The lists and rules.
 * @param transfers The proposals.
 * @param options The spread, level, draws and seed.
 * @returns The range of a pair's operations; nothing of a pair without proposals.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pairRanges } from "vantelage/cooperation";
 * const rangeOf = pairRanges({ lists: [], free: [], rules: { months: ["2024-06"] } }, []);
 * assert.deepEqual(rangeOf("Region Dalarna", "Region Uppsala"), { low: 0, high: 0 });
 * ```
 */
export function pairRanges(
  problem: TransferProblem,
  transfers: readonly Transfer[],
  options: TransferRangeOptions = {},
): (from: string, to: string) => OutcomeRange {
  return (from, to) => {
    const own = transfers.filter(({ fran, till }) => fran.region === from && till.region === to);
    const groups = new Set(own.map(({ vardutbud }) => vardutbud));
    const lists = problem.lists.filter(({ vardutbud }) => groups.has(vardutbud));
    return transferRange({ ...problem, lists }, own, options).flyttas;
  };
}
