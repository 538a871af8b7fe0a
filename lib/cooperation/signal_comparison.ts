import { joinNames, regionShortName } from "../reference/mod.ts";
import type { SignalBoard, SignalMatch } from "./signal_board.ts";
import { placeKey, type Transfer, transferPairs, type TransferProblem } from "./transfer_problem.ts";

/** Needs and offers of one vårdutbud that meet on the board between two places, next to what is proposed there. */
export interface SignalComparison {
  /** Who needs help: the first of the needs. */
  readonly behov: SignalMatch["behov"];
  /** Who offers it: the first of the offers. */
  readonly formaga: SignalMatch["formaga"];
  /** Operations on the board. */
  readonly tavla: number;
  /** Operations that are proposed between them. */
  readonly forslag: number;
  /** Why the numbers differ, in Swedish; empty where they do not. */
  readonly skal: string;
}

/**
 * The matches of the board next to the proposals (tavlan mot förslagen). The board takes a need at a time, the nearest
 * offer first; the proposals weigh all lists together, and begin when an agreement can be in place. So they may differ, and
 * each difference has its reason.
 *
 * @param board The board.
 * @param problem What the transfers were proposed from.
 * @param transfers The proposed transfers.
 * @returns One for each place in need, place with room and vårdutbud that meet, in the board's order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalBoard } from "vantelage";
 * import { signalComparison } from "vantelage/cooperation";
 * const board = signalBoard([], { asAt: "2024-04-30" });
 * assert.deepEqual(signalComparison(board, { lists: [], free: [], rules: { months: ["2024-06"] } }, []), []);
 * ```
 */
export function signalComparison(
  board: SignalBoard,
  problem: TransferProblem,
  transfers: readonly Transfer[],
): SignalComparison[] {
  const sum = (rows: readonly { readonly antal: number }[]) =>
    rows.reduce((total, { antal }) => total + antal, 0);
  const between = ({ behov, formaga }: SignalMatch) =>
    [placeKey(behov), placeKey(formaga), behov.vardutbud].join("\u0000");
  return [...Map.groupBy(board.par, between).values()].map((pairs) => {
    const [{ behov, formaga }] = pairs, { vardutbud } = behov, tavla = sum(pairs);
    const manader = pairs.flatMap((par) => par.manader);
    const there = transfers.filter((row) =>
      row.vardutbud === vardutbud && placeKey(row.till) === placeKey(formaga)
    );
    const own = there.filter(({ fran }) => fran.region === behov.region), forslag = sum(own);
    const early = sum(manader.filter(({ manad }) => !problem.rules.months.includes(manad)));
    const rivals = [...new Set(there.filter((row) => !own.includes(row)).map(({ fran }) => fran.region))];
    const pair = transferPairs(problem, vardutbud).find(({ sender, offer }) =>
      sender.region === behov.region && placeKey(offer.place) === placeKey(formaga)
    );
    const receives = problem.free.some((row) =>
      row.vardutbud === vardutbud && row.region === behov.region && row.antal > 0
    );
    const [from, to] = [behov.region, formaga.region].map(regionShortName);
    const reasons = [
      ...early > 0 ? [`${early} på tavlan gäller månader som förslagen inte omfattar`] : [],
      ...forslag > tavla - early
        ? [`fler i ${from} väntar över gränsen än signalen anger, och platserna räcker till dem`]
        : forslag === tavla - early
        ? []
        : receives
        ? [`${from} har själv plats för andra`]
        : pair === undefined
        ? [`för få i ${from} antas godta resan och uppfylla villkoren, eller så tillåter avtalet det inte`]
        : [
          ...rivals.length > 0
            ? [`platserna i ${to} delas med ${joinNames(rivals.map(regionShortName))}, där de gör mer nytta`]
            : [],
          ...rivals.length === 0 ? [`så många i ${from} antas godta resan och uppfylla villkoren`] : [],
        ],
    ];
    return { behov, formaga, tavla, forslag, skal: forslag === tavla ? "" : reasons.join("; ") };
  });
}
