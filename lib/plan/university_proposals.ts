import type { OrderOutcome } from "./order.ts";
import type { ReliefRow } from "./relief.ts";

/** Something that a university hospital could leave to another hospital (förslag för universitetssjukhusen). */
export interface UniversityProposal {
  /** The university hospital that has too little room. */
  readonly fran: string;
  /** The other university hospital; `null` for the regions around. */
  readonly till: string | null;
  /** The area that is ordered, or the vårdutbud that the regions around take over. */
  readonly vad: string;
  /** Contacts, in the months that were counted. */
  readonly antal: number;
  /** How far behind its order the hospital is so far, contacts; `null` for relief by the regions around. */
  readonly efter: number | null;
  /** Whether the hospital is further behind than chance makes it (over two standard deviations of a count). */
  readonly overSlump: boolean;
}

/**
 * What university hospitals could do for each other, and what the regions around could take over (förslag mellan
 * universitetssjukhus, och mellan dem och regionerna).
 *
 * Between them: an area where one is behind its orders so far and the other has done more than was ordered; the least of the
 * two. By the regions around: what {@linkcode reliefRows} found room for.
 *
 * @param outcomes Outcomes of orders.
 * @param relief The relief.
 * @param options The fewest contacts that are worth a proposal, and how many reliefs to give.
 * @returns Those between university hospitals first, the largest first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { universityProposals } from "vantelage/plan";
 * const row = { ar: 2024, region: "Region Dalarna", omrade: "Ortopedi", volym: 300, manader: ["2024-01"], andel: { value: 1 } };
 * const outcomes = [{ ...row, sjukhus: "A", hittills: 100, utfall: 70 }, { ...row, sjukhus: "B", hittills: 60, utfall: 81 }];
 * const [proposal] = universityProposals(outcomes, []);
 * assert.deepEqual([proposal.fran, proposal.till, proposal.antal, proposal.overSlump], ["A", "B", 21, true]);
 * ```
 */
export function universityProposals(
  outcomes: readonly OrderOutcome[],
  relief: readonly ReliefRow[],
  options: { least?: number; reliefs?: number } = {},
): UniversityProposal[] {
  const { least = 5, reliefs = 8 } = options;
  const sums = [...Map.groupBy(outcomes, ({ omrade, sjukhus }) => `${omrade}\u0000${sjukhus}`).values()]
    .map((rows) => ({
      ...rows[0],
      hittills: rows.reduce((sum, { hittills }) => sum + hittills, 0),
      utfall: rows.reduce((sum, { utfall }) => sum + utfall, 0),
    }));
  const between = sums.flatMap((behind) =>
    sums.filter(({ omrade, sjukhus }) => omrade === behind.omrade && sjukhus !== behind.sjukhus)
      .flatMap((ahead): UniversityProposal[] => {
        const efter = Math.round(behind.hittills - behind.utfall);
        const antal = Math.min(efter, Math.round(ahead.utfall - ahead.hittills));
        const overSlump = efter > 2 * Math.sqrt(behind.hittills);
        return antal < least
          ? []
          : [{ fran: behind.sjukhus, till: ahead.sjukhus, vad: behind.omrade, antal, efter, overSlump }];
      })
  );
  const around = relief.filter(({ kan_flytta }) => kan_flytta >= least).slice(0, reliefs).map((
    { sjukhus, vardutbud, kan_flytta },
  ): UniversityProposal => ({
    fran: sjukhus,
    till: null,
    vad: vardutbud,
    antal: kan_flytta,
    efter: null,
    overSlump: true,
  }));
  const largest = (a: UniversityProposal, b: UniversityProposal) => b.antal - a.antal;
  return [...between.sort(largest), ...around.sort(largest)];
}
