import { addMonths, lastDay, type Month, monthRange } from "../calendar/mod.ts";
import {
  decidedMonths,
  readDecisions,
  readSignalFiles,
  type SignalFile,
  type StandingDecision,
} from "../cooperation/mod.ts";
import { activelyWaiting, deviationCounts, overLimit } from "../indicators/mod.ts";
import { careFlows, type DecisionOutcome, decisionOutcomes } from "../plan/mod.ts";
import type { Store } from "../store/mod.ts";
import { careCoverOf } from "./_care_cover.ts";

/** Options for {@linkcode followDecisions}. */
export interface FollowDecisionsOptions {
  /** The last month that is followed up. */
  readonly manad: Month;
  /** The decisions. @default those of the data folder, as they stood when the month was over */
  readonly decisions?: readonly StandingDecision[];
  /** Signals with their history. @default those of the data folder */
  readonly signals?: readonly SignalFile[];
}

/**
 * Decisions against what the store says was done (uppföljning av beslut).
 *
 * @param store An open store.
 * @param options The month; the decisions and signals.
 * @returns An outcome for each decision.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { followDecisions } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(await followDecisions(store, { manad: "2024-06", decisions: [], signals: [] }), []);
 * ```
 */
export async function followDecisions(
  store: Store,
  options: FollowDecisionsOptions,
): Promise<DecisionOutcome[]> {
  const { manad } = options, asAt = lastDay(manad);
  const decisions = options.decisions ?? await readDecisions({ asAt });
  if (decisions.length === 0) return [];
  const due = decisions.flatMap((decision) => decidedMonths(decision).map((month) => month.manad))
    .filter((month) => month <= manad);
  const vardutbud = [...new Set(decisions.map((decision) => decision.vardutbud))];
  const months = [...new Set(due.flatMap((month) => [month, addMonths(month, -12)]))];
  const performed = await store.cells({
    where: { status: "genomforda", manad: months, vardutbud },
    by: ["manad", "region", "sjukhus", "agarform", "hemregion", "vardutbud"],
  });
  // A region may have delivered a month and have operated nobody of these.
  const delivered = await store.cells({
    where: { status: "genomforda", manad: months },
    by: ["manad", "region", "hemregion"],
  });
  const ends = decisions.map(({ fran }) => addMonths(fran, -1)).concat(due);
  const waiting = await store.cells({
    where: { status: "vantande", manad: ends.length === 0 ? [] : monthRange(minOf(ends), manad), vardutbud },
    by: ["manad", "status", "region", "vardutbud", "avvikelse"],
  });
  const listed = (region: string, offering: string, month: Month) => {
    const own = waiting.filter((cell) =>
      cell.region === region && cell.vardutbud === offering && cell.manad === month
    );
    return own.length === 0 ? null : own;
  };
  return decisionOutcomes(decisions, {
    until: manad,
    flows: careFlows(performed),
    performed: careCoverOf(delivered, []).performed,
    over: (...list) => {
      const own = listed(...list);
      return own === null ? null : Math.round(overLimit(activelyWaiting(own)).count.value);
    },
    declined: (...list) => {
      const own = listed(...list);
      return own === null ? null : deviationCounts(own).pvv;
    },
    signals: options.signals ?? await readSignalFiles(),
  });
}

const minOf = (months: readonly Month[]): Month => months.toSorted()[0];
